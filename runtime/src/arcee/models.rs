//! Models: a name and the context to answer from.

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
use super::membership::Membership;
use super::refusal::{Refusal, refuse};
use super::training::{COMPLETE, Trained};
use crate::store::{Collection, Key, Scope};

/// A model.
#[derive(Debug, Serialize, Deserialize)]
struct Model {
    name: String,
    /// The id of the context.
    context: String,
    /// The language model requested by the caller.
    generator: Option<String>,
}

impl ModelsApi for Arcee {
    type Principal = Key;

    async fn train_model(&self, call: Call<TrainModel, Key>) -> Outcome<TrainModel> {
        let trained = async {
            let membership = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.train(&membership, &call.body).await
        };
        trained.await.map_err(refuse::<TrainModelError>)
    }

    async fn get_training_status(
        &self,
        call: Call<GetTrainingStatus, Key>,
    ) -> Outcome<GetTrainingStatus> {
        let status = async {
            let membership = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.status(&membership, &call.id_or_name, call.allow_demo == Some(true)).await
        };
        status.await.map_err(refuse::<GetTrainingStatusError>)
    }

    async fn generate_model(&self, call: Call<GenerateModel, Key>) -> Outcome<GenerateModel> {
        let generated = async {
            let membership = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.generate(&membership, &call.body).await
        };
        generated.await.map_err(refuse::<GenerateModelError>)
    }

    async fn retrieve_model(&self, call: Call<RetrieveModel, Key>) -> Outcome<RetrieveModel> {
        let retrieved = async {
            let membership = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.retrieve(&membership, &call.body).await
        };
        retrieved.await.map_err(refuse::<RetrieveModelError>)
    }
}

impl Arcee {
    async fn status(
        &self,
        membership: &Membership,
        wanted: &str,
        allow_demo: bool,
    ) -> Result<TrainModelStatus, Refusal> {
        let models = models(&membership.scope);
        let shown = TrainModelStatus::new(demo::MODEL, demo::MODEL, COMPLETE);
        // Ids take precedence over names, and the organization's own models over public ones.
        let model = match models.get(wanted).await? {
            None if allow_demo && wanted == demo::MODEL => return Ok(shown),
            None => models.find("name", wanted).await?,
            found => found,
        };
        let Some(model) = model else {
            let is_demo = allow_demo && wanted == demo::NAME;
            return if is_demo { Ok(shown) } else { Err(no_model(membership, wanted)) };
        };
        let job = self.training(&membership.scope, Trained::Model, &model.id).await?;
        let job = job.ok_or_else(|| Refusal::fault("the model has never been trained"))?;
        Ok(TrainModelStatus::new(&model.id, &model.id, job.state))
    }
}

/// Returns the models of an organization, with lookups by id and by name.
fn models(scope: &Scope) -> Collection<Model> {
    scope.collection("models").unique_key("name", |model: &Model| [model.name.clone()])
}

fn no_model(membership: &Membership, wanted: &str) -> Refusal {
    Refusal::not_found(format!("There is no model {wanted} in {}.", membership.slug))
}
