//! The inputs of a new job: checks the caller's sources against the ports of the pipeline and returns the inputs, or
//! all violations.

use archetype_api::types::{
    CreateJobInput, ErrorDetail, JobSource, Pipeline, PortMode, SourceMetadata,
};
use archetype_api::wire::to_json;
use serde_json::{Map, Value};

use super::{Input, InputStatus, Source};
use crate::archetype::org_store::OrgStore;
use crate::archetype::refusal::Refusal;
use crate::store::StoreError;

/// Returns the inputs for a pipeline in the order in which they were given.
pub(crate) async fn resolve(
    org_store: &OrgStore,
    pipeline: &Pipeline,
    job: &str,
    asked: &CreateJobInput,
) -> Result<Vec<Input>, Refusal> {
    let (mut inputs, mut wrong) = (Vec::new(), Vec::new());
    for (port, sources) in asked.inputs.iter().flatten() {
        let place = format!("/inputs/{}", port.replace('~', "~0").replace('/', "~1"));
        let Some(known) = pipeline.inputs.get(port) else {
            let ports: Vec<&str> = pipeline.inputs.keys().map(String::as_str).collect();
            wrong.push(error(
                place,
                format!("Unknown port; the pipeline has the ports {}.", ports.join(", ")),
            ));
            continue;
        };
        for (index, source) in sources.iter().enumerate() {
            let place = format!("{place}/{index}");
            let metadata = metadata(source);
            if known.mode == PortMode::NShotFileList
                && metadata.is_none_or(|metadata| metadata.class.is_none())
            {
                let message = "An example requires a class.".to_owned();
                wrong.push(error(format!("{place}/metadata/class"), message));
            }
            match find(org_store, source, &place).await? {
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

async fn find(
    org_store: &OrgStore,
    source: &JobSource,
    place: &str,
) -> Result<Result<Source, ErrorDetail>, StoreError> {
    Ok(match source {
        JobSource::FileSource(source) => {
            let found = org_store.files().find("name", &source.file_id).await?;
            let missing = || {
                let message = format!("There is no file {}.", source.file_id);
                error(format!("{place}/file_id"), message)
            };
            let found = found.map(|file| Source::File {
                uid: file.id,
                name: file.value.name,
                media_type: file.value.media_type,
                bytes: file.value.bytes,
            });
            found.ok_or_else(missing)
        }
        JobSource::CheckpointSource(source) => {
            let id = &source.checkpoint_id;
            let found = org_store.checkpoints().get(id).await?;
            let missing = || {
                let message = format!("There is no checkpoint {id}.");
                error(format!("{place}/checkpoint_id"), message)
            };
            found.map(|_| Source::Checkpoint { id: id.clone() }).ok_or_else(missing)
        }
        other => Err(error(place.to_owned(), format!("Unknown kind of source: {other:?}"))),
    })
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
