//! Indexes the text of attached files in the background. Interrupted work is repeated at the next start.

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt;

use super::passages;
use super::record::{Attached, Status, attached, index};
use crate::agents::live::Live;
use crate::agents::storage::objects;
use crate::job::{Job, Plan};
use crate::store::{Document, Record, Scope, Store, StoreError};

/// The plan of the job. Its subject is the id of the attachment.
pub(super) const PLAN: &str = "agents/index";

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

    let mut transaction = scope.store().begin().await?;
    let present = files.on(&mut transaction).get(id).await?;
    // Detached in the meantime, or already indexed before a crash.
    let Some(present) = present.filter(|file| file.value.status == Status::InProgress) else {
        return Ok(());
    };
    let mut file = present.value;
    match text {
        Ok(text) => {
            let passages = passages::cut(&text, passages::length(file.chunking.as_ref()));
            file.passages = passages.len();
            let bytes: usize = passages.iter().map(String::len).sum();
            file.usage_bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
            file.status = Status::Completed;
            let documents: Vec<Document> = (0..)
                .zip(passages)
                .map(|(number, text)| {
                    let (id, title) = (passage_id(id, number), file.filename.clone());
                    Document { id, title, text }
                })
                .collect();
            index(scope, &file.store).put_in(&mut transaction, &documents).await?;
        }
        Err(why) => {
            file.status = Status::Failed;
            file.error = Some(why.to_owned());
        }
    }
    files.on(&mut transaction).put(id, &file).await?;
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
    let text = String::from_utf8(parts.concat()).ok().filter(|text| !text.contains('\0'));
    Ok(text.ok_or("The file is not UTF-8 text."))
}

/// The id of a passage: its file, and its number.
pub(super) fn passage_id(file: &str, number: usize) -> String {
    format!("{file}/{number}")
}
