//! Incident subscriptions: created, verified with a token sent to the target, notified, and ended.

use agents_api::operations::ListStatusSubscriptions;
use agents_api::types::{
    StatusSeverity, StatusSubscriptionChannel, StatusSubscriptionCreateRequest,
    StatusSubscriptionListResponse, StatusSubscriptionResponse,
};
use agents_api::wire::{Format, Nullable, StringEnum};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::super::Agents;
use super::super::caller::Caller;
use super::super::mac;
use super::super::outbox::{Channel, Notification};
use super::super::proofs::Purpose;
use super::super::refusal::Refusal;
use super::platform;
use crate::store::files::hex;
use crate::store::keys::random_secret;
use crate::store::{Collection, List, Record};

/// The lifetime of a verification token.
const VERIFICATION: Duration = Duration::from_hours(48);

/// A subscription.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Subscription {
    channel: Channel,
    /// The email address or URL.
    target: String,
    /// The severity filter, as named by the document.
    severity: String,
    state: State,
    /// The id of the tenant.
    tenant: String,
    created_by: String,
    metadata: Value,
    /// The key that signs webhook requests.
    secret: Option<String>,
    /// The unsubscribe token, included in every notification.
    unsubscribe: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    PendingVerification,
    Active,
    Revoked,
}

impl Subscription {
    /// Checks the target against its channel and returns the input for a new subscription.
    fn asked_for(caller: &Caller, body: &StatusSubscriptionCreateRequest) -> Result<Self, Refusal> {
        let (channel, secret) = if body.channel == StatusSubscriptionChannel::Webhook {
            if https_host(&body.target).is_none() {
                let why = "must be an https URL, such as https://hooks.acme.example/status";
                return Err(Refusal::invalid("target", "format", why));
            }
            (Channel::Webhook, Some(random_secret()?))
        } else {
            if !Format::Email.holds(&body.target) {
                let why = "must be an email address, such as ada@acme.example";
                return Err(Refusal::invalid("target", "format", why));
            }
            (Channel::Email, None)
        };
        let severity = body.severity_filter.value().unwrap_or(&StatusSeverity::Major);
        let metadata = body.metadata.value().map(|metadata| {
            metadata.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        });
        Ok(Self {
            channel,
            target: body.target.clone(),
            severity: severity.as_str().to_owned(),
            state: State::PendingVerification,
            tenant: caller.tenant.clone(),
            created_by: caller.user.clone(),
            metadata: metadata.map_or(Value::Null, Value::Object),
            secret,
            unsubscribe: random_secret()?,
        })
    }

    /// Returns whether the subscription includes a severity. `all` reaches every subscription.
    fn wants(&self, severity: &StatusSeverity) -> bool {
        let all = StatusSeverity::All;
        *severity == all || [severity.as_str(), all.as_str()].contains(&self.severity.as_str())
    }

    fn masked_target(&self) -> String {
        match self.channel {
            Channel::Webhook => {
                format!("https://{}/***", https_host(&self.target).unwrap_or_default())
            }
            Channel::Email => {
                let (name, host) = self.target.rsplit_once('@').unwrap_or_default();
                format!("{}**@{host}", name.chars().take(1).collect::<String>())
            }
        }
    }

    fn answer(record: &Record<Self>) -> Result<StatusSubscriptionResponse, Refusal> {
        let Record { id, value, created_at, updated_at, .. } = record;
        let state = match value.state {
            State::PendingVerification => "pending_verification",
            State::Active => "active",
            State::Revoked => "revoked",
        };
        let channel = match value.channel {
            Channel::Email => "email",
            Channel::Webhook => "webhook",
        };
        let mut answer = StatusSubscriptionResponse::new(
            id.parse()?,
            channel,
            &value.severity,
            state,
            value.masked_target(),
            &value.created_by,
            (*created_at).into(),
            (*updated_at).into(),
        );
        answer.tenant_id = Nullable::Value(value.tenant.parse()?);
        answer.webhook_secret = Nullable::Null;
        Ok(answer)
    }

    /// Returns the notification of an incident for this subscription.
    fn word(&self, incident: &platform::Incident) -> Notification {
        let text = format!("{}: {}", incident.service, incident.impact);
        let notification = match (&self.channel, &self.secret) {
            (Channel::Webhook, Some(secret)) => {
                let body = json!({ "incident_id": incident.id, "message": text }).to_string();
                let signature = hex(&mac::sign(secret, &[body.as_bytes()]));
                Notification::webhook(&self.target, "incident", body).with_signature(signature)
            }
            _ => Notification::email(&self.target, "incident", text),
        };
        notification.with_token(&self.unsubscribe).about(incident.id)
    }
}

/// Returns the host of an `https` URL, if it is valid.
fn https_host(text: &str) -> Option<String> {
    let uri = text.parse::<http::Uri>().ok().filter(|_| Format::Uri.holds(text))?;
    let secure = uri.scheme() == Some(&http::uri::Scheme::HTTPS);
    uri.authority().filter(|_| secure).map(|authority| authority.host().to_owned())
}

impl Agents {
    fn subscriptions(&self) -> Collection<Subscription> {
        self.shared()
            .collection("status_subscriptions")
            .key("tenant", |subscription: &Subscription| [subscription.tenant.clone()])
    }

    pub(super) async fn take_subscription(
        &self,
        caller: &Caller,
        body: &StatusSubscriptionCreateRequest,
    ) -> Result<StatusSubscriptionResponse, Refusal> {
        let subscription = Subscription::asked_for(caller, body)?;
        self.limits.subscription(&caller.tenant)?;
        let id = Uuid::new_v4().to_string();
        let (subscriptions, target) = (self.subscriptions(), &subscription.target);
        let mut transaction = self.store.begin().await?;
        let record = subscriptions.on(&mut transaction).create(&id, &subscription).await?;
        let (purpose, notification) = match subscription.channel {
            Channel::Email => {
                let text = "Please confirm with this token that you want to receive incident notifications.";
                (Purpose::StatusEmail, Notification::email(target, "status_verification", text))
            }
            Channel::Webhook => {
                let text =
                    "Please confirm with this token that this webhook wants to receive requests.";
                (Purpose::StatusWebhook, Notification::webhook(target, "status_challenge", text))
            }
        };
        let token = self.issue_proof_in(&mut transaction, purpose, &id, VERIFICATION).await?;
        self.post_in(&mut transaction, &notification.with_token(token).about(&id)).await?;
        transaction.commit().await?;
        let mut answer = Subscription::answer(&record)?;
        if let Some(secret) = subscription.secret {
            answer.webhook_secret = Nullable::Value(secret.into());
        }
        Ok(answer)
    }

    pub(super) async fn list_subscriptions(
        &self,
        caller: &Caller,
        request: &ListStatusSubscriptions,
    ) -> Result<StatusSubscriptionListResponse, Refusal> {
        let all = request.all.unwrap_or(false);
        let tenant = request.tenant_id.map_or_else(|| caller.tenant.clone(), |id| id.to_string());
        if all || tenant != caller.tenant {
            caller.needs_operator()?;
        }
        let limit = u64::try_from(request.limit.unwrap_or(20))?;
        let mut list = List::new().newest_first().limit(limit);
        if !all {
            list = list.with_key("tenant", tenant);
        }
        if let Some(cursor) = &request.cursor {
            let place = cursor.parse().map_err(|_| {
                let why = "is not a cursor returned by an earlier page";
                Refusal::invalid_at(&["query", "cursor"], "cursor", why)
            })?;
            list = list.past(place);
        }
        let page = self.subscriptions().list(&list).await?;
        let items = page.items.iter().map(Subscription::answer).collect::<Result<_, _>>()?;
        let next = page.items.last().filter(|_| page.has_more).map(|last| last.seq.to_string());
        Ok(StatusSubscriptionListResponse::new(items).with_next_cursor(next))
    }

    /// Uses up a verification token.
    pub(super) async fn activate(
        &self,
        purpose: Purpose,
        token: &str,
    ) -> Result<StatusSubscriptionResponse, Refusal> {
        let subscriptions = self.subscriptions();
        let mut transaction = self.store.begin().await?;
        let id = self.redeem_proof_in(&mut transaction, purpose, token).await?;
        let found = subscriptions.on(&mut transaction).get(&id).await?;
        let mut subscription =
            found.ok_or_else(|| Refusal::fault("a token has no subscription"))?.value;
        subscription.state = State::Active;
        let record = subscriptions.on(&mut transaction).put(&id, &subscription).await?;
        transaction.commit().await?;
        Subscription::answer(&record)
    }

    /// Ends a subscription: one of the caller's tenant, any one for an operator, or the one of the token.
    pub(super) async fn unsubscribe(
        &self,
        caller: &Caller,
        id: &str,
        token: Option<&str>,
    ) -> Result<(), Refusal> {
        let missing = || Refusal::not_found("You have no subscription with this id.");
        let subscriptions = self.subscriptions();
        let mut transaction = self.store.begin().await?;
        let found = subscriptions.on(&mut transaction).get(id).await?;
        let mut subscription = found.ok_or_else(missing)?.value;
        let may = match token {
            Some(token) => subscription.unsubscribe.as_bytes().ct_eq(token.as_bytes()).into(),
            None => subscription.tenant == caller.tenant || caller.is_operator(),
        };
        if !may {
            return Err(missing());
        }
        subscription.state = State::Revoked;
        subscriptions.on(&mut transaction).put(id, &subscription).await?;
        for purpose in [Purpose::StatusEmail, Purpose::StatusWebhook] {
            self.drop_proofs_in(&mut transaction, purpose, id).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Sends an incident notification. Returns the number of recipients.
    pub(super) async fn notify(
        &self,
        incident: &str,
        severity: &StatusSeverity,
        tenant: Option<&str>,
    ) -> Result<usize, Refusal> {
        let incident = platform::incident(incident)
            .ok_or_else(|| Refusal::not_found("There is no incident with this id."))?;
        let list = match tenant {
            Some(tenant) => List::new().with_key("tenant", tenant),
            None => List::new(),
        };
        let subscriptions = self.subscriptions();
        let mut transaction = self.store.begin().await?;
        let all = subscriptions.on(&mut transaction).list(&list).await?;
        let mut notified = 0;
        for Record { value, .. } in all.items {
            if value.state == State::Active && value.wants(severity) {
                self.post_in(&mut transaction, &value.word(incident)).await?;
                notified += 1;
            }
        }
        transaction.commit().await?;
        Ok(notified)
    }
}
