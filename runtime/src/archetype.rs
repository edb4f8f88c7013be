//! The Archetype API: lenses and their sessions, files, batch jobs on files, and fine-tuning.
//!
//! Each tag of the document has a file that implements its trait; the other files contain shared code. An
//! organization's data is in its own part of the store, so operations cannot access the data of another organization.

mod address;
mod base64;
mod batch;
mod batch_jobs;
mod file_store;
mod files;
mod fine_tune;
mod fine_tuning;
mod ids;
mod inspect;
mod lens_config;
mod lenses;
mod media;
mod org_store;
mod page;
mod pipelines;
mod platform;
mod refusal;
mod sessions;
mod signature;
mod socket;
mod storage;
mod table;
mod uploads;

use std::sync::Arc;
use std::time::Duration;

use archetype_api::wire::server::Limits;
use archetype_api::{security, server};
use axum::Router;
use tokio::sync::OnceCell;

use crate::api_key_auth::ApiKeyAuth;
use crate::context::Context;
use crate::limit::Limiter;
use crate::store::{Key, StoreError};
use org_store::OrgStore;
use signature::Signer;
use socket::Connections;

/// The name of the API and of its part of the store.
const API: &str = "archetype";

const MINUTE: Duration = Duration::from_mins(1);

/// The implementation of all traits of the API.
#[derive(Clone)]
struct Archetype {
    context: Context,
    /// Limits the number of files that each organization uploads.
    uploads: Limiter,
    connections: Connections,
    signer: Arc<OnceCell<Signer>>,
}

pub(crate) fn router(context: &Context) -> Router {
    batch::define(context);
    fine_tune::define(context);
    let requests = context.limiter().rule(100, MINUTE).rule(20, Duration::from_secs(1));
    let api = Archetype {
        context: context.clone(),
        uploads: context.limiter().rule(100, 60 * MINUTE),
        connections: Connections::default(),
        signer: Arc::default(),
    };
    let callers = ApiKeyAuth::new(context.keys.clone(), &security::BEARER_AUTH).limited(requests);
    // Enough for a base64 file of the maximum size, and for the time to store it.
    let limits = Limits::default().form(3 * (file_store::LARGEST / 2)).answer(10 * MINUTE);
    server::router_with(api.clone(), callers, limits).merge(storage::router(api))
}

impl Archetype {
    /// Returns the data of the caller's organization.
    fn org_store(&self, caller: &Key) -> OrgStore {
        OrgStore::new(&self.context.store, &caller.org)
    }

    async fn signer(&self) -> Result<&Signer, StoreError> {
        self.signer.get_or_try_init(|| Signer::of(&self.context.store)).await
    }
}
