//! Compiles packages that are generated with settings, without a warning: client and server alone, each tag alone, and with
//! types of another crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use counterpart_generator::Builder;
use counterpart_stages::{case, document};

/// The packages and their settings.
const PACKAGES: &[(&str, &str)] = &[
    ("client-alone", "ends = 'client'"),
    ("server-alone", "ends = 'server'\ntrait-methods = 'default'"),
    ("by-tag", "tag-features = true"),
    (
        "with-own-types",
        "type-modules = 'one'\n[types]\nMoney = 'own_types::Money'\n'/components/schemas/Pet/properties/home' = 'own_types::Home'\n\
         [formats]\ndecimal = 'own_types::Decimal'\n\
         [[derives]]\ntraits = ['Eq', 'Hash']\ntypes = ['Pet']\n[[derives]]\ntraits = ['serde::Serialize']\ntypes = ['Kind']\n\
         [dependencies]\nown-types = { path = 'own-types' }\nserde = { version = '1', features = ['derive'] }\n\
         [rename.types]\nPet = 'Animal'\n[rename.operations]\nlistPets = 'animals'\n[rename.fields]\n'Kind.cat' = 'Felis'",
    ),
];

/// Creates a workspace for the packages, with the lock file of this one.
fn workspace() -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages");
    fs::create_dir_all(workspace.join("own-types/src")).expect("a folder");
    let members = PACKAGES.iter().map(|(name, _)| *name).chain(["own-types"]);
    let members: Vec<String> = members.map(|name| format!("{name:?}")).collect();
    let members = members.join(", ");
    put(
        &workspace.join("Cargo.toml"),
        &format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n"),
    );
    let project = document::root();
    fs::copy(project.join("Cargo.lock"), workspace.join("Cargo.lock")).expect("a lock");
    let wire = project.join("wire").display().to_string();
    put(
        &workspace.join("own-types/Cargo.toml"),
        &format!(
            "[package]\nname = \"own-types\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ncounterpart-wire = {{ path = {wire:?} }}\n"
        ),
    );
    // The types of the guide, and one that is an object.
    let money = fs::read_to_string(project.join("tests/module/src/money.rs")).expect("the types");
    let money = money.replace("//!", "//");
    let home = "\n/// A home.\n#[derive(Debug, Clone, PartialEq, Eq, Hash)]\npub struct Home;\n\
        impl Encode for Home {\n    fn encode(&self, to: &mut Writer) {\n        to.begin_object();\n        to.end_object();\n    }\n}\n\
        impl Decode for Home {\n    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {\n        value.object(report).map(|_| Self)\n    }\n}\n";
    put(&workspace.join("own-types/src/lib.rs"), &format!("{money}{home}"));
    let pets = case::folder("settings").join("parts/pets.yaml");
    for (name, settings) in PACKAGES {
        let file = workspace.join(format!("{name}.toml"));
        let head = format!("document = {:?}\noutput = {name:?}\n", pets.display().to_string());
        let package = format!("\n[package]\nname = {name:?}\nwire-path = {wire:?}\n");
        // In TOML, a key outside of tables comes before all tables.
        let (plain, tables) = settings
            .split_once("\n[")
            .map_or((*settings, String::new()), |it| (it.0, format!("\n[{}", it.1)));
        put(&file, &format!("{head}{plain}{package}{tables}\n"));
        let builder = Builder::from_file(&file).unwrap_or_else(|error| panic!("{error}"));
        builder.write().unwrap_or_else(|error| panic!("{error}"));
    }
    workspace
}

/// Writes a file only if its text differs: Cargo compares modification times.
fn put(path: &Path, text: &str) {
    if !fs::read_to_string(path).is_ok_and(|known| known == text) {
        fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// Compiles a package with these features.
fn compile(workspace: &Path, package: &str, features: &str) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages-target");
    let done = Command::new(cargo)
        .current_dir(workspace)
        .args(["check", "--offline", "--quiet", "--package", package, "--no-default-features"])
        .args(["--features", features, "--target-dir"])
        .arg(target)
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .expect("cargo");
    let report = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{package} with {features}:\n{report}");
}

#[test]
fn packages_compile_with_their_settings() {
    let workspace = workspace();
    compile(&workspace, "client-alone", "client");
    compile(&workspace, "server-alone", "server");
    compile(&workspace, "with-own-types", "client,server,roundtrip");
    for tags in ["", "pets", "store-orders", "default-tag", "pets,store-orders,default-tag"] {
        compile(&workspace, "by-tag", &format!("client,server,{tags}"));
    }
    compile(&workspace, "by-tag", "client,pets");
    compile(&workspace, "by-tag", "roundtrip");
}
