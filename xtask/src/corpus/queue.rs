//! Who takes which document next: the first worker the largest that is left, the others the smallest. So only one
//! compiler at a time needs the memory that a large document takes.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::Made;

/// The documents that are left.
pub(crate) struct Queue {
    left: Mutex<VecDeque<Made>>,
    len: usize,
}

impl Queue {
    pub(crate) fn new(mut made: Vec<Made>) -> Self {
        made.sort_by_key(|made| std::cmp::Reverse(made.document.bytes));
        let len = made.len();
        Self { left: Mutex::new(made.into()), len }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The next document of a worker, and how many were taken with it.
    pub(crate) fn next(&self, worker: usize) -> Option<(usize, Made)> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let made = if worker == 0 { left.pop_front() } else { left.pop_back() }?;
        Some((self.len - left.len(), made))
    }
}
