//! A person with a tenant of their own in agents, and the steps that attacks make with it.

use anyhow::Context as _;
use serde_json::{Value as Json, json};

use super::call::Connection;
use super::call::Request;
use super::server::{Server, place};

/// The password of every account.
pub(super) const PASSWORD: &str = "correct-horse-battery-staple-9";

/// A signed-up person: the owner of a tenant.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) email: String,
    pub(super) token: String,
    pub(super) tenant: String,
    pub(super) user: String,
    pub(super) session: String,
}

impl Account {
    /// Signs a person up, from an address of its own. The same number makes the same person.
    pub(super) async fn register(server: &Server, number: usize) -> anyhow::Result<Self> {
        let email = format!("person{number}@attack.example");
        // The first person takes the operator's invite, if the server gives one.
        let invite = server.invite.as_ref().filter(|_| number == 0);
        let body = json!({
            "invite_token": invite,
            "email": email,
            "password": PASSWORD,
            "tenant_name": format!("Tenant {number}"),
            "accept_terms": true,
        });
        let request = server.request("agents", "POST", "/api/v1/auth/register").json(&body);
        let mut connection = Connection::open(server.address, place(number)).await?;
        let answer = connection.send(&request).await?.expect("sign-up")?.json();
        let text = |key: &str| {
            answer[key].as_str().map(str::to_owned).with_context(|| format!("sign-up: no {key}"))
        };
        Ok(Self {
            token: text("access_token")?,
            tenant: text("tenant_id")?,
            user: text("user_id")?,
            session: text("session_id")?,
            email,
        })
    }

    /// A request of this person.
    pub(super) fn request(&self, server: &Server, method: &str, path: &str) -> Request {
        server.request("agents", method, path).token(&self.token)
    }

    /// Sends a JSON body and returns the answer, which must be a success.
    pub(super) async fn post(
        &self,
        server: &Server,
        path: &str,
        body: &Json,
    ) -> anyhow::Result<Json> {
        let request = self.request(server, "POST", path).json(body);
        Ok(server.send(&request).await?.expect(path)?.json())
    }
}

/// A login with this address and password.
pub(super) fn login(server: &Server, email: &str, password: &str) -> Request {
    let body = json!({ "email": email, "password": password });
    server.request("agents", "POST", "/api/v1/auth/token").json(&body)
}
