//! The levels that the settings give to diagnostics: by code, or by a group of codes.

use std::fmt;
use std::str::FromStr;

use super::{Code, Diagnostic, Severity, codes};

/// A group of codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// All codes that are errors.
    Errors,
    /// All codes that are warnings.
    Warnings,
    /// All codes that are notes.
    Notes,
    /// Valid parts of the document that are not supported.
    Unsupported,
    /// Operations and parts that are left out because of an error.
    Skipped,
    /// Versions and references.
    References,
    /// Names that become the same in Rust.
    Names,
    /// Descriptions, tags, links and names of components: they only change documentation.
    Documentation,
    /// Examples that do not match their schema.
    Examples,
}

impl Group {
    /// All groups.
    pub const ALL: [Group; 9] = [
        Group::Errors,
        Group::Warnings,
        Group::Notes,
        Group::Unsupported,
        Group::Skipped,
        Group::References,
        Group::Names,
        Group::Documentation,
        Group::Examples,
    ];

    /// Returns its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Group::Errors => "errors",
            Group::Warnings => "warnings",
            Group::Notes => "notes",
            Group::Unsupported => "unsupported",
            Group::Skipped => "skipped",
            Group::References => "references",
            Group::Names => "names",
            Group::Documentation => "documentation",
            Group::Examples => "examples",
        }
    }

    /// Returns what it contains, as a sentence without a full stop.
    pub const fn about(self) -> &'static str {
        match self {
            Group::Errors => "All errors",
            Group::Warnings => "All warnings",
            Group::Notes => "All notes: what is valid and has no effect",
            Group::Unsupported => "Valid parts of the document that are not supported",
            Group::Skipped => "Operations and parts that are left out because of an error",
            Group::References => "Versions and references",
            Group::Names => "Names that become the same in Rust",
            Group::Documentation => {
                "Descriptions, tags, links and names of components, which only change documentation"
            }
            Group::Examples => "Examples that do not match their schema",
        }
    }

    /// Whether a code is in this group.
    pub fn holds(self, code: &Code) -> bool {
        let is_one_of = |list: &[&Code]| list.iter().any(|other| other.id == code.id);
        let is_of = |digits: &str| code.id.get(1..3) == Some(digits);
        match self {
            Group::Errors => code.severity == Severity::Error,
            Group::Warnings => code.severity == Severity::Warning,
            Group::Notes => code.severity == Severity::Note,
            Group::Unsupported => code.is_unsupported(),
            Group::Skipped => is_one_of(&[&codes::SKIPPED_OPERATION, &codes::SKIPPED_PART]),
            Group::References => is_of("02"),
            Group::Names => is_of("04"),
            Group::Documentation => is_one_of(&[
                &codes::NO_DESCRIPTION,
                &codes::MISSPELLED_TAG,
                &codes::UNKNOWN_TAG,
                &codes::COMPONENT_NAME,
                &codes::DANGLING_LINK,
            ]),
            Group::Examples => is_one_of(&[&codes::WRONG_EXAMPLE]),
        }
    }

    /// How narrow it is: a narrower group counts more than a wider one.
    fn rank(self) -> u8 {
        match self {
            Group::Errors | Group::Warnings | Group::Notes => 0,
            _ => 1,
        }
    }
}

/// A code or a group, as a setting names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Selector {
    /// All codes of a group.
    Group(Group),
    /// One code.
    Code(&'static Code),
}

impl Selector {
    /// Returns the names of all groups and codes.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Group::ALL.into_iter().map(Group::name).chain(codes::all().map(|code| code.id))
    }

    fn holds(self, code: &Code) -> bool {
        match self {
            Selector::Group(group) => group.holds(code),
            Selector::Code(own) => own.id == code.id,
        }
    }

    fn rank(self) -> u8 {
        match self {
            Selector::Group(group) => group.rank(),
            Selector::Code(_) => 2,
        }
    }
}

impl From<Group> for Selector {
    fn from(group: Group) -> Self {
        Selector::Group(group)
    }
}

impl From<&'static Code> for Selector {
    fn from(code: &'static Code) -> Self {
        Selector::Code(code)
    }
}

/// The name is neither a code nor a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownSelector;

impl fmt::Display for UnknownSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = Group::ALL.map(Group::name).join(", ");
        write!(f, "expected a code such as `W0301`, or one of the groups {groups}")
    }
}

impl std::error::Error for UnknownSelector {}

impl FromStr for Selector {
    type Err = UnknownSelector;

    fn from_str(name: &str) -> Result<Self, UnknownSelector> {
        let group = Group::ALL.into_iter().find(|group| group.name() == name);
        let code = || codes::all().find(|code| code.id.eq_ignore_ascii_case(name));
        group.map(Selector::Group).or_else(|| code().map(Selector::Code)).ok_or(UnknownSelector)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Selector::Group(group) => group.name(),
            Selector::Code(code) => code.id,
        })
    }
}

impl<'de> serde::Deserialize<'de> for Selector {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

/// The level that the settings give a diagnostic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Level {
    Allow,
    Warn,
    Deny,
}

/// The levels of a generation. A code counts more than a group, and a narrow group more than `errors`, `warnings` and
/// `notes`. Where two say the same code, `deny` counts more than `warn`, and `warn` more than `allow`.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Levels {
    /// Neither shown nor counted.
    pub allow: Vec<Selector>,
    /// Warnings.
    pub warn: Vec<Selector>,
    /// Errors that refuse the document, also where errors are passed over.
    pub deny: Vec<Selector>,
}

impl Levels {
    fn of(&self, code: &Code) -> Option<Level> {
        let lists =
            [(&self.allow, Level::Allow), (&self.warn, Level::Warn), (&self.deny, Level::Deny)];
        let said = lists.into_iter().flat_map(|(list, level)| {
            let of_code = list.iter().filter(|selector| selector.holds(code));
            of_code.map(move |selector| (selector.rank(), level))
        });
        said.max().map(|(_, level)| level)
    }

    /// Sets the severity of each diagnostic, and removes those that are allowed. If nothing is generated, an error stays
    /// an error: somebody must be told why.
    pub(super) fn apply(&self, list: &mut Vec<Diagnostic>, is_complete: bool) {
        list.retain_mut(|found| {
            let is_fixed = found.code.severity == Severity::Error && !is_complete;
            match self.of(found.code) {
                Some(Level::Allow) if !is_fixed => return false,
                Some(Level::Warn) if !is_fixed => found.severity = Severity::Warning,
                Some(Level::Deny) => (found.severity, found.is_denied) = (Severity::Error, true),
                _ => {}
            }
            true
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(allow: &[&str], warn: &[&str], deny: &[&str]) -> Levels {
        let read = |names: &[&str]| names.iter().map(|name| name.parse().unwrap()).collect();
        Levels { allow: read(allow), warn: read(warn), deny: read(deny) }
    }

    #[test]
    fn the_narrowest_level_counts() {
        let levels = levels(&["W0401", "errors"], &["notes", "E0203"], &["warnings", "names"]);
        let of = |code: &Code| levels.of(code);
        assert_eq!(of(&codes::NAME_CLASH), Some(Level::Allow));
        assert_eq!(of(&codes::NO_ITEMS), Some(Level::Deny));
        assert_eq!(of(&codes::DANGLING_REFERENCE), Some(Level::Warn));
        assert_eq!(of(&codes::WRONG_TYPE), Some(Level::Allow));
        assert_eq!(Levels::default().of(&codes::NO_ITEMS), None);
    }

    #[test]
    fn every_name_is_read_as_itself() {
        for name in Selector::names() {
            let selector: Selector = name.parse().unwrap();
            assert_eq!(selector.to_string(), name);
        }
        assert!("W9999".parse::<Selector>().is_err() && "w0401".parse::<Selector>().is_ok());
    }
}
