//! A stored record: the value and its metadata. Times are stored as microseconds since 1970.

use jiff::Timestamp;
use serde::de::DeserializeOwned;

use super::StoreError;

/// A stored value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Record<T> {
    /// The id, unique in the collection.
    pub id: String,
    /// The position in order of creation, increasing across the whole store.
    pub seq: i64,
    /// The version: 1 at first, incremented by each change.
    pub version: i64,
    /// The creation time.
    pub created_at: Timestamp,
    /// The time of the last change.
    pub updated_at: Timestamp,
    /// The value.
    pub value: T,
}

/// The columns of a record: id, seq, version, created, updated, body.
pub(super) type Row = (String, i64, i64, i64, i64, String);

pub(super) fn read<T: DeserializeOwned>(
    collection: &str,
    row: Row,
) -> Result<Record<T>, StoreError> {
    let (id, seq, version, created_at, updated_at, body) = row;
    match serde_json::from_str(&body) {
        Ok(value) => Ok(Record {
            seq,
            version,
            created_at: timestamp(created_at)?,
            updated_at: timestamp(updated_at)?,
            value,
            id,
        }),
        Err(source) => {
            Err(StoreError::Unreadable { collection: collection.to_owned(), id, source })
        }
    }
}

pub(crate) fn timestamp(microseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(microseconds)
        .map_err(|error| StoreError::Corrupt(error.to_string()))
}
