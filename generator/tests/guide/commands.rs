//! `docs/src/getting-started.md`: the output of each `counterpart` command is the real one.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs a line such as `counterpart check petstore.yaml`, and returns what it prints.
fn run(line: &str, folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpart"));
    command.args(line.split_whitespace().skip(1)).current_dir(folder);
    let output = command.output().expect("the command runs");
    let text = [output.stderr, output.stdout].concat();
    String::from_utf8(text).expect("UTF-8")
}

#[test]
fn getting_started_shows_the_real_output() {
    let golden = crate::page("getting-started.md");
    let page = fs::read_to_string(&golden.path).expect("the page");
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("petstore.yaml");
    let source = crate::root().join("docs/src/petstore.yaml");
    let source = fs::read_to_string(source).expect("the document");

    let mut made = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        made.push_str(line);
        made.push('\n');
        let is_next = |line: &&str| !line.starts_with("```") && !line.starts_with("$ ");
        if let Some(command) =
            line.strip_prefix("$ ").filter(|line| line.starts_with("counterpart "))
        {
            fs::write(&document, &source).expect("the document");
            made.push_str(&run(command, folder.path()));
        } else if line == "```text" {
            // The report of the mistake that the page describes.
            fs::write(&document, source.replacen("minLength", "minLenght", 1)).expect("a mistake");
            let report = run("counterpart check petstore.yaml", folder.path());
            made.push_str(report.split("\npetstore.yaml:").next().unwrap_or_default().trim_end());
            made.push('\n');
        } else if line == "# petstore.yaml" {
            made.push_str(&source);
        } else {
            continue;
        }
        while lines.next_if(is_next).is_some() {}
    }
    golden.assert_eq(&made);
}
