//! Streaming CSV parser: takes chunks of a file and returns complete records, buffering at most one.

use std::borrow::Cow;

use csv_core::{ReadRecordResult, Reader};

/// The maximum length of a record, and the maximum number of fields.
const LONGEST: usize = 1024 * 1024;
const FIELDS: usize = 65_536;

/// Parses records from chunks.
#[derive(Debug)]
pub(super) struct Records {
    reader: Reader,
    text: Vec<u8>,
    text_length: usize,
    ends: Vec<usize>,
    fields: usize,
    broken: bool,
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    text: &'a [u8],
    ends: &'a [usize],
}

impl Records {
    pub(super) fn new() -> Self {
        Self {
            reader: Reader::new(),
            text: vec![0; 1024],
            text_length: 0,
            ends: vec![0; 64],
            fields: 0,
            broken: false,
        }
    }

    /// Parses a chunk and passes on each completed record.
    pub(super) fn feed(&mut self, piece: &[u8], mut each: impl FnMut(Record<'_>)) {
        // The parser interprets empty input as the end.
        if !piece.is_empty() {
            self.read(piece, &mut each);
        }
    }

    /// Passes on the last record. Returns whether the whole input was a valid table.
    pub(super) fn finish(mut self, mut each: impl FnMut(Record<'_>)) -> bool {
        self.read(&[], &mut each);
        !self.broken
    }

    fn read(&mut self, mut piece: &[u8], each: &mut impl FnMut(Record<'_>)) {
        let last = piece.is_empty();
        while !self.broken {
            let (text, ends) = (
                self.text.get_mut(self.text_length..).unwrap_or_default(),
                self.ends.get_mut(self.fields..).unwrap_or_default(),
            );
            let (result, read, written, ended) = self.reader.read_record(piece, text, ends);
            piece = piece.get(read..).unwrap_or_default();
            self.text_length += written;
            self.fields += ended;
            match result {
                ReadRecordResult::InputEmpty if last => {}
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return,
                ReadRecordResult::OutputFull => self.broken = !grow(&mut self.text, LONGEST),
                ReadRecordResult::OutputEndsFull => self.broken = !grow(&mut self.ends, FIELDS),
                ReadRecordResult::Record => {
                    each(Record {
                        text: self.text.get(..self.text_length).unwrap_or_default(),
                        ends: self.ends.get(..self.fields).unwrap_or_default(),
                    });
                    (self.text_length, self.fields) = (0, 0);
                }
            }
        }
    }
}

impl<'a> Record<'a> {
    /// Returns the fields in order. Invalid UTF-8 is replaced.
    pub(super) fn fields(self) -> impl Iterator<Item = Cow<'a, str>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(self.ends).map(move |(start, end)| {
            String::from_utf8_lossy(self.text.get(start..*end).unwrap_or_default())
        })
    }
}

fn grow<T: Clone + Default>(buffer: &mut Vec<T>, most: usize) -> bool {
    let org_store = buffer.len() < most;
    if org_store {
        buffer.resize(buffer.len().saturating_mul(4).min(most), T::default());
    }
    org_store
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, piece: usize) -> (Vec<Vec<String>>, bool) {
        let (mut records, mut read) = (Records::new(), Vec::new());
        let mut keep =
            |record: Record<'_>| read.push(record.fields().map(Cow::into_owned).collect());
        for piece in text.as_bytes().chunks(piece) {
            records.feed(piece, &mut keep);
        }
        let whole = records.finish(&mut keep);
        (read, whole)
    }

    #[test]
    fn records_do_not_depend_on_chunk_boundaries() {
        let text = "time,\"x, left\",y\r\n1,\"two\nlines\",3\n\n4,5,\"six\"\"\"";
        let whole = vec![
            vec!["time", "x, left", "y"],
            vec!["1", "two\nlines", "3"],
            vec!["4", "5", "six\""],
        ];
        for piece in [1, 2, 3, 7, 100] {
            let (read, good) = read(text, piece);
            assert!(good);
            assert_eq!(read, whole, "pieces of {piece}");
        }
        assert_eq!(read("", 1), (vec![], true));
        assert_eq!(read("a,b\n", 9).0, [["a", "b"]]);
    }

    #[test]
    fn a_record_without_end_is_rejected() {
        let long = format!("a\n\"{}", "x".repeat(2 * LONGEST));
        let (read, whole) = read(&long, 4096);
        assert_eq!((read.len(), whole), (1, false));
        let wide = ",".repeat(2 * FIELDS);
        assert!(!self::read(&wide, 4096).1);
        assert_eq!(self::read(&"x,".repeat(5000), 64).0[0].len(), 5001);
    }
}
