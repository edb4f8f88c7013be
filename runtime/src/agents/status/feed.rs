//! The incidents as an RSS 2.0 feed.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::platform::{DESCRIPTION, INCIDENTS, Incident};

/// Returns the feed of a status page at a URL.
pub(super) fn feed(page: &str, now: Timestamp) -> Result<String, jiff::Error> {
    let dates = DateTimePrinter::new();
    let page = escape(page);
    let item = |incident: &Incident| {
        let (impact, id) = (escape(incident.impact), escape(incident.id));
        let title = format!("{}: {impact}", escape(incident.service));
        let date = dates.timestamp_to_rfc9110_string(&incident.occurred_at()?)?;
        Ok(format!(
            "    <item>\n      <title>{title}</title>\n      <link>{page}</link>\n      \
             <guid isPermaLink=\"false\">{id}</guid>\n      <pubDate>{date}</pubDate>\n      \
             <description>{impact}</description>\n    </item>\n"
        ))
    };
    let items = INCIDENTS.iter().map(item).collect::<Result<String, jiff::Error>>()?;
    let built = dates.timestamp_to_rfc9110_string(&now)?;
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\">\n  <channel>\n    \
         <title>Platform status</title>\n    <link>{page}</link>\n    \
         <description>{DESCRIPTION}</description>\n    <lastBuildDate>{built}</lastBuildDate>\n\
         {items}  </channel>\n</rss>\n"
    ))
}

/// Escapes a text for XML.
fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, sign| {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            other => escaped.push(other),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_cannot_escape_its_element() {
        let now: Timestamp = "2025-11-20T09:30:00Z".parse().unwrap();
        let feed = feed("http://a/?x=1&y='\"<b>", now).unwrap();
        assert!(feed.contains("<link>http://a/?x=1&amp;y=&apos;&quot;&lt;b&gt;</link>"));
        assert!(feed.contains("<lastBuildDate>Thu, 20 Nov 2025 09:30:00 GMT</lastBuildDate>"));
        assert_eq!(feed.matches("<item>").count(), INCIDENTS.len());
    }
}
