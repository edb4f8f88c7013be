//! Checks Rust paths and names in settings: their syntax, and whether their crates are dependencies.

use super::{Config, below};
use crate::diag::{Diagnostics, codes, near, text};

/// Derive macros of the standard library.
const DERIVES: &[&str] =
    &["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

/// Crates that every package can use.
const ALWAYS: &[&str] = &["std", "core", "alloc", "counterpart_wire"];

/// Keywords that cannot be part of a path.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A path such as `my_types::Money`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RustPath(pub(crate) Vec<String>);

impl RustPath {
    /// Parses a path.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix("::").unwrap_or(text);
        let segments: Vec<String> = text.split("::").map(str::to_owned).collect();
        let (first, rest) = segments.split_first()?;
        let fine = (first == "crate" && !rest.is_empty()) || is_name(first);
        (fine && rest.iter().all(|segment| is_name(segment))).then_some(Self(segments))
    }
}

/// Whether a text is a Rust identifier.
pub(crate) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let begins = chars.next().is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c));
    begins && chars.all(unicode_ident::is_xid_continue) && text != "_" && !KEYWORDS.contains(&text)
}

/// Checks the settings as far as possible without a document. Returns whether they are valid.
pub(super) fn check(config: &Config, diagnostics: &mut Diagnostics) -> bool {
    let mut check = Check { config, diagnostics, fine: true };
    check.package();
    let settings = &config.settings;
    for (table, types) in [("/types", &settings.types), ("/formats", &settings.formats)] {
        for (name, path) in types {
            check.path(path, &below(table, name));
        }
    }
    for (index, derives) in settings.derives.iter().enumerate() {
        for (at, path) in derives.traits.iter().enumerate() {
            let pointer = format!("/derives/{index}/traits/{at}");
            if !DERIVES.contains(&path.as_str()) {
                check.derive(path, &pointer);
            }
        }
    }
    check.fine
}

struct Check<'c> {
    config: &'c Config,
    diagnostics: &'c mut Diagnostics,
    fine: bool,
}

impl Check<'_> {
    fn package(&mut self) {
        if let Some(name) = &self.config.settings.package.name
            && !is_package(name)
        {
            self.fine = false;
            let message = format!("invalid package name {}", text::quote(name));
            let place = ("/package/name", name.as_str());
            self.config
                .report_text(self.diagnostics, &codes::MALFORMED_NAME, place, message)
                .help("use letters, digits, `-` and `_`, and start with a letter");
        }
        for name in self.config.settings.dependencies.keys() {
            let help = if !is_package(name) {
                "write the name of a crate, as in `Cargo.toml`"
            } else if name == "counterpart-wire" {
                "remove it, since every package depends on it; to choose its source, set `wire-version`, `wire-path` or `wire-git` in `[package]`"
            } else {
                continue;
            };
            self.fine = false;
            let message = format!("invalid dependency {}", text::quote(name));
            let pointer = below("/dependencies", name);
            self.config
                .report_key(self.diagnostics, &codes::MALFORMED_NAME, &pointer, message)
                .help(help);
        }
    }

    /// Checks a derive macro: one of the standard library, or a path.
    fn derive(&mut self, path: &str, pointer: &str) {
        if !is_name(path) {
            return self.path(path, pointer);
        }
        self.fine = false;
        let message = format!("unknown derive macro {}", text::quote(path));
        let help = match near::nearest(path, DERIVES.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the full path, such as `serde::Serialize`".to_owned(),
        };
        self.config.report(self.diagnostics, &codes::MALFORMED_NAME, pointer, message).help(help);
    }

    /// Checks a path: its syntax, and whether the generated code can use its crate.
    fn path(&mut self, path: &str, pointer: &str) {
        let (code, message, help) = match RustPath::parse(path) {
            None => (
                &codes::MALFORMED_NAME,
                format!("invalid Rust path {}", text::quote(path)),
                "write a full path, such as `my_types::Money`".to_owned(),
            ),
            Some(RustPath(segments)) => match segments.as_slice() {
                [only] => (
                    &codes::MALFORMED_NAME,
                    format!("Rust path {} has no crate", text::quote(only)),
                    "write a full path, such as `my_types::Money`".to_owned(),
                ),
                [first, ..] if !self.knows(first) => {
                    let (message, help) = if first == "crate" {
                        (
                            format!("{} would be part of the generated package", text::quote(path)),
                            "move the type to a crate of your own, and add that to `[dependencies]`"
                                .to_owned(),
                        )
                    } else {
                        (
                            format!(
                                "crate {} is not a dependency of the generated package",
                                text::quote(first)
                            ),
                            format!("add `{}` to `[dependencies]`", first.replace('_', "-")),
                        )
                    };
                    (&codes::UNKNOWN_CRATE, message, help)
                }
                _ => return,
            },
        };
        self.fine = false;
        self.config.report(self.diagnostics, code, pointer, message).help(help);
    }

    fn knows(&self, first: &str) -> bool {
        let dependencies = self.config.settings.dependencies.keys();
        self.config.embedded
            || ALWAYS.contains(&first)
            || dependencies.into_iter().any(|name| name.replace('-', "_") == first)
    }
}

fn is_package(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_are_parsed() {
        for path in ["a::B", "::a::b::C", "crate::money::Money", "größe::Größe"] {
            assert!(RustPath::parse(path).is_some(), "{path}");
        }
        for text in ["", "a b", "a::", "a::<b>", "a-b::C", "a::super::B", "crate", "1::B", "a;b"] {
            assert!(RustPath::parse(text).is_none(), "{text}");
        }
    }
}
