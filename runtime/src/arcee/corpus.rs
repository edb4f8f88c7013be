//! The documents of a context: stored as records, with their text in an index. A document's id is derived from its
//! name, so a document replaces an earlier one with the same name and keeps its id.

use std::collections::BTreeMap;

use arcee_api::types::QueryFilter;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::filter;
use crate::store::{Collection, Document, Hit, Index, Scope, StoreError, Transaction};

/// The number of best matches to load first if filters may exclude some.
const FIRST: usize = 64;
/// The number of documents to read at once.
const AT_A_TIME: usize = 500;

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
    passages: Collection<Passage>,
    index: Index,
}

impl Corpus {
    pub(super) fn new(scope: &Scope, context: &str) -> Self {
        Self {
            passages: scope.collection(format!("documents of {context}")),
            index: scope.index(context),
        }
    }

    /// Adds documents in a transaction and returns how many of them replaced others.
    pub(super) async fn add_in(
        &self,
        transaction: &mut Transaction,
        passages: &[Passage],
    ) -> Result<usize, StoreError> {
        let mut replaced = 0;
        for passage in passages {
            let id = id(&passage.name);
            let record = self.passages.on(transaction).put(&id, passage).await?;
            replaced += usize::from(record.version > 1);
            let text = passage.text();
            let document = Document { id, title: passage.name.clone(), text };
            self.index.put_in(transaction, &[document]).await?;
        }
        Ok(replaced)
    }

    /// Returns the documents that match a query and meet all conditions, best match first.
    pub(super) async fn search(
        &self,
        query: &str,
        filters: &[QueryFilter],
        size: usize,
    ) -> Result<Vec<Found>, StoreError> {
        let mut most = if filters.is_empty() { size } else { size.max(FIRST) };
        loop {
            let hits = self.index.search(query, most).await?;
            let are_all = hits.len() < most;
            let found = self.filtered(hits, filters, size).await?;
            if are_all || found.len() == size {
                return Ok(found);
            }
            most = most.saturating_mul(64);
        }
    }

    /// Returns the first hits that meet all conditions.
    async fn filtered(
        &self,
        mut hits: Vec<Hit>,
        filters: &[QueryFilter],
        size: usize,
    ) -> Result<Vec<Found>, StoreError> {
        // The name is known before the document has been read.
        hits.retain(|hit| filter::may_meet(&hit.document.title, filters));
        let mut found = Vec::new();
        for hits in hits.chunks(AT_A_TIME) {
            let ids: Vec<String> = hits.iter().map(|hit| hit.document.id.clone()).collect();
            let records = self.passages.get_many(&ids).await?.into_iter();
            let mut records: BTreeMap<String, Passage> =
                records.map(|record| (record.id, record.value)).collect();
            for hit in hits {
                let id = &hit.document.id;
                let Some(passage) = records.remove(id) else { continue };
                if filter::meets(&passage, filters) {
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
