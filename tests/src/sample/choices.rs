//! Where randomness comes from: a list of bytes that is used up. When it has run out every choice is the first and
//! smallest one, which ends every sample and makes short lists mean small samples.

/// Random bytes, and how far they are used.
#[derive(Debug)]
pub struct Choices<'b> {
    bytes: &'b [u8],
    at: usize,
    missed: bool,
}

impl<'b> Choices<'b> {
    /// Choices made by `bytes`.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, missed: false }
    }

    /// Whether all choices from here on are the smallest ones.
    pub fn is_spent(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Says that a sample breaks a limit of its document: none was found that keeps it.
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

    /// A number below `end`, which is at most 256; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.byte()).checked_rem(end).unwrap_or_default()
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of these.
    pub fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let index = self.below(list.len());
        &list[index]
    }

    /// Any number.
    pub fn wide(&mut self) -> u64 {
        (0..8).fold(0, |number, _| number << 8 | u64::from(self.byte()))
    }
}
