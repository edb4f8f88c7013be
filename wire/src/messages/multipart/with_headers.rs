//! Fields and files with typed part headers, written and read.

use http::HeaderMap;

use super::{File, FormReader, FormWriter, Part};
use crate::messages::headers::{Headers, WithHeaders, read_part_headers};
use crate::values::codec::{Decode, Encode, Report};

impl FormReader {
    /// Reads a required field with its part headers.
    pub fn with_headers<T: Decode, H: Headers>(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<WithHeaders<T, H>> {
        let part = part.into();
        let headers = self.part_headers(part.name);
        let body = self.required(part, report);
        beside(part.name, body?, headers.first(), report)
    }

    /// Reads an optional field with its part headers.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional_with_headers<T: Decode, H: Headers>(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Option<WithHeaders<T, H>>> {
        let part = part.into();
        let headers = self.part_headers(part.name);
        match self.optional(part, report)? {
            Some(body) => beside(part.name, body, headers.first(), report).map(Some),
            None => Some(None),
        }
    }

    /// Reads a required list with one part, and its headers, for each item.
    pub fn items_with_headers<T: Decode, H: Headers>(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Vec<WithHeaders<T, H>>> {
        let part = part.into();
        let headers = self.part_headers(part.name);
        let items: Option<Vec<T>> = self.required(part, report);
        each(part.name, items?, &headers, report)
    }

    /// Reads an optional list with one part, and its headers, for each item.
    #[allow(clippy::option_option)]
    pub fn optional_items_with_headers<T: Decode, H: Headers>(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Option<Vec<WithHeaders<T, H>>>> {
        let part = part.into();
        let headers = self.part_headers(part.name);
        match self.optional::<Vec<T>>(part, report)? {
            Some(items) => each(part.name, items, &headers, report).map(Some),
            None => Some(None),
        }
    }

    /// Returns the headers of all parts with a name.
    fn part_headers(&self, name: &str) -> Vec<HeaderMap> {
        let own = self.parts.iter().filter(|(key, _)| key == name);
        own.map(|(_, part)| part.headers.clone()).collect()
    }
}

fn beside<T, H: Headers>(
    name: &str,
    body: T,
    headers: Option<&HeaderMap>,
    report: &mut Report,
) -> Option<WithHeaders<T, H>> {
    let headers = read_part_headers(name, headers.unwrap_or(&HeaderMap::new()), report)?;
    Some(WithHeaders::new(body, headers))
}

/// Combines items with the headers of their parts. If the whole list came in one part, every item gets its headers.
fn each<T, H: Headers>(
    name: &str,
    items: Vec<T>,
    headers: &[HeaderMap],
    report: &mut Report,
) -> Option<Vec<WithHeaders<T, H>>> {
    let of = |index: usize| if headers.len() == 1 { headers.first() } else { headers.get(index) };
    let items: Vec<_> =
        (0..).zip(items).map(|(index, item)| beside(name, item, of(index), report)).collect();
    items.into_iter().collect()
}

impl FormWriter {
    /// Writes a field with part headers.
    pub fn with_headers<T: Encode, H: Headers>(
        &mut self,
        part: impl Into<Part>,
        value: &WithHeaders<T, H>,
    ) {
        self.heads = vec![self.map(value)].into_iter();
        self.field(part, &value.body);
        self.heads = Vec::new().into_iter();
    }

    /// Writes an optional field with part headers.
    pub fn optional_with_headers<T: Encode, H: Headers>(
        &mut self,
        part: impl Into<Part>,
        value: Option<&WithHeaders<T, H>>,
    ) {
        if let Some(value) = value {
            self.with_headers(part, value);
        }
    }

    /// Writes a list with one part, and its headers, for each item.
    pub fn items_with_headers<T: Encode, H: Headers>(
        &mut self,
        part: impl Into<Part>,
        items: &[WithHeaders<T, H>],
    ) {
        self.heads = items.iter().map(|item| self.map(item)).collect::<Vec<_>>().into_iter();
        self.field(part, &items.iter().map(|item| &item.body).collect::<Vec<_>>());
        self.heads = Vec::new().into_iter();
    }

    fn map<T, H: Headers>(&mut self, value: &WithHeaders<T, H>) -> HeaderMap {
        let mut map = HeaderMap::new();
        let fault = WithHeaders::<File, H>::write_to(&value.headers, &mut map);
        self.fault = self.fault.take().or(fault);
        map
    }
}

/// Writes the typed headers into a file to be sent.
pub fn plain<H: Headers>(file: WithHeaders<File, H>) -> File {
    let WithHeaders { body, headers, .. } = file;
    let mut file = body;
    file.fault = WithHeaders::<File, H>::write_to(&headers, &mut file.headers);
    file
}

/// Reads the typed headers of the file `name`. Returns `None` after reporting a violation.
pub fn with_headers<H: Headers>(
    name: &str,
    file: Option<File>,
    report: &mut Report,
) -> Option<WithHeaders<File, H>> {
    let file = file?;
    let headers = read_part_headers(name, &file.headers, report)?;
    Some(WithHeaders::new(file, headers))
}

/// Reads the typed headers of an optional file.
#[allow(clippy::option_option)]
pub fn optional_with_headers<H: Headers>(
    name: &str,
    file: Option<Option<File>>,
    report: &mut Report,
) -> Option<Option<WithHeaders<File, H>>> {
    match file? {
        Some(file) => with_headers(name, Some(file), report).map(Some),
        None => Some(None),
    }
}

/// Reads the typed headers of each file named `name`.
pub fn files_with_headers<H: Headers>(
    name: &str,
    files: Option<Vec<File>>,
    report: &mut Report,
) -> Option<Vec<WithHeaders<File, H>>> {
    let files: Vec<_> =
        files?.into_iter().map(|file| with_headers(name, Some(file), report)).collect();
    files.into_iter().collect()
}

/// Reads the typed headers of each file named `name`, if there are any.
#[allow(clippy::option_option)]
pub fn optional_files_with_headers<H: Headers>(
    name: &str,
    files: Option<Option<Vec<File>>>,
    report: &mut Report,
) -> Option<Option<Vec<WithHeaders<File, H>>>> {
    match files? {
        Some(files) => files_with_headers(name, Some(files), report).map(Some),
        None => Some(None),
    }
}
