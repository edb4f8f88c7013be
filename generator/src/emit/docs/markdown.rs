//! Text of the document as Markdown that rustdoc shows as it was meant: brackets and tags are escaped, blocks of code
//! are no tests, and lines have a readable length.

use std::borrow::Cow;

/// Returns the lines of a text, with everything escaped that rustdoc gives a meaning. Paragraphs are filled anew: their
/// lines in the document are as long as the editor of its author made them.
pub(in super::super) fn escaped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    // The paragraph or item being read, with its depth.
    let mut open: Option<(usize, String)> = None;
    let mut fenced = false;
    for line in text.replace('\r', "").lines() {
        let line = printable(line);
        let bare = line.trim();
        let fence = bare.starts_with("```") || bare.starts_with("~~~");
        if let Some((_, paragraph)) = open.as_mut()
            && !(fence
                || bare.is_empty()
                || begins_block(bare)
                || paragraph.starts_with(['#', '|']))
        {
            paragraph.push(' ');
            paragraph.push_str(bare);
            continue;
        }
        if let Some((depth, paragraph)) = open.take() {
            wrap(&plain(&paragraph), depth, &mut lines);
        }
        if fence {
            // A block without a language would be compiled as a test.
            lines.push(if fenced { "```".to_owned() } else { "```text".to_owned() });
            fenced = !fenced;
        } else if fenced {
            lines.push(line.trim_end().to_owned());
        } else if bare.is_empty() {
            lines.push(String::new());
        } else {
            // Four spaces in front would be a block of code.
            let depth = (line.len() - line.trim_start().len()).min(2);
            open = Some((depth, bare.to_owned()));
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

/// Whether a line begins something of its own: an item, a heading, a row, a quotation.
fn begins_block(line: &str) -> bool {
    let marker = line.split(' ').next().unwrap_or_default();
    let number =
        marker.strip_suffix(['.', ')']).is_some_and(|digits| digits.parse::<u32>().is_ok());
    number || matches!(marker, "-" | "*" | "+") || line.starts_with(['#', '|', '>', '='])
}

/// The columns that a line of documentation has.
const WIDTH: usize = 110;

/// Breaks a long line between words, never where the next line would begin like a list, a heading or a table.
pub(super) fn wrap(line: &str, depth: usize, lines: &mut Vec<String>) {
    let indent = " ".repeat(depth);
    if line.len() <= WIDTH || line.starts_with(['|', '#']) {
        lines.push(format!("{indent}{line}"));
        return;
    }
    // What continues an item of a list stands below its text.
    let marker = line.split(' ').next().unwrap_or_default();
    let number =
        marker.strip_suffix(['.', ')']).is_some_and(|digits| digits.parse::<u32>().is_ok());
    let item = number || matches!(marker, "-" | "*" | "+");
    let hang = if item { indent.clone() + &" ".repeat(marker.len() + 1) } else { indent.clone() };
    let begins_something = |word: &str| {
        word.starts_with(['-', '+', '*', '#', '|', '>', '=', '~'])
            || word.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut here = indent;
    for word in line.split(' ') {
        let full = here.len() + word.len() + 1 > WIDTH && !here.trim().is_empty();
        if full && !begins_something(word) {
            lines.push(std::mem::replace(&mut here, hang.clone()));
        }
        if !here.trim().is_empty() {
            here.push(' ');
        }
        here.push_str(word);
    }
    lines.push(here);
}

/// One line outside of code: brackets and tags are escaped, addresses become links.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut code = false;
    let balanced = line.matches('`').count().is_multiple_of(2);
    for word in line.split_inclusive(' ') {
        let text = word.trim_end();
        let is_address = text.starts_with("http://") || text.starts_with("https://");
        if is_address
            && !code
            && text.chars().all(|c| c.is_ascii_graphic() && !"<>[]()`".contains(c))
        {
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

/// Returns a line with a space for each control character.
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
