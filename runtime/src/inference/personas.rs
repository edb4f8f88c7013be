//! Personas: descriptions of people to write for, created individually, uploaded in files, or completed by a model.

mod draft;
mod file;
mod upload;

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome, WithHeaders};

use super::caller::Caller;
use super::models::{Asked, Model, usage};
use super::refusal::Refusal;
use super::space_store::{delete, read, set, update};
use super::{Inference, id, location, now, paging};
use crate::blocking;
use crate::clock::Clock;
use crate::responder::count;
use crate::store::StoreError;
use crate::stored::Stored;

const WHAT: &str = "persona";

impl op::PersonasApi for Inference {
    type Principal = Caller;

    async fn list_personas(
        &self,
        call: Call<op::ListPersonas, Caller>,
    ) -> Outcome<op::ListPersonas> {
        let personas = call.principal.space_store.personas();
        let page = paging::after(&personas, call.limit, call.after.as_deref()).await?;
        let page = page.map(|persona| persona.0);
        Ok(types::PersonaList::new(page.count, page.data, page.has_more))
    }

    async fn create_persona(
        &self,
        call: Call<op::CreatePersona, Caller>,
    ) -> Outcome<op::CreatePersona> {
        let Call { request, principal, .. } = call;
        let persona = made(request.body, &principal.user, &self.clock);
        let personas = principal.space_store.personas();
        let persona = personas.create(&persona.id, &Stored(persona.clone())).await?.value.0;
        let headers =
            headers::CreatePersonaHeaders::new().with_location(location("personas", &persona.id));
        Ok(WithHeaders::new(persona, headers))
    }

    async fn get_persona(&self, call: Call<op::GetPersona, Caller>) -> Outcome<op::GetPersona> {
        Ok(read(&call.principal.space_store.personas(), WHAT, &call.id).await?.value.0)
    }

    async fn update_persona(
        &self,
        call: Call<op::UpdatePersona, Caller>,
    ) -> Outcome<op::UpdatePersona> {
        let Call { request: op::UpdatePersona { id, body, .. }, principal, .. } = call;
        let now = now(&self.clock);
        let persona = update(principal.space_store.personas(), WHAT, &id, |persona| {
            set(&mut persona.name, body.name);
            set(&mut persona.birthdate, body.birthdate);
            set(&mut persona.notes, body.notes);
            set(&mut persona.data, body.data);
            persona.updated_at = now.into();
            persona.updated_by = principal.user;
            Ok(())
        });
        Ok(persona.await?.0)
    }

    async fn delete_persona(
        &self,
        call: Call<op::DeletePersona, Caller>,
    ) -> Outcome<op::DeletePersona> {
        delete(&call.principal.space_store.personas(), WHAT, &call.id).await?;
        Ok(())
    }

    async fn complete_persona(
        &self,
        call: Call<op::CompletePersona, Caller>,
    ) -> Outcome<op::CompletePersona> {
        let Call { request, principal, .. } = call;
        Ok(self.fill_in(&principal, request.body).await?)
    }

    async fn upload_personas(
        &self,
        call: Call<op::UploadPersonas, Caller>,
    ) -> Outcome<op::UploadPersonas> {
        let Call { request, principal, .. } = call;
        Ok(self.upload(&principal, request.body.files).await?)
    }

    async fn confirm_persona_upload(
        &self,
        call: Call<op::ConfirmPersonaUpload, Caller>,
    ) -> Outcome<op::ConfirmPersonaUpload> {
        let Call { request, principal, .. } = call;
        let resolution = request.body.conflict_resolution;
        Ok(self.confirm(&principal, &request.upload_token, resolution).await?)
    }
}

impl Inference {
    async fn fill_in(
        &self,
        caller: &Caller,
        request: types::PersonaCompletionRequest,
    ) -> Result<types::PersonaDraft, Refusal> {
        let model = Model::named(None)?;
        let asked = Asked::new(model, WHAT, &self.clock);
        let said: Vec<String> = request
            .history
            .into_iter()
            .flatten()
            .filter(|message| message.role == "user")
            .map(|message| message.content)
            .chain(request.prompt)
            .collect();
        let (persona, today) = (request.current_persona.unwrap_or_default(), self.clock.today());
        let (draft, read, overload, written) = blocking::run(blocking::UNKNOWN, move || {
            let read = said.iter().map(|text| count(text)).sum();
            let overload = model.overload(read);
            let draft = match overload {
                Some(_) => persona,
                None => draft::complete(persona, &said, today),
            };
            let written = [&draft.name, &draft.notes].into_iter().flatten();
            let written = written.map(|text| count(text)).sum();
            (draft, read, overload, written)
        })
        .await?;
        let cost = usage(read, if overload.is_some() { 0 } else { written });
        self.log(asked, caller, &cost, overload.as_deref()).await?;
        match overload {
            None => Ok(draft),
            Some(why) => Err(Refusal::bad_request(format!("/prompt: {why}"))),
        }
    }

    async fn log(
        &self,
        asked: Asked,
        caller: &Caller,
        cost: &types::Usage,
        error: Option<&str>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.store.begin().await?;
        asked.log_in(&mut transaction, caller, cost, error).await?;
        transaction.commit().await
    }
}

/// Returns a new persona.
fn made(new: types::PersonaCreate, user: &str, clock: &Clock) -> types::Persona {
    let (id, now) = (id::new(clock), now(clock).into());
    let data = new.data.unwrap_or_default();
    let (name, notes) = (new.name, new.notes);
    types::Persona::new(id, name, new.birthdate, notes, data, now, user, now, user)
}
