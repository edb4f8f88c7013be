//! A running server, and valid and invalid credentials for its APIs.

use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::Ed25519KeyPair;
use counterpart_runtime::api::Mounted;
use counterpart_runtime::clock::Clock;
use counterpart_runtime::serve::Running;
use counterpart_runtime::store::{Keys, NewKey};
use counterpart_runtime::{App, Config};
use http::Method;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::{Client, Response};
use serde_json::{Value, json};

const PASSWORD: &str = "correct-horse-battery-staple";

pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) apis: Vec<Mounted>,
    pub(crate) operator_invite: String,
    keys: Keys,
    clock: Clock,
    pub(crate) http: Client,
}

/// Credentials of an API: a valid one, and invalid ones with the reason.
pub(crate) struct Credentials {
    pub(crate) good: String,
    pub(crate) bad: Vec<(&'static str, String)>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_at(Clock::manual("2026-01-31T12:00:00Z".parse().unwrap())).await
    }

    pub(crate) async fn start_at(clock: Clock) -> Self {
        let app = App::open(Config { clock: clock.clone(), ..Config::in_memory() }).await.unwrap();
        let (apis, keys) = (app.apis().to_vec(), app.context().keys.clone());
        let operator_invite = app.operator_invite().unwrap().to_owned();
        let running = Running::start(app).await.unwrap();
        Self { running, apis, operator_invite, keys, clock, http: Client::new() }
    }

    pub(crate) async fn stop(self) {
        drop(self.keys);
        self.running.stop().await.unwrap();
    }

    pub(crate) async fn call(
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

    pub(crate) async fn json(
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

    pub(crate) async fn register(&self, email: &str, tenant: &str) -> Value {
        let body = json!({"email": email, "password": PASSWORD, "tenant_name": tenant, "accept_terms": true});
        self.json("POST", "/agents/api/v1/auth/register", None, &body).await
    }

    /// Signs up the operator of the installation.
    pub(crate) async fn register_operator(&self, email: &str, tenant: &str) -> Value {
        let body = json!({"email": email, "password": PASSWORD, "tenant_name": tenant,
            "accept_terms": true, "invite_token": self.operator_invite});
        self.json("POST", "/agents/api/v1/auth/register", None, &body).await
    }

    async fn login(&self, email: &str) -> Value {
        let body = json!({"email": email, "password": PASSWORD});
        self.json("POST", "/agents/api/v1/auth/token", None, &body).await
    }

    /// API keys: with an expiry date, or revoked.
    pub(crate) async fn key(&self, org: &str, last_day: Option<&str>, revoked: bool) -> String {
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

    pub(crate) async fn credentials(&self, api: &str) -> Credentials {
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
            ("signed with another key", forged(&good)),
            ("unsigned", format!("eyJhbGciOiJub25lIn0.{claims}.")),
            ("without its signature", format!("{head}.{claims}")),
            ("with the claims of another token", format!("{head}.{foreign_claims}.{signature}")),
            ("a refresh token", session["refresh_token"].as_str().unwrap().to_owned()),
            ("expired", token(&expired)),
            ("revoked", revoked),
        ];
        Credentials { good, bad }
    }
}

pub(crate) fn token(session: &Value) -> String {
    session["access_token"].as_str().unwrap().to_owned()
}

pub(crate) fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// The claims of a token, signed with a foreign key under the id of the server's key.
fn forged(token: &str) -> String {
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = jsonwebtoken::decode_header(token).unwrap().kid;
    let claims: Value = jsonwebtoken::dangerous::insecure_decode(token).unwrap().claims;
    let pair = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).unwrap();
    jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(pair.as_ref())).unwrap()
}
