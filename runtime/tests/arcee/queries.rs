//! Queries: ranking, size, filters, and answers built from passages.

use arcee_api::operations::{GenerateModelError, RetrieveModelError};
use arcee_api::types::{
    GenerateModelInput, GenerateModelOutput, RetrieveModelInput, RetrieveModelOutput,
};
use arcee_api::wire::{CallError, StringEnum};
use arcee_api::{Client, operations as op, types};

use super::server::{handbook, start, trained, upload};

pub(crate) async fn retrieve(client: &Client, model: &str, query: &str) -> RetrieveModelOutput {
    let input = RetrieveModelInput::new(model, query);
    client.retrieve_model(op::RetrieveModel::new(input)).await.unwrap()
}

/// A field, a type of filter, and a value.
type Condition<'a> = (&'a str, &'a str, &'a str);

fn filter((field, kind, value): Condition<'_>) -> types::QueryFilter {
    types::QueryFilter::new(field, types::FilterType::from_text(kind), value)
}

pub(crate) async fn filtered(
    client: &Client,
    model: &str,
    query: &str,
    condition: Condition<'_>,
) -> RetrieveModelOutput {
    let input = RetrieveModelInput::new(model, query).with_filters(vec![filter(condition)]);
    client.retrieve_model(op::RetrieveModel::new(input)).await.unwrap()
}

pub(crate) fn names(output: &RetrieveModelOutput) -> Vec<&str> {
    output.results.iter().map(|result| result.source.name.as_str()).collect()
}

pub(crate) async fn generate(
    client: &Client,
    model: &str,
    query: &str,
) -> Result<GenerateModelOutput, CallError<GenerateModelError>> {
    client.generate_model(op::GenerateModel::new(GenerateModelInput::new(model, query))).await
}

#[tokio::test]
async fn the_best_document_comes_first() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    let found =
        retrieve(&client, &model, "May items be sent back within 30 days, in their box?").await;
    assert_eq!(names(&found), ["returns-policy", "rueckgabe"]);
    let best = &found.results[0];
    assert_eq!((best.index.as_str(), best.id.as_str()), ("handbook", best.source.id.as_str()));
    assert!(best.source.document.starts_with("Items can be sent back"));
    assert!(best.score > found.results[1].score && best.score <= 1.0);
    // The answer is always the same.
    assert_eq!(
        retrieve(&client, &model, "May items be sent back within 30 days, in their box?").await,
        found
    );
    assert!(retrieve(&client, &model, "zeppelins").await.results.is_empty());
    assert!(retrieve(&client, &model, "\"*(").await.results.is_empty());
}

#[tokio::test]
async fn the_number_of_documents_is_limited() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    let notes = (0..300).map(|number| {
        let meta = serde_json::json!({ "rare": number % 100 == 99 });
        types::ContextDocument::new(format!("note {number}"), "A note about notes.")
            .with_meta(meta.as_object().cloned().unwrap().into_iter().collect())
    });
    upload(&client, "handbook", notes.collect()).await;
    for (size, expected) in [(None, 5), (Some(1), 1), (Some(100), 100)] {
        let input = RetrieveModelInput::new(&model, "notes").with_size(size);
        let found = client.retrieve_model(op::RetrieveModel::new(input)).await.unwrap();
        assert_eq!(found.results.len(), expected, "{size:?}");
    }
    // A filter applies to all documents, not only to the first ones.
    let rare = filtered(&client, &model, "notes", ("rare", "strict_search", "true")).await;
    let mut rare = names(&rare);
    rare.sort_unstable();
    assert_eq!(rare, ["note 199", "note 299", "note 99"]);
    for size in [0, 101] {
        let input = RetrieveModelInput::new(&model, "notes").with_size(size);
        let error = client.retrieve_model(op::RetrieveModel::new(input)).await.unwrap_err();
        assert!(matches!(error, CallError::Api(RetrieveModelError::UnprocessableContent(_))));
    }
}

#[tokio::test]
async fn filters_apply_to_document_name_and_metadata() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    let table: [(Condition, &[&str]); 12] = [
        (("name", "strict_search", "returns-policy"), &["returns-policy"]),
        (("name", "strict_search", "returns"), &[]),
        (("name", "fuzzy_search", "retruns"), &["returns-policy"]),
        (("document", "strict_search", "German page"), &["rueckgabe"]),
        (("document", "strict_search", "german page"), &[]),
        (("document", "fuzzy_search", "garman"), &["rueckgabe"]),
        (("language", "strict_search", "de"), &["rueckgabe"]),
        (("revision", "strict_search", "7"), &["returns-policy"]),
        (("revision", "strict_search", "2"), &[]),
        (("tags", "fuzzy_search", "posts"), &["returns-policy"]),
        (("absent", "fuzzy_search", "x"), &[]),
        (("language", "fuzzy_search", "EN"), &["returns-policy"]),
    ];
    for (condition, expected) in table {
        let found = filtered(&client, &model, "items sent back within 30 days", condition).await;
        assert_eq!(names(&found), expected, "{condition:?}");
    }
    // All conditions must be met.
    let both =
        [("language", "strict_search", "en"), ("name", "fuzzy_search", "rueckgabe")].map(filter);
    let input = RetrieveModelInput::new(&model, "items").with_filters(both.to_vec());
    let found = client.retrieve_model(op::RetrieveModel::new(input)).await.unwrap();
    assert!(found.results.is_empty());
    // A type that the document does not list.
    let odd = filter(("name", "odd_search", "x"));
    let input = RetrieveModelInput::new(&model, "items").with_filters(vec![odd]);
    let error = client.retrieve_model(op::RetrieveModel::new(input)).await.unwrap_err();
    assert!(matches!(error, CallError::Api(RetrieveModelError::UnprocessableContent(_))));
}

#[tokio::test]
async fn an_answer_is_based_on_its_passages() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    let made =
        generate(&client, &model, "Within how many days can items be sent back?").await.unwrap();
    let documents: Vec<String> = handbook().into_iter().map(|one| one.document).collect();
    assert_eq!(made.context, [documents[0].clone(), documents[2].clone()]);
    assert!(made.text.starts_with("Items can be sent back within 30 days"), "{}", made.text);
    assert!(!made.text.contains("receipt"), "{}", made.text);
    assert_eq!(
        generate(&client, &model, "Within how many days can items be sent back?").await.unwrap(),
        made
    );
    let none = generate(&client, &model, "zeppelins").await.unwrap();
    assert!(none.context.is_empty());
    assert_eq!(none.text, "I found nothing about that in handbook.");

    let input = GenerateModelInput::new(&model, "30 days")
        .with_size(1)
        .with_filters(vec![filter(("language", "strict_search", "de"))]);
    let german = client.generate_model(op::GenerateModel::new(input)).await.unwrap();
    assert_eq!(german.context, [documents[2].clone()]);
}

#[tokio::test]
async fn unknown_models_cannot_be_queried() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    let eve = server.user("eve@other.example", "eve").await;
    for (client, id) in [(&client, "unknown"), (&client, "assistant"), (&eve, &model)] {
        let error = generate(client, id, "desk").await.unwrap_err();
        assert!(matches!(error, CallError::Api(GenerateModelError::NotFound(_))), "{id}: {error}");
        let input = RetrieveModelInput::new(id, "desk");
        let error = client.retrieve_model(op::RetrieveModel::new(input)).await.unwrap_err();
        assert!(matches!(error, CallError::Api(RetrieveModelError::NotFound(_))), "{id}: {error}");
    }
    let input = GenerateModelInput::new(&model, "desk");
    let request = op::GenerateModel::new(input).with_x_arcee_org("elsewhere");
    let error = client.generate_model(request).await.unwrap_err();
    assert!(matches!(error, CallError::Api(GenerateModelError::Forbidden(_))));
}
