//! Trainings: jobs that run a number of epochs, each of which creates a checkpoint.

mod course;

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types::{self, EntityId, UserPermission as May};
use inference_api::wire::{Call, Outcome, WithHeaders};

use super::caller::Caller;
use super::records::{QUEUED, Training};
use super::refusal::Refusal;
use super::space_store::{SpaceStore, read, set};
use super::{Inference, benchmarks, connectors, data_models, id, location, now, paging};
use crate::store::{List, StoreError, Transaction};
use crate::stored::Stored;
pub(super) use course::{checkpoint, define, epochs, metric};

const WHAT: &str = "training";

impl op::TrainingsApi for Inference {
    type Principal = Caller;

    async fn list_trainings(
        &self,
        call: Call<op::ListTrainings, Caller>,
    ) -> Outcome<op::ListTrainings> {
        call.principal.needs(&May::TrainingsList)?;
        let size = call.page_size.unwrap_or(paging::LIMIT);
        let trainings = call.principal.space_store.trainings();
        let page = paging::numbered(&trainings, List::new(), call.page, size).await?;
        let page = page.map(|training| training.shown.0);
        Ok(types::TrainingList::new(page.count, page.data, page.has_more))
    }

    async fn create_training(
        &self,
        call: Call<op::CreateTraining, Caller>,
    ) -> Outcome<op::CreateTraining> {
        let Call { request, principal, .. } = call;
        principal.needs(&May::TrainingsCreate)?;
        let training = self.train(&principal, request.body).await?;
        let headers = headers::CreateTrainingHeaders::new()
            .with_location(location("trainings", &training.id));
        Ok(WithHeaders::new(training, headers))
    }

    async fn get_training(&self, call: Call<op::GetTraining, Caller>) -> Outcome<op::GetTraining> {
        call.principal.needs(&May::TrainingsGet)?;
        Ok(read(&call.principal.space_store.trainings(), WHAT, &call.id).await?.value.shown.0)
    }

    async fn update_training(
        &self,
        call: Call<op::UpdateTraining, Caller>,
    ) -> Outcome<op::UpdateTraining> {
        let Call { request: op::UpdateTraining { id, body, .. }, principal, .. } = call;
        principal.needs(&May::TrainingsUpdate)?;
        Ok(self.change_training(&principal.space_store, &id, body).await?)
    }

    async fn delete_training(
        &self,
        call: Call<op::DeleteTraining, Caller>,
    ) -> Outcome<op::DeleteTraining> {
        let Call { request, principal, .. } = call;
        principal.needs(&May::TrainingsDelete)?;
        if !remove(&principal.space_store, &request.id).await? {
            Err(Refusal::missing(WHAT, &request.id))?;
        }
        Ok(EntityId::new(request.id))
    }
}

impl Inference {
    async fn train(
        &self,
        caller: &Caller,
        new: types::TrainingCreate,
    ) -> Result<types::Training, Refusal> {
        let space_store = &caller.space_store;
        let mut transaction = self.store.begin().await?;
        if space_store.data_models().on(&mut transaction).get(&new.data_model_id).await?.is_none() {
            return Err(Refusal::missing(data_models::WHAT, &new.data_model_id));
        }
        let needed: Vec<&str> =
            new.connectors.iter().map(|data| data.connector_id.as_str()).collect();
        connectors::must_exist(&mut transaction, space_store, &needed).await?;
        let benchmarks = new.benchmark_ids.unwrap_or_default();
        benchmarks::must_exist(&mut transaction, space_store, &benchmarks).await?;
        let (id, now) = (id::new(&self.clock), now(&self.clock).into());
        let shown = types::Training::new(
            id.as_str(),
            QUEUED,
            new.name,
            new.architecture,
            new.configuration,
            benchmarks,
            new.data_model_id,
            new.connectors,
            new.gpu_count,
            Vec::new(),
            Vec::new(),
            now,
            now,
        );
        let training = Training { shown: Stored(shown), created_by: caller.user.clone() };
        space_store.trainings().on(&mut transaction).create(&id, &training).await?;
        self.jobs.start_in(&mut transaction, space_store.scope(), course::QUEUE, &id).await?;
        transaction.commit().await?;
        Ok(training.shown.0)
    }

    async fn change_training(
        &self,
        space_store: &SpaceStore,
        id: &str,
        change: types::TrainingUpdate,
    ) -> Result<types::Training, Refusal> {
        let mut transaction = self.store.begin().await?;
        let trainings = space_store.trainings();
        let training = trainings.on(&mut transaction).get(id).await?;
        let mut training = training.ok_or_else(|| Refusal::missing(WHAT, id))?.value;
        let shown = &mut training.shown;
        let late = change.architecture.is_some()
            || change.configuration.is_some()
            || change.connector.is_some();
        if late && shown.status != QUEUED {
            let status = &shown.status;
            return Err(Refusal::conflict(format!(
                "The training is {status}. Only its name and its benchmarks can be changed now."
            )));
        }
        if let Some(benchmarks) = change.benchmark_ids {
            benchmarks::must_exist(&mut transaction, space_store, &benchmarks).await?;
            shown.benchmark_ids = benchmarks;
        }
        if let Some(connector) = change.connector {
            let first = shown.connectors.first().map(|data| data.connector_id.clone());
            let id = connector.connector_id.or(first).unwrap_or_default();
            connectors::must_exist(&mut transaction, space_store, &[id.as_str()]).await?;
            let mut data = types::ConnectorTraining::new(id);
            data.files = connector.files;
            shown.connectors = vec![data];
        }
        set(&mut shown.name, change.name);
        set(&mut shown.architecture, change.architecture);
        set(&mut shown.configuration, change.configuration);
        shown.updated_at = now(&self.clock).into();
        let training = trainings.on(&mut transaction).put(id, &training).await?;
        transaction.commit().await?;
        Ok(training.value.shown.0)
    }
}

/// Deletes a training and its checkpoints. Its job ends, because it finds nothing to continue. Returns whether the
/// training existed.
async fn remove(space_store: &SpaceStore, id: &str) -> Result<bool, StoreError> {
    let mut transaction = space_store.store().begin().await?;
    if space_store.trainings().on(&mut transaction).delete(id).await?.is_none() {
        return Ok(false);
    }
    for checkpoint in checkpoints_of(&mut transaction, space_store, id).await? {
        let id = &checkpoint.id;
        space_store.checkpoints().on(&mut transaction).delete(id).await?;
        space_store.former_checkpoints().on(&mut transaction).put(id, &checkpoint).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

async fn checkpoints_of(
    transaction: &mut Transaction,
    space_store: &SpaceStore,
    training: &str,
) -> Result<Vec<Stored<types::Checkpoint>>, StoreError> {
    let list = List::new().with_key("training", training);
    let found = space_store.checkpoints().on(transaction).list(&list).await?;
    Ok(found.items.into_iter().map(|record| record.value).collect())
}
