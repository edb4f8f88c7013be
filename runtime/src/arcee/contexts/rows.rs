//! A CSV file as documents: a row each, by the columns that the first row names.
//!
//! All that is wrong with a file is found, up to a limit, and each finding has its place: `["body", "file", row, column]`,
//! where the first row, which names the columns, is row 0.

use std::io::{self, Read};

use arcee_api::types::ValidationError;
use csv::ByteRecord;
use serde_json::Value;

use super::super::corpus::Passage;
use super::super::refusal::{position, property, violation};

/// More findings than this are not looked for.
const MOST_FINDINGS: usize = 100;
/// A row may be as long as a body of JSON may be. A quote that is never closed makes the rest of a file one row.
const LONGEST_ROW: u64 = 2 * 1024 * 1024;
/// What a title may be long, in characters, as the name of a document of JSON.
const LONGEST_TITLE: usize = 255;

const REQUIRED: &str = "this column is required: the first row names `doc` and `title`, \
                        or `answer`, `doc`, `question` and `title`";

/// Why a file was not read to its end.
#[derive(Debug)]
pub(super) enum Broken {
    /// It is no file of documents.
    Invalid(Vec<ValidationError>),
    /// Its bytes did not come.
    Source(io::Error),
    /// Nobody takes the documents.
    Stopped,
}

/// Reads a file and says how many documents it has. `each` takes them one by one, as long as nothing was found wrong, and
/// says whether it takes another.
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

/// Reads the next row. Lines without anything are none.
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
                format!("must have at most {LONGEST_ROW} bytes; is a quote not closed?"),
            )])
        } else {
            Broken::Source(error.into())
        }
    })
}

/// Where in a row what is.
struct Columns {
    names: Vec<String>,
    document: usize,
    title: usize,
}

impl Columns {
    fn read(record: &ByteRecord) -> Result<Self, Vec<ValidationError>> {
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
        for (index, name) in names.iter().enumerate() {
            let twice = !name.is_empty() && at(name) != Some(index);
            if twice && findings.len() < MOST_FINDINGS {
                findings.push(finding(
                    name,
                    "unique_items",
                    "this column is there twice".to_owned(),
                ));
            }
        }
        match (at("doc"), at("title")) {
            (Some(document), Some(title)) if findings.is_empty() => {
                Ok(Self { names, document, title })
            }
            _ => Err(findings),
        }
    }

    /// The document of a row. The columns that a document has no place for become metadata.
    fn passage(&self, record: &ByteRecord, row: usize) -> Result<Passage, Vec<ValidationError>> {
        let place = [property("file"), position(row)];
        if record.len() != self.names.len() {
            let line = record.position().map_or(0, csv::Position::line);
            let message = format!(
                "line {line} begins a row of {}, and the first row has {}",
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
                findings.push((name, "encoding", "the text is not UTF-8".to_owned()));
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

/// A source that ends in an error when more is read of it than may be.
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
