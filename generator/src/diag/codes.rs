//! The catalogue of diagnostic codes: for each code what is wrong, why it matters and how to fix it.
//!
//! A code never changes its meaning. Its first two digits name the stage that reports it: 01 load, 02 resolve,
//! 03 read, 04 names, 05 settings, 09 features that are not supported. Each stage has a submodule.

use crate::diag::Severity;

/// Declares a static for each code of a stage, and the list of them.
macro_rules! catalogue {
    ($list:ident: $($name:ident = $severity:ident $id:literal $title:literal why $why:literal help $help:literal;)*) => {
        $(
            #[doc = concat!($id, ": ", $title, ".\n\n", $why)]
            pub static $name: $crate::diag::Code = $crate::diag::Code {
                id: $id,
                title: $title,
                why: $why,
                help: $help,
                severity: $crate::diag::Severity::$severity,
            };
        )*

        /// The codes of this stage, in the order of their ids.
        pub(super) static $list: &[&$crate::diag::Code] = &[$(&$name),*];
    };
}

mod load;
mod names;
mod read;
mod resolve;
mod settings;
mod tolerated;
mod unsupported;

pub use {load::*, names::*, read::*, resolve::*, settings::*, tolerated::*, unsupported::*};

/// One kind of diagnostic.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct Code {
    /// The stable id, such as `E0101`: `E` for an error, `W` for a warning, `N` for a note.
    pub id: &'static str,
    /// What is wrong: lower case, without a full stop.
    pub title: &'static str,
    /// Why this is reported, and what the generator does about it: one or two sentences.
    pub why: &'static str,
    /// How to fix it, as an imperative without a full stop. A diagnostic may have more specific help.
    pub help: &'static str,
    /// Whether it is an error, a warning or a note, unless the settings say otherwise.
    pub severity: Severity,
}

impl Code {
    /// Whether the document uses a valid feature that the generator does not support.
    pub fn is_unsupported(&self) -> bool {
        self.id.get(1..3) == Some("09")
    }

    /// Whether a setting in `counterpart.toml` cannot be applied.
    pub fn is_of_settings(&self) -> bool {
        self.id.starts_with("E05")
    }
}

/// Returns all codes, by stage: in each stage the errors first, in the order of their ids.
pub fn all() -> impl Iterator<Item = &'static Code> {
    let stages = [LOAD, RESOLVE, READ, TOLERATED, NAMES, SETTINGS, UNSUPPORTED];
    stages.into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_name_the_severity() {
        let mut seen: Vec<&str> = all().map(|code| code.id).collect();
        for code in all() {
            let letter = match code.severity {
                Severity::Error => 'E',
                Severity::Warning => 'W',
                Severity::Note => 'N',
            };
            assert!(code.id.starts_with(letter), "{}", code.id);
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all().count());
    }

    #[test]
    fn texts_have_the_house_form() {
        for code in all() {
            assert!(!code.title.ends_with('.') && !code.help.ends_with('.'), "{}", code.id);
            assert!(code.why.ends_with('.'), "{}", code.id);
        }
    }
}
