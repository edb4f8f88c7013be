//! What a job tells of itself: events and progress, numbered in the order in which they happened.

use serde_json::{Map, Value};

use super::{Entry, Event};
use crate::archetype::room::Room;
use crate::store::{StoreError, Transaction};

/// Writes down what happens to a job, as a part of a transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Log<'a> {
    room: &'a Room,
    job: &'a str,
    /// The input that it is about, with its number, if it is about one.
    input: Option<(&'a str, i64)>,
}

impl<'a> Log<'a> {
    /// About a job as a whole.
    pub(crate) fn of(room: &'a Room, job: &'a str) -> Self {
        Self { room, job, input: None }
    }

    /// About an input of the job.
    pub(super) fn about(self, input: &'a str, index: i64) -> Self {
        Self { input: Some((input, index)), ..self }
    }

    /// Something happened.
    pub(crate) async fn event(
        &self,
        transaction: &mut Transaction,
        (kind, level): (&str, &str),
        message: &str,
        payload: Option<Map<String, Value>>,
    ) -> Result<(), StoreError> {
        let number = self.room.scope.counter("events").add_in(transaction, 1).await?;
        let event = Event {
            job: self.job.to_owned(),
            number,
            kind: kind.to_owned(),
            level: level.to_owned(),
            message: message.to_owned(),
            payload,
            input: self.input(),
        };
        self.room.events().on(transaction).create(&number.to_string(), &event).await?;
        Ok(())
    }

    /// A step was done.
    pub(super) async fn progress(
        &self,
        transaction: &mut Transaction,
        (kind, step): (&str, i64),
        message: &str,
        metrics: Option<Map<String, Value>>,
    ) -> Result<(), StoreError> {
        let number = self.room.scope.counter("progress").add_in(transaction, 1).await?;
        let entry = Entry {
            job: self.job.to_owned(),
            number,
            kind: kind.to_owned(),
            step,
            message: message.to_owned(),
            metrics,
            input: self.input(),
        };
        self.room.progress().on(transaction).create(&number.to_string(), &entry).await?;
        Ok(())
    }

    fn input(&self) -> Option<(String, i64)> {
        self.input.map(|(input, index)| (input.to_owned(), index))
    }
}
