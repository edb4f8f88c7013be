//! Starts the training of a model: a new one by name and context, or an existing one by id.

use arcee_api::types::{TrainModelInput, TrainModelOutput};
use uuid::Uuid;

use super::super::Arcee;
use super::super::contexts::named_in;
use super::super::membership::Membership;
use super::super::refusal::{Refusal, property, violation};
use super::super::training::Trained;
use super::{Model, models, no_model};
use crate::store::{Record, StoreError, Transaction};

impl Arcee {
    pub(super) async fn train(
        &self,
        membership: &Membership,
        input: &TrainModelInput,
    ) -> Result<TrainModelOutput, Refusal> {
        let mut transaction = self.store.begin().await?;
        let model = match input.id.value() {
            Some(id) => change_in(&mut transaction, membership, id, input).await?,
            None => create_in(&mut transaction, membership, input).await?,
        };
        let name = &model.value.name;
        let subject = (Trained::Model, model.id.as_str());
        self.train_in(&mut transaction, &membership.scope, subject, name).await?;
        transaction.commit().await?;
        let again = if input.id.value().is_some() { " again" } else { "" };
        let message = format!("Training of {name} was started{again}.");
        Ok(TrainModelOutput::new(model.id, message))
    }
}

async fn create_in(
    transaction: &mut Transaction,
    membership: &Membership,
    input: &TrainModelInput,
) -> Result<Record<Model>, Refusal> {
    let (Some(name), Some(context)) = (input.name.value(), input.context.value()) else {
        return Err(incomplete(input));
    };
    let context = named_in(transaction, membership, context).await?;
    let model = Model {
        name: name.clone(),
        context: context.id,
        generator: input.generator.value().cloned(),
    };
    let created =
        models(&membership.scope).on(transaction).create(&Uuid::new_v4().to_string(), &model).await;
    created.map_err(|error| taken(error, membership, name))
}

/// Returns an existing model, updated with the values sent next to its id.
async fn change_in(
    transaction: &mut Transaction,
    membership: &Membership,
    id: &str,
    input: &TrainModelInput,
) -> Result<Record<Model>, Refusal> {
    let models = models(&membership.scope);
    let found = models.on(transaction).get(id).await?;
    let mut model = found.ok_or_else(|| no_model(membership, id))?;
    if let Some(context) = input.context.value() {
        model.value.context = named_in(transaction, membership, context).await?.id;
    }
    if let Some(name) = input.name.value() {
        model.value.name.clone_from(name);
    }
    if let Some(generator) = input.generator.value() {
        model.value.generator = Some(generator.clone());
    }
    let put = models.on(transaction).put(id, &model.value).await;
    put.map_err(|error| taken(error, membership, &model.value.name))
}

fn taken(error: StoreError, membership: &Membership, name: &str) -> Refusal {
    match error {
        StoreError::Exists { .. } => {
            let detail = format!("There is already a model {name} in {}.", membership.slug);
            Refusal::conflict(detail)
        }
        other => other.into(),
    }
}

/// Without an id, both a name and a context are required.
fn incomplete(input: &TrainModelInput) -> Refusal {
    let fields = [("name", input.name.value()), ("context", input.context.value())];
    let missing = fields.into_iter().filter(|(_, value)| value.is_none());
    let why =
        "this field is required to train a new model; to train an existing model, send its `id`";
    Refusal::invalid(
        missing.map(|(name, _)| violation([property(name)], "required", why)).collect(),
    )
}
