//! The event and progress logs of a job, with consecutive numbers.

use serde_json::{Map, Value};

use super::{Entry, Event};
use crate::archetype::org_store::OrgStore;
use crate::store::{StoreError, Transaction};

/// Writes log entries of a job in a transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Log<'a> {
    org_store: &'a OrgStore,
    job: &'a str,
    /// The input that the entry is about, and its index, if any.
    input: Option<(&'a str, i64)>,
}

impl<'a> Log<'a> {
    /// About the whole job.
    pub(crate) fn of(org_store: &'a OrgStore, job: &'a str) -> Self {
        Self { org_store, job, input: None }
    }

    /// About an input of the job.
    pub(super) fn about(self, input: &'a str, index: i64) -> Self {
        Self { input: Some((input, index)), ..self }
    }

    /// Logs an event.
    pub(crate) async fn event(
        &self,
        transaction: &mut Transaction,
        (kind, level): (&str, &str),
        message: &str,
        payload: Option<Map<String, Value>>,
    ) -> Result<(), StoreError> {
        let number = self.org_store.scope.counter("events").add_in(transaction, 1).await?;
        let event = Event {
            job: self.job.to_owned(),
            number,
            kind: kind.to_owned(),
            level: level.to_owned(),
            message: message.to_owned(),
            payload,
            input: self.input(),
        };
        self.org_store.events().on(transaction).create(&number.to_string(), &event).await?;
        Ok(())
    }

    /// Logs a completed step.
    pub(super) async fn progress(
        &self,
        transaction: &mut Transaction,
        (kind, step): (&str, i64),
        message: &str,
        metrics: Option<Map<String, Value>>,
    ) -> Result<(), StoreError> {
        let number = self.org_store.scope.counter("progress").add_in(transaction, 1).await?;
        let entry = Entry {
            job: self.job.to_owned(),
            number,
            kind: kind.to_owned(),
            step,
            message: message.to_owned(),
            metrics,
            input: self.input(),
        };
        self.org_store.progress().on(transaction).create(&number.to_string(), &entry).await?;
        Ok(())
    }

    fn input(&self) -> Option<(String, i64)> {
        self.input.map(|(input, index)| (input.to_owned(), index))
    }
}
