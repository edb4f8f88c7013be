//! Runs the laws of a generated package on many samples.

use std::cell::Cell;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use counterpart_generator::api::{Api, Named, Operation, Shape};
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::pass::Plan;
use counterpart_generator::source::Sources;
use counterpart_wire::laws::{Law, OperationLaw};
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::sample::{self, Choices, Purpose, Sampler};

/// How much randomness a sample may use.
const BYTES: usize = 256;

/// Runs the laws of the package of a document that is in a file; a report of those that do not hold ends the process.
///
/// # Panics
///
/// When the file cannot be read, or laws do not hold.
pub fn of_file(path: &str, of_types: &[Law], of_operations: &[OperationLaw]) {
    let mut sources = Sources::open(Path::new(path)).unwrap_or_else(|why| panic!("{path}: {why}"));
    let mut diagnostics = Diagnostics::new();
    let plan = counterpart_generator::plan(
        &mut sources,
        &counterpart_generator::Config::default(),
        &mut diagnostics,
    );
    let plan = plan.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    let held = [
        catch_unwind(AssertUnwindSafe(|| types(&plan, of_types, 30))),
        catch_unwind(AssertUnwindSafe(|| operations(&plan, of_operations, 10))),
    ];
    assert!(held.iter().all(Result::is_ok), "{path}: see above");
}

/// Runs every law of the types of a package, each on so many samples.
///
/// # Panics
///
/// When a law does not hold, or a type of the plan has no law.
pub fn types(plan: &Plan, laws: &[Law], samples: u32) {
    let mut unheld = Vec::new();
    for (id, def) in plan.api.types() {
        let is_alias = matches!(def.shape, Shape::Alias(_));
        if is_alias || plan.usage.forms.contains(&id) {
            continue;
        }
        let name = plan.names.ty(id);
        let Some(law) = laws.iter().find(|law| law.name == name) else {
            unheld.push(format!("{}: has no law", def.origin.pointer));
            continue;
        };
        let result = many(samples, |bytes| {
            let mut made = Sampler::new(&plan.api, Choices::new(bytes), Purpose::Answer);
            let sample = made.shape(&def.shape).to_string();
            (law.check)(sample.as_bytes()).map_err(|why| format!("{sample}\n{why}"))
        });
        unheld.extend(result.err().map(|why| format!("{}: {why}", def.origin.pointer)));
    }
    all_hold(&unheld);
}

/// Runs the laws of requests and of answers of a package, each on so many samples.
///
/// # Panics
///
/// When a law does not hold, or an operation of the plan has no law.
pub fn operations(plan: &Plan, laws: &[OperationLaw], samples: u32) {
    let runtime = runtime();
    let mut unheld = Vec::new();
    for operation in &plan.api.operations {
        let Some(law) = laws.iter().find(|law| law.spec.id == operation.id) else {
            unheld.push(format!("{}: has no law", operation.id));
            continue;
        };
        let tried = Cell::new(0);
        let result = many(samples, |bytes| {
            let choices = Choices::new(bytes);
            let Some(request) = sample::request_in_limits(&plan.api, operation, choices) else {
                return Ok(());
            };
            tried.set(tried.get() + 1);
            let shown = format!("{request:?}");
            wait(&runtime, (law.request)(request)).map_err(|why| format!("{shown}\n{why}"))
        });
        let result = match result {
            Ok(()) if tried.get() == 0 => Err("no sample keeps the limits".to_owned()),
            result => result,
        };
        // No server reads values that cannot be told apart.
        let untold =
            operation.ambiguous_parameter().is_some() || shares_names(&plan.api, operation);
        let result = if untold { Ok(()) } else { result };
        unheld.extend(result.err().map(|why| format!("{}: request: {why}", operation.id)));
        for (status, response) in sample::statuses(operation) {
            let result = many(samples, |bytes| {
                let answer = sample::response(&plan.api, status, response, Choices::new(bytes));
                let shown = format!("{answer:?}");
                let (status, headers, body) = answer;
                let check = (law.response)(status, headers, body);
                wait(&runtime, check).map_err(|why| format!("{shown}\n{why}"))
            });
            unheld.extend(result.err().map(|why| format!("{}: {status}: {why}", operation.id)));
        }
    }
    all_hold(&unheld);
}

/// Whether two parameters take the same name, or two objects every name that is left.
fn shares_names(api: &Api, operation: &Operation) -> bool {
    ["query", "cookie"].iter().any(|place| {
        let here = operation.parameters.iter().filter(|one| one.location == *place);
        !api.clashes(&here.map(Named::from).collect::<Vec<_>>()).is_empty()
    })
}

/// Fails with the first few laws that do not hold: one cause often breaks many.
fn all_hold(unheld: &[String]) {
    let shown: Vec<&str> = unheld.iter().map(String::as_str).take(5).collect();
    assert!(unheld.is_empty(), "{} laws do not hold:\n\n{}", unheld.len(), shown.join("\n\n"));
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap_or_else(|error| panic!("no runtime: {error}"))
}

pub(crate) fn wait<T>(runtime: &tokio::runtime::Runtime, future: impl Future<Output = T>) -> T {
    runtime.block_on(future)
}

/// Runs a check on many lists of random bytes, the same ones every time; a list on which it fails is shrunk.
fn many(samples: u32, check: impl Fn(&[u8]) -> Result<(), String>) -> Result<(), String> {
    let config = Config { cases: samples, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let bytes = proptest::collection::vec(any::<u8>(), 0..BYTES);
    runner
        .run(&bytes, |bytes| check(&bytes).map_err(TestCaseError::fail))
        .map_err(|error| error.to_string())
}
