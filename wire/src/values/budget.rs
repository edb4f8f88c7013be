//! The work that checking one message may cause, in steps of some ten nanoseconds.
//!
//! Most checks take time in proportion to the message, whatever it contains. Rules and patterns may take more: their
//! steps are counted, and a value that needs too many is refused with the code [`TOO_COMPLEX`]. Each check may take
//! [`PER_BYTE`] steps for each byte that it looks at. What it needs beyond that comes out of a reserve, which the
//! whole message shares. So a message of many small values has no more time than one large value.

/// The code of a violation: the value could not be checked within the budget.
pub(crate) const TOO_COMPLEX: &str = "too_complex";
/// The message of that violation.
pub(crate) const TOO_COMPLEX_MESSAGE: &str = "takes too many steps to check";

/// Steps of one check for each byte that it looks at.
const PER_BYTE: u64 = 32;
/// Steps beyond that, for all checks of a message together.
const RESERVE: u64 = 1_000_000;
/// Steps of a message, for a message of up to 2 MiB.
const LEAST_IN_ALL: u64 = 64_000_000;

/// The steps that are left for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    reserve: u64,
    in_all: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { reserve: RESERVE, in_all: LEAST_IN_ALL }
    }
}

impl Budget {
    /// Makes room for a message of this many bytes.
    pub(crate) fn for_message(&mut self, bytes: usize) {
        self.in_all = self.in_all.max((bytes as u64).saturating_mul(PER_BYTE));
    }

    /// Starts a check that looks at this many bytes.
    pub(crate) fn start(&self, bytes: usize) -> Steps {
        let granted = (bytes as u64).saturating_mul(PER_BYTE);
        let left = granted.saturating_add(self.reserve).min(self.in_all);
        Steps { granted, at_first: left, left }
    }

    /// Returns the steps that were used since an earlier state.
    #[cfg(test)]
    pub(crate) fn used_since(&self, earlier: &Self) -> u64 {
        earlier.in_all - self.in_all
    }

    /// Takes away what a check has used.
    pub(crate) fn settle(&mut self, steps: &Steps) {
        let used = steps.at_first - steps.left;
        self.in_all = self.in_all.saturating_sub(used);
        self.reserve = self.reserve.saturating_sub(used.saturating_sub(steps.granted));
    }
}

/// The steps that are left for one check.
#[derive(Debug)]
pub(crate) struct Steps {
    granted: u64,
    at_first: u64,
    left: u64,
}

impl Steps {
    /// Takes `steps`. Returns `false` if fewer are left; then none are left.
    pub(crate) fn take(&mut self, steps: usize) -> bool {
        let steps = steps as u64;
        let enough = steps <= self.left;
        self.left = self.left.saturating_sub(steps);
        enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_values_share_the_reserve() {
        let mut budget = Budget::default();
        let mut refused = 0;
        for _ in 0..100 {
            let mut steps = budget.start(1);
            refused += usize::from(!steps.take(100_000));
            budget.settle(&steps);
        }
        assert_eq!(refused, 90, "each takes 32 of its own, and the rest of the reserve");
    }

    #[test]
    fn a_message_has_an_end() {
        let mut budget = Budget::default();
        let mut steps = budget.start(usize::MAX);
        assert!(steps.take(64_000_000) && !steps.take(1));
        budget.settle(&steps);
        assert!(!budget.start(usize::MAX).take(1));
    }
}
