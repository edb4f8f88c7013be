//! The work for a message grows in proportion to its size: twice the input takes less than three times the CPU time.

#![cfg(target_os = "linux")]

use counterpart_wire::{Accept, HeaderMap, HeaderValue, Json, Map, Nested, Param, Shape, Style};

use super::carrier::{arrived, carriers, request};

carriers! {
    OpenQuery: Map<Json> = "/", Param::query("p").shape(Shape::Map(&["known"]));
    NestedQuery: Map<Vec<Json>> = "/", Param::query("p").shape(Shape::Map(&[])).nested(Nested::All);
    OpenCookies: Map<Json> = "/", Param::cookie("p").shape(Shape::Map(&["session"]));
    DeepQuery: Map<Json> = "/", Param::query("p").style(Style::DeepObject).shape(Shape::Object(&[]));
    Names: Vec<String> = "/", Param::query("p").shape(Shape::List);
    Header: Vec<String> = "/", Param::header("X-Names").shape(Shape::List);
}

/// Returns the CPU time of this thread so far, in nanoseconds.
fn cpu() -> u64 {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    times.split(' ').next().unwrap().parse().unwrap()
}

/// Asserts that `work` on twice the input takes less than three times as long. The least of several runs counts.
fn grows_linearly<T>(what: &str, size: usize, input: impl Fn(usize) -> T, work: impl Fn(T)) {
    let least = |size: usize| {
        let run = |_| {
            let input = input(size);
            let before = cpu();
            work(input);
            cpu() - before
        };
        (0..5).map(run).min().unwrap()
    };
    let (once, twice) = (least(size), least(2 * size));
    assert!(twice < 3 * once, "{what}: {once} ns, twice the input {twice} ns");
}

fn joined(count: usize, between: &str, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(between)
}

#[test]
fn parameters() {
    // A URI has at most 64 KiB.
    let size = 3000;
    let query = |part: fn(usize) -> String| {
        move |count| request("/", &format!("/?{}", joined(count, "&", part)))
    };
    grows_linearly("open query", size, query(|at| format!("a{at:x}=1")), |request| {
        assert!(arrived::<OpenQuery>(request).is_ok());
    });
    grows_linearly("nested query", size, query(|at| format!("a{at:x}=1")), |request| {
        assert!(arrived::<NestedQuery>(request).is_ok());
    });
    grows_linearly("deep query", size, query(|at| format!("p[{at:x}]=1")), |request| {
        assert!(arrived::<DeepQuery>(request).is_ok());
    });
    grows_linearly("repeated query", size, query(|at| format!("p={at:x}")), |request| {
        assert!(arrived::<Names>(request).is_ok());
    });
    let cookies =
        |count| request("/", &format!("Cookie: {}", joined(count, "; ", |at| format!("a{at}=1"))));
    grows_linearly("cookies", 5 * size, cookies, |request| {
        assert!(arrived::<OpenCookies>(request).is_ok());
    });
    let header =
        |count| request("/", &format!("X-Names: {}", joined(count, ",", |at| at.to_string())));
    grows_linearly("header", 5 * size, header, |request| {
        assert!(arrived::<Header>(request).is_ok());
    });
}

#[test]
fn accepted_types() {
    let headers = |count| {
        let text = joined(count, ", ", |at| format!("text/x{at};q=0.{}", at % 10));
        let mut headers = HeaderMap::new();
        headers.insert("accept", HeaderValue::try_from(text).unwrap());
        headers
    };
    grows_linearly("accept", 10_000, headers, |headers| {
        assert_eq!(Accept::of(&headers).best(&["text/html", "text/x9"]), Some("text/x9"));
    });
}
