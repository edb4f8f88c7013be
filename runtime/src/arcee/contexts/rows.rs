//! Parses a CSV file into documents, one per row. The first row contains the column names.
//!
//! All errors in a file are collected, up to a limit. Each error has a location, `["body", "file", row, column]`, where
//! row 0 is the header.

use std::collections::HashSet;
use std::io::{self, Read};

use arcee_api::types::ValidationError;
use csv::ByteRecord;
use serde_json::Value;

use super::super::corpus::Passage;
use super::super::refusal::{position, property, violation};

/// The maximum number of errors to collect.
const MOST_FINDINGS: usize = 100;
/// The maximum length of a row, equal to that of a JSON body. A missing closing quote turns the rest of a file into one
/// row.
const LONGEST_ROW: u64 = 2 * 1024 * 1024;
/// The maximum number of columns.
const MOST_COLUMNS: usize = 256;
/// The maximum length of a column name in characters. Each document contains the names of its columns.
const LONGEST_COLUMN: usize = 255;
/// The maximum length of a title in characters, equal to that of a document name in JSON.
const LONGEST_TITLE: usize = 255;

const REQUIRED: &str = "missing column; the header must contain `doc` and `title`, or `answer`, `doc`, `question` and \
                        `title`";

/// Why a file was not read to its end.
#[derive(Debug)]
pub(super) enum Broken {
    /// The file is not valid.
    Invalid(Vec<ValidationError>),
    /// Its bytes could not be read.
    Source(io::Error),
    /// The receiver no longer accepts documents.
    Stopped,
}

/// Reads a file and returns the number of its documents. As long as no errors have been found, `each` receives the
/// documents and returns whether it accepts more.
pub(super) fn read(
    source: impl Read,
    mut each: impl FnMut(Passage) -> bool,
) -> Result<usize, Broken> {
    let source = Measured { source, read: 0, most: 0 };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source);
    let mut record = ByteRecord::new();
    let mut row = 0;
    next(&mut reader, &mut record, row)?;
    let columns = Columns::read(&record).map_err(Broken::Invalid)?;
    let mut findings = Vec::new();
    while findings.len() < MOST_FINDINGS {
        match next(&mut reader, &mut record, row + 1) {
            Ok(true) => row += 1,
            Ok(false) => break,
            Err(Broken::Invalid(found)) => {
                findings.extend(found);
                break;
            }
            Err(other) => return Err(other),
        }
        match columns.passage(&record, row) {
            Ok(passage) if findings.is_empty() => {
                if !each(passage) {
                    return Err(Broken::Stopped);
                }
            }
            Ok(_) => {}
            Err(found) => findings.extend(found),
        }
    }
    findings.truncate(MOST_FINDINGS);
    if row == 0 && findings.is_empty() {
        findings.push(violation([property("file")], "min_items", "must have at least 1 row"));
    }
    if findings.is_empty() { Ok(row) } else { Err(Broken::Invalid(findings)) }
}

/// Reads the next row. Empty lines are skipped.
fn next<R: Read>(
    reader: &mut csv::Reader<Measured<R>>,
    record: &mut ByteRecord,
    row: usize,
) -> Result<bool, Broken> {
    let start = reader.position().byte();
    reader.get_mut().most = start.saturating_add(LONGEST_ROW);
    let more = reader.read_byte_record(record);
    more.map_err(|error| {
        if reader.get_ref().is_over() {
            Broken::Invalid(vec![violation(
                [property("file"), position(row)],
                "max_length",
                format!("must have at most {LONGEST_ROW} bytes; a closing quote may be missing"),
            )])
        } else {
            Broken::Source(error.into())
        }
    })
}

/// The columns of each property of a document.
struct Columns {
    names: Vec<String>,
    document: usize,
    title: usize,
}

impl Columns {
    fn read(record: &ByteRecord) -> Result<Self, Vec<ValidationError>> {
        if record.len() > MOST_COLUMNS {
            let message = format!("must have at most {MOST_COLUMNS} columns");
            return Err(vec![violation([property("file"), position(0)], "max_items", message)]);
        }
        let names: Vec<String> =
            record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        let at = |wanted: &str| names.iter().position(|name| name == wanted);
        let finding = |column: &str, kind, message: String| {
            violation([property("file"), position(0), property(column)], kind, message)
        };
        let mut findings = Vec::new();
        for wanted in ["doc", "title"] {
            if at(wanted).is_none() {
                findings.push(finding(wanted, "required", REQUIRED.to_owned()));
            }
        }
        let mut seen = HashSet::new();
        for name in names.iter().filter(|name| !name.is_empty()) {
            let twice = !seen.insert(name);
            if twice && findings.len() < MOST_FINDINGS {
                findings.push(finding(name, "unique_items", "duplicate column".to_owned()));
            }
        }
        let is_long = |name: &String| name.chars().count() > LONGEST_COLUMN;
        if findings.is_empty() && names.iter().any(is_long) {
            let message = format!("a column name must have at most {LONGEST_COLUMN} characters");
            findings.push(violation([property("file"), position(0)], "max_length", message));
        }
        match (at("doc"), at("title")) {
            (Some(document), Some(title)) if findings.is_empty() => {
                Ok(Self { names, document, title })
            }
            _ => Err(findings),
        }
    }

    /// Returns the document of a row. Columns without a property in a document become metadata.
    fn passage(&self, record: &ByteRecord, row: usize) -> Result<Passage, Vec<ValidationError>> {
        let place = [property("file"), position(row)];
        if record.len() != self.names.len() {
            let line = record.position().map_or(0, csv::Position::line);
            let message = format!(
                "the row at line {line} has {}, but the header has {}",
                fields(record.len()),
                self.names.len()
            );
            return Err(vec![violation(place, "columns", message)]);
        }
        let mut findings = Vec::new();
        let mut passage = Passage {
            name: String::new(),
            document: String::new(),
            meta: serde_json::Map::new(),
            summary: None,
        };
        for (index, (name, field)) in self.names.iter().zip(record).enumerate() {
            let Ok(text) = std::str::from_utf8(field) else {
                findings.push((name, "encoding", "not valid UTF-8".to_owned()));
                continue;
            };
            let needed = index == self.document || index == self.title;
            if needed && text.trim().is_empty() {
                let message = "must have at least 1 character".to_owned();
                findings.push((name, "min_length", message));
            } else if index == self.document {
                text.clone_into(&mut passage.document);
            } else if index == self.title && text.chars().count() > LONGEST_TITLE {
                let message = format!("must have at most {LONGEST_TITLE} characters");
                findings.push((name, "max_length", message));
            } else if index == self.title {
                text.clone_into(&mut passage.name);
            } else if !name.is_empty() && !text.is_empty() {
                passage.meta.insert(name.clone(), Value::from(text));
            }
        }
        if findings.is_empty() {
            return Ok(passage);
        }
        let place = |name: &String| [property("file"), position(row), property(name)];
        Err(findings
            .into_iter()
            .map(|(name, kind, message)| violation(place(name), kind, message))
            .collect())
    }
}

fn fields(number: usize) -> String {
    if number == 1 { "1 field".to_owned() } else { format!("{number} fields") }
}

/// A reader that returns an error if the size limit is exceeded.
struct Measured<R> {
    source: R,
    read: u64,
    most: u64,
}

impl<R> Measured<R> {
    fn is_over(&self) -> bool {
        self.read > self.most
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_over() {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let read = self.source.read(buffer)?;
        self.read += u64::try_from(read).unwrap_or(u64::MAX);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(columns: usize) -> String {
        let names: Vec<String> = (0..columns).map(|number| format!(",c{number}")).collect();
        let names = names.concat();
        format!("doc,title{names}\nd,t{}\n", ",".repeat(columns))
    }

    #[test]
    fn the_columns_are_limited() {
        let read = |columns| read(file(columns).as_bytes(), |_| true);
        assert_eq!(read(MOST_COLUMNS - 2).unwrap(), 1);
        assert!(matches!(read(MOST_COLUMNS - 1), Err(Broken::Invalid(_))));
        let long = format!("doc,title,{}\nd,t,x\n", "n".repeat(LONGEST_COLUMN + 1));
        assert!(matches!(super::read(long.as_bytes(), |_| true), Err(Broken::Invalid(_))));
    }
}
