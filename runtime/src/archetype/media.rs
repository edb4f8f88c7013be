//! Filenames and file types.

use super::refusal::Refusal;

/// The supported types and their filename extensions.
const TYPES: [(&str, &[&str]); 6] = [
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("video/mp4", &["mp4"]),
    ("text/plain", &["txt", "text", "log", "md", "jsonl"]),
    ("text/csv", &["csv"]),
    ("application/json", &["json"]),
];

/// The type sent by programs that do not know the type of a file, such as curl.
const UNKNOWN: &str = "application/octet-stream";

/// Returns the id of a file, which is the last segment of its name. `pointer` is the location of the name.
pub(super) fn file_id(name: Option<&str>, pointer: &str) -> Result<String, Refusal> {
    let name = name.unwrap_or_default();
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let wrong = |message: &str| Err(Refusal::at("INVALID_REQUEST", pointer, message));
    if last.is_empty() || last == "." || last == ".." {
        return wrong("The file has no name.");
    }
    if last.chars().any(char::is_control) {
        return wrong("The filename contains control characters.");
    }
    if last.chars().count() > 1024 {
        return wrong("The filename has more than 1024 characters.");
    }
    Ok(last.to_owned())
}

/// Returns the type of a file: the one sent by the caller, or the one of the filename extension.
pub(super) fn media_type(said: Option<&str>, name: &str) -> Result<String, Refusal> {
    let said = said.and_then(|said| said.split(';').next()).unwrap_or_default();
    let said = said.trim().to_ascii_lowercase();
    if !said.is_empty() && said != UNKNOWN {
        return if TYPES.iter().any(|(media, _)| *media == said) {
            Ok(said)
        } else {
            Err(unsupported(&said))
        };
    }
    let ending = extension(name).unwrap_or_default().to_ascii_lowercase();
    let found = TYPES.iter().find(|(_, endings)| endings.contains(&&*ending));
    found.map(|(media, _)| (*media).to_owned()).ok_or_else(|| {
        let message = format!("The type of {name} is unknown; send it with the file.");
        Refusal::bad_request("UNSUPPORTED_FILE_TYPE", message)
    })
}

/// Returns the extension of a filename, without the dot.
pub(super) fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| !ending.is_empty())
}

/// Returns the filename without its extension.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn unsupported(said: &str) -> Refusal {
    let advice = match said {
        "application/x-ndjson" | "application/jsonl" => "send JSON lines as text/plain",
        _ => "supported types are images, MP4 videos, text, CSV tables and JSON",
    };
    let message = format!("Files of type {said} are not supported; {advice}.");
    Refusal::bad_request("UNSUPPORTED_FILE_TYPE", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_file_is_the_last_segment_of_its_name() {
        let id = |name| file_id(Some(name), "/file").ok();
        assert_eq!(id("week 07.csv").as_deref(), Some("week 07.csv"));
        assert_eq!(id("../data\\a/pump.csv").as_deref(), Some("pump.csv"));
        for none in ["", "data/", "..", "a/..", "a\nb", &"x".repeat(1025)] {
            assert_eq!(id(none), None, "{none}");
        }
        assert!(file_id(None, "/file").is_err());
    }

    #[test]
    fn a_type_is_given_or_inferred() {
        let media = |said, name| media_type(said, name).ok();
        assert_eq!(media(Some("Text/CSV; charset=utf-8"), "a").as_deref(), Some("text/csv"));
        assert_eq!(media(None, "a.JPG").as_deref(), Some("image/jpeg"));
        assert_eq!(media(Some(UNKNOWN), "a.mp4").as_deref(), Some("video/mp4"));
        assert_eq!(media(None, "archive"), None);
        assert_eq!(media(Some("application/x-ndjson"), "a.txt"), None);
        assert_eq!(
            (extension("a.b.csv"), extension("a."), stem("a.b.csv")),
            (Some("csv"), None, "a.b")
        );
    }
}
