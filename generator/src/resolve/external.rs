//! References that leave the document. Bundling will begin here; today they are named.

use indexmap::IndexMap;

use crate::diag::{Diagnostics, codes, text::quote};
use crate::load::Origin;

/// The references to other documents, by document.
#[derive(Default)]
pub(super) struct External {
    documents: IndexMap<String, Vec<Origin>>,
}

impl External {
    /// Notes a reference to another document.
    pub(super) fn note(&mut self, reference: &str, origin: Origin) {
        let document = reference.split_once('#').map_or(reference, |(document, _)| document);
        self.documents.entry(document.to_owned()).or_default().push(origin);
    }

    /// Says once for each document that it is not read.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for (document, origins) in self.documents {
            let count = origins.len();
            let mut origins = origins.into_iter();
            let Some(origin) = origins.next() else { continue };
            let others = match count.saturating_sub(1) {
                0 => String::new(),
                1 => ", as does 1 more reference".to_owned(),
                more => format!(", as do {more} more references"),
            };
            let message = format!(
                "external reference not supported yet: this leads to {}{others}",
                quote(&document)
            );
            diagnostics.report_at(&codes::EXTERNAL_REFERENCE, &origin, message).same(origins);
        }
    }
}
