//! Lenses: those of the organization, and those of the platform, which can be run and cloned but not changed.

use archetype_api::operations::{
    CloneLens, DeleteLens, GetLensesInfo, LensesApi, ListLenses, ModifyLens, RegisterLens,
};
use archetype_api::types;
use archetype_api::wire::{Call, Outcome};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::lens_config::{self, Config};
use super::org_store::{OrgStore, seconds};
use super::page::{count, shard};
use super::refusal::{Refusal, refuse};
use super::{Archetype, ids, platform};
use crate::store::{Key, List, StoreError};

/// A lens.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Lens {
    pub(super) name: String,
    /// Whether it is loaded. It is loaded by its first session.
    pub(super) mounted: bool,
    pub(super) config: Config,
}

impl LensesApi for Archetype {
    type Principal = Key;

    async fn register_lens(&self, call: Call<RegisterLens, Key>) -> Outcome<RegisterLens> {
        let org_store = self.org_store(&call.principal);
        register(&org_store, &call.body.lens_config).await.map_err(refuse)
    }

    async fn clone_lens(&self, call: Call<CloneLens, Key>) -> Outcome<CloneLens> {
        clone(&self.org_store(&call.principal), &call.body.lens_id).await.map_err(refuse)
    }

    async fn modify_lens(&self, call: Call<ModifyLens, Key>) -> Outcome<ModifyLens> {
        modify(&self.org_store(&call.principal), &call.body).await.map_err(refuse)
    }

    async fn delete_lens(&self, call: Call<DeleteLens, Key>) -> Outcome<DeleteLens> {
        delete(&self.org_store(&call.principal), &call.body.lens_id).await.map_err(refuse)
    }

    async fn get_lenses_info(&self, call: Call<GetLensesInfo, Key>) -> Outcome<GetLensesInfo> {
        Ok(info(&self.org_store(&call.principal)).await?)
    }

    async fn list_lenses(&self, call: Call<ListLenses, Key>) -> Outcome<ListLenses> {
        let org_store = self.org_store(&call.principal);
        let wanted = call.lens_id.as_deref().filter(|id| !id.is_empty());
        let listed = async {
            let lenses = match wanted {
                Some(id) => vec![find(&org_store, id).await?.answer(id)],
                None => all(&org_store)
                    .await?
                    .into_iter()
                    .map(|(id, lens, ..)| lens.answer(&id))
                    .collect(),
            };
            Ok(shard(lenses, call.shard_index, call.max_items_per_shard))
        };
        listed.await.map_err(refuse)
    }
}

async fn register(org_store: &OrgStore, sent: &types::LensConfig) -> Result<types::Lens, Refusal> {
    let config = lens_config::flatten(sent).map_err(Refusal::BadRequest)?;
    let name = lens_config::name(&config).unwrap_or_default().to_owned();
    create(org_store, Lens { name, mounted: false, config }).await
}

async fn clone(org_store: &OrgStore, id: &str) -> Result<types::Lens, Refusal> {
    let mut lens = find(org_store, id).await?;
    lens.mounted = false;
    lens.config.insert("origin_lens_id".to_owned(), id.into());
    create(org_store, lens).await
}

async fn create(org_store: &OrgStore, lens: Lens) -> Result<types::Lens, Refusal> {
    let id = ids::lens();
    org_store.lenses().create(&id, &lens).await?;
    Ok(lens.answer(&id))
}

async fn modify(
    org_store: &OrgStore,
    change: &types::ModifyLensInput,
) -> Result<types::Lens, Refusal> {
    let id = &change.lens_id;
    let config = change.lens_config.as_ref().map(lens_config::flatten);
    let config = config.transpose().map_err(Refusal::BadRequest)?;
    let lenses = org_store.lenses();
    let modified = lenses.update(id, |lens| {
        if let Some(config) = config {
            lens.config = config;
        }
        let named = lens_config::name(&lens.config).map(str::to_owned);
        let former = std::mem::take(&mut lens.name);
        lens.name = change.lens_name.clone().or(named).unwrap_or(former);
        lens.config.insert("lens_name".to_owned(), lens.name.clone().into());
    });
    match modified.await? {
        Some(lens) => Ok(lens.value.answer(id)),
        None => Err(untouchable(id)),
    }
}

async fn delete(org_store: &OrgStore, id: &str) -> Result<types::DeleteLensOutput, Refusal> {
    match org_store.lenses().delete(id).await? {
        Some(_) => Ok(types::DeleteLensOutput::new(true, id, Vec::new())),
        None => Err(untouchable(id)),
    }
}

async fn info(org_store: &OrgStore) -> Result<types::LensesInfo, StoreError> {
    let all = all(org_store).await?;
    let mounted = all.iter().filter(|(_, lens, ..)| lens.mounted).count();
    let modifiable = all.iter().filter(|(.., own, _)| *own).count();
    let changed = all.iter().map(|(.., changed)| *changed).max().map_or(0.0, seconds);
    Ok(types::LensesInfo::new(count(all.len()), count(mounted), count(modifiable), changed))
}

/// Returns all lenses available to the organization, with the id, the owner and the time of the last change; newest
/// first.
async fn all(org_store: &OrgStore) -> Result<Vec<(String, Lens, bool, Timestamp)>, StoreError> {
    let own = org_store.lenses().list(&List::new().newest_first()).await?;
    let own = own.items.into_iter().map(|lens| (lens.id, lens.value, true, lens.updated_at));
    let changed = platform::lenses_changed();
    let shared = platform::lenses().into_iter();
    Ok(own.chain(shared.map(|(id, lens)| (id.to_owned(), lens, false, changed))).collect())
}

/// Returns the lens with an id, if it is available to the organization.
pub(super) async fn find(org_store: &OrgStore, id: &str) -> Result<Lens, Refusal> {
    if let Some(lens) = platform::lens_of(id) {
        return Ok(lens);
    }
    let own = org_store.lenses().get(id).await?;
    own.map(|lens| lens.value).ok_or_else(|| no_lens(id))
}

/// Returns why a lens that the organization does not own cannot be changed.
fn untouchable(id: &str) -> Refusal {
    if platform::lens_of(id).is_none() {
        return no_lens(id);
    }
    let message = format!("The lens {id} belongs to the platform; clone it first.");
    Refusal::conflict("LENS_NOT_MODIFIABLE", message)
}

fn no_lens(id: &str) -> Refusal {
    Refusal::bad_request("INVALID_LENS_ID", format!("There is no lens {id}."))
}

impl Lens {
    fn answer(&self, id: &str) -> types::Lens {
        let status =
            if self.mounted { types::LensStatus::Mounted } else { types::LensStatus::Registered };
        let modifiable = platform::lens_of(id).is_none();
        types::Lens::new(id, &*self.name, status, modifiable, lens_config::show(&self.config))
    }
}
