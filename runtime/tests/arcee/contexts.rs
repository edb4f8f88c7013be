//! Documents as JSON: a context is created or extended, and keeps its id.

use arcee_api::operations::{RetrieveModelError, UploadContextError};
use arcee_api::wire::CallError;
use arcee_api::{operations as op, types};

use super::queries::{names, retrieve};
use super::server::{handbook, start, trained, upload};

#[tokio::test]
async fn a_context_is_extended_and_keeps_its_id() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    let again =
        upload(&client, "handbook", vec![types::ContextDocument::new("pets", "No dogs.")]).await;
    let other = upload(&client, "other", handbook()).await;
    assert_eq!(again.message.as_deref(), Some("Processing context..."));
    assert_eq!(again.context_name, "handbook");
    assert_ne!(again.context_id, other.context_id);
    assert_eq!(names(&retrieve(&client, &model, "dogs").await), ["pets"]);
    assert_eq!(names(&retrieve(&client, &model, "desk").await), ["opening-hours"]);

    // A document replaces an earlier one with the same name, even in the same upload.
    let before = retrieve(&client, &model, "dogs").await.results.remove(0);
    let changed =
        ["Cats only.", "Cats and canaries."].map(|text| types::ContextDocument::new("pets", text));
    let third = upload(&client, "handbook", changed.into()).await;
    assert_eq!(third.context_id, again.context_id);
    assert!(retrieve(&client, &model, "dogs").await.results.is_empty());
    let after = retrieve(&client, &model, "cats").await.results.remove(0);
    assert_eq!((&after.id, after.source.document.as_str()), (&before.id, "Cats and canaries."));
}

#[tokio::test]
async fn concurrent_uploads_create_one_context() {
    let server = start().await;
    let client = server.client();
    let uploads = (0..10).map(|number| {
        let document = types::ContextDocument::new(format!("note {number}"), "A note.");
        upload(&client, "notes", vec![document])
    });
    let mut ids: Vec<String> = futures_util::future::join_all(uploads)
        .await
        .into_iter()
        .map(|made| made.context_id)
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
    // Documents without a model can be queried through the context's retriever.
    let error = client
        .retrieve_model(op::RetrieveModel::new(types::RetrieveModelInput::new(&ids[0], "note")))
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::Api(RetrieveModelError::NotFound(_))));
}

#[tokio::test]
async fn an_upload_is_validated_and_belongs_to_its_organization() {
    let server = start().await;
    let client = server.client();
    let input = types::UploadContextInput::new("", vec![types::ContextDocument::new("", "")]);
    let error = client.upload_context(op::UploadContext::new(input)).await.unwrap_err();
    let CallError::Api(UploadContextError::UnprocessableContent(why)) = error else {
        panic!("{error}")
    };
    assert_eq!(why.detail.unwrap().len(), 3);

    let input = types::UploadContextInput::new("handbook", handbook());
    let request = op::UploadContext::new(input).with_x_arcee_org("elsewhere");
    let error = client.upload_context(request).await.unwrap_err();
    assert!(matches!(error, CallError::Api(UploadContextError::Forbidden(_))));

    let own = upload(&client, "handbook", handbook()).await;
    let eve = server.user("eve@other.example", "eve").await;
    let hers = upload(&eve, "handbook", handbook()).await;
    assert_ne!(own.context_id, hers.context_id);
}
