//! Text of XML: which characters it may have, and how they are escaped.

use std::borrow::Cow;

use quick_xml::escape::unescape;

/// Whether XML allows a character (XML 1.0, section 2.2).
pub(super) fn is_allowed(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

/// Returns the place of the first character that XML does not allow.
pub(super) fn forbidden(text: &str) -> Option<usize> {
    text.char_indices().find(|(_, char)| !is_allowed(*char)).map(|(place, _)| place)
}

/// Whether text is white space (XML 1.0, section 2.3).
pub(super) fn is_space(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// Whether text is a name without a colon (Namespaces in XML 1.0, section 3).
pub(super) fn is_name(text: &str) -> bool {
    let starts = |char: char| {
        char == '_'
            || char.is_ascii_alphabetic()
            || matches!(char, '\u{c0}'..='\u{2ff}' | '\u{370}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
                | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
                | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
                && !matches!(char, '\u{d7}' | '\u{f7}' | '\u{37e}')
    };
    let continues = |char: char| {
        starts(char)
            || char.is_ascii_digit()
            || matches!(char, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
    };
    let mut chars = text.chars();
    chars.next().is_some_and(starts) && chars.all(continues)
}

/// Normalizes line ends (XML 1.0, section 2.11).
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Normalizes the value of an attribute (XML 1.0, section 3.3.3). Fails with the reference that cannot be read.
pub(super) fn attribute(written: &str) -> Result<Cow<'_, str>, Option<String>> {
    let plain: Cow<'_, str> = if written.contains(['\t', '\n', '\r']) {
        written.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ").into()
    } else {
        written.into()
    };
    let Some(start) = plain.find('&') else { return Ok(plain) };
    let failed = || plain.get(start..).map(str::to_owned);
    let read = unescape(&plain).map_err(|_| failed())?.into_owned();
    if forbidden(&read).is_some() { Err(failed()) } else { Ok(read.into()) }
}

/// Shortens text of a caller before it is quoted in a message.
pub(super) fn brief(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Writes text of an element.
pub(super) fn push_text(out: &mut String, text: &str) {
    push(out, text, |char| match char {
        '&' => "&amp;",
        '<' => "&lt;",
        // `]]>` must not occur in text.
        '>' => "&gt;",
        // A line end would be normalized.
        '\r' => "&#13;",
        _ => "",
    });
}

/// Writes the value of an attribute, between double quotes.
pub(super) fn push_attribute(out: &mut String, text: &str) {
    push(out, text, |char| match char {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        // White space would be normalized.
        '\t' => "&#9;",
        '\n' => "&#10;",
        '\r' => "&#13;",
        _ => "",
    });
}

/// Writes text as CDATA sections.
pub(super) fn push_cdata(out: &mut String, text: &str) {
    out.push_str("<![CDATA[");
    // Neither the end of a section nor a line end that would be normalized can be in one.
    let inner = text.replace("]]>", "]]]]><![CDATA[>").replace('\r', "]]>&#13;<![CDATA[");
    out.push_str(&inner);
    out.push_str("]]>");
}

fn push(out: &mut String, text: &str, escaped: impl Fn(char) -> &'static str) {
    for char in text.chars() {
        match escaped(char) {
            "" => out.push(char),
            escape => out.push_str(escape),
        }
    }
}
