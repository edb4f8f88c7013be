//! The inputs for parameters and forms: as many names and items as a request can have. Each must be read in a time that grows
//! linearly, and nothing of them is forbidden.

use super::inputs::{Input, LARGE};
use crate::attack::call::Request;

/// The operations that take parameters or a form.
pub(super) const PARAMETERS: [&str; 8] =
    ["open", "nested", "names", "cookies", "header", "accepted", "fields", "parts"];

/// The size of a head of a request. The server reads 64 KiB.
const HEAD: usize = 60 * 1024;

/// The inputs for an operation.
pub(super) fn of(operation: &str, path: &str) -> Vec<Input> {
    let post = Request::new("POST", path);
    let query = |part: fn(usize) -> String| {
        Request::new("POST", format!("{path}?{}", joined(HEAD, "&", part)))
    };
    let header = |name: &str, between: &str, part: fn(usize) -> String| {
        post.clone().header(name, joined(HEAD, between, part))
    };
    let one = |name: &str, request: Request| Input::allowed(name, request);
    match operation {
        "open" => vec![
            one("different names", query(|at| format!("{at:x}=1"))),
            one("one name", query(|_| "a=1".to_owned())),
        ],
        "nested" => vec![
            one("different names", query(|at| format!("p[{at:x}]=1"))),
            one("one name", query(|_| "p[a]=1".to_owned())),
            one("names of the outside", query(|at| format!("{at:x}=1"))),
        ],
        "names" => vec![
            one("items", query(|at| format!("p={at:x}"))),
            one("names of the outside", query(|at| format!("{at:x}=1"))),
        ],
        "cookies" => vec![
            one("different names", header("cookie", "; ", |at| format!("{at:x}=1"))),
            one("one name", header("cookie", "; ", |_| "a=1".to_owned())),
        ],
        "header" => vec![one("items", header("x-names", ",", |at| format!("{at:x}")))],
        "accepted" => vec![
            one("types", header("accept", ", ", |at| format!("text/x{at:x};q=0.{}", at % 10))),
            one("ranges", header("accept", ",", |_| "*/*".to_owned())),
        ],
        "fields" => {
            let form = |part| {
                post.clone().body("application/x-www-form-urlencoded", joined(LARGE, "&", part))
            };
            vec![
                one("different names", form(|at| format!("{at:x}=1"))),
                one("one name", form(|_| "a=1".to_owned())),
                one("brackets", form(|at| format!("p[{at:x}][a]=1"))),
            ]
        }
        _ => {
            let form = |part| {
                let body = joined(LARGE, "\r\n", part) + "\r\n--x--\r\n";
                post.clone().body("multipart/form-data; boundary=x", body)
            };
            vec![
                one("different names", form(|at| part(&format!("{at:x}")))),
                one("one name", form(|_| part("a"))),
                one("lines that begin like a boundary", form(|_| format!("{}\r\n--y", part("a")))),
            ]
        }
    }
}

fn part(name: &str) -> String {
    format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n1")
}

/// As many parts as there is room for.
fn joined(room: usize, between: &str, part: fn(usize) -> String) -> String {
    let mut text = part(0);
    for at in 1.. {
        let next = part(at);
        if text.len() + between.len() + next.len() > room {
            break;
        }
        text.push_str(between);
        text.push_str(&next);
    }
    text
}
