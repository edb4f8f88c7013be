//! Parts of a form with headers, media types and styles, over a real socket.

use std::sync::{Arc, Mutex};

use counterpart_wire::multipart::File;
use counterpart_wire::{Call, Outcome, WithHeaders};

use crate::operations_multipart_encodings::operations::{AddEntry, DefaultApi, PutEntry};
use crate::operations_multipart_encodings::{Client, headers, server, types};
use crate::served::served;

/// Keeps what it is given as the wire had it.
#[derive(Clone, Default)]
struct Entries(Arc<Mutex<Option<types::EntryForm>>>);

impl DefaultApi for Entries {
    type Principal = ();

    async fn add_entry(&self, call: Call<AddEntry, ()>) -> Outcome<AddEntry> {
        *self.0.lock().expect("no panic") = Some(call.request.body);
        Ok(())
    }

    async fn put_entry(&self, _: Call<PutEntry, ()>) -> Outcome<PutEntry> {
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
