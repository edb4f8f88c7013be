//! Contexts, and the two ways documents come into one.

mod chunks;
mod form;
mod large;
mod rows;

use arcee_api::operations::{
    ContextsApi, UploadContext, UploadContextCsv, UploadContextCsvError, UploadContextError,
};
use arcee_api::types::{ContextDocument, UploadContextOutput};
use arcee_api::wire::{Call, Outcome};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Arcee;
use super::corpus::{Corpus, Passage};
use super::refusal::{Refusal, refuse};
use super::room::Room;
use crate::store::{Collection, Key, Record, Scope, StoreError, Transaction};
pub(super) use large::define;

/// A named set of documents.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Context {
    pub(super) name: String,
    /// Whether a retriever was ever trained on it.
    pub(super) has_retriever: bool,
}

impl ContextsApi for Arcee {
    type Principal = Key;

    async fn upload_context(&self, call: Call<UploadContext, Key>) -> Outcome<UploadContext> {
        self.upload(call).await.map_err(refuse::<UploadContextError>)
    }

    async fn upload_context_csv(
        &self,
        call: Call<UploadContextCsv, Key>,
    ) -> Outcome<UploadContextCsv> {
        self.upload_form(call).await.map_err(refuse::<UploadContextCsvError>)
    }
}

impl Arcee {
    async fn upload(&self, call: Call<UploadContext, Key>) -> Result<UploadContextOutput, Refusal> {
        let Call { request: UploadContext { x_arcee_org, body, .. }, principal, .. } = call;
        let room = self.enter(&principal, x_arcee_org.as_ref()).await?;
        let passages: Vec<Passage> = body.documents.into_iter().map(passage).collect();
        let (id, _) = add(&room.scope, &body.context_name, &passages).await?;
        Ok(UploadContextOutput::new(body.context_name, id).with_message("Processing context..."))
    }
}

/// Adds documents to the context of a name, all or none. Says the context's id, and how many documents were replaced.
pub(super) async fn add(
    scope: &Scope,
    name: &str,
    passages: &[Passage],
) -> Result<(String, usize), StoreError> {
    let mut transaction = scope.store().begin().await?;
    let id = open_in(&mut transaction, scope, name).await?;
    let replaced = Corpus::new(scope, &id).add_in(&mut transaction, passages).await?;
    transaction.commit().await?;
    Ok((id, replaced))
}

/// The id of the context of a name, which is made if it is not there.
async fn open_in(
    transaction: &mut Transaction,
    scope: &Scope,
    name: &str,
) -> Result<String, StoreError> {
    let contexts = contexts(scope);
    if let Some(context) = contexts.on(transaction).find("name", name).await? {
        return Ok(context.id);
    }
    let context = Context { name: name.to_owned(), has_retriever: false };
    Ok(contexts.on(transaction).create(&Uuid::new_v4().to_string(), &context).await?.id)
}

/// The contexts of an organization, by id and by name.
pub(super) fn contexts(scope: &Scope) -> Collection<Context> {
    scope.collection("contexts").unique_key("name", |context: &Context| [context.name.clone()])
}

/// The context of a name, for those who need it to be there.
pub(super) async fn named_in(
    transaction: &mut Transaction,
    room: &Room,
    name: &str,
) -> Result<Record<Context>, Refusal> {
    let found = contexts(&room.scope).on(transaction).find("name", name).await?;
    found.ok_or_else(|| no_context(room, name))
}

pub(super) fn no_context(room: &Room, name: &str) -> Refusal {
    Refusal::not_found(format!("There is no context {name} in {}.", room.slug))
}

fn passage(document: ContextDocument) -> Passage {
    Passage {
        name: document.name,
        document: document.document,
        meta: document.meta.unwrap_or_default().into_iter().collect(),
        summary: document.summary,
    }
}
