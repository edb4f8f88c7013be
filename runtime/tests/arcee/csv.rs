//! Documents as CSV: counted, validated row by row, and processed in the background if there are many.

use arcee_api::operations::{UploadContextCsvError, UploadContextCsvOutcome};
use arcee_api::types::{
    BodyUploadContextCsvV2ContextsContextNameCsvPost as Form, UploadContextOutput,
};
use arcee_api::wire::CallError;
use arcee_api::wire::multipart::File;
use arcee_api::{Client, operations as op, types};

use super::queries::{filtered, names, retrieve};
use super::server::{reach, start, trained};

async fn send(
    client: &Client,
    content: impl Into<Vec<u8>>,
) -> Result<UploadContextCsvOutcome, CallError<UploadContextCsvError>> {
    let file = File::new(content.into()).named("handbook.csv").of_type("text/csv");
    client.upload_context_csv(op::UploadContextCsv::new("handbook", Form::new(file))).await
}

async fn created(client: &Client, content: impl Into<Vec<u8>>) -> UploadContextOutput {
    match send(client, content).await {
        Ok(UploadContextCsvOutcome::Created(made)) => made,
        other => panic!("{other:?}"),
    }
}

/// Returns the errors in a file, each with its location and type.
async fn findings(client: &Client, content: impl Into<Vec<u8>>) -> Vec<(String, String)> {
    let error = match send(client, content).await {
        Err(CallError::Api(UploadContextCsvError::UnprocessableContent(why))) => why,
        other => panic!("{other:?}"),
    };
    let place = |found: types::ValidationError| {
        let steps: Vec<String> = found
            .loc
            .iter()
            .map(|step| match step {
                types::ValidationErrorLocItem::Integer(number) => number.to_string(),
                types::ValidationErrorLocItem::String(name) => name.clone(),
                other => panic!("{other:?}"),
            })
            .collect();
        (steps.join(" "), found.type_)
    };
    error.detail.unwrap().into_iter().map(place).collect()
}

#[tokio::test]
async fn rows_become_documents_and_are_counted() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    let first =
        created(&client, "doc,title\nNo dogs.,pets\n\"Meals, from noon\nto two.\",canteen\n").await;
    assert_eq!(first.message.as_deref(), Some("2 documents were added."));
    assert_eq!(names(&retrieve(&client, &model, "meals").await), ["canteen"]);

    // A byte order mark, other line endings and columns, whitespace and an empty name in the header, and empty lines.
    let text = "\u{feff}answer, doc ,question,title,language,\r\nNever.,Smoking harms.,When is smoking allowed?,smoking,en,\r\n\r\nSome.,Cats only.,,pets,,x\r\n";
    let second = created(&client, text).await;
    assert_eq!(
        second.message.as_deref(),
        Some("2 documents were added, 1 of them replacing earlier ones.")
    );
    assert_eq!(second.context_id, first.context_id);
    // It is found by its question and returned with its text.
    let found = retrieve(&client, &model, "allowed").await;
    assert_eq!(found.results[0].source.document, "Smoking harms.");
    assert_eq!(
        names(&filtered(&client, &model, "smoking", ("language", "strict_search", "en")).await),
        ["smoking"]
    );
    assert!(retrieve(&client, &model, "dogs").await.results.is_empty());
    let one = created(&client, "title,doc\nlast,One").await;
    assert_eq!(one.message.as_deref(), Some("1 document was added."));
}

/// A file, and the location and type of each error in it.
type Wrong<'a> = (&'a [u8], &'a [(&'a str, &'a str)]);

#[tokio::test]
async fn errors_have_a_location() {
    let server = start().await;
    let client = server.client();
    let long = format!("doc,title\nx,{}\n", "é".repeat(256));
    let table: [Wrong; 11] = [
        (b"", &[("body file 0 doc", "required"), ("body file 0 title", "required")]),
        (
            b"doc;title\na;b\n",
            &[("body file 0 doc", "required"), ("body file 0 title", "required")],
        ),
        (b"doc,Title\na,b\n", &[("body file 0 title", "required")]),
        (b"doc,title,doc\na,b,c\n", &[("body file 0 doc", "unique_items")]),
        (b"doc,title\n", &[("body file", "min_items")]),
        (b"doc,title\na\nb,c\nd,e,f\n", &[("body file 1", "columns"), ("body file 3", "columns")]),
        (
            b"doc,title\n,b\na,  \n",
            &[("body file 1 doc", "min_length"), ("body file 2 title", "min_length")],
        ),
        (
            b"doc,title,x\na,\xff,\xff\n",
            &[("body file 1 title", "encoding"), ("body file 1 x", "encoding")],
        ),
        (b"doc,title\n\"never closed,b\n", &[("body file 1", "columns")]),
        (
            b"\x89PNG\r\n\x1a\n\0\0",
            &[("body file 0 doc", "required"), ("body file 0 title", "required")],
        ),
        (long.as_bytes(), &[("body file 1 title", "max_length")]),
    ];
    for (content, expected) in table {
        let found = findings(&client, content).await;
        let found: Vec<_> =
            found.iter().map(|(place, kind)| (place.as_str(), kind.as_str())).collect();
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(content));
    }
    let many = format!("doc,title\n{}", "x\n".repeat(5000));
    assert_eq!(findings(&client, many).await.len(), 100);
    // Nothing from an invalid file was stored, not even the context.
    let status =
        client.get_retriever_status(op::GetRetrieverStatus::new("handbook")).await.unwrap_err();
    assert!(status.to_string().contains("no context handbook"), "{status}");
}

/// A file of more than half a megabyte.
fn large(rows: usize) -> String {
    let filler = "word ".repeat(200);
    let row = |number| format!("\"The number {number} is {filler}\",note {number}\n");
    format!("doc,title\n{}", (0..rows).map(row).collect::<String>())
}

async fn accepted(client: &Client, content: String) -> UploadContextOutput {
    match send(client, content).await {
        Ok(UploadContextCsvOutcome::Accepted(made)) => made,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_large_file_is_processed_after_the_response() {
    let server = start().await;
    let client = server.client();
    let model = trained(&server, &client).await;
    let made = accepted(&client, large(700)).await;
    assert_eq!(made.message.as_deref(), Some("Processing context... 700 documents were received."));
    // The job is due immediately, so it advances while the clock stands still.
    reach("1", async || retrieve(&client, &model, "699").await.results.len().to_string()).await;
    let found = retrieve(&client, &model, "345").await;
    assert_eq!(names(&found), ["note 345"]);

    // An error is found before a large file is accepted, even at its end.
    let broken = format!("{}only one\n", large(700));
    assert_eq!(
        findings(&client, broken).await,
        [("body file 701".to_owned(), "columns".to_owned())]
    );
    let endless = format!("doc,title\n\"{}", "x".repeat(5 * 1024 * 1024));
    assert_eq!(
        findings(&client, endless).await,
        [("body file 1".to_owned(), "max_length".to_owned())]
    );
    let headless = large(700).replace("doc,title\n", "");
    assert_eq!(findings(&client, headless).await.len(), 2);
}

#[tokio::test]
async fn the_caller_must_be_a_member() {
    let server = start().await;
    let client = server.client();
    let form = Form::new(File::new("doc,title\na,b\n"));
    let request = op::UploadContextCsv::new("handbook", form).with_x_arcee_org("elsewhere");
    let error = client.upload_context_csv(request).await.unwrap_err();
    assert!(matches!(error, CallError::Api(UploadContextCsvError::Forbidden(_))));
}
