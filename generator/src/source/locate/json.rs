//! Finds places in JSON text. Values that contain none of them are skipped byte by byte, which is far faster than
//! parsing them as YAML events. Text that is not JSON is left to the YAML walk.

use std::borrow::Cow;
use std::ops::Range;

use super::{Target, Targets};
use crate::tree::MAX_DEPTH;

/// Records the positions of the places, in bytes. Returns `None` when the text is not JSON.
pub(super) fn pass(text: &str, targets: &mut Targets) -> Option<()> {
    let mut walk = Walk { text, at: 0, targets, depth: 0 };
    walk.value(Some(0), None)?;
    walk.space();
    (walk.at == text.len()).then_some(())
}

struct Walk<'w> {
    text: &'w str,
    /// The position of the next byte.
    at: usize,
    targets: &'w mut Targets,
    depth: usize,
}

impl Walk<'_> {
    /// Walks over a value, which is the place `place`, if any.
    fn value(&mut self, place: Option<usize>, key: Option<Range<usize>>) -> Option<()> {
        self.space();
        let start = self.at;
        let first = self.peek()?;
        // Of two members with the same key the last one counts, as in the parser.
        let open = place.is_some_and(|place| !self.children_of(place).is_empty());
        match first {
            b'{' | b'[' if open => self.inside(first == b'{', place?)?,
            b'{' | b'[' => self.skip()?,
            b'"' => {
                self.string()?;
            }
            _ => self.word()?,
        }
        let range = start..self.at;
        if let Some(found) = place.and_then(|place| self.targets.places.get_mut(place)) {
            found.key = key;
            found.value = Some(range);
            found.is_scalar = !matches!(first, b'{' | b'[');
        }
        Some(())
    }

    /// Walks over an object or an array that contains a targets place.
    fn inside(&mut self, is_object: bool, place: usize) -> Option<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.at += 1;
        let end = if is_object { b'}' } else { b']' };
        let mut index = 0_usize;
        self.space();
        while self.peek()? != end {
            if index > 0 {
                self.take(b',')?;
                self.space();
            }
            if is_object {
                let key = self.string()?;
                let name = name(self.text.get(key.clone())?)?;
                let child = self.children_of(place).get(name.as_ref()).copied();
                self.space();
                self.take(b':')?;
                self.value(child, Some(key))?;
            } else {
                let child = self.children_of(place).get(index.to_string().as_str()).copied();
                self.value(child, None)?;
            }
            index += 1;
            self.space();
        }
        self.at += 1;
        self.depth -= 1;
        Some(())
    }

    fn children_of(&self, place: usize) -> &std::collections::BTreeMap<String, usize> {
        const NONE: &std::collections::BTreeMap<String, usize> = &std::collections::BTreeMap::new();
        self.targets.places.get(place).map_or(NONE, |place: &Target| &place.children)
    }

    /// Skips an object or an array that contains no targets place.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Skips a string and returns its range, with the quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.take(b'"')?;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            if self.peek()? == b'"' {
                self.at += 1;
                return Some(start..self.at);
            }
            self.at += 2;
        }
    }

    /// Skips a number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let len = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        self.at += len;
        (len > 0).then_some(())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }
}

/// Returns the content of a quoted string.
fn name(quoted: &str) -> Option<Cow<'_, str>> {
    if quoted.contains('\\') {
        serde_json::from_str::<String>(quoted).ok().map(Cow::Owned)
    } else {
        quoted.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed)
    }
}
