//! How a field of a form is encoded, and its allowed media types (OpenAPI, Encoding Object).

use super::File;
use crate::messages::media::MediaType;
use crate::messages::param::Param;

/// A field of a form.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// The allowed media types or ranges. If empty, the value decides.
    pub media: &'static [&'static str],
    /// Whether the value is or contains an object. Without a media type of its own, such a part is JSON.
    pub object: bool,
    /// The style of the value (`style` and `explode`), if any.
    pub style: Option<Param>,
}

impl Part {
    /// Creates a field without restrictions.
    pub const fn new(name: &'static str) -> Self {
        Self { name, media: &[], object: false, style: None }
    }

    /// Sets the allowed media types. The first one is sent if the value has none of its own.
    #[must_use]
    pub const fn of_types(mut self, media: &'static [&'static str]) -> Self {
        self.media = media;
        self
    }

    /// Marks the value as an object.
    #[must_use]
    pub const fn object(mut self) -> Self {
        self.object = true;
        self
    }

    /// Sets the style.
    #[must_use]
    pub const fn styled(mut self, style: Param) -> Self {
        self.style = Some(style);
        self
    }

    /// Returns the media type to send if the value has none of its own: the first that is not a range.
    pub(super) fn sent(&self) -> Option<&'static str> {
        self.media.iter().copied().find(|media| !media.contains('*'))
    }

    /// Returns the media type of a file without one: the allowed type that matches the file extension, else
    /// `application/octet-stream` if allowed, else the first.
    pub(super) fn of_file(&self, file_name: &str) -> &'static str {
        const BYTES: &str = "application/octet-stream";
        let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let kind = match ending.as_deref().unwrap_or_default() {
            "jpg" => "jpeg",
            "txt" => "plain",
            "md" => "markdown",
            "yml" => "yaml",
            "mp3" => "mpeg",
            "svg" => "svg+xml",
            other => other,
        };
        let known = || self.media.iter().copied().filter(|media| !media.contains('*'));
        let fits = |media: &&str| {
            let (_, own) = MediaType::new(media).as_str().split_once('/').unwrap_or_default();
            own.eq_ignore_ascii_case(kind)
        };
        let any = self.media.iter().any(|media| MediaType::new(media).holds(MediaType::new(BYTES)));
        let first = known().next().filter(|_| !any);
        known().find(fits).or(first).unwrap_or(BYTES)
    }

    /// Returns the media type of an object, which is always a JSON type.
    pub(super) fn json(&self) -> &'static str {
        let json = self.media.iter().copied().find(|media| MediaType::new(media).is_json());
        json.unwrap_or("application/json")
    }

    /// Returns whether every value is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.sent().is_some_and(|media| MediaType::new(media).is_json())
    }

    /// Checks the media type of a received part. A part without one is accepted, since most clients send the type of
    /// files only.
    pub(super) fn check(&self, found: &File) -> Result<(), (&'static str, String)> {
        let Some(found) = found.media_type.as_deref().map(MediaType::new) else { return Ok(()) };
        let takes = |range: &&str| {
            let range = MediaType::new(range);
            // As for a whole body.
            range.holds(found) || range.is_json() && found.is_plain_json()
        };
        if self.media.is_empty() || self.media.iter().any(takes) {
            return Ok(());
        }
        Err((
            UNSUPPORTED_MEDIA_TYPE,
            format!("must have the media type {}", self.media.join(" or ")),
        ))
    }
}

/// The code of a violation for a part with an unsupported media type.
pub(crate) const UNSUPPORTED_MEDIA_TYPE: &str = "media_type";

impl From<&'static str> for Part {
    fn from(name: &'static str) -> Self {
        Self::new(name)
    }
}

#[cfg(test)]
mod tests {
    use super::{File, Part};

    #[test]
    fn the_type_of_a_file_follows_from_its_extension() {
        let of =
            |media: &'static [&'static str], name| Part::new("a").of_types(media).of_file(name);
        let pictures = &["image/png", "image/jpeg", "text/plain; charset=utf-8"];
        assert_eq!(of(pictures, "a.JPG"), "image/jpeg");
        assert_eq!(of(pictures, "a.txt"), "text/plain; charset=utf-8");
        assert_eq!(of(pictures, "a.gif"), "image/png");
        assert_eq!(of(&["text/csv", "application/octet-stream"], "a"), "application/octet-stream");
        assert_eq!(of(&["image/png", "*/*"], "a"), "application/octet-stream");
        assert_eq!(of(&["image/*"], "a.png"), "application/octet-stream");
    }

    #[test]
    fn a_part_is_of_a_type_of_its_document_or_of_none() {
        let takes = |media: &'static [&'static str], found: Option<&str>| {
            let media_type = found.map(str::to_owned);
            Part::new("a").of_types(media).check(&File { media_type, ..File::default() }).is_ok()
        };
        let pictures = &["text/csv", "image/*"];
        assert!(takes(pictures, Some("text/csv; charset=utf-8")));
        assert!(takes(pictures, Some("IMAGE/png")));
        assert!(takes(pictures, None));
        assert!(!takes(pictures, Some("application/pdf")));
        assert!(takes(&[], Some("application/pdf")));
        assert!(takes(&["application/ld+json"], Some("application/json")));
        assert!(!takes(&["application/json"], Some("application/ld+json")));
        assert!(!takes(&["application/json"], Some("text/plain")));
    }
}
