//! Finds a key that occurs twice in its object. RFC 8259, section 4, leaves open what such an object means, so that two
//! readers of one request could act on different values.

use std::borrow::Cow;

use super::string;

/// The keys of the objects that are open, and the first key found twice.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// The offsets of the opening quote of each key, and after the closing one.
    places: Vec<[u32; 2]>,
    twin: Option<u32>,
}

/// Up to this number, each key is compared with each other one. More keys are sorted.
const FEW: usize = 8;

impl Keys {
    #[inline]
    pub(super) fn push(&mut self, start: u32, end: u32) {
        self.places.push([start, end]);
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Compares the keys of the innermost object, which begin at `from`, and forgets them.
    pub(super) fn close(&mut self, text: &str, from: usize) {
        let found = self.places.get_mut(from..).filter(|_| self.twin.is_none());
        self.twin = self.twin.or(found.and_then(|keys| find(text, keys)));
        self.places.truncate(from);
    }

    /// Returns the offset after a key that occurs twice.
    pub(super) fn twin(&self) -> Option<u32> {
        self.twin
    }
}

fn find(text: &str, keys: &mut [[u32; 2]]) -> Option<u32> {
    if keys.len() > FEW {
        sort(text, keys);
        let twin = |pair: &[[u32; 2]]| match pair {
            [one, other] if name(text, *one) == name(text, *other) => Some(one[1].max(other[1])),
            _ => None,
        };
        return keys.windows(2).find_map(twin);
    }
    let mut rest: &[[u32; 2]] = keys;
    while let [key, others @ ..] = rest {
        let key = name(text, *key);
        if let Some([_, end]) = others.iter().find(|other| name(text, **other) == key) {
            return Some(*end);
        }
        rest = others;
    }
    None
}

fn sort(text: &str, keys: &mut [[u32; 2]]) {
    if keys.iter().any(|key| written(text, *key).contains('\\')) {
        // Escapes are read once for each key.
        keys.sort_by_cached_key(|key| name(text, *key));
    } else {
        keys.sort_unstable_by_key(|key| written(text, *key));
    }
}

/// Returns a key as it is written, without its quotes.
fn written(text: &str, [start, end]: [u32; 2]) -> &str {
    text.get(start as usize + 1..end as usize - 1).unwrap_or_default()
}

/// Returns a key without its escapes.
fn name(text: &str, key: [u32; 2]) -> Cow<'_, str> {
    let written = written(text, key);
    if written.contains('\\') {
        string::read(text, key[0] as usize + 1, true)
    } else {
        Cow::Borrowed(written)
    }
}
