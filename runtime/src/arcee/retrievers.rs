//! Retrievers. A context has one after its first training.

use arcee_api::operations::{
    GetRetrieverStatus, GetRetrieverStatusError, RetrainRetriever, RetrainRetrieverError,
    RetrieversApi, TrainRetriever, TrainRetrieverError,
};
use arcee_api::types::{RetrieverStatus, TrainRetrieverOutput};
use arcee_api::wire::{Call, Outcome};

use super::Arcee;
use super::contexts::{contexts, named_in, no_context};
use super::membership::Membership;
use super::refusal::{Refusal, refuse};
use super::training::Trained;
use crate::store::Key;

impl RetrieversApi for Arcee {
    type Principal = Key;

    async fn train_retriever(&self, call: Call<TrainRetriever, Key>) -> Outcome<TrainRetriever> {
        let trained = async {
            let membership = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.train_first(&membership, &call.body.context_name).await
        };
        trained.await.map_err(refuse::<TrainRetrieverError>)
    }

    async fn retrain_retriever(
        &self,
        call: Call<RetrainRetriever, Key>,
    ) -> Outcome<RetrainRetriever> {
        let trained = async {
            let membership = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.train_again(&membership, &call.data.context_name).await
        };
        trained.await.map_err(refuse::<RetrainRetrieverError>)
    }

    async fn get_retriever_status(
        &self,
        call: Call<GetRetrieverStatus, Key>,
    ) -> Outcome<GetRetrieverStatus> {
        let status = async {
            let membership = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.retriever_status(&membership, &call.context_name).await
        };
        status.await.map_err(refuse::<GetRetrieverStatusError>)
    }
}

impl Arcee {
    async fn train_first(
        &self,
        membership: &Membership,
        name: &str,
    ) -> Result<TrainRetrieverOutput, Refusal> {
        let mut transaction = self.store.begin().await?;
        let mut context = named_in(&mut transaction, membership, name).await?;
        if context.value.has_retriever {
            let detail = format!(
                "The context {name} already has a retriever; use `retrainRetriever` to retrain it."
            );
            return Err(Refusal::conflict(detail));
        }
        context.value.has_retriever = true;
        contexts(&membership.scope).on(&mut transaction).put(&context.id, &context.value).await?;
        let subject = (Trained::Retriever, context.id.as_str());
        self.train_in(&mut transaction, &membership.scope, subject, &retriever(name)).await?;
        transaction.commit().await?;
        let message = "Training of the retriever was started.";
        Ok(TrainRetrieverOutput::new(message, name, context.id))
    }

    async fn train_again(
        &self,
        membership: &Membership,
        name: &str,
    ) -> Result<TrainRetrieverOutput, Refusal> {
        let mut transaction = self.store.begin().await?;
        let context = named_in(&mut transaction, membership, name).await?;
        if !context.value.has_retriever {
            return Err(no_retriever(name));
        }
        let subject = (Trained::Retriever, context.id.as_str());
        self.train_in(&mut transaction, &membership.scope, subject, &retriever(name)).await?;
        transaction.commit().await?;
        let message = "Training of the retriever was started again.";
        Ok(TrainRetrieverOutput::new(message, name, context.id))
    }

    async fn retriever_status(
        &self,
        membership: &Membership,
        name: &str,
    ) -> Result<RetrieverStatus, Refusal> {
        let context = contexts(&membership.scope).find("name", name).await?;
        let context = context.ok_or_else(|| no_context(membership, name))?;
        let job = self.training(&membership.scope, Trained::Retriever, &context.id).await?;
        let job = job.ok_or_else(|| no_retriever(name))?;
        Ok(RetrieverStatus::new(name, job.state, context.id))
    }
}

/// The name of a retriever in messages.
pub(super) fn retriever(context: &str) -> String {
    format!("the retriever of {context}")
}

fn no_retriever(context: &str) -> Refusal {
    Refusal::not_found(format!("The context {context} has no retriever yet."))
}
