//! `multipart/form-data` (RFC 7578): typed fields, and files as streams.

mod files;
mod part;
mod read;
#[cfg(feature = "server")]
mod receive;
#[cfg(feature = "server")]
mod spool;
mod with_headers;
mod write;

pub use part::Part;
#[cfg(feature = "server")]
pub(crate) use part::UNSUPPORTED_MEDIA_TYPE;
pub use read::FormReader;
#[cfg(feature = "server")]
pub(crate) use receive::{Limits, is_malformed, receive};
#[cfg(feature = "server")]
pub(crate) use spool::SpoolError;
pub use with_headers::{
    files_with_headers, optional_files_with_headers, optional_with_headers, plain, with_headers,
};
pub use write::FormWriter;

use serde_json::Value as Json;

use crate::messages::body::Body;
pub use crate::messages::disposition::attachment;
use crate::values::codec::{Decode, Encode, Map, Report};

/// A generated type that is sent as a form.
pub trait Form: Sized {
    /// Writes the fields and files.
    fn write(self, to: &mut FormWriter);

    /// Reads the fields and files. Returns `None` after reporting at least one violation.
    fn read(from: &mut FormReader, report: &mut Report) -> Option<Self>;
}

/// A form with arbitrary fields.
impl<T: Encode + Decode> Form for Map<T> {
    fn write(self, to: &mut FormWriter) {
        to.open_fields(&self);
    }

    fn read(from: &mut FormReader, report: &mut Report) -> Option<Self> {
        from.fields(report)
    }
}

/// A form without a schema.
impl Form for Json {
    fn write(self, to: &mut FormWriter) {
        to.open_fields(&self);
    }

    fn read(from: &mut FormReader, report: &mut Report) -> Option<Self> {
        from.fields(report)
    }
}

/// A file in a form.
///
/// In a server, small files are held in memory. The others are in one temporary file for the whole form. Both are read
/// as a stream.
///
/// # Examples
///
/// ```
/// use counterpart_wire::multipart::File;
///
/// let file = File::new("doc,title\n").named("notes.csv").of_type("text/csv");
/// assert_eq!(file.name.as_deref(), Some("notes.csv"));
/// ```
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct File {
    /// The file name as sent by the caller. Never use it as a path.
    pub name: Option<String>,
    /// The media type of the content.
    pub media_type: Option<String>,
    /// The content.
    pub content: Body,
    /// The other headers of the part.
    pub headers: http::HeaderMap,
    /// Why the part cannot be sent.
    fault: Option<String>,
}

impl File {
    /// Creates a file from bytes or a stream.
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            name: None,
            media_type: None,
            content: content.into(),
            headers: http::HeaderMap::new(),
            fault: None,
        }
    }

    /// Sets the file name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type.
    #[must_use]
    pub fn of_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

impl<T: Into<Body>> From<T> for File {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// Compares names, media types and bytes. Streams are never equal.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let content = match (self.content.as_bytes(), other.content.as_bytes()) {
            (Some(this), Some(that)) => this == that,
            _ => false,
        };
        content && self.name == other.name && self.media_type == other.media_type
    }
}
