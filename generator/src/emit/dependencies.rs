//! The dependencies that a user adds, as lines of `Cargo.toml`.

use super::pages::toml;
use crate::config::{Config, Dependency, Detailed};

/// A line for each.
pub(super) fn lines(config: &Config) -> Vec<String> {
    let dependencies = config.settings.dependencies.iter();
    let line = |(name, dependency): (&String, &Dependency)| match dependency {
        Dependency::Version(version) => format!("{} = {}", key(name), toml(version)),
        Dependency::Detailed(detailed) => format!("{} = {}", key(name), table(detailed)),
    };
    dependencies.map(line).collect()
}

fn table(it: &Detailed) -> String {
    let texts = [
        ("version", &it.version),
        ("path", &it.path),
        ("git", &it.git),
        ("branch", &it.branch),
        ("tag", &it.tag),
        ("rev", &it.rev),
        ("package", &it.package),
        ("registry", &it.registry),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(name, text)| text.as_ref().map(|text| format!("{name} = {}", toml(text))));
    let flags = [("default-features", it.default_features), ("workspace", it.workspace)];
    let flags =
        flags.into_iter().filter_map(|(name, flag)| flag.map(|flag| format!("{name} = {flag}")));
    let features: Vec<String> = it.features.iter().map(|feature| toml(feature)).collect();
    let features = (!features.is_empty()).then(|| format!("features = [{}]", features.join(", ")));
    let parts: Vec<String> = texts.chain(flags).chain(features).collect();
    format!("{{ {} }}", parts.join(", "))
}

/// A key of TOML, between quotes where it needs them.
pub(super) fn key(name: &str) -> String {
    let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if bare && !name.is_empty() { name.to_owned() } else { toml(name) }
}
