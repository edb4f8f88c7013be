//! The demonstration model, available to all callers on a new server. Its ids and names are those of the examples in
//! the document, so that the examples work unchanged.

use super::Arcee;
use super::contexts;
use super::corpus::{Corpus, Passage};
use crate::store::StoreError;

pub(super) const MODEL: &str = "8c2d9f10-7a44-4b8e-a1a5-3d5e9d0c6f42";
pub(super) const NAME: &str = "support-assistant";
pub(super) const CONTEXT: &str = "support-handbook";

/// The owner has a name that no organization can have.
const TENANT: &str = "/demo";

const DOCUMENTS: [(&str, &str, &str); 5] = [
    (
        "returns-policy",
        "How long and in what state items can be returned.",
        "Items can be sent back within 30 days of delivery, unused and in their box. A customer may return an item \
         without saying why. The money is paid back within a week of the item's arrival.",
    ),
    (
        "opening-hours",
        "When the help desk can be reached.",
        "The help desk answers on weekdays from 8 to 18. On Saturdays it answers letters only.",
    ),
    (
        "delivery",
        "How long a delivery takes.",
        "Parcels are delivered within three working days. A parcel that does not arrive is sent again, at no cost.",
    ),
    (
        "warranty",
        "What the warranty covers.",
        "The warranty lasts two years. It covers faults of the material, and not what wears out with use.",
    ),
    (
        "payment",
        "How a customer can pay.",
        "Customers pay by card, by bank transfer or by invoice. An invoice is due within 14 days.",
    ),
];

impl Arcee {
    /// Returns the documents of the demonstration model, which are stored when it is used for the first time.
    pub(super) async fn demo_corpus(&self) -> Result<Corpus, StoreError> {
        let scope = self.scope(TENANT);
        let context = self
            .demo
            .get_or_try_init(|| async {
                let passages = DOCUMENTS.map(|(name, summary, document)| Passage {
                    name: name.to_owned(),
                    document: document.to_owned(),
                    meta: serde_json::Map::from_iter([("language".to_owned(), "en".into())]),
                    summary: Some(summary.to_owned()),
                });
                contexts::add(&scope, CONTEXT, passages.into()).await.map(|(context, _)| context)
            })
            .await?;
        Ok(Corpus::new(&scope, context))
    }
}
