//! Searches in vector stores: the matching passages, grouped by file.

use std::collections::BTreeMap;

use agents_api::operations::SearchVectorStore;
use agents_api::types::{
    VectorStoreSearchContent, VectorStoreSearchResponse, VectorStoreSearchResult,
};
use agents_api::wire::Call;
use jiff::Timestamp;
use serde_json::Value;

use super::filter;
use super::no_store;
use super::record::{Attached, Status, attached, index, stores};
use crate::agents::Agents;
use crate::agents::caller::Caller;
use crate::agents::refusal::Refusal;
use crate::store::{Hit, List, Record, Scope, StoreError};

/// The number of passages to examine in a search.
const PASSAGES: usize = 1000;

/// The default number of files to find.
const FILES: i64 = 10;

/// The number of passages to return per file.
const SHOWN: usize = 3;

/// A matching file and its matching passages, best match first.
#[derive(Debug)]
struct Found {
    file: Record<Attached>,
    score: f64,
    passages: Vec<String>,
}

impl Agents {
    pub(super) async fn search(
        &self,
        call: Call<SearchVectorStore, Caller>,
    ) -> Result<VectorStoreSearchResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let SearchVectorStore { vector_store_id, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let (scope, id) = (self.scope(&caller.tenant), vector_store_id.to_string());
        let filter = filter::read(body.filters.value())?;
        let now = self.clock.now();
        let store = stores(&scope).get(&id).await?.ok_or_else(no_store)?;
        if store.value.expires_at(store.created_at).is_some_and(|end| end <= now) {
            return Ok(VectorStoreSearchResponse::new(Vec::new()));
        }
        stores(&scope).update(&id, |store| store.last_active_at = Some(now)).await?;
        let threshold = body
            .ranking_options
            .value()
            .and_then(|options| options.get("score_threshold").and_then(Value::as_f64));
        let most = body.max_num_results.value().copied().unwrap_or(FILES);
        let most = usize::try_from(most).unwrap_or(usize::MAX);

        let wanted =
            |file: &Attached| filter.as_ref().is_none_or(|one| one.is_met(&file.attributes));
        let found = fitting(&scope, &store.id, &body.query).await?;
        let results = found
            .into_iter()
            .filter(|found| wanted(&found.file.value))
            .filter(|found| threshold.is_none_or(|least| found.score >= least))
            .take(most)
            .map(|found| {
                let file = found.file.value;
                let content = found.passages.into_iter();
                let content = content.map(|text| VectorStoreSearchContent::new("text", text));
                let attributes = file.attributes.into_iter().collect();
                let content = content.collect();
                VectorStoreSearchResult::new(
                    file.object,
                    file.filename,
                    found.score,
                    attributes,
                    content,
                )
            });
        Ok(VectorStoreSearchResponse::new(results.collect()))
    }
}

/// Returns the matching files of a vector store, best match first.
async fn fitting(scope: &Scope, store: &str, query: &str) -> Result<Vec<Found>, StoreError> {
    let mut by_file: BTreeMap<String, Vec<Hit>> = BTreeMap::new();
    let mut ids = Vec::new();
    for hit in index(scope, store).search(query, PASSAGES).await? {
        let Some((id, _)) = hit.document.id.split_once('/') else { continue };
        let id = id.to_owned();
        let hits = by_file.entry(id.clone()).or_default();
        if hits.is_empty() {
            ids.push(id);
        }
        hits.push(hit);
    }
    let records = attached(scope).get_many(&ids).await?.into_iter();
    let mut records: BTreeMap<String, Record<Attached>> =
        records.map(|record| (record.id.clone(), record)).collect();
    // The hits are sorted by score, and so are the files.
    let found = ids.iter().filter_map(|id| {
        let (hits, file) = (by_file.remove(id)?, records.remove(id)?);
        if file.value.status != Status::Completed {
            return None;
        }
        let best = hits.first()?.score;
        let passages = hits.into_iter().take(SHOWN).map(|hit| hit.document.text).collect();
        Some(Found { file, score: best, passages })
    });
    Ok(found.collect())
}

/// Returns what the tenant's vector stores contain about a message: the filenames and passages. For agents with file
/// search; expired vector stores are skipped.
pub(in crate::agents) async fn passages_about(
    scope: &Scope,
    message: &str,
    now: Timestamp,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut best: Vec<(f64, String, String)> = Vec::new();
    for store in stores(scope).list(&List::new()).await?.items {
        if store.value.expires_at(store.created_at).is_some_and(|end| end <= now) {
            continue;
        }
        for found in fitting(scope, &store.id, message).await?.into_iter().take(SHOWN) {
            let passage = found.passages.into_iter().next().unwrap_or_default();
            best.push((found.score, found.file.value.filename, passage));
        }
    }
    best.sort_by(|one, other| other.0.total_cmp(&one.0));
    best.truncate(SHOWN);
    Ok(best.into_iter().map(|(_, filename, passage)| (filename, passage)).collect())
}
