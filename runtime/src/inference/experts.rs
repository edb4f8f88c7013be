//! Experts: assistants for chats, each with a field of expertise, a context and tools.

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome, WithHeaders};

use super::caller::Caller;
use super::space_store::{delete, read, set, set_some, update};
use super::{Inference, id, location, now, paging};
use crate::stored::Stored;

pub(super) const WHAT: &str = "expert";

impl op::ExpertsApi for Inference {
    type Principal = Caller;

    async fn list_experts(&self, call: Call<op::ListExperts, Caller>) -> Outcome<op::ListExperts> {
        let experts = call.principal.space_store.experts();
        let page = paging::after(&experts, call.limit, call.after.as_deref()).await?;
        let page = page.map(|expert| expert.0);
        Ok(types::ExpertList::new(page.count, page.data, page.has_more))
    }

    async fn create_expert(
        &self,
        call: Call<op::CreateExpert, Caller>,
    ) -> Outcome<op::CreateExpert> {
        let Call { request, principal, .. } = call;
        let new = request.body;
        let (id, now) = (id::new(&self.clock), now(&self.clock).into());
        let files = new.file_context.unwrap_or_default();
        let tools = new.tools.unwrap_or_default();
        let (name, description) = (new.name, new.description);
        let mut expert = types::Expert::new(id.as_str(), name, description, files, tools, now, now);
        expert.context = new.context;
        let expert = principal.space_store.experts().create(&id, &Stored(expert)).await?.value.0;
        let headers =
            headers::CreateExpertHeaders::new().with_location(location("experts", &expert.id));
        Ok(WithHeaders::new(expert, headers))
    }

    async fn get_expert(&self, call: Call<op::GetExpert, Caller>) -> Outcome<op::GetExpert> {
        Ok(read(&call.principal.space_store.experts(), WHAT, &call.id).await?.value.0)
    }

    async fn update_expert(
        &self,
        call: Call<op::UpdateExpert, Caller>,
    ) -> Outcome<op::UpdateExpert> {
        let Call { request: op::UpdateExpert { id, body, .. }, principal, .. } = call;
        let now = now(&self.clock);
        let expert = update(principal.space_store.experts(), WHAT, &id, |expert| {
            set(&mut expert.name, body.name);
            set(&mut expert.description, body.description);
            set_some(&mut expert.context, body.context);
            set(&mut expert.file_context, body.file_context);
            set(&mut expert.tools, body.tools);
            expert.updated_at = now.into();
            Ok(())
        });
        Ok(expert.await?.0)
    }

    async fn delete_expert(
        &self,
        call: Call<op::DeleteExpert, Caller>,
    ) -> Outcome<op::DeleteExpert> {
        delete(&call.principal.space_store.experts(), WHAT, &call.id).await?;
        Ok(())
    }
}
