//! The pipeline registry: lists pipelines and selects one for a job.

use archetype_api::operations::{GetPipeline, GetPipelineSchema, ListPipelines, PipelinesApi};
use archetype_api::types::{
    CreateJobInput, Pipeline, PipelineList, PipelineSchema, PipelineStatus,
};
use archetype_api::wire::{Call, Outcome, StringEnum};

use super::page::part;
use super::refusal::{Refusal, refuse};
use super::{Archetype, platform};
use crate::store::Key;

impl PipelinesApi for Archetype {
    type Principal = Key;

    async fn list_pipelines(&self, call: Call<ListPipelines, Key>) -> Outcome<ListPipelines> {
        let pipelines = platform::pipelines().iter().filter(|pipeline| {
            call.pipeline_type.as_ref().is_none_or(|kind| *kind == pipeline.pipeline_type)
                && call.visibility.as_ref().is_none_or(|seen| *seen == pipeline.visibility)
                && match &call.status {
                    Some(status) => *status == pipeline.status,
                    None => pipeline.status != PipelineStatus::Deleted,
                }
        });
        let part = part(pipelines.cloned().collect(), call.offset, call.limit);
        Ok(PipelineList::new(part.total, part.offset, part.limit, part.items))
    }

    async fn get_pipeline(&self, call: Call<GetPipeline, Key>) -> Outcome<GetPipeline> {
        find(&call.id).cloned().map_err(refuse)
    }

    async fn get_pipeline_schema(
        &self,
        call: Call<GetPipelineSchema, Key>,
    ) -> Outcome<GetPipelineSchema> {
        let pipeline = find(&call.id).cloned().map_err(refuse)?;
        Ok(PipelineSchema::new(
            pipeline.id,
            pipeline.pipeline_key,
            pipeline.pipeline_version,
            pipeline.user_config_schema,
            pipeline.config_schema,
            pipeline.inputs,
            pipeline.outputs,
        ))
    }
}

/// Returns the pipeline for a job, if it can be run: the requested version, or the latest published one.
pub(super) fn to_run(asked: &CreateJobInput) -> Result<&'static Pipeline, Refusal> {
    let refused = |place: &str, message: String| Refusal::at("INVALID_PIPELINE", place, message);
    let kind = asked.pipeline_type.as_str();
    let of_key = |pipeline: &&Pipeline| {
        pipeline.pipeline_type == asked.pipeline_type && pipeline.pipeline_key == asked.pipeline_key
    };
    let mut versions = platform::pipelines().iter().filter(of_key).peekable();
    if versions.peek().is_none() {
        let message = format!("There is no {kind} pipeline {}.", asked.pipeline_key);
        return Err(refused("/pipeline_key", message));
    }
    let Some(version) = &asked.pipeline_version else {
        let published = versions.find(|pipeline| pipeline.status == PipelineStatus::Published);
        return published.ok_or_else(|| {
            let message = format!("No version of {} is published.", asked.pipeline_key);
            refused("/pipeline_key", message)
        });
    };
    let found = versions.find(|pipeline| pipeline.pipeline_version == *version);
    let place = "/pipeline_version";
    let Some(found) = found else {
        let message = format!("The pipeline {} has no version {version}.", asked.pipeline_key);
        return Err(refused(place, message));
    };
    match found.status {
        PipelineStatus::Published | PipelineStatus::Draft => Ok(found),
        _ => {
            let message = format!("The version {version} is {}.", found.status.as_str());
            Err(refused(place, message))
        }
    }
}

fn find(id: &str) -> Result<&'static Pipeline, Refusal> {
    let found = platform::pipelines().iter().find(|pipeline| pipeline.id == id);
    found.ok_or_else(|| {
        Refusal::not_found("PIPELINE_NOT_FOUND", format!("There is no pipeline {id}."))
    })
}
