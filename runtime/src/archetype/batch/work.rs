//! Processes one input of a job: reads its table as a stream and writes a table or a summary.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use serde_json::{Map, Value, json};

use super::classify::{Classifier, Examples, Settings};
use super::{Input, Job, Output, Source};
use crate::archetype::media;
use crate::archetype::org_store::OrgStore;
use crate::archetype::table::{self, Records};
use crate::store::files::PutError;
use crate::store::{List, Record, StoreError};

/// The result of the work.
#[derive(Debug)]
pub(super) struct Done {
    /// What was done, as a machine-readable value.
    pub(super) kind: &'static str,
    /// The number of steps.
    pub(super) steps: i64,
    pub(super) metrics: Map<String, Value>,
    pub(super) output: Output,
}

/// Why an input cannot be processed, as a human-readable message.
#[derive(Debug)]
pub(super) struct Failure(pub(super) String);

type Worked<T> = Result<Result<T, Failure>, StoreError>;

/// Processes an input of a job and stores the output under an id.
pub(super) async fn work(
    org_store: &OrgStore,
    job: &Record<Job>,
    input: &Record<Input>,
    output: &str,
) -> Worked<Done> {
    let Source::File { uid, name, media_type, .. } = &input.value.source else {
        return Ok(Err(Failure(format!("{} is not a file.", input.value.name()))));
    };
    if media_type != "text/csv" {
        return Ok(Err(Failure(format!("{name} has the type {media_type} and is not a table."))));
    }
    if job.value.pipeline_type == "training" {
        return learn(org_store, job, &input.value, output).await;
    }
    let examples = match examples(org_store, &job.id).await? {
        Ok(examples) => examples,
        Err(failure) => return Ok(Err(failure)),
    };
    let settings = Settings::of(job.value.config("worker"));
    let mut classifier = match Classifier::new(settings, &examples) {
        Ok(classifier) => classifier,
        Err(why) => return Ok(Err(Failure(why))),
    };
    let Some((_, content)) = org_store.store.files().get(&org_store.scope.file(uid)).await? else {
        return Ok(Err(gone(name)));
    };
    let mut records = Some(Records::new());
    let states = content.map(Some).chain(stream::iter([None])).map(|piece| {
        let mut states = Vec::new();
        match (piece, records.take()) {
            (Some(piece), Some(mut reading)) => {
                reading.feed(&piece?, |record| classifier.read(record, &mut states));
                records = Some(reading);
            }
            (None, Some(reading)) => {
                reading.finish(|record| classifier.read(record, &mut states));
                classifier.finish(&mut states);
            }
            (_, None) => {}
        }
        Ok::<_, StoreError>(Bytes::from(states))
    });
    let bytes = match put(org_store, output, states).await? {
        Ok(bytes) => bytes,
        Err(failure) => return Ok(Err(failure)),
    };
    let counted = match classifier.outcome() {
        Ok(counted) => counted,
        Err(why) => return Ok(Err(Failure(format!("{name}: {why}")))),
    };
    let windows: u64 = counted.values().sum();
    Ok(Ok(Done {
        kind: "inference",
        steps: i64::try_from(windows).unwrap_or(i64::MAX),
        metrics: fields(json!({"windows": windows, "states": counted})),
        output: named(&job.id, name, "states.csv", bytes),
    }))
}

/// Training: learns from an example of a class.
async fn learn(
    org_store: &OrgStore,
    job: &Record<Job>,
    input: &Input,
    output: &str,
) -> Worked<Done> {
    let mut examples = Examples::default();
    if let Err(failure) = read(org_store, input, &mut examples).await? {
        return Ok(Err(failure));
    }
    let learned = json!({"class": input.class(), "columns": examples.means(input.class())});
    let content = stream::iter([Ok(Bytes::from(learned.to_string()))]);
    let bytes = match put(org_store, output, content).await? {
        Ok(bytes) => bytes,
        Err(failure) => return Ok(Err(failure)),
    };
    let rows = examples.rows();
    Ok(Ok(Done {
        kind: "training",
        steps: i64::try_from(rows).unwrap_or(i64::MAX),
        metrics: fields(json!({"rows": rows})),
        output: named(&job.id, input.name(), "learned.json", bytes),
    }))
}

/// Returns what a job uses to classify: its own examples, and those of the trainings whose checkpoints are its inputs.
async fn examples(org_store: &OrgStore, job: &str) -> Worked<Examples> {
    let mut examples = Examples::default();
    let mut inputs = of_job(org_store, job).await?;
    for input in inputs.clone() {
        if let Source::Checkpoint { id } = &input.source
            && let Some(training) = org_store.checkpoints().get(id).await?
        {
            inputs.extend(of_job(org_store, &training.value).await?);
        }
    }
    for input in inputs.iter().filter(|input| !input.class().is_empty()) {
        if let Err(failure) = read(org_store, input, &mut examples).await? {
            return Ok(Err(failure));
        }
    }
    Ok(Ok(examples))
}

async fn of_job(org_store: &OrgStore, job: &str) -> Result<Vec<Input>, StoreError> {
    let inputs = org_store.inputs().list(&List::new().with_key("job", job)).await?;
    Ok(inputs.items.into_iter().map(|input| input.value).collect())
}

/// Reads a file as an example of its class.
async fn read(org_store: &OrgStore, input: &Input, examples: &mut Examples) -> Worked<()> {
    let Source::File { uid, name, .. } = &input.source else { return Ok(Ok(())) };
    let Some((_, mut content)) = org_store.store.files().get(&org_store.scope.file(uid)).await?
    else {
        return Ok(Err(gone(name)));
    };
    let (mut records, mut header): (_, Option<Vec<String>>) = (Records::new(), None);
    let mut keep = |record: table::Record<'_>| {
        if let Some(header) = &header {
            examples.add(input.class(), header, record);
        } else {
            let names = record.fields().map(|field| field.trim().to_owned());
            header = Some(names.collect());
        }
    };
    while let Some(piece) = content.next().await {
        records.feed(&piece?, &mut keep);
    }
    records.finish(&mut keep);
    Ok(Ok(()))
}

/// Stores the output. Returns its size in bytes.
async fn put(
    org_store: &OrgStore,
    output: &str,
    content: impl Stream<Item = Result<Bytes, StoreError>> + Send,
) -> Worked<u64> {
    match org_store.store.files().put(&org_store.scope.file(output), content).await {
        Ok(info) => Ok(Ok(info.size)),
        Err(PutError::Source(error) | PutError::Store(error)) => Err(error),
    }
}

fn named(job: &str, input: &str, what: &str, bytes: u64) -> Output {
    let filename = format!("{}_{what}", media::stem(input));
    Output { job: job.to_owned(), filename, bytes }
}

fn gone(name: &str) -> Failure {
    Failure(format!("The file {name} no longer exists."))
}

fn fields(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

impl Input {
    /// The class that it is an example of; empty if it is not an example.
    fn class(&self) -> &str {
        let class = self.metadata.as_ref().and_then(|metadata| metadata.get("class")?.as_str());
        class.unwrap_or_default()
    }
}

/// The number of windows by state.
pub(super) type Counted = BTreeMap<String, u64>;
