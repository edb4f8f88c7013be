//! Something of every kind that a tenant can have in agents, with a mark in its texts, so that a leak is seen.

use anyhow::Context as _;
use serde_json::{Value as Json, json};

use crate::attack::account::Account;
use crate::attack::call::Request;
use crate::attack::ids::Ids;
use crate::attack::server::Server;
use crate::output::eprint_line;

/// A text in everything that the tenants have.
pub(super) const MARK: &str = "zanzibar7";

/// What a tenant has.
#[derive(Debug)]
pub(super) struct Possessions {
    pub(super) ids: Ids,
}

impl Possessions {
    /// Creates something of every kind. What only the operator can create is created by the operator.
    pub(super) async fn create(
        server: &Server,
        owner: &Account,
        operator: &Account,
    ) -> anyhow::Result<Self> {
        let mut ids = Ids::default();
        ids.name("tenant_id", &owner.tenant);
        ids.name("user_id", &owner.user);
        ids.name("session_id", &owner.session);

        let agents = get(server, owner, "/api/v1/agents").await?;
        if let Some(name) = first(&agents, &["name"]) {
            ids.name("agent_name", &name);
            ids.name("agent_key", name);
        }
        let workflows = get(server, owner, "/api/v1/workflows").await?;
        let workflow = first(&workflows, &["key", "workflow_key"]).context("no workflow")?;
        ids.name("workflow_key", &workflow);

        let said = json!({ "message": format!("What is {MARK}?") });
        let chat = owner.post(server, "/api/v1/chat", &said).await?;
        ids.name("conversation_id", text(&chat, "conversation_id"));
        let path = format!("/api/v1/workflows/{workflow}/run");
        let run = owner.post(server, &path, &said).await?;
        ids.name("run_id", text(&run, "workflow_run_id"));
        ids.name("workflow_run_id", text(&run, "workflow_run_id"));

        let named = json!({ "name": MARK, "metadata": { "mark": MARK } });
        let container = owner.post(server, "/api/v1/containers", &named).await?;
        ids.name("container_id", text(&container, "id"));
        let store = owner.post(server, "/api/v1/vector-stores", &named).await?;
        ids.name("vector_store_id", text(&store, "id"));

        let object = upload(server, owner).await?;
        ids.name("object_id", &object);
        let file = json!({ "file_id": object, "poll": true, "attributes": { "mark": MARK } });
        let path = format!("/api/v1/vector-stores/{}/files", text(&store, "id"));
        let file = owner.post(server, &path, &file).await?;
        ids.collection(&path.replace(text(&store, "id"), "{vector_store_id}"), text(&file, "id"));
        ids.name("file_id", object);

        let target = format!("{MARK}@attack.example");
        let subscription = json!({ "channel": "email", "target": target });
        let path = "/api/v1/status/subscriptions";
        let subscription = owner.post(server, path, &subscription).await?;
        ids.name("subscription_id", text(&subscription, "id"));

        let account = json!({
            "account": "nightly-export", "scopes": ["conversations:read"], "tenant_id": owner.tenant,
            "reason": format!("The reason is {MARK}"), "lifetime_minutes": 60,
        });
        owner.post(server, "/api/v1/auth/service-accounts/browser-issue", &account).await?;
        let tokens = get(server, owner, "/api/v1/auth/service-accounts/tokens").await?;
        ids.name("jti", first(&tokens, &["jti"]).context("no service token")?);

        // Only an operator has these: everybody else must be refused, whatever the id is.
        let invite =
            json!({ "invited_email": format!("{}@attack.example", owner.tenant), "note": MARK });
        match operator.post(server, "/api/v1/auth/invites", &invite).await {
            Ok(invite) => ids.name("invite_id", text(&invite, "id")),
            Err(error) => {
                eprint_line(&format!("note: nobody is operator: {error:#}"));
                ids.name("invite_id", &owner.user);
            }
        }
        for name in ["request_id", "incident_id"] {
            ids.name(name, &owner.session);
        }
        Ok(Self { ids })
    }
}

/// Uploads a text and returns its object id.
async fn upload(server: &Server, owner: &Account) -> anyhow::Result<String> {
    let content = format!("{MARK} is an island.");
    let asked = json!({
        "filename": format!("{MARK}.txt"), "mime_type": "text/plain", "size_bytes": content.len(),
    });
    let prepared = owner.post(server, "/api/v1/storage/objects/upload-url", &asked).await?;
    let url = text(&prepared, "upload_url");
    let (_, path) =
        url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).context("no URL")?;
    let request = Request::new("PUT", format!("/{path}")).body("text/plain", content);
    server.send(&request).await?.expect("upload")?;
    Ok(text(&prepared, "object_id").to_owned())
}

async fn get(server: &Server, owner: &Account, path: &str) -> anyhow::Result<Json> {
    Ok(server.send(&owner.request(server, "GET", path)).await?.expect(path)?.json())
}

/// The first text under one of these names, wherever it is.
fn first(value: &Json, names: &[&str]) -> Option<String> {
    match value {
        Json::Object(members) => {
            let own = names.iter().find_map(|name| members.get(*name)?.as_str());
            own.map(str::to_owned).or_else(|| members.values().find_map(|one| first(one, names)))
        }
        Json::Array(items) => items.iter().find_map(|one| first(one, names)),
        _ => None,
    }
}

fn text<'a>(value: &'a Json, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
