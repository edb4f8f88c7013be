//! The lines of `Cargo.toml` that depend on the settings: metadata of the package, and its dependencies.

use crate::config::{Config, Dependency, Detailed, Ends, Package};

/// Returns the lines of `[package]`, except name and description. In a workspace, keys without a setting are inherited.
pub(super) fn metadata(package: &Package) -> Vec<String> {
    let Package { version, license, repository, rust_version, .. } = package;
    let keys = [
        ("version", version.as_deref(), Some("0.1.0")),
        ("edition", None, Some("2024")),
        ("rust-version", rust_version.as_deref(), Some(env!("CARGO_PKG_RUST_VERSION"))),
        ("license", license.as_deref(), None),
        ("repository", repository.as_deref(), None),
    ];
    let line = |(key, given, default): (&str, Option<&str>, Option<&str>)| {
        if given.is_none() && package.workspace {
            return Some(format!("{key}.workspace = true"));
        }
        given.or(default).map(|text| format!("{key} = {}", toml(text)))
    };
    let publish = package.publish.map(|publish| format!("publish = {publish}"));
    keys.into_iter().filter_map(line).chain(publish).collect()
}

/// Returns the categories of the package on crates.io.
pub(super) fn categories(ends: Ends) -> Vec<&'static str> {
    let client = ends.client().then_some("web-programming::http-client");
    let server = ends.server().then_some("web-programming::http-server");
    ["api-bindings"].into_iter().chain(client).chain(server).collect()
}

/// Returns the dependency on `counterpart-wire`. With XML, it has the feature for that. It always has a version: `cargo publish` requires one, and removes the
/// path or the repository.
pub(super) fn wire(package: &Package, has_xml: bool) -> String {
    let Package { wire_version, wire_path, wire_git, wire_rev, .. } = package;
    let is_given = [wire_version, wire_path, wire_git].into_iter().any(Option::is_some);
    if package.workspace && !is_given {
        return if has_xml {
            "counterpart-wire = { workspace = true, features = [\"xml\"] }".to_owned()
        } else {
            "counterpart-wire.workspace = true".to_owned()
        };
    }
    let wire = Detailed {
        version: Some(wire_version.as_deref().unwrap_or(env!("CARGO_PKG_VERSION")).to_owned()),
        path: wire_path.clone(),
        git: wire_git.clone(),
        rev: wire_rev.clone(),
        default_features: Some(false),
        features: has_xml.then(|| "xml".to_owned()).into_iter().collect(),
        ..Detailed::default()
    };
    format!("counterpart-wire = {}", table(&wire))
}

/// Returns a line for each dependency of the settings.
pub(super) fn dependencies(config: &Config) -> Vec<String> {
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

/// Returns a TOML key, quoted if necessary.
pub(super) fn key(name: &str) -> String {
    let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if bare && !name.is_empty() { name.to_owned() } else { toml(name) }
}

/// Returns a text without line breaks.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a TOML string. Basic strings of TOML are escaped like JSON strings.
pub(super) fn toml(text: &str) -> String {
    serde_json::Value::from(one_line(text)).to_string()
}
