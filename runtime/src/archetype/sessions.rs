//! Sessions. A session runs a lens until it is destroyed or expires. `socket` implements its WebSocket.

use std::time::Duration;

use archetype_api::operations::{
    CreateSession, DestroySession, GetSessionsInfo, ListSessions, SessionsApi,
};
use archetype_api::types;
use archetype_api::wire::{Call, Context, Outcome};
use http::header;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lens_config::{self, Config};
use super::org_store::{OrgStore, seconds};
use super::page::{count, shard};
use super::refusal::{Refusal, refuse};
use super::socket::Connections;
use super::{Archetype, address, ids, lenses};
use crate::clock::later;
use crate::store::{Key, List, Record, StoreError};

/// The maximum number of sessions per organization.
const MOST: usize = 10;

/// The lifetime of a session in seconds.
const LIFE: u32 = 86_400;

/// The time until a session runs.
const START: Duration = Duration::from_secs(1);

/// The only machine that runs sessions.
const RUNNER: &str = "lens-runner-0";

/// A session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Session {
    pub(super) lens: String,
    /// The configuration at the start; later changes of the lens do not affect the session.
    pub(super) config: Config,
    pub(super) registered: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) destroyed: Option<Timestamp>,
}

impl SessionsApi for Archetype {
    type Principal = Key;

    async fn create_session(&self, call: Call<CreateSession, Key>) -> Outcome<CreateSession> {
        let org_store = self.org_store(&call.principal);
        create(&org_store, &call.body.lens_id, &call.context).await.map_err(refuse)
    }

    async fn destroy_session(&self, call: Call<DestroySession, Key>) -> Outcome<DestroySession> {
        let (org_store, id) = (self.org_store(&call.principal), &call.body.session_id);
        let destroyed = destroy(&org_store, id).await.map_err(refuse)?;
        self.connections.close(id);
        let (now, address) = (org_store.now(), endpoint(&call.context, id));
        Ok(types::DestroyedSession::new(
            id,
            &*destroyed.lens,
            seconds(destroyed.updated),
            types::SessionStatus::Destroyed,
            RUNNER,
            address,
            destroyed.age(now),
        ))
    }

    async fn get_sessions_info(
        &self,
        call: Call<GetSessionsInfo, Key>,
    ) -> Outcome<GetSessionsInfo> {
        Ok(info(&self.org_store(&call.principal), &self.connections).await?)
    }

    async fn list_sessions(&self, call: Call<ListSessions, Key>) -> Outcome<ListSessions> {
        let org_store = self.org_store(&call.principal);
        let listed = async {
            let sessions = match call.session_id.as_deref().filter(|id| !id.is_empty()) {
                Some(id) => vec![find(&org_store, id).await?],
                None => active(&org_store).await?,
            };
            let now = org_store.now();
            let shown = sessions
                .into_iter()
                .map(|session| session.value.metadata(&session.id, now, &call.context));
            Ok(shard(shown.collect(), call.shard_index, call.max_items_per_shard))
        };
        listed.await.map_err(refuse)
    }
}

async fn create(
    org_store: &OrgStore,
    lens_id: &str,
    context: &Context,
) -> Result<types::Session, Refusal> {
    let lens = lenses::find(org_store, lens_id).await?;
    let (sessions, lenses, now) = (org_store.sessions(), org_store.lenses(), org_store.now());
    let session = Session {
        lens: lens_id.to_owned(),
        config: lens.config,
        registered: now,
        updated: now,
        destroyed: None,
    };
    let id = ids::session(now);

    // Counted and created in one transaction, so that two callers cannot both take the last slot.
    let mut transaction = org_store.store.begin().await?;
    let active = sessions.on(&mut transaction).list(&List::new().with_key("active", "yes")).await?;
    let (active, over): (Vec<_>, Vec<_>) =
        active.items.into_iter().partition(|session| session.value.is_active(now));
    if active.len() >= MOST {
        return Err(Refusal::too_many(format!("The organization has {MOST} sessions already.")));
    }
    for Record { id, mut value, .. } in over {
        value.destroyed = Some(value.ends());
        sessions.on(&mut transaction).put(&id, &value).await?;
    }
    if let Some(mut lens) = lenses.on(&mut transaction).get(lens_id).await?
        && !lens.value.mounted
    {
        lens.value.mounted = true;
        lenses.on(&mut transaction).put(lens_id, &lens.value).await?;
    }
    sessions.on(&mut transaction).create(&id, &session).await?;
    transaction.commit().await?;
    Ok(session.answer(org_store, &id, &lens.name, context))
}

async fn destroy(org_store: &OrgStore, id: &str) -> Result<Session, Refusal> {
    let (sessions, now) = (org_store.sessions(), org_store.now());
    let destroyed = sessions.try_update(id, |session| {
        if !session.is_active(now) {
            return Err(no_session(id));
        }
        (session.destroyed, session.updated) = (Some(now), now);
        Ok(())
    });
    destroyed.await?.map(|session| session.value).ok_or_else(|| no_session(id))
}

async fn info(
    org_store: &OrgStore,
    connections: &Connections,
) -> Result<types::SessionsInfo, StoreError> {
    let (active, now) = (active(org_store).await?, org_store.now());
    let running = active.iter().filter(|session| session.value.runs(now)).count();
    let connected = active.iter().map(|session| connections.number(&session.id)).sum();
    let ever = org_store.sessions().list(&List::new()).await?.items;
    let changed = ever.iter().map(|session| session.value.updated).max().map_or(0.0, seconds);
    Ok(types::SessionsInfo::new(count(active.len()), count(running), count(connected), changed))
}

/// Returns the active sessions, newest first.
async fn active(org_store: &OrgStore) -> Result<Vec<Record<Session>>, StoreError> {
    let list = List::new().newest_first().with_key("active", "yes");
    let mut sessions = org_store.sessions().list(&list).await?.items;
    let now = org_store.now();
    sessions.retain(|session| session.value.is_active(now));
    Ok(sessions)
}

/// Returns the session with an id, if it is active.
pub(super) async fn find(org_store: &OrgStore, id: &str) -> Result<Record<Session>, Refusal> {
    let session = org_store.sessions().get(id).await?;
    let now = org_store.now();
    session.filter(|session| session.value.is_active(now)).ok_or_else(|| no_session(id))
}

fn no_session(id: &str) -> Refusal {
    Refusal::not_found("SESSION_NOT_FOUND", format!("There is no session {id}."))
}

fn endpoint(context: &Context, id: &str) -> String {
    address::socket(&context.headers, &format!("/lens/sessions/{id}"))
}

impl Session {
    /// Returns the time when the session expires.
    pub(super) fn ends(&self) -> Timestamp {
        later(self.registered, Duration::from_secs(u64::from(LIFE)))
    }

    pub(super) fn is_active(&self, now: Timestamp) -> bool {
        self.destroyed.is_none() && now < self.ends()
    }

    pub(super) fn runs(&self, now: Timestamp) -> bool {
        now >= later(self.registered, START)
    }

    pub(super) fn status(&self, now: Timestamp) -> types::SessionStatus {
        if self.runs(now) {
            types::SessionStatus::Running
        } else {
            types::SessionStatus::Registered
        }
    }

    /// Returns the age or duration of the session in seconds.
    fn age(&self, now: Timestamp) -> f64 {
        let until = self.destroyed.unwrap_or(now);
        until.duration_since(self.registered).as_secs_f64().max(0.0)
    }

    fn metadata(&self, id: &str, now: Timestamp, context: &Context) -> types::SessionMetadata {
        types::SessionMetadata::new(
            id,
            &*self.lens,
            seconds(self.updated),
            self.status(now),
            endpoint(context, id),
            self.age(now),
        )
    }

    fn answer(
        &self,
        org_store: &OrgStore,
        id: &str,
        lens_name: &str,
        context: &Context,
    ) -> types::Session {
        let registered = seconds(self.registered);
        types::Session::new(
            org_store.org_id(),
            presented_key(context),
            id,
            &*self.lens,
            lens_name,
            None,
            None,
            registered,
            registered,
            seconds(self.updated),
            None,
            None,
            0,
            0,
            0,
            0,
            0,
            lens_config::show(&self.config),
            types::SessionStatus::Registered,
            RUNNER,
            endpoint(context, id),
            "default",
            count(usize::try_from(LIFE).unwrap_or(usize::MAX)),
        )
    }
}

/// The API key of the request, which the response repeats.
fn presented_key(context: &Context) -> String {
    let credentials = context.headers.get(header::AUTHORIZATION);
    let credentials = credentials.and_then(|value| value.to_str().ok()).unwrap_or_default();
    credentials.split_once(' ').map_or("", |(_, key)| key.trim()).to_owned()
}
