//! Lists with pagination. Pages are based on `seq`, which is immutable and increasing, so new records neither hide
//! existing ones from a reader nor show them twice.

use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use super::super::row::{self, Row};
use super::super::{List, Page, StoreError};
use super::Collection;

// `$4` and `$5` are the name and value of the key, `$6` and `$7` the exclusive bounds of seq, `$8` the limit, `$9` the
// offset.
const OLDEST_FIRST: &str = "
    SELECT id, seq, version, created_at, updated_at, body FROM records
    WHERE api = $1 AND tenant = $2 AND collection = $3 AND seq > $6 AND seq < $7
    ORDER BY seq ASC LIMIT $8 OFFSET $9";
const NEWEST_FIRST: &str = "
    SELECT id, seq, version, created_at, updated_at, body FROM records
    WHERE api = $1 AND tenant = $2 AND collection = $3 AND seq > $6 AND seq < $7
    ORDER BY seq DESC LIMIT $8 OFFSET $9";
const BY_KEY_OLDEST_FIRST: &str = "
    SELECT id, r.seq, version, created_at, updated_at, body FROM record_keys k JOIN records r ON r.seq = k.seq
    WHERE k.api = $1 AND k.tenant = $2 AND k.collection = $3 AND k.name = $4 AND k.value = $5 AND k.seq > $6 AND k.seq < $7
    ORDER BY k.seq ASC LIMIT $8 OFFSET $9";
const BY_KEY_NEWEST_FIRST: &str = "
    SELECT id, r.seq, version, created_at, updated_at, body FROM record_keys k JOIN records r ON r.seq = k.seq
    WHERE k.api = $1 AND k.tenant = $2 AND k.collection = $3 AND k.name = $4 AND k.value = $5 AND k.seq > $6 AND k.seq < $7
    ORDER BY k.seq DESC LIMIT $8 OFFSET $9";
const COUNT: &str =
    "SELECT count(*) FROM records WHERE api = $1 AND tenant = $2 AND collection = $3";
const COUNT_BY_KEY: &str = "
    SELECT count(*) FROM record_keys
    WHERE api = $1 AND tenant = $2 AND collection = $3 AND name = $4 AND value = $5";

pub(super) async fn list<T: DeserializeOwned>(
    collection: &Collection<T>,
    connection: &mut SqliteConnection,
    list: &List,
) -> Result<Page<T>, StoreError> {
    let after = match &list.after {
        None => None,
        Some(id) => Some(seq_of(collection, &mut *connection, id).await?),
    };
    let seqs = after.into_iter().chain(list.past);
    let (above, below) = if list.newest_first {
        (i64::MIN, seqs.min().unwrap_or(i64::MAX))
    } else {
        (seqs.max().unwrap_or(i64::MIN), i64::MAX)
    };
    let sql = match (&list.key, list.newest_first) {
        (None, false) => OLDEST_FIRST,
        (None, true) => NEWEST_FIRST,
        (Some(_), false) => BY_KEY_OLDEST_FIRST,
        (Some(_), true) => BY_KEY_NEWEST_FIRST,
    };
    let (key, value) =
        list.key.clone().map_or((None, None), |(key, value)| (Some(key), Some(value)));
    // One more record than requested shows whether there are more.
    let limit =
        list.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1));
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(collection.scope.api())
        .bind(collection.scope.tenant())
        .bind(&collection.name)
        .bind(key)
        .bind(value.as_deref())
        .bind(above)
        .bind(below)
        .bind(limit)
        .bind(i64::try_from(list.offset).unwrap_or(i64::MAX))
        .fetch_all(&mut *connection)
        .await?;
    let (total,): (i64,) = sqlx::query_as(if key.is_some() { COUNT_BY_KEY } else { COUNT })
        .bind(collection.scope.api())
        .bind(collection.scope.tenant())
        .bind(&collection.name)
        .bind(key)
        .bind(value.as_deref())
        .fetch_one(connection)
        .await?;

    let limit = list.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let has_more = rows.len() > limit;
    let items = rows
        .into_iter()
        .take(limit)
        .map(|row| row::read(&collection.name, row))
        .collect::<Result<_, _>>()?;
    Ok(Page { items, total: u64::try_from(total).unwrap_or(0), has_more })
}

async fn seq_of<T>(
    collection: &Collection<T>,
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<i64, StoreError> {
    let row: Option<(i64,)> = sqlx::query_as(
        // A record that was created again with the same id has its new position.
        "SELECT seq FROM records WHERE api = $1 AND tenant = $2 AND collection = $3 AND id = $4
         UNION ALL
         SELECT seq FROM record_places WHERE api = $1 AND tenant = $2 AND collection = $3 AND id = $4
         ORDER BY seq DESC LIMIT 1",
    )
    .bind(collection.scope.api())
    .bind(collection.scope.tenant())
    .bind(&collection.name)
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.map(|(seq,)| seq).ok_or_else(|| StoreError::UnknownCursor(id.to_owned()))
}
