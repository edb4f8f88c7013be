//! Sends every operation of every case over a real socket. A recorder keeps the request and responds with a sample. The server
//! must decode the request and encode it again identically, and the client must decode the response.

use std::sync::{Arc, Mutex};

use axum::body::Body as AxumBody;
use counterpart_generator::api::{Api, Operation};
use counterpart_stages::document::plan_of;
use counterpart_tests::sample::{self, Choices};
use counterpart_wire::client::{Builder, CallOptions};
use counterpart_wire::roundtrip::OperationCheck;
use counterpart_wire::{Bytes, Codec, http};

use crate::served::served;
use crate::{PACKAGES, is_of_values};

/// The number of requests for each operation.
const SAMPLES: usize = 4;

/// Returns the random bytes of a sample, which are the same in every run.
fn bytes(sample: usize) -> Vec<u8> {
    let mut state = sample * 7919 + 1;
    let next = |_| {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12345) & 0x7fff_ffff;
        u8::try_from(state >> 16 & 0xff).unwrap_or_default()
    };
    (0..256).map(next).collect()
}

/// The last request, and the response to send.
#[derive(Clone, Default)]
struct Recorder {
    request: Arc<Mutex<Option<http::Request<Bytes>>>>,
    answer: Arc<Mutex<Option<(http::StatusCode, http::HeaderMap, Bytes)>>>,
}

impl Recorder {
    fn router(&self) -> axum::Router {
        let recorder = self.clone();
        axum::Router::new().fallback(move |request: http::Request<AxumBody>| async move {
            let (mut parts, body) = request.into_parts();
            let body = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
            for name in ["host", "accept", "user-agent", "transfer-encoding"] {
                parts.headers.remove(name);
            }
            let request = http::Request::from_parts(parts, body);
            *recorder.request.lock().expect("no panic") = Some(request);
            let answer = recorder.answer.lock().expect("no panic").clone();
            let (status, headers, body) = answer.expect("an answer");
            let mut response = http::Response::new(AxumBody::from(body));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            response
        })
    }
}

/// Sends an operation over a socket. Returns an error if that fails.
async fn send(
    base: &str,
    recorder: &Recorder,
    (api, operation, check): (&Api, &Operation, &OperationCheck),
    sample: usize,
) -> Result<(), String> {
    let random = bytes(sample);
    let statuses = sample::statuses(operation);
    let Some((status, response)) = statuses.get(sample % statuses.len().max(1)) else {
        return Ok(());
    };
    // An informational response is not final.
    if *status < 200 {
        return Ok(());
    }
    let answer = sample::response(api, *status, response, Choices::new(&random));
    *recorder.answer.lock().expect("no panic") = Some(answer);
    let request = sample::request(api, operation, Choices::new(&random));
    let client = Builder::new(Some(base)).build().map_err(|error| error.to_string())?;
    let got = (check.call)(client, request, CallOptions::default()).await?;
    if got.as_u16() != *status {
        return Err(format!("{status} was read as {got}"));
    }
    let request = recorder.request.lock().expect("no panic").take().ok_or("nothing was sent")?;
    let shown = format!("{request:?}");
    (check.request)(request).await.map_err(|why| format!("{shown}\n{why}"))
}

#[tokio::test]
async fn every_operation_goes_over_a_socket() {
    let recorder = Recorder::default();
    let base = served(recorder.router()).await;
    let (mut sent, mut failed) = (0, Vec::new());
    // The documents of values have tables instead.
    for (path, _, operations) in PACKAGES.iter().filter(|(path, ..)| !is_of_values(path)) {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let plan = plan_of(path, &text);
        let roundtrip = operations();
        // URL libraries resolve path segments that consist of dots.
        let all = plan.api.operations.iter();
        let reachable = all.filter(|operation| !operation.path.split('/').any(|it| it == ".."));
        for operation in reachable.filter(|operation| operation.ambiguous_parameter().is_none()) {
            let check =
                roundtrip.iter().find(|check| check.spec.id == operation.id).expect("a check");
            // The boundary of a form is random. The round-trip check compares its parts.
            let contents = check.spec.body.iter().flat_map(|body| body.contents);
            let forms = contents.filter(|content| content.codec == Codec::Multipart).count();
            for sample in 0..if forms > 0 { 1 } else { SAMPLES } {
                let all = (&plan.api, operation, check);
                sent += 1;
                if let Err(why) = send(&base, &recorder, all, sample).await {
                    failed.push(format!("{path}: {}: {why}", operation.id));
                }
            }
        }
    }
    assert!(sent > 300, "only {sent} requests were sent");
    let shown: Vec<&str> = failed.iter().map(String::as_str).take(5).collect();
    assert!(failed.is_empty(), "{} of {sent} failed:\n\n{}", failed.len(), shown.join("\n\n"));
}
