//! Generates the server, builds it as a program with the router in it, and sends it every instance.

use std::fmt;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::groups::{self, Group};
use crate::corpus::directory::{wire, write};
use crate::output::eprint_line;
use crate::workspace::{self, root};

/// The program, without the implementations of the traits and their routers.
const PROGRAM: &str = include_str!("program.rs.in");
/// A reference to a document that cannot be read.
const UNREAD: &str = "E0205";

/// What the server says of an instance.
#[derive(Debug)]
pub(super) enum Verdict {
    Accepted,
    /// The violations that it found.
    Refused(String),
    /// The answer is neither.
    Other(String),
    /// The generator has no operation for the schema: the finding.
    NoOperation(String),
    /// The schema needs a document that is not in the suite.
    LeftOut,
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted => formatter.write_str("accepted"),
            Self::Refused(why) => write!(formatter, "refused ({why})"),
            Self::Other(answer) => write!(formatter, "answered {answer}"),
            Self::NoOperation(why) => write!(formatter, "no operation ({why})"),
            Self::LeftOut => formatter.write_str("left out"),
        }
    }
}

/// The part of the generator's report that is read.
#[derive(Debug, Deserialize)]
struct Report {
    skipped: Vec<Skipped>,
    findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
struct Skipped {
    pointer: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
struct Finding {
    code: String,
    message: String,
}

/// Returns the verdicts for all instances of all groups.
pub(super) fn run(groups: &[Group], folder: &Path) -> anyhow::Result<Vec<Vec<Verdict>>> {
    if folder.exists() {
        // Cargo compares times; only what was compiled stays.
        for part in ["schemas", "packages"] {
            let _ = std::fs::remove_dir_all(folder.join(part));
        }
    }
    let mut skipped: Vec<Option<Verdict>> = groups
        .iter()
        .map(|group| group.is_of_other_dialect().then_some(Verdict::LeftOut))
        .collect();
    let mut documents = groups::documents(groups);
    for members in &mut documents {
        members.retain(|index| skipped[*index].is_none());
    }
    documents.retain(|members| !members.is_empty());
    let built = workspace::build(&["--package", "counterpart-generator", "--bins"])?;
    let counterpart = built.get("counterpart").context("cargo built no `counterpart`")?;
    for (number, members) in documents.iter().enumerate() {
        generate(counterpart, number, members, groups, folder, &mut skipped)?;
    }
    let program = build(&documents, groups, folder, &skipped)?;

    let mut sent = String::new();
    for (number, members) in documents.iter().enumerate() {
        for group in
            members.iter().filter(|index| skipped[**index].is_none()).map(|at| &groups[*at])
        {
            for instance in &group.instances {
                // Writing to a string cannot fail.
                let _ = writeln!(sent, "/{number}/{}\t{}", group.key, instance.data);
            }
        }
    }
    let requests = folder.join("requests.tsv");
    std::fs::write(&requests, sent)?;
    eprint_line("sending the instances of the suite");
    let output = Command::new(program).arg(&requests).output().context("the generated server")?;
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "the generated server: {}\n{errors}", output.status);
    let answers = String::from_utf8(output.stdout).context("the answers")?;
    let mut answers = answers.lines();

    let mut verdicts: Vec<Vec<Verdict>> = groups.iter().map(|_| Vec::new()).collect();
    for members in &documents {
        for index in members.iter().copied().filter(|index| skipped[*index].is_none()) {
            for _ in &groups[index].instances {
                verdicts[index].push(verdict(answers.next().context("an answer is missing")?));
            }
        }
    }
    for ((group, verdicts), skipped) in groups.iter().zip(&mut verdicts).zip(skipped) {
        if let Some(verdict) = skipped {
            verdicts.extend(group.instances.iter().map(|_| match &verdict {
                Verdict::NoOperation(why) => Verdict::NoOperation(why.clone()),
                _ => Verdict::LeftOut,
            }));
        }
    }
    Ok(verdicts)
}

/// Reads a line of the program: the status and the body of an answer.
fn verdict(line: &str) -> Verdict {
    let (status, body) = line.split_once('\t').unwrap_or((line, ""));
    match status {
        "204" => Verdict::Accepted,
        "400" | "422" => {
            let problem: Json = serde_json::from_str(body).unwrap_or_default();
            let found = problem["errors"].as_array().into_iter().flatten().map(|violation| {
                let text = |key: &str| violation[key].as_str().unwrap_or_default().to_owned();
                format!("{} at \"{}\"", text("code"), text("pointer"))
            });
            let found: Vec<String> = found.collect();
            if found.is_empty() {
                Verdict::Other(line.to_owned())
            } else {
                Verdict::Refused(found.join(", "))
            }
        }
        _ => Verdict::Other(line.to_owned()),
    }
}

/// Generates the package of one document, without the schemas that it has no operation for.
fn generate(
    counterpart: &Path,
    number: usize,
    members: &[usize],
    groups: &[Group],
    folder: &Path,
    skipped: &mut [Option<Verdict>],
) -> anyhow::Result<()> {
    let schemas = folder.join(format!("schemas/{number}"));
    std::fs::create_dir_all(&schemas)?;
    let package = folder.join(format!("packages/{number}"));
    let mut left = members.to_vec();
    loop {
        let document = document(left.iter().map(|index| &groups[*index]), &schemas)?;
        std::fs::write(schemas.join("openapi.json"), document.to_string())?;
        let output = Command::new(counterpart)
            .args(["generate", "openapi.json", "--no-config", "--wire-path", &wire()])
            .args(["--name", &format!("suite{number}-api"), "--report", "report.json", "--out"])
            .arg(&package)
            .current_dir(&schemas)
            .output()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        std::fs::write(schemas.join("findings.txt"), &text)?;
        let report = std::fs::read(schemas.join("report.json")).with_context(|| text.clone())?;
        let report: Report = serde_json::from_slice(&report)?;
        let before = left.len();
        left.retain(|index| {
            skipped[*index] = report.lost(&groups[*index]);
            skipped[*index].is_none()
        });
        if left.len() == before {
            ensure!(package.join("src").is_dir(), "counterpart generate: {text}");
            return Ok(());
        }
    }
}

impl Report {
    /// Returns the verdict for the instances of a group that has no operation.
    fn lost(&self, group: &Group) -> Option<Verdict> {
        let pointer = format!("/paths/~1{}/post", group.key);
        let lost = self.skipped.iter().find(|lost| lost.pointer == pointer)?;
        let mut unread = self.findings.iter().filter(|finding| finding.code == UNREAD);
        let is_unread = unread.any(|finding| lost.reason.contains(&finding.message));
        let why = || Verdict::NoOperation(lost.reason.clone());
        Some(if is_unread { Verdict::LeftOut } else { why() })
    }
}

/// Makes a document with an operation for each group. Each schema is a file of its own, since its references start at its
/// root.
fn document<'g>(groups: impl Iterator<Item = &'g Group>, folder: &Path) -> anyhow::Result<Json> {
    let mut paths = serde_json::Map::new();
    for group in groups {
        let file = format!("{}.json", group.key);
        std::fs::write(folder.join(&file), group.schema.to_string())?;
        let schema = match &group.schema {
            whole @ Json::Bool(_) => whole.clone(),
            _ => json!({"$ref": file}),
        };
        let operation = json!({"post": {
            "operationId": group.key,
            "tags": ["suite"],
            "summary": group.name,
            "requestBody": {"required": true, "content": {"application/json": {"schema": schema}}},
            "responses": {"204": {"description": "Valid."}},
        }});
        paths.insert(format!("/{}", group.key), operation);
    }
    Ok(json!({
        "openapi": "3.1.0",
        "info": {"title": "JSON Schema Test Suite", "version": "1"},
        "paths": paths,
    }))
}

/// Builds the program and returns its path.
fn build(
    documents: &[Vec<usize>],
    groups: &[Group],
    folder: &Path,
    skipped: &[Option<Verdict>],
) -> anyhow::Result<std::path::PathBuf> {
    let mut source = PROGRAM.to_owned();
    let mut routers = String::new();
    let mut dependencies = String::new();
    for (number, members) in documents.iter().enumerate() {
        let crate_name = format!("suite{number}_api");
        let _ = writeln!(
            dependencies,
            "suite{number}-api = {{ path = \"../packages/{number}\", default-features = false, features = [\"server\"] }}"
        );
        let _ = writeln!(
            routers,
            "        .nest(\"/{number}\", {crate_name}::server::router(Service, ()))"
        );
        let _ = writeln!(
            source,
            "\nimpl {crate_name}::operations::SuiteApi for Service {{\n    type Principal = ();"
        );
        for index in members.iter().filter(|index| skipped[**index].is_none()) {
            let key = &groups[*index].key;
            let operation = format!("{crate_name}::operations::{}", key.replace("case", "Case"));
            let _ = writeln!(
                source,
                "    async fn {key}(&self, _: Call<{operation}, ()>) -> Outcome<{operation}> {{\n        Ok(())\n    }}"
            );
        }
        source.push_str("}\n");
    }
    let source = source.replace("/* routers */", routers.trim());
    let server = folder.join("server");
    std::fs::create_dir_all(server.join("src"))?;
    let members: Vec<String> =
        (0..documents.len()).map(|number| format!("\"packages/{number}\"")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}, \"server\"]\n\n[profile.dev]\ndebug = false\n",
        members.join(", ")
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let manifest = format!(
        "[package]\nname = \"suite-server\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\
         counterpart-wire = {{ path = {:?}, default-features = false, features = [\"server\"] }}\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }}\n\
         tower = {{ version = \"0.5\", default-features = false, features = [\"util\"] }}\n",
        wire()
    );
    write(&server.join("Cargo.toml"), &manifest)?;
    write(&server.join("src/main.rs"), &source)?;
    eprint_line("building the generated server");
    let target = folder.join("target");
    let status = Command::new(workspace::program())
        .args(["build", "--quiet", "--package", "suite-server", "--target-dir"])
        .arg(&target)
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .status()?;
    ensure!(status.success(), "the generated server does not build: {status}");
    Ok(target.join("debug/suite-server"))
}
