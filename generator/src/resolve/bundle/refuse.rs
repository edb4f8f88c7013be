//! References that lead nowhere, or to documents that are not read: each is named once, with all its places.

use indexmap::IndexMap;

use crate::diag::{Code, Diagnostics, codes, text::quote};
use crate::load::access::Refused;
use crate::load::{At, Origin};

/// Findings about references, by what they say.
#[derive(Default)]
pub(super) struct Refusals {
    found: IndexMap<String, Refusal>,
}

struct Refusal {
    code: &'static Code,
    advice: Option<&'static str>,
    places: Vec<Origin>,
}

impl Refusals {
    /// Nothing is there.
    pub(super) fn dangling(&mut self, written: &str, document: &str, at: &At<'_>) {
        let message = format!("the reference {} in {document} names nothing", quote(written));
        self.note(message, &codes::DANGLING_REFERENCE, None, at);
    }

    /// The document has been found unreadable.
    pub(super) fn unreadable(&mut self, written: &str, _document: &str, at: &At<'_>) {
        let message = format!("the reference {} leads to a document with faults", quote(written));
        self.note(message, &codes::EXTERNAL_REFERENCE, Some("correct the document"), at);
    }

    /// The document is not read.
    pub(super) fn refused(&mut self, written: &str, place: &str, refused: Refused, at: &At<'_>) {
        let written = quote(written);
        let (message, advice) = match refused {
            Refused::Outside => (
                format!("the reference {written} leads out of the folder of the document"),
                Some("name the folder with `--root`, or pass `--allow-outside`"),
            ),
            Refused::NoFolder => (
                format!("the reference {written} leads to a file, and the document is in memory"),
                Some("name the folder of its files with `Builder::root`"),
            ),
            Refused::Web => (
                format!("the reference {written} leads to the web"),
                Some(
                    "save the document beside this one and refer to it there, or pass `--allow-http`",
                ),
            ),
            Refused::TooMuch => {
                (format!("the reference {written} leads to one document too many"), None)
            }
            Refused::Unreadable(why) => {
                (format!("the reference {written} leads to {}: {why}", quote(place)), None)
            }
        };
        self.note(message, &codes::EXTERNAL_REFERENCE, advice, at);
    }

    fn note(
        &mut self,
        message: String,
        code: &'static Code,
        advice: Option<&'static str>,
        at: &At<'_>,
    ) {
        let new = || Refusal { code, advice, places: Vec::new() };
        self.found.entry(message).or_insert_with(new).places.push(at.origin());
    }

    /// Adds the findings.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for (mut message, refusal) in self.found {
            let mut places = refusal.places.into_iter();
            let Some(first) = places.next() else { continue };
            match places.len() {
                0 => {}
                1 => message.push_str(", as does 1 more reference"),
                more => message = format!("{message}, as do {more} more references"),
            }
            let found = diagnostics.report_at(refusal.code, &first, message).same(places);
            if let Some(advice) = refusal.advice {
                found.advice(advice);
            }
        }
    }
}
