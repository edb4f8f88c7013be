//! The servers of a document: a client selects one with its variables, and a router is mounted at its path.

use counterpart_wire::server::Limits;
use counterpart_wire::{Call, Outcome};

use crate::served::served;
use crate::servers_base_path::operations as base_operations;
use crate::servers_variables::operations::{DefaultApi, File, Pets, PutFile};
use crate::servers_variables::servers::{Regional, RegionalRegion, Server};
use crate::servers_variables::{Client, server};

struct Pages;

impl DefaultApi for Pages {
    type Principal = ();

    async fn pets(&self, _: Call<Pets, ()>) -> Outcome<Pets> {
        Ok("pets".to_owned())
    }

    async fn file(&self, call: Call<File, ()>) -> Outcome<File> {
        Ok(format!("file {}", call.id))
    }

    async fn put_file(&self, _: Call<PutFile, ()>) -> Outcome<PutFile> {
        Ok(())
    }
}

#[test]
fn a_server_is_chosen_with_its_variables() {
    assert_eq!(Server::default().url(), "https://api.example.com/v1");
    let regional = Regional::new();
    assert_eq!(Server::Regional(regional.clone()).url(), "https://eu.example.com:443/v1");
    let far = regional.with_region(RegionalRegion::UsEast).with_port("8443");
    assert_eq!(Server::Regional(far.clone()).url(), "https://us-east.example.com:8443/v1");
    assert!(Client::builder().base_url(Server::Regional(far)).build().is_ok());
    // A URL without a host is relative to the URL of the document, which a client does not know.
    assert!(Client::builder().base_url(Server::V1).build().is_err());
}

#[tokio::test]
async fn operations_are_mounted_below_the_path_of_their_server() {
    let base = served(server::mounted(Pages, (), Limits::default())).await;
    assert_eq!(server::BASE_PATH, "/v1");
    let client = Client::builder()
        .base_url(format!("{base}/v1"))
        .files_url(format!("{base}/upload/v1"))
        .stage_v2_url(format!("{base}/test/v2"))
        .build()
        .expect("a client");
    assert_eq!(client.pets(Pets::new()).await.expect("an answer"), "pets");
    assert_eq!(client.file(File::new("7")).await.expect("an answer"), "file 7");
    client.put_file(PutFile::new("7")).await.expect("an answer");
}

/// With a base URL, requests go to no other host. Otherwise a test or a gateway could send data to a host in the document.
#[tokio::test]
async fn a_base_url_applies_to_all_operations() {
    let base = served(server::router(Pages, ())).await;
    let client = Client::builder().base_url(base).build().expect("a client");
    assert_eq!(client.pets(Pets::new()).await.expect("an answer"), "pets");
    assert_eq!(client.file(File::new("7")).await.expect("an answer"), "file 7");
}

struct One;

impl base_operations::RouterApi for One {
    type Principal = ();

    async fn one(&self, call: Call<base_operations::One, ()>) -> Outcome<base_operations::One> {
        Ok(call.request.id)
    }
}

#[tokio::test]
async fn a_mounted_router_serves_no_other_path() {
    use crate::servers_base_path::{Client, server};
    let base = served(server::mounted(One, (), Limits::default())).await;
    let client = |path: &str| {
        let base = format!("{base}{path}");
        Client::builder().base_url(base).build().expect("a client")
    };
    let one = base_operations::One::new("7");
    assert_eq!(client(server::BASE_PATH).one(one.clone()).await.expect("an answer"), "7");
    assert!(client("").one(one).await.is_err());
}
