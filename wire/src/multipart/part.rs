//! How a field of a form is written where its document says so (OpenAPI, Encoding Object).

use super::File;
use crate::headers::{Headers, WithHeaders};
use crate::media::MediaType;
use crate::param::Param;

/// The name of a field, with what its document says of its part.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// The media type that is sent where the value has none of its own; its value decides when there is none.
    pub media: Option<&'static str>,
    /// How its value is laid out, if not as its media type says.
    pub style: Option<Param>,
}

impl Part {
    /// A field that is written the way of its value.
    pub const fn new(name: &'static str) -> Self {
        Self { name, media: None, style: None }
    }

    /// The media type of its part.
    #[must_use]
    pub const fn of_type(mut self, media: &'static str) -> Self {
        self.media = Some(media);
        self
    }

    /// A style for its value.
    #[must_use]
    pub const fn styled(mut self, style: Param) -> Self {
        self.style = Some(style);
        self
    }

    /// Whether its value is JSON whatever it is.
    pub(super) fn is_json(&self) -> bool {
        self.media.is_some_and(|media| MediaType::new(media).is_json())
    }
}

impl From<&'static str> for Part {
    fn from(name: &'static str) -> Self {
        Self::new(name)
    }
}

/// A file with the typed headers of its part, as it is sent.
pub fn plain<H: Headers>(file: WithHeaders<File, H>) -> File {
    let WithHeaders { body, headers, .. } = file;
    let mut file = body;
    WithHeaders::<File, H>::write_to(&headers, &mut file.headers);
    file
}

/// A file that came, with the typed headers of its part.
pub fn headed<H: Headers>(file: File) -> WithHeaders<File, H> {
    let headers = WithHeaders::<File, H>::headers_of(&file.headers);
    WithHeaders::new(file, headers)
}
