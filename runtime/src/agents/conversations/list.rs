//! Conversations by page: all, ordered by their most recent activity, or those that contain certain words.
//!
//! A reader sees the list as it was when they started. New messages move a conversation to the top only in newer lists,
//! so no conversation is missed or repeated.

use std::collections::{BTreeMap, BTreeSet};

use super::item::Conversation;
use super::log::Log;
use crate::agents::paging::unreadable;
use crate::agents::refusal::Refusal;
use crate::store::{List, Record, StoreError};

/// The number of activities to read at once.
const CHUNK: u64 = 100;

/// The number of messages to examine in a search.
const MESSAGES: usize = 2000;

/// The maximum length of a message preview in characters.
const PREVIEW: usize = 200;

/// A page of conversations.
#[derive(Debug)]
pub(super) struct Page<T> {
    pub(super) items: Vec<T>,
    pub(super) next: Option<String>,
}

/// A conversation that matches a search.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) conversation: Conversation,
    pub(super) preview: String,
    pub(super) score: f64,
}

/// Returns a page of the conversations started with `agent`, most recently active first.
pub(super) async fn page(
    log: &Log,
    agent: Option<&str>,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<Record<Conversation>>, Refusal> {
    let (mut began, mut past) = match cursor {
        None => (None, None),
        Some(cursor) => {
            let (began, past) = parts(cursor).ok_or_else(unreadable)?;
            (Some(began), Some(past.parse().map_err(|_| unreadable())?))
        }
    };
    let mut items: Vec<Record<Conversation>> = Vec::new();
    let mut shown: i64 = 0;
    loop {
        let mut list = List::new().newest_first().limit(CHUNK);
        if let Some(past) = past {
            list = list.past(past);
        }
        if let Some(agent) = agent {
            list = list.with_key("agent", agent);
        }
        let chunk = log.activity().list(&list).await?;
        let newest = chunk.items.first().map_or(0, |record| record.seq);
        let began = *began.get_or_insert(newest);
        past = chunk.items.last().map(|record| record.seq);
        let stood = |next: Option<i64>| next.is_none_or(|next| next > began);
        let stands = chunk.items.into_iter().filter(|record| stood(record.value.next));
        let stands: Vec<(i64, String)> =
            stands.map(|record| (record.seq, record.value.conversation)).collect();
        let ids: Vec<String> = stands.iter().map(|(_, id)| id.clone()).collect();
        let found = log.conversations().get_many(&ids).await?.into_iter();
        let mut found: BTreeMap<String, Record<Conversation>> =
            found.map(|record| (record.id.clone(), record)).collect();
        for (seq, id) in stands {
            // It has been deleted in the meantime.
            let Some(record) = found.remove(&id) else { continue };
            if items.len() == limit {
                return Ok(Page { items, next: Some(format!("{began}.{shown}")) });
            }
            items.push(record);
            shown = seq;
        }
        if !chunk.has_more {
            return Ok(Page { items, next: None });
        }
    }
}

/// Returns a page of the conversations that contain any of the words, best match first.
pub(super) async fn search(
    log: &Log,
    words: &str,
    agent: Option<&str>,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<Found>, Refusal> {
    let mut ranked = matches(log, words, agent).await?;
    let start = match cursor {
        None => 0,
        Some(cursor) => {
            let (seen, last) = parts(cursor).ok_or_else(unreadable)?;
            let seen = usize::try_from(seen).map_err(|_| unreadable())?;
            // Based on the last conversation shown, because others may have been deleted since.
            let place = ranked.iter().position(|found| found.id == last);
            place.map_or(seen.saturating_sub(1), |place| place + 1)
        }
    };
    let rest = ranked.split_off(start.min(ranked.len()));
    let has_more = rest.len() > limit;
    let items: Vec<Found> = rest.into_iter().take(limit).collect();
    let last = items.last().filter(|_| has_more);
    let next = last.map(|found| format!("{}.{}", start + items.len(), found.id));
    Ok(Page { items, next })
}

async fn matches(log: &Log, words: &str, agent: Option<&str>) -> Result<Vec<Found>, StoreError> {
    // The hits are sorted by score, so the first hit of a conversation is its best.
    let mut best: Vec<(String, String, f64)> = Vec::new();
    let mut seen = BTreeSet::new();
    for hit in log.index().search(words, MESSAGES).await? {
        let Some((id, _)) = hit.document.id.split_once('/') else { continue };
        if seen.insert(id.to_owned()) {
            best.push((id.to_owned(), preview(&hit.document.text), hit.score));
        }
    }
    let ids: Vec<String> = best.iter().map(|(id, ..)| id.clone()).collect();
    let records = log.conversations().get_many(&ids).await?;
    let mut records: BTreeMap<String, Conversation> =
        records.into_iter().map(|record| (record.id, record.value)).collect();
    let wanted = |found: &Conversation| agent.is_none_or(|agent| found.agent == agent);
    let found = best.into_iter().filter_map(|(id, preview, score)| {
        let conversation = records.remove(&id).filter(wanted)?;
        Some(Found { id, conversation, preview, score })
    });
    Ok(found.collect())
}

fn preview(text: &str) -> String {
    match text.char_indices().nth(PREVIEW) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
    }
}

/// The two parts of a cursor: a number, and the last item shown.
fn parts(cursor: &str) -> Option<(i64, &str)> {
    let (number, last) = cursor.split_once('.')?;
    Some((number.parse().ok()?, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_has_two_parts() {
        assert_eq!(parts("12.a.b"), Some((12, "a.b")));
        for cursor in ["", "12", ".a", "x.a", "99999999999999999999.a"] {
            assert_eq!(parts(cursor), None, "{cursor}");
        }
    }

    #[test]
    fn a_long_message_is_truncated_in_its_preview() {
        assert_eq!(preview("Short."), "Short.");
        let long = preview(&"größe ".repeat(100));
        assert!(long.ends_with("größe gr…"), "{long}");
        assert_eq!(long.chars().count(), PREVIEW + 1);
    }
}
