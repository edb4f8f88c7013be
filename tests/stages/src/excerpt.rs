//! Selects the generated files that a golden file shows: only those that the case is about, so that a golden file stays short
//! enough to review. The whole package is compiled by `tests/tests/emitted`.

use std::fmt::Write as _;

use counterpart_generator::Files;

/// Whether the golden file of a case shows a generated file, by the directory of the case.
fn shown(case: &str, path: &str) -> bool {
    match case.split('/').next() {
        Some("types") => path.starts_with("src/types/"),
        Some("operations") => {
            path.starts_with("src/operations/")
                || path == "src/headers.rs"
                || path == "src/problems.rs"
                || path == "src/security.rs"
                || path == "src/xml.rs"
        }
        Some("servers") => {
            path == "src/servers.rs" || path == "src/server.rs" || path == "src/client.rs"
        }
        Some("incoming") => path.starts_with("src/webhooks") || path.starts_with("src/callbacks"),
        Some("ends") => path == "src/client.rs" || path == "src/server.rs",
        Some("pages") => !path.starts_with("src/") || path == "src/lib.rs",
        _ => false,
    }
}

/// Returns the text of a golden file: the selected files, each below a line with its path.
pub fn of(case: &str, files: &Files) -> String {
    let mut text = String::new();
    for (path, content) in files.iter().filter(|(path, _)| shown(case, path)) {
        let blank = if text.is_empty() { "" } else { "\n" };
        let body = content.split_once("\n\n").map_or(content, |(header, body)| {
            if header.starts_with("// @generated") { body } else { content }
        });
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{blank}// ==== {path} ====\n\n{body}");
    }
    text
}
