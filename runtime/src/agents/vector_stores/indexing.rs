//! Indexes the text of attached files in the background. Interrupted work is repeated at the next start.

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt;

use super::passages;
use super::record::{Attached, Status, attached, index};
use crate::agents::live::Live;
use crate::agents::storage::objects;
use crate::blocking;
use crate::job::{Job, Plan};
use crate::store::{Document, Record, Scope, Store, StoreError};

/// The plan of the job. Its subject is the id of the attachment.
pub(super) const PLAN: &str = "agents/index";

/// The number of passages to add in one transaction.
const STEP: usize = 200;

/// The maximum size of a file to index, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

pub(super) fn plan(store: Store, live: Arc<Live>) -> Plan {
    Plan::new(PLAN, "ended").state("waiting", Duration::ZERO).on_enter(move |job: Job| {
        let (scope, live) = (store.scope(job.api, job.tenant), Arc::clone(&live));
        async move {
            make_searchable(&scope, &job.subject).await?;
            live.indexing.ring(&job.subject);
            Ok(())
        }
    })
}

async fn make_searchable(scope: &Scope, id: &str) -> Result<(), StoreError> {
    let files = attached(scope);
    let Some(file) = files.get(id).await? else { return Ok(()) };
    let text = text(scope, &file).await?;

    // Detached in the meantime, or already indexed before a crash.
    if file.value.status != Status::InProgress {
        return Ok(());
    }
    let index = index(scope, &file.value.store);
    let mut known = file.value;
    match text {
        Ok(text) => {
            let length = passages::length(known.chunking.as_ref());
            let passages = blocking::run(text.len(), move || passages::cut(&text, length)).await?;
            known.passages = passages.len();
            let bytes: usize = passages.iter().map(String::len).sum();
            known.usage_bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
            known.status = Status::Completed;
            // In steps, so that other writers can run in between. The passages are not found before the file has its
            // new status.
            let mut documents = (0..).zip(passages).map(|(number, text)| {
                let (id, title) = (passage_id(id, number), known.filename.clone());
                Document { id, title, text }
            });
            loop {
                let step: Vec<Document> = documents.by_ref().take(STEP).collect();
                if step.is_empty() {
                    break;
                }
                index.put(&step).await?;
            }
        }
        Err(why) => {
            known.status = Status::Failed;
            known.error = Some(why.to_owned());
        }
    }
    let mut transaction = scope.store().begin().await?;
    let present = files.on(&mut transaction).get(id).await?;
    if present.is_none_or(|file| file.value.status != Status::InProgress) {
        drop(transaction);
        index.delete_below(&passages_of(id)).await?;
        return Ok(());
    }
    files.on(&mut transaction).put(id, &known).await?;
    transaction.commit().await
}

/// Returns the text of a file, or the reason why there is none.
async fn text(
    scope: &Scope,
    file: &Record<Attached>,
) -> Result<Result<String, &'static str>, StoreError> {
    let object = objects(scope).get(&file.value.object).await?;
    let content = match &object {
        Some(object) => object.value.content(scope).await?,
        None => None,
    };
    let Some((size, content)) = content else {
        return Ok(Err("The stored object no longer exists."));
    };
    if size > LARGEST {
        return Ok(Err("The file is too large to be indexed; the maximum size is 16 MiB."));
    }
    let parts: Vec<bytes::Bytes> = content.try_collect().await?;
    let text = blocking::run(blocking::UNKNOWN, move || {
        String::from_utf8(parts.concat()).ok().filter(|text| !text.contains('\0'))
    })
    .await?;
    Ok(text.ok_or("The file is not UTF-8 text."))
}

/// The beginning of the ids of the passages of a file.
pub(super) fn passages_of(file: &str) -> String {
    format!("{file}/")
}

/// The id of a passage: its file, and its number.
pub(super) fn passage_id(file: &str, number: usize) -> String {
    format!("{file}/{number}")
}
