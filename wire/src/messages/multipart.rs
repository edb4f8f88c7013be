//! `multipart/form-data` (RFC 7578): forms of fields and files, typed, with files as streams.

mod files;
mod headed;
mod part;
mod read;
#[cfg(feature = "server")]
mod receive;
mod write;

pub use headed::{headed, headed_files, headed_optional, headed_optional_files, plain};
pub use part::Part;
#[cfg(feature = "server")]
pub(crate) use part::UNTAKEN;
pub use read::FormReader;
#[cfg(feature = "server")]
pub(crate) use receive::{Limits, is_malformed, receive};
pub use write::FormWriter;

use serde_json::Value as Json;

use crate::messages::body::Body;
pub use crate::messages::disposition::attachment;
use crate::values::codec::{Decode, Encode, Map, Report};

/// A generated type that travels as a form.
pub trait Form: Sized {
    /// Writes the fields and files.
    fn write(self, to: &mut FormWriter);

    /// Reads the fields and files. `None` when the report holds why not.
    fn read(from: &mut FormReader, report: &mut Report) -> Option<Self>;
}

/// A form of whatever fields.
impl<T: Encode + Decode> Form for Map<T> {
    fn write(self, to: &mut FormWriter) {
        to.open_fields(&self);
    }

    fn read(from: &mut FormReader, report: &mut Report) -> Option<Self> {
        from.fields(report)
    }
}

/// A form that is not described.
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
/// What a server gets waits in memory when it is small and on disk when it is not, and is read as a stream.
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
    /// The file's name, as the caller gave it: a text, never a path to be trusted.
    pub name: Option<String>,
    /// The media type of the content.
    pub media_type: Option<String>,
    /// The content.
    pub content: Body,
    /// The other headers of the part, of which a document may give some a type.
    pub headers: http::HeaderMap,
}

impl File {
    /// A file of `content`, which may be bytes or a stream.
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            name: None,
            media_type: None,
            content: content.into(),
            headers: http::HeaderMap::new(),
        }
    }

    /// Names the file.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Says what the content is.
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

/// Two files are the same when they say the same and hold the same bytes; a stream is the same as none.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let content = match (self.content.as_bytes(), other.content.as_bytes()) {
            (Some(this), Some(that)) => this == that,
            _ => false,
        };
        content && self.name == other.name && self.media_type == other.media_type
    }
}
