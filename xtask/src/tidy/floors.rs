//! The floors of `wire`: takes the path and text of each source file, returns the imports that break their order.
//!
//! A floor is a folder of `wire/src`. It may use the floors below it, and the modules in it must not import each other in a
//! cycle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The floors, lowest first.
const FLOORS: [&str; 4] = ["values", "messages", "operations", "ends"];

/// The modules of `wire` that each module imports, as `floor::module`.
pub(super) type Imports = BTreeMap<String, BTreeSet<String>>;

/// Returns what is wrong with the imports of one file below `wire/src`, and adds its imports to `imports`.
pub(super) fn check(name: &Path, text: &str, imports: &mut Imports) -> Vec<String> {
    let Ok(below) = name.strip_prefix("wire/src") else { return Vec::new() };
    let steps: Vec<String> =
        below.with_extension("").iter().map(|step| step.to_string_lossy().into_owned()).collect();
    // Only the crate's root names every floor: it says what the crate exports.
    let first = match steps.as_slice() {
        [only] if only == "lib" => return Vec::new(),
        [first, ..] => first,
        [] => return Vec::new(),
    };
    let Some(own) = FLOORS.iter().position(|floor| floor == first) else {
        return vec![format!("belongs to no floor: move it into {}", FLOORS.join(", "))];
    };
    let module = steps.get(1).map(|module| format!("{first}::{module}"));
    let code = code(text);
    let mut found = Vec::new();
    for floor in FLOORS.iter().filter(|floor| code.contains(&format!("super::{floor}::"))) {
        found.push(format!("uses `super::{floor}`: write `crate::{floor}`"));
    }
    for (floor, used) in paths(&code) {
        match FLOORS.iter().position(|known| *known == floor) {
            None => found.push(format!(
                "uses `crate::{floor}`: name the floor and module of the item (`crate::values::codec::Decode`)"
            )),
            Some(at) if at > own => {
                found.push(format!("uses `crate::{floor}`, a floor above its own (`{first}`)"));
            }
            Some(_) => {
                if let Some(module) = &module {
                    let used = format!("{floor}::{used}");
                    if used != *module {
                        imports.entry(module.clone()).or_default().insert(used);
                    }
                }
            }
        }
    }
    found
}

/// Returns a message for each module that is part of a cycle of imports.
pub(super) fn cycles(imports: &Imports) -> Vec<String> {
    let reached = |from: &String| {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&String> = imports.get(from).into_iter().flatten().collect();
        while let Some(module) = waiting.pop() {
            if seen.insert(module) {
                waiting.extend(imports.get(module).into_iter().flatten());
            }
        }
        seen
    };
    let in_cycle = imports.keys().filter(|module| reached(module).contains(module));
    in_cycle.map(|module| format!("wire: the imports of `{module}` form a cycle")).collect()
}

/// Returns the text without the lines that are comments.
fn code(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Returns the two steps after each `crate::` in code. Macros name exported items by `$crate::`, which is no import.
fn paths(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        if before.is_some_and(|c| c == '$' || c == '_' || c.is_alphanumeric()) {
            continue;
        }
        let rest = code.get(at + start.len()..).unwrap_or_default();
        let (first, rest) = word(rest);
        let (second, _) = word(rest.strip_prefix("::").unwrap_or_default());
        found.push((first.to_owned(), second.to_owned()));
    }
    found
}

/// Splits an identifier off the start of `text`.
fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        check(Path::new(path), text, &mut Imports::new())
    }

    #[test]
    fn an_import_from_a_floor_above_is_found() {
        let text = "//! Docs.\nuse crate::ends::client::Client;\n";
        let found = findings("wire/src/messages/body.rs", text);
        assert_eq!(found, ["uses `crate::ends`, a floor above its own (`messages`)"]);
        assert!(findings("wire/src/ends/roundtrip.rs", text).is_empty());
        assert!(
            findings("wire/src/ends/client.rs", "use crate::values::codec::Decode;").is_empty()
        );
    }

    #[test]
    fn a_path_that_hides_where_a_name_lives_is_found() {
        let found = findings("wire/src/ends/client.rs", "fn f(_: crate::Call) {}");
        assert!(found.iter().any(|found| found.starts_with("uses `crate::Call`")), "{found:?}");
        let found = findings("wire/src/values/rule.rs", "use super::super::messages::body::Body;");
        assert!(found.iter().any(|found| found.contains("super::messages")), "{found:?}");
        let allowed =
            "// crate::Call\n/// [`crate::Call`]\nmacro_rules! m { () => { $crate::Call } }\n";
        assert!(findings("wire/src/values/codec.rs", allowed).is_empty());
        assert!(findings("wire/src/lib.rs", "pub use crate::Call;").is_empty());
    }

    #[test]
    fn a_file_beside_the_floors_is_found() {
        assert_eq!(findings("wire/src/call.rs", "").len(), 1);
        assert_eq!(findings("wire/src/call/more.rs", "").len(), 1);
        assert!(findings("wire/src/values.rs", "").is_empty());
        assert!(findings("generator/src/lib.rs", "use crate::Builder;").is_empty());
    }

    #[test]
    fn modules_that_import_each_other_are_found() {
        let mut imports = Imports::new();
        let body = "use crate::messages::media::MediaType;\nuse crate::values::codec::Decode;";
        check(Path::new("wire/src/messages/body.rs"), body, &mut imports);
        assert!(cycles(&imports).is_empty());
        let media = "use crate::messages::body::Body;";
        check(Path::new("wire/src/messages/media/choose.rs"), media, &mut imports);
        assert_eq!(cycles(&imports).len(), 2, "{:?}", cycles(&imports));
    }
}
