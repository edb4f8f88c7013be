//! Connectors to the data for training.

use std::time::Duration;

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, Outcome, StringEnum, WithHeaders};

use super::caller::Caller;
use super::records::{CONNECTED, Connector, FAILED, PENDING};
use super::refusal::Refusal;
use super::space_store::{SpaceStore, delete, read};
use super::{Inference, bucket, id, location, now, paging};
use crate::context::Context;
use crate::job::Plan;
use crate::store::{StoreError, Transaction};
use crate::stored::Stored;

pub(super) const WHAT: &str = "connector";

const PLAN: &str = "inference/check-connector";

/// The default number of listed files.
const FILES: i32 = 1000;

/// Registers the plan for checking whether a connector can reach its data.
pub(super) fn define(context: &Context) {
    let store = context.store.clone();
    let plan = Plan::new(PLAN, "checked").state(PENDING, Duration::from_secs(1));
    context.jobs.define(plan.on_enter(move |job| {
        let space_store = SpaceStore::of(&store, &job.tenant);
        async move {
            let connectors = space_store.connectors();
            let checked = connectors.update(&job.subject, |connector| {
                // A status set by a webhook takes precedence.
                if connector.shown.status == PENDING {
                    check(connector).clone_into(&mut connector.shown.status);
                }
            });
            checked.await?;
            Ok(())
        }
    }));
}

fn check(connector: &Connector) -> &'static str {
    // No other server is contacted, especially none named by a caller.
    let here = connector.s3.endpoint.is_none() && bucket::bucket(&connector.s3.bucket).is_some();
    if here { CONNECTED } else { FAILED }
}

impl op::ConnectorsApi for Inference {
    type Principal = Caller;

    async fn list_connectors(
        &self,
        call: Call<op::ListConnectors, Caller>,
    ) -> Outcome<op::ListConnectors> {
        let connectors = call.principal.space_store.connectors();
        let page = paging::after(&connectors, call.limit, call.after.as_deref()).await?;
        let page = page.map(|connector| connector.shown.0);
        Ok(types::ConnectorList::new(page.count, page.data, page.has_more))
    }

    async fn create_connector(
        &self,
        call: Call<op::CreateConnector, Caller>,
    ) -> Outcome<op::CreateConnector> {
        let Call { request, principal, .. } = call;
        let connector = self.connect(&principal, request.body).await?;
        let headers = headers::CreateConnectorHeaders::new()
            .with_location(location("connectors", &connector.id));
        Ok(WithHeaders::new(connector, headers))
    }

    async fn get_connector(
        &self,
        call: Call<op::GetConnector, Caller>,
    ) -> Outcome<op::GetConnector> {
        Ok(read(&call.principal.space_store.connectors(), WHAT, &call.id).await?.value.shown.0)
    }

    async fn delete_connector(
        &self,
        call: Call<op::DeleteConnector, Caller>,
    ) -> Outcome<op::DeleteConnector> {
        Ok(delete(&call.principal.space_store.connectors(), WHAT, &call.id).await?)
    }

    async fn list_connector_files(
        &self,
        call: Call<op::ListConnectorFiles, Caller>,
    ) -> Outcome<op::ListConnectorFiles> {
        let connector = read(&call.principal.space_store.connectors(), WHAT, &call.id).await?.value;
        let limit = usize::try_from(call.limit.unwrap_or(FILES)).unwrap_or(0);
        let wanted = call.prefix.as_deref().unwrap_or_default();
        let files = files(&connector).filter(|file| file.path.starts_with(wanted)).take(limit);
        Ok(files.map(|file| file.path.split('/').map(str::to_owned).collect()).collect())
    }

    async fn scan_connector(
        &self,
        call: Call<op::ScanConnector, Caller>,
    ) -> Outcome<op::ScanConnector> {
        let Call { request: op::ScanConnector { id, body, .. }, principal, .. } = call;
        let connector = read(&principal.space_store.connectors(), WHAT, &id).await?.value;
        let Some(wanted) = body.files else {
            return Ok(files(&connector).map(|file| (file.path.to_owned(), file.scan())).collect());
        };
        let scan = |path: String| {
            let found = files(&connector).find(|file| file.path == path);
            let scan = found
                .map_or_else(|| bucket::failed("The file does not exist."), bucket::File::scan);
            (path, scan)
        };
        Ok(wanted.into_iter().map(scan).collect())
    }
}

impl Inference {
    async fn connect(
        &self,
        caller: &Caller,
        new: types::ConnectorCreate,
    ) -> Result<types::Connector, Refusal> {
        let needed = || Refusal::bad_request("/s3: required for the type aws-s3, but missing.");
        let s3 = new.s3.ok_or_else(needed)?;
        let (id, now) = (id::new(&self.clock), now(&self.clock));
        let (provider, region) = (new.type_.as_str(), s3.region.as_str());
        let (user, name) = (caller.user.as_str(), new.name);
        let shown =
            types::Connector::new(id.as_str(), name, provider, region, PENDING, now.into(), user);
        let connector = Connector { shown: Stored(shown), s3: Stored(s3) };
        let (space_store, mut transaction) = (&caller.space_store, self.store.begin().await?);
        space_store.connectors().on(&mut transaction).create(&id, &connector).await?;
        self.jobs.start_in(&mut transaction, space_store.scope(), PLAN, &id).await?;
        transaction.commit().await?;
        Ok(connector.shown.0)
    }
}

/// Returns the files of a connected connector.
fn files(connector: &Connector) -> impl Iterator<Item = bucket::File> {
    let reached = connector.shown.status == CONNECTED;
    kept(connector).filter(move |_| reached)
}

/// Returns the files that a connector refers to, whether or not it has been checked.
fn kept(connector: &Connector) -> impl Iterator<Item = bucket::File> {
    let here = connector.s3.endpoint.is_none();
    let prefix = connector.s3.prefix.as_deref().unwrap_or_default();
    bucket::files(&connector.s3.bucket, prefix).filter(move |_| here)
}

/// Rejects data of connectors that do not exist.
pub(super) async fn must_exist(
    transaction: &mut Transaction,
    space_store: &SpaceStore,
    ids: &[&str],
) -> Result<(), Refusal> {
    for id in ids {
        if space_store.connectors().on(transaction).get(id).await?.is_none() {
            return Err(Refusal::missing(WHAT, id));
        }
    }
    Ok(())
}

/// Returns whether data can be read: the connector exists and is connected, and the named files exist.
pub(super) async fn reaches(
    transaction: &mut Transaction,
    space_store: &SpaceStore,
    data: &types::ConnectorTraining,
) -> Result<bool, StoreError> {
    let Some(connector) = space_store.connectors().on(transaction).get(&data.connector_id).await?
    else {
        return Ok(false);
    };
    let connector = connector.value;
    match connector.shown.status.as_str() {
        FAILED => Ok(false),
        // The files of an external source are unknown here; its connected status was reported by a webhook.
        _ if check(&connector) == FAILED => Ok(true),
        _ => {
            let named = data.files.as_deref().unwrap_or_default();
            Ok(named.iter().all(|path| kept(&connector).any(|file| file.path == *path)))
        }
    }
}
