//! The number of file descriptors that a form uses, and the response when none is left. These tests are a program of
//! their own, because they count and limit the descriptors of the process.
#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "wire/ends/forms/operation.rs"]
mod operation;

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};

use counterpart_wire::multipart::{File, Form, FormReader, FormWriter};
use counterpart_wire::server::{Limits, Router, Routes};
use counterpart_wire::{Call, Error, Operation, Report, RequestWriter, http};
use operation::Submit;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tower::ServiceExt as _;

/// A form of files of any number.
#[derive(Debug)]
struct Files(Vec<File>);

impl Form for Files {
    fn write(self, to: &mut FormWriter) {
        to.files("file", self.0);
    }

    fn read(from: &mut FormReader, report: &mut Report) -> Option<Self> {
        from.files("file", report).map(Self)
    }
}

/// The most descriptors that were open while a form was held.
static MOST: AtomicUsize = AtomicUsize::new(0);

fn open() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

fn router() -> Router {
    let answer = |(): &(), call: Call<Submit<Files>, ()>| {
        MOST.fetch_max(open(), Ordering::Relaxed);
        async move {
            for (at, file) in call.request.0.0.into_iter().enumerate() {
                let bytes = file.content.collect(1 << 20).await.unwrap();
                assert_eq!(bytes, content(at).as_bytes());
            }
            Ok::<(), Error<Infallible>>(())
        }
    };
    let limits = Limits::default().body(64 * 1024).in_memory(1024);
    Routes::new((), (), limits).open::<Submit<Files>, _>(answer).into_router()
}

/// Returns the content of a file: some are small, some do not fit in one chunk of a read.
fn content(at: usize) -> String {
    format!("{at}-").repeat(if at % 100 == 7 { 50_000 } else { 30 })
}

async fn send(number: usize) -> (u16, http::HeaderMap) {
    let mut writer = RequestWriter::new(Submit::<Files>::SPEC);
    let files = (0..number).map(|at| File::new(content(at)).named(format!("{at}.txt"))).collect();
    Submit(Files(files)).write(&mut writer);
    let response = router().oneshot(writer.finish("http://localhost").unwrap()).await.unwrap();
    (response.status().as_u16(), response.headers().clone())
}

#[tokio::test]
async fn a_form_of_a_thousand_parts_uses_one_descriptor_and_a_lack_of_them_is_no_fault_of_the_caller()
 {
    // The first form opens what the runtime keeps open.
    assert_eq!(send(1).await.0, 204);
    let before = open();
    MOST.store(0, Ordering::Relaxed);
    assert_eq!(send(1000).await.0, 204);
    assert!(MOST.load(Ordering::Relaxed) <= before + 1, "{before} before, {MOST:?} with the form");
    assert_eq!(open(), before);

    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: Some(3), ..limit }).unwrap();
    let (status, headers) = send(1000).await;
    setrlimit(Resource::Nofile, limit).unwrap();
    assert_eq!((status, headers["retry-after"].to_str().unwrap()), (503, "5"));
    // Parts that fit in memory need none.
    assert_eq!(send(1000).await.0, 204);
}
