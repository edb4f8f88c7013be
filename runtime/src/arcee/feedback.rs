//! Feedback about the service: stored for the operator to read.

use arcee_api::operations::{FeedbackApi, SubmitFeedback, SubmitFeedbackError};
use arcee_api::types::SubmitFeedbackOutput;
use arcee_api::wire::{Call, Outcome};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Arcee;
use super::refusal::{Refusal, refuse};
use crate::store::Key;

#[derive(Debug, Serialize, Deserialize)]
struct Remark {
    message: String,
    location: Option<String>,
    from: String,
}

impl FeedbackApi for Arcee {
    type Principal = Key;

    async fn submit_feedback(&self, call: Call<SubmitFeedback, Key>) -> Outcome<SubmitFeedback> {
        self.keep(call).await.map_err(refuse::<SubmitFeedbackError>)?;
        Ok(SubmitFeedbackOutput::new("Thank you for your feedback."))
    }
}

impl Arcee {
    async fn keep(&self, call: Call<SubmitFeedback, Key>) -> Result<(), Refusal> {
        let Call { request: SubmitFeedback { x_arcee_org, body, .. }, principal, .. } = call;
        let membership = self.enter(&principal, x_arcee_org.as_ref()).await?;
        let remark = Remark {
            message: body.message,
            location: body.location.into_value(),
            from: principal.owner,
        };
        membership
            .scope
            .collection("feedback")
            .create(&Uuid::new_v4().to_string(), &remark)
            .await?;
        Ok(())
    }
}
