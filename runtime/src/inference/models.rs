//! The available models, and the log of their calls.

use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome};
use jiff::Timestamp;

use super::caller::Caller;
use super::records::Log;
use super::refusal::Refusal;
use super::{Inference, id};
use crate::clock::Clock;
use crate::store::{StoreError, Transaction};
use crate::stored::Stored;

/// A model. All models respond alike and differ only in their limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    created: i64,
    /// The maximum number of input tokens.
    pub(super) reads: u64,
    /// The maximum number of output tokens.
    writes: u64,
}

/// All models. The first one is the default.
pub(super) const MODELS: [Model; 2] = [
    Model { id: "neolang-1", created: 1_727_740_800, reads: 32_768, writes: 4096 },
    Model { id: "neolang-1-mini", created: 1_727_740_800, reads: 4096, writes: 1024 },
];

impl Model {
    /// Returns the model with a name; an empty name selects none.
    pub(super) fn named(name: Option<&str>) -> Result<Self, Refusal> {
        let [first, ..] = MODELS;
        match name.filter(|name| !name.is_empty()) {
            None => Ok(first),
            Some(name) => {
                let found = MODELS.into_iter().find(|model| model.id == name);
                found.ok_or_else(|| Refusal::missing("model", name))
            }
        }
    }

    /// Returns the maximum number of output tokens, limited by the caller.
    pub(super) fn limit(self, allowed: Option<i32>) -> u64 {
        let allowed = allowed.and_then(|allowed| u64::try_from(allowed).ok());
        allowed.map_or(self.writes, |allowed| allowed.min(self.writes))
    }

    /// Returns why the model rejects an input of this size, if it does.
    pub(super) fn overload(self, tokens: u64) -> Option<String> {
        let Self { id, reads, .. } = self;
        let why =
            || format!("{id} accepts at most {reads} input tokens, but the input has {tokens}.");
        (tokens > reads).then(why)
    }
}

impl op::ModelsApi for Inference {
    type Principal = Caller;

    async fn list_models(&self, _: Call<op::ListModels, Caller>) -> Outcome<op::ListModels> {
        let shown = |model: Model| types::Model::new(model.id, "model", model.created, "neospace");
        let models: Vec<_> = MODELS.into_iter().map(shown).collect();
        let count = i64::try_from(models.len()).unwrap_or(i64::MAX);
        Ok(types::ModelList::new("list", count, models, false))
    }
}

/// A model call in progress.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: Model,
    /// The type of call, such as `chat`.
    pub(super) kind: String,
    /// The caller's own name or id for the end user.
    pub(super) user: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) correlation_id: Option<String>,
    pub(super) began: Timestamp,
}

impl Asked {
    pub(super) fn new(model: Model, kind: &str, clock: &Clock) -> Self {
        Self {
            model,
            kind: kind.to_owned(),
            user: None,
            tags: Vec::new(),
            correlation_id: None,
            began: super::now(clock),
        }
    }

    /// Returns the duration so far in seconds.
    pub(super) fn elapsed(&self, clock: &Clock) -> f64 {
        clock.now().duration_since(self.began).as_secs_f64().max(0.0)
    }

    /// Logs the result of the call.
    pub(super) async fn log_in(
        self,
        transaction: &mut Transaction,
        caller: &Caller,
        usage: &types::Usage,
        error: Option<&str>,
    ) -> Result<(), StoreError> {
        let clock = caller.space_store.store().clock();
        let id = id::new(clock);
        let status = if error.is_some() { "error" } else { "success" };
        let latency = self.elapsed(clock) * 1000.0;
        let mut shown = types::InferenceLog::new(
            id.as_str(),
            self.user.unwrap_or_else(|| caller.user.clone()),
            self.model.id,
            self.kind,
            status,
            self.tags,
            usage.prompt_tokens,
            usage.completion_tokens,
            usage.total_tokens,
            latency,
            self.began.into(),
        );
        shown.correlation_id = self.correlation_id;
        shown.error = error.map(str::to_owned);
        let log = Log { shown: Stored(shown), caller: caller.user.clone() };
        caller.space_store.logs().on(transaction).create(&id, &log).await?;
        Ok(())
    }
}

/// The token usage of a call.
pub(super) fn usage(prompt: u64, completion: u64) -> types::Usage {
    let [prompt, completion] =
        [prompt, completion].map(|tokens| i64::try_from(tokens).unwrap_or(i64::MAX));
    types::Usage::new(prompt, completion, prompt.saturating_add(completion))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_looked_up_by_name() {
        assert_eq!(Model::named(None).unwrap().id, "neolang-1");
        assert_eq!(Model::named(Some("")).unwrap().id, "neolang-1");
        assert_eq!(Model::named(Some("neolang-1-mini")).unwrap().id, "neolang-1-mini");
        assert!(matches!(Model::named(Some("gpt")), Err(Refusal::NotFound(_))));
    }

    #[test]
    fn a_model_has_limits_of_its_own() {
        let mini = Model::named(Some("neolang-1-mini")).unwrap();
        assert_eq!([None, Some(5), Some(i32::MAX)].map(|asked| mini.limit(asked)), [1024, 5, 1024]);
        assert_eq!(mini.overload(4096), None);
        let why = "neolang-1-mini accepts at most 4096 input tokens, but the input has 4097.";
        assert_eq!(mini.overload(4097).as_deref(), Some(why));
    }
}
