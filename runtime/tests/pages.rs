//! The pages over a socket: their content, their content security policy, and unknown addresses.

use axum::Router;
use axum::routing::post;
use counterpart_runtime::api::Api;
use counterpart_runtime::serve::Running;
use counterpart_runtime::{App, Config};
use reqwest::{Client, Response, StatusCode};

/// A document with features that the served ones lack.
const ODD: &str = include_str!("odd.yaml");

async fn start() -> Running {
    let mut config = Config::in_memory();
    config.keys = vec!["test-key".to_owned()];
    config.apis.push(Api {
        name: "odd",
        document: ODD,
        router: |_| Router::new().route("/things/{id}", post(|body: String| async move { body })),
    });
    Running::start(App::open(config).await.unwrap()).await.unwrap()
}

async fn get(server: &Running, path: &str) -> Response {
    Client::new().get(format!("{}{path}", server.url())).send().await.unwrap()
}

async fn page(server: &Running, path: &str) -> String {
    let response = get(server, path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let policy = response.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    response.text().await.unwrap().replace("&#x2f;", "/")
}

fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[tokio::test]
async fn the_front_page_lists_the_apis() {
    let server = start().await;
    let text = page(&server, "/").await;
    let base = format!("{}/arcee", server.url());
    assert_has(
        &text,
        &[
            "Arcee API",
            "Arcanna Input Operations API",
            &base,
            "/documents/arcanna.json",
            "/reference/arcee",
        ],
    );
    let number = format!("{} APIs", counterpart_runtime::api::ALL.len() + 1);
    assert_has(&text, &[&format!("{}/odd/v1", server.url()), &number]);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn every_operation_is_in_the_reference_and_can_be_read_without_scripts() {
    let server = start().await;
    let text = page(&server, "/reference/arcee").await;
    for operation in ["createOrganization", "uploadContextCsv", "retrainRetriever", "whoami"] {
        assert_has(&text, &[&format!("<article class=\"operation\" id=\"{operation}\"")]);
    }
    assert_eq!(text.matches("<article").count(), 16);
    assert_eq!(text.matches("curl class").count(), 0);
    assert_has(
        &text,
        &["X-Token: KEY", "3 properties of", "QueryFilter", "1 to 255 characters", "type=\"file\""],
    );
    assert_has(&text, &["data=%7B%22context_name%22%3A%22support-handbook%22%7D"]);
    assert_eq!(page(&server, "/reference/arcanna").await.matches("<article").count(), 11);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn both_openapi_versions_are_supported() {
    let server = start().await;
    let text = page(&server, "/reference/odd").await;
    assert_has(
        &text,
        &[
            "string or null",
            "integer or string",
            "map of string",
            "array of Tree",
            "See above",
            "greater than 0",
            "less than 10",
            "always fixed",
            "exactly 2 items",
            "default: <code>7</code>",
            "Cat or Dog",
            "only in responses",
            "no other properties",
            "deprecated",
            "no credentials, or a bearer token (Authorization header)",
        ],
    );
    // The text of the document is escaped.
    assert!(!text.contains("<script>alert") && text.contains("&lt;script&gt;alert"), "{text}");
    assert!(!text.contains("javascript:alert(1)\""), "{text}");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn pages_load_from_this_server_only() {
    let server = start().await;
    for path in ["/", "/reference/arcee", "/reference/arcanna", "/nothing"] {
        let text = get(&server, path).await.text().await.unwrap();
        for attribute in
            ["src=\"", "<link rel=\"stylesheet\" href=\"", "<link rel=\"icon\" href=\""]
        {
            for part in text.split(attribute).skip(1) {
                let address = part.split('"').next().unwrap();
                assert!(address.starts_with("/assets/"), "{address}");
                assert_eq!(get(&server, address).await.status(), StatusCode::OK, "{address}");
            }
        }
        assert!(
            !text.contains(" style=\"") && !text.contains("<style") && !text.contains(" onclick=")
        );
    }
    for asset in ["style.css", "reference.css", "try.js", "request.js", "filter.js"] {
        let text = page(&server, &format!("/assets/{asset}")).await;
        assert!(
            !text.contains("http://") && !text.contains("https://") && !text.contains("@import"),
            "{asset}"
        );
    }
    server.stop().await.unwrap();
}

#[tokio::test]
async fn documents_are_served_in_both_forms() {
    let server = start().await;
    let yaml = get(&server, "/documents/arcee.yaml").await;
    assert_eq!(yaml.headers()["content-type"], "application/yaml");
    assert!(yaml.text().await.unwrap().starts_with("openapi: 3.0.3"));
    let json: serde_json::Value =
        serde_json::from_str(&page(&server, "/documents/arcanna.json").await).unwrap();
    assert_eq!(json["info"]["title"], "Arcanna Input Operations API");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn not_found_responses_match_the_caller() {
    let server = start().await;
    for path in ["/nothing", "/reference/nothing", "/documents/nothing.yaml"] {
        let response = get(&server, path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(
            response.headers()["content-type"].to_str().unwrap().starts_with("text/html"),
            "{path}"
        );
        assert_has(&response.text().await.unwrap(), &["Page not found", "/reference/arcee"]);
    }
    for path in [
        "/arcee",
        "/arcee/",
        "/arcee/v2/nothing",
        "/arcanna/api/v1/nothing/",
        "/odd/things/1",
        "/odd/v1/nothing",
    ] {
        let response = get(&server, path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(response.headers()["content-type"], "application/problem+json", "{path}");
        let problem: serde_json::Value =
            serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert_eq!(problem["status"], 404);
    }
    server.stop().await.unwrap();
}

#[tokio::test]
async fn an_api_is_mounted_under_its_name_and_its_servers_path() {
    let server = start().await;
    let call = Client::new().post(format!("{}/odd/v1/things/1", server.url())).body("echo");
    assert_eq!(call.send().await.unwrap().text().await.unwrap(), "echo");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_host_cannot_inject_a_command_into_a_page() {
    let server = start().await;
    let call = Client::new().get(server.url()).header("Host", "x;rm$(reboot)");
    let text = call.send().await.unwrap().text().await.unwrap();
    assert!(!text.contains("reboot"), "{text}");
    server.stop().await.unwrap();
}
