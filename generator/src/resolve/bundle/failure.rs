//! Collects references that cannot be resolved, so that each is reported once, with all its places.

use indexmap::IndexMap;

use crate::diag::{Code, Diagnostics, codes, text::quote};
use crate::source::access::AccessError;
use crate::tree::{At, Origin};

/// The failures, by message.
#[derive(Default)]
pub(super) struct Failures {
    found: IndexMap<String, Failure>,
}

struct Failure {
    code: &'static Code,
    help: Option<&'static str>,
    places: Vec<Origin>,
}

impl Failures {
    /// Records a reference to a part that a document does not have.
    pub(super) fn dangling(&mut self, written: &str, document: &str, at: &At<'_>) {
        let message = format!("unresolved reference {} in {document}", quote(written));
        self.note(message, &codes::DANGLING_REFERENCE, None, at);
    }

    /// Records the failures of an entry of a mapping, which is ignored.
    pub(super) fn unmapped(&mut self, failures: Failures) {
        for (message, failure) in failures.found {
            let message = format!("discriminator maps a value to a missing schema: {message}");
            for place in failure.places {
                self.note(message.clone(), &codes::DANGLING_MAPPING, failure.help, &place.at());
            }
        }
    }

    /// Records a reference to a document with syntax errors, which have been reported.
    pub(super) fn unparsed(&mut self, written: &str, at: &At<'_>) {
        let message =
            format!("reference {} leads to a document with syntax errors", quote(written));
        self.note(message, &codes::EXTERNAL_REFERENCE, Some("fix the errors in that document"), at);
    }

    /// Records a reference to a document that was not read.
    pub(super) fn unread(&mut self, written: &str, place: &str, error: AccessError, at: &At<'_>) {
        let written = quote(written);
        let (message, help) = match error {
            AccessError::Outside => (
                format!("reference {written} leads outside the folder of the document"),
                Some("set the folder with `--root`, or pass `--allow-outside`"),
            ),
            AccessError::NoFolder => (
                format!("reference {written} leads to a file, but the document is in memory"),
                Some("set the folder of its files with `Builder::root`"),
            ),
            AccessError::Web => (
                format!("reference {written} leads to the web"),
                Some(
                    "save the document next to this one and refer to the file, or pass `--allow-http`",
                ),
            ),
            AccessError::TooMuch => (
                format!("reference {written} exceeds the limit for the size of all documents"),
                Some("remove documents that are not needed, or split the API"),
            ),
            AccessError::Unreadable(why) => {
                (format!("reference {written} leads to {}: {why}", quote(place)), None)
            }
        };
        self.note(message, &codes::EXTERNAL_REFERENCE, help, at);
    }

    fn note(
        &mut self,
        message: String,
        code: &'static Code,
        help: Option<&'static str>,
        at: &At<'_>,
    ) {
        let new = || Failure { code, help, places: Vec::new() };
        self.found.entry(message).or_insert_with(new).places.push(at.origin());
    }

    /// Reports all failures.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for (mut message, failure) in self.found {
            let mut places = failure.places.into_iter();
            let Some(first) = places.next() else { continue };
            match places.len() {
                0 => {}
                1 => message.push_str(" (and 1 more place)"),
                more => message = format!("{message} (and {more} more places)"),
            }
            let found = diagnostics.report_at(failure.code, &first, message).same(places);
            if let Some(help) = failure.help {
                found.help(help);
            }
        }
    }
}
