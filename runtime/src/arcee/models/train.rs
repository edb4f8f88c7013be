//! Starting the training of a model: of a new one by its name and its context, of an existing one by its id.

use arcee_api::types::{TrainModelInput, TrainModelOutput};
use uuid::Uuid;

use super::super::Arcee;
use super::super::contexts::named_in;
use super::super::refusal::{Refusal, property, violation};
use super::super::room::Room;
use super::super::training::Trained;
use super::{Model, models, no_model};
use crate::store::{Record, StoreError, Transaction};

impl Arcee {
    pub(super) async fn train(
        &self,
        room: &Room,
        input: &TrainModelInput,
    ) -> Result<TrainModelOutput, Refusal> {
        let mut transaction = self.store.begin().await?;
        let model = match input.id.value() {
            Some(id) => change_in(&mut transaction, room, id, input).await?,
            None => create_in(&mut transaction, room, input).await?,
        };
        let name = &model.value.name;
        let subject = (Trained::Model, model.id.as_str());
        self.train_in(&mut transaction, &room.scope, subject, name).await?;
        transaction.commit().await?;
        let again = if input.id.value().is_some() { " again" } else { "" };
        let message = format!("Training of {name} was started{again}.");
        Ok(TrainModelOutput::new(model.id, message))
    }
}

async fn create_in(
    transaction: &mut Transaction,
    room: &Room,
    input: &TrainModelInput,
) -> Result<Record<Model>, Refusal> {
    let (Some(name), Some(context)) = (input.name.value(), input.context.value()) else {
        return Err(incomplete(input));
    };
    let context = named_in(transaction, room, context).await?;
    let model = Model {
        name: name.clone(),
        context: context.id,
        generator: input.generator.value().cloned(),
    };
    let created =
        models(&room.scope).on(transaction).create(&Uuid::new_v4().to_string(), &model).await;
    created.map_err(|error| taken(error, room, name))
}

/// An existing model, with what the caller says about it beside its id.
async fn change_in(
    transaction: &mut Transaction,
    room: &Room,
    id: &str,
    input: &TrainModelInput,
) -> Result<Record<Model>, Refusal> {
    let models = models(&room.scope);
    let found = models.on(transaction).get(id).await?;
    let mut model = found.ok_or_else(|| no_model(room, id))?;
    if let Some(context) = input.context.value() {
        model.value.context = named_in(transaction, room, context).await?.id;
    }
    if let Some(name) = input.name.value() {
        model.value.name.clone_from(name);
    }
    if let Some(generator) = input.generator.value() {
        model.value.generator = Some(generator.clone());
    }
    let put = models.on(transaction).put(id, &model.value).await;
    put.map_err(|error| taken(error, room, &model.value.name))
}

fn taken(error: StoreError, room: &Room, name: &str) -> Refusal {
    match error {
        StoreError::Exists { .. } => {
            let detail = format!("There is a model {name} in {} already.", room.slug);
            Refusal::conflict(detail)
        }
        other => other.into(),
    }
}

/// Without an id both a name and a context are needed.
fn incomplete(input: &TrainModelInput) -> Refusal {
    let fields = [("name", input.name.value()), ("context", input.context.value())];
    let missing = fields.into_iter().filter(|(_, value)| value.is_none());
    let why = "this field is required to train a new model; an existing one is trained by its `id`";
    Refusal::invalid(
        missing.map(|(name, _)| violation([property(name)], "required", why)).collect(),
    )
}
