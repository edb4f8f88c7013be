//! The documents of a context: stored as records, with their text in an index. A document's id is derived from its
//! name, so a document replaces an earlier one with the same name and keeps its id.

use std::collections::BTreeMap;

use arcee_api::types::QueryFilter;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::filter;
use crate::blocking;
use crate::store::{Collection, Document, Hit, Index, Scope, StoreError};

/// The number of best matches to load first if filters may exclude some.
const FIRST: usize = 64;
/// The number of documents to read at once.
const AT_A_TIME: usize = 500;
/// The maximum number of documents in a step.
const STEP: usize = 200;
/// The number of bytes after which a step is complete.
const STEP_BYTES: usize = 256 * 1024;
/// The maximum number of matches that filters are applied to.
const EXAMINED: usize = 4096;

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Passage {
    pub(super) name: String,
    pub(super) document: String,
    pub(super) meta: Map<String, Value>,
    pub(super) summary: Option<String>,
}

/// A matching document.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) score: f64,
    pub(super) passage: Passage,
}

/// The documents of a context.
#[derive(Debug)]
pub(super) struct Corpus {
    scope: Scope,
    passages: Collection<Passage>,
    index: Index,
}

impl Corpus {
    pub(super) fn new(scope: &Scope, context: &str) -> Self {
        Self {
            scope: scope.clone(),
            passages: scope.collection(format!("documents of {context}")),
            index: scope.index(context),
        }
    }

    /// Adds the documents of a step in one transaction and returns how many of them replaced others.
    pub(super) async fn add(&self, step: &[Passage]) -> Result<usize, StoreError> {
        let document = |passage: &Passage| {
            let (id, title) = (id(&passage.name), passage.name.clone());
            Document { id, title, text: passage.text() }
        };
        let documents: Vec<Document> = step.iter().map(document).collect();
        let mut transaction = self.scope.store().begin().await?;
        let mut replaced = 0;
        for (passage, document) in step.iter().zip(&documents) {
            let record = self.passages.on(&mut transaction).put(&document.id, passage).await?;
            replaced += usize::from(record.version > 1);
        }
        self.index.put_in(&mut transaction, &documents).await?;
        transaction.commit().await?;
        Ok(replaced)
    }

    /// Returns the documents that match a query and meet all conditions, best match first. Only the [`EXAMINED`] best
    /// matches are compared with the conditions.
    pub(super) async fn search(
        &self,
        query: &str,
        filters: &[QueryFilter],
        size: usize,
    ) -> Result<Vec<Found>, StoreError> {
        let mut most = if filters.is_empty() { size } else { size.max(FIRST) };
        loop {
            let hits = self.index.search(query, most).await?;
            let are_all = hits.len() < most || most >= EXAMINED;
            let found = self.filtered(hits, filters, size).await?;
            if are_all || found.len() == size {
                return Ok(found);
            }
            most = most.saturating_mul(64).min(EXAMINED);
        }
    }

    /// Returns the first hits that meet all conditions.
    async fn filtered(
        &self,
        mut hits: Vec<Hit>,
        filters: &[QueryFilter],
        size: usize,
    ) -> Result<Vec<Found>, StoreError> {
        let bytes = |hits: &[Hit]| hits.iter().map(|hit| hit.document.title.len()).sum::<usize>();
        if !filters.is_empty() {
            // The name is known before the document has been read.
            let filters = filters.to_vec();
            hits = blocking::run(bytes(&hits), move || {
                hits.retain(|hit| filter::may_meet(&hit.document.title, &filters));
                hits
            })
            .await?;
        }
        let mut found = Vec::new();
        for hits in hits.chunks(AT_A_TIME) {
            let ids: Vec<String> = hits.iter().map(|hit| hit.document.id.clone()).collect();
            let records = self.passages.get_many(&ids).await?.into_iter();
            let mut records: BTreeMap<String, Passage> =
                records.map(|record| (record.id, record.value)).collect();
            if !filters.is_empty() {
                let filters = filters.to_vec();
                let size = hits.iter().map(|hit| hit.document.text.len()).sum();
                records = blocking::run(size, move || {
                    records.retain(|_, passage| filter::meets(passage, &filters));
                    records
                })
                .await?;
            }
            for hit in hits {
                let id = &hit.document.id;
                if let Some(passage) = records.remove(id) {
                    found.push(Found { id: id.clone(), score: hit.score, passage });
                }
                if found.len() == size {
                    return Ok(found);
                }
            }
        }
        Ok(found)
    }
}

/// Collects documents into steps. A step is written in one transaction, so it is limited in documents and in bytes.
#[derive(Debug, Default)]
pub(super) struct Steps {
    step: Vec<Passage>,
    bytes: usize,
}

impl Steps {
    /// Returns the steps of a list of documents.
    pub(super) fn of(passages: Vec<Passage>) -> impl Iterator<Item = Vec<Passage>> + Send {
        let mut steps = Self::default();
        let mut passages = passages.into_iter();
        std::iter::from_fn(move || {
            for passage in passages.by_ref() {
                if let Some(step) = steps.push(passage) {
                    return Some(step);
                }
            }
            Some(std::mem::take(&mut steps).rest()).filter(|rest| !rest.is_empty())
        })
    }

    /// Adds a document. Returns the step if it is complete.
    pub(super) fn push(&mut self, passage: Passage) -> Option<Vec<Passage>> {
        self.bytes += passage.name.len() + passage.document.len();
        self.step.push(passage);
        let complete = self.step.len() >= STEP || self.bytes >= STEP_BYTES;
        complete.then(|| std::mem::take(self).step)
    }

    /// Returns the last step, which may be empty.
    pub(super) fn rest(self) -> Vec<Passage> {
        self.step
    }
}

impl Passage {
    /// The searchable text of a document: its text, its summary, and the questions and answers of a CSV file.
    fn text(&self) -> String {
        let said = ["question", "answer"].map(|key| self.meta.get(key).and_then(Value::as_str));
        let parts = [Some(self.document.as_str()), self.summary.as_deref()].into_iter().chain(said);
        parts.flatten().collect::<Vec<_>>().join("\n")
    }
}

fn id(name: &str) -> String {
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(Sha256::digest(name)) {
        *byte = hashed;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_limited_in_documents_and_bytes() {
        let passage = |size: usize| Passage {
            name: String::new(),
            document: "d".repeat(size),
            meta: Map::new(),
            summary: None,
        };
        let steps = |sizes: &[usize]| -> Vec<usize> {
            let passages = sizes.iter().map(|size| passage(*size)).collect();
            Steps::of(passages).map(|step| step.len()).collect()
        };
        assert_eq!(steps(&[]), [0; 0]);
        assert_eq!(steps(&[1; 2 * STEP + 1]), [STEP, STEP, 1]);
        assert_eq!(steps(&[STEP_BYTES, 1, STEP_BYTES / 2, STEP_BYTES / 2]), [1, 3]);
    }
}
