//! Pagination: generated clients read whole lists from a test server, which implements the usual kinds of pagination. Its items
//! are the examples of the documents, with ids of their own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Query, State};
use axum::routing::get;
use axum::{Json, Router};
use counterpart_stages::document::{plan_of, spec};
use counterpart_tests::example;
use counterpart_wire::client::Items;
use counterpart_wire::{CallError, Fault, FaultKind, Paged};
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};

/// The number of items in each list.
const ITEMS: usize = 25;

/// A list, and the queries that were sent for it.
#[derive(Clone)]
struct List {
    items: Arc<Vec<Value>>,
    envelope: Value,
    asked: Arc<Mutex<Vec<BTreeMap<String, String>>>>,
}

impl List {
    /// Creates a list from the example response of an operation: [`ITEMS`] items at `pointer`, each with its number in `key`.
    fn of(api: &str, operation: &str, pointer: &str, key: &str) -> Self {
        let plan = plan_of(api, &spec(api).text);
        let operation = plan.api.operations.iter().find(|found| found.id == operation).unwrap();
        let answers = example::answers(&plan.api, operation);
        let answer = answers.first().unwrap();
        let envelope: Value = serde_json::from_slice(&answer.body).unwrap();
        let example = envelope.pointer(pointer).and_then(|items| items.get(0)).unwrap();
        let items = (0..ITEMS).map(|number| {
            let mut item = example.clone();
            item[key] = json!(id(number));
            item
        });
        Self { items: Arc::new(items.collect()), envelope, asked: Arc::default() }
    }

    fn within(self, envelope: Value) -> Self {
        Self { envelope, ..self }
    }

    fn asked(&self) -> Vec<BTreeMap<String, String>> {
        self.asked.lock().unwrap().clone()
    }

    /// Returns the response with items from `start` on, and with the properties `set`.
    fn page(
        &self,
        pointer: &str,
        start: usize,
        limit: usize,
        set: &[(&str, Value)],
    ) -> Json<Value> {
        let end = ITEMS.min(start + limit);
        let items = json!(self.items.get(start..end).unwrap_or_default());
        let mut page = self.envelope.clone();
        *page.pointer_mut(pointer).unwrap() = items;
        for (name, value) in set {
            page[*name] = value.clone();
        }
        Json(page)
    }
}

fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

type CallbackOwner = Query<BTreeMap<String, String>>;

fn number(asked: &BTreeMap<String, String>, name: &str) -> Option<usize> {
    asked.get(name)?.parse().ok()
}

/// Creates a client of `$api` whose server responds at `$path` with `$answer`, and records the queries.
macro_rules! client {
    ($api:ident, $credential:ident, $path:literal, $list:expr, $answer:expr) => {{
        let answer = $answer;
        let route = get(move |State(list): State<List>, Query(asked): CallbackOwner| async move {
            list.asked.lock().unwrap().push(asked.clone());
            answer(&list, &asked)
        });
        let router = Router::new().route($path, route).with_state($list.clone());
        let builder = $api::Client::builder().base_url("http://localhost").$credential("key");
        builder.configure(|builder| builder.transport(router)).build().unwrap()
    }};
}

async fn numbers<Op: Paged>(items: Items<Op>, key: impl Fn(&Op::Item) -> String) -> Vec<String> {
    let items: Result<Vec<_>, CallError<Op::Error>> = items.try_collect().await;
    items.unwrap_or_else(|error| panic!("{error}")).iter().map(key).collect()
}

fn all() -> Vec<String> {
    (0..ITEMS).map(id).collect()
}

#[tokio::test]
async fn by_offset_and_total() {
    use agents_api::operations::ListInvites;
    let list = List::of("agents", "listInvites", "/invites", "id");
    let client = client!(
        agents_api,
        bearer_auth,
        "/api/v1/auth/invites",
        list,
        |list: &List, asked: &BTreeMap<_, _>| {
            let start = number(asked, "offset").unwrap_or(0);
            // A server with a maximum returns fewer items than requested.
            list.page(
                "/invites",
                start,
                number(asked, "limit").unwrap_or(20).min(7),
                &[("total", json!(ITEMS))],
            )
        }
    );
    let items = client.list_invites_all(ListInvites::new().with_limit(10));
    assert_eq!(numbers(items, |item| item.id.to_string()).await, all());
    let offsets: Vec<_> = list.asked().iter().map(|asked| number(asked, "offset")).collect();
    assert_eq!(offsets, [None, Some(7), Some(14), Some(21)]);
    assert!(list.asked().iter().all(|asked| asked["limit"] == "10"));
}

#[tokio::test]
async fn by_the_next_offset_of_the_answer() {
    use agents_api::operations::ListObjects;
    let list = List::of("agents", "listObjects", "/items", "id");
    let client =
        client!(agents_api, bearer_auth, "/api/v1/storage/objects", list, |list: &List,
                                                                           asked: &BTreeMap<
            _,
            _,
        >| {
            let start = number(asked, "offset").unwrap_or(0);
            let next = (start + 10 < ITEMS).then_some(start + 10);
            list.page("/items", start, 10, &[("next_offset", json!(next))])
        });
    let items = client.list_objects_all(ListObjects::new());
    assert_eq!(numbers(items, |item| item.id.to_string()).await, all());
    assert_eq!(list.asked().len(), 3);
}

#[tokio::test]
async fn by_cursor() {
    use agents_api::operations::ListStatusSubscriptions;
    let list = List::of("agents", "listStatusSubscriptions", "/items", "id");
    let client = client!(
        agents_api,
        bearer_auth,
        "/api/v1/status/subscriptions",
        list,
        |list: &List, asked: &BTreeMap<_, _>| {
            let start = asked
                .get("cursor")
                .map_or(0, |cursor: &String| cursor.trim_start_matches("c/").parse().unwrap());
            let next = (start + 10 < ITEMS).then(|| format!("c/{}", start + 10));
            list.page("/items", start, 10, &[("next_cursor", json!(next))])
        }
    );
    let items = client.list_status_subscriptions_all(ListStatusSubscriptions::new());
    assert_eq!(numbers(items, |item| item.id.to_string()).await, all());
    let cursors: Vec<_> = list.asked().iter().map(|asked| asked.get("cursor").cloned()).collect();
    assert_eq!(cursors, [None, Some("c/10".to_owned()), Some("c/20".to_owned())]);
}

#[tokio::test]
async fn by_page_number() {
    use inference_api::operations::ListBenchmarks;
    let list = List::of("inference", "listBenchmarks", "/data", "id");
    let client = client!(
        inference_api,
        api_key,
        "/benchmarks",
        list,
        |list: &List, asked: &BTreeMap<_, _>| {
            let (page, size) =
                (number(asked, "page").unwrap_or(1), number(asked, "page_size").unwrap_or(10));
            let start = (page - 1) * size;
            list.page(
                "/data",
                start,
                size,
                &[("has_more", json!(start + size < ITEMS)), ("count", json!(ITEMS))],
            )
        }
    );
    let items = client.list_benchmarks_all(ListBenchmarks::new());
    assert_eq!(numbers(items, |item| item.id.clone()).await, all());
    assert_eq!(list.asked().len(), 3);
}

#[tokio::test]
async fn after_the_last_item() {
    use inference_api::operations::ListPersonas;
    let list = List::of("inference", "listPersonas", "/data", "id");
    let client = client!(
        inference_api,
        api_key,
        "/personas",
        list,
        |list: &List, asked: &BTreeMap<_, _>| {
            let seen = asked.get("after").map(|id: &String| id[24..].parse::<usize>().unwrap() + 1);
            let start = seen.unwrap_or(0);
            list.page(
                "/data",
                start,
                10,
                &[("has_more", json!(start + 10 < ITEMS)), ("count", json!(ITEMS))],
            )
        }
    );
    let items = client.list_personas_all(ListPersonas::new());
    assert_eq!(numbers(items, |item| item.id.clone()).await, all());
    assert_eq!(list.asked().len(), 3);
}

#[tokio::test]
async fn an_answer_that_is_a_page_or_the_whole_list() {
    use archetype_api::operations::ListFiles;
    let list = List::of("archetype", "listFiles", "", "file_id").within(json!({"data": []}));
    let client = client!(
        archetype_api,
        bearer_auth,
        "/files/metadata",
        list,
        |list: &List, asked: &BTreeMap<_, _>| {
            let start = asked.get("after").map_or(0, |cursor: &String| cursor.parse().unwrap());
            let end = start + number(asked, "limit").unwrap().min(10);
            let more = end < ITEMS;
            let next = more.then(|| end.to_string());
            list.page(
                "/data",
                start,
                10,
                &[
                    ("has_more", json!(more)),
                    ("next_cursor", json!(next)),
                    ("prev_cursor", json!(null)),
                ],
            )
        }
    );
    let items = client.list_files_all(ListFiles::new());
    assert_eq!(numbers(items, |item| item.file_id.clone()).await, all());
    assert!(list.asked().iter().all(|asked| asked["limit"] == "1000"));
    let client = client!(archetype_api, bearer_auth, "/files/metadata", list, |list: &List,
                                                                               _: &BTreeMap<
        _,
        _,
    >| {
        Json(json!(*list.items))
    });
    let items = client.list_files_all(ListFiles::new());
    assert_eq!(numbers(items, |item| item.file_id.clone()).await, all());
}

#[tokio::test]
async fn nothing_is_asked_before_it_is_needed_and_an_error_ends_the_walk() {
    use agents_api::operations::ListObjects;
    let list = List::of("agents", "listObjects", "/items", "id");
    let client =
        client!(agents_api, bearer_auth, "/api/v1/storage/objects", list, |list: &List,
                                                                           asked: &BTreeMap<
            _,
            _,
        >| {
            let start = number(asked, "offset").unwrap_or(0);
            let next = if start == 0 { json!(10) } else { json!("no number") };
            list.page("/items", start, 10, &[("next_offset", next)])
        });
    let mut items = client.list_objects_all(ListObjects::new());
    assert!(list.asked().is_empty());
    for number in 0..10 {
        let item = items.next().await.unwrap().unwrap();
        assert_eq!(item.id.to_string(), id(number));
        assert_eq!(list.asked().len(), 1, "the next page waits until this one is used up");
    }
    let error = items.next().await.unwrap().unwrap_err();
    let CallError::Fault(fault) = &error else { panic!("{error}") };
    assert!(matches!(Fault::kind(fault), FaultKind::Decode(_)), "{fault}");
    assert!(items.next().await.is_none());
}
