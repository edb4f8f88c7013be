//! Evaluations: measuring a checkpoint with a benchmark.

use std::time::Duration;

use inference_api::operations as op;
use inference_api::types::{self, UserPermission as May};
use inference_api::wire::{Call, Outcome};

use super::caller::Caller;
use super::refusal::Refusal;
use super::space_store::SpaceStore;
use super::{Inference, benchmarks, checkpoints, id, now, score};
use crate::clock::Clock;
use crate::context::Context;
use crate::job::{JobError, Jobs, Outcome as Done, Plan};
use crate::store::Transaction;
use crate::stored::Stored;

const PLAN: &str = "inference/evaluate";

/// Registers the plan for measuring a checkpoint.
pub(super) fn define(context: &Context) {
    let store = context.store.clone();
    let plan = Plan::new(PLAN, "measured").state("measuring", Duration::from_secs(1));
    context.jobs.define(plan.on_enter(move |job| {
        let space_store = SpaceStore::of(&store, &job.tenant);
        async move { measure(&space_store, &job.subject).await }
    }));
}

impl op::EvaluationsApi for Inference {
    type Principal = Caller;

    async fn create_evaluation(
        &self,
        call: Call<op::CreateEvaluation, Caller>,
    ) -> Outcome<op::CreateEvaluation> {
        let Call { request, principal, .. } = call;
        principal.needs(&May::EvaluationsCreate)?;
        Ok(self.evaluate(&principal, &request.body).await?)
    }
}

impl Inference {
    async fn evaluate(
        &self,
        caller: &Caller,
        new: &types::EvaluationCreate,
    ) -> Result<types::Evaluation, Refusal> {
        let space_store = &caller.space_store;
        let mut transaction = self.store.begin().await?;
        let (benchmark, checkpoint) = (&new.benchmark_id, &new.checkpoint_id);
        if space_store.benchmarks().on(&mut transaction).get(benchmark).await?.is_none() {
            return Err(Refusal::missing(benchmarks::WHAT, benchmark));
        }
        if space_store.checkpoints().on(&mut transaction).get(checkpoint).await?.is_none() {
            return Err(Refusal::missing(checkpoints::WHAT, checkpoint));
        }
        let by = Starter { jobs: &self.jobs, clock: &self.clock, user: &caller.user };
        let pair = (benchmark.as_str(), checkpoint.as_str());
        let evaluation = by.start_in(&mut transaction, space_store, pair, new.gpu_count).await?;
        transaction.commit().await?;
        Ok(evaluation)
    }
}

/// The creator and the input of an evaluation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Starter<'a> {
    pub(super) jobs: &'a Jobs,
    pub(super) clock: &'a Clock,
    pub(super) user: &'a str,
}

impl Starter<'_> {
    /// Starts an evaluation in a transaction.
    pub(super) async fn start_in(
        self,
        transaction: &mut Transaction,
        space_store: &SpaceStore,
        (benchmark, checkpoint): (&str, &str),
        gpu_count: i32,
    ) -> Result<types::Evaluation, JobError> {
        let (id, now) = (id::new(self.clock), now(self.clock).into());
        let nothing = types::MetricValues::new();
        let (user, gpus) = (self.user, gpu_count);
        let evaluation = types::Evaluation::new(
            id.as_str(),
            benchmark,
            checkpoint,
            gpus,
            nothing,
            now,
            user,
            now,
            user,
        );
        let evaluation = Stored(evaluation);
        space_store.evaluations().on(transaction).create(&id, &evaluation).await?;
        self.jobs.start_in(transaction, space_store.scope(), PLAN, &id).await?;
        Ok(evaluation.0)
    }
}

/// Measures the checkpoint if everything still exists.
async fn measure(space_store: &SpaceStore, id: &str) -> Done {
    let mut transaction = space_store.store().begin().await?;
    let evaluations = space_store.evaluations();
    let Some(evaluation) = evaluations.on(&mut transaction).get(id).await? else { return Ok(()) };
    let mut evaluation = evaluation.value;
    let benchmark =
        space_store.benchmarks().on(&mut transaction).get(&evaluation.benchmark_id).await?;
    let checkpoint =
        space_store.checkpoints().on(&mut transaction).get(&evaluation.checkpoint_id).await?;
    let (Some(benchmark), Some(checkpoint)) = (benchmark, checkpoint) else { return Ok(()) };
    let (benchmark, checkpoint) = (benchmark.value, checkpoint.value);
    evaluation.result = result(&benchmark, &checkpoint);
    evaluation.updated_at = now(space_store.store().clock()).into();
    evaluations.on(&mut transaction).put(id, &evaluation).await?;
    transaction.commit().await?;
    Ok(())
}

/// The results of a checkpoint in a benchmark.
pub(super) fn result(
    benchmark: &types::Benchmark,
    checkpoint: &types::Checkpoint,
) -> types::MetricValues {
    let model = checkpoint.model_id.as_deref().unwrap_or(&checkpoint.name);
    score::measure(model, checkpoint.epoch.unwrap_or(1), &benchmark.name, &benchmark.metrics)
}
