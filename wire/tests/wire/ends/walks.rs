//! Walks over paginated lists end, whatever the server says.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use counterpart_wire::client::{Builder, Items};
use counterpart_wire::{
    AnswerSpec, Body, CallError, Decode, Encode, Fault, FaultKind, Operation, OperationSpec,
    PageInfo, Paged, Param, Report, RequestReader, RequestWriter, ResponseReader, Status, Value,
    Writer, http, respond,
};
use futures_util::StreamExt as _;

/// The styles of pagination.
const CURSOR: u8 = 0;
const OFFSET: u8 = 1;
const NEXT_OFFSET: u8 = 2;
const NUMBER: u8 = 3;
const KEY: u8 = 4;

static AT: Param = Param::query("at");

/// Requests a page of a list with a style of pagination.
#[derive(Debug, Clone, Default)]
struct List<const STYLE: u8> {
    at: Option<i64>,
}

/// A page: its items, and the place of the next page.
#[derive(Debug)]
struct Page {
    items: Vec<i64>,
    next: Option<i64>,
}

impl Decode for Page {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let object = value.object(report)?;
        let items = object.required("items", report);
        Some(Self { items: items?, next: object.optional("next", report)? })
    }
}

impl Encode for Page {
    fn encode(&self, to: &mut Writer) {
        self.items.encode(to);
    }
}

impl<const STYLE: u8> Operation for List<STYLE> {
    type Output = Page;
    type Error = Infallible;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "list",
        method: "GET",
        path: "/list",
        optional_slash: false,
        body: None,
        answers: &[AnswerSpec::json(Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut RequestWriter) {
        to.param(&AT, self.at.as_ref());
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        Some(Self { at: from.optional(&AT)? })
    }

    fn respond(outcome: Result<Page, Infallible>) -> http::Response<Body> {
        match outcome {
            Ok(page) => respond::json(200, "application/json", &page),
            Err(never) => match never {},
        }
    }

    fn receive(from: ResponseReader) -> Result<Result<Page, Infallible>, Fault> {
        from.json().map(Ok)
    }
}

impl<const STYLE: u8> Paged for List<STYLE> {
    type Item = i64;

    fn next_page(self, page: Page) -> (Vec<i64>, Option<Self>) {
        let walk = PageInfo::new(page.items.len());
        let at = match STYLE {
            CURSOR => walk.cursor(&self.at, &page.next),
            OFFSET => walk.total(&1000_i64).offset(&self.at),
            NEXT_OFFSET => walk.offset_from(&self.at, &page.next),
            NUMBER => walk.total(&1000_i64).page(&self.at, 1),
            _ => walk.after(&self.at, page.items.last()),
        };
        (page.items, at.map(|at| Self { at }))
    }
}

/// Walks a list whose server answers each place with `page`. Returns the items, how it ended, and the number of requests.
async fn walk<const STYLE: u8>(
    page: impl Fn(i64) -> String + Clone + Send + Sync + 'static,
) -> (usize, Option<Fault>, usize) {
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = requests.clone();
    let server = tower::service_fn(move |request: http::Request<Body>| {
        counted.fetch_add(1, Ordering::Relaxed);
        let at = request.uri().query().and_then(|query| query.strip_prefix("at=")?.parse().ok());
        let answer = http::Response::builder().header("content-type", "application/json");
        let answer = answer.body(Body::from(page(at.unwrap_or(0))));
        async move { answer }
    });
    let client = Builder::new(None).base_url("http://localhost").transport(server).build().unwrap();
    let mut items: Items<List<STYLE>> = client.items(List::default());
    let mut count = 0;
    // More than any list of these tests has.
    for _ in 0..5000 {
        match items.next().await {
            Some(Ok(_)) => count += 1,
            Some(Err(CallError::Fault(fault))) => {
                assert!(items.next().await.is_none(), "nothing follows a fault");
                return (count, Some(fault), requests.load(Ordering::Relaxed));
            }
            Some(Err(CallError::Api(never))) => match never {},
            None => return (count, None, requests.load(Ordering::Relaxed)),
        }
    }
    panic!("the walk does not end");
}

fn json(items: &[i64], next: impl Into<Option<i64>>) -> String {
    serde_json::json!({"items": items, "next": next.into()}).to_string()
}

fn is_endless(fault: Option<Fault>, why: &str) -> bool {
    let fault = fault.expect("a fault");
    assert!(matches!(fault.kind(), FaultKind::EndlessList(_)), "{fault:?}");
    fault.to_string().contains(why)
}

const REPEATED: &str = "a page leads back to one that was requested before";

#[tokio::test]
async fn repeated_places_are_a_fault_after_the_items() {
    let (items, fault, requests) = walk::<CURSOR>(|_| json(&[1, 2], 7)).await;
    assert!(is_endless(fault, REPEATED));
    assert_eq!((items, requests), (4, 2));
    let (items, fault, requests) = walk::<NEXT_OFFSET>(|_| json(&[1, 2], 7)).await;
    assert!(is_endless(fault, REPEATED));
    assert_eq!((items, requests), (4, 2));
    let (items, fault, requests) = walk::<KEY>(|_| json(&[1, 2], None)).await;
    assert!(is_endless(fault, REPEATED));
    assert_eq!((items, requests), (4, 2));
}

#[tokio::test]
async fn cycles_are_a_fault() {
    let next = |at: i64| at % 3 + 1;
    let (_, fault, requests) = walk::<CURSOR>(move |at| json(&[at], next(at))).await;
    assert!(is_endless(fault, REPEATED));
    assert_eq!(requests, 4);
    let (_, fault, requests) = walk::<CURSOR>(move |at| json(&[], next(at))).await;
    assert!(is_endless(fault, REPEATED));
    assert_eq!(requests, 4);
    let (_, fault, _) = walk::<NEXT_OFFSET>(move |at| json(&[at], next(at))).await;
    assert!(is_endless(fault, REPEATED));
    let (_, fault, _) = walk::<KEY>(move |at| json(&[0, next(at)], None)).await;
    assert!(is_endless(fault, REPEATED));
}

#[tokio::test]
async fn pages_without_items_end_the_list_or_are_a_fault() {
    let (items, fault, requests) = walk::<CURSOR>(|at| json(&[], at + 1)).await;
    assert!(is_endless(fault, "too many pages in a row have no items"));
    assert_eq!((items, requests), (0, Items::<List<CURSOR>>::MOST_EMPTY));
    // Every other page has an item.
    let some = |at: i64| if at % 2 == 0 { vec![at] } else { Vec::new() };
    let (items, fault, _) =
        walk::<CURSOR>(move |at| json(&some(at), (at < 1000).then_some(at + 1))).await;
    assert!(fault.is_none(), "{fault:?}");
    assert_eq!(items, 501);
    // In the other styles, a page without items is the last.
    for (items, fault, requests) in [
        walk::<OFFSET>(|_| json(&[], None)).await,
        walk::<NEXT_OFFSET>(|at| json(&[], at + 1)).await,
        walk::<NUMBER>(|_| json(&[], None)).await,
        walk::<KEY>(|_| json(&[], None)).await,
    ] {
        assert!(fault.is_none(), "{fault:?}");
        assert_eq!((items, requests), (0, 1));
    }
}

#[tokio::test]
async fn lists_with_an_end_are_read_to_it() {
    let (items, fault, _) =
        walk::<OFFSET>(|at| json(&vec![0; if at < 990 { 30 } else { 10 }], None)).await;
    assert!(fault.is_none() && items == 1000, "{items} {fault:?}");
    let (items, fault, _) =
        walk::<NEXT_OFFSET>(|at| json(&[0; 10], (at < 990).then_some(at + 10))).await;
    assert!(fault.is_none() && items == 1000, "{items} {fault:?}");
    let (items, fault, _) =
        walk::<NUMBER>(|at| json(&vec![0; if at < 5 { 9 } else { 0 }], None)).await;
    assert!(fault.is_none() && items == 9 * 5 - 9, "{items} {fault:?}");
    let (items, fault, _) =
        walk::<KEY>(|at| json(&if at < 50 { vec![at + 1, at + 2] } else { Vec::new() }, None))
            .await;
    assert!(fault.is_none() && items == 50, "{items} {fault:?}");
    // An unchanged cursor behind the last item, and a server that includes the item it continues after.
    let (items, fault, _) =
        walk::<CURSOR>(|at| if at < 3 { json(&[at], at + 1) } else { json(&[], at) }).await;
    assert!(fault.is_none() && items == 3, "{items} {fault:?}");
    let (items, fault, _) =
        walk::<KEY>(|at| json(&if at < 4 { vec![at, at + 2] } else { vec![at] }, None)).await;
    assert!(fault.is_none() && items == 5, "{items} {fault:?}");
}
