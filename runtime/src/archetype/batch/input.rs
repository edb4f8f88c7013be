//! The inputs of a job that is to be created: the ports of the pipeline and the caller's sources go in, all that is
//! wrong with them comes out, or the inputs.

use archetype_api::types::{
    CreateJobInput, ErrorDetail, JobSource, Pipeline, PortMode, SourceMetadata,
};
use archetype_api::wire::to_json;
use serde_json::{Map, Value};

use super::{Input, InputStatus, Source};
use crate::archetype::refusal::Refusal;
use crate::archetype::room::Room;
use crate::store::StoreError;

/// The inputs of a job of a pipeline, in the order in which they were given.
pub(crate) async fn resolve(
    room: &Room,
    pipeline: &Pipeline,
    job: &str,
    asked: &CreateJobInput,
) -> Result<Vec<Input>, Refusal> {
    let (mut inputs, mut wrong) = (Vec::new(), Vec::new());
    for (port, sources) in asked.inputs.iter().flatten() {
        let place = format!("/inputs/{}", port.replace('~', "~0").replace('/', "~1"));
        let Some(known) = pipeline.inputs.get(port) else {
            let ports: Vec<&str> = pipeline.inputs.keys().map(String::as_str).collect();
            wrong.push(error(place, format!("The pipeline has the ports {}.", ports.join(", "))));
            continue;
        };
        for (index, source) in sources.iter().enumerate() {
            let place = format!("{place}/{index}");
            let metadata = metadata(source);
            if known.mode == PortMode::NShotFileList
                && metadata.is_none_or(|metadata| metadata.class.is_none())
            {
                let message = "An example must say its class.".to_owned();
                wrong.push(error(format!("{place}/metadata/class"), message));
            }
            match find(room, source, &place).await? {
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
            wrong.push(error("/inputs".to_owned(), format!("The port {port} needs an input.")));
        }
    }
    if wrong.is_empty() { Ok(inputs) } else { Err(Refusal::BadRequest(wrong)) }
}

async fn find(
    room: &Room,
    source: &JobSource,
    place: &str,
) -> Result<Result<Source, ErrorDetail>, StoreError> {
    Ok(match source {
        JobSource::FileSource(source) => {
            let found = room.files().find("name", &source.file_id).await?;
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
            let found = room.checkpoints().get(id).await?;
            let missing = || {
                let message = format!("There is no checkpoint {id}.");
                error(format!("{place}/checkpoint_id"), message)
            };
            found.map(|_| Source::Checkpoint { id: id.clone() }).ok_or_else(missing)
        }
        other => Err(error(place.to_owned(), format!("This source is not known: {other:?}"))),
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
