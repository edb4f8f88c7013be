//! Texts of each kind that readers of JSON differ in (RFC 8259), with the verdict of the standard.

use counterpart_wire::{Json, Map, Tape, Value, from_json, to_json};

use super::agrees;

/// Every one is JSON.
const VALID: [&str; 36] = [
    "0",
    "-0",
    "-0.0",
    "1e1",
    "1E+2",
    "1e-2",
    "0e+1",
    "0.5",
    "-1",
    "123.456e78",
    "1e-10000",
    "\"\"",
    "\"\\u0000\"",
    "\"\\uD834\\uDD1E\"",
    "\"\\u2028\"",
    "\"\u{2028}\u{7f}\"",
    "\"\u{10FFFF}\"",
    "\"\\/\\\\\\\"\"",
    "\"\\\\u0000\"",
    "\"\\uDBFF\\uDFFF\"",
    "[]",
    "{}",
    "[[]]",
    "[\"\"]",
    "[null,1,\"1\",{}]",
    " [1]",
    "[1] ",
    "[1\n]",
    "\t\r\n1\t\r\n",
    "{\"\":0}",
    "{\"a\":[]}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"a\":1}",
    "{\"\\u0000\":1}",
    "{\"a\\\"\":1}",
    "null",
];

/// None is JSON.
const INVALID: [&[u8]; 94] = [
    b"",
    b" ",
    b"\xef\xbb\xbf{}",
    b"\xef\xbb\xbf",
    b"[",
    b"]",
    b"{",
    b"}",
    b"[1",
    b"[1,",
    b"[1,]",
    b"[,1]",
    b"[,]",
    b"[1,,2]",
    b"[1 2]",
    b"[1:2]",
    b"[\"\": 1]",
    b"[1]]",
    b"[1],",
    b"[1]x",
    b"[]1",
    b"[}",
    b"{]",
    b"{\"a\":1,}",
    b"{,\"a\":1}",
    b"{\"a\":1,,\"b\":2}",
    b"{\"a\" 1}",
    b"{\"a\"}",
    b"{\"a\":}",
    b"{\"a\"::1}",
    b"{\"a\":1 \"b\":2}",
    b"{a:1}",
    b"{'a':1}",
    b"{1:1}",
    b"{null:1}",
    b"{\"a\":1}}",
    b"{\"a\":1}#",
    b"{\"a\":1}/**/",
    b"// a\n1",
    b"{\"a\":/*c*/1}",
    b"[1]\x0c",
    b"\x0c[1]",
    b"[\x0b1]",
    b"\xc2\xa0[1]",
    b"[1\x00]",
    b"1\x00",
    b"\xe2\x81\xa0[1]",
    b"+1",
    b".5",
    b"-.5",
    b"1.",
    b"1.e1",
    b"-",
    b"--1",
    b"-+1",
    b"-a",
    b"- 1",
    b"1 000",
    b"01",
    b"-01",
    b"00",
    b"0x1",
    b"0x",
    b"1e",
    b"1e+",
    b"1E-",
    b"1eE2",
    b"1.2.3",
    b"1e1.5",
    b"NaN",
    b"-NaN",
    b"Infinity",
    b"-Infinity",
    b"1e400",
    b"-1e400",
    b"True",
    b"nul",
    b"truee",
    b"undefined",
    b"'a'",
    b"\"a",
    b"\"",
    b"\"\\",
    b"\"\\\"",
    b"\"\\a\"",
    b"\"\\x41\"",
    b"\"\\u00\"",
    b"\"\\u123g\"",
    b"\"\\uD800\"",
    b"\"\\uD800\\n\"",
    b"\"\\uDC00\"",
    b"\"\\uD800\\uD800\"",
    b"\"\t\"",
    b"\"\n\"",
];

/// Invalid UTF-8 in a string: a lone byte, an overlong form, a surrogate, a number beyond Unicode, a cut character.
const NOT_UTF_8: [&[u8]; 6] = [
    b"\"\xff\"",
    b"\"\xc0\xaf\"",
    b"\"\xed\xa0\x80\"",
    b"\"\xf4\xbf\xbf\xbf\"",
    b"[\"\xe2\x82\"]",
    b"{\"\xe9\":1}",
];

#[test]
fn valid_texts_are_read() {
    for text in VALID {
        assert!(agrees(text.as_bytes()), "{text}");
    }
}

#[test]
fn invalid_texts_are_refused() {
    for text in INVALID.into_iter().chain(NOT_UTF_8) {
        assert!(!agrees(text), "{}", String::from_utf8_lossy(text));
    }
    // Other encodings than UTF-8.
    let utf_16: Vec<u8> = "[\"é\"]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!agrees(&utf_16));
}

#[test]
fn depth_is_limited_everywhere() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        let deep = |levels: usize| {
            let times = levels / open.matches(['[', '{']).count();
            format!("{}1{}", open.repeat(times), close.repeat(times))
        };
        assert!(agrees(deep(126).as_bytes()));
        assert!(!agrees(deep(128).as_bytes()));
        assert!(!agrees(open.repeat(100_000).as_bytes()));
    }
    // Also within a part that is folded while it is read.
    let inner = format!("{}{}", "[".repeat(126), "]".repeat(126));
    let zeros = vec!["0"; 5000].join(",");
    assert!(agrees(format!("[[{zeros}],{inner}]").as_bytes()));
    assert!(!agrees(format!("[[{zeros},{inner}]]").as_bytes()));
}

#[test]
fn numbers_are_exact() {
    for text in ["9223372036854775807", "-9223372036854775808", "18446744073709551615"] {
        assert_eq!(read(text).to_string(), text);
    }
    assert_eq!(read("9223372036854775807"), Json::from(i64::MAX));
    assert_eq!(read("18446744073709551616"), Json::from(18_446_744_073_709_551_616.0));
    assert_eq!(read("-0").as_f64().map(f64::to_bits), Some((-0.0_f64).to_bits()));
    // Halfway between two doubles, one bit above, and the smallest ones.
    for text in [
        "9007199254740993.0",
        "9007199254740993.00000000000000000001",
        "2.2250738585072011e-308",
        "4.9e-324",
        "5e-324",
        "0.1",
        "1e23",
        "1.7976931348623157e308",
        "6631236846766476e-316",
    ] {
        assert!(agrees(text.as_bytes()), "{text}");
        let expected: f64 = text.parse().expect("a number");
        assert_eq!(read(text).as_f64().map(f64::to_bits), Some(expected.to_bits()), "{text}");
    }
    let mut bits = 1_u64;
    for _ in 0..20_000 {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (float, integer) = (f64::from_bits(bits), i64::from_ne_bytes(bits.to_ne_bytes()));
        if float.is_finite() {
            let read: f64 = from_json(&to_json(&float)).expect("a number");
            assert_eq!(read.to_bits(), bits);
        }
        assert_eq!(from_json::<i64>(&to_json(&integer)), Ok(integer));
        assert_eq!(from_json::<u64>(&to_json(&bits)), Ok(bits));
    }
}

#[test]
fn errors_have_a_place() {
    let found = |text: &str| Tape::parse(text.as_bytes()).expect_err("an error").to_string();
    assert_eq!(found("{\n  \"a\": trux\n}"), "invalid JSON: expected ident at line 2 column 11");
    assert_eq!(found("[1,\n2,\n]"), "invalid JSON: trailing comma at line 3 column 1");
    assert_eq!(found(""), "invalid JSON: EOF while parsing a value at line 1 column 0");
}

#[test]
fn a_key_that_occurs_twice_is_seen() {
    let tape = Tape::parse(br#"{"a":1,"\u0061":2}"#).expect("JSON");
    assert_eq!(tape.root().get("a").map(Value::to_json), Some(Json::from(1)));
    assert_eq!(tape.root().to_json(), serde_json::json!({"a": 2}));
    assert_eq!(from_json::<Map<i64>>(br#"{"a":1,"b":3,"a":2}"#).map(|map| map.len()), Ok(2));
}

/// The files of a suite of such texts, where it is at hand: `y_` is JSON, `n_` is not, `i_` may be either.
#[test]
fn a_suite_beside_the_repository_agrees() {
    let suites = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/suites");
    let mut folders = vec![suites];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json")
                && name.starts_with(['y', 'n', 'i'])
                && name.get(1..2) == Some("_")
            {
                let is_valid = agrees(&std::fs::read(path).expect("a file"));
                assert!(name.starts_with('i') || is_valid == name.starts_with('y'), "{name}");
                seen += 1;
            }
        }
    }
    super::note(&format!("{seen} files"));
}

fn read(text: &str) -> Json {
    Tape::parse(text.as_bytes()).expect("JSON").root().to_json()
}
