//! The order in which workers take documents: the first worker takes the largest one left, the others the smallest.
//! So only one compiler at a time needs the memory of a large document.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::Generated;

/// The documents that are left.
pub(crate) struct Queue {
    left: Mutex<VecDeque<Generated>>,
    len: usize,
}

impl Queue {
    pub(crate) fn new(mut documents: Vec<Generated>) -> Self {
        documents.sort_by_key(|generated| std::cmp::Reverse(generated.document.bytes));
        let len = documents.len();
        Self { left: Mutex::new(documents.into()), len }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Returns the next document of a worker, and how many documents have been taken so far.
    pub(crate) fn next(&self, worker: usize) -> Option<(usize, Generated)> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let next = if worker == 0 { left.pop_front() } else { left.pop_back() }?;
        Some((self.len - left.len(), next))
    }
}
