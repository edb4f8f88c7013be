//! Messages to the team behind the service.

use agents_api::operations::{ContactApi, SubmitContact, SubmitContactError};
use agents_api::types::ContactSubmissionRequest;
use agents_api::wire::{Call, Outcome};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::Agents;
use super::answer::success;
use super::caller::Caller;
use super::device::Device;
use super::outbox::Notification;
use super::refusal::{Refusal, refuse};
use crate::store::Collection;

/// The team that replies to messages.
const SUPPORT: &str = "contact@counterpart.example";

/// A message. Its id is the reference for questions about it.
#[derive(Debug, Serialize, Deserialize)]
struct Message {
    name: Option<String>,
    email: String,
    company: Option<String>,
    topic: Option<String>,
    text: String,
}

impl ContactApi for Agents {
    type Principal = Caller;

    async fn submit_contact(&self, call: Call<SubmitContact, ()>) -> Outcome<SubmitContact> {
        let device = Device::of(&call.context);
        let taken = self.take_message(&call.body, &device).await;
        let reference = taken.map_err(refuse::<SubmitContactError>)?;
        Ok(success("Thank you. We will answer soon.", json!({ "reference_id": reference })))
    }
}

impl Agents {
    async fn take_message(
        &self,
        body: &ContactSubmissionRequest,
        device: &Device,
    ) -> Result<String, Refusal> {
        self.limits.visitor("contact", device)?;
        let day = self.clock.now().strftime("%Y%m%d");
        let random = Uuid::new_v4().simple().to_string();
        let id = format!("contact-{day}-{}", random.get(..8).unwrap_or(&random));
        // A bot that fills the honeypot gets the normal response, so that it does not notice.
        if body.honeypot.value().is_some_and(|honeypot| !honeypot.is_empty()) {
            return Ok(id);
        }
        let message = Message {
            name: body.name.value().cloned(),
            email: body.email.clone(),
            company: body.company.value().cloned(),
            topic: body.topic.value().cloned(),
            text: body.message.clone(),
        };
        let messages: Collection<Message> = self.shared().collection("messages");
        let mut transaction = self.store.begin().await?;
        messages.on(&mut transaction).create(&id, &message).await?;
        let notification = Notification::email(SUPPORT, "contact", message.text).about(&id);
        self.post_in(&mut transaction, &notification).await?;
        transaction.commit().await?;
        Ok(id)
    }
}
