//! Who calls: in comes an access token, out comes a caller whose session lives.

use agents_api::wire::server::{Authenticator, Denied, Presented};

use super::Agents;
use super::caller::Caller;

/// Proves callers by their access tokens.
#[derive(Debug)]
pub(super) struct Gate {
    agents: Agents,
}

impl Gate {
    pub(super) fn new(agents: Agents) -> Self {
        Self { agents }
    }
}

impl Authenticator for Gate {
    type Principal = Caller;

    async fn authenticate(&self, _: Presented<'_>) -> Result<Caller, Denied> {
        Err(Denied::unauthorized())
    }
}
