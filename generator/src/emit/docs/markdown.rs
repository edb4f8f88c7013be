//! Converts text of the document to Markdown that rustdoc renders as intended: brackets and tags are escaped, code
//! blocks are not run as tests, and long lines are wrapped.

use std::borrow::Cow;

/// Returns the lines of a text, with all characters escaped that have a special meaning in rustdoc. Paragraphs are wrapped
/// again, because the document may use any line length.
pub(in super::super) fn escaped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    // The current paragraph or list item, with its indentation.
    let mut open: Option<(usize, String)> = None;
    let mut fenced = false;
    for line in text.replace('\r', "").lines() {
        let line = printable(line);
        let trimmed = line.trim();
        let fence = trimmed.starts_with("```") || trimmed.starts_with("~~~");
        if let Some((_, paragraph)) = open.as_mut()
            && !(fence
                || trimmed.is_empty()
                || begins_block(trimmed)
                || paragraph.starts_with(['#', '|']))
        {
            paragraph.push(' ');
            paragraph.push_str(trimmed);
            continue;
        }
        if let Some((depth, paragraph)) = open.take() {
            wrap(&plain(&paragraph), depth, &mut lines);
        }
        if fence {
            // Rustdoc compiles a code block without a language as a test.
            lines.push(if fenced { "```".to_owned() } else { "```text".to_owned() });
            fenced = !fenced;
        } else if fenced {
            lines.push(line.trim_end().to_owned());
        } else if trimmed.is_empty() {
            lines.push(String::new());
        } else {
            // An indentation of four spaces would start a code block.
            let depth = (line.len() - line.trim_start().len()).min(2);
            open = Some((depth, trimmed.to_owned()));
        }
    }
    if let Some((depth, paragraph)) = open {
        wrap(&plain(&paragraph), depth, &mut lines);
    }
    if fenced {
        lines.push("```".to_owned());
    }
    lines
}

/// Whether a line starts a new block: a list item, heading, table row or quotation.
fn begins_block(line: &str) -> bool {
    let marker = line.split(' ').next().unwrap_or_default();
    let number =
        marker.strip_suffix(['.', ')']).is_some_and(|digits| digits.parse::<u32>().is_ok());
    number || matches!(marker, "-" | "*" | "+") || line.starts_with(['#', '|', '>', '='])
}

/// Maximum width of a line of documentation.
const WIDTH: usize = 110;

/// Wraps a long line between words, but never where the next line would start a list, a heading or a table.
pub(super) fn wrap(line: &str, depth: usize, lines: &mut Vec<String>) {
    let indent = " ".repeat(depth);
    if line.len() <= WIDTH || line.starts_with(['|', '#']) {
        lines.push(format!("{indent}{line}"));
        return;
    }
    // Continuation lines of a list item are indented to its text.
    let marker = line.split(' ').next().unwrap_or_default();
    let number =
        marker.strip_suffix(['.', ')']).is_some_and(|digits| digits.parse::<u32>().is_ok());
    let item = number || matches!(marker, "-" | "*" | "+");
    let hang = if item { indent.clone() + &" ".repeat(marker.len() + 1) } else { indent.clone() };
    let starts_block = |word: &str| {
        word.starts_with(['-', '+', '*', '#', '|', '>', '=', '~'])
            || word.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut here = indent;
    for word in line.split(' ') {
        let full = here.len() + word.len() + 1 > WIDTH && !here.trim().is_empty();
        if full && !starts_block(word) {
            lines.push(std::mem::replace(&mut here, hang.clone()));
        }
        if !here.trim().is_empty() {
            here.push(' ');
        }
        here.push_str(word);
    }
    lines.push(here);
}

/// Escapes brackets and tags outside of code spans, and turns URLs into links.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut code = false;
    let balanced = line.matches('`').count().is_multiple_of(2);
    for word in line.split_inclusive(' ') {
        let text = word.trim_end();
        let is_url = text.starts_with("http://") || text.starts_with("https://");
        if is_url && !code && text.chars().all(|c| c.is_ascii_graphic() && !"<>[]()`".contains(c)) {
            let end = text.trim_end_matches(['.', ',', ';', ':']);
            out.extend(["<", end, ">", word.get(end.len()..).unwrap_or_default()]);
            continue;
        }
        for c in word.chars() {
            match c {
                '`' if balanced => {
                    code = !code;
                    out.push(c);
                }
                '`' | '[' | ']' | '<' | '>' if !code => {
                    out.push('\\');
                    out.push(c);
                }
                _ => out.push(c),
            }
        }
    }
    out.trim_end().to_owned()
}

/// Replaces each control character by a space.
pub(super) fn printable(line: &str) -> Cow<'_, str> {
    if line.contains(char::is_control) {
        Cow::Owned(line.replace(char::is_control, " "))
    } else {
        Cow::Borrowed(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_data() {
        assert_eq!(plain("see [x] and <b>"), "see \\[x\\] and \\<b\\>");
        assert_eq!(
            plain("at https://a.example/x, then `Vec<u8>`"),
            "at <https://a.example/x>, then `Vec<u8>`"
        );
        assert_eq!(escaped("    let x = 1;"), ["  let x = 1;"]);
        assert_eq!(escaped("```\ncode"), ["```text", "code", "```"]);
        assert_eq!(plain("a ` alone"), "a \\` alone");
    }
}
