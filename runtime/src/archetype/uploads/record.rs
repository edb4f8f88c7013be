//! Upload records: how a file is divided into parts, and the state of each.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use archetype_api::types::SentPart;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{LIFE, PART};
use crate::archetype::ids;
use crate::archetype::refusal::Refusal;
use crate::clock::later;

/// An upload in parts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Upload {
    /// The name of the future file.
    pub(super) name: String,
    pub(super) media_type: String,
    pub(in crate::archetype) bytes: u64,
    /// The uid of the future file.
    pub(super) uid: String,
    pub(super) begun: Timestamp,
    pub(super) state: State,
    /// The parts that have been sent, by number.
    pub(super) parts: BTreeMap<i32, Part>,
}

/// Whether an upload is finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum State {
    Open,
    Completed,
    Aborted,
}

/// A part that has been sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) token: String,
    /// The path of its content in the store.
    pub(super) place: String,
    /// Whether it has been checkpointed and need not be sent again.
    pub(super) checkpointed: bool,
}

impl Upload {
    pub(super) fn begin(name: String, media_type: String, bytes: u64, begun: Timestamp) -> Self {
        let (uid, parts) = (ids::new("fil"), BTreeMap::new());
        Self { name, media_type, bytes, uid, begun, state: State::Open, parts }
    }

    /// The properties that must match to resume an upload.
    pub(crate) fn what(&self) -> String {
        format!("{} {} {}", self.bytes, self.media_type, self.name)
    }

    pub(crate) fn is_open(&self) -> bool {
        self.state == State::Open
    }

    pub(super) fn is_remembered(&self, now: Timestamp) -> bool {
        now < later(self.begun, LIFE)
    }

    /// Rejects an operation on a finished upload.
    pub(super) fn require_open(&self, id: &str) -> Result<(), Refusal> {
        let ended = match self.state {
            State::Open => return Ok(()),
            State::Completed => "completed",
            State::Aborted => "aborted",
        };
        Err(Refusal::conflict("UPLOAD_FINISHED", format!("The upload {id} was {ended}.")))
    }

    /// Returns the number of parts: at least one, which can be empty.
    pub(super) fn count(&self) -> i32 {
        i32::try_from(self.bytes.div_ceil(PART).max(1)).unwrap_or(i32::MAX)
    }

    /// Returns the numbers of the parts.
    pub(super) fn numbers(&self) -> RangeInclusive<i32> {
        1..=self.count()
    }

    /// Returns the offset and length of a part.
    pub(super) fn range(&self, number: i32) -> (u64, u64) {
        let before = u64::try_from(number.saturating_sub(1)).unwrap_or(0);
        let offset = before.saturating_mul(PART).min(self.bytes);
        (offset, (self.bytes - offset).min(PART))
    }

    /// Rejects the number of a nonexistent part.
    pub(super) fn expect(&self, number: i32, pointer: &str) -> Result<(), Refusal> {
        if self.numbers().contains(&number) {
            return Ok(());
        }
        let message = format!("The parts have the numbers 1 to {}.", self.count());
        Err(Refusal::at("INVALID_PART", pointer, message))
    }

    /// Returns the part that a caller claims to have sent, at this position in the list.
    pub(super) fn sent(&mut self, sent: &SentPart, index: usize) -> Result<&mut Part, Refusal> {
        self.expect(sent.part_number, &format!("/parts/{index}/part_number"))?;
        let number = sent.part_number;
        let Some(part) = self.parts.get_mut(&number) else { return Err(missing(number)) };
        // Clients send the tag with or without its quotes.
        if part.token != sent.part_token.trim_matches('"') {
            let (place, message) = (
                format!("/parts/{index}/part_token"),
                format!("This is not the token of part {number}."),
            );
            return Err(Refusal::at("INVALID_PART", place, message));
        }
        Ok(part)
    }
}

/// The part has not been sent or listed.
pub(super) fn missing(number: i32) -> Refusal {
    Refusal::bad_request("INVALID_PART", format!("Part {number} was not sent."))
}

/// The token of a part, derived from the SHA-256 of its content. It is as long as the `ETag` of common storage
/// services.
pub(super) fn token(sha256: &str) -> String {
    sha256.chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(bytes: u64) -> Upload {
        Upload::begin("a.csv".to_owned(), "text/csv".to_owned(), bytes, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn parts_contain_every_byte_once() {
        for (bytes, count, last) in [
            (0, 1, (0, 0)),
            (1, 1, (0, 1)),
            (PART, 1, (0, PART)),
            (PART + 1, 2, (PART, 1)),
            (3 * PART, 3, (2 * PART, PART)),
            (1024 * 1024 * 1024, 32, (31 * PART, PART)),
        ] {
            let upload = upload(bytes);
            assert_eq!((upload.count(), upload.range(count)), (count, last), "{bytes}");
            assert_eq!(upload.numbers().map(|number| upload.range(number).1).sum::<u64>(), bytes);
        }
    }

    #[test]
    fn a_token_is_the_same_with_and_without_quotes() {
        let mut upload = upload(10);
        let told = |upload: &mut Upload, number, token| {
            upload.sent(&SentPart::new(number, token), 0).map(|_| ()).is_ok()
        };
        assert!(!told(&mut upload, 1, "abc"), "it was not sent");
        let part = Part { token: "abc".to_owned(), place: String::new(), checkpointed: false };
        upload.parts.insert(1, part);
        assert!(told(&mut upload, 1, "abc"));
        assert!(told(&mut upload, 1, "\"abc\""));
        assert!(!told(&mut upload, 1, "abcd"));
        assert!(!told(&mut upload, 2, "abc"));
    }
}
