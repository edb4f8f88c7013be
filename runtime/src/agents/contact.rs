//! Messages to the people behind the service.

use agents_api::operations::{ContactApi, SubmitContact};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl ContactApi for Agents {
    type Principal = Caller;

    async fn submit_contact(&self, _: Call<SubmitContact, ()>) -> Outcome<SubmitContact> {
        not_done()
    }
}
