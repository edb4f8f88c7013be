//! The effect of every setting on the generated files.

use crate::{case, stage};
use counterpart_generator::Files;
use counterpart_generator::config::{Described as _, Form, Key, Settings, schema};

/// The files that are generated with settings, without a diagnostic.
fn files(settings: &str) -> Files {
    let path = case::folder("settings").join("parts/pets.yaml");
    let document = std::fs::read_to_string(path).expect("the document");
    let (files, report) = stage::configured("counterpart.toml", settings, &document);
    assert_eq!(report, "", "{settings}");
    files.expect("there are no findings")
}

/// Whether a file exists and contains a text.
fn has(files: &Files, path: &str, text: &str) -> bool {
    files.get(path).is_some_and(|found| found.contains(text))
}

#[track_caller]
fn check(settings: &str, path: &str, with: &[&str], without: &[&str]) {
    let files = files(settings);
    let text = files.get(path).unwrap_or_else(|| panic!("{path} is not generated"));
    for expected in with {
        assert!(text.contains(expected), "{path} lacks {expected}:\n{text}");
    }
    for unexpected in without {
        assert!(!text.contains(unexpected), "{path} has {unexpected}:\n{text}");
    }
}

const OPERATIONS: &str = "src/client.rs";

#[test]
fn operations_are_included_by_tag_by_name_and_by_path() {
    let tags = "[include]\ntags = ['store*']";
    check(tags, OPERATIONS, &["fn list_orders"], &["fn list_pets", "fn get_health"]);
    let untagged = "[include]\ntags = ['default']";
    check(untagged, OPERATIONS, &["fn get_health"], &["fn list_pets", "fn list_orders"]);
    let names = "[include]\noperations = ['list*', 'GET /health']";
    check(names, OPERATIONS, &["fn list_pets", "fn list_orders", "fn get_health"], &["fn add_pet"]);
    let paths = "[include]\npaths = ['/pets/*']";
    check(paths, OPERATIONS, &["fn show_pet"], &["fn list_pets", "fn add_pet"]);
    let both = "[include]\npaths = ['/pets/{id}']\ntags = ['store orders']";
    check(both, OPERATIONS, &["fn show_pet", "fn list_orders"], &["fn list_pets"]);
}

#[test]
fn operations_are_excluded_after_they_are_included() {
    let both = "[include]\ntags = ['pets']\n[exclude]\noperations = ['POST **']";
    check(both, OPERATIONS, &["fn list_pets"], &["fn add_pet", "fn list_orders"]);
    let paths = "[exclude]\npaths = ['/pets**']\ntags = ['default']";
    check(paths, OPERATIONS, &["fn list_orders"], &["fn list_pets", "fn get_health"]);
}

#[test]
fn unused_types_are_left_out_where_it_is_said_or_filtered() {
    let has_unused = |settings: &str| has(&files(settings), "src/types.rs", "Unused");
    assert!(has_unused(""));
    assert!(!has_unused("prune = true"));
    assert!(has_unused("prune = false\n[include]\ntags = ['pets']"));
    let filtered = "[include]\ntags = ['pets']";
    assert!(!has_unused(filtered));
    check(filtered, "src/types.rs", &["Pet", "Kind", "Money", "Fault"], &["Order", "Unused"]);
    let open = "[include]\ntags = ['default']";
    assert!(files(open).get("src/types.rs").is_some_and(|text| !text.contains("pub use")));
}

#[test]
fn what_is_not_asked_for_costs_nothing_when_it_is_wrong() {
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get: {operationId: a, tags: [good], responses: {'204': {description: d}}}\n  /b:\n    get: {operationId: b, tags: [bad], responses: {'200': {$ref: '#/components/responses/None'}}}\n  /c:\n    get: {operationId: c, tags: [bad], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/C'}}}}}}\ncomponents:\n  schemas:\n    C: {type: strng}\n";
    let (files, report) = stage::configured("c.toml", "[include]\ntags = ['good']", document);
    assert!(files.is_some() && report.is_empty(), "{report}");
    let (_, report) = stage::configured("c.toml", "", document);
    assert!(report.contains("E0203") && report.contains("E0304"), "{report}");
}

#[test]
fn what_is_kept_may_refer_into_what_is_not() {
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get: {operationId: a, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/paths/~1b/get/responses/200/content/application~1json/schema'}}}}}}\n  /b:\n    get: {operationId: b, responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {kept: {type: string}}}}}}}}\n  /c:\n    $ref: '#/paths/~1b'\n";
    let made = |settings: &str| {
        let (files, report) = stage::configured("c.toml", settings, document);
        files.unwrap_or_else(|| panic!("{report}"))
    };
    let one = made("[include]\npaths = ['/a']");
    assert!(one.iter().any(|(_, text)| text.contains("pub kept: Option<String>")));
    let other = made("[include]\npaths = ['/c']");
    assert!(other.iter().any(|(_, text)| text.contains("path: \"/c\"")));
    assert!(!other.iter().any(|(_, text)| text.contains("path: \"/b\"")));
}

#[test]
fn families_are_kept_whole() {
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get: {operationId: a, tags: [t], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}\ncomponents:\n  schemas:\n    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}\n    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {$ref: '#/components/schemas/Lives'}}}]}\n    Lives: {type: object, properties: {left: {type: integer}}}\n    Car: {type: object, properties: {a: {type: string}}}\n";
    let (files, report) = stage::configured("c.toml", "[include]\ntags = ['t']", document);
    let files = files.unwrap_or_else(|| panic!("{report}"));
    assert!(has(&files, "src/types.rs", "Lives") && has(&files, "src/types.rs", "Cat"));
    assert!(!has(&files, "src/types.rs", "Car"));
}

#[test]
fn names_are_others_in_rust_and_the_same_on_the_wire() {
    let settings = "[rename.types]\nPet = 'Animal'\n'#/components/schemas/Fault' = 'Refusal'\nPetHome = 'Shelter'\n[rename.operations]\nlistPets = 'all_pets'\n'GET /pets/{id}' = 'one'\n[rename.fields]\n'Pet.name' = 'called'\n'Kind.dark-dog' = 'Black'\n'listPets.page_size' = 'limit'\n'/components/schemas/Order/properties/total' = 'sum'\n[rename.tags]\npets = 'Zoo'";
    let animal =
        ["pub struct Animal", "pub called: String", "\"name\", &self.called", "pub struct Shelter"];
    check(settings, "src/types/animal.rs", &animal, &["pub name:"]);
    check(
        settings,
        "src/types/kind.rs",
        &["    Black,", "Self::Black => \"dark-dog\""],
        &["DarkDog"],
    );
    check(settings, "src/types/order.rs", &["pub sum: ", "\"total\", &self.sum"], &[]);
    check(settings, "src/types/refusal.rs", &["pub struct Refusal"], &[]);
    let client = ["pub fn all_pets(", "pub fn one(", "operations::ZooApi for Client"];
    check(settings, "src/client.rs", &client, &["list_pets", "PetsApi"]);
    let zoo = ["pub limit: Option<i64>", "wire::Param::query(\"page_size\")", "id: \"listPets\""];
    check(settings, "src/operations/zoo.rs", &zoo, &["pub page_size"]);
    let inner = "[rename.types]\nPet = 'Animal'";
    check(inner, "src/types/animal.rs", &["pub struct AnimalHome"], &["PetHome"]);
}

#[test]
fn types_of_the_users_own_stand_for_schemas_and_formats() {
    let settings = "[types]\nMoney = 'my_types::Money'\n'/components/schemas/Pet/properties/home' = '::my_types::Home'\n[formats]\ndecimal = 'my_types::Decimal'\n[dependencies]\nmy-types = { path = '../my-types', features = ['wire'] }\nserde = '1'";
    check(settings, "src/types/money.rs", &["pub type Money = ::my_types::Money;"], &[]);
    let pet = ["pub home: Option<::my_types::Home>", "pub weight: Option<::my_types::Decimal>"];
    check(settings, "src/types/pet.rs", &pet, &["PetHome", "pattern"]);
    let lines = ["my-types = { path = \"../my-types\", features = [\"wire\"] }", "serde = \"1\""];
    check(settings, "Cargo.toml", &lines, &[]);
}

#[test]
fn types_derive_more() {
    let all = "[[derives]]\ntraits = ['Eq', 'Debug']";
    check(all, "src/types/pet.rs", &["#[derive(Debug, Clone, PartialEq, Eq)]"], &[]);
    let listed = "#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]";
    check(all, "src/types/kind.rs", &[listed], &[]);
    let named = "[[derives]]\ntraits = ['Hash', 'a::B']\ntypes = ['Pet*']\n[dependencies]\na = '1'";
    let pet = [
        "PartialEq, Hash, ::a::B)]\n#[non_exhaustive]\npub struct Pet ",
        "Default, Hash, ::a::B)]",
    ];
    check(named, "src/types/pet.rs", &pet, &[]);
    check(named, "src/types/order.rs", &[], &["Hash"]);
}

#[test]
fn types_are_in_one_module_or_in_many() {
    let one = files("type-modules = 'one'");
    assert!(has(&one, "src/types.rs", "pub struct Pet ") && one.get("src/types/pet.rs").is_none());
    let many = files("type-modules = 'many'");
    assert!(!has(&many, "src/types.rs", "pub struct") && many.get("src/types/pet.rs").is_some());
}

#[test]
fn tags_are_behind_features() {
    let on = "tag-features = true";
    let cargo =
        ["\nstore-orders = []", "default = [\"client\", \"server\", \"rustls\", \"pets\", "];
    check(on, "Cargo.toml", &cargo, &[]);
    check(
        on,
        "src/operations.rs",
        &["#[cfg(feature = \"pets\")]\nmod pets;", "feature = \"default-tag\""],
        &[],
    );
    check("", "src/operations.rs", &["mod pets;"], &["cfg"]);
}

#[test]
fn methods_have_a_body_where_it_is_said() {
    let default = "trait-methods = 'default'";
    check(default, "src/operations/pets.rs", &["wire::not_implemented(call)"], &[]);
    let required = "trait-methods = 'required'";
    check(required, "src/operations/pets.rs", &[], &["not_implemented"]);
}

#[test]
fn an_end_is_left_out() {
    let client = files("ends = 'client'");
    assert!(client.get("src/client.rs").is_some() && client.get("src/server.rs").is_none());
    assert!(!has(&client, "Cargo.toml", "server") && !has(&client, "README.md", "Serving"));
    let server = files("ends = 'server'");
    assert!(server.get("src/client.rs").is_none() && server.get("src/server.rs").is_some());
    assert!(!has(&server, "Cargo.toml", "rustls") && !has(&server, "README.md", "Calling"));
    let both = files("ends = 'both'");
    assert!(both.get("src/client.rs").is_some() && both.get("src/server.rs").is_some());
}

#[test]
fn the_package_is_what_it_is_said_to_be() {
    let named = "[package]\nname = 'zoo'";
    let lines =
        ["name = \"zoo\"", "version = \"0.1.0\"", "edition = \"2024\"", "rust-version = \"1.89\""];
    check(named, "Cargo.toml", &lines, &["license", "repository", "publish", "workspace"]);
    let told = "[package]\nversion = '2.1.0-rc.1'\nlicense = 'MIT'\nrepository = 'https://example.com/zoo'\nrust-version = '1.90'\npublish = false";
    let lines = [
        "version = \"2.1.0-rc.1\"",
        "license = \"MIT\"",
        "repository = \"https://example.com/zoo\"",
        "rust-version = \"1.90\"",
        "publish = false",
    ];
    check(told, "Cargo.toml", &lines, &[]);
    let workspace = "[package]\nworkspace = true\nlicense = 'MIT'";
    let lines = ["version.workspace = true", "edition.workspace = true", "license = \"MIT\""];
    check(workspace, "Cargo.toml", &lines, &["license.workspace", "publish"]);
}

#[test]
fn the_wire_crate_has_a_version_wherever_it_is() {
    let wire = |settings: &str, line: &str| {
        let line = format!("\ncounterpart-wire{line}\n");
        check(&format!("[package]\n{settings}"), "Cargo.toml", &[&line], &[]);
    };
    let version = env!("CARGO_PKG_VERSION");
    wire("", &format!(" = {{ version = \"{version}\", default-features = false }}"));
    wire("wire-version = '7'", " = { version = \"7\", default-features = false }");
    wire(
        "wire-path = '../wire'",
        &format!(" = {{ version = \"{version}\", path = \"../wire\", default-features = false }}"),
    );
    wire(
        "wire-git = 'https://example.com/a'\nwire-rev = 'v1'\nwire-version = '1.0'",
        " = { version = \"1.0\", git = \"https://example.com/a\", rev = \"v1\", default-features = false }",
    );
    wire("workspace = true", ".workspace = true");
    wire(
        "workspace = true\nwire-path = 'w'",
        &format!(" = {{ version = \"{version}\", path = \"w\", default-features = false }}"),
    );
}

/// Collects every key, with the keys of tables inside.
fn keys(form: &Form, before: &str, found: &mut Vec<(String, Key)>) {
    match form {
        Form::Table(keys) => {
            for key in *keys {
                let name = format!("{before}{}", key.name());
                found.push((name.clone(), *key));
                self::keys(&key.form, &format!("{name}."), found);
            }
        }
        Form::List(item) => keys(item, before, found),
        _ => {}
    }
}

#[test]
fn the_schema_is_that_of_the_settings() {
    let path = crate::document::root().join("docs/config.schema.json");
    expect_test::ExpectFile { path, position: file!() }.assert_eq(&schema());
}

#[test]
fn every_setting_is_documented() {
    let path = crate::document::root().join("docs/src/configuration.md");
    let text = std::fs::read_to_string(path).expect("docs/src/configuration.md");
    let mut found = Vec::new();
    keys(&Settings::FORM, "", &mut found);
    assert!(found.len() > 30, "{}", found.len());
    for (name, key) in found {
        assert!(text.contains(&format!("`{name}`")), "`{name}` is not documented");
        let Form::Word(words) = key.form else { continue };
        for (word, _) in words {
            assert!(text.contains(&format!("`\"{word}\"`")), "{name} = {word:?} is not documented");
        }
    }
}
