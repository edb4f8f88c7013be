//! Checks of a part of a value, and the path to it.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use super::Checks;
use crate::values::location::Location;

/// The checks of a part of a value: a property, an item, a parameter.
///
/// Every check of [`Checks`] can be called. When this is dropped, checks continue with the enclosing value.
#[derive(Debug)]
pub struct PartChecks<'c> {
    checks: &'c mut Checks,
    enclosing: Location,
}

impl<'c> PartChecks<'c> {
    pub(super) fn new(checks: &'c mut Checks, location: Location, step: Step) -> Self {
        let enclosing = std::mem::replace(&mut checks.location, location);
        checks.path.push(step);
        Self { checks, enclosing }
    }
}

impl Deref for PartChecks<'_> {
    type Target = Checks;

    fn deref(&self) -> &Checks {
        self.checks
    }
}

impl DerefMut for PartChecks<'_> {
    fn deref_mut(&mut self) -> &mut Checks {
        self.checks
    }
}

impl Drop for PartChecks<'_> {
    fn drop(&mut self) {
        self.checks.path.pop();
        self.checks.location = self.enclosing;
    }
}

/// One step of the path to a value.
#[derive(Debug)]
pub(super) enum Step {
    Field(&'static str),
    Item(usize),
    Entry(String),
}

impl Step {
    pub(super) fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Field(name) => Cow::Borrowed(name),
            Self::Item(index) => Cow::Owned(index.to_string()),
            Self::Entry(key) => Cow::Borrowed(key),
        }
    }
}
