//! Arguments for taking an action for a client, written by a model and reviewed by people.

mod text;

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types::{self, ReviewStatus};
use inference_api::wire::{Call, Outcome, StringEnum, WithHeaders};

use super::caller::Caller;
use super::models::{Asked, Model, usage};
use super::refusal::Refusal;
use super::space_store::{SpaceStore, argument_filter, delete, read, set, set_some};
use super::{Inference, actions, id, location, now, paging};
use crate::blocking;
use crate::responder::{count, cut};
use crate::store::{List, Transaction};
use crate::stored::Stored;

const WHAT: &str = "argument";

/// The default page size.
const SIZE: i32 = 100;

impl op::ArgumentsApi for Inference {
    type Principal = Caller;

    async fn list_arguments(
        &self,
        call: Call<op::ListArguments, Caller>,
    ) -> Outcome<op::ListArguments> {
        let (status, action) = (call.status.as_ref(), call.action_id.as_deref());
        let list = match (status, action) {
            (None, None) => List::new(),
            (status, action) => List::new()
                .with_key("filter", argument_filter(status.map(StringEnum::as_str), action)),
        };
        let size = call.page_size.unwrap_or(SIZE);
        let page = paging::numbered(&call.principal.space_store.arguments(), list, call.page, size)
            .await?;
        Ok(page.map(|argument| argument.0).data)
    }

    async fn create_argument(
        &self,
        call: Call<op::CreateArgument, Caller>,
    ) -> Outcome<op::CreateArgument> {
        let Call { request, principal, .. } = call;
        let argument = self.argue(&principal, request.body).await?;
        let headers = headers::CreateArgumentHeaders::new()
            .with_location(location("arguments", &argument.id));
        Ok(WithHeaders::new(argument, headers))
    }

    async fn get_argument(&self, call: Call<op::GetArgument, Caller>) -> Outcome<op::GetArgument> {
        Ok(read(&call.principal.space_store.arguments(), WHAT, &call.id).await?.value.0)
    }

    async fn update_argument(
        &self,
        call: Call<op::UpdateArgument, Caller>,
    ) -> Outcome<op::UpdateArgument> {
        let Call { request: op::UpdateArgument { id, body, .. }, principal, .. } = call;
        Ok(self.change_argument(&principal.space_store, &id, body).await?)
    }

    async fn delete_argument(
        &self,
        call: Call<op::DeleteArgument, Caller>,
    ) -> Outcome<op::DeleteArgument> {
        Ok(delete(&call.principal.space_store.arguments(), WHAT, &call.id).await?)
    }
}

impl Inference {
    /// Generates an argument with a model. The argument is stored whether or not the model succeeds.
    async fn argue(
        &self,
        caller: &Caller,
        new: types::ArgumentCreate,
    ) -> Result<types::ArgumentCompletion, Refusal> {
        let model = Model::named(Some(&new.model))?;
        let asked = Asked::new(model, WHAT, &self.clock);
        let action_id = new.action_id.clone().filter(|id| !id.is_empty());
        let actions = caller.space_store.actions();
        let hint = match &action_id {
            None => None,
            Some(id) => read(&actions, actions::WHAT, id).await?.value.0.custom_insights,
        };
        let limit = model.limit(new.max_tokens);
        let (new, written) = blocking::run(blocking::UNKNOWN, move || {
            let written = write(&new, hint.as_deref(), model, limit);
            (new, written)
        })
        .await?;
        let Written { text, thinking, error, cost } = written;

        let (id, at) = (id::new(&self.clock), now(&self.clock).into());
        let review = types::ArgumentReview::new(ReviewStatus::Pending);
        let (client, insight, product) = (new.client, new.insight_spec, new.product);
        let mut kept =
            types::Argument::new(id.as_str(), client, insight, product, review.clone(), at, at)
                .with_underscore_id(id.as_str())
                .with_space(caller.space.as_str());
        kept.action_id.clone_from(&action_id);
        if error.is_none() {
            kept.argument = Some(text);
            kept.argument_thinking = Some(thinking);
        }
        let duration = asked.elapsed(&self.clock);
        let mut transaction = self.store.begin().await?;
        if let Some(id) = &action_id {
            // It may have been deleted in the meantime.
            action_of(&mut transaction, &caller.space_store, id).await?;
        }
        caller
            .space_store
            .arguments()
            .on(&mut transaction)
            .create(&id, &Stored(kept.clone()))
            .await?;
        asked.log_in(&mut transaction, caller, &cost, error.as_deref()).await?;
        transaction.commit().await?;

        let (client, insight, product) = (kept.client, kept.insight_spec, kept.product);
        let mut shown =
            types::ArgumentCompletion::new(id, client, insight, product, review, duration, at, at);
        shown.action_id = action_id;
        shown.argument = kept.argument;
        shown.argument_thinking = kept.argument_thinking;
        shown.error = error;
        Ok(shown)
    }

    async fn change_argument(
        &self,
        space_store: &SpaceStore,
        id: &str,
        change: types::ArgumentUpdate,
    ) -> Result<types::Argument, Refusal> {
        let mut transaction = self.store.begin().await?;
        let arguments = space_store.arguments();
        let argument = arguments.on(&mut transaction).get(id).await?;
        let mut argument = argument.ok_or_else(|| Refusal::missing(WHAT, id))?.value;
        if let Some(action) = change.action_id.filter(|action| !action.is_empty()) {
            action_of(&mut transaction, space_store, &action).await?;
            argument.action_id = Some(action);
        }
        set_some(&mut argument.argument, change.argument);
        set_some(&mut argument.argument_thinking, change.argument_thinking);
        set(&mut argument.client, change.client);
        set(&mut argument.insight_spec, change.insight_spec);
        set(&mut argument.product, change.product);
        set(&mut argument.review, change.review);
        argument.updated_at = now(&self.clock).into();
        let argument = arguments.on(&mut transaction).put(id, &argument).await?;
        transaction.commit().await?;
        Ok(argument.value.0)
    }
}

/// An argument, or the reason why there is none.
struct Written {
    text: String,
    thinking: String,
    error: Option<String>,
    cost: types::Usage,
}

/// Writes an argument. The time grows with the texts.
fn write(new: &types::ArgumentCreate, hint: Option<&str>, model: Model, limit: u64) -> Written {
    let brief = text::Brief {
        client: &new.client,
        insight: &new.insight_spec,
        product: &new.product,
        hint,
    };
    let question = brief.question();
    let read = count(&question);
    let error = model.overload(read);
    let written = if error.is_some() { String::new() } else { brief.argument() };
    let text = match new.echo {
        Some(true) => format!("{question}\n\n{written}"),
        _ => written,
    };
    let text = cut(&text, limit).to_owned();
    let cost = usage(read, if error.is_some() { 0 } else { count(&text) });
    Written { text, thinking: brief.thinking(), error, cost }
}

async fn action_of(
    transaction: &mut Transaction,
    space_store: &SpaceStore,
    id: &str,
) -> Result<types::Action, Refusal> {
    let action = space_store.actions().on(transaction).get(id).await?;
    Ok(action.ok_or_else(|| Refusal::missing(actions::WHAT, id))?.value.0)
}
