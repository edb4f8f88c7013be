//! The Markdown of descriptions as HTML: paragraphs, headings, lists, code blocks, and within a line code, emphasis and
//! links. All else stays as it is written. Text is escaped before anything is made of it, so that no document can put
//! markup of its own into a page.

/// Markdown to HTML.
pub(crate) fn html(markdown: &str) -> String {
    let mut html = String::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        if let Some(fence) = text.get(..3).filter(|fence| matches!(*fence, "```" | "~~~")) {
            let code: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != fence).collect();
            html += &element("pre", &element("code", &escape(&code.join("\n"))));
        } else if let Some(title) = heading(text) {
            // Descriptions stand below the page's own headings.
            html += &element("h4", &inline(title));
        } else if let Some((ordered, first)) = item(text) {
            let mut items = vec![first.to_owned()];
            while let Some(next) =
                lines.next_if(|line| !line.trim().is_empty() && belongs(line, ordered))
            {
                match item(next.trim()) {
                    Some((_, more)) => items.push(more.to_owned()),
                    None => items.iter_mut().last().into_iter().for_each(|last| {
                        last.push(' ');
                        last.push_str(next.trim());
                    }),
                }
            }
            let items: String = items.iter().map(|item| element("li", &inline(item))).collect();
            html += &element(if ordered { "ol" } else { "ul" }, &items);
        } else {
            let mut paragraph = text.to_owned();
            while let Some(next) = lines.next_if(|line| continues(line.trim())) {
                paragraph.push(' ');
                paragraph.push_str(next.trim());
            }
            html += &element("p", &inline(&paragraph));
        }
    }
    html
}

/// The first paragraph as plain text, for places where no markup fits.
pub(crate) fn first_paragraph(markdown: &str) -> String {
    let lines: Vec<&str> =
        markdown.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    lines.join(" ").replace(['*', '`'], "")
}

/// Text as HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}

fn heading(text: &str) -> Option<&str> {
    let title = text.trim_start_matches('#');
    (title.len() < text.len() && title.starts_with(' ')).then(|| title.trim())
}

fn item(text: &str) -> Option<(bool, &str)> {
    if let Some(rest) = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")) {
        return Some((false, rest.trim()));
    }
    let (number, rest) = text.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some((true, rest.trim()))
}

/// Whether a line goes on with a list: an item of its kind, or indented text.
fn belongs(line: &str, ordered: bool) -> bool {
    item(line.trim()).map_or(line.starts_with(' '), |(kind, _)| kind == ordered)
}

fn continues(text: &str) -> bool {
    !text.is_empty() && item(text).is_none() && heading(text).is_none() && !text.starts_with("```")
}

/// The markup within a line. Code is taken out first: nothing in it is markup.
fn inline(text: &str) -> String {
    let mut html = String::new();
    for (place, part) in text.split('`').enumerate() {
        // A last part after an odd backtick is text, the backtick with it.
        let closed = place % 2 == 1 && text.split('`').count() > place + 1;
        match (place % 2, closed) {
            (1, true) => html += &element("code", &escape(part)),
            (1, false) => html.extend(["`", &words(part)]),
            _ => html += &words(part),
        }
    }
    html
}

fn words(text: &str) -> String {
    let text = links(&escape(text));
    let text = pairs(&text, "**", "strong");
    pairs(&text, "*", "em")
}

/// What stands between two marks, as an element. A mark alone, or one with a space inside of it, is no mark.
fn pairs(text: &str, mark: &str, name: &str) -> String {
    let mut html = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(mark) {
        let inner =
            after.split_once(mark).filter(|(inner, _)| !inner.is_empty() && inner.trim() == *inner);
        html += before;
        if let Some((inner, end)) = inner {
            html += &element(name, inner);
            rest = end;
        } else {
            html += mark;
            rest = after;
        }
    }
    html + rest
}

/// `[text](address)`, where the address is of the web or of this page. The text is escaped already.
fn links(text: &str) -> String {
    let mut html = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let link = after.split_once("](").and_then(|(label, more)| {
            let (address, end) = more.split_once(')')?;
            let safe =
                ["https://", "http://", "#", "/"].iter().any(|start| address.starts_with(start));
            (safe
                && !label.contains('[')
                && !address.contains(|sign: char| sign.is_whitespace() || sign == '*'))
            .then_some((label, address, end))
        });
        html.push_str(before);
        if let Some((label, address, end)) = link {
            html.extend(["<a href=\"", address, "\" rel=\"noreferrer\">", label, "</a>"]);
            rest = end;
        } else {
            html.push('[');
            rest = after;
        }
    }
    html + rest
}
