//! Authentication: alternatives of schemes, scopes, rejections, and secrets that stay hidden.

use counterpart_wire::server::{AuthError, AuthRequest, Authenticator, Granted, Limits};
use counterpart_wire::{Call, Context, Credential, Credentials, Error};

use super::shop::{
    BASIC, Counter, Get, GetError, Item, KEY, Make, MakeError, QUERY_KEY, Shop, User, routes,
};
use super::support::{Answer, Doorman, Log, ask, router};

const BASIC_ADA: &str = "Authorization: Basic YWRhOnBhc3M6d29yZCDDqQ==";

async fn make(path: &str, headers: &[&str]) -> Answer {
    let line = format!("POST {path}");
    let head = [&[line.as_str()], headers].concat();
    ask(&router(Limits::default()), &head, r#"{"name": "cup"}"#).await
}

async fn who(path: &str, headers: &[&str]) -> serde_json::Value {
    let answer = make(path, headers).await;
    assert_eq!(answer.status, 201, "{path} {headers:?} {}", answer.body);
    answer.json()["id"].clone()
}

#[tokio::test]
async fn any_alternative_is_sufficient() {
    assert_eq!(who("/items", &["X-Key: k-1"]).await, 1);
    assert_eq!(who("/items?api_key=q%2B2%2F%3D", &["Cookie: a=b; session=c+2/=%25"]).await, 2);
    assert_eq!(who("/items", &["Authorization: Bearer t-3"]).await, 3);
    assert_eq!(who("/items", &["Authorization: bearer  t-3 "]).await, 3);
    assert_eq!(who("/items", &[BASIC_ADA]).await, 4);
    // An invalid credential does not affect a valid one.
    assert_eq!(who("/items", &["X-Key: wrong", "Authorization: Bearer t-3"]).await, 3);
    assert_eq!(who("/items", &["X-Key: k-broken", BASIC_ADA]).await, 4);
}

#[tokio::test]
async fn an_incomplete_alternative_does_not_count() {
    for (path, headers) in [
        ("/items", &[][..]),
        ("/items?api_key=q%2B2%2F%3D", &[]),
        ("/items", &["Cookie: session=c+2/=%25"]),
        ("/items", &["Authorization: Digest t-3"]),
        ("/items", &["Authorization: t-3"]),
    ] {
        let answer = make(path, headers).await;
        assert_eq!(answer.status, 401, "{path} {headers:?}");
        assert_eq!(
            answer.json()["detail"],
            "this operation requires credentials",
            "{path} {headers:?}"
        );
    }
}

#[tokio::test]
async fn a_malformed_credential_is_a_wrong_one() {
    for header in ["Authorization: Basic ???", "Authorization: Basic YWRh", "Authorization: Bearer"]
    {
        let answer = make("/items", &[header]).await;
        assert_eq!(answer.status, 401, "{header}");
        assert_eq!(answer.json()["detail"], "the credentials are malformed", "{header}");
        assert_eq!(who("/items", &[header, "X-Key: k-1"]).await, 1, "{header}");
    }
}

#[tokio::test]
async fn a_401_has_a_challenge() {
    let answer = make("/items", &["X-Key: wrong"]).await;
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.header("www-authenticate"),
        Some(
            "ApiKey name=\"X-Key\", ApiKey name=\"api_key\", ApiKey name=\"session\", \
             Bearer realm=\"api\", Basic realm=\"api\", charset=\"UTF-8\""
        )
    );
    let answer = make("/items", &["Authorization: Bearer wrong"]).await;
    assert_eq!(answer.status, 401);
    let challenges = answer.header("www-authenticate").unwrap();
    assert!(
        challenges.contains(r#"Bearer realm="api", error="invalid_token", Basic"#),
        "{challenges}"
    );
    let answer = make("/items", &["Authorization: Bearer banned"]).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.json()["detail"], "the account is locked");
    assert_eq!(answer.header("www-authenticate"), None);
    // A known caller without permission gets 403, even if another credential is invalid.
    assert_eq!(make("/items", &["X-Key: wrong", "Authorization: Bearer banned"]).await.status, 403);
}

/// Scopes are enforced by the router: an authenticator that says nothing of them opens nothing.
#[tokio::test]
async fn insufficient_scopes_are_refused() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    for token in ["weak", "silent"] {
        let token = format!("Authorization: Bearer {token}");
        for headers in [&[token.as_str()][..], &["X-Key: wrong", &token]] {
            let answer = make("/items", headers).await;
            assert_eq!(answer.status, 403, "{headers:?}");
            let challenge =
                r#"Bearer realm="api", error="insufficient_scope", scope="items:write items:read""#;
            assert_eq!(answer.header("www-authenticate"), Some(challenge), "{headers:?}");
            let detail = "the credentials do not grant the scopes that this operation requires";
            assert_eq!(answer.json()["detail"], detail, "{headers:?}");
        }
        // Another alternative may be satisfied.
        assert_eq!(who("/items", &["X-Key: k-1", &token]).await, 1);
    }
    assert!(log.text().contains("the scopes are not sufficient"), "{}", log.text());
    assert!(log.text().contains("the authenticator names no scopes"), "{}", log.text());
}

/// Accepts each caller with one right credential, even where several are required together.
struct Forgetful;

impl Authenticator for Forgetful {
    type Principal = User;

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<User>, AuthError> {
        let key = presented.get(&QUERY_KEY).map(|key| key.secret().expose());
        if key == Some("right") { Ok(User(1).into()) } else { Err(AuthError::unauthorized()) }
    }
}

#[tokio::test]
async fn a_forgotten_credential_admits_nobody() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let router = routes(Counter, Forgetful, Limits::default()).into_router();
    let head = ["POST /items?api_key=right", "Cookie: session=anything"];
    let answer = ask(&router, &head, r#"{"name": "cup"}"#).await;
    assert_eq!(answer.status, 500, "{}", answer.body);
    assert!(!answer.body.contains("session"), "{}", answer.body);
    let cause = "the authenticator did not read the credential for `cookie`";
    assert!(log.text().contains(cause), "{}", log.text());
}

/// The more informative rejection wins, whatever the order of the alternatives.
#[tokio::test]
async fn the_most_informative_rejection_wins() {
    for token in ["weak", "banned"] {
        let token = format!("Authorization: Bearer {token}");
        assert_eq!(make("/items", &["X-Key: k-broken", &token]).await.status, 500);
    }
}

#[tokio::test]
async fn a_failing_authenticator_is_a_server_error_and_logged() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let answer = make("/items", &["X-Key: k-broken"]).await;
    assert_eq!(answer.status, 500);
    assert!(!answer.body.contains("key store"), "{}", answer.body);
    assert!(log.text().contains("the key store is down"), "{}", log.text());
}

#[tokio::test]
async fn callers_are_authenticated_before_their_body_is_read() {
    let answer =
        ask(&router(Limits::default()), &["POST /items", "Content-Type: text/plain"], "{").await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn security_may_be_optional() {
    let get = async |headers: &[&str]| {
        let head = [&["GET /items/7"], headers].concat();
        ask(&router(Limits::default()), &head, "").await
    };
    assert_eq!(get(&[]).await.json()["name"], "for 0");
    assert_eq!(get(&["X-Key: k-1"]).await.json()["name"], "for 1");
    // An invalid credential is rejected even if none is required.
    let wrong = get(&["X-Key: wrong"]).await;
    assert_eq!(
        (wrong.status, wrong.header("www-authenticate")),
        (401, Some("ApiKey name=\"X-Key\""))
    );
    // A documented 401 of the implementation gets a challenge too.
    let answer = ask(&router(Limits::default()), &["GET /items/401"], "").await;
    assert_eq!((answer.status, answer.json()["message"].as_str()), (401, Some("not you")));
    assert_eq!(answer.header("www-authenticate"), Some("ApiKey name=\"X-Key\""));
}

#[tokio::test]
async fn an_open_api_needs_no_authenticator_and_has_no_challenge() {
    let answer = ask(&router(Limits::default()), &["GET /items"], "").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "[]"));
    assert_eq!(
        AuthError::unauthorized(),
        AuthError::Unauthorized("the credentials are invalid".to_owned())
    );
}

/// Shows what an implementation receives.
struct Curious(std::sync::Arc<std::sync::Mutex<String>>);

impl Shop for Curious {
    type Principal = User;

    async fn list(
        &self,
        call: Call<super::shop::List, ()>,
    ) -> Result<Vec<Item>, Error<std::convert::Infallible>> {
        Counter.list(call).await
    }

    async fn make(&self, call: Call<Make, User>) -> Result<Item, Error<MakeError>> {
        *self.0.lock().unwrap() = format!("{call:?}");
        Counter.make(call).await
    }

    async fn get(&self, call: Call<Get, Option<User>>) -> Result<Item, Error<GetError>> {
        Counter.get(call).await
    }

    async fn copy(
        &self,
        call: Call<super::shop::Copy, ()>,
    ) -> Result<counterpart_wire::Body, Error<std::convert::Infallible>> {
        Counter.copy(call).await
    }
}

#[tokio::test]
async fn credentials_show_nowhere() {
    let seen = std::sync::Arc::default();
    let doorman = Doorman::default();
    let router = routes(Curious(std::sync::Arc::clone(&seen)), doorman.clone(), Limits::default())
        .into_router();
    let head =
        ["POST /items", "X-Key: k-1", "X-Other: shown", "Cookie: session=c-2; a=c-2", BASIC_ADA];
    let answer = ask(&router, &head, r#"{"name": "cup"}"#).await;
    assert_eq!(answer.status, 201);
    let call = seen.lock().unwrap().clone();
    let asked = doorman.asked.lock().unwrap().join(" ");
    assert!(call.contains("shown") && asked.contains("\"key\""), "{call} {asked}");

    let credentials = Credentials::new()
        .with(&KEY, Credential::ApiKey("k-1".into()))
        .with(&BASIC, Credential::Basic { user: "ada".to_owned(), password: "pass".into() });
    let shown =
        format!("{credentials:?} {:?} {:?}", credentials.get(&BASIC), credentials.get(&KEY));
    assert!(shown.starts_with("{\"key\", \"basic\"}"), "{shown}");

    for text in [call, asked, shown, format!("{:?}", Context::default())] {
        for secret in ["k-1", "c-2", "YWRh", "pass\""] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}
