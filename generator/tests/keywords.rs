//! `docs/src/keywords.md` held to what happens: each of its rows has a small document, and the output is compared with that
//! of the same document without the keyword.

use std::collections::BTreeMap;

use counterpart_generator::diag::{Diagnostics, Place};
use counterpart_generator::load;
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, Files, generate};
use serde_json::{Map, Value as Json};

/// What came of a document.
struct Outcome {
    files: BTreeMap<String, String>,
    /// The places of all findings, and of those that name what is not supported.
    found: Vec<String>,
    unsupported: Vec<String>,
}

fn outcome(document: &Json) -> Outcome {
    let mut sources = Sources::from_text("api.json", &document.to_string());
    let mut diagnostics = Diagnostics::new();
    let files = generate(&mut sources, &Config::default(), &mut diagnostics);
    let text = |files: Files| {
        files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
    };
    let place = |place: &Place| match place {
        Place::Pointer { pointer, .. } => diagnostics.source(pointer).1,
        _ => String::new(),
    };
    let places = |only: bool| {
        let found = diagnostics.iter().filter(|found| !only || found.code.is_unsupported());
        found.map(|found| place(&found.place)).collect()
    };
    Outcome {
        files: files.map(text).unwrap_or_default(),
        found: places(false),
        unsupported: places(true),
    }
}

/// Puts a value at a JSON pointer; what is missing on the way is made.
fn put(document: &mut Json, pointer: &str, value: Json) {
    let mut here = document;
    for word in pointer.split('/').skip(1) {
        let word = word.replace("~1", "/").replace("~0", "~");
        here = match here {
            Json::Array(items) => {
                let index: usize = word.parse().expect("an index");
                if index >= items.len() {
                    items.resize(index + 1, Json::Object(Map::new()));
                }
                &mut items[index]
            }
            other => {
                if !other.is_object() {
                    *other = Json::Object(Map::new());
                }
                let object = other.as_object_mut().expect("an object");
                object.entry(word).or_insert(Json::Null)
            }
        };
    }
    *here = value;
}

/// The rows of the page: object, keyword, what happens.
fn page() -> Vec<(String, String, String)> {
    let page = include_str!("../../docs/src/keywords.md");
    let mut rows = Vec::new();
    let mut title = String::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("### ") {
            name.clone_into(&mut title);
        }
        let mut cells = line.split(" | ");
        let keyword = cells.next().and_then(|cell| cell.strip_prefix("| `")?.strip_suffix('`'));
        if let (Some(keyword), Some(state)) = (keyword, cells.next()) {
            rows.push((title.clone(), keyword.to_owned(), state.to_owned()));
        }
    }
    rows
}

/// A keyword in a small document.
struct Case<'c> {
    document: &'c Json,
    place: &'c Json,
    row: &'c Json,
    keyword: &'c str,
}

impl Case<'_> {
    fn at(&self) -> &str {
        let at = self.row.get("at").or_else(|| self.place.get("at"));
        at.and_then(Json::as_str).expect("`at`")
    }

    /// The document with the keyword, or without it.
    fn document(&self, value: Option<&Json>) -> Json {
        let mut document = self.document.clone();
        for also in [self.place, self.row].into_iter().filter_map(|from| from.get("also")) {
            for (pointer, value) in also.as_object().into_iter().flatten() {
                put(&mut document, pointer, value.clone());
            }
        }
        let mut object = document.pointer(self.at()).and_then(Json::as_object).cloned();
        let object = object.get_or_insert_default();
        for with in [self.place, self.row].into_iter().filter_map(|from| from.get("with")) {
            object.extend(with.as_object().expect("an object").clone());
        }
        for name in self.row.get("without").and_then(Json::as_array).into_iter().flatten() {
            object.shift_remove(name.as_str().unwrap_or_default());
        }
        if let Some(value) = value {
            object.insert(self.keyword.to_owned(), value.clone());
        }
        put(&mut document, self.at(), Json::Object(object.clone()));
        document
    }

    /// Whether what happens is what the page says; else why not.
    fn check(&self, state: &str) -> Result<(), String> {
        let value = self.row.get("v").expect("`v`");
        let without = outcome(&self.document(None));
        let with = outcome(&self.document(Some(value)));
        let place = format!("{}/{}", self.at(), self.keyword.replace('~', "~0").replace('/', "~1"));
        let named = |places: &[String]| places.iter().any(|found| found.starts_with(&place));
        let same = without.files == with.files;
        if self.row.get("refused").is_some() {
            let is_named = named(&with.found) && with.files.is_empty();
            return is_named.then_some(()).ok_or_else(|| "another value is not refused".to_owned());
        }
        if with.files.is_empty() {
            return Err(format!("nothing is generated: {:?}", with.found));
        }
        match state {
            "honoured" if same => Err("nothing generated depends on it".to_owned()),
            "honoured" if named(&with.unsupported) => Err("it is named as unsupported".to_owned()),
            "unsupported" if !named(&with.unsupported) => Err("it is not named".to_owned()),
            "checked" | "ignored" if !same => Err("something generated depends on it".to_owned()),
            "ignored" if named(&with.found) => Err("it is named".to_owned()),
            "checked" if self.row.get("wrong").is_none() => {
                let wrong = if value.is_string() { Json::from(7) } else { "wrong".into() };
                let wrong = outcome(&self.document(Some(&wrong)));
                let is_named = named(&wrong.found);
                is_named.then_some(()).ok_or_else(|| "a wrong value is not named".to_owned())
            }
            _ => Ok(()),
        }
    }
}

#[test]
fn every_row_of_the_page_is_true() {
    let mut tables = Vec::new();
    for text in [include_str!("keywords/new.yaml"), include_str!("keywords/old.yaml")] {
        let (sources, mut diagnostics) =
            (Sources::from_text("table.yaml", text), Diagnostics::new());
        let table = load::load(&sources, &mut diagnostics);
        tables.push(table.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false))));
    }
    let mut wrong = Vec::new();
    for (title, keyword, state) in page() {
        let place = tables.iter().find_map(|table| Some((table, table["places"].get(&title)?)));
        let row =
            place.and_then(|(table, place)| Some((table, place, place["rows"].get(&keyword)?)));
        let why = match row {
            None => Err("it has no document".to_owned()),
            Some((table, place, row)) => {
                Case { document: &table["document"], place, row, keyword: &keyword }.check(&state)
            }
        };
        wrong.extend(why.err().map(|why| format!("{title}: `{keyword}` is {state}, but {why}")));
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
