//! File inspection: derives attributes from a file's content while its chunks are stored.

mod image;

use serde_json::{Map, Value, json};

use super::table::{Record, Records};
use image::Image;

/// The result of an inspection.
#[derive(Debug, PartialEq)]
pub(super) struct Findings {
    /// Whether the content matches its type.
    pub(super) valid: bool,
    /// The attributes as named by the document.
    pub(super) attributes: Map<String, Value>,
}

/// Inspects content while it is streamed.
#[derive(Debug)]
pub(super) enum Inspector {
    Image(Image),
    Table(Box<Table>),
    /// Other types are not inspected; their content can be anything.
    Other,
}

/// A table while it is being counted.
#[derive(Debug)]
pub(super) struct Table {
    records: Records,
    count: Count,
}

#[derive(Debug, Default)]
struct Count {
    headers: Option<Vec<String>>,
    rows: u64,
}

impl Inspector {
    pub(super) fn new(media_type: &str) -> Self {
        match media_type {
            "image/png" => Self::Image(Image::png()),
            "image/jpeg" => Self::Image(Image::jpeg()),
            "text/csv" => {
                Self::Table(Box::new(Table { records: Records::new(), count: Count::default() }))
            }
            _ => Self::Other,
        }
    }

    pub(super) fn feed(&mut self, piece: &[u8]) {
        match self {
            Self::Image(image) => image.feed(piece),
            Self::Table(table) => {
                let Table { records, count } = &mut **table;
                records.feed(piece, |record| count.add(record));
            }
            Self::Other => {}
        }
    }

    pub(super) fn finish(self) -> Findings {
        match self {
            Self::Other => Findings { valid: true, attributes: Map::new() },
            Self::Image(image) => match image.finish() {
                Some(size) => Findings { valid: true, attributes: size.attributes() },
                None => Findings { valid: false, attributes: Map::new() },
            },
            Self::Table(table) => {
                let Table { records, mut count } = *table;
                let valid = records.finish(|record| count.add(record));
                Findings { valid, attributes: count.attributes() }
            }
        }
    }
}

impl Count {
    fn add(&mut self, record: Record<'_>) {
        if self.headers.is_some() {
            self.rows += 1;
        } else {
            let names = record.fields().map(|field| field.trim().to_owned());
            self.headers = Some(names.collect());
        }
    }

    fn attributes(self) -> Map<String, Value> {
        let headers = self.headers.unwrap_or_default();
        fields(json!({
            "num_rows": self.rows,
            "num_columns": headers.len(),
            "column_headers": headers,
        }))
    }
}

/// Returns the entries of an object.
fn fields(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inspect(media_type: &str, content: &[u8], piece: usize) -> (bool, Value) {
        let mut inspector = Inspector::new(media_type);
        for piece in content.chunks(piece) {
            inspector.feed(piece);
        }
        let Findings { valid, attributes } = inspector.finish();
        (valid, Value::Object(attributes))
    }

    #[test]
    fn tables_are_counted() {
        let attributes = json!({"num_rows": 2, "num_columns": 2, "column_headers": ["time", "x"]});
        for piece in [1, 5, 100] {
            let told = inspect("text/csv", b"time, x\n1,2\n3,4", piece);
            assert_eq!(told, (true, attributes.clone()));
        }
        let none = json!({"num_rows": 0, "num_columns": 0, "column_headers": []});
        assert_eq!(inspect("text/csv", b"", 1), (true, none));
    }

    #[test]
    fn other_types_are_not_inspected() {
        assert_eq!(inspect("text/plain", b"\xff\x00", 1), (true, json!({})));
    }
}
