//! Tests the round-trip properties of a generated package on many samples.

use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use counterpart_generator::api::{Api, Named, Nested, Operation, Parameter, Shape};
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::pass::Plan;
use counterpart_generator::source::Sources;
use counterpart_wire::roundtrip::{OperationCheck, TypeCheck};
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::sample::{self, Choices, Purpose, Sampler};

/// The most random bytes of a sample.
const BYTES: usize = 256;

/// Tests the round trips of a package whose document is in a file.
///
/// # Panics
///
/// Panics if the file cannot be read, or if a check fails.
pub fn of_file(path: &str, of_types: &[TypeCheck], of_operations: &[OperationCheck]) {
    let mut sources = Sources::open(Path::new(path)).unwrap_or_else(|why| panic!("{path}: {why}"));
    let mut diagnostics = Diagnostics::new();
    let plan = counterpart_generator::plan(
        &mut sources,
        &counterpart_generator::Config::default(),
        &mut diagnostics,
    );
    let plan = plan.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    let outcomes = [
        catch_unwind(AssertUnwindSafe(|| types(&plan, of_types, 30))),
        catch_unwind(AssertUnwindSafe(|| operations(&plan, of_operations, 10))),
    ];
    assert!(outcomes.iter().all(Result::is_ok), "{path}: see above");
}

/// Tests the round trips of all types of a package on a number of samples each.
///
/// # Panics
///
/// Panics if a check fails, or if a type of the plan has no check.
pub fn types(plan: &Plan, roundtrip: &[TypeCheck], samples: u32) {
    let mut failures = Vec::new();
    for (id, def) in plan.api.types() {
        let is_alias = matches!(def.shape, Shape::Alias(_));
        if is_alias || plan.usage.forms.contains(&id) {
            continue;
        }
        let name = plan.names.ty(id);
        let Some(check) = roundtrip.iter().find(|check| check.name == name) else {
            failures.push(format!("{}: has no check", def.origin.pointer));
            continue;
        };
        let result = many(samples, |bytes| {
            let choices = Choices::new(bytes);
            let sample = Sampler::new(&plan.api, choices, Purpose::Answer).shape(&def.shape);
            let sample = sample.to_string();
            (check.check)(sample.as_bytes()).map_err(|why| format!("{sample}\n{why}"))
        });
        failures.extend(result.err().map(|why| format!("{}: {why}", def.origin.pointer)));
    }
    all_hold(&failures);
}

/// Tests the round trips of all requests and responses of a package on a number of samples each.
///
/// # Panics
///
/// Panics if a check fails, or if an operation of the plan has no check.
pub fn operations(plan: &Plan, roundtrip: &[OperationCheck], samples: u32) {
    let runtime = runtime();
    let mut failures = Vec::new();
    for operation in &plan.api.operations {
        let Some(check) = roundtrip.iter().find(|check| check.spec.id == operation.id) else {
            failures.push(format!("{}: has no check", operation.id));
            continue;
        };
        let samples_in_limits = Cell::new(0);
        let result = many(samples, |bytes| {
            let choices = Choices::new(bytes);
            let Some(request) = sample::request_in_limits(&plan.api, operation, choices) else {
                return Ok(());
            };
            samples_in_limits.set(samples_in_limits.get() + 1);
            let shown = format!("{request:?}");
            wait(&runtime, (check.request)(request)).map_err(|why| format!("{shown}\n{why}"))
        });
        let result = match result {
            Ok(()) if samples_in_limits.get() == 0 => {
                Err("no sample is within the limits".to_owned())
            }
            result => result,
        };
        // A server cannot read parameters that it cannot tell apart.
        let is_ambiguous = operation.ambiguous_parameter().is_some()
            || shares_names(&plan.api, operation)
            || operation.parameters.iter().any(|one| is_unwritable(&plan.api, one));
        let result = if is_ambiguous { Ok(()) } else { result };
        failures.extend(result.err().map(|why| format!("{}: request: {why}", operation.id)));
        for (status, response) in sample::statuses(operation) {
            let headers = response.headers.and_then(|index| plan.api.headers.get(index));
            let mut headers = headers.into_iter().flat_map(|set| &set.headers);
            if headers.any(|header| is_unwritable(&plan.api, header)) {
                continue;
            }
            let result = many(samples, |bytes| {
                let answer = sample::response(&plan.api, status, response, Choices::new(bytes));
                let shown = format!("{answer:?}");
                let (status, headers, body) = answer;
                let check = (check.response)(status, headers, body);
                wait(&runtime, check).map_err(|why| format!("{shown}\n{why}"))
            });
            failures.extend(result.err().map(|why| format!("{}: {status}: {why}", operation.id)));
        }
    }
    all_hold(&failures);
}

/// Whether a place without escapes cannot hold the values inside a value (`W0905`).
fn is_unwritable(api: &Api, one: &Parameter) -> bool {
    let has_escapes = matches!(one.location.as_str(), "path" | "query" | "querystring")
        || one.location == "cookie" && one.style != "cookie";
    !has_escapes && api.nested(&one.ty, &one.style, one.explode) != Nested::None
}

/// Whether two parameters use the same name, or two objects take all other names.
fn shares_names(api: &Api, operation: &Operation) -> bool {
    ["query", "cookie"].iter().any(|place| {
        let here = operation.parameters.iter().filter(|one| one.location == *place);
        !api.clashes(&here.map(Named::from).collect::<Vec<_>>()).is_empty()
    })
}

/// Panics with the first few failures: one cause often breaks many checks.
fn all_hold(failures: &[String]) {
    let shown: Vec<&str> = failures.iter().map(String::as_str).take(5).collect();
    assert!(
        failures.is_empty(),
        "{} roundtrip do not hold:\n\n{}",
        failures.len(),
        shown.join("\n\n")
    );
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap_or_else(|error| panic!("no runtime: {error}"))
}

pub(crate) fn wait<T>(runtime: &tokio::runtime::Runtime, future: impl Future<Output = T>) -> T {
    runtime.block_on(future)
}

/// Runs a check on many lists of random bytes, which are the same in every run. A list on which it fails is shrunk.
fn many(samples: u32, check: impl Fn(&[u8]) -> Result<(), String>) -> Result<(), String> {
    let config = Config { cases: samples, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let bytes = proptest::collection::vec(any::<u8>(), 0..BYTES);
    runner
        .run(&bytes, |bytes| check(&bytes).map_err(TestCaseError::fail))
        .map_err(|error| error.to_string())
}
