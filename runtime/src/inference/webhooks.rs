//! News about the state of things that live elsewhere.

use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome};

use super::caller::Caller;
use super::clusters;
use super::room::Room;
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
        self.take_news(&principal.room, request.body).await?;
        Ok(types::EntityId::new(subject))
    }
}

impl Inference {
    /// Keeps the news, and gives what they are about its new status. Of what is unknown nothing changes.
    async fn take_news(&self, room: &Room, news: types::WebhookEvent) -> Result<(), StoreError> {
        let mut transaction = self.store.begin().await?;
        let (subject, status) = (news.id.clone(), news.status.clone());
        let kept = id::new(&self.clock);
        room.news().on(&mut transaction).create(&kept, &Stored(news)).await?;
        if let Some(status) = status {
            if let Some(mut found) = room.connectors().on(&mut transaction).get(&subject).await? {
                found.value.shown.status.clone_from(&status);
                room.connectors().on(&mut transaction).put(&subject, &found.value).await?;
            }
            if let Some(mut found) = room.trainings().on(&mut transaction).get(&subject).await? {
                found.value.shown.status.clone_from(&status);
                found.value.shown.updated_at = now(&self.clock).into();
                room.trainings().on(&mut transaction).put(&subject, &found.value).await?;
            }
            let cluster = room.clusters().on(&mut transaction).get(clusters::ONLY).await?;
            if let Some(mut found) = cluster.filter(|found| found.value.shown.id == subject) {
                found.value.status = status;
                room.clusters().on(&mut transaction).put(clusters::ONLY, &found.value).await?;
            }
        }
        transaction.commit().await
    }
}
