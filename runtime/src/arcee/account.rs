//! The calling user.

use arcee_api::operations::{AccountApi, Whoami, WhoamiError};
use arcee_api::types::WhoamiOutput;
use arcee_api::wire::{Call, Outcome};

use super::Arcee;
use super::refusal::refuse;
use crate::store::Key;

impl AccountApi for Arcee {
    type Principal = Key;

    async fn whoami(&self, call: Call<Whoami, Key>) -> Outcome<Whoami> {
        let membership = self.enter(&call.principal, call.x_arcee_org.as_ref()).await;
        let membership = membership.map_err(refuse::<WhoamiError>)?;
        Ok(WhoamiOutput::new(call.principal.owner, membership.slug))
    }
}
