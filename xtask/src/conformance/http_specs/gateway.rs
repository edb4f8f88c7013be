//! Generates a package for each document, and builds one program that has the gateways of all of them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

use super::suite::Document;
use crate::corpus::directory::{wire, write};
use crate::output::eprint_line;
use crate::workspace::{self, root};

/// The program, without its gateways.
const PROGRAM: &str = include_str!("../../../conformance/http-specs/gateway.rs.in");
const NAME: &str = "http-specs-gateway";

/// Builds the program and returns its path.
pub(super) fn build(documents: &[Document], folder: &Path) -> anyhow::Result<PathBuf> {
    let built = workspace::build(&["--package", "counterpart-generator", "--bins"])?;
    let counterpart = built.get("counterpart").context("cargo built no `counterpart`")?;
    let mut gateways = String::new();
    let mut dependencies = String::new();
    let mut members = Vec::new();
    for document in documents {
        let name = name(document);
        if !generate(counterpart, document, &name, folder)? {
            continue;
        }
        members.push(format!("\"packages/{name}\""));
        let (krate, path, base) = (name.replace('-', "_"), &document.path, &document.base);
        // Writing to a string cannot fail.
        let _ = writeln!(
            gateways,
            "    let client = {krate}::Client::builder().base_url(format!(\"{{upstream}}{base}\")).build()?;\n    \
             serve({path:?}, {base:?}, {krate}::server::router(client, PassThrough)).await?;"
        );
        let _ = writeln!(
            dependencies,
            "{name} = {{ path = \"packages/{name}\", default-features = false, features = [\"client\", \"server\"] }}"
        );
    }
    write(
        &folder.join("Cargo.toml"),
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n\
             [package]\nname = \"{NAME}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [[bin]]\nname = \"{NAME}\"\npath = \"gateway.rs\"\n\n\
             [dependencies]\n\
             counterpart-wire = {{ path = {:?}, default-features = false, features = [\"client\", \"server\"] }}\n\
             tokio = {{ version = \"1\", default-features = false, features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n\
             {dependencies}\n\
             [profile.dev]\ndebug = false\n",
            members.join(", "),
            wire(),
        ),
    )?;
    write(&folder.join("gateway.rs"), &PROGRAM.replace("    /* gateways */\n", &gateways))?;
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    eprint_line("building the gateway of the suite");
    let target = folder.join("target");
    let status = Command::new(workspace::program())
        .args(["build", "--quiet", "--package", NAME, "--target-dir"])
        .arg(&target)
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .status()?;
    ensure!(status.success(), "the gateway does not build: {status}");
    Ok(target.join("debug").join(NAME))
}

/// Generates the package of a document. Returns `false` if there is none, because the document has no operation.
fn generate(
    counterpart: &Path,
    document: &Document,
    name: &str,
    folder: &Path,
) -> anyhow::Result<bool> {
    let package = folder.join("packages").join(name);
    let reports = folder.join("reports");
    std::fs::create_dir_all(&reports)?;
    let output = Command::new(counterpart)
        .args(["generate", "--no-config", "--keep-going", "--wire-path", &wire(), "--name", name])
        .arg(&document.path)
        .arg("--report")
        .arg(reports.join(format!("{name}.json")))
        .arg("--out")
        .arg(&package)
        .current_dir(folder)
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    std::fs::write(reports.join(format!("{name}.txt")), text.as_bytes())?;
    if !output.status.success() {
        eprint_line(&format!("{}: {}", document.path.display(), text.trim()));
        let _ = std::fs::remove_dir_all(&package);
    }
    Ok(output.status.success())
}

/// The name of a document's package.
fn name(document: &Document) -> String {
    let Document { scenario, openapi, version, .. } = document;
    let plain: String = format!("specs-{scenario}-{version}-{openapi}")
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}
