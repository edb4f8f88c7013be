//! The inputs of a new job: checks the caller's sources against the ports of the pipeline and returns the inputs, or
//! all violations.

use std::collections::{HashMap, HashSet};

use archetype_api::types::{
    CreateJobInput, ErrorDetail, JobSource, Pipeline, PortMode, SourceMetadata,
};
use archetype_api::wire::to_json;
use serde_json::{Map, Value};

use super::{Input, InputStatus, Source};
use crate::archetype::file_store::File;
use crate::archetype::org_store::OrgStore;
use crate::archetype::refusal::{MOST_FINDINGS, Refusal};
use crate::store::{Record, StoreError};

/// Returns the inputs for a pipeline in the order in which they were given.
pub(crate) async fn resolve(
    org_store: &OrgStore,
    pipeline: &Pipeline,
    job: &str,
    asked: &CreateJobInput,
) -> Result<Vec<Input>, Refusal> {
    let (mut inputs, mut wrong) = (Vec::new(), Vec::new());
    let known_sources = Known::read(org_store, asked).await?;
    for (port, sources) in asked.inputs.iter().flatten() {
        let place = format!("/inputs/{}", port.replace('~', "~0").replace('/', "~1"));
        if wrong.len() >= MOST_FINDINGS {
            break;
        }
        let Some(known) = pipeline.inputs.get(port) else {
            let ports: Vec<&str> = pipeline.inputs.keys().map(String::as_str).collect();
            wrong.push(error(
                place,
                format!("Unknown port; the pipeline has the ports {}.", ports.join(", ")),
            ));
            continue;
        };
        for (index, source) in sources.iter().enumerate() {
            if wrong.len() >= MOST_FINDINGS {
                break;
            }
            let place = format!("{place}/{index}");
            let metadata = metadata(source);
            if known.mode == PortMode::NShotFileList
                && metadata.is_none_or(|metadata| metadata.class.is_none())
            {
                let message = "An example requires a class.".to_owned();
                wrong.push(error(format!("{place}/metadata/class"), message));
            }
            match known_sources.find(source, &place) {
                Err(missing) => wrong.push(missing),
                Ok(source) => inputs.push(Input {
                    job: job.to_owned(),
                    port: port.clone(),
                    index: i64::try_from(inputs.len()).unwrap_or(i64::MAX),
                    tracked: known.tracked != Some(false),
                    source,
                    metadata: metadata.map(fields),
                    status: InputStatus::Pending,
                    error: None,
                    completed: None,
                    run: None,
                }),
            }
        }
    }
    for (port, _) in pipeline.inputs.iter().filter(|(_, port)| port.required) {
        let given = asked.inputs.as_ref().and_then(|inputs| inputs.get(port));
        if given.is_none_or(Vec::is_empty) {
            wrong.push(error("/inputs".to_owned(), format!("The port {port} requires an input.")));
        }
    }
    if wrong.is_empty() { Ok(inputs) } else { Err(Refusal::BadRequest(wrong)) }
}

/// The stored sources that a job names. They are all read at once.
struct Known {
    files: HashMap<String, Record<File>>,
    checkpoints: HashSet<String>,
}

impl Known {
    async fn read(org_store: &OrgStore, asked: &CreateJobInput) -> Result<Self, StoreError> {
        let (mut files, mut checkpoints) = (Vec::new(), Vec::new());
        for source in asked.inputs.iter().flatten().flat_map(|(_, sources)| sources) {
            match source {
                JobSource::FileSource(source) => files.push(source.file_id.clone()),
                JobSource::CheckpointSource(source) => {
                    checkpoints.push(source.checkpoint_id.clone());
                }
                _ => {}
            }
        }
        let files = org_store.files().find_many("name", &files).await?;
        let checkpoints = org_store.checkpoints().get_many(&checkpoints).await?;
        let checkpoints = checkpoints.into_iter().map(|checkpoint| checkpoint.id).collect();
        Ok(Self { files, checkpoints })
    }

    fn find(&self, source: &JobSource, place: &str) -> Result<Source, ErrorDetail> {
        match source {
            JobSource::FileSource(source) => {
                let id = &source.file_id;
                let missing =
                    || error(format!("{place}/file_id"), format!("There is no file {id}."));
                let file = self.files.get(id).ok_or_else(missing)?;
                Ok(Source::File {
                    uid: file.id.clone(),
                    name: file.value.name.clone(),
                    media_type: file.value.media_type.clone(),
                    bytes: file.value.bytes,
                })
            }
            JobSource::CheckpointSource(source) => {
                let id = &source.checkpoint_id;
                if self.checkpoints.contains(id) {
                    return Ok(Source::Checkpoint { id: id.clone() });
                }
                let message = format!("There is no checkpoint {id}.");
                Err(error(format!("{place}/checkpoint_id"), message))
            }
            other => Err(error(place.to_owned(), format!("Unknown kind of source: {other:?}"))),
        }
    }
}

fn metadata(source: &JobSource) -> Option<&SourceMetadata> {
    match source {
        JobSource::FileSource(source) => source.metadata.as_ref(),
        JobSource::CheckpointSource(source) => source.metadata.as_ref(),
        _ => None,
    }
}

fn fields(metadata: &SourceMetadata) -> Map<String, Value> {
    serde_json::from_slice(&to_json(metadata)).unwrap_or_default()
}

fn error(place: String, message: String) -> ErrorDetail {
    ErrorDetail::new("INVALID_INPUT", message).with_pointer(place)
}
