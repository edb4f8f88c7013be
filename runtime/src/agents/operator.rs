//! The first operator. The first start prints an invite, and the user who signs up with it becomes the operator.
//!
//! The invite can be used once. Until then, each start replaces it by a new one, because only its hash is stored.

use jiff::Timestamp;

use super::Agents;
use super::invites::Invite;
use super::refusal::Refusal;
use crate::environment::Environment;
use crate::store::List;
use crate::store::keys::random_secret;

/// The setting with the secret of the invite, for installations that are set up by a program.
const SETTING: &str = "AGENTS_OPERATOR_INVITE";
/// The id of the invite. Other invites have random ids.
const ID: &str = "operator";

/// The invite for the first operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OperatorInvite {
    pub(crate) secret: String,
    /// Whether the secret was generated now, so nobody knows it yet.
    pub(crate) is_new: bool,
}

impl Agents {
    /// Issues the invite, unless it has been used.
    pub(super) async fn issue_operator_invite(
        &self,
        environment: &Environment,
    ) -> Result<Option<OperatorInvite>, Refusal> {
        let given = environment.get(SETTING);
        let secret = match given {
            Some(secret) => secret.to_owned(),
            None => random_secret()?,
        };
        let (invites, people) = (self.invites(), self.people());
        let mut transaction = self.store.begin().await?;
        let issued = invites.on(&mut transaction).get(ID).await?;
        let used = if let Some(invite) = issued {
            !invite.value.is_unused()
        } else {
            // Installations of earlier versions made the first user an operator.
            let first = people.on(&mut transaction).list(&List::new().limit(1)).await?;
            first.items.iter().any(|person| person.value.operator)
        };
        if used {
            return Ok(None);
        }
        let invite = Invite::of_operator(&secret, Timestamp::MAX);
        invites.on(&mut transaction).put(ID, &invite).await?;
        transaction.commit().await?;
        Ok(Some(OperatorInvite { secret, is_new: given.is_none() }))
    }
}
