//! Why nothing may be written, and how to go on.

use super::{Diagnostic, Diagnostics, Severity, codes, text};

/// The number of lost operations that are named.
const NAMED: usize = 3;

/// The reason why nothing may be written although there is something to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The document has errors.
    Errors {
        /// The names of the operations that would be left out, such as `GET /pets`.
        lost: Vec<String>,
    },
    /// There are diagnostics that the settings deny.
    Denied {
        /// The codes, each once.
        codes: Vec<&'static str>,
    },
}

impl Refusal {
    pub(super) fn of(diagnostics: &Diagnostics, keep_going: bool) -> Option<Refusal> {
        let mut denied: Vec<&str> =
            diagnostics.iter().filter(|it| it.is_denied).map(|it| it.code.id).collect();
        let is_fault = |it: &Diagnostic| it.severity() == Severity::Error && !it.is_denied;
        if diagnostics.iter().any(is_fault) && !keep_going {
            return Some(Refusal::Errors { lost: lost(diagnostics) });
        }
        denied.sort_unstable();
        denied.dedup();
        (!denied.is_empty()).then_some(Refusal::Denied { codes: denied })
    }

    /// Says how to go on, in one line.
    pub fn help(&self) -> String {
        match self {
            Refusal::Errors { lost } => {
                let without = match lost.as_slice() {
                    [] => "although there are errors".to_owned(),
                    lost => {
                        let named = lost.iter().take(NAMED).map(String::as_str);
                        match lost.len().checked_sub(NAMED).filter(|more| *more > 0) {
                            None => format!("without {}", text::list(named, "and")),
                            Some(more) => {
                                let named: Vec<String> = named.map(text::quote).collect();
                                format!("without {} and {more} more", named.join(", "))
                            }
                        }
                    }
                };
                format!(
                    "help: correct the errors, or pass `--keep-going` (`keep-going = true` in counterpart.toml) to \
                     generate {without}"
                )
            }
            Refusal::Denied { codes } => format!(
                "help: correct the findings, or remove {} from what is denied",
                text::list(codes.iter().copied(), "and")
            ),
        }
    }
}

/// Returns the names of the operations that are left out because of errors.
pub(super) fn lost(diagnostics: &Diagnostics) -> Vec<String> {
    let skipped = diagnostics.iter().filter(|it| it.code.id == codes::SKIPPED_OPERATION.id);
    skipped.filter_map(|it| Some(it.message.split('`').nth(1)?.to_owned())).collect()
}
