//! The API archetype: lenses and their sessions, files, batch jobs over files, and fine-tuning.
//!
//! A file for each tag of the document implements its trait; the others hold what these share. Everything an
//! organization owns is in its own part of the store, so no operation can reach what belongs to another.

mod address;
mod base64;
mod batch;
mod batch_jobs;
mod files;
mod fine_tune;
mod fine_tuning;
mod ids;
mod inspect;
mod lens_config;
mod lenses;
mod media;
mod page;
mod pipelines;
mod platform;
mod refusal;
mod room;
mod sessions;
mod shelf;
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

use crate::context::Context;
use crate::key_holder::KeyHolder;
use crate::limit::Limiter;
use crate::store::{Key, StoreError};
use room::Room;
use signature::Signer;
use socket::Connections;

/// The name, which is also that of its part of the store.
const API: &str = "archetype";

const MINUTE: Duration = Duration::from_mins(1);

/// The implementation of every trait of the API.
#[derive(Clone)]
struct Archetype {
    context: Context,
    /// How many files each organization has uploaded.
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
    let callers = KeyHolder::new(context.keys.clone(), &security::BEARER_AUTH).limited(requests);
    // A file of the largest size in base64, and the time to store it.
    let limits = Limits::default().form(3 * (shelf::LARGEST / 2)).answer(10 * MINUTE);
    server::router_with(api.clone(), callers, limits).merge(storage::router(api))
}

impl Archetype {
    /// What belongs to the caller's organization.
    fn room(&self, caller: &Key) -> Room {
        Room::new(&self.context.store, &caller.org)
    }

    async fn signer(&self) -> Result<&Signer, StoreError> {
        self.signer.get_or_try_init(|| Signer::of(&self.context.store)).await
    }
}
