//! Retrievers: a context has one once it was trained for the first time.

use arcee_api::operations::{
    GetRetrieverStatus, GetRetrieverStatusError, RetrainRetriever, RetrainRetrieverError,
    RetrieversApi, TrainRetriever, TrainRetrieverError,
};
use arcee_api::types::{RetrieverStatus, TrainRetrieverOutput};
use arcee_api::wire::{Call, Outcome};

use super::Arcee;
use super::contexts::{contexts, named_in, no_context};
use super::refusal::{Refusal, refuse};
use super::room::Room;
use super::training::Trained;
use crate::store::Key;

impl RetrieversApi for Arcee {
    type Principal = Key;

    async fn train_retriever(&self, call: Call<TrainRetriever, Key>) -> Outcome<TrainRetriever> {
        let trained = async {
            let room = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.train_first(&room, &call.body.context_name).await
        };
        trained.await.map_err(refuse::<TrainRetrieverError>)
    }

    async fn retrain_retriever(
        &self,
        call: Call<RetrainRetriever, Key>,
    ) -> Outcome<RetrainRetriever> {
        let trained = async {
            let room = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.train_again(&room, &call.data.context_name).await
        };
        trained.await.map_err(refuse::<RetrainRetrieverError>)
    }

    async fn get_retriever_status(
        &self,
        call: Call<GetRetrieverStatus, Key>,
    ) -> Outcome<GetRetrieverStatus> {
        let status = async {
            let room = self.enter(&call.principal, call.x_arcee_org.as_ref()).await?;
            self.retriever_status(&room, &call.context_name).await
        };
        status.await.map_err(refuse::<GetRetrieverStatusError>)
    }
}

impl Arcee {
    async fn train_first(&self, room: &Room, name: &str) -> Result<TrainRetrieverOutput, Refusal> {
        let mut transaction = self.store.begin().await?;
        let mut context = named_in(&mut transaction, room, name).await?;
        if context.value.has_retriever {
            let detail = format!("The context {name} has a retriever already; retrain that one.");
            return Err(Refusal::conflict(detail));
        }
        context.value.has_retriever = true;
        contexts(&room.scope).on(&mut transaction).put(&context.id, &context.value).await?;
        let subject = (Trained::Retriever, context.id.as_str());
        self.train_in(&mut transaction, &room.scope, subject, &retriever(name)).await?;
        transaction.commit().await?;
        let message = "Training of the retriever was started.";
        Ok(TrainRetrieverOutput::new(message, name, context.id))
    }

    async fn train_again(&self, room: &Room, name: &str) -> Result<TrainRetrieverOutput, Refusal> {
        let mut transaction = self.store.begin().await?;
        let context = named_in(&mut transaction, room, name).await?;
        if !context.value.has_retriever {
            return Err(no_retriever(name));
        }
        let subject = (Trained::Retriever, context.id.as_str());
        self.train_in(&mut transaction, &room.scope, subject, &retriever(name)).await?;
        transaction.commit().await?;
        let message = "Training of the retriever was started again.";
        Ok(TrainRetrieverOutput::new(message, name, context.id))
    }

    async fn retriever_status(&self, room: &Room, name: &str) -> Result<RetrieverStatus, Refusal> {
        let context = contexts(&room.scope).find("name", name).await?;
        let context = context.ok_or_else(|| no_context(room, name))?;
        let job = self.training(&room.scope, Trained::Retriever, &context.id).await?;
        let job = job.ok_or_else(|| no_retriever(name))?;
        Ok(RetrieverStatus::new(name, job.state, context.id))
    }
}

/// What a retriever is called in sentences.
pub(super) fn retriever(context: &str) -> String {
    format!("the retriever of {context}")
}

fn no_retriever(context: &str) -> Refusal {
    Refusal::not_found(format!("The context {context} has no retriever yet."))
}
