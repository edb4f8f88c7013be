//! The initial data of an organization's first space, as in the documented examples, so that every operation can be
//! tried.

use inference_api::types::{
    Action, ActionGroup, ActionPriority, ActionStatus, Benchmark, Connector, ConnectorTraining,
    DataModel, Evaluation, Expert, ExpertFile, Metric, MetricValues, Persona, S3Config, Training,
};
use inference_api::wire::{Date, DateTime, Json};
use serde_json::json;

use super::records::{self, COMPLETED, CONNECTED};
use super::space_store::SpaceStore;
use super::{bucket, evaluations, id, now, trainings};
use crate::store::{StoreError, Transaction};
use crate::stored::Stored;

/// The trained model.
const MODEL: &str = "card-uptake-v1";

/// Creates the initial data of a space for its creator.
pub(super) async fn plant_in(
    transaction: &mut Transaction,
    space_store: &SpaceStore,
    user: &str,
) -> Result<(), StoreError> {
    let clock = space_store.store().clock();
    let (new, at) = (|| id::new(clock), now(clock).into());

    let group = action_group(&new(), at);
    space_store.action_groups().on(transaction).create(&group.id, &Stored(group.clone())).await?;
    let action = action(&new(), &group.id, at);
    space_store.actions().on(transaction).create(&action.id, &Stored(action.clone())).await?;
    let expert = expert(&new(), at);
    space_store.experts().on(transaction).create(&expert.id, &Stored(expert.clone())).await?;
    let persona = persona(&new(), user, at);
    space_store.personas().on(transaction).create(&persona.id, &Stored(persona.clone())).await?;

    let connector = connector(&new(), user, at);
    let connector_id = connector.shown.id.clone();
    space_store.connectors().on(transaction).create(&connector_id, &connector).await?;
    let data_model = DataModel::new(
        new(),
        "Card uptake",
        "One row a client who got the offer, with flights, income and whether they took the card.",
        at,
        at,
    );
    let data_model_id = data_model.id.clone();
    space_store.data_models().on(transaction).create(&data_model_id, &Stored(data_model)).await?;
    let benchmark = benchmark(&new(), &connector_id, user, at);
    space_store
        .benchmarks()
        .on(transaction)
        .create(&benchmark.id, &Stored(benchmark.clone()))
        .await?;

    let data = ConnectorTraining::new(connector_id).with_files(vec![TRAINED_ON.to_owned()]);
    let configuration = object(json!({"epochs": 3, "learning_rate": 0.0003}));
    let mut training = Training::new(
        new(),
        COMPLETED,
        MODEL,
        "transformer",
        configuration.into_iter().collect(),
        vec![benchmark.id.clone()],
        data_model_id,
        vec![data],
        1,
        Vec::new(),
        Vec::new(),
        at,
        at,
    );
    for epoch in 1..=trainings::epochs(&training.configuration) {
        let checkpoint = trainings::checkpoint(&training, epoch, clock);
        let result = evaluations::result(&benchmark, &checkpoint);
        let evaluation = evaluation(&new(), &benchmark.id, (&checkpoint.id, result), user, at);
        let kept = Stored(checkpoint.clone());
        space_store.checkpoints().on(transaction).create(&checkpoint.id, &kept).await?;
        space_store
            .evaluations()
            .on(transaction)
            .create(&evaluation.id, &Stored(evaluation.clone()))
            .await?;
        training.checkpoints.push(checkpoint);
        training.metrics.push(trainings::metric(MODEL, epoch));
    }
    let id = training.id.clone();
    let training = records::Training { shown: Stored(training), created_by: user.to_owned() };
    space_store.trainings().on(transaction).create(&id, &training).await?;
    Ok(())
}

const TRAINED_ON: &str = "uptake/2024-q2.csv";
const MEASURED_BY: &str = "uptake/2024-q3.csv";

fn action_group(id: &str, at: DateTime) -> ActionGroup {
    ActionGroup::new(id, "Card campaigns", "Offers to clients who pay by card.", at, at)
}

fn action(id: &str, group: &str, at: DateTime) -> Action {
    let (priority, status) = (ActionPriority::High, ActionStatus::Active);
    let description = "Offer the travel card to clients who book flights often.";
    Action::new(id, "Offer the travel card", description, "offer", priority, status, at, at)
        .with_group(group)
        .with_channel("push")
        .with_channel_template("Good news, {{name}}. {{argument}}")
        .with_custom_insights("Mention that lounges are included.")
        .with_model_id("neolang-1")
}

fn expert(id: &str, at: DateTime) -> Expert {
    let fees = ExpertFile::new().with_name("fees.md").with_content(
        "The travel card turns what you spend into miles. The travel card is free in the first year and costs 60 a \
         year after that. The shop card is free.",
    );
    let knows = "Knows cards, their fees and what they offer.";
    Expert::new(id, "Card adviser", knows, vec![fees], Vec::new(), at, at)
        .with_context("You advise clients of a bank about cards.")
}

fn persona(id: &str, user: &str, at: DateTime) -> Persona {
    let data = object(json!({"city": "Lisbon", "flights_a_year": 14})).into_iter().collect();
    let born = Date::constant(1990, 5, 17);
    let notes = "Travels for work, likes short answers.";
    Persona::new(id, "Frequent flyer", born, notes, data, at, user, at, user)
}

fn connector(id: &str, user: &str, at: DateTime) -> records::Connector {
    let region = "eu-central-1";
    let shown = Connector::new(id, "Campaign bucket", "aws-s3", region, CONNECTED, at, user);
    let s3 = S3Config::new(bucket::ACME, region);
    records::Connector { shown: Stored(shown), s3: Stored(s3) }
}

fn benchmark(id: &str, connector: &str, user: &str, at: DateTime) -> Benchmark {
    let data = ConnectorTraining::new(connector).with_files(vec![MEASURED_BY.to_owned()]);
    Benchmark::new(
        id,
        "Card uptake 2024",
        "Which clients took the travel card within 30 days of the offer.",
        "binary_classification",
        vec![Metric::RocAuc, Metric::Ks],
        vec![data],
        at,
        user,
        at,
        user,
    )
}

fn evaluation(
    id: &str,
    benchmark: &str,
    (checkpoint, result): (&str, MetricValues),
    user: &str,
    at: DateTime,
) -> Evaluation {
    Evaluation::new(id, benchmark, checkpoint, 1, result, at, user, at, user)
}

fn object(value: Json) -> serde_json::Map<String, Json> {
    match value {
        Json::Object(fields) => fields,
        _ => serde_json::Map::new(),
    }
}
