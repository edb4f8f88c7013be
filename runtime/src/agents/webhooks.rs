//! Events from Stripe: verified, recent, and processed once.

use agents_api::operations::{ReceiveStripeEvent, ReceiveStripeEventError, WebhooksApi};
use agents_api::types::StripeWebhookResponse;
use agents_api::wire::{Body, Call, Outcome};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Agents;
use super::caller::Caller;
use super::mac;
use super::refusal::{Refusal, refuse};
use crate::store::{Collection, StoreError};

/// The setting with the secret.
const SECRET: &str = "STRIPE_WEBHOOK_SECRET";
/// The tolerated difference between the time of a signature and the clock, in seconds. It rejects later replays;
/// earlier ones are recognized by the id of the event.
const TOLERANCE: i64 = 5 * 60;
/// The maximum size of an event in bytes.
const LONGEST: usize = 1024 * 1024;

/// A processed event, by id.
#[derive(Debug, Serialize, Deserialize)]
struct Taken {
    #[serde(rename = "type")]
    kind: String,
}

impl WebhooksApi for Agents {
    type Principal = Caller;

    async fn receive_stripe_event(
        &self,
        call: Call<ReceiveStripeEvent, ()>,
    ) -> Outcome<ReceiveStripeEvent> {
        let ReceiveStripeEvent { stripe_signature, body, .. } = call.request;
        let taken = self.receive_event(stripe_signature.as_deref(), body).await;
        let is_new = taken.map_err(refuse::<ReceiveStripeEventError>)?;
        let mut answer = StripeWebhookResponse::new(true);
        answer.duplicate = (!is_new).then_some(true);
        Ok(answer)
    }
}

impl Agents {
    /// Processes an event. Returns whether it is new.
    async fn receive_event(&self, signature: Option<&str>, body: Body) -> Result<bool, Refusal> {
        let secret = self.environment.get(SECRET).ok_or_else(|| {
            let why = "No secret for verifying signatures is configured.";
            Refusal::unavailable("StripeWebhookNotConfigured", why)
        })?;
        let signature = signature.ok_or_else(|| {
            let why = "The stripe-signature header is missing.";
            Refusal::bad_request("MissingStripeSignature", why)
        })?;
        let no_event = || {
            let why = "The body is not an event from Stripe.";
            Refusal::bad_request("InvalidStripePayload", why)
        };
        let body = body.collect(LONGEST).await.map_err(|_| no_event())?;
        check(signature, &body, secret, self.clock.now())
            .map_err(|why| Refusal::bad_request("InvalidStripeSignature", why))?;
        let event: Value = serde_json::from_slice(&body).map_err(|_| no_event())?;
        let text = |name: &str| event.get(name).and_then(Value::as_str);
        let (Some(id), Some(kind)) = (text("id"), text("type")) else { return Err(no_event()) };

        let events: Collection<Taken> = self.shared().collection("stripe_events");
        let mut transaction = self.store.begin().await?;
        let taken = Taken { kind: kind.to_owned() };
        match events.on(&mut transaction).create(id, &taken).await {
            Ok(_) => {}
            Err(StoreError::Exists { .. }) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        self.take_stripe_event_in(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// Checks that a `stripe-signature` is valid for a body and recent. Returns the reason if it is not.
fn check(header: &str, body: &[u8], secret: &str, now: Timestamp) -> Result<(), &'static str> {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let time = parts().find(|(name, _)| *name == "t").map(|(_, time)| time);
    let time = time.ok_or("The signature has no timestamp.")?;
    let signed_at: i64 =
        time.parse().map_err(|_| "The timestamp of the signature is not a number.")?;
    let message = [time.as_bytes(), b".", body].concat();
    let fits = parts()
        .filter(|(name, _)| *name == "v1")
        .filter_map(|(_, digits)| mac::from_hex(digits))
        .any(|signature| mac::fits(secret, &message, &signature));
    if !fits {
        return Err("The signature does not match the body.");
    }
    // Checked after the signature, so that callers without the secret learn nothing about the clock.
    if now.as_second().saturating_sub(signed_at).saturating_abs() > TOLERANCE {
        return Err("The timestamp of the signature is too far in the past or future.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::files::hex;

    const NOW: i64 = 1_763_631_000;

    fn header(time: i64, body: &str) -> String {
        let time = time.to_string();
        let signature = mac::sign("secret", &[time.as_bytes(), b".", body.as_bytes()]);
        format!("t={time},v1={}", hex(&signature))
    }

    fn checked(header: &str, body: &str) -> Result<(), &'static str> {
        check(header, body.as_bytes(), "secret", Timestamp::from_second(NOW).unwrap())
    }

    #[test]
    fn a_signature_covers_the_timestamp_and_the_body() {
        let good = header(NOW, "{}");
        assert_eq!(checked(&good, "{}"), Ok(()));
        let (time, v1) = good.split_once(',').unwrap();
        assert_eq!(
            checked(&format!("{time}, v0=00, v1=zz, v1=00, {v1}"), "{}"),
            Ok(()),
            "one is enough"
        );
        let wrong = "The signature does not match the body.";
        assert_eq!(checked(&good, "{} "), Err(wrong));
        assert_eq!(checked(&format!("t={},{v1}", NOW + 1), "{}"), Err(wrong));
        assert_eq!(checked(time, "{}"), Err(wrong));
        assert_eq!(checked(&good.replace("v1", "v0"), "{}"), Err(wrong));
        assert_eq!(check(&good, b"{}", "other", Timestamp::from_second(NOW).unwrap()), Err(wrong));
        assert_eq!(checked(v1, "{}"), Err("The signature has no timestamp."));
        assert_eq!(
            checked(&format!("t=now,{v1}"), "{}"),
            Err("The timestamp of the signature is not a number.")
        );
    }

    #[test]
    fn a_signature_is_valid_for_five_minutes() {
        for (time, fits) in [
            (NOW - 300, true),
            (NOW + 300, true),
            (NOW - 301, false),
            (NOW + 301, false),
            (i64::MIN, false),
        ] {
            assert_eq!(checked(&header(time, "{}"), "{}").is_ok(), fits, "{time}");
        }
    }
}
