//! Media types (RFC 9110, section 8.3.1): telling what a body is, and whether an operation takes it.

/// A media type of a document or a header, without its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaType<'a>(&'a str);

impl<'a> MediaType<'a> {
    /// The type in a `Content-Type` header or a document; parameters are left out.
    pub fn new(text: &'a str) -> Self {
        Self(text.split(';').next().unwrap_or_default().trim())
    }

    /// The type's text.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Whether values of this type are JSON texts: `application/json` and every `+json` (RFC 6839).
    pub fn is_json(self) -> bool {
        self.0.eq_ignore_ascii_case("application/json")
            || self.0.eq_ignore_ascii_case("text/json")
            || self.0.len() > 5
                && self
                    .0
                    .get(self.0.len() - 5..)
                    .is_some_and(|suffix| suffix.eq_ignore_ascii_case("+json"))
    }

    /// Whether this is the same type.
    pub fn is(self, other: MediaType<'_>) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }

    /// Whether this range, such as `image/*`, holds `other`.
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

/// One media type of a body.
#[derive(Debug)]
pub struct Content {
    /// The media type or range.
    pub media: &'static str,
    /// Other types that are read as this one.
    pub aliases: &'static [&'static str],
    /// How its values are coded.
    pub codec: Codec,
}

impl Content {
    /// Plain JSON.
    pub const JSON: Self = Self { media: "application/json", aliases: &[], codec: Codec::Json };

    /// Whether a body of this type is handed on while it arrives.
    #[cfg(feature = "client")]
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.codec, Codec::Bytes | Codec::Events)
    }
}

/// How values of a media type are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Codec {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text, kept as it is.
    Text,
    /// Bytes, as a stream.
    Bytes,
    /// Events, as a stream.
    Events,
}

/// The place of the content that a body of a declared type is read as: by its type with its parameters, by its type,
/// by a range or an alias, or as JSON when it is and one content is.
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
        // Every JSON type is read alike: `application/vnd.api+json` where `application/json` is documented.
        .or_else(|| find(&|content| content.codec == Codec::Json && media.is_json()))
}
