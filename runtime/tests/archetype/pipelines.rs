//! The pipeline registry of a new server.

use archetype_api::{operations as op, types};

use crate::server::{Server, one, refused};

#[tokio::test]
async fn pipelines_are_listed_and_returned() {
    let server = Server::start().await;
    let client = server.client().await;
    let list = async |list: op::ListPipelines| {
        let pipelines = client.list_pipelines(list).await.unwrap();
        let versions = pipelines.pipelines.into_iter().map(|pipeline| pipeline.pipeline_version);
        (pipelines.total, versions.collect::<Vec<_>>())
    };
    let all = || op::ListPipelines::new();
    assert_eq!(list(all()).await.0, 4);
    let published = types::PipelineStatus::Published;
    let (_, versions) =
        list(all().with_status(published).with_pipeline_type(types::PipelineType::Batch)).await;
    assert_eq!(versions, ["1.1.0"]);
    assert_eq!(list(all().with_visibility(types::PipelineVisibility::Org)).await.0, 0);
    assert_eq!(list(all().with_status(types::PipelineStatus::Deleted)).await.0, 0);
    let (total, page) = list(all().with_offset(3).with_limit(2)).await;
    assert_eq!((total, page.len()), (4, 1));

    let id = "pip_2k7w4x9qh1v6m3t8";
    let pipeline = client.get_pipeline(op::GetPipeline::new(id)).await.unwrap();
    assert_eq!(&*pipeline.pipeline_key, "machine-state-classification");
    assert!(pipeline.inputs["worker.inference"].required);
    let schema = client.get_pipeline_schema(op::GetPipelineSchema::new(id)).await.unwrap();
    assert_eq!((schema.inputs, schema.user_schema), (pipeline.inputs, pipeline.user_config_schema));

    let gone = one("PIPELINE_NOT_FOUND", "");
    let told = client.get_pipeline(op::GetPipeline::new("machine-state-classification"));
    assert_eq!(refused!(told, GetPipelineError::NotFound), gone);
    let told = client.get_pipeline_schema(op::GetPipelineSchema::new("pip_0"));
    assert_eq!(refused!(told, GetPipelineSchemaError::NotFound), gone);
    server.stop().await;
}
