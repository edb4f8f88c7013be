//! Tokens: created, listed, deleted, and rejected after their expiry.

use arcee_api::operations::{CreateTokenError, DeleteTokenError, ListTokensError};
use arcee_api::wire::CallError;
use arcee_api::{Client, operations as op, types};

use super::server::{HALF_A_DAY, SECOND, start};

async fn create(client: &Client, expiry: &str) -> Result<String, CallError<CreateTokenError>> {
    let input = types::CreateTokenInput::new(expiry.parse().unwrap());
    let made = client.create_token(op::CreateToken::new(input)).await?;
    Ok(made.token.expose().to_owned())
}

async fn list(client: &Client) -> Result<Vec<types::ApiToken>, CallError<ListTokensError>> {
    Ok(client.list_tokens(op::ListTokens::new()).await?.tokens)
}

async fn delete(client: &Client, id: &str) -> Result<String, CallError<DeleteTokenError>> {
    Ok(client.delete_token(op::DeleteToken::new(id)).await?.message)
}

async fn is_known(client: &Client) -> bool {
    match list(client).await {
        Ok(_) => true,
        Err(CallError::Api(ListTokensError::Unauthorized(_))) => false,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_token_is_listed_used_and_deleted() {
    let server = start().await;
    let client = server.client();
    let start = list(&client).await.unwrap();
    assert_eq!(start.len(), 1);
    // The startup key does not expire.
    assert_eq!((start[0].expiry.to_string().as_str(), &start[0].hint), ("9999-12-31", &None));

    server.clock.advance(SECOND);
    let first = create(&client, "2026-01-01").await.unwrap();
    server.clock.advance(SECOND);
    let second = create(&client, "2030-12-31").await.unwrap();
    let listed = list(&client).await.unwrap();
    let expiries: Vec<String> = listed.iter().map(|token| token.expiry.to_string()).collect();
    assert_eq!(expiries, ["2030-12-31", "2026-01-01", "9999-12-31"]);
    assert_eq!(listed[0].created_at.unwrap().to_string(), "2026-01-01T12:00:02Z");
    assert!(second.ends_with(listed[0].hint.as_deref().unwrap()));

    // A token authenticates its owner, like the one that created it.
    let other = server.client_with(&second);
    assert_eq!(list(&other).await.unwrap(), listed);
    // It can delete itself: this request succeeds, the next one fails.
    assert_eq!(delete(&other, &listed[0].id).await.unwrap(), "Token deleted.");
    assert!(!is_known(&other).await && is_known(&server.client_with(&first)).await);
    let again = delete(&client, &listed[0].id).await.unwrap_err();
    assert!(
        matches!(again, CallError::Api(DeleteTokenError::NotFound(why)) if why.detail == "There is no token with this id.")
    );
    assert_eq!(list(&client).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_token_is_valid_until_the_end_of_its_last_day() {
    let server = start().await;
    let client = server.client();
    server.clock.advance(SECOND);
    let today = server.client_with(&create(&client, "2026-01-01").await.unwrap());
    assert!(is_known(&today).await);
    // It is one second past noon.
    server.clock.advance(HALF_A_DAY.saturating_sub(2 * SECOND));
    assert!(is_known(&today).await);
    server.clock.advance(SECOND);
    assert!(!is_known(&today).await);
    // The owner can still list and delete it.
    let expired = list(&client).await.unwrap().remove(0);
    delete(&client, &expired.id).await.unwrap();

    let error = create(&client, "2026-01-01").await.unwrap_err();
    let CallError::Api(CreateTokenError::UnprocessableContent(why)) = error else {
        panic!("{error}")
    };
    let why = why.detail.unwrap();
    let place: Vec<String> = why[0].loc.iter().map(|step| format!("{step:?}")).collect();
    assert_eq!(place, [r#"String("body")"#, r#"String("expiry")"#]);
    assert_eq!((why.len(), why[0].type_.as_str()), (1, "minimum"));
}

#[tokio::test]
async fn a_token_of_another_user_is_not_found() {
    let server = start().await;
    let (client, eve) = (server.client(), server.user("eve@other.example", "eve").await);
    let own = list(&client).await.unwrap().remove(0);
    let error = delete(&eve, &own.id).await.unwrap_err();
    assert!(matches!(error, CallError::Api(DeleteTokenError::NotFound(_))));
    assert!(list(&eve).await.unwrap().iter().all(|token| token.id != own.id));
    assert!(is_known(&client).await);
    assert!(!is_known(&server.client_with("unknown")).await);
    let without = Client::builder().base_url(server.url("")).build().unwrap();
    assert!(!is_known(&without).await);
}
