//! The two forms of a file list: an array in shards, and a page with cursors.
//!
//! A cursor is a position in the order of the files, not a file. A reader sees each existing file exactly once, even if
//! files are added or deleted meanwhile.

use archetype_api::operations::ListFiles;
use archetype_api::types::{FileListing, FileMetadata, FilePage};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::archetype::file_store::{self, File};
use crate::archetype::org_store::OrgStore;
use crate::archetype::page::shard;
use crate::archetype::refusal::Refusal;
use crate::store::{List, Record, StoreError};

/// The maximum number of files in a response.
const MOST: i32 = 1000;

/// The size of a page that is requested by a cursor alone.
const PAGE: i32 = 100;

/// Returns the requested files in the requested form.
pub(super) async fn list(org_store: &OrgStore, asked: &ListFiles) -> Result<FileListing, Refusal> {
    let kind = asked.file_type.as_deref();
    if asked.limit.is_none() && asked.after.is_none() && asked.before.is_none() {
        let files = find(org_store, kind, List::new().newest_first()).await?;
        let most = Some(asked.max_items_per_shard.filter(|most| *most >= 0).unwrap_or(MOST));
        return Ok(shard(show(&files), asked.shard_index, most).into());
    }
    let limit = u64::try_from(asked.limit.unwrap_or(PAGE)).unwrap_or(0);
    let page = match (&asked.after, &asked.before) {
        (Some(_), Some(_)) => {
            let message = "`after` and `before` cannot be combined.";
            return Err(Refusal::at("INVALID_REQUEST", "/before", message));
        }
        (None, Some(cursor)) => {
            let place = place(cursor, "/before")?;
            let mut files = find(org_store, kind, List::new().past(place).limit(limit)).await?;
            files.reverse();
            // Without files, the page ends where it would start, and what is there comes after it.
            page(org_store, kind, files, (place, place.saturating_add(1))).await?
        }
        (after, None) => {
            let list = List::new().newest_first().limit(limit);
            let (list, place) = match after {
                None => (list, i64::MAX),
                Some(cursor) => {
                    let place = place(cursor, "/after")?;
                    (list.past(place), place)
                }
            };
            let files = find(org_store, kind, list).await?;
            page(org_store, kind, files, (place.saturating_sub(1), place)).await?
        }
    };
    Ok(page.into())
}

/// A page of these files. An empty page lies between the two positions.
async fn page(
    org_store: &OrgStore,
    kind: Option<&str>,
    files: Vec<Record<File>>,
    (newest, oldest): (i64, i64),
) -> Result<FilePage, StoreError> {
    let newest = files.first().map_or(newest, |file| file.seq);
    let oldest = files.last().map_or(oldest, |file| file.seq);
    let older = find(org_store, kind, List::new().newest_first().past(oldest).limit(1)).await?;
    let newer = find(org_store, kind, List::new().past(newest).limit(1)).await?;
    let has_more = !older.is_empty();
    let next = has_more.then(|| cursor(oldest));
    let previous = (!newer.is_empty()).then(|| cursor(newest));
    Ok(FilePage::new(show(&files), has_more, next, previous))
}

async fn find(
    org_store: &OrgStore,
    kind: Option<&str>,
    list: List,
) -> Result<Vec<Record<File>>, StoreError> {
    let list = match kind {
        Some(kind) => list.with_key("type", kind),
        None => list,
    };
    Ok(org_store.files().list(&list).await?.items)
}

fn show(files: &[Record<File>]) -> Vec<FileMetadata> {
    files.iter().map(file_store::answer).collect()
}

fn cursor(place: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("fil_{place}"))
}

fn place(cursor: &str, pointer: &str) -> Result<i64, Refusal> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let place = text.as_deref().and_then(|text| text.strip_prefix("fil_")?.parse().ok());
    place.ok_or_else(|| {
        Refusal::at("INVALID_REQUEST", pointer, "This cursor does not belong to this list.")
    })
}
