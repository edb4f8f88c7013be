//! Every method, over a real socket: those of HTTP, `QUERY`, and methods of the document's own.

use counterpart_wire::{Body, Call, Outcome, WithHeaders};

use crate::operations_methods::operations::{
    AskAboutThing, CopyThing, DefaultApi, EchoThing, LookAtThing, LookAtThingError,
    MSearchThingsId, MSearchThingsIdOutcome, ReadThing, SearchThing,
};
use crate::operations_methods::{Client, headers, server, types};
use crate::served::served;

struct Things;

impl DefaultApi for Things {
    type Principal = ();

    async fn read_thing(&self, call: Call<ReadThing, ()>) -> Outcome<ReadThing> {
        Ok(format!("read {}", call.id))
    }

    async fn look_at_thing(&self, call: Call<LookAtThing, ()>) -> Outcome<LookAtThing> {
        if call.id == "none" {
            return Err(LookAtThingError::NotFound.into());
        }
        Ok(WithHeaders::new((), headers::LookAtThingHeaders::new(7)))
    }

    async fn ask_about_thing(&self, _: Call<AskAboutThing, ()>) -> Outcome<AskAboutThing> {
        Ok(WithHeaders::new((), headers::AskAboutThingHeaders::new().with_allow("GET, QUERY")))
    }

    async fn echo_thing(&self, call: Call<EchoThing, ()>) -> Outcome<EchoThing> {
        Ok(Body::from(format!("TRACE {}", call.id)))
    }

    async fn search_thing(&self, call: Call<SearchThing, ()>) -> Outcome<SearchThing> {
        Ok(call.request.body.words)
    }

    async fn copy_thing(&self, call: Call<CopyThing, ()>) -> Outcome<CopyThing> {
        assert_eq!(call.destination, "/elsewhere");
        Ok(())
    }

    async fn m_search_things_id(&self, _: Call<MSearchThingsId, ()>) -> Outcome<MSearchThingsId> {
        Ok(MSearchThingsIdOutcome::Successful(counterpart_wire::StatusCode::ACCEPTED, 3))
    }
}

#[tokio::test]
async fn every_method_reaches_its_operation() {
    let base = served(server::router(Things, ())).await;
    let client = Client::builder().base_url(base).build().expect("a client");
    assert_eq!(client.read_thing(ReadThing::new("a")).await.expect("GET"), "read a");
    let looked = client.look_at_thing(LookAtThing::new("a")).await.expect("HEAD");
    assert_eq!(looked.headers.x_size, Some(7));
    let missing = client.look_at_thing(LookAtThing::new("none")).await;
    assert!(matches!(missing, Err(counterpart_wire::CallError::Api(LookAtThingError::NotFound))));
    let asked = client.ask_about_thing(AskAboutThing::new("a")).await.expect("OPTIONS");
    assert_eq!(asked.headers.allow.as_deref(), Some("GET, QUERY"));
    let echoed = client.echo_thing(EchoThing::new("a")).await.expect("TRACE");
    assert_eq!(&echoed.collect(100).await.expect("a body")[..], b"TRACE a");
    let body = types::SearchThingBody::new(vec!["x".to_owned(), "y".to_owned()]);
    let found = client.search_thing(SearchThing::new("a", body)).await.expect("QUERY");
    assert_eq!(found, ["x", "y"]);
    client.copy_thing(CopyThing::new("/elsewhere", "a")).await.expect("COPY");
    let found = client.m_search_things_id(MSearchThingsId::new("a")).await.expect("M-Search");
    assert_eq!(
        found,
        MSearchThingsIdOutcome::Successful(counterpart_wire::StatusCode::ACCEPTED, 3)
    );
}
