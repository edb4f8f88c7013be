//! The source of randomness: a list of bytes. After its end every choice is the first and smallest one, so that every sample
//! ends and a short list makes a small sample.

/// Random bytes, and how many of them are used.
#[derive(Debug)]
pub struct Choices<'b> {
    bytes: &'b [u8],
    at: usize,
    missed: bool,
}

impl<'b> Choices<'b> {
    /// Creates choices from `bytes`.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, missed: false }
    }

    /// Whether all bytes are used, so that every further choice is the smallest one.
    pub fn is_spent(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Records that no sample within the limits of the document was found.
    pub(super) fn miss(&mut self) {
        self.missed = true;
    }

    pub(super) fn has_missed(&self) -> bool {
        self.missed
    }

    fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        byte
    }

    /// Returns a number below `end`, which is at most 256. Returns 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.byte()).checked_rem(end).unwrap_or_default()
    }

    /// Returns `true` with a probability of one in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// Returns one item of a list.
    pub fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let index = self.below(list.len());
        &list[index]
    }

    /// Returns any number.
    pub fn wide(&mut self) -> u64 {
        (0..8).fold(0, |number, _| number << 8 | u64::from(self.byte()))
    }
}
