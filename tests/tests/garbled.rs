//! Hostile messages: for any request or response, decoding ends with a value or an error.
//!
//! The samples of all operations and types of the generated packages are changed at random places. They reach every decoder of
//! `counterpart-wire`: paths, parameters of all styles, headers, cookies, JSON, forms, multipart, streams of events.
//! `cargo xtask fuzz --minutes 10` tests many more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use counterpart_generator::pass::Plan;
use counterpart_stages::document::{plan_of, spec};
use counterpart_stages::mutate::Mutator;
use counterpart_tests::mocked::checks_of;
use counterpart_tests::sample::{self, Choices};
use counterpart_wire::Bytes;
use counterpart_wire::http::{HeaderMap, HeaderValue, Request, Uri};
use counterpart_wire::roundtrip::OperationCheck;

const NAMES: [&str; 5] = ["agents", "arcanna", "arcee", "archetype", "inference"];

/// A generated package and its plan.
struct Subject {
    plan: Plan,
    operations: Vec<OperationCheck>,
}

impl Subject {
    fn all() -> Vec<Self> {
        let subject = |name: &&str| Self {
            plan: plan_of(name, &spec(name).text),
            operations: checks_of(name),
        };
        NAMES.iter().map(subject).collect()
    }

    /// Decodes a changed request and a changed response of an operation.
    async fn message(&self, mutator: &mut Mutator) {
        let operation = &self.plan.api.operations[mutator.below(self.plan.api.operations.len())];
        let check = self.operations.iter().find(|check| check.spec.id == operation.id);
        let check = check.unwrap_or_else(|| panic!("{} has no check", operation.id));
        let bytes: Vec<u8> = (0..200).map(|_| mutator.byte()).collect();
        let request = sample::request(&self.plan.api, operation, Choices::new(&bytes));
        let _ = (check.request)(garbled_request(request, mutator)).await;
        let statuses = sample::statuses(operation);
        if statuses.is_empty() {
            return;
        }
        let (status, response) = statuses[mutator.below(statuses.len())];
        let (status, mut headers, body) =
            sample::response(&self.plan.api, status, response, Choices::new(&bytes));
        garble_headers(&mut headers, mutator);
        let _ = (check.response)(status, headers, garbled(&body, mutator)).await;
    }
}

fn garbled_request(request: Request<Bytes>, mutator: &mut Mutator) -> Request<Bytes> {
    let (mut parts, body) = request.into_parts();
    if mutator.below(2) == 0
        && let Ok(uri) = Uri::try_from(garbled(parts.uri.to_string().as_bytes(), mutator).as_ref())
    {
        parts.uri = uri;
    }
    garble_headers(&mut parts.headers, mutator);
    Request::from_parts(parts, garbled(&body, mutator))
}

fn garble_headers(headers: &mut HeaderMap, mutator: &mut Mutator) {
    for value in headers.values_mut() {
        // Most messages keep their content type, so that their body is decoded.
        if mutator.below(6) == 0
            && let Ok(new) = HeaderValue::from_bytes(&garbled(value.as_bytes(), mutator))
        {
            *value = new;
        }
    }
}

fn garbled(bytes: &[u8], mutator: &mut Mutator) -> Bytes {
    if mutator.below(4) == 0 { Bytes::copy_from_slice(bytes) } else { mutator.raw(bytes).into() }
}

#[test]
fn no_change_of_a_message_is_too_much() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let time = number("COUNTERPART_FUZZ_MINUTES").map(|minutes| Duration::from_secs(60 * minutes));
    let mut seed = number("COUNTERPART_FUZZ_SEED").unwrap_or(1);
    let subjects = Subject::all();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let begun = Instant::now();
    let mut tried = 0;
    while time.map_or(tried < 2_000, |time| begun.elapsed() < time) {
        let mut mutator = Mutator::new(seed);
        let subject = &subjects[mutator.below(subjects.len())];
        let outcome =
            catch_unwind(AssertUnwindSafe(|| runtime.block_on(subject.message(&mut mutator))));
        assert!(outcome.is_ok(), "seed {seed}");
        seed += 1;
        tried += 1;
    }
}
