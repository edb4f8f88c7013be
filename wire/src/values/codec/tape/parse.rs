//! JSON text to the words of a tape.

use super::keys::Keys;
use super::{Chunk, MARK, OFFSET, count, number, string};

/// Limit on nested lists and objects.
pub(crate) const DEEPEST: usize = 127;

/// A list or object is folded if its words take more than this part of its text: three quarters.
const DENSE: [usize; 2] = [3, 4];
/// A finished list or object of fewer words is not folded: nothing would be gained.
const FEWEST: usize = 64;
/// The same for one in the outermost list or object.
const FEWEST_OUTSIDE: usize = 5;
/// In a text of fewer bytes, nothing is folded.
const SHORT: usize = 16 * 1024;
/// How many words are added before open lists and objects are looked at.
const STEP: usize = 1024;

/// Parses a whole text. Returns `None` if it is not valid.
pub(super) fn parse(text: &str) -> Option<Chunk> {
    whole(text, None).map(Parser::finish)
}

/// Parses a whole text, and returns the end of the first key that occurs twice in its object, if there is one.
pub(super) fn parse_with_keys(text: &str) -> Option<(Chunk, Option<u32>)> {
    let mut parser = whole(text, Some(Keys::default()))?;
    let twin = parser.keys.take().and_then(|keys| keys.twin());
    Some((parser.finish(), twin))
}

fn whole(text: &str, keys: Option<Keys>) -> Option<Parser<'_>> {
    if text.len() >= OFFSET as usize {
        return None;
    }
    let mut parser = Parser { keys, ..Parser::new(text, 0, text.len() / 16 + 8) };
    parser.value()?;
    parser.space().is_none().then_some(parser)
}

/// Parses the list or object at `offset` of a text that is known to be valid.
pub(super) fn unfold(text: &str, offset: u32) -> Chunk {
    let mut parser = Parser::new(text, offset as usize, FEWEST);
    let parsed = parser.value();
    debug_assert!(parsed.is_some(), "a folded value was parsed before");
    parser.finish()
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    start: usize,
    at: usize,
    words: Vec<u32>,
    folds: u32,
    /// The open lists and objects, from the outside in.
    open: Vec<Open>,
    /// The depth of the list or object that is folded while it is read: nothing is added until it is closed.
    muted: Option<usize>,
    /// The number of words at which open lists and objects are looked at.
    check: usize,
    /// The keys of the open objects, if they must be unique.
    keys: Option<Keys>,
}

struct Open {
    is_object: bool,
    /// The index of its first word.
    word: usize,
    /// The number of folded values before it.
    folds: u32,
    /// The number of keys before it.
    keys: usize,
    offset: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, at: usize, capacity: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            start: at,
            at,
            words: Vec::with_capacity(capacity),
            folds: 0,
            open: Vec::new(),
            muted: None,
            check: STEP,
            keys: None,
        }
    }

    fn finish(mut self) -> Chunk {
        if self.words.len() < self.words.capacity() / 8 * 7 {
            self.words.shrink_to_fit();
        }
        let (words, folds, end) = (self.words, self.folds, count(self.at));
        Chunk { words, folds, end, ..Chunk::default() }
    }

    /// Reads a value with everything in it. Recursion would let a caller choose the depth of the stack.
    fn value(&mut self) -> Option<()> {
        loop {
            match self.space()? {
                b'"' => self.string()?,
                b'{' => {
                    self.begin(true)?;
                    match self.space()? {
                        b'}' => self.end(),
                        b'"' => {
                            self.key()?;
                            continue;
                        }
                        _ => return None,
                    }
                }
                b'[' => {
                    self.begin(false)?;
                    if self.space()? != b']' {
                        continue;
                    }
                    self.end();
                }
                b'-' | b'0'..=b'9' => {
                    let end = number::end(self.bytes, self.at)?;
                    self.scalar(end, 0);
                }
                b't' => self.literal(b"true")?,
                b'f' => self.literal(b"false")?,
                b'n' => self.literal(b"null")?,
                _ => return None,
            }
            loop {
                let Some(open) = self.open.last() else { return Some(()) };
                let is_object = open.is_object;
                match self.space()? {
                    b',' if is_object => {
                        self.at += 1;
                        if self.space()? != b'"' {
                            return None;
                        }
                        self.key()?;
                        break;
                    }
                    b',' => {
                        self.at += 1;
                        break;
                    }
                    b'}' if is_object => self.end(),
                    b']' if !is_object => self.end(),
                    _ => return None,
                }
            }
        }
    }

    /// Skips white space and returns the next byte.
    #[inline]
    fn space(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at)? {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                byte => return Some(*byte),
            }
        }
    }

    fn key(&mut self) -> Option<()> {
        let start = self.at;
        self.string()?;
        if let Some(keys) = &mut self.keys {
            keys.push(count(start), count(self.at));
        }
        (self.space()? == b':').then(|| self.at += 1)
    }

    #[inline]
    fn string(&mut self) -> Option<()> {
        let mut mark = 0;
        let mut end = self.at + 1;
        loop {
            end = string::plain_end(self.bytes, end);
            match self.bytes.get(end)? {
                b'"' => break,
                b'\\' => {
                    mark = MARK;
                    end = string::escape(self.bytes, end)?;
                }
                _ => return None,
            }
        }
        self.scalar(end + 1, mark);
        Some(())
    }

    fn literal(&mut self, literal: &[u8]) -> Option<()> {
        let is_whole = self.bytes.get(self.at..)?.starts_with(literal);
        is_whole.then(|| self.scalar(self.at + literal.len(), 0))
    }

    /// Adds the scalar or key that ends at `end`.
    #[inline]
    fn scalar(&mut self, end: usize, mark: u32) {
        if self.muted.is_none() {
            self.push(count(self.at) | mark);
        }
        self.at = end;
    }

    #[inline]
    fn push(&mut self, word: u32) {
        if self.words.len() >= self.check {
            self.relieve();
            if self.muted.is_some() {
                return;
            }
        }
        self.reserve(1);
        self.words.push(word);
    }

    #[inline]
    fn reserve(&mut self, words: usize) {
        if self.words.capacity() - self.words.len() < words {
            // As many as the rest of the text needs if it is like what was read. Doubling would leave up to half of the
            // memory unused.
            let (len, read) = (self.words.len(), self.at - self.start + 1);
            let needed = len * (self.bytes.len() - self.at.min(self.bytes.len())) / read;
            self.words.reserve_exact(needed.clamp(len / 8, len) + 16);
        }
    }

    fn begin(&mut self, is_object: bool) -> Option<()> {
        if self.open.len() == DEEPEST {
            return None;
        }
        let offset = self.at;
        if self.muted.is_none() {
            self.push(count(offset));
        }
        // The first of the two words may have folded what is around it.
        let word = self.words.len().saturating_sub(1);
        if self.muted.is_none() {
            self.reserve(1);
            self.words.push(0);
        }
        let keys = self.keys.as_ref().map_or(0, Keys::len);
        self.open.push(Open { is_object, word, folds: self.folds, keys, offset });
        self.at += 1;
        Some(())
    }

    fn end(&mut self) {
        self.at += 1;
        let Some(open) = self.open.pop() else { return };
        if let Some(keys) = self.keys.as_mut().filter(|_| open.is_object) {
            keys.close(self.text, open.keys);
        }
        match self.muted {
            Some(depth) if depth == self.open.len() => self.muted = None,
            Some(_) => {}
            None => {
                let words = self.words.len() - open.word;
                if words >= self.fewest() && self.is_dense(&open) {
                    self.fold(&open);
                } else if let Some(word) = self.words.get_mut(open.word + 1) {
                    *word = count(open.word + words);
                }
            }
        }
    }

    /// Returns the fewest words for which a list or object that ends here is folded.
    fn fewest(&self) -> usize {
        match self.open.len() {
            // The outermost is read in any case, and a short message needs little memory.
            _ if self.bytes.len() < SHORT => usize::MAX,
            0 => usize::MAX,
            // What is around it cannot be folded.
            1 => FEWEST_OUTSIDE,
            _ => FEWEST,
        }
    }

    fn is_dense(&self, open: &Open) -> bool {
        let (words, text) = (self.words.len() - open.word, self.at - open.offset);
        words * size_of::<u32>() * DENSE[1] > text * DENSE[0]
    }

    /// Removes the words within a list or an object.
    fn fold(&mut self, open: &Open) {
        self.words.truncate(open.word + 1);
        if let Some(word) = self.words.last_mut() {
            *word |= MARK;
        }
        self.words.push(open.folds);
        self.folds = open.folds + 1;
    }

    /// Folds the innermost open list or object that is both large and dense, except the outermost.
    #[cold]
    fn relieve(&mut self) {
        let is_heavy = |open: &&Open| self.words.len() - open.word >= STEP && self.is_dense(open);
        let depth = self.open.iter().skip(1).rposition(|open| is_heavy(&open)).map(|at| at + 1);
        if let Some((depth, open)) = depth.and_then(|depth| Some((depth, self.open.get(depth)?))) {
            let open = Open { ..*open };
            self.fold(&open);
            self.muted = Some(depth);
        }
        self.check = self.words.len() + STEP;
    }
}
