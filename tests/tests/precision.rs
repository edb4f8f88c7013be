//! A user's build in which another crate turns on a feature of `serde_json` that changes what it reads
//! (`arbitrary_precision`, as crates for decimal numbers do). Generated packages read and write the same values.

use std::fs;
use std::path::Path;
use std::process::Command;

use counterpart_generator::Builder;
use counterpart_stages::document;

const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Prices, version: '1'}
paths:
  /prices:
    post:
      operationId: addPrice
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Price'}}}}
      responses:
        '200':
          description: OK
          content: {application/json: {schema: {$ref: '#/components/schemas/Price'}}}
components:
  schemas:
    Price:
      type: object
      required: [amount, count, any, either]
      properties:
        amount: {type: number, minimum: 0.5}
        count: {type: integer, format: int64}
        any: {}
        either: {oneOf: [{type: number}, {type: string}]}
        list: {type: array, items: {type: number}, uniqueItems: true}
      if: {properties: {amount: {maximum: 1.5}}}
      then: {properties: {count: {minimum: 1}}}
";

const PROGRAM: &str = r##"
use counterpart_wire::{Checks, Json, from_json, to_json};
use prices::types::{Price, PriceEither};

fn main() {
    let digits = "1.10000000000000000000001";
    let read: Json = decimals::parse(digits);
    assert_eq!(read.to_string(), digits, "the feature is on");

    let text = br#"{"amount":1.5,"count":1e2,"any":[1.25,-0.0,12345678901234567890,1e3],"either":2.5,"list":[1,1.5],"more":{"x":1.10}}"#;
    let price: Price = from_json(text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(price.amount.to_bits(), 1.5_f64.to_bits());
    assert_eq!(price.count, 100);
    assert!(matches!(price.either, PriceEither::Number(number) if number == 2.5));
    assert_eq!(price.any.get(0).and_then(Json::as_f64), Some(1.25));
    assert_eq!(price.any.get(2).and_then(Json::as_u64), Some(12_345_678_901_234_567_890));
    assert_eq!(price.unknown.get("more").and_then(|more| more.get("x")).and_then(Json::as_f64), Some(1.1));
    assert!(Checks::of(&price).is_empty(), "{}", Checks::of(&price));
    let again: Price = from_json(&to_json(&price)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.amount.to_bits(), price.amount.to_bits());

    let wrong = br#"{"amount":0.75,"count":0,"any":null,"either":"x","list":[1,1.0]}"#;
    let price: Price = from_json(wrong).unwrap_or_else(|error| panic!("{error}"));
    let codes: Vec<&str> = Checks::of(&price).iter().map(|found| found.code).collect();
    assert!(codes.contains(&"minimum") && codes.contains(&"unique_items"), "{codes:?}");
    let error = from_json::<Price>(br#"{"amount":1e400}"#).map(drop).unwrap_err();
    assert!(error.to_string().contains("number out of range at line 1 column 15"), "{error}");
}
"##;

#[test]
fn a_feature_that_another_crate_turns_on_changes_nothing() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("precision");
    let project = document::root();
    let wire = project.join("wire").display().to_string();
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        if !fs::read_to_string(&path).is_ok_and(|known| known == text) {
            fs::write(path, text).expect("a file");
        }
    };
    put(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"decimals\", \"prices\", \"shop\"]\n",
    );
    let lock = fs::read_to_string(project.join("Cargo.lock")).expect("a lock");
    put("Cargo.lock", &lock);
    put(
        "decimals/Cargo.toml",
        "[package]\nname = \"decimals\"\nedition = \"2024\"\n\n[dependencies]\n\
         serde_json = { version = \"1\", features = [\"arbitrary_precision\"] }\n",
    );
    put(
        "decimals/src/lib.rs",
        "pub fn parse(text: &str) -> serde_json::Value {\n    serde_json::from_str(text).unwrap()\n}\n",
    );
    put("prices.yaml", DOCUMENT);
    put(
        "prices.toml",
        &format!(
            "document = \"prices.yaml\"\noutput = \"prices\"\n\n[package]\nname = \"prices\"\nwire-path = {wire:?}\n"
        ),
    );
    let builder =
        Builder::from_file(folder.join("prices.toml")).unwrap_or_else(|error| panic!("{error}"));
    builder.write().unwrap_or_else(|error| panic!("{error}"));
    put(
        "shop/Cargo.toml",
        &format!(
            "[package]\nname = \"shop\"\nedition = \"2024\"\n\n[dependencies]\ndecimals = {{ path = \"../decimals\" }}\n\
             prices = {{ path = \"../prices\", default-features = false }}\n\
             counterpart-wire = {{ path = {wire:?}, default-features = false }}\n"
        ),
    );
    put("shop/src/main.rs", PROGRAM);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo)
        .current_dir(&folder)
        .args(["run", "--offline", "--quiet", "--package", "shop", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("precision-target"))
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .expect("cargo");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
