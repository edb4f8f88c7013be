//! `deepObject`: nested values in query names such as `name[key][inner]=value`.

use indexmap::IndexMap;

use super::escape::{WriteError, unescape};
use super::style::scalar;
use crate::values::codec::{Kind, Object, Tape, Value};

/// Maximum depth, so that a query cannot create a deep value.
const DEEPEST: usize = 16;

/// Writes a value as names and scalars. OpenAPI does not define lists in `deepObject`: their items are written with
/// indices, which keeps the properties of each item together and is what servers with bracket syntax read.
pub(super) fn write(
    name: &str,
    value: Value<'_>,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), WriteError> {
    match value.kind() {
        Kind::Object => {
            if places(Object::new(value).entries().map(|(key, _)| key)).is_some() {
                return Err("an object whose keys are 0, 1 and so on would be read as a list");
            }
            for (key, value) in Object::new(value).entries() {
                if key.is_empty() || key.contains(['[', ']']) {
                    return Err("a key is empty or contains a bracket");
                }
                write(&format!("{name}[{key}]"), value, pairs)?;
            }
        }
        Kind::List => {
            for (index, item) in value.items().enumerate() {
                write(&format!("{name}[{index}]"), item, pairs)?;
            }
        }
        _ => pairs.push((name.to_owned(), scalar(value).into_owned())),
    }
    Ok(())
}

/// Returns the indices if the keys are those of a list: the numbers from zero on, in any order.
fn places(keys: impl Iterator<Item = impl AsRef<str>>) -> Option<Vec<usize>> {
    let places = keys.map(|key| key.as_ref().parse().ok()).collect::<Option<Vec<usize>>>()?;
    let mut free = vec![true; places.len()];
    let mut take = |place: &usize| free.get_mut(*place).is_some_and(std::mem::take);
    (!places.is_empty() && places.iter().all(&mut take)).then_some(places)
}

/// Reads the value below `name`. Returns `Err` if the names contradict each other.
pub(super) fn read<'q>(
    name: &str,
    pairs: impl Iterator<Item = (&'q str, &'q str)>,
) -> Result<Option<Tape<'static>>, ()> {
    let mut tree = Deep::default();
    for (key, value) in pairs {
        let Some(path) = key.strip_prefix(name).filter(|rest| rest.starts_with('[')) else {
            continue;
        };
        tree.insert(path, unescape(value, true).ok_or(())?)?;
    }
    if tree.children.is_empty() {
        return if tree.values.is_empty() { Ok(None) } else { Err(()) };
    }
    let mut tape = Tape::default();
    tree.fill(&mut tape)?;
    Ok(Some(tape))
}

#[derive(Debug, Default)]
struct Deep {
    children: IndexMap<String, Deep>,
    values: Vec<String>,
}

impl Deep {
    /// Inserts a value at a path such as `[a][b]`. An empty last key marks a list (`[a][]`).
    fn insert(&mut self, path: &str, value: String) -> Result<(), ()> {
        let path = path.strip_suffix("[]").unwrap_or(path);
        let mut here = self;
        if !path.is_empty() {
            let inner = path.strip_prefix('[').and_then(|path| path.strip_suffix(']')).ok_or(())?;
            for (depth, key) in inner.split("][").enumerate() {
                if depth >= DEEPEST || key.is_empty() || key.contains(['[', ']']) {
                    return Err(());
                }
                here = here.children.entry(key.to_owned()).or_default();
            }
        }
        here.values.push(value);
        Ok(())
    }

    fn fill(self, tape: &mut Tape<'static>) -> Result<(), ()> {
        if self.children.is_empty() {
            tape.push_values(self.values);
            return Ok(());
        }
        if !self.values.is_empty() {
            return Err(());
        }
        if let Some(places) = places(self.children.keys()) {
            let mut items: Vec<(usize, Self)> =
                places.into_iter().zip(self.children.into_values()).collect();
            items.sort_unstable_by_key(|(place, _)| *place);
            let opened = tape.open_list();
            for (_, item) in items {
                item.fill(tape)?;
            }
            tape.close(opened);
            return Ok(());
        }
        let opened = tape.open_object();
        for (key, child) in self.children {
            tape.push_key(&key);
            child.fill(tape)?;
        }
        tape.close(opened);
        Ok(())
    }
}
