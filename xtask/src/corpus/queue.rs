//! Who takes which document next: the first worker the largest that is left, the others the smallest. So only one
//! compiler at a time needs the memory that a large document takes.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::find::Found;

/// The documents that are left.
pub(crate) struct Queue<'f> {
    left: Mutex<VecDeque<&'f Found>>,
    len: usize,
}

impl<'f> Queue<'f> {
    pub(crate) fn new(found: &'f [Found]) -> Self {
        let mut left: Vec<&Found> = found.iter().collect();
        left.sort_by_key(|found| std::cmp::Reverse(found.bytes));
        Self { left: Mutex::new(left.into()), len: found.len() }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The next document of a worker, and how many were taken with it.
    pub(crate) fn next(&self, worker: usize) -> Option<(usize, &'f Found)> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let found = if worker == 0 { left.pop_front() } else { left.pop_back() }?;
        Some((self.len - left.len(), found))
    }
}
