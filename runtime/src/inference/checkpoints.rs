//! Checkpoints: the models created by trainings.

use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome};

use super::caller::Caller;
use super::{Inference, paging};

pub(super) const WHAT: &str = "checkpoint";

impl op::CheckpointsApi for Inference {
    type Principal = Caller;

    async fn list_checkpoints(
        &self,
        call: Call<op::ListCheckpoints, Caller>,
    ) -> Outcome<op::ListCheckpoints> {
        let checkpoints = call.principal.space_store.checkpoints();
        let page = paging::after(&checkpoints, call.limit, call.after.as_deref()).await?;
        let page = page.map(|checkpoint| checkpoint.0);
        Ok(types::CheckpointList::new(page.count, page.data, page.has_more))
    }
}
