//! The JSON Schema Test Suite: a generated server has an operation for each group of the suite, and is sent every
//! instance. What it accepts must be what the suite calls valid.
//!
//! A verdict may differ for two reasons, which are worked out from the schema and the instance (`reason`): a `format` that
//! is held to, and a type that a keyword implies. Any other difference needs an exception with its reason in
//! `xtask/conformance/exceptions.tsv`.

mod groups;
mod program;
mod reason;

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::exceptions::Exceptions;
use super::{Failure, folder, tools};
use crate::output::{eprint_line, print_line};
use crate::workspace::root;
use groups::Group;
use program::Verdict;

/// Where the suite is if nothing else is said, from the root of the workspace.
const SUITE: &str = "../shared/suites/json-schema";
/// Its name in the list of exceptions, in the columns for the tool and for the API.
const TOOL: &str = "json-schema";
const DRAFT: &str = "2020-12";

/// The options of `cargo xtask conformance json-schema`.
#[derive(Debug, Default, Args)]
pub(crate) struct JsonSchemaOptions {
    /// The folder of the suite's files, which are those of draft 2020-12 [default: ../shared/suites/json-schema]
    folder: Option<PathBuf>,
}

/// Sends the suite to a generated server. Returns `false` if a verdict differs without a reason.
pub(crate) fn run(options: &JsonSchemaOptions) -> anyhow::Result<bool> {
    let suite = options.folder.clone().unwrap_or_else(|| root().join(SUITE));
    if options.folder.is_none() && !suite.is_dir() {
        eprint_line(&format!("left out: there is no {SUITE}"));
        return Ok(true);
    }
    let begun = Instant::now();
    let groups = groups::read(&suite)?;
    let folder = folder()?.join("json-schema");
    let verdicts = program::run(&groups, &folder)?;

    let mut count = Count::default();
    let mut differing = Vec::new();
    for (group, verdicts) in groups.iter().zip(&verdicts) {
        for (instance, verdict) in group.instances.iter().zip(verdicts) {
            match verdict {
                Verdict::LeftOut => count.left_out += 1,
                Verdict::Accepted if instance.valid => count.agreed += 1,
                Verdict::Refused(_) if !instance.valid => count.agreed += 1,
                verdict => differing.push((group, instance, verdict)),
            }
        }
    }
    let python = tools::prepare(super::Tool::Schemathesis)?.with_file_name("python");
    let reasons = reason::of(&python, &folder, &differing)?;
    let mut failures = Vec::new();
    for ((group, instance, verdict), reason) in differing.into_iter().zip(reasons) {
        match reason {
            Some(reason::Reason::Format) => count.formats += 1,
            Some(reason::Reason::ImpliedType) => count.types += 1,
            None => failures.push(Failure {
                operation: group.name.clone(),
                code: instance.name.clone(),
                why: format!("{verdict} {} {}", group.key, instance.data),
            }),
        }
    }
    let mut exceptions = Exceptions::read()?;
    let left = exceptions.without(TOOL, DRAFT, &failures);
    for Failure { operation, code, why } in &left {
        eprint_line(&format!("{TOOL}\t{DRAFT}\t{operation}\t{code}\t{why}"));
    }
    // Another folder may have a part of the suite.
    let all_used = options.folder.is_some() || exceptions.all_used(TOOL, &[DRAFT.to_owned()]);
    let excepted = failures.len() - left.len();
    let Count { agreed, formats, types, left_out } = count;
    print_line(&format!(
        "{TOOL:<13} {DRAFT:<10} {:>3} groups {:>5} agreed {formats:>3} by format {types:>3} by implied type {excepted:>3} excepted {:>3} failed {left_out:>3} left out {:>5} s",
        groups.len(),
        agreed,
        left.len(),
        begun.elapsed().as_secs(),
    ));
    Ok(left.is_empty() && all_used)
}

/// How the verdicts compare.
#[derive(Debug, Default)]
struct Count {
    agreed: usize,
    formats: usize,
    types: usize,
    left_out: usize,
}

/// A verdict that differs from that of the suite.
type Differing<'g> = (&'g Group, &'g groups::Instance, &'g Verdict);
