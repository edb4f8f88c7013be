//! Makes a body larger at one place: a text, a list or an object of it.

use serde_json::{Value as Json, json};

/// The most items of a list and members of an object.
const MOST: usize = 20_000;

/// How a place is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filling {
    /// Words that are all different.
    Words,
    /// One letter, again and again.
    Letters,
    /// Short lines with commas and quotes.
    Lines,
    /// Items that differ in their texts.
    Items,
    /// Items that are all the same.
    Copies,
    /// Members that the document does not describe.
    Members,
}

/// A place in a body, and how to fill it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its JSON pointer.
    pub(super) pointer: String,
    pub(super) filling: Filling,
}

/// Every text, list and object of a body. `quick` leaves out the rarer fillings.
pub(super) fn places(body: &Json, quick: bool) -> Vec<Place> {
    let mut found = Vec::new();
    collect(body, "", quick, &mut found);
    found
}

fn collect(value: &Json, pointer: &str, quick: bool, found: &mut Vec<Place>) {
    let (fillings, children): (&[Filling], Vec<(String, &Json)>) = match value {
        Json::String(_) if quick => (&[Filling::Words], Vec::new()),
        Json::String(_) => (&[Filling::Words, Filling::Letters, Filling::Lines], Vec::new()),
        Json::Array(items) => {
            let first = items.first().map(|item| ("0".to_owned(), item));
            let fillings: &[Filling] =
                if quick { &[Filling::Items] } else { &[Filling::Items, Filling::Copies] };
            (fillings, first.into_iter().collect())
        }
        Json::Object(members) => {
            let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
            let members = members.iter().map(|(name, value)| (escaped(name), value));
            (&[Filling::Members], members.collect())
        }
        _ => (&[], Vec::new()),
    };
    for filling in fillings {
        found.push(Place { pointer: pointer.to_owned(), filling: *filling });
    }
    for (name, child) in children {
        collect(child, &format!("{pointer}/{name}"), quick, found);
    }
}

impl Place {
    /// The body with this place filled with about so many bytes. `None` if there is no such place. Words begin with `first`:
    /// two texts with different letters have no word in common.
    pub(super) fn fill(&self, body: &Json, bytes: usize, first: char) -> Option<Json> {
        let mut body = body.clone();
        self.fill_in(&mut body, bytes, first)?;
        self.repeat(&mut body, bytes, first);
        Some(body)
    }

    fn fill_in(&self, body: &mut Json, bytes: usize, first: char) -> Option<()> {
        let value = body.pointer_mut(&self.pointer)?;
        match (self.filling, &mut *value) {
            (Filling::Words, _) => *value = json!(repeated(bytes, |at| format!("{first}{at:05} "))),
            (Filling::Letters, _) => *value = json!("a".repeat(bytes)),
            (Filling::Lines, _) => *value = json!(repeated(bytes, |at| format!("{at},\"b\"\n"))),
            (Filling::Items | Filling::Copies, Json::Array(items)) => {
                let item = items.first().cloned().unwrap_or(json!("text"));
                let number = (bytes / item.to_string().len().max(6)).clamp(1, MOST);
                let made = |at| match self.filling {
                    Filling::Items => numbered(&item, at),
                    _ => item.clone(),
                };
                *items = (0..number).map(made).collect();
            }
            (Filling::Members, Json::Object(members)) => {
                for at in 0..(bytes / 16).clamp(1, MOST) {
                    members.insert(format!("k{at}"), json!("value"));
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Adds an item before the one that was filled, with other words: work that compares items needs two of them.
    fn repeat(&self, body: &mut Json, bytes: usize, first: char) {
        let mut list = String::new();
        for part in self.pointer.split('/').skip(1) {
            if part == "0"
                && let Some(items) = body.pointer_mut(&list).and_then(Json::as_array_mut)
            {
                let item = items.first().cloned();
                let other = if first == 'v' { 'u' } else { 'v' };
                if self.fill_in(body, bytes, other).is_some()
                    && let Some(items) = body.pointer_mut(&list).and_then(Json::as_array_mut)
                {
                    items.extend(item);
                }
                return;
            }
            list = format!("{list}/{part}");
        }
    }
}

fn repeated(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 16);
    let mut at = 0;
    while text.len() < bytes {
        text.push_str(&piece(at));
        at += 1;
    }
    text
}

/// An item whose texts have a number at their end, so that no two items are the same.
fn numbered(item: &Json, number: usize) -> Json {
    match item {
        Json::String(text) => json!(format!("{text}{number}")),
        Json::Object(members) => {
            let mut first = true;
            let members = members.iter().map(|(name, value)| {
                // One text is enough; another may have a fixed set of values.
                let value = match value {
                    Json::String(_) if std::mem::take(&mut first) => numbered(value, number),
                    other => other.clone(),
                };
                (name.clone(), value)
            });
            Json::Object(members.collect())
        }
        other => other.clone(),
    }
}
