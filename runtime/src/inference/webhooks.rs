//! Notifications of status changes in external systems.

use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome};

use super::caller::Caller;
use super::clusters;
use super::space_store::SpaceStore;
use super::{Inference, id, now};
use crate::store::StoreError;
use crate::stored::Stored;

impl op::WebhooksApi for Inference {
    type Principal = Caller;

    async fn receive_webhook(
        &self,
        call: Call<op::ReceiveWebhook, Caller>,
    ) -> Outcome<op::ReceiveWebhook> {
        let Call { request, principal, .. } = call;
        let subject = request.body.id.clone();
        self.take_news(&principal.space_store, request.body).await?;
        Ok(types::EntityId::new(subject))
    }
}

impl Inference {
    /// Stores the notification and updates the status of its subject. Notifications about unknown subjects have no
    /// effect.
    async fn take_news(
        &self,
        space_store: &SpaceStore,
        news: types::WebhookEvent,
    ) -> Result<(), StoreError> {
        let mut transaction = self.store.begin().await?;
        let (subject, status) = (news.id.clone(), news.status.clone());
        let kept = id::new(&self.clock);
        space_store.webhook_events().on(&mut transaction).create(&kept, &Stored(news)).await?;
        if let Some(status) = status {
            if let Some(mut found) =
                space_store.connectors().on(&mut transaction).get(&subject).await?
            {
                found.value.shown.status.clone_from(&status);
                space_store.connectors().on(&mut transaction).put(&subject, &found.value).await?;
            }
            if let Some(mut found) =
                space_store.trainings().on(&mut transaction).get(&subject).await?
            {
                found.value.shown.status.clone_from(&status);
                found.value.shown.updated_at = now(&self.clock).into();
                space_store.trainings().on(&mut transaction).put(&subject, &found.value).await?;
            }
            let cluster = space_store.clusters().on(&mut transaction).get(clusters::ONLY).await?;
            if let Some(mut found) = cluster.filter(|found| found.value.shown.id == subject) {
                found.value.status = status;
                space_store
                    .clusters()
                    .on(&mut transaction)
                    .put(clusters::ONLY, &found.value)
                    .await?;
            }
        }
        transaction.commit().await
    }
}
