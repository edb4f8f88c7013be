//! Failures of a tool that are no mistakes of ours. The list has a line for each reason, with its operations. An unused
//! exception is a failure too, so that the list stays true.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail};

use super::Failure;
use crate::output::eprint_line;
use crate::workspace::root;

/// The list.
const FILE: &str = "xtask/conformance/exceptions.tsv";

/// The exceptions, and which of them were used.
#[derive(Debug)]
pub(super) struct Exceptions {
    exceptions: Vec<Exception>,
    used: BTreeSet<usize>,
}

/// One exception.
#[derive(Debug)]
struct Exception {
    tool: String,
    api: String,
    operation: String,
    code: String,
}

impl Exceptions {
    pub(super) fn read() -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(root().join(FILE)).context(FILE)?;
        let mut exceptions = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            let [tool, api, operations, code, why] = cells.as_slice() else {
                bail!("{FILE}:{}: expected five columns, separated by tabs", index + 1);
            };
            if why.trim().is_empty() {
                bail!("{FILE}:{}: missing reason in the last column", index + 1);
            }
            exceptions.extend(operations.split(", ").map(|operation| Exception {
                tool: (*tool).to_owned(),
                api: (*api).to_owned(),
                operation: operation.to_owned(),
                code: (*code).to_owned(),
            }));
        }
        Ok(Self { exceptions, used: BTreeSet::new() })
    }

    /// Returns the failures that no exception explains.
    pub(super) fn without(&mut self, tool: &str, api: &str, failures: &[Failure]) -> Vec<Failure> {
        let mut left = Vec::new();
        for failure in failures {
            let fits = |exception: &Exception| {
                exception.tool == tool
                    && exception.api == api
                    && exception.code == failure.code
                    && exception.operation == failure.operation
            };
            match self.exceptions.iter().position(fits) {
                Some(index) => {
                    self.used.insert(index);
                }
                None => left.push(failure.clone()),
            }
        }
        left
    }

    /// Reports the unused exceptions for a tool and these APIs. Returns whether there is none.
    pub(super) fn all_used(&self, tool: &str, apis: &[String]) -> bool {
        let all = self.exceptions.iter().enumerate();
        let unused = all.filter(|(index, _)| !self.used.contains(index)).map(|(_, one)| one);
        let mut passed = true;
        for one in unused.filter(|one| one.tool == tool && apis.contains(&one.api)) {
            let line = [one.tool.as_str(), &one.api, &one.operation, &one.code].join("\t");
            eprint_line(&format!("unused exception in {FILE}, remove it: {line}"));
            passed = false;
        }
        passed
    }
}
