//! Access requests: created by anyone, decided once by an operator.

use agents_api::types::{
    SignupInviteIssueResponse, SignupRequestPublicRequest, SignupRequestResponse,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Agents;
use super::device::Device;
use super::invites::NewInvite;
use super::people::address;
use super::refusal::Refusal;
use crate::store::{Collection, List, Record, StoreError, Transaction};

const PENDING: &str = "pending";

/// An access request.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AccessRequest {
    email: String,
    organization: String,
    full_name: String,
    message: Option<String>,
    /// The status, as named by the document.
    status: String,
    /// The id of the deciding operator.
    decided_by: Option<String>,
    decision_reason: Option<String>,
    /// The last characters of the invite issued by the approval.
    invite_hint: Option<String>,
}

impl AccessRequest {
    pub(super) fn answer(&self, record: &Record<Self>) -> Result<SignupRequestResponse, Refusal> {
        let (id, created) = (record.id.parse()?, record.created_at.into());
        let (organization, name) = (self.organization.clone(), self.full_name.clone());
        let mut answer = SignupRequestResponse::new(
            id,
            &self.email,
            Some(organization),
            Some(name),
            &self.status,
            created,
        );
        answer.decision_reason = self.decision_reason.clone().into();
        answer.invite_token_hint = self.invite_hint.clone().into();
        Ok(answer)
    }
}

impl Agents {
    /// All requests, by id and by status. An address has at most one pending request.
    pub(super) fn access_requests(&self) -> Collection<AccessRequest> {
        self.shared()
            .collection("access_requests")
            .key("status", |request: &AccessRequest| [request.status.clone()])
            .unique_key("pending", |request: &AccessRequest| {
                (request.status == PENDING).then(|| request.email.clone())
            })
    }

    /// Creates a request. A caller with a pending request, or a bot that filled the honeypot, creates none and gets the
    /// same response.
    pub(super) async fn ask_for_access(
        &self,
        body: &SignupRequestPublicRequest,
        device: &Device,
    ) -> Result<(), Refusal> {
        if !body.accept_terms {
            let why = "must be true: the terms of service must be accepted";
            return Err(Refusal::invalid("accept_terms", "terms", why));
        }
        self.limits.visitor("request_access", device)?;
        if body.honeypot.value().is_some_and(|honeypot| !honeypot.is_empty()) {
            return Ok(());
        }
        let request = AccessRequest {
            email: address(&body.email),
            organization: body.organization.clone(),
            full_name: body.full_name.clone(),
            message: body.message.value().cloned(),
            status: PENDING.to_owned(),
            decided_by: None,
            decision_reason: None,
            invite_hint: None,
        };
        let requests = self.access_requests();
        let mut transaction = self.store.begin().await?;
        let pending = requests.on(&mut transaction).find("pending", &request.email).await?;
        // A pending request is written again, so that the work does not reveal that there is one.
        let (id, request) = match pending {
            Some(pending) => (pending.id, pending.value),
            None => (Uuid::new_v4().to_string(), request),
        };
        requests.on(&mut transaction).put(&id, &request).await?;
        Ok(transaction.commit().await?)
    }

    /// The newest first.
    pub(super) async fn access_requests_with(
        &self,
        status: Option<&str>,
    ) -> Result<Vec<Record<AccessRequest>>, StoreError> {
        let all = List::new().newest_first();
        let list = match status {
            Some(status) => all.with_key("status", status),
            None => all,
        };
        Ok(self.access_requests().list(&list).await?.items)
    }

    /// Approves a request and issues an invite for its address.
    pub(super) async fn approve(
        &self,
        id: &str,
        operator: &str,
        note: Option<String>,
        hours: Option<i64>,
    ) -> Result<(Record<AccessRequest>, SignupInviteIssueResponse), Refusal> {
        let mut transaction = self.store.begin().await?;
        let mut request = self.undecided_in(&mut transaction, id).await?;
        let invite = NewInvite {
            email: Some(request.email.clone()),
            max_redemptions: 1,
            hours,
            note: note.clone(),
            request: Some(id.to_owned()),
        };
        let invite = self.invite_in(&mut transaction, invite).await?;
        "approved".clone_into(&mut request.status);
        request.decided_by = Some(operator.to_owned());
        request.decision_reason = note;
        request.invite_hint = Some(invite.token_hint.clone());
        let requests = self.access_requests();
        let record = requests.on(&mut transaction).put(id, &request).await?;
        transaction.commit().await?;
        Ok((record, invite))
    }

    pub(super) async fn reject(
        &self,
        id: &str,
        operator: &str,
        reason: Option<String>,
    ) -> Result<Record<AccessRequest>, Refusal> {
        let mut transaction = self.store.begin().await?;
        let mut request = self.undecided_in(&mut transaction, id).await?;
        "rejected".clone_into(&mut request.status);
        request.decided_by = Some(operator.to_owned());
        request.decision_reason = reason;
        let requests = self.access_requests();
        let record = requests.on(&mut transaction).put(id, &request).await?;
        transaction.commit().await?;
        Ok(record)
    }

    async fn undecided_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
    ) -> Result<AccessRequest, Refusal> {
        let request = self.access_requests().on(transaction).get(id).await?;
        let request = request
            .ok_or_else(|| Refusal::not_found("There is no access request with this id."))?
            .value;
        if request.status == PENDING {
            return Ok(request);
        }
        Err(Refusal::conflict(format!("The request has already been {}.", request.status)))
    }
}
