//! Models: a name, and the context that it answers from.

mod query;
mod train;

use arcee_api::operations::{
    GenerateModel, GenerateModelError, GetTrainingStatus, GetTrainingStatusError, ModelsApi,
    RetrieveModel, RetrieveModelError, TrainModel, TrainModelError,
};
use arcee_api::types::TrainModelStatus;
use arcee_api::wire::{Call, Outcome};
use serde::{Deserialize, Serialize};

use super::Arcee;
use super::demo;
use super::refusal::{Refusal, refuse};
use super::room::Room;
use super::training::{COMPLETE, Trained};
use crate::store::{Collection, Key, Scope};

/// A model.
#[derive(Debug, Serialize, Deserialize)]
struct Model {
    name: String,
    /// The id of the context.
    context: String,
    /// The language model that the caller asked for.
    generator: Option<String>,
}

impl ModelsApi for Arcee {
    type Principal = Key;

    async fn train_model(&self, call: Call<TrainModel, Key>) -> Outcome<TrainModel> {
        let trained = async {
            let room = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.train(&room, &call.body).await
        };
        trained.await.map_err(refuse::<TrainModelError>)
    }

    async fn get_training_status(
        &self,
        call: Call<GetTrainingStatus, Key>,
    ) -> Outcome<GetTrainingStatus> {
        let status = async {
            let room = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.status(&room, &call.id_or_name, call.allow_demo == Some(true)).await
        };
        status.await.map_err(refuse::<GetTrainingStatusError>)
    }

    async fn generate_model(&self, call: Call<GenerateModel, Key>) -> Outcome<GenerateModel> {
        let generated = async {
            let room = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.generate(&room, &call.body).await
        };
        generated.await.map_err(refuse::<GenerateModelError>)
    }

    async fn retrieve_model(&self, call: Call<RetrieveModel, Key>) -> Outcome<RetrieveModel> {
        let retrieved = async {
            let room = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.retrieve(&room, &call.body).await
        };
        retrieved.await.map_err(refuse::<RetrieveModelError>)
    }
}

impl Arcee {
    async fn status(
        &self,
        room: &Room,
        wanted: &str,
        allow_demo: bool,
    ) -> Result<TrainModelStatus, Refusal> {
        let models = models(&room.scope);
        let shown = TrainModelStatus::new(demo::MODEL, demo::MODEL, COMPLETE);
        // Ids first, then names, and the organization's own before those of all.
        let model = match models.get(wanted).await? {
            None if allow_demo && wanted == demo::MODEL => return Ok(shown),
            None => models.find("name", wanted).await?,
            found => found,
        };
        let Some(model) = model else {
            let is_demo = allow_demo && wanted == demo::NAME;
            return if is_demo { Ok(shown) } else { Err(no_model(room, wanted)) };
        };
        let job = self.training(&room.scope, Trained::Model, &model.id).await?;
        let job = job.ok_or_else(|| Refusal::fault("a model was never trained"))?;
        Ok(TrainModelStatus::new(&model.id, &model.id, job.state))
    }
}

/// The models of an organization, by id and by name.
fn models(scope: &Scope) -> Collection<Model> {
    scope.collection("models").unique_key("name", |model: &Model| [model.name.clone()])
}

fn no_model(room: &Room, wanted: &str) -> Refusal {
    Refusal::not_found(format!("There is no model {wanted} in {}.", room.slug))
}
