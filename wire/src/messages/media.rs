//! Media types (RFC 9110, section 8.3.1), and the choice among the media types of a body.

use http::HeaderValue;

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

    /// Returns whether the type is JSON without a further meaning.
    pub(crate) fn is_plain_json(self) -> bool {
        self.0.eq_ignore_ascii_case("application/json") || self.0.eq_ignore_ascii_case("text/json")
    }

    /// Returns whether the type is JSON: `application/json` or any `+json` (RFC 6839).
    pub fn is_json(self) -> bool {
        self.is_plain_json()
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

/// Returns a media type as a text is sent with it: its characters are UTF-8, which a type of text or XML does not say by
/// itself (RFC 6657, section 3; RFC 7303, section 3).
pub(crate) fn with_charset(media: &'static str) -> HeaderValue {
    let name = MediaType::new(media);
    let is_text = name.as_str().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("text/"));
    if (is_text || name.is_xml())
        && parameter(media, "charset").is_none()
        && let Ok(value) = HeaderValue::from_str(&format!("{media}; charset=utf-8"))
    {
        return value;
    }
    HeaderValue::from_static(media)
}

/// Returns a parameter of a media type, such as its `charset`.
pub(crate) fn parameter<'m>(media: &'m str, name: &str) -> Option<&'m str> {
    let parameters = media.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut own = parameters.filter(|(found, _)| found.trim().eq_ignore_ascii_case(name));
    own.next().map(|(_, value)| value.trim().trim_matches('"')).filter(|value| !value.is_empty())
}

/// How the type of a JSON body is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Json {
    /// A request: another `+json` type, such as JSON Patch, has a meaning of its own, so that it is none of these.
    #[cfg_attr(not(feature = "server"), allow(dead_code))] // for the server alone
    AsNamed,
    /// A response: any JSON type is read.
    Any,
}

impl Json {
    fn takes(self, found: MediaType<'_>) -> bool {
        match self {
            Self::AsNamed => found.is_plain_json(),
            Self::Any => found.is_json(),
        }
    }
}

/// Returns the index of the content for a `Content-Type`: by the type with its parameters, by the type, by a range or
/// an alias, and finally by any JSON content if the type is JSON, and any XML content if it is XML.
pub(crate) fn choose(contents: &[Content], declared: &str, json: Json) -> Option<usize> {
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
        .or_else(|| find(&|content| content.codec == Codec::Json && json.takes(media)))
        .or_else(|| find(&|content| content.codec == Codec::Xml && media.is_xml()))
}
