//! Blank lines between items, which `prettyplease` does not write.
//!
//! In comes its output: four spaces a level, and each item, attribute and line of documentation on a line of its own.
//! String literals have no line breaks, so each line is code or documentation.

/// Puts a blank line between two items of a file, a module, an impl or a trait. Imports, modules, constants and type
/// aliases without attributes stay together with their like.
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

/// The spaces of one level.
const INDENT: usize = 4;

/// Where the lines of one depth are.
struct Level {
    /// Whether they are items.
    holds_items: bool,
    /// Whether the last item has items in it.
    is_container: bool,
    /// The group that the last item can share with the next one.
    group: Option<&'static str>,
}

impl Default for Level {
    /// The level of a file.
    fn default() -> Self {
        Self { holds_items: true, is_container: false, group: None }
    }
}

impl Level {
    /// Reads a line, and tells whether a blank line belongs before it.
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

/// The word that says what kind of item a line begins.
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

/// The group of items that need no blank line between them.
fn group(word: &str) -> Option<&'static str> {
    match word {
        "use" => Some("use"),
        "mod" => Some("mod"),
        "type" | "const" => Some("const"),
        _ => None,
    }
}
