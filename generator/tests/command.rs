//! The `counterpart` command as users run it, by settings and by flags.

mod folder;

use folder::{DOCUMENT, Folder};

#[test]
fn init_teaches_generate_makes_check_compares() {
    let folder = Folder::new("init");
    let (code, said) = folder.run(&["init", "specs/pets.yaml"]);
    assert_eq!((code, said.contains("for 2 operations")), (Some(0), true), "{said}");
    let first = folder.read("counterpart.toml");
    assert!(
        first.contains("document = \"specs/pets.yaml\"")
            && first.contains("# tags = [\"default\", \"pets\"]"),
        "{first}"
    );
    assert!(folder.read("counterpart.schema.json").contains("\"trait-methods\""));
    let (code, said) = folder.run(&["generate"]);
    assert_eq!((code, folder.has("pets-api/src/client.rs")), (Some(0), true), "{said}");
    // From below it is found too, and says the same.
    let (code, said) = folder.run_in("specs", &["generate", "--check"]);
    assert_eq!((code, said.contains("up to date")), (Some(0), true), "{said}");
    folder.write("pets-api/src/client.rs", "");
    let (code, said) = folder.run(&["generate", "--check"]);
    assert_eq!((code, said.contains("not up to date")), (Some(1), true), "{said}");
}

#[test]
fn init_writes_over_nothing() {
    let folder = Folder::new("force");
    folder.write("counterpart.toml", "# mine\n");
    let (code, said) = folder.run(&["init", "specs/pets.yaml"]);
    assert_eq!((code, said.contains("--force")), (Some(2), true), "{said}");
    assert_eq!(folder.read("counterpart.toml"), "# mine\n");
    assert_eq!(folder.run(&["init", "specs/pets.yaml", "--force"]).0, Some(0));
    assert!(folder.read("counterpart.toml").contains("document"));
    let other = ["init", "specs/pets.yaml", "--config", "other.toml"];
    assert_eq!((folder.run(&other).0, folder.has("other.toml")), (Some(0), true));
}

#[test]
fn every_example_of_init_is_a_setting() {
    let folder = Folder::new("examples");
    assert_eq!(folder.run(&["init", "specs/pets.yaml"]).0, Some(0));
    let text = folder.read("counterpart.toml");
    let is_example = |rest: &str| {
        rest.starts_with("[[")
            || rest.split_once(" = ").is_some_and(|(key, _)| {
                !key.trim_matches('"').contains("; ")
                    && (key.starts_with('"') || !key.contains(' '))
            })
    };
    let mut examples = 0;
    let lines = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) if is_example(rest) => {
            examples += 1;
            rest
        }
        _ => line,
    });
    let lines: Vec<&str> = lines.collect();
    folder.write("all.toml", &lines.join("\n"));
    assert!(examples > 25, "{examples}");
    let (_, said) = folder.run(&["check", "--config", "all.toml"]);
    for code in ["E0501", "E0502", "E0503"] {
        assert!(!said.contains(code), "{said}");
    }
}

#[test]
fn flags_count_more_than_the_file() {
    let folder = Folder::new("flags");
    folder.write(
        "counterpart.toml",
        "document = 'specs/pets.yaml'\noutput = 'a'\ndeny = ['warnings']\n[package]\nname = 'by-file'\n[exclude]\ntags = ['default', 'dogs']\n",
    );
    let (code, said) = folder.run(&["generate"]);
    assert_eq!((code, folder.has("a"), said.contains("W0501")), (Some(1), false, true), "{said}");
    let flags = ["generate", "--out", "b", "--name", "by-flag", "--deny", "errors"];
    let (code, said) = folder.run(&flags);
    assert_eq!((code, folder.has("a"), folder.has("b")), (Some(0), false, true), "{said}");
    assert!(folder.read("b/Cargo.toml").contains("name = \"by-flag\""));
    assert!(!folder.read("b/src/client.rs").contains("fn health"));
    let alone = ["generate", "specs/pets.yaml", "--no-config", "--out", "c"];
    assert_eq!(folder.run(&alone).0, Some(0));
    assert!(folder.read("c/src/client.rs").contains("fn health"));
}

#[test]
fn flags_choose_operations_and_ends() {
    let folder = Folder::new("filters");
    folder.write(
        "counterpart.toml",
        "document = 'specs/pets.yaml'\noutput = 'out'\n[include]\ntags = ['pets']\n",
    );
    let client = || folder.read("out/src/client.rs");
    let (code, said) = folder.run(&["generate", "--include-path", "/health", "--client-only"]);
    assert_eq!((code, folder.has("out/src/server.rs")), (Some(0), false), "{said}");
    assert!(client().contains("fn health(") && !client().contains("fn list_pets("));
    // Two flags are either, as two lines of the file are.
    let both = ["generate", "--include-operation", "GET /pets", "--include-tag", "default"];
    assert_eq!(folder.run(&both).0, Some(0));
    assert!(client().contains("fn health(") && client().contains("fn list_pets("));
    // What is excluded is so beside what the file includes.
    let (code, said) = folder.run(&["generate", "--exclude-operation", "listPets"]);
    assert_eq!((code, said.contains("exclude every operation")), (Some(1), true), "{said}");
    let (code, said) =
        folder.run(&["check", "specs/pets.yaml", "--no-config", "--exclude-tag", "pets"]);
    assert_eq!((code, said.contains(": 1 operation,")), (Some(0), true), "{said}");
    let (code, said) = folder.run(&["generate", "--include-tag", "pet", "--server-only"]);
    let named = said.contains("no tag matches `pet`") && said.contains("did you mean `pets`?");
    // The file says nothing wrong.
    assert_eq!((code, named, said.contains("counterpart.toml")), (Some(1), true, false), "{said}");
    assert_eq!(folder.run(&["generate", "--client-only", "--server-only"]).0, Some(2));
}

#[test]
fn settings_are_for_their_own_document() {
    let folder = Folder::new("own");
    folder.write("counterpart.toml", "document = 'specs/pets.yaml'\n[include]\ntags = ['pets']\n");
    folder.write("specs/other.yaml", &DOCUMENT.replace("[pets]", "[dogs]"));
    let counts = |document: &str| folder.run(&["check", document]).1;
    assert!(counts("specs/pets.yaml").contains("1 operation,"));
    assert!(counts("specs/other.yaml").contains("2 operations"));
    // Settings without a document are for any.
    folder.write("counterpart.toml", "[include]\ntags = ['dogs']\n");
    assert!(counts("specs/other.yaml").contains("1 operation,"));
}

#[test]
fn faults_of_settings_are_shown_in_their_file() {
    let folder = Folder::new("faults");
    folder.write("counterpart.toml", "document = 'specs/pets.yaml'\n[include]\ntags = ['pet']\n");
    let (code, said) = folder.run(&["check"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("E0504") && said.contains("counterpart.toml:3:9"), "{said}");
    assert!(said.contains("did you mean `pets`?"), "{said}");
    folder.write("counterpart.toml", "documnet = 'specs/pets.yaml'\n");
    let (code, said) = folder.run(&["generate", "--out", "a"]);
    assert_eq!((code, said.contains("did you mean `document`?")), (Some(1), true), "{said}");
    let (code, said) = folder.run(&["check", "--config", "none.toml"]);
    assert_eq!((code, said.contains("cannot read")), (Some(2), true), "{said}");
    let (code, said) = folder.run_in("specs", &["check", "--no-config"]);
    assert_eq!((code, said.contains("counterpart init")), (Some(2), true), "{said}");
}

#[test]
fn references_lead_as_far_as_is_said() {
    let folder = Folder::new("reach");
    folder.write("pet.yaml", "{type: object, properties: {far: {type: string}}}");
    let document = DOCUMENT.replace("#/components/schemas/Pet", "../pet.yaml");
    folder.write("specs/pets.yaml", &document);
    let said = |settings: &str, flags: &[&str]| {
        folder.write("counterpart.toml", &format!("document = 'specs/pets.yaml'\n{settings}"));
        folder.run(&[&["check"], flags].concat()).1
    };
    assert!(said("", &[]).contains("1 skipped"));
    for settings in ["[references]\nroot = '.'", "[references]\noutside = true"] {
        assert!(!said(settings, &[]).contains("skipped"), "{settings}");
    }
    assert!(!said("", &["--root", "."]).contains("skipped"));
    assert!(!said("", &["--allow-outside"]).contains("skipped"));
    // On the web nobody answers at this port: what counts is whether somebody was asked.
    let web = document.replace("../pet.yaml", "http://127.0.0.1:9/pet.yaml");
    folder.write("specs/pets.yaml", &web);
    assert!(said("", &[]).contains("--allow-http"));
    for answer in [said("[references]\nhttp = true", &[]), said("", &["--allow-http"])] {
        assert!(answer.contains("E0205") && !answer.contains("--allow-http"), "{answer}");
    }
}

#[test]
fn the_wire_crate_comes_from_where_a_flag_says() {
    let folder = Folder::new("wire");
    folder.write(
        "counterpart.toml",
        "document = 'specs/pets.yaml'\noutput = 'a/b'\n[package]\nwire-git = 'https://example.com/file'\nwire-rev = 'v1'\n",
    );
    let wire = || {
        let manifest = folder.read("a/b/Cargo.toml");
        manifest.lines().find(|line| line.starts_with("counterpart-wire = ")).map(str::to_owned)
    };
    let line = |from: &str| {
        let version = env!("CARGO_PKG_VERSION");
        Some(format!(
            "counterpart-wire = {{ version = {version:?}, {from}, default-features = false }}"
        ))
    };
    assert_eq!(folder.run(&["generate"]).0, Some(0));
    assert_eq!(wire(), line("git = \"https://example.com/file\", rev = \"v1\""));
    let git = ["generate", "--wire-git", "https://example.com/flag"];
    assert_eq!(folder.run(&git).0, Some(0));
    assert_eq!(wire(), line("git = \"https://example.com/flag\""));
    // A flag is relative to the package, a setting to its file.
    assert_eq!(folder.run(&["generate", "--wire-path", "../wire"]).0, Some(0));
    assert_eq!(wire(), line("path = \"../wire\""));
    folder.write(
        "path.toml",
        "document = 'specs/pets.yaml'\noutput = 'a/b'\n[package]\nwire-path = 'wire'\n",
    );
    assert_eq!(folder.run(&["generate", "--config", "path.toml"]).0, Some(0));
    assert_eq!(wire(), line("path = \"../../wire\""));
    let (code, said) = folder.run(&["generate", "--wire-git", "git@example.com:wire"]);
    assert_eq!((code, said.contains("`wire-git` must be a URL")), (Some(1), true), "{said}");
    for wrong in [&["--wire-rev", "v1"][..], &["--wire-git", "https://a", "--wire-path", "b"]] {
        assert_eq!(folder.run(&[&["generate"], wrong].concat()).0, Some(2));
    }
}
