//! `Content-Disposition` of form parts (RFC 7578, section 4.2) and of downloads (RFC 6266), written and parsed.
//!
//! Clients escape quotes in names differently: browsers as `%22`, curl as `\"`, and backslashes come single or
//! doubled. All of these are read. The form that is written is read the same way by browsers and curl.

use percent_encoding::percent_decode_str;

use crate::messages::param::escape;

/// Escapes a name for use between quotes.
pub(crate) fn quoted(name: &str) -> String {
    name.replace('\\', "\\\\").replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Returns a `Content-Disposition` header for a download (RFC 6266): an ASCII name for every client, and the exact
/// name in `filename*` if it differs.
pub fn attachment(file_name: &str) -> String {
    let plain = |c: char| if c.is_ascii() && !c.is_ascii_control() { c } else { '_' };
    let ascii: String = file_name.chars().map(plain).collect();
    let ascii = ascii.replace('\\', "\\\\").replace('"', "\\\"");
    if file_name.chars().all(|c| plain(c) == c) {
        return format!("attachment; filename=\"{ascii}\"");
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", escape(file_name))
}

/// Parses the file name of a download. Path segments are removed: a server must not choose where its client writes.
pub(crate) fn file_name(header: &str) -> Option<String> {
    let name = Disposition::parse(header).file_name?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().replace(char::is_control, "");
    (!matches!(name.as_str(), "" | "." | "..")).then_some(name)
}

/// The parameters of a `Content-Disposition` header.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Disposition {
    /// The name of the form field.
    pub(crate) name: String,
    /// The file name.
    pub(crate) file_name: Option<String>,
}

impl Disposition {
    pub(crate) fn parse(header: &str) -> Self {
        let mut disposition = Self::default();
        let mut extended = None;
        let (_, mut rest) = header.split_once(';').unwrap_or_default();
        while !rest.trim().is_empty() {
            let (name, after) = rest.split_once('=').unwrap_or((rest, ""));
            let (value, after) = value(after.trim_start());
            rest = after;
            match name.trim().to_ascii_lowercase().as_str() {
                "name" => disposition.name = value,
                "filename" => disposition.file_name = Some(value),
                "filename*" => extended = unescape(&value),
                _ => {}
            }
        }
        disposition.file_name = extended.or(disposition.file_name);
        disposition
    }
}

/// Parses a parameter value, quoted or not. Also returns the text after its semicolon.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, rest) = text.split_once(';').unwrap_or((text, ""));
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices().peekable();
    let mut end = quoted.len();
    while let Some((at, letter)) = letters.next() {
        match (letter, letters.peek()) {
            ('"', _) => {
                end = at + 1;
                break;
            }
            ('\\', Some((_, escaped @ ('"' | '\\')))) => {
                value.push(*escaped);
                letters.next();
            }
            _ => value.push(letter),
        }
    }
    let value = value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    let rest = quoted.get(end..).unwrap_or_default();
    (value, rest.split_once(';').map_or("", |(_, rest)| rest))
}

/// Decodes an extended value such as `UTF-8''na%C3%AFve.txt` (RFC 8187).
fn unescape(text: &str) -> Option<String> {
    let (charset, rest) = text.split_once('\'')?;
    let (_, name) = rest.split_once('\'')?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    percent_decode_str(name).decode_utf8().ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::{Disposition, attachment, file_name, quoted};

    fn parse(header: &str) -> (String, Option<String>) {
        let found = Disposition::parse(header);
        (found.name, found.file_name)
    }

    #[test]
    fn headers_of_common_clients_are_read() {
        let of = |name: &str, file: Option<&str>| (name.to_owned(), file.map(str::to_owned));
        let table = [
            (r#"form-data; name="a""#, of("a", None)),
            (r#"form-data; name="a"; filename="b.txt""#, of("a", Some("b.txt"))),
            (r#"form-data; filename="b.txt"; name="a""#, of("a", Some("b.txt"))),
            ("form-data; name=a; filename=b.txt", of("a", Some("b.txt"))),
            (r#"form-data;name="a";filename="""#, of("a", Some(""))),
            (r#"form-data; NAME="a""#, of("a", None)),
            (r#"form-data; name="a; filename=x""#, of("a; filename=x", None)),
            (r#"form-data; name="a%22b""#, of("a\"b", None)),
            (r#"form-data; name="a\"b""#, of("a\"b", None)),
            (r#"form-data; name="a"; filename="C:\dir\f.txt""#, of("a", Some(r"C:\dir\f.txt"))),
            (r#"form-data; name="a"; filename="b\\""#, of("a", Some(r"b\"))),
            (
                r#"form-data; name="a"; filename="x"; filename*=UTF-8''na%C3%AFve"#,
                of("a", Some("naïve")),
            ),
            (r#"form-data; name="a"; filename="x"; filename*=latin1''na%EFve"#, of("a", Some("x"))),
            (r#"form-data; name="open"#, of("open", None)),
            ("form-data", of("", None)),
            ("", of("", None)),
            (";=;=", of("", None)),
        ];
        for (header, expected) in table {
            assert_eq!(parse(header), expected, "{header}");
        }
    }

    #[test]
    fn a_file_name_comes_back_without_its_path() {
        for name in ["plain.csv", "a \"b\".txt", "naïve ☃.txt", "100%.txt", "a;b=c"] {
            assert_eq!(file_name(&attachment(name)).as_deref(), Some(name), "{}", attachment(name));
        }
        for (header, found) in [
            ("inline; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"C:\\dir\\f.txt\"", Some("f.txt")),
            ("attachment; filename=\"..\"", None),
            ("attachment", None),
        ] {
            assert_eq!(file_name(header).as_deref(), found, "{header}");
        }
    }

    #[test]
    fn a_name_is_read_as_it_was_written() {
        for name in ["plain", "a\"b", "a\\", "\\\"", "line\r\nend", "naïve ☃", "; filename=x", "="]
        {
            let header = format!("form-data; name=\"{}\"", quoted(name));
            assert_eq!(parse(&header).0, name, "{header}");
        }
    }
}
