//! Tuples: lists in which each position has a type of its own (`prefixItems`).

use super::{Decode, Encode, Kind, Nullable, Report, Value, Writer};

/// A list on a tape.
#[derive(Debug)]
pub struct List<'t> {
    value: Value<'t>,
    items: Vec<Value<'t>>,
    is_single_item: bool,
}

impl<'t> Value<'t> {
    /// Returns the list at this place. Reports a violation and returns `None` for anything else.
    pub fn list(self, report: &mut Report) -> Option<List<'t>> {
        let items = match self.kind() {
            Kind::List => self.items().collect(),
            // A form or a query cannot distinguish one value from a list of one.
            _ if self.is_single_item() => vec![self],
            _ => {
                report.mismatch(self, "a list");
                return None;
            }
        };
        Some(List { value: self, items, is_single_item: self.kind() != Kind::List })
    }
}

impl List<'_> {
    /// Decodes a required item.
    pub fn required<T: Decode>(&self, index: usize, report: &mut Report) -> Option<T> {
        if let Some(value) = self.items.get(index) {
            let read = self.item(*value, report);
            report.or_placeholder(read)
        } else {
            report.missing(self.value, &index.to_string());
            report.placeholder()
        }
    }

    /// Decodes an item that may be absent but not null.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional<T: Decode>(&self, index: usize, report: &mut Report) -> Option<Option<T>> {
        let read = self.items.get(index).map(|value| self.item(*value, report).map(Some));
        report.or_absent(read.unwrap_or(Some(None)))
    }

    /// Decodes an item that may be absent, null or a value.
    pub fn nullable<T: Decode>(&self, index: usize, report: &mut Report) -> Option<Nullable<T>> {
        match self.items.get(index) {
            None => Some(Nullable::Absent),
            Some(value) if value.is(Kind::Null) => Some(Nullable::Null),
            Some(value) => {
                let read = self.item(*value, report).map(Nullable::Value);
                report.or_absent(read)
            }
        }
    }

    fn item<T: Decode>(&self, value: Value<'_>, report: &mut Report) -> Option<T> {
        if self.is_single_item { report.single_item(value) } else { T::decode(value, report) }
    }

    /// Decodes the items from index `first` on.
    pub fn remaining<T: Decode>(&self, first: usize, report: &mut Report) -> Option<Vec<T>> {
        super::decode::items(self.items.iter().skip(first).copied(), report)
    }

    /// Reports the items from index `first` on, for a list of limited length.
    pub fn deny_unknown(&self, first: usize, report: &mut Report) -> Option<()> {
        if report.ignores_unknown() {
            return Some(());
        }
        for value in self.items.iter().skip(first) {
            report.at(*value, "max_items", format!("must have at most {first} items"));
        }
        (self.items.len() <= first || report.has_placeholders()).then_some(())
    }
}

/// Writes the items of a list by position. Nothing is written after an absent item: it would move to the wrong
/// position.
#[derive(Debug)]
pub struct ItemWriter<'w> {
    to: &'w mut Writer,
    is_open: bool,
}

impl Writer {
    /// Opens a list whose items are written by position. Close it with [`ItemWriter::end`].
    pub fn items(&mut self) -> ItemWriter<'_> {
        self.begin_list();
        ItemWriter { to: self, is_open: true }
    }
}

impl ItemWriter<'_> {
    /// Writes an item.
    pub fn item(&mut self, item: &impl Encode) {
        if self.is_open {
            self.to.item(item);
        }
    }

    /// Writes an item unless it is absent.
    pub fn optional(&mut self, item: &Option<impl Encode>) {
        match item {
            Some(item) => self.item(item),
            None => self.is_open = false,
        }
    }

    /// Writes an item, or null, unless it is absent.
    pub fn nullable(&mut self, item: &Nullable<impl Encode>) {
        match item {
            Nullable::Absent => self.is_open = false,
            present => self.item(present),
        }
    }

    /// Writes the remaining items, which share one type.
    pub fn remaining(&mut self, items: &[impl Encode]) {
        for item in items {
            self.item(item);
        }
    }

    /// Closes the list.
    pub fn end(self) {
        self.to.end_list();
    }
}
