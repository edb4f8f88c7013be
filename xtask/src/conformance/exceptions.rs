//! What a tool finds and is not wrong here: a line each, with the reason. One that nothing needs any more is a failure,
//! so that the list only holds what is true.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail};

use super::{Failure, Tool};
use crate::root;

/// The list.
const FILE: &str = "xtask/conformance/exceptions.tsv";

/// The exceptions, and which of them were needed.
#[derive(Debug)]
pub(super) struct Exceptions {
    lines: Vec<Line>,
    used: BTreeSet<usize>,
}

/// One exception: tool, API, operation, code; `*` stands for every operation.
#[derive(Debug)]
struct Line {
    tool: String,
    api: String,
    operation: String,
    code: String,
}

impl Exceptions {
    pub(super) fn read() -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(root().join(FILE)).context(FILE)?;
        let mut lines = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            let [tool, api, operation, code, why] = cells.as_slice() else {
                bail!("{FILE}:{}: five cells are expected, with tabs between", index + 1);
            };
            if why.trim().is_empty() {
                bail!("{FILE}:{}: an exception says why", index + 1);
            }
            lines.push(Line {
                tool: (*tool).to_owned(),
                api: (*api).to_owned(),
                operation: (*operation).to_owned(),
                code: (*code).to_owned(),
            });
        }
        Ok(Self { lines, used: BTreeSet::new() })
    }

    /// The failures that no exception explains.
    pub(super) fn without(&mut self, tool: Tool, api: &str, failures: &[Failure]) -> Vec<Failure> {
        let mut left = Vec::new();
        for failure in failures {
            let fits = |line: &Line| {
                line.tool == tool.name()
                    && line.api == api
                    && line.code == failure.code
                    && (line.operation == "*" || line.operation == failure.operation)
            };
            match self.lines.iter().position(fits) {
                Some(index) => {
                    self.used.insert(index);
                }
                None => left.push(failure.clone()),
            }
        }
        left
    }

    /// The exceptions for a tool and these APIs that nothing needed.
    pub(super) fn unused(&self, tool: Tool, apis: &[String]) -> Vec<String> {
        let asked = |line: &Line| line.tool == tool.name() && apis.contains(&line.api);
        let unused = self.lines.iter().enumerate().filter(|(index, _)| !self.used.contains(index));
        unused
            .filter(|(_, line)| asked(line))
            .map(|(_, line)| {
                [line.tool.as_str(), &line.api, &line.operation, &line.code].join("\t")
            })
            .collect()
    }
}
