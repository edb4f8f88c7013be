//! Executes runs as jobs, step by step. Results are stored, and interrupted steps are repeated at the next start.
//! Followers receive events of every step.

use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{BoxStream, select_all};
use futures_util::{StreamExt, stream};
use tokio::sync::{mpsc, watch};

use super::catalogue::{Stage, Step, keyed};
use super::run::{Run, Status, StepResult, runs};
use crate::agents::chat::{Answer, PAUSE, Question, Sign, answer};
use crate::agents::conversations::{Item, Log};
use crate::agents::directory::named;
use crate::agents::live::Live;
use crate::clock::Clock;
use crate::job::{Job, Plan};
use crate::responder::{Speaker, Turn};
use crate::store::{Scope, Store, StoreError};
use crate::stream::paced;

/// The plan of the job. Its subject is the id of the run.
pub(super) const PLAN: &str = "agents/run";

/// An event for the followers of a run.
#[derive(Debug, Clone)]
pub(in crate::agents) enum RunEvent {
    /// An event of a step.
    Sign(Place, Sign),
    /// A step has ended with this text.
    StepEnded(Place, String),
    /// The run has ended. This is the last event.
    Ended(Box<Run>),
}

/// The position in a run.
#[derive(Debug, Clone)]
pub(in crate::agents) struct Place {
    pub(super) stage: &'static str,
    pub(super) step: &'static str,
    pub(super) agent: &'static str,
    pub(super) group: Option<&'static str>,
    pub(super) branch: Option<i64>,
    pub(super) response: String,
}

/// A run being executed.
#[derive(Debug)]
struct Runner {
    scope: Scope,
    clock: Clock,
    id: String,
    feed: Option<mpsc::UnboundedSender<RunEvent>>,
    cancelled: watch::Receiver<()>,
}

/// An output of steps that are being executed.
enum Event {
    Sign(Place, Sign),
    End(Place, Answer),
}

pub(super) fn plan(store: Store, live: Arc<Live>) -> Plan {
    Plan::new(PLAN, "ended").state("started", Duration::ZERO).on_enter(move |job: Job| {
        let runner = Runner {
            scope: store.scope(job.api, job.tenant),
            clock: store.clock().clone(),
            feed: live.feeds.of(&job.subject),
            cancelled: live.cancelled.listen(&job.subject),
            id: job.subject,
        };
        async move { Ok(runner.run().await?) }
    })
}

impl Runner {
    async fn run(mut self) -> Result<(), StoreError> {
        let done = self.stages().await;
        if let Err(error) = &done {
            tracing::error!(error = error as &dyn std::error::Error, "a run failed");
            self.end(Status::Failed, Some("The run could not continue.")).await?;
        }
        if let Some(run) = runs(&self.scope).get(&self.id).await? {
            self.send(RunEvent::Ended(Box::new(run.value)));
        }
        done
    }

    async fn stages(&mut self) -> Result<(), StoreError> {
        let Some(run) = self.present().await? else { return Ok(()) };
        let stages = keyed(&run.workflow).map_or(&[][..], |workflow| workflow.stages);
        for stage in stages {
            let together = if stage.is_parallel { stage.steps.len() } else { 1 };
            for steps in stage.steps.chunks(together.max(1)) {
                if !self.steps(stage, steps).await? {
                    return Ok(());
                }
            }
        }
        self.end(Status::Succeeded, None).await
    }

    /// Returns the run if it is unfinished.
    async fn present(&self) -> Result<Option<Run>, StoreError> {
        let run = runs(&self.scope).get(&self.id).await?.map(|record| record.value);
        Ok(run.filter(|run| run.status == Status::Running))
    }

    /// Executes steps in parallel, skipping completed ones. Returns whether the run continues.
    async fn steps(
        &mut self,
        stage: &'static Stage,
        steps: &'static [Step],
    ) -> Result<bool, StoreError> {
        let Some(run) = self.present().await? else { return Ok(false) };
        let is_done = |step: &Step| run.results.iter().any(|result| result.name == step.name);
        let mut branches: Vec<BoxStream<'static, Event>> = Vec::new();
        for (branch, step) in (0..).zip(steps).filter(|(_, step)| !is_done(step)) {
            let answer = self.answer(&run, stage, step).await?;
            let place = Place {
                stage: stage.name,
                step: step.name,
                agent: step.agent,
                group: stage.group(),
                branch: stage.group().map(|_| branch),
                response: answer.response_id.clone(),
            };
            let signs = answer.signs();
            let at = place.clone();
            let signs = signs.map(move |sign| Event::Sign(at.clone(), sign));
            let end = stream::once(std::future::ready(Event::End(place, answer)));
            branches.push(paced(signs, self.clock.clone(), PAUSE).chain(end).boxed());
        }
        let mut events = select_all(branches);
        loop {
            tokio::select! {
                biased;
                heard = self.cancelled.changed() => {
                    if heard.is_err() || self.present().await?.is_none() {
                        return Ok(false);
                    }
                }
                event = events.next() => match event {
                    None => return Ok(true),
                    Some(Event::Sign(place, sign)) => self.send(RunEvent::Sign(place, sign)),
                    Some(Event::End(place, answer)) => {
                        if !self.keep(&place, &answer).await? {
                            return Ok(false);
                        }
                        self.send(RunEvent::StepEnded(place, answer.text));
                    }
                }
            }
        }
    }

    /// Returns an agent's response to the task, given the results of the earlier stages.
    async fn answer(
        &self,
        run: &Run,
        stage: &Stage,
        step: &'static Step,
    ) -> Result<Answer, StoreError> {
        let before = run.results.iter().filter(|result| result.stage != stage.name);
        let known = before.map(|result| result.text.clone());
        let agent = named(step.agent);
        let agent = agent
            .ok_or_else(|| StoreError::Corrupt(format!("there is no agent {}", step.agent)))?;
        let question = Question {
            agent,
            message: &run.message,
            before: vec![Turn::new(Speaker::Operator, step.preface)],
            notes: run.notes.iter().cloned().chain(known).collect(),
            max_turns: Some(step.max_turns),
            hands_over: false,
        };
        let mut answer = answer(&self.scope, self.clock.now(), question).await?;
        answer.text.insert_str(0, step.preface);
        Ok(answer)
    }

    /// Stores the result of a step in the run and in its conversation. Returns whether the run continues.
    async fn keep(&self, place: &Place, answer: &Answer) -> Result<bool, StoreError> {
        let runs = runs(&self.scope);
        let mut transaction = self.scope.store().begin().await?;
        let found = runs.on(&mut transaction).get(&self.id).await?;
        let found = found.map(|record| record.value).filter(|run| run.status == Status::Running);
        let Some(mut run) = found else { return Ok(false) };
        run.results.push(StepResult {
            name: place.step.to_owned(),
            agent: place.agent.to_owned(),
            text: answer.text.clone(),
            response_id: answer.response_id.clone(),
            stage: place.stage.to_owned(),
            group: place.group.map(str::to_owned),
            branch: place.branch,
        });
        let log = Log::new(self.scope.clone(), self.clock.clone());
        let items: Vec<Item> =
            answer.items().into_iter().map(|item| item.of_run(&self.id)).collect();
        if !log.add_in(&mut transaction, &run.conversation, items).await? {
            run.status = Status::Failed;
            run.ended_at = Some(self.clock.now());
            run.error = Some("The conversation was deleted in the meantime.".to_owned());
        }
        runs.on(&mut transaction).put(&self.id, &run).await?;
        transaction.commit().await?;
        Ok(run.status == Status::Running)
    }

    /// Ends the run unless it has already ended.
    async fn end(&self, status: Status, error: Option<&str>) -> Result<(), StoreError> {
        let now = self.clock.now();
        let end = |run: &mut Run| {
            if run.status == Status::Running {
                run.status = status;
                run.ended_at = Some(now);
                run.error = error.map(str::to_owned);
            }
        };
        runs(&self.scope).update(&self.id, end).await?;
        Ok(())
    }

    fn send(&self, event: RunEvent) {
        if let Some(feed) = &self.feed {
            // The follower may have disconnected; the run continues.
            let _ = feed.send(event);
        }
    }
}
