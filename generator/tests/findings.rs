//! What findings are worth: exit codes, levels, and the formats for other programs.

mod folder;

use folder::{DOCUMENT, Folder};
use serde_json::Value as Json;

/// A folder whose document has an error in one of two operations.
fn faulty(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("specs/pets.yaml", &DOCUMENT.replace("schemas/Pet'", "schemas/Pot'"));
    folder.write("counterpart.toml", "document = 'specs/pets.yaml'\noutput = 'out'\n");
    folder
}

#[test]
fn a_document_with_errors_is_refused() {
    let folder = faulty("refused");
    let (code, said) = folder.run(&["generate"]);
    assert_eq!((code, folder.has("out")), (Some(1), false), "{said}");
    let last = said.lines().last().unwrap_or_default();
    let goes_on = last.contains("--keep-going") && last.contains("without `GET /pets`");
    assert!(goes_on, "{said}");
    // The cause stands before what it costs.
    let cause = said.find("error[E0203]").expect("the cause");
    let consequence = said.find("warning[W0390]").expect("the consequence");
    assert!(cause < consequence, "{said}");
    // A check is no way around it.
    for command in [&["generate", "--check"][..], &["check"]] {
        let (code, said) = folder.run(command);
        assert_eq!((code, said.contains("--keep-going")), (Some(1), true), "{said}");
    }
}

#[test]
fn keep_going_lists_what_is_left_out() {
    let folder = faulty("keep-going");
    let (code, said) = folder.run(&["generate", "--keep-going"]);
    assert_eq!(
        (code, said.contains("left out because of errors:\n  GET /pets")),
        (Some(0), true),
        "{said}"
    );
    let client = folder.read("out/src/client.rs");
    assert!(client.contains("fn health(") && !client.contains("fn list_pets("));
    let settings = "document = 'specs/pets.yaml'\noutput = 'out'\nkeep-going = true\n";
    folder.write("counterpart.toml", settings);
    for command in [&["generate"][..], &["generate", "--check"], &["check"]] {
        let (code, said) = folder.run(command);
        assert_eq!((code, said.contains("\n  GET /pets")), (Some(0), true), "{said}");
    }
    let (code, said) = folder.run(&["generate", "--deny", "errors"]);
    assert_eq!(
        (code, said.lines().last().is_some_and(|line| line.contains("`E0203`"))),
        (Some(1), true),
        "{said}"
    );
}

#[test]
fn what_is_no_document_is_an_error_at_any_level() {
    let folder = faulty("no-document");
    folder.write("specs/pets.yaml", "openapi: 4.0.0\n");
    let (code, said) = folder.run(&["generate", "--keep-going", "--allow", "errors"]);
    assert_eq!((code, said.contains("error[E0202]")), (Some(1), true), "{said}");
}

#[test]
fn levels_are_set_by_code_and_group() {
    let folder = Folder::new("levels");
    folder.write(
        "specs/pets.yaml",
        &DOCUMENT.replace("{description: d}", "{}").replace("3.1.0", "3.0.3"),
    );
    let run = |settings: &str, flags: &[&str]| {
        folder.write("counterpart.toml", &format!("document = 'specs/pets.yaml'\n{settings}"));
        folder.run(&[&["check"], flags].concat())
    };
    let (code, said) = run("", &[]);
    assert_eq!((code, said.contains("warning[W0302]")), (Some(0), true), "{said}");
    for flags in [["--allow", "W0302"], ["--allow", "documentation"], ["--allow", "warnings"]] {
        let (code, said) = run("deny = ['warnings', 'W0302']", &flags);
        let expected = i32::from(flags[1] != "W0302");
        assert_eq!(code, Some(expected), "{said}");
    }
    let (code, said) = run("deny = ['W0302']\nallow = ['warnings']", &[]);
    assert_eq!((code, said.contains("error[W0302]")), (Some(1), true), "{said}");
    let (code, said) = run("allow = ['documentation']\ndeny = ['warnings']", &[]);
    assert_eq!((code, said.contains("no findings")), (Some(0), true), "{said}");
    let (code, said) = run("deny = ['W0302']", &["--warn", "W0302"]);
    assert_eq!((code, said.contains("warning[W0302]")), (Some(0), true), "{said}");
    let (code, said) = run("allow = ['documentaton']", &[]);
    assert_eq!((code, said.contains("did you mean `documentation`?")), (Some(1), true), "{said}");
    assert_eq!(run("", &["--deny", "W9999"]).0, Some(2));
}

/// Runs the command, and returns what it prints on standard output.
fn output(folder: &Folder, arguments: &[&str]) -> String {
    String::from_utf8_lossy(&folder.finished(".", arguments).stdout).into_owned()
}

fn json(folder: &Folder, arguments: &[&str]) -> Json {
    let text = output(folder, arguments);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn json_has_the_place_in_the_file() {
    let folder = faulty("json");
    let report = json(&folder, &["check", "--format", "json"]);
    let found = &report["findings"][0];
    assert_eq!(found["code"], "E0203");
    assert_eq!(found["file"], "specs/pets.yaml");
    assert_eq!((&found["line"], &found["column"]), (&Json::from(9), &Json::from(87)), "{found}");
    assert!(found["pointer"].as_str().is_some_and(|it| it.starts_with("/paths/~1pets/get/")));
    assert_eq!(report["skipped"][0]["pointer"], "/paths/~1pets/get");
    assert_eq!((&report["errors"], &report["operations"]), (&Json::from(1), &Json::from(1)));
    // The file of `generate --report` is the same.
    folder.run(&["generate", "--report", "report.json"]);
    let file: Json = serde_json::from_str(&folder.read("report.json")).expect("it is JSON");
    assert_eq!(file, report);
}

#[test]
fn pointers_are_those_of_a_document_in_swagger() {
    let folder = Folder::new("swagger");
    folder.write(
        "specs/pets.yaml",
        "swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    post:\n      parameters:\n        - {name: b, in: body, schema: {type: strin}}\n      responses: {'204': {description: d}}\ndefinitions:\n  P: {properties: {a: {type: text, maxLenght: 1}}}\n",
    );
    let report = json(&folder, &["check", "specs/pets.yaml", "--format", "json"]);
    let found = report["findings"].as_array().expect("findings");
    let pointers: Vec<&str> = found.iter().filter_map(|it| it["pointer"].as_str()).collect();
    assert!(pointers.contains(&"/paths/~1a/post/parameters/0/schema/type"), "{pointers:?}");
    assert!(pointers.contains(&"/definitions/P/properties/a/maxLenght"), "{pointers:?}");
}

#[test]
fn github_and_sarif_name_the_rule_and_the_place() {
    let folder = faulty("github");
    let text = output(&folder, &["check", "--format", "github"]);
    assert!(text.starts_with("::error file=specs/pets.yaml,line=9,col=87,"), "{text}");
    assert!(text.contains("::warning ") && text.contains(",title=W0390::"), "{text}");
    let log = json(&folder, &["generate", "--format", "sarif"]);
    assert_eq!(log["version"], "2.1.0");
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&Json::from("E0203"), &Json::from("error")));
}
