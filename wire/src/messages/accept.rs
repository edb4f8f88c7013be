//! The media types that a caller accepts: `Accept` (RFC 9110, section 12.5.1).

use http::{HeaderMap, header};

use crate::messages::media::MediaType;

/// The media types of an `Accept` header with their quality. Without the header, everything is accepted.
///
/// # Examples
///
/// ```
/// use counterpart_wire::{Accept, HeaderMap};
///
/// let mut headers = HeaderMap::new();
/// headers.insert("accept", "text/event-stream, application/json;q=0.5".parse().unwrap());
/// let accept = Accept::of(&headers);
/// assert_eq!(accept.best(&["application/json", "text/event-stream"]), Some("text/event-stream"));
/// assert_eq!(accept.best(&["text/html"]), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accept(Vec<Range>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    media: String,
    quality: u16,
}

impl Accept {
    /// Parses the `Accept` headers of a request. Invalid ranges are ignored.
    pub fn of(headers: &HeaderMap) -> Self {
        let texts = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        Self(texts.flat_map(|text| text.split(',')).filter_map(Range::parse).collect())
    }

    /// Returns the quality of a media type in thousandths, from 0 (not accepted) to 1,000. The most specific range
    /// that contains it decides.
    pub fn quality(&self, media: &str) -> u16 {
        if self.0.is_empty() {
            return 1000;
        }
        let fitting = self.0.iter().filter_map(|range| Some((range.fit(media)?, range.quality)));
        fitting.max().map_or(0, |(_, quality)| quality)
    }

    /// Returns the media type with the highest quality, the first among equals. `None` if none is accepted.
    pub fn best<'m>(&self, offers: &[&'m str]) -> Option<&'m str> {
        let wanted = offers.iter().map(|media| (self.quality(media), *media));
        // `max_by_key` returns the last among equals.
        wanted
            .filter(|(quality, _)| *quality > 0)
            .rev()
            .max_by_key(|(quality, _)| *quality)
            .map(|(_, media)| media)
    }
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let media = MediaType::new(text);
        if !media.as_str().contains('/') && media.as_str() != "*" {
            return None;
        }
        let quality = text.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("q").then(|| quality(value.trim()))
        });
        Some(Self { media: media.as_str().to_owned(), quality: quality.unwrap_or(1000) })
    }

    /// Returns how specific the range is for a media type that it contains. The offered type may itself be a range,
    /// and all JSON types match each other.
    fn fit(&self, media: &str) -> Option<u8> {
        let (range, media) = (MediaType::new(&self.media), MediaType::new(media));
        if matches!(range.as_str(), "*/*" | "*") {
            Some(0)
        } else if range.is_json() && media.is_json() {
            Some(if range == media { 3 } else { 2 })
        } else if range.holds(media) {
            Some(if range.as_str().ends_with("/*") { 1 } else { 3 })
        } else {
            media.holds(range).then_some(2)
        }
    }
}

/// Parses a quality value with at most three decimals, into thousandths. An invalid one counts as 1.
fn quality(text: &str) -> u16 {
    match text.parse::<f32>() {
        // The cast is exact in this range.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Ok(weight) if (0.0..=1.0).contains(&weight) => (weight * 1000.0).round() as u16,
        _ => 1000,
    }
}
