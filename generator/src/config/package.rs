//! Checks the `[package]` table: its values must be ones that Cargo accepts in a manifest.

use semver::{Version, VersionReq};

use super::{Config, Package};
use crate::diag::{Code, Diagnostics, codes, text};

/// The lowest version of Rust that `counterpart-wire` supports. It is that of this crate too.
const LOWEST_RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// Checks the table. Returns whether it is valid.
pub(super) fn check(config: &Config, diagnostics: &mut Diagnostics) -> bool {
    let package = &config.settings.package;
    let faults: Vec<Fault> = values(package).into_iter().chain(together(package)).collect();
    for fault in &faults {
        let place = (fault.pointer, fault.value);
        config
            .report_text(diagnostics, fault.code, place, fault.message.as_str())
            .help(fault.help.as_str());
    }
    faults.is_empty()
}

struct Fault<'p> {
    code: &'static Code,
    pointer: &'static str,
    /// The value. It tells whether the file or a flag has set it.
    value: &'p str,
    message: String,
    help: String,
}

/// Returns the faults of single values.
fn values(package: &Package) -> Vec<Fault<'_>> {
    let fault = |pointer, value, what: &str, help: &str| Fault {
        code: &codes::SETTING_VALUE,
        pointer,
        value,
        message: format!(
            "`{}` must be {what}, not {}",
            pointer.trim_start_matches("/package/"),
            text::quote(value)
        ),
        help: help.to_owned(),
    };
    let mut faults = Vec::new();
    if let Some(version) = package.version.as_deref().filter(|it| Version::parse(it).is_err()) {
        let help = "write three numbers, such as `0.1.0`";
        faults.push(fault("/package/version", version, "a version", help));
    }
    if let Some(wanted) =
        package.wire_version.as_deref().filter(|it| VersionReq::parse(it).is_err())
    {
        let help = concat!("write a version such as `", env!("CARGO_PKG_VERSION"), "`");
        faults.push(fault("/package/wire-version", wanted, "a version requirement", help));
    }
    if let Some(version) = package.rust_version.as_deref() {
        let help = format!("write `{LOWEST_RUST}` or a later version");
        let found = rust_version(version);
        let what = if found.is_none() {
            "a version of Rust"
        } else {
            "at least what `counterpart-wire` needs"
        };
        if found.is_none() || found < rust_version(LOWEST_RUST) {
            faults.push(fault("/package/rust-version", version, what, &help));
        }
    }
    let urls =
        [("/package/repository", &package.repository), ("/package/wire-git", &package.wire_git)];
    for (pointer, url) in urls {
        if let Some(url) = url.as_deref().filter(|url| !is_url(url)) {
            let help = "write a whole URL, such as `https://example.com/name` or `ssh://git@example.com/name`";
            faults.push(fault(pointer, url, "a URL", help));
        }
    }
    let texts = [
        (
            "/package/license",
            &package.license,
            "an SPDX expression",
            "write one such as `MIT`, or leave it out",
        ),
        (
            "/package/wire-rev",
            &package.wire_rev,
            "a commit or a tag",
            "leave it out to take the newest commit",
        ),
    ];
    for (pointer, value, what, help) in texts {
        if let Some(blank) = value.as_deref().filter(|text| text.trim().is_empty()) {
            faults.push(fault(pointer, blank, what, help));
        }
    }
    faults
}

/// Returns the fault of values that are valid alone but not together.
fn together(package: &Package) -> Option<Fault<'_>> {
    let (pointer, value, message, help) =
        match (&package.wire_path, &package.wire_git, &package.wire_rev) {
            (Some(_), Some(git), _) => (
                "/package/wire-git",
                git,
                "`wire-path` and `wire-git` cannot both be set",
                "remove one of the two",
            ),
            (_, None, Some(rev)) => (
                "/package/wire-rev",
                rev,
                "`wire-rev` needs `wire-git`",
                "add `wire-git`, or remove `wire-rev`",
            ),
            _ => return None,
        };
    Some(Fault {
        code: &codes::CONFLICTING_SETTINGS,
        pointer,
        value,
        message: message.to_owned(),
        help: help.to_owned(),
    })
}

/// Parses a version of Rust: `1.89` or `1.89.0`.
fn rust_version(text: &str) -> Option<(u64, u64, u64)> {
    let whole = if text.matches('.').count() == 1 { format!("{text}.0") } else { text.to_owned() };
    let version = Version::parse(&whole).ok()?;
    let is_release = version.pre.is_empty() && version.build.is_empty();
    is_release.then_some((version.major, version.minor, version.patch))
}

/// Whether Cargo accepts a string as the URL of a repository. The short form for SSH, `git@host:name`, is not a URL.
fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && !rest.is_empty()
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_rust_have_two_or_three_numbers() {
        assert_eq!(rust_version("1.89"), Some((1, 89, 0)));
        assert_eq!(rust_version("1.90.1"), Some((1, 90, 1)));
        assert!(rust_version("1.100") > rust_version("1.89"));
        for text in ["", "1", "1.", "1.89.0.0", "^1.89", "1.89-beta", "1.x", "stable"] {
            assert_eq!(rust_version(text), None, "{text}");
        }
        assert!(rust_version(LOWEST_RUST).is_some());
    }

    #[test]
    fn urls_have_a_scheme() {
        for url in ["https://example.com/a", "ssh://git@example.com/a.git", "file:///home/a"] {
            assert!(is_url(url), "{url}");
        }
        for text in ["", "git@example.com:a/b", "../wire", "://a", "https://", "https://a b"] {
            assert!(!is_url(text), "{text}");
        }
    }
}
