//! Contexts and their two upload operations.

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
use super::corpus::{Corpus, Passage, Steps};
use super::membership::Membership;
use super::refusal::{Refusal, refuse};
use crate::store::{Collection, Key, Record, Scope, StoreError, Transaction};
pub(super) use large::define;

/// A named set of documents.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Context {
    pub(super) name: String,
    /// Whether a retriever has ever been trained on it.
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
        let membership = self.enter(&principal, x_arcee_org.as_ref()).await?;
        let passages: Vec<Passage> = body.documents.into_iter().map(passage).collect();
        let (id, _) = add(&membership.scope, &body.context_name, passages).await?;
        Ok(UploadContextOutput::new(body.context_name, id).with_message("Processing context..."))
    }
}

/// Adds documents to the context with this name, in steps, so that other writers can run in between. Returns the id of
/// the context and the number of replaced documents. If a step fails, the documents of the earlier steps stay. The
/// request can be repeated, because documents replace those with the same name.
pub(super) async fn add(
    scope: &Scope,
    name: &str,
    passages: Vec<Passage>,
) -> Result<(String, usize), StoreError> {
    let mut transaction = scope.store().begin().await?;
    let id = open_in(&mut transaction, scope, name).await?;
    transaction.commit().await?;
    let corpus = Corpus::new(scope, &id);
    let mut replaced = 0;
    for step in Steps::of(passages) {
        replaced += corpus.add(&step).await?;
    }
    Ok((id, replaced))
}

/// Returns the id of the context with this name, and creates it if needed.
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

/// Returns the contexts of an organization, with lookups by id and by name.
pub(super) fn contexts(scope: &Scope) -> Collection<Context> {
    scope.collection("contexts").unique_key("name", |context: &Context| [context.name.clone()])
}

/// Returns the context with this name, or an error if it does not exist.
pub(super) async fn named_in(
    transaction: &mut Transaction,
    membership: &Membership,
    name: &str,
) -> Result<Record<Context>, Refusal> {
    let found = contexts(&membership.scope).on(transaction).find("name", name).await?;
    found.ok_or_else(|| no_context(membership, name))
}

pub(super) fn no_context(membership: &Membership, name: &str) -> Refusal {
    Refusal::not_found(format!("There is no context {name} in {}.", membership.slug))
}

fn passage(document: ContextDocument) -> Passage {
    Passage {
        name: document.name,
        document: document.document,
        meta: document.meta.unwrap_or_default().into_iter().collect(),
        summary: document.summary,
    }
}
