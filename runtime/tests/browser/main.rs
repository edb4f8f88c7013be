//! The pages in a browser: they load only from this server, and a request sent from a form shows its response.
//!
//! Without Chromium in the PATH, the test reports that it is skipped, and passes.

mod chromium;

use std::io::Write;

use chromium::Browser;
use counterpart_runtime::serve::Running;
use counterpart_runtime::{App, Config};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

const KEY: &str = "test-key";

/// Waits until a form shows the response to its request.
const SEND: &str = r#"(async (operation, values) => {
    const form = document.querySelector(`#${operation} form.try`);
    for (const [name, value] of Object.entries(values)) {
        form.querySelector(`[data-parameter="${name}"]`).value = value;
    }
    const button = form.querySelector("[type=submit]");
    button.click();
    do { await new Promise((go) => setTimeout(go, 10)); } while (button.disabled);
    return [form.querySelector(".status").textContent, form.querySelector(".answer").textContent];
})"#;

/// Returns the policy directive that prevents a script from calling another host.
const LEAVE: &str = r#"new Promise((told) => {
    addEventListener("securitypolicyviolation", (event) => told(event.effectiveDirective));
    fetch("https://elsewhere.example/").catch(() => setTimeout(() => told("none"), 5000));
})"#;

#[test]
fn the_pages_work_and_load_from_this_server_only() {
    let Some(program) = chromium::find() else {
        // Bypasses the output capture of passing tests, so that it is visible.
        let why = "SKIPPED: no Chromium in the PATH, so the pages were not tested in a browser";
        writeln!(std::io::stderr(), "{why}").unwrap();
        return;
    };
    let runtime = Runtime::new().unwrap();
    let server = runtime.block_on(async {
        let config = Config { keys: vec![KEY.to_owned()], ..Config::in_memory() };
        Running::start(App::open(config).await.unwrap()).await.unwrap()
    });
    let mut browser = Browser::start(&program);

    browser.open(&server.url());
    let title = browser.evaluate("document.querySelector('h1').textContent");
    assert!(title.as_str().is_some_and(|title| !title.is_empty()), "{title}");
    for api in ["arcee", "arcanna"] {
        browser.open(&format!("{}/reference/{api}", server.url()));
        let forms = browser.evaluate("document.querySelectorAll('form.try:not([hidden])').length");
        let operations = browser.evaluate("document.querySelectorAll('article').length");
        assert!(forms == operations && forms != 0, "{api}: {forms} forms, {operations} operations");
    }
    assert_fine(&browser, &server);
    calls_can_be_tried(&mut browser);
    assert_fine(&browser, &server);

    // The content security policy prevents requests to other hosts.
    assert_eq!(browser.evaluate(LEAVE), "connect-src");
    drop(browser);
    runtime.block_on(server.stop()).unwrap();
}

/// Sends requests from the Arcanna reference with the default values of the forms.
fn calls_can_be_tried(browser: &mut Browser) {
    let (status, _) = send(browser, "listJobs", &json!({}));
    assert_eq!(status, "401 Unauthorized");
    browser.evaluate(&format!(
        "const field = document.getElementById('key');
         field.value = '{KEY}';
         field.dispatchEvent(new Event('input'));"
    ));
    let (status, jobs) = send(browser, "listJobs", &json!({}));
    assert_eq!((status.as_str(), jobs.as_array().map(Vec::len)), ("200 OK", Some(2)));
    let (status, event) = send(browser, "ingestEvent", &json!({}));
    assert_eq!((status.as_str(), &event["status"]), ("201 Created", &json!("pending_inference")));
    let which = json!({"event_id": event["event_id"]});
    let (status, decision) = send(browser, "getEventDecision", &which);
    assert_eq!((status.as_str(), &decision["result_label"]), ("200 OK", &json!("Escalate")));
}

fn send(browser: &mut Browser, operation: &str, values: &Value) -> (String, Value) {
    let sent = browser.evaluate(&format!("{SEND}('{operation}', {values})"));
    let [Value::String(status), Value::String(answer)] = sent.as_array().unwrap().as_slice() else {
        panic!("{sent}")
    };
    (status.clone(), serde_json::from_str(answer).unwrap_or_else(|_| panic!("{answer}")))
}

/// All requests went to this server, and the pages reported no errors.
fn assert_fine(browser: &Browser, server: &Running) {
    let requests = browser.told("Network.requestWillBeSent");
    assert!(requests.len() > 5, "{requests:?}");
    let home = format!("{}/", server.url());
    for request in requests {
        let url = request["request"]["url"].as_str().unwrap();
        assert!(url.starts_with(&home), "{url}");
    }
    let thrown = browser.told("Runtime.exceptionThrown");
    assert!(thrown.is_empty(), "{thrown:?}");
    for entry in browser.told("Log.entryAdded") {
        // A rejected request is logged as well; anything else is an error of the page.
        let text = entry["entry"]["text"].as_str().unwrap();
        assert!(text.contains("status of 401"), "{entry}");
    }
}
