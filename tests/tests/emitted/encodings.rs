//! Parts of a form with headers, media types and styles, over a real socket.

use std::sync::{Arc, Mutex};

use counterpart_wire::multipart::File;
use counterpart_wire::{Call, Json, Outcome, WithHeaders, http};

use crate::operations_multipart_encodings::operations::{
    AddEntry, AddFiles, AddNote, DefaultApi, Label, PutEntry,
};
use crate::operations_multipart_encodings::{Client, headers, server, types};
use crate::served::served;

/// An implementation that records the request bodies.
#[derive(Clone, Default)]
struct Entries(Arc<Mutex<Option<types::EntryForm>>>, Arc<Mutex<Option<types::Note>>>);

impl DefaultApi for Entries {
    type Principal = ();

    async fn add_entry(&self, call: Call<AddEntry, ()>) -> Outcome<AddEntry> {
        *self.0.lock().expect("no panic") = Some(call.request.body);
        Ok(())
    }

    async fn put_entry(&self, _: Call<PutEntry, ()>) -> Outcome<PutEntry> {
        Ok(())
    }

    async fn add_files(&self, call: Call<AddFiles, ()>) -> Outcome<AddFiles> {
        let types::AddFilesBody { kind, at, mut additional, .. } = call.request.body;
        let file = additional
            .swap_remove("a")
            .and_then(|file| file.content.as_bytes().map(<[u8]>::to_vec));
        assert_eq!((kind.as_str(), at.map(|at| at.floor)), ("two", Some(3)));
        assert_eq!(file.as_deref(), Some(&[0, 255][..]));
        Ok(())
    }

    async fn label(&self, call: Call<Label, ()>) -> Outcome<Label> {
        let types::LabelBody { labels, photo, .. } = call.request.body;
        let labels = labels.unwrap_or_default();
        assert_eq!(
            labels.into_iter().collect::<Vec<_>>(),
            [("a".to_owned(), vec![1, 2]), ("b".to_owned(), vec![3])]
        );
        assert_eq!(photo.content.as_bytes(), Some(&b"png"[..]));
        Ok(())
    }

    async fn add_note(&self, call: Call<AddNote, ()>) -> Outcome<AddNote> {
        *self.1.lock().expect("no panic") = Some(call.request.body);
        Ok(())
    }
}

#[tokio::test]
async fn a_form_arrives_as_it_was_sent() {
    let entries = Entries::default();
    let base = served(server::router(entries.clone(), ())).await;
    let client = Client::builder().base_url(base).build().expect("a client");
    let photo = File::new("png").named("a.png");
    let photo = WithHeaders::new(photo, headers::AddEntryBodyPhotoHeaders::new(640));
    let mut entry = types::EntryForm::new(photo, "# A note")
        .with_number(7)
        .with_words(vec!["one, two".to_owned()])
        .with_joined(vec![1, 2, 3])
        .with_deep(types::Point::new(1).with_y(2))
        .with_spread(types::Place::new(4))
        .with_plain(" spaces, and commas ");
    let caption = headers::AddEntryBodyMoreHeaders::new().with_x_caption("a jpeg");
    entry.more = Some(vec![WithHeaders::new(File::new("jpeg").of_type("image/jpeg"), caption)]);
    client.add_entry(AddEntry::new(entry)).await.expect("an answer");
    let entry = entries.0.lock().expect("no panic").take().expect("an entry");
    assert_eq!(entry.photo.headers.x_width, Some(640));
    assert_eq!(entry.photo.media_type.as_deref(), Some("image/png"));
    assert_eq!(entry.photo.content.as_bytes(), Some(&b"png"[..]));
    let more = entry.more.expect("more files");
    assert_eq!(more[0].headers.x_caption.as_deref(), Some("a jpeg"));
    assert_eq!(entry.note, "# A note");
    assert_eq!(entry.number, Some(7));
    assert_eq!(entry.words.as_deref(), Some(&["one, two".to_owned()][..]));
    assert_eq!(entry.joined, Some(vec![1, 2, 3]));
    assert_eq!(entry.deep.expect("a point").y, Some(2));
    assert_eq!(entry.spread.expect("a place").floor, 4);
    assert_eq!(entry.plain.as_deref(), Some(" spaces, and commas "));
}

#[tokio::test]
async fn values_have_headers_and_open_fields_are_kept() {
    let entries = Entries::default();
    let base = served(server::router(entries.clone(), ())).await;
    let client = Client::builder().base_url(base).build().expect("a client");
    let text = WithHeaders::new("hello".to_owned(), headers::AddNoteBodyTextHeaders::new("ro"));
    let weight = headers::AddNoteBodyWordsHeaders::new().with_x_weight(0.5);
    let revision = headers::AddNoteBodyPlaceHeaders::new().with_x_revision(3);
    let words =
        vec![WithHeaders::from("one".to_owned()), WithHeaders::new("two".to_owned(), weight)];
    let mut note = types::Note::new(text)
        .with_place(WithHeaders::new(types::Place::new(2), revision))
        .with_words(words)
        .with_scan(File::new(vec![0_u8, 255]).of_type("image/tiff"))
        .with_pages(vec![File::new("pdf")]);
    note.additional.insert("floor".to_owned(), 7);
    note.additional.insert("room".to_owned(), 8);
    note.matching.insert("x-a".to_owned(), "abc".to_owned());
    client.add_note(AddNote::new(note)).await.expect("an answer");
    let note = entries.1.lock().expect("no panic").take().expect("a note");
    assert_eq!(note.text.body, "hello");
    assert_eq!(note.text.headers.x_language, Some("ro".into()));
    let place = note.place.expect("a place");
    assert_eq!((place.floor, place.headers.x_revision), (2, Some(3)));
    let weights: Vec<_> =
        note.words.expect("words").iter().map(|word| word.headers.x_weight).collect();
    assert_eq!(weights, [None, Some(0.5)]);
    assert_eq!(note.scan.expect("a scan").content.as_bytes(), Some(&[0, 255][..]));
    assert_eq!(note.pages.expect("pages")[0].media_type.as_deref(), Some("application/pdf"));
    assert_eq!(note.gone, None);
    assert_eq!(
        note.additional.into_iter().collect::<Vec<_>>(),
        [("floor".to_owned(), 7), ("room".to_owned(), 8)]
    );
    assert_eq!(note.matching["x-a"], "abc");
}

#[tokio::test]
async fn files_have_names_of_their_own() {
    let base = served(server::router(Entries::default(), ())).await;
    let client = Client::builder().base_url(base).build().expect("a client");
    let files = |names: &[&str]| {
        let mut body = types::AddFilesBody::new("two").with_at(types::Place::new(3));
        let file = |name: &&str| ((*name).to_owned(), File::new(vec![0_u8, 255]));
        body.additional.extend(names.iter().map(file));
        AddFiles::new(body)
    };
    client.add_files(files(&["a"])).await.expect("an answer");
    let many = client.add_files(files(&["a", "b"])).await.expect_err("too many properties");
    assert!(many.to_string().contains("400"), "{many}");
}

#[tokio::test]
async fn entries_of_a_map_are_fields_beside_the_others() {
    let base = served(server::router(Entries::default(), ())).await;
    let client = Client::builder().base_url(base).build().expect("a client");
    let labels = [("a".to_owned(), vec![1, 2]), ("b".to_owned(), vec![3])];
    let body = types::LabelBody::new(File::new("png")).with_labels(labels.into());
    client.label(Label::new(body)).await.expect("an answer");
}

/// Sends a note with these parts. Returns the status, and pointer and code of each violation.
async fn refused(parts: &[(&str, &str)]) -> (u16, Vec<(String, String)>) {
    let mut body = String::new();
    for (head, content) in parts {
        body.extend(["--b\r\nContent-Disposition: form-data; ", head, "\r\n\r\n", content, "\r\n"]);
    }
    body.push_str("--b--\r\n");
    let request = http::Request::post("/notes")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(axum::body::Body::from(body))
        .expect("a request");
    let router = server::router(Entries::default(), ());
    let response = tower::ServiceExt::oneshot(router, request).await.expect("an answer");
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    let problem: Json = serde_json::from_slice(&bytes).unwrap_or_default();
    let findings = problem["errors"].as_array().into_iter().flatten().map(|found| {
        let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        (text("pointer"), text("code"))
    });
    (status, findings.collect())
}

#[tokio::test]
async fn parts_are_checked_against_the_document() {
    let text = ("name=\"text\"\r\nX-Language: en", "hello");
    let one = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    let table = [
        (vec![text], 204, vec![]),
        (vec![text, ("name=\"place\"", "{\"floor\": 1}")], 204, vec![]),
        (
            vec![text, ("name=\"scan\"; filename=\"a\"\r\nContent-Type: image/gif", "gif")],
            204,
            vec![],
        ),
        (
            vec![text, ("name=\"scan\"; filename=\"a\"\r\nContent-Type: text/html", "gif")],
            415,
            one("/scan", "media_type"),
        ),
        (
            vec![text, ("name=\"place\"\r\nContent-Type: text/csv", "1")],
            415,
            one("/place", "media_type"),
        ),
        (vec![("name=\"text\"", "hello")], 400, one("/text", "required")),
        (
            vec![text, ("name=\"place\"\r\nX-Revision: x", "{\"floor\": 1}")],
            400,
            one("/place", "type"),
        ),
        (vec![text, ("name=\"words\"", "")], 400, one("/words/0", "min_length")),
        (vec![text, ("name=\"gone\"", "0")], 400, one("/gone", "minimum")),
        (vec![text, ("name=\"floor\"", "10")], 400, one("/floor", "maximum")),
        (vec![text, ("name=\"floor\"", "high")], 400, one("/floor", "type")),
        (vec![text, ("name=\"x-a\"", "long")], 400, one("/x-a", "max_length")),
        (
            vec![
                ("name=\"text\"\r\nX-Language: en", "not scanned"),
                ("name=\"scan\"; filename=\"a\"", "gif"),
            ],
            400,
            one("", "not"),
        ),
        (
            vec![
                text,
                ("name=\"scan\"\r\nContent-Type: text/html", "gif"),
                ("name=\"gone\"", "none"),
            ],
            400,
            vec![
                ("/gone".to_owned(), "type".to_owned()),
                ("/scan".to_owned(), "media_type".to_owned()),
            ],
        ),
    ];
    for (parts, status, findings) in table {
        let (found, mut places) = refused(&parts).await;
        places.sort();
        assert_eq!((found, places), (status, findings), "{parts:?}");
    }
}
