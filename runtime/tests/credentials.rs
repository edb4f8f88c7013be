//! Every secured operation of every API refuses callers without a credential that is good now, and callers of another
//! tenant. The documents that are served say what is secured.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::Ed25519KeyPair;
use counterpart_runtime::api::Mounted;
use counterpart_runtime::clock::Clock;
use counterpart_runtime::document::{Operation, text};
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::{Keys, NewKey};
use counterpart_runtime::{App, Config};
use http::Method;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::{Client, Response};
use serde_json::{Value, json};

const PASSWORD: &str = "correct-horse-battery-staple";
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

struct Server {
    running: Running,
    apis: Vec<Mounted>,
    keys: Keys,
    clock: Clock,
    http: Client,
}

/// Credentials of an API: one that is good, and what is wrong with the others.
struct Credentials {
    good: String,
    bad: Vec<(&'static str, String)>,
}

impl Server {
    async fn start() -> Self {
        Self::start_at(Clock::manual("2026-01-31T12:00:00Z".parse().unwrap())).await
    }

    async fn start_at(clock: Clock) -> Self {
        let app = App::open(Config { clock: clock.clone(), ..Config::in_memory() }).await.unwrap();
        let (apis, keys) = (app.apis().to_vec(), app.context().keys.clone());
        let running = Running::start(app).await.unwrap();
        Self { running, apis, keys, clock, http: Client::new() }
    }

    async fn stop(self) {
        drop(self.keys);
        self.running.stop().await.unwrap();
    }

    async fn call(
        &self,
        method: &str,
        path: &str,
        header: Option<(&str, String)>,
        body: Option<&Value>,
    ) -> Response {
        let method: Method = method.parse().unwrap();
        let mut request = self.http.request(method, format!("{}{path}", self.running.url()));
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        if let Some(body) = body {
            request = request.header("Content-Type", "application/json").body(body.to_string());
        }
        request.send().await.unwrap()
    }

    async fn json(
        &self,
        method: &str,
        path: &str,
        header: Option<(&str, String)>,
        body: &Value,
    ) -> Value {
        let answer = self.call(method, path, header, Some(body)).await;
        let (status, bytes) = (answer.status(), answer.bytes().await.unwrap());
        assert!(
            status.is_success(),
            "{method} {path}: {status} {}",
            String::from_utf8_lossy(&bytes)
        );
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    async fn register(&self, email: &str, tenant: &str) -> Value {
        let body = json!({"email": email, "password": PASSWORD, "tenant_name": tenant, "accept_terms": true});
        self.json("POST", "/agents/api/v1/auth/register", None, &body).await
    }

    async fn login(&self, email: &str) -> Value {
        let body = json!({"email": email, "password": PASSWORD});
        self.json("POST", "/agents/api/v1/auth/token", None, &body).await
    }

    /// API keys: good until a day, or revoked.
    async fn key(&self, org: &str, last_day: Option<&str>, revoked: bool) -> String {
        let owner = format!("jane.roe@{org}.example");
        let new = NewKey {
            owner: owner.clone(),
            org: org.to_owned(),
            name: "test".to_owned(),
            expires_on: last_day.map(|day| day.parse().unwrap()),
        };
        let key = self.keys.issue(new).await.unwrap();
        if revoked {
            assert!(self.keys.revoke(&owner, &key.key.id).await.unwrap());
        }
        key.secret
    }

    async fn credentials(&self, api: &str) -> Credentials {
        if api == "agents" { self.tokens().await } else { self.api_keys().await }
    }

    async fn api_keys(&self) -> Credentials {
        let good = self.key("acme", Some("2026-12-31"), false).await;
        let mut other = good.clone();
        let last = other.pop().unwrap();
        other.push(if last == 'A' { 'B' } else { 'A' });
        let bad = vec![
            ("wrong", other),
            ("cut", good[..good.len() - 1].to_owned()),
            ("nonsense", "nonsense".to_owned()),
            ("expired", self.key("acme", Some("2026-01-30"), false).await),
            ("revoked", self.key("acme", None, true).await),
        ];
        Credentials { good, bad }
    }

    async fn tokens(&self) -> Credentials {
        let expired = self.register("ada@acme.example", "Acme").await;
        self.clock.advance(Duration::from_mins(31));
        let revoked = token(&self.login("ada@acme.example").await);
        let everywhere = "/agents/api/v1/auth/logout/all";
        self.json("POST", everywhere, Some(("Authorization", bearer(&revoked))), &json!(null))
            .await;
        let session = self.login("ada@acme.example").await;
        let good = token(&session);
        let (head, rest) = good.split_once('.').unwrap();
        let (claims, signature) = rest.split_once('.').unwrap();
        let foreign = token(&self.register("eve@elsewhere.example", "Elsewhere").await);
        let foreign_claims = foreign.split('.').nth(1).unwrap();
        let bad = vec![
            ("nonsense", "nonsense".to_owned()),
            ("of a key of someone's own", forged(&good)),
            ("unsigned", format!("eyJhbGciOiJub25lIn0.{claims}.")),
            ("without its signature", format!("{head}.{claims}")),
            ("with another's claims", format!("{head}.{foreign_claims}.{signature}")),
            ("a refresh token", session["refresh_token"].as_str().unwrap().to_owned()),
            ("expired", token(&expired)),
            ("revoked", revoked),
        ];
        Credentials { good, bad }
    }
}

fn token(session: &Value) -> String {
    session["access_token"].as_str().unwrap().to_owned()
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// The claims of a token, signed by a key of our own under the name of the server's.
fn forged(token: &str) -> String {
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = jsonwebtoken::decode_header(token).unwrap().kid;
    let claims: Value = jsonwebtoken::dangerous::insecure_decode(token).unwrap().claims;
    let pair = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).unwrap();
    jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(pair.as_ref())).unwrap()
}

/// The header that a scheme asks for, with a credential in it.
fn present(scheme: &Value, credential: &str) -> (&'static str, String) {
    match (text(scheme, "type"), text(scheme, "scheme"), text(scheme, "name")) {
        ("http", "bearer", _) => ("Authorization", bearer(credential)),
        ("apiKey", _, "X-Token") => ("X-Token", credential.to_owned()),
        ("apiKey", _, "x-arcanna-api-key") => ("x-arcanna-api-key", credential.to_owned()),
        _ => panic!("a scheme that this test does not know: {scheme}"),
    }
}

/// What is not even a credential of a scheme.
fn malformed(scheme: &Value, good: &str) -> Vec<(&'static str, String)> {
    match text(scheme, "type") {
        "http" => [
            "",
            "Bearer",
            "Bearer ",
            good,
            &format!("Basic {good}"),
            &format!("Bearer{good}"),
            "Bearer \"\"",
        ]
        .map(|value| ("Authorization", value.to_owned()))
        .into(),
        _ => ["", " ", "\"\""].map(|value| (present(scheme, "").0, value.to_owned())).into(),
    }
}

/// The one scheme that an operation asks for; none if it is open.
fn scheme<'a>(operation: &Operation<'a>) -> Option<&'a Value> {
    let alternatives = operation.security();
    match alternatives.as_slice() {
        [] => None,
        [alternative] => match alternative.as_slice() {
            [(_, scheme)] => Some(*scheme),
            other => {
                panic!("{}: this test presents one credential, not {}", operation.id(), other.len())
            }
        },
        _ => panic!("{}: this test knows one alternative", operation.id()),
    }
}

/// A path of an operation: what is named is put in, the rest is as the document's examples say.
fn path(api: &Mounted, operation: &Operation<'_>, named: &BTreeMap<&str, String>) -> String {
    let mut path = format!("{}{}", api.base, operation.path());
    for parameter in operation.parameters() {
        if text(parameter, "in") == "path" {
            let name = text(parameter, "name");
            let example = match &parameter["example"] {
                Value::String(text) => text.clone(),
                Value::Null => "1".to_owned(),
                other => other.to_string(),
            };
            path = path.replace(&format!("{{{name}}}"), named.get(name).unwrap_or(&example));
        }
    }
    path
}

/// A body that an operation takes: the document's example, of several the one that says most.
fn example(api: &Mounted, operation: &Operation<'_>) -> Option<Value> {
    let content = operation.body()?.pointer("/content/application~1json")?;
    let says = |example: &&Value| example.as_object().map_or(0, serde_json::Map::len);
    let several = content.get("examples").and_then(Value::as_object).into_iter().flatten();
    let several = several.filter_map(|(_, example)| api.document.follow(example).get("value"));
    let example = content.get("example").or_else(|| several.max_by_key(says));
    example.cloned()
}

#[tokio::test]
async fn who_presents_no_good_credential_is_refused() {
    let server = Server::start().await;
    let mut counts = BTreeMap::new();
    for api in &server.apis {
        let Credentials { good, bad } = server.credentials(api.name).await;
        for operation in api.document.operations() {
            let (id, path) = (operation.id(), path(api, &operation, &BTreeMap::new()));
            let Some(scheme) = scheme(&operation) else {
                let answer = server.call(&operation.method(), &path, None, None).await;
                assert_ne!(answer.status(), 401, "{id} is open");
                continue;
            };
            *counts.entry(api.name).or_insert(0) += 1;
            let wrong =
                bad.iter().map(|(why, credential)| (*why, Some(present(scheme, credential))));
            let malformed = malformed(scheme, &good);
            let malformed = malformed.into_iter().map(|header| ("malformed", Some(header)));
            for (why, header) in wrong.chain(malformed).chain([("none", None)]) {
                let answer = server.call(&operation.method(), &path, header.clone(), None).await;
                assert_eq!(answer.status(), 401, "{id}, {why}: {header:?}");
                assert!(answer.headers().contains_key("WWW-Authenticate"), "{id}, {why}");
                let kind = answer.headers()["Content-Type"].to_str().unwrap();
                assert!(
                    kind.starts_with("application/json")
                        || kind.starts_with("application/problem+json"),
                    "{id}: {kind}"
                );
            }
        }
        // That all was refused means something only if the good one is not.
        for operation in api.document.operations() {
            let Some(scheme) = scheme(&operation) else { continue };
            let path = path(api, &operation, &BTreeMap::new());
            let header = Some(present(scheme, &good));
            let answer = server.call(&operation.method(), &path, header, None).await;
            assert_ne!(answer.status(), 401, "{}", operation.id());
            if operation.id() == "logoutEverywhere" {
                break;
            }
        }
    }
    assert_eq!(counts.get("agents"), Some(&66));
    assert!(
        counts.values().all(|count| *count > 0) && counts.len() == server.apis.len(),
        "{counts:?}"
    );
    server.stop().await;
}

/// What a tenant of agents owns, by the name that parameters and properties have for it.
async fn belongings(server: &Server, owner: &Value) -> BTreeMap<&'static str, String> {
    let header = || Some(("Authorization", bearer(&token(owner))));
    let api = server.apis.iter().find(|api| api.name == "agents").unwrap();
    let tenant = owner["tenant_id"].as_str().unwrap().to_owned();
    let mut things = BTreeMap::from([
        ("tenant_id", tenant.clone()),
        ("session_id", owner["session_id"].as_str().unwrap().to_owned()),
    ]);
    for (id, name, property) in [
        ("chat", "conversation_id", "conversation_id"),
        ("runWorkflow", "run_id", "workflow_run_id"),
        ("createContainer", "container_id", "id"),
        ("createVectorStore", "vector_store_id", "id"),
        ("createUploadUrl", "object_id", "object_id"),
        ("createStatusSubscription", "subscription_id", "id"),
        ("issueServiceAccountTokenFromBrowser", "", ""),
        ("listServiceAccountTokens", "jti", "items/0/jti"),
    ] {
        let operation =
            api.document.operations().into_iter().find(|operation| operation.id() == id);
        let operation = operation.unwrap();
        let mut body = example(api, &operation).unwrap_or_default();
        if let Some(place) = body.get_mut("tenant_id") {
            *place = tenant.clone().into();
        }
        // The examples name what is not there yet.
        if let Some(body) = body.as_object_mut() {
            body.retain(|name, _| !["file_ids", "conversation_id"].contains(&name.as_str()));
        }
        let path = path(api, &operation, &things);
        let answer = server.json(&operation.method(), &path, header(), &body).await;
        if !name.is_empty() {
            let value =
                answer.pointer(&format!("/{property}")).unwrap_or_else(|| panic!("{id}: {answer}"));
            things.insert(name, value.as_str().unwrap().to_owned());
        }
    }
    things.insert("file_id", things["object_id"].clone());
    things
}

#[tokio::test]
async fn what_belongs_to_a_tenant_of_agents_is_not_there_for_another() {
    // A run of a workflow takes its time.
    let server = Server::start_at(Clock::system()).await;
    let api = server.apis.iter().find(|api| api.name == "agents").unwrap();
    // The first is an operator, who is let in everywhere: neither the owner nor the stranger.
    server.register("operator@counterpart.example", "Operators").await;
    let owner = server.register("ada@acme.example", "Acme").await;
    let stranger = server.register("eve@elsewhere.example", "Elsewhere").await;
    let mut things = belongings(&server, &owner).await;
    things.insert("request_id", NOBODY.to_owned());
    things.insert("invite_id", NOBODY.to_owned());

    let mut tried = Vec::new();
    for operation in
        api.document.operations().into_iter().filter(|operation| scheme(operation).is_some())
    {
        let mut body = example(api, &operation);
        // A body that names what must be there; an upload, for one, only notes which conversation it is for.
        let looks = operation.responses().iter().any(|(status, _)| *status == "404");
        let in_path = operation.parameters().into_iter().any(|parameter| {
            text(parameter, "in") == "path" && things.contains_key(text(parameter, "name"))
        });
        let properties = body.as_mut().and_then(Value::as_object_mut);
        let mut in_body = false;
        for (name, value) in properties.into_iter().flatten() {
            if let Some(id) = things.get(name.as_str()) {
                (*value, in_body) = (id.clone().into(), true);
            }
        }
        if !(in_path || in_body && looks) {
            continue;
        }
        let place = path(api, &operation, &things);
        let header = Some(("Authorization", bearer(&token(&stranger))));
        let answer = server.call(&operation.method(), &place, header, body.as_ref()).await;
        let refused = [403, 404].contains(&answer.status().as_u16());
        let (status, bytes) = (answer.status(), answer.bytes().await.unwrap());
        assert!(refused, "{}: {status} {}", operation.id(), String::from_utf8_lossy(&bytes));
        tried.push(operation.id());
    }
    assert!(tried.len() >= 30, "{tried:?}");

    // Everything is still there for its owner.
    for operation in api.document.operations() {
        let slots =
            operation.parameters().into_iter().filter(|parameter| text(parameter, "in") == "path");
        let names: Vec<&str> = slots.map(|parameter| text(parameter, "name")).collect();
        let own = !names.is_empty()
            && names.iter().all(|name| things.contains_key(name) && *name != "file_id");
        if own && operation.method() == "GET" {
            let path = path(api, &operation, &things);
            let header = Some(("Authorization", bearer(&token(&owner))));
            let answer = server.call("GET", &path, header, None).await;
            let wants = if operation.id() == "getDownloadUrl" { 409 } else { 200 };
            assert_eq!(answer.status(), wants, "{}", operation.id());
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_header_cannot_name_another_tenant() {
    let server = Server::start().await;
    let key = server.key("acme", None, false).await;
    let owner = token(&server.register("ada@acme.example", "Acme").await);
    let stranger = server.register("eve@elsewhere.example", "Elsewhere").await;
    let elsewhere = stranger["tenant_id"].as_str().unwrap().to_owned();
    let mut tried = BTreeMap::new();
    for api in &server.apis {
        let (good, foreign) = match api.name {
            "agents" => (&owner, elsewhere.as_str()),
            _ => (&key, "elsewhere"),
        };
        for operation in api.document.operations() {
            let Some(scheme) = scheme(&operation) else { continue };
            let header =
                operation.parameters().into_iter().map(|parameter| text(parameter, "name"));
            let header = header.into_iter().find(|name| {
                ["x-tenant-id", "x-arcee-org"].contains(&name.to_lowercase().as_str())
            });
            let Some(header) = header else { continue };
            let path = path(api, &operation, &BTreeMap::new());
            let (name, value) = present(scheme, good);
            let mut request = server
                .http
                .request(
                    operation.method().parse().unwrap(),
                    format!("{}{path}", server.running.url()),
                )
                .header(name, value)
                .header(header, foreign);
            if let Some(body) = example(api, &operation) {
                request = request.header("Content-Type", "application/json").body(body.to_string());
            }
            // What is missing is told before anything is looked at; the API's own tests send forms and such parameters.
            let form = operation.body().is_some() && example(api, &operation).is_none();
            let required = |parameter: &&Value| {
                parameter["required"] == true && text(parameter, "in") == "query"
            };
            if form || operation.parameters().iter().any(required) {
                continue;
            }
            let answer = request.send().await.unwrap();
            let (status, bytes) = (answer.status(), answer.bytes().await.unwrap());
            assert_eq!(
                status,
                403,
                "{} {}: {}",
                api.name,
                operation.id(),
                String::from_utf8_lossy(&bytes)
            );
            *tried.entry(api.name).or_insert(0) += 1;
        }
    }
    assert!(tried["agents"] > 30 && tried["arcee"] > 8, "{tried:?}");
    server.stop().await;
}
