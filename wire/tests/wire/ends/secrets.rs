//! `Debug` of what a client holds shows no header values and no bodies.

use counterpart_wire::client::{Builder, CallOptions};
use counterpart_wire::{
    Body, CallError, Credential, Credentials, HeaderMap, HeaderName, HeaderValue, Operation as _,
    RequestWriter, ResponseReader, StatusCode, http,
};

use super::shop::{Get, KEY, List, Make, ShopClient};

const SECRET: &str = "S3CR3T";

fn name() -> HeaderName {
    HeaderName::from_static("x-tenant")
}

fn value() -> HeaderValue {
    HeaderValue::from_static(SECRET)
}

/// Asserts that a value shows the name of the header, and no secret in any form.
fn check(what: &str, value: &dyn std::fmt::Debug, shows_header: bool) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(SECRET), "{what}: {text}");
        assert!(!text.contains("83, 51, 67, 82"), "{what}: {text}");
        assert_eq!(text.contains("x-tenant"), shows_header, "{what}: {text}");
    }
}

fn builder() -> Builder {
    Builder::new(None)
        .base_url(format!("http://ada:{SECRET}@localhost/a?key={SECRET}"))
        .operation_server_url("/own", format!("https://{SECRET}@localhost/b#{SECRET}"))
        .credential(&KEY, Credential::ApiKey(SECRET.into()))
        .header(name(), value())
}

#[tokio::test]
async fn a_call_shows_names_and_sizes_only() {
    check("builder", &builder(), true);
    assert!(format!("{:?}", builder()).contains(r#""x-tenant": 6"#));
    let server = tower::service_fn(|_: http::Request<Body>| async {
        http::Response::builder()
            .header("content-type", "application/json")
            .header("x-tenant", SECRET)
            .body(Body::from(format!(r#"{{"id": "{SECRET}"}}"#)))
    });
    let builder = Builder::new(None).base_url("http://localhost").header(name(), value());
    let client = builder.transport(server).build().unwrap();
    check("client", &client, false);
    let pending = client
        .call(Make::new(SECRET))
        .header(name(), value())
        .to(format!("http://localhost/hook?token={SECRET}"))
        .credentials(Credentials::new().with(&KEY, Credential::ApiKey(SECRET.into())));
    check("pending", &pending, true);
    let mut options = CallOptions::default();
    options.headers.insert(name(), value());
    check("options", &options, true);

    let shop = ShopClient(client.clone());
    let error = shop.call(Get { id: 1 }).await.unwrap_err();
    check("error", &error, true);
    let CallError::Fault(fault) = error else { panic!("{error:?}") };
    check("fault", &fault, true);
    let kept = fault.response().unwrap();
    check("kept", kept, true);
    assert_eq!(kept.headers["x-tenant"], SECRET, "the response itself can be inspected");
    assert!(format!("{kept:?}").contains("16 bytes"), "{kept:?}");
}

#[test]
fn requests_and_responses_show_names_and_sizes_only() {
    let mut headers = HeaderMap::new();
    headers.insert(name(), value());
    let body = Body::from(SECRET.to_owned());
    check("response", &ResponseReader::new(StatusCode::OK, headers.clone(), body), true);
    let mut writer = RequestWriter::new(Make::SPEC);
    Make::new(SECRET).write(&mut writer);
    check("writer", &writer, false);
    let mut writer = RequestWriter::new(List::SPEC);
    let names = Some(vec![SECRET.to_owned()]);
    List { names, limit: None, trace: Some(SECRET.to_owned()) }.write(&mut writer);
    check("writer", &writer, false);
}
