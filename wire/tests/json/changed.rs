//! Random changes of JSON texts. `cargo xtask fuzz --texts 10000000` tests many more.

use super::agrees;

/// Texts to change. Some are large enough that their parts are folded.
fn texts() -> Vec<Vec<u8>> {
    let mut texts: Vec<String> = [
        r#"{"id":"ord_1","total":12.50,"lines":[{"sku":"A-1","quantity":2,"note":null},{"sku":"B\u0041","gift":true}]}"#,
        r" [ 0 , -0, 1.0, 1e3, -1.5E-7, 9007199254740993, 18446744073709551615, 18446744073709551616 ] ",
        r#"{"a":{"a":{"a":[[[]],{},[{}]]}},"":"","a":1,"\u0061":2,"b\\":"\"\/\b\f\n\r\t"}"#,
        r#"["\ud83d\ude00","\u00e9\u0000","é😀","plain text that is longer than a word","\\"]"#,
        "[true,false,null,\"true\"]",
        "{\"x\" : [ 1 ,\r\n\t2 ] , \"y\" :\n{ \"z\" : \" a b \" } }",
        "[1.7976931348623157e308,1e309,4.9406564584124654e-324,1e-999999999999,123456789012345678901234567890.5]",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push(format!(
        "{{\"x\":[{}],\"y\":[[{}]]}}",
        ["0"; 200].join(","),
        ["{\"a\":[]}"; 80].join(",")
    ));
    texts.push(format!("{}{}", "[".repeat(126), "]".repeat(126)));
    texts.push(format!("[{}]", ["1,[2],{\"k\":3}"; 600].join(",")));
    texts.into_iter().map(String::into_bytes).collect()
}

/// Marsaglia's xorshift: the same changes for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }

    fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }

    fn change(&mut self, text: &mut Vec<u8>) {
        const PIECES: [&[u8]; 40] = [
            b"{",
            b"}",
            b"[",
            b"]",
            b",",
            b":",
            b"\"",
            b"\\",
            b"\\u",
            b"\\ud83d",
            b"\\ude00",
            b"\\u00",
            b"-",
            b"+",
            b".",
            b"e",
            b"E",
            b"0",
            b"9",
            b"12345678901234567890",
            b"e400",
            b"e-400",
            b"e99999999999",
            b"true",
            b"nul",
            b"\n",
            b" ",
            b"\t",
            b"\x0b",
            b"\x1f",
            b"\xff",
            b"\xc3\xa9",
            b"\xed\xa0\x80",
            b"\xf0\x9f",
            b"\"a\":",
            b"\"\"",
            b"[[[[",
            b"{\"a\":{",
            b"00",
            b"\x01",
        ];
        let (at, other) = (self.below(text.len() + 1), self.below(text.len() + 1));
        let (start, end) = (at.min(other), at.max(other));
        match self.below(8) {
            0 => text.truncate(at),
            1 => drop(text.drain(start..end)),
            2 => text.splice(at..at, text[start..end.min(start + 300)].to_vec()).for_each(drop),
            3 if at < text.len() => text[at] ^= 1 << self.below(8),
            4 if at < text.len() => drop(text.remove(at)),
            _ => text.splice(at..at, self.pick(&PIECES).iter().copied()).for_each(drop),
        }
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn every_changed_text_is_read_as_by_serde_json() {
    let count = setting("COUNTERPART_FUZZ_TEXTS", 20_000);
    let seed = setting("COUNTERPART_FUZZ_SEED", 1);
    let texts = texts();
    assert!(texts.iter().filter(|text| agrees(text)).count() >= 8, "most texts are valid");
    let mut valid = 0_u64;
    for number in seed..seed + count {
        let mut random = Random(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        // Short texts are changed more often: they reach more of the reader in the same time.
        let index = random.below(texts.len() * 4) % (texts.len() + 3 * 7);
        let mut text = texts[if index < texts.len() { index } else { index % 7 }].clone();
        for _ in 0..=random.below(4) {
            random.change(&mut text);
        }
        let outcome = std::panic::catch_unwind(|| agrees(&text));
        let is_valid = outcome
            .unwrap_or_else(|_| panic!("seed {number}: {:?}", String::from_utf8_lossy(&text)));
        valid += u64::from(is_valid);
    }
    super::note(&format!(
        "{count} changed texts, {valid} valid: verdict, value and error are those of serde_json"
    ));
    assert!(valid > count / 50, "too few changed texts are valid: {valid}");
}
