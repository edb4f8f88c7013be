//! The data available through connectors. This server contacts no other server; it contains the only existing buckets.
//!
//! Finds the files of a bucket by prefix, and returns the structure of a file by path.

use inference_api::types::{FileColumn, FileScan};

/// A file of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: &'static str,
    content: &'static str,
}

/// A bucket with a name and its files, ordered by path.
pub(super) fn bucket(name: &str) -> Option<&'static [File]> {
    (name == ACME).then_some(&FILES)
}

/// Returns the files of a bucket whose path starts with a prefix.
pub(super) fn files(name: &str, prefix: &str) -> impl Iterator<Item = File> {
    let files = bucket(name).unwrap_or_default().iter().copied();
    files.filter(move |file| file.path.starts_with(prefix))
}

/// Returns the only bucket.
pub(super) const ACME: &str = "acme-campaigns";

const FILES: [File; 4] = [
    File {
        path: "notes.txt",
        content: "The figures of each quarter come in the second week of the next one.\n",
    },
    File {
        path: "uptake/2024-q2.csv",
        content: "client_id,flights_a_year,income,joined,took_card\n\
                  c-0001,14,52000.5,2019-03-01,true\n\
                  c-0002,0,31000,2021-11-17,false\n\
                  c-0003,3,47250.25,2017-06-30,false\n\
                  c-0004,22,88000,2015-01-09,true\n",
    },
    File {
        path: "uptake/2024-q3.csv",
        content: "client_id,flights_a_year,income,joined,took_card\n\
                  c-0005,9,61000,2020-08-12,true\n\
                  c-0006,1,,2022-02-02,false\n\
                  c-0007,17,73500.75,2018-10-25,true\n",
    },
    File { path: "uptake/readme.md", content: "# Uptake\n\nOne row a client who got the offer.\n" },
];

impl File {
    /// Returns the structure of the file.
    pub(super) fn scan(self) -> FileScan {
        let table = self.path.rsplit_once('.').is_some_and(|(_, kind)| kind == "csv");
        let scan = table.then(|| table_of(self.content)).flatten();
        scan.unwrap_or_else(|| failed("Not a table."))
    }
}

/// The result for a file that cannot be read.
pub(super) fn failed(why: &str) -> FileScan {
    FileScan::new(Vec::new()).with_error(why)
}

fn table_of(text: &str) -> Option<FileScan> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().ok()?.clone();
    let mut kinds: Vec<Option<Kind>> = vec![None; names.len()];
    let mut rows = 0;
    for row in reader.records() {
        for (kind, cell) in kinds.iter_mut().zip(&row.ok()?) {
            // Empty cells do not affect the type of a column.
            if !cell.is_empty() {
                let of_cell = Kind::of(cell);
                *kind = Some(kind.map_or(of_cell, |kind| kind.or(of_cell)));
            }
        }
        rows += 1;
    }
    let columns = names.iter().zip(kinds);
    let columns =
        columns.map(|(name, kind)| FileColumn::new(name, kind.unwrap_or(Kind::Text).name()));
    Some(FileScan::new(columns.collect()).with_rows(rows))
}

/// Returns the type of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Number,
    Boolean,
    Date,
    Text,
}

impl Kind {
    fn of(cell: &str) -> Self {
        if cell.parse::<i64>().is_ok() {
            Self::Integer
        } else if cell.parse::<f64>().is_ok_and(f64::is_finite) {
            Self::Number
        } else if matches!(cell, "true" | "false") {
            Self::Boolean
        } else if cell.parse::<jiff::civil::Date>().is_ok() {
            Self::Date
        } else {
            Self::Text
        }
    }

    /// Returns the common type of two types.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Integer, Self::Number) | (Self::Number, Self::Integer) => Self::Number,
            _ => Self::Text,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Text => "string",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_prefix_in_order() {
        let paths = |prefix| files(ACME, prefix).map(|file| file.path).collect::<Vec<_>>();
        assert_eq!(paths("uptake/2024"), ["uptake/2024-q2.csv", "uptake/2024-q3.csv"]);
        assert_eq!(paths("").len(), FILES.len());
        assert!(paths("").is_sorted());
        assert_eq!(files("elsewhere", "").count(), 0);
    }

    #[test]
    fn a_table_is_scanned_for_its_columns() {
        let scan = |path| files(ACME, path).next().unwrap().scan();
        let table = scan("uptake/2024-q2.csv");
        let columns: Vec<_> = table
            .columns
            .iter()
            .map(|column| (column.name.as_str(), column.type_.as_str()))
            .collect();
        let expected = [
            ("client_id", "string"),
            ("flights_a_year", "integer"),
            ("income", "number"),
            ("joined", "date"),
            ("took_card", "boolean"),
        ];
        assert_eq!((table.rows, columns.as_slice()), (Some(4), expected.as_slice()));
        let text = scan("uptake/readme.md");
        assert_eq!((text.rows, text.error.as_deref()), (None, Some("Not a table.")));
    }

    #[test]
    fn mixed_cells_make_a_string_column() {
        let scan = table_of("a,b,c\n1,true,\n2.5,7,\n").unwrap();
        let kinds: Vec<&str> = scan.columns.iter().map(|column| column.type_.as_str()).collect();
        assert_eq!(kinds, ["number", "string", "string"]);
    }
}
