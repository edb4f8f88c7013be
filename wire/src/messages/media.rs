//! Media types (RFC 9110, section 8.3.1), and the choice among the media types of a body.

/// A media type or range, without parameters.
///
/// # Examples
///
/// ```
/// use counterpart_wire::MediaType;
///
/// assert!(MediaType::new("application/vnd.api+json; charset=utf-8").is_json());
/// assert!(MediaType::new("image/*").holds(MediaType::new("image/png")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaType<'a>(&'a str);

impl<'a> MediaType<'a> {
    /// Parses a media type, such as the value of `Content-Type`. Parameters are dropped.
    pub fn new(text: &'a str) -> Self {
        Self(text.split(';').next().unwrap_or_default().trim())
    }

    /// Returns the type as text.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Returns whether the type is JSON: `application/json` or any `+json` (RFC 6839).
    pub fn is_json(self) -> bool {
        self.0.eq_ignore_ascii_case("application/json")
            || self.0.eq_ignore_ascii_case("text/json")
            || self.0.len() > 5
                && self
                    .0
                    .get(self.0.len() - 5..)
                    .is_some_and(|suffix| suffix.eq_ignore_ascii_case("+json"))
    }

    /// Returns whether the type is XML: `application/xml`, `text/xml` or any `+xml` (RFC 7303).
    pub fn is_xml(self) -> bool {
        let suffix = self.0.len().checked_sub(4).and_then(|at| self.0.get(at..));
        self.0.eq_ignore_ascii_case("application/xml")
            || self.0.eq_ignore_ascii_case("text/xml")
            || self.0.len() > 4 && suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("+xml"))
    }

    /// Returns whether both are the same type. Case does not matter.
    pub fn is(self, other: MediaType<'_>) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }

    /// Returns whether this range, such as `image/*`, contains `other`.
    pub fn holds(self, other: MediaType<'_>) -> bool {
        if self.0 == "*/*" || self.is(other) {
            return true;
        }
        match (self.0.split_once('/'), other.0.split_once('/')) {
            (Some((family, "*")), Some((other, _))) => family.eq_ignore_ascii_case(other),
            _ => false,
        }
    }
}

/// One media type of a body (OpenAPI, Media Type Object).
#[derive(Debug)]
pub struct Content {
    /// The media type or range.
    pub media: &'static str,
    /// Other media types that are read as this one.
    pub aliases: &'static [&'static str],
    /// How values are encoded.
    pub codec: Codec,
}

impl Content {
    /// `application/json`.
    pub const JSON: Self = Self { media: "application/json", aliases: &[], codec: Codec::Json };

    /// Returns whether a body of this type is streamed.
    #[cfg(feature = "client")]
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.codec, Codec::Bytes | Codec::Events)
    }
}

/// How values of a media type are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Codec {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// XML that a schema describes.
    Xml,
    /// Plain text.
    Text,
    /// A stream of bytes.
    Bytes,
    /// A stream of events.
    Events,
}

/// Returns the index of the content for a `Content-Type`: by the type with its parameters, by the type, by a range or
/// an alias, and finally by any JSON content if the type is JSON, and any XML content if it is XML.
pub(crate) fn choose(contents: &[Content], declared: &str) -> Option<usize> {
    let find = |fits: &dyn Fn(&Content) -> bool| contents.iter().position(fits);
    let plain = |text: &str| text.replace([' ', '"'], "").to_ascii_lowercase();
    let names = |content: &Content| {
        let aliases = content.aliases.iter().copied();
        std::iter::once(content.media).chain(aliases).map(MediaType::new)
    };
    let (media, whole) = (MediaType::new(declared), plain(declared));
    find(&|content| plain(content.media) == whole)
        .or_else(|| find(&|content| MediaType::new(content.media).is(media)))
        .or_else(|| find(&|content| names(content).any(|name| name.is(media))))
        .or_else(|| find(&|content| names(content).any(|name| name.holds(media))))
        // All JSON types are read alike: `application/vnd.api+json` where `application/json` is documented.
        .or_else(|| find(&|content| content.codec == Codec::Json && media.is_json()))
        .or_else(|| find(&|content| content.codec == Codec::Xml && media.is_xml()))
}
