//! Adds blank lines between items, which `prettyplease` does not.
//!
//! The input is the output of `prettyplease`: each level is indented by four spaces, and each item, attribute and line of
//! documentation starts a new line. String literals contain no line breaks, so each line is code or documentation.

/// Adds a blank line between two items of a file, module, impl or trait. Consecutive imports, modules, constants and type
/// aliases without attributes stay together.
pub(super) fn separate_items(code: &str) -> String {
    let mut spaced = String::with_capacity(code.len() + code.len() / 16);
    let mut levels: Vec<Level> = vec![Level::default()];
    let mut last = "";
    for line in code.lines() {
        let text = line.trim_start();
        let depth = (line.len() - text.len()) / INDENT;
        levels.truncate(depth + 1);
        while levels.len() <= depth {
            let holds_items = levels.last().is_some_and(|level| level.is_container);
            levels.push(Level { holds_items, ..Level::default() });
        }
        if let Some(level) = levels.last_mut()
            && level.holds_items
            && level.begins_item(text, last)
        {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
        last = text;
    }
    spaced
}

/// Indentation of one level.
const INDENT: usize = 4;

/// The state of one indentation level.
struct Level {
    /// Whether its lines are items.
    holds_items: bool,
    /// Whether the last item contains items.
    is_container: bool,
    /// The group of the last item, if it has one.
    group: Option<&'static str>,
}

impl Default for Level {
    /// The level of a file.
    fn default() -> Self {
        Self { holds_items: true, is_container: false, group: None }
    }
}

impl Level {
    /// Reads a line, and returns whether a blank line is needed before it.
    fn begins_item(&mut self, line: &str, last: &str) -> bool {
        let after_attribute = is_attribute(last);
        let after_item = !after_attribute && last.ends_with([';', '}']);
        let after_head = last.starts_with("//!") || last.starts_with("#![");
        if is_attribute(line) {
            if after_item || after_head {
                self.group = None;
            }
            return after_item || (after_head && !line.starts_with("//!"));
        }
        let Some(word) = keyword(line) else {
            return after_item && line.contains("!(");
        };
        self.is_container = matches!(word, "impl" | "trait" | "mod") && !line.ends_with(';');
        let group = if after_attribute { None } else { group(word) };
        let together = group.is_some() && self.group == group;
        self.group = group;
        (after_item && !together) || after_head
    }
}

fn is_attribute(line: &str) -> bool {
    line.starts_with("///") || line.starts_with("#[")
}

/// Returns the keyword of the item that starts on a line.
fn keyword(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub").unwrap_or(line);
    let rest = match rest.strip_prefix('(') {
        Some(scoped) if rest.len() < line.len() => scoped.split_once(')')?.1,
        _ => rest,
    };
    let word = rest.trim_start().split([' ', '<']).next()?;
    let is_item = matches!(
        word,
        "use"
            | "mod"
            | "type"
            | "const"
            | "static"
            | "struct"
            | "enum"
            | "impl"
            | "trait"
            | "fn"
            | "async"
    );
    is_item.then_some(word)
}

/// Returns the group of an item. Items of the same group have no blank line between them.
fn group(word: &str) -> Option<&'static str> {
    match word {
        "use" => Some("use"),
        "mod" => Some("mod"),
        "type" | "const" => Some("const"),
        _ => None,
    }
}
