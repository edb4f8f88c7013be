//! Bodies in XML, through the same types as JSON, on both ends and over a real socket.

use std::sync::{Arc, Mutex};

use axum::body::Body as AxumBody;
use counterpart_wire::{Base64, Call, CallError, Json, Nullable, Outcome, WithHeaders, http};
use tower::ServiceExt as _;

use crate::operations_xml::operations::{
    AddPet, AddPetBody, AddPetError, AddPetOutcome, ListPets, PetsApi, PutNote, PutRaw,
};
use crate::operations_xml::{Client, headers, server, types};
use crate::served::served;

/// Keeps pets, and answers in the media type of the request.
#[derive(Clone, Default)]
struct Zoo(Arc<Mutex<Vec<types::Pet>>>);

impl PetsApi for Zoo {
    type Principal = ();

    async fn add_pet(&self, call: Call<AddPet, ()>) -> Outcome<AddPet> {
        let (pet, is_xml) = match call.request.body {
            AddPetBody::Json(pet) => (pet, false),
            AddPetBody::Xml(pet) => (pet, true),
        };
        if pet.name == "taken" {
            return Err(AddPetError::Conflict(types::Error::new("a < b & c")).into());
        }
        self.0.lock().expect("no panic").push(pet.clone());
        Ok(if is_xml { AddPetOutcome::Xml(pet) } else { AddPetOutcome::Json(pet) })
    }

    async fn list_pets(&self, _: Call<ListPets, ()>) -> Outcome<ListPets> {
        let pets = self.0.lock().expect("no panic").clone();
        let headers = headers::ListPetsHeaders::new().with_x_count(7);
        Ok(WithHeaders::new(pets, headers))
    }

    async fn put_note(&self, call: Call<PutNote, ()>) -> Outcome<PutNote> {
        Ok(call.request.body.unwrap_or_else(|| types::Note::new("none")))
    }

    async fn put_raw(&self, call: Call<PutRaw, ()>) -> Outcome<PutRaw> {
        Ok(call.request.body.unwrap_or_default())
    }
}

fn pet() -> types::Pet {
    let mut pet = types::Pet::new("Rex <&> \r\n", vec!["a".to_owned(), String::new()]);
    pet.id = Some(7);
    pet.lang = Some("de".to_owned());
    pet.born = Nullable::Null;
    pet.weight = Some(2.5);
    pet.is_tame = Some(true);
    pet.nick = Some(vec!["x".to_owned(), "y".to_owned()]);
    pet.mother = Some(Box::new(types::Pet::new("Ma", Vec::new())));
    pet.father = Some(Box::new(types::Pet::new("Pa", Vec::new())));
    pet.children = Some(Vec::new());
    pet.kind = Some(types::PetKind::Dog);
    pet.owner = Some(types::Company::new("DE1").into());
    pet.photo = Some(Base64(vec![0, 255]));
    pet.odd_name = Some(1);
    pet
}

#[tokio::test]
async fn both_ends_speak_xml() {
    let base = served(server::router(Zoo::default(), ())).await;
    let client = Client::builder().base_url(base).build().expect("a client");
    let sent = AddPet::new(AddPetBody::Xml(pet()));
    assert_eq!(client.add_pet(sent).await.expect("an answer"), AddPetOutcome::Xml(pet()));
    let sent = AddPet::new(pet());
    assert_eq!(client.add_pet(sent).await.expect("an answer"), AddPetOutcome::Json(pet()));
    let listed = client.list_pets(ListPets::new()).await.expect("a list");
    assert_eq!((listed.headers.x_count, &listed.body), (Some(7), &vec![pet(), pet()]));
    let taken = types::Pet::new("taken", Vec::new());
    let refused =
        client.add_pet(AddPet::new(AddPetBody::Xml(taken))).await.expect_err("a conflict");
    let CallError::Api(AddPetError::Conflict(error)) = refused else { panic!("{refused}") };
    assert_eq!(error.code, "a < b & c");
    let mut note = types::Note::new("en");
    note.text = Some("]]> \t".to_owned());
    let kept = client.put_note(PutNote::new().with_body(note.clone())).await.expect("a note");
    assert_eq!(kept, note);
    let raw = "<?xml version='1.0'?><any/>";
    assert_eq!(client.put_raw(PutRaw::new().with_body(raw)).await.expect("text"), raw);
}

/// Sends a body to `POST /pets`. Returns the status, the media type and the body of the answer.
async fn post(media: &str, body: &[u8]) -> (u16, String, String) {
    let request = http::Request::post("/pets").header("content-type", media);
    let request = request.body(AxumBody::from(body.to_vec())).expect("a request");
    let answer = server::router(Zoo::default(), ()).oneshot(request).await.expect("an answer");
    let (parts, body) = answer.into_parts();
    let media = parts.headers.get("content-type").map(|media| media.to_str().unwrap_or_default());
    let body = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
    (
        parts.status.as_u16(),
        media.unwrap_or_default().to_owned(),
        String::from_utf8_lossy(&body).into(),
    )
}

#[tokio::test]
async fn the_document_says_how_values_are_written() {
    let body = b"<pet xmlns='urn:zoo' id=' 7 '>\n  <name>Rex</name>\n  <kg>2</kg><tags/><height>3</height></pet>\n";
    let (status, media, body) = post("text/xml; charset=utf-8", body).await;
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let pet = "<z:pet xmlns:z=\"urn:zoo\" id=\"7\"><name>Rex</name><kg>2</kg><tags/><height>3</height></z:pet>";
    let expected = (200, "application/xml; charset=utf-8", format!("{head}{pet}"));
    assert_eq!((status, media.as_str(), body), expected);
}

#[tokio::test]
async fn violations_have_the_pointers_of_json() {
    let body =
        b"<pet xmlns='urn:zoo' id='x' color='red'><name/><nick>a</nick><z>1</z><kind>cow</kind>\
        <children><pet><name>a</name><tags/><kg>heavy</kg></pet></children></pet>";
    let (status, media, body) = post("application/xml", body).await;
    assert_eq!((status, media.as_str()), (400, "application/problem+json"), "{body}");
    let problem: Json = body.parse().expect("JSON");
    let found = problem["errors"].as_array().expect("errors").iter();
    let mut found: Vec<String> = found
        .map(|error| format!("{} {}", error["pointer"].as_str().unwrap_or_default(), error["code"]))
        .collect();
    found.sort();
    let expected = [
        "/@color \"unknown_field\"",
        "/children/0/weight \"type\"",
        "/id \"type\"",
        "/kind \"enum\"",
        "/name \"min_length\"",
        "/tags \"required\"",
        "/z \"unknown_field\"",
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn hostile_bodies_are_refused() {
    let lol = |n| format!("<!ENTITY l{n} \"&l{};&l{};\">", n - 1, n - 1);
    let lol = (1..20).map(lol).collect::<Vec<_>>().concat();
    let laughs = format!(
        "<!DOCTYPE p [<!ENTITY l0 \"lol\">{lol}]><pet xmlns='urn:zoo'><name>&l19;</name></pet>"
    );
    let outside = "<!DOCTYPE p SYSTEM 'file:///etc/passwd'><pet xmlns='urn:zoo'/>";
    let deep = format!("<pet xmlns='urn:zoo'>{}", "<mother>".repeat(10_000));
    let attributes = (0..100_000).map(|n| format!(" a{n}=''")).collect::<Vec<_>>().concat();
    let attributes = format!("<pet xmlns='urn:zoo'{attributes}/>");
    let long = format!("<pet xmlns='urn:zoo' id='{}'/>", "9".repeat(1_000_000));
    let utf16: Vec<u8> = "<pet/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bodies: [(&[u8], &str); 8] = [
        (laughs.as_bytes(), "document type declarations are not read"),
        (outside.as_bytes(), "document type declarations are not read"),
        (deep.as_bytes(), "nested deeper than 127"),
        (attributes.as_bytes(), "unknown field `@a0`"),
        (long.as_bytes(), "expected a 64-bit integer"),
        (b"<pet><name></pet></name>", "at line 1 column"),
        (&utf16, "XML does not allow this character"),
        (b"<?xml version='1.0' encoding='UTF-16'?><pet/>", "send UTF-8"),
    ];
    for (body, expected) in bodies {
        let (status, _, answer) = post("application/xml", body).await;
        let shown = String::from_utf8_lossy(body.get(..60).unwrap_or(body)).into_owned();
        assert_eq!(status, 400, "{shown}: {answer:.300}");
        assert!(answer.contains(expected), "{shown}: {answer:.300}");
        assert!(!answer.contains("root:"), "{shown}");
    }
    let (status, ..) = post("text/plain", b"<pet/>").await;
    assert_eq!(status, 415);
}
