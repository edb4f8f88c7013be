//! The collections of one organization in the store, and those shared by all organizations.

use jiff::Timestamp;

use super::batch::{Entry, Event, Input, Job, Output, Waiting};
use super::file_store::File;
use super::fine_tune::Tune;
use super::lenses::Lens;
use super::sessions::Session;
use super::uploads::Upload;
use super::{API, ids};
use crate::clock::Clock;
use crate::store::{Collection, Scope, Store};

/// The data of one organization.
#[derive(Debug, Clone)]
pub(super) struct OrgStore {
    pub(super) scope: Scope,
    pub(super) store: Store,
    pub(super) clock: Clock,
}

impl OrgStore {
    pub(super) fn new(store: &Store, org: &str) -> Self {
        Self { scope: store.scope(API, org), store: store.clone(), clock: store.clock().clone() }
    }

    /// The organization's name. It is never returned.
    pub(super) fn org(&self) -> &str {
        self.scope.tenant()
    }

    /// The organization's public id.
    pub(super) fn org_id(&self) -> String {
        ids::org(self.org())
    }

    /// Returns the current time with the precision of the store, so that a time is the same in every response.
    pub(super) fn now(&self) -> Timestamp {
        let now = self.clock.now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    pub(super) fn lenses(&self) -> Collection<Lens> {
        self.scope.collection("lenses")
    }

    /// Returns all sessions, including ended ones; `active` returns those that have not been destroyed.
    pub(super) fn sessions(&self) -> Collection<Session> {
        self.scope.collection("sessions").key("active", |session: &Session| {
            session.destroyed.is_none().then(|| "yes".to_owned())
        })
    }

    /// Returns the files by uid. Callers know them by name.
    pub(super) fn files(&self) -> Collection<File> {
        self.scope
            .collection("files")
            .unique_key("name", |file: &File| [file.name.clone()])
            .key("type", |file: &File| [file.media_type.clone()])
    }

    pub(super) fn uploads(&self) -> Collection<Upload> {
        self.scope
            .collection("uploads")
            .key("what", |upload: &Upload| upload.is_open().then(|| upload.what()))
    }

    pub(super) fn jobs(&self) -> Collection<Job> {
        self.scope.collection("jobs")
    }

    pub(super) fn inputs(&self) -> Collection<Input> {
        self.scope.collection("inputs").key("job", |input: &Input| [input.job.clone()])
    }

    pub(super) fn outputs(&self) -> Collection<Output> {
        self.scope.collection("outputs").key("job", |output: &Output| [output.job.clone()])
    }

    pub(super) fn events(&self) -> Collection<Event> {
        self.scope.collection("events").key("job", |event: &Event| [event.job.clone()])
    }

    pub(super) fn progress(&self) -> Collection<Entry> {
        self.scope.collection("progress").key("job", |entry: &Entry| [entry.job.clone()])
    }

    /// Returns the checkpoints by id, with the job that created each.
    pub(super) fn checkpoints(&self) -> Collection<String> {
        self.scope.collection("checkpoints")
    }

    pub(super) fn tunes(&self) -> Collection<Tune> {
        self.scope.collection("fine-tuning").unique_key("uuid", |tune: &Tune| [tune.uuid.clone()])
    }

    /// Returns the waiting jobs of all organizations, by id.
    pub(super) fn queue(&self) -> Collection<Waiting> {
        shared(&self.store)
            .collection("queue")
            .key("type", |waiting: &Waiting| [waiting.pipeline_type.clone()])
    }
}

/// The data that belongs to no organization; no key has an organization with this name.
pub(super) fn shared(store: &Store) -> Scope {
    store.scope(API, "/shared")
}

/// Returns a time as in most responses: seconds since 1970.
#[allow(clippy::cast_precision_loss)] // microseconds of this century fit into a double
pub(super) fn seconds(time: Timestamp) -> f64 {
    time.as_microsecond() as f64 / 1e6
}
