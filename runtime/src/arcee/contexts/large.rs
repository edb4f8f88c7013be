//! Large CSV files. A file is validated while it is written to the store, before it is accepted. A job then adds its
//! documents in batches and resumes after a restart.

use std::io;
use std::time::Duration;

use arcee_api::types::UploadContextOutput;
use arcee_api::wire::{BoxError, Fault, Problem, StatusCode};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::super::Arcee;
use super::super::corpus::{Corpus, Passage, Steps};
use super::super::membership::Membership;
use super::super::refusal::Refusal;
use super::chunks::chunks;
use super::open_in;
use super::rows::{self, Broken};
use crate::blocking;
use crate::job::{Job, Jobs, Plan};
use crate::store::files::PutError;
use crate::store::{Collection, List, Scope, Store};
use crate::stream::in_time;

/// The name of the plan for adding the documents of a file.
const PLAN: &str = "arcee/csv";

/// The time to wait, in seconds, if too many files are being processed.
const SOON: u64 = 10;

/// The maximum size of a file in bytes: 256 MiB.
const LARGEST: usize = 256 * 1024 * 1024;

/// The maximum number of files of an organization that wait for being added.
const WAITING: u64 = 10;

/// An accepted file. Its id is the id of the stored file and the subject of its job.
#[derive(Debug, Serialize, Deserialize)]
struct Upload {
    context: String,
    documents: usize,
    /// Whether it has not been processed. Records of earlier versions, which were kept afterwards, do not say so.
    #[serde(default)]
    waiting: bool,
}

/// Why a file was not stored.
#[derive(Debug, thiserror::Error)]
enum Cut {
    #[error("cannot read the file")]
    Source(#[source] BoxError),
    #[error("the file is invalid")]
    Invalid,
    #[error("the file is too large")]
    TooLarge,
    #[error("the file did not arrive in time")]
    Late,
}

impl Arcee {
    /// Stores a file, of which `start` is in memory, and starts its job.
    pub(super) async fn accept(
        &self,
        membership: &Membership,
        name: &str,
        start: Bytes,
        rest: impl Stream<Item = Result<Bytes, BoxError>> + Send,
    ) -> Result<UploadContextOutput, Refusal> {
        let waiting = List::new().with_key("waiting", "yes").limit(0);
        if uploads(&membership.scope).list(&waiting).await?.total >= WAITING {
            let why = format!("{WAITING} files of the organization are being processed.");
            return Err(too_many(why));
        }
        let id = Uuid::new_v4().to_string();
        let path = membership.scope.file(&id);
        let (sender, chunks) = chunks();
        let reading = blocking::read_stream(move || rows::read(chunks, |_| true)).await?;
        let content = stream::once(std::future::ready(Ok(start))).chain(rest);
        let mut left = LARGEST;
        let content = in_time(content).then(move |chunk| {
            let sender = sender.clone();
            let length = chunk.as_ref().and_then(|chunk| chunk.as_ref().ok()).map_or(0, Bytes::len);
            let fits = left.checked_sub(length);
            left = fits.unwrap_or(0);
            async move {
                let chunk = chunk.ok_or(Cut::Late)?.map_err(Cut::Source)?;
                fits.ok_or(Cut::TooLarge)?;
                // Reading stops as soon as the file is known to be invalid.
                sender.send(Ok(chunk.clone())).await.map_err(|_| Cut::Invalid)?;
                Ok(chunk)
            }
        });
        let put = self.store.files().put(&path, content).await;
        let read = reading.await?;
        let documents = match (put, read) {
            (Ok(_), Ok(documents)) => documents,
            (put, read) => {
                self.store.files().delete(&path).await?;
                return match (put, read) {
                    (Err(PutError::Store(error)), _) => Err(error.into()),
                    (Err(PutError::Source(cut @ Cut::Source(_))), _) => Err(cut.into()),
                    (Err(PutError::Source(Cut::TooLarge)), _) => {
                        let why = format!("A file has at most {LARGEST} bytes.");
                        Err(problem(StatusCode::PAYLOAD_TOO_LARGE, why))
                    }
                    (Err(PutError::Source(Cut::Late)), _) => {
                        let why = "The file did not arrive in time.";
                        Err(problem(StatusCode::REQUEST_TIMEOUT, why))
                    }
                    (_, Err(broken)) => Err(broken.into()),
                    (_, Ok(_)) => Err(Refusal::fault("a valid file was not stored")),
                };
            }
        };

        let mut transaction = self.store.begin().await?;
        let context_id = open_in(&mut transaction, &membership.scope, name).await?;
        let upload = Upload { context: context_id.clone(), documents, waiting: true };
        uploads(&membership.scope).on(&mut transaction).create(&id, &upload).await?;
        self.jobs.start_in(&mut transaction, &membership.scope, PLAN, &id).await?;
        transaction.commit().await?;
        let message = format!("Processing context... {documents} documents were received.");
        Ok(UploadContextOutput::new(name, context_id).with_message(message))
    }
}

/// Registers the plan. It captures only the store, because the jobs hold the plan.
pub(in super::super) fn define(jobs: &Jobs, store: &Store) {
    let store = store.clone();
    let plan = Plan::new(PLAN, "processed").state("received", Duration::ZERO);
    jobs.define(plan.on_enter(move |job| {
        let store = store.clone();
        async move { process(&store, &job).await }
    }));
}

/// Adds the documents of a file. Idempotent, because documents replace those with the same name.
async fn process(store: &Store, job: &Job) -> Result<(), BoxError> {
    let scope = store.scope(job.api.as_str(), job.tenant.as_str());
    let path = scope.file(&job.subject);
    let Some(upload) = uploads(&scope).get(&job.subject).await? else { return Ok(()) };
    // If the file is gone, all its documents have already been added.
    let Some((_, content)) = store.files().get(&path).await? else { return Ok(()) };

    let (sender, chunks) = chunks();
    let (batches, mut received) = mpsc::channel(1);
    let reading = blocking::read_stream(move || in_batches(chunks, &batches)).await?;
    let feeding = async {
        let mut content = content;
        while let Some(chunk) = content.next().await {
            // A reader that stops early reports the reason itself.
            if sender.send(chunk.map_err(io::Error::other)).await.is_err() {
                break;
            }
        }
        drop(sender);
    };
    let corpus = Corpus::new(&scope, &upload.value.context);
    let adding = async {
        while let Some(batch) = received.recv().await {
            corpus.add(&batch).await?;
        }
        // If adding fails, this block ends and drops the receiver, which stops the sender.
        drop(received);
        Ok::<_, BoxError>(())
    };
    let ((), added) = tokio::join!(feeding, adding);
    added?;
    reading.await??;
    store.files().delete(&path).await?;
    uploads(&scope).delete(&job.subject).await?;
    Ok(())
}

fn problem(status: StatusCode, why: impl Into<String>) -> Refusal {
    Refusal::Fault(Fault::problem(Problem::new(status, why)))
}

/// The organization has to wait until a file has been processed.
fn too_many(why: String) -> Refusal {
    let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, why).retry_after(SOON);
    Refusal::Fault(Fault::problem(problem))
}

/// Reads a file and sends its documents in batches.
fn in_batches(source: impl io::Read, batches: &mpsc::Sender<Vec<Passage>>) -> Result<(), BoxError> {
    let mut steps = Steps::default();
    let read = rows::read(source, |passage| {
        steps.push(passage).is_none_or(|step| batches.blocking_send(step).is_ok())
    });
    match read {
        Ok(_) => Ok(batches.blocking_send(steps.rest())?),
        Err(Broken::Source(error)) => Err(error.into()),
        Err(Broken::Stopped) => Err("the documents were not received".into()),
        // It was valid when it was accepted.
        Err(Broken::Invalid(_)) => Err("the file has changed".into()),
    }
}

fn uploads(scope: &Scope) -> Collection<Upload> {
    scope
        .collection("uploads")
        .key("waiting", |upload: &Upload| upload.waiting.then(|| "yes".to_owned()))
}
