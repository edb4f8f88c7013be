//! Checks the Markdown of the repository: links lead to a page, a heading or a file that exists, and so do paths that
//! are written as code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::output::{eprint_line, print_line};
use crate::workspace::root;

/// Texts outside of the book. Those with `false` describe the past: paths in them may be gone.
const OTHERS: &[(&str, bool)] = &[
    ("README.md", true),
    ("ARCHITECTURE.md", true),
    ("CONTRIBUTING.md", true),
    ("CHANGELOG.md", false),
    ("templates/README.md", true),
];

/// Folders whose paths are checked where they are written as code.
const FOLDERS: &[&str] = &[
    "docs/",
    "generated/",
    "generator/",
    "runtime/",
    "specs/",
    "templates/",
    "tests/",
    "wire/",
    "xtask/",
];

/// The links and anchors of one text.
#[derive(Default)]
struct Page {
    /// The anchors of its headings.
    anchors: BTreeSet<String>,
    links: Vec<String>,
    codes: Vec<String>,
    /// Whether a code block names no language: rustdoc would take it for Rust.
    unnamed_blocks: bool,
}

/// Checks all texts. `false` when something is dead.
pub(crate) fn run() -> anyhow::Result<bool> {
    let root = root();
    let book = Path::new("docs/src");
    let mut pages = BTreeMap::new();
    for entry in std::fs::read_dir(root.join(book)).context("docs/src")? {
        let name = book.join(entry?.file_name());
        if name.extension().is_some_and(|extension| extension == "md") {
            pages.insert(name.clone(), read(&root.join(&name))?);
        }
    }
    for (name, _) in OTHERS {
        pages.insert(PathBuf::from(name), read(&root.join(name))?);
    }
    let mut dead = Vec::new();
    for (name, page) in &pages {
        let is_current = OTHERS.iter().all(|(other, current)| *current || Path::new(other) != name);
        let mut found = Vec::new();
        let links = page.links.iter().filter_map(|link| link_problem(link, name, &pages, &root));
        found.extend(links);
        if is_current {
            let gone = |code: &&String| is_path(code) && !root.join(code).exists();
            found.extend(page.codes.iter().filter(gone).map(|code| format!("no file `{code}`")));
        }
        if name.starts_with(book) && page.unnamed_blocks {
            found.push("a code block names no language".to_owned());
        }
        dead.extend(found.into_iter().map(|problem| format!("{}: {problem}", name.display())));
    }
    dead.extend(unlisted(&pages, book));
    for problem in &dead {
        eprint_line(problem);
    }
    print_line(&format!("docs: {} pages, {} problems", pages.len(), dead.len()));
    Ok(dead.is_empty())
}

/// Pages of the book that its table of contents leaves out.
fn unlisted(pages: &BTreeMap<PathBuf, Page>, book: &Path) -> Vec<String> {
    let summary = book.join("SUMMARY.md");
    let listed = pages.get(&summary).map(|page| page.links.as_slice()).unwrap_or_default();
    let inside = pages.keys().filter(|name| name.starts_with(book) && **name != summary);
    let missing = inside.filter(|name| !listed.iter().any(|link| book.join(link) == **name));
    missing.map(|name| format!("{}: not listed in SUMMARY.md", name.display())).collect()
}

/// Why a link is dead. Addresses on the web are not asked for.
fn link_problem(
    link: &str,
    from: &Path,
    pages: &BTreeMap<PathBuf, Page>,
    root: &Path,
) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match file {
        "" => from.to_owned(),
        file => normal(&from.parent().unwrap_or(Path::new("")).join(file)),
    };
    if from.starts_with("docs/src") && !target.starts_with("docs/src") {
        return Some(format!("`{link}` leads out of the book"));
    }
    if !root.join(&target).exists() {
        return Some(format!("`{link}` leads to no file"));
    }
    let known = |page: &Page| page.anchors.contains(anchor);
    let is_dead = !anchor.is_empty() && !pages.get(&target).is_some_and(known);
    is_dead.then(|| format!("`{link}` leads to no heading"))
}

/// Whether a piece of code is a path of the repository, and not a pattern of paths.
fn is_path(code: &str) -> bool {
    FOLDERS.iter().any(|folder| code.starts_with(folder))
        && code.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut made = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                made.pop();
            }
            Component::CurDir => {}
            part => made.push(part),
        }
    }
    made
}

/// Reads a text.
fn read(path: &Path) -> anyhow::Result<Page> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut page = Page::default();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let anchor = anchor(&heading.take().unwrap_or_default());
                let again = (1..).map(|number| format!("{anchor}-{number}"));
                let mut names = std::iter::once(anchor.clone()).chain(again);
                page.anchors.extend(names.find(|name| !page.anchors.contains(name)));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push(dest_url.into_string());
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                page.unnamed_blocks |= match kind {
                    CodeBlockKind::Fenced(language) => language.is_empty(),
                    CodeBlockKind::Indented => true,
                };
            }
            Event::Code(code) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&code);
                }
                page.codes.push(code.into_string());
            }
            Event::Text(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    Ok(page)
}

/// The anchor of a heading, as mdBook and GitHub make it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{anchor, is_path, normal};
    use std::path::Path;

    #[test]
    fn headings_have_the_anchors_of_mdbook() {
        assert_eq!(anchor("Types of your own"), "types-of-your-own");
        assert_eq!(anchor("`x-stream`: events, typed"), "x-stream-events-typed");
    }

    #[test]
    fn only_plain_paths_of_the_repository_are_checked() {
        assert!(is_path("wire/src/lib.rs"));
        assert!(!is_path("specs/<name>.yaml"));
        assert!(!is_path("types/pet.rs"));
        assert_eq!(normal(Path::new("docs/src/../a.md")), Path::new("docs/a.md"));
    }
}
