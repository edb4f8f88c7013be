//! The APIs this server knows: a name, a document, and a router. Each API is a line of the table and a module of its own.

use std::convert::Infallible;

use anyhow::Context as _;
use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use http::{StatusCode, Uri, header};
use serde_json::json;
use tower::ServiceExt as _;

use crate::context::Context;
use crate::document::Document;
use crate::{agents, arcanna, arcee, archetype, inference};

/// An API as it is registered.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// The name, which is also the first step of every path.
    pub name: &'static str,
    /// The text of the document.
    pub document: &'static str,
    /// Makes the router; its paths are those of the document.
    pub router: fn(&Context) -> Router,
}

/// Every API, in the order the front page shows them.
pub const ALL: [Api; 5] = [
    Api { name: "arcee", document: include_str!("../specs/arcee.yaml"), router: arcee::router },
    Api {
        name: "arcanna",
        document: include_str!("../specs/arcanna.yaml"),
        router: arcanna::router,
    },
    Api {
        name: "inference",
        document: include_str!("../specs/inference.yaml"),
        router: inference::router,
    },
    Api {
        name: "archetype",
        document: include_str!("../specs/archetype.yaml"),
        router: archetype::router,
    },
    Api { name: "agents", document: include_str!("../specs/agents.yaml"), router: agents::router },
];

/// An API that is being served.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Mounted {
    /// The name.
    pub name: &'static str,
    /// The document.
    pub document: Document,
    /// The path that every path of the document follows: the name, then the path of the first server.
    pub base: String,
    router: fn(&Context) -> Router,
}

impl Mounted {
    /// Reads an API's document.
    pub fn new(api: &Api) -> anyhow::Result<Self> {
        let document =
            Document::read(api.document).with_context(|| format!("the API `{}`", api.name))?;
        let base = format!("/{}{}", api.name, document.server_path());
        Ok(Self { name: api.name, document, base, router: api.router })
    }

    /// The API under its base path. What is not in the document is answered in JSON, as programs expect.
    pub fn router(&self, context: &Context) -> Router {
        let name = self.name;
        let missing = move |request: Request| std::future::ready(missing(name, &request));
        let router = (self.router)(context).fallback(missing);
        let outside = format!("/{name}");
        // A nested router does not get the path that is its own name with a slash, which is the document's `/`.
        let whole = router.clone();
        let root = move |request: Request| at_root(whole.clone(), request);
        let named = Router::new().route(&format!("{}/", self.base), any(root));
        if self.base == outside {
            return named.nest(&outside, router);
        }
        // Paths beside the base path, a forgotten `/v1` for instance, belong to the API as well.
        named
            .route(&format!("{outside}/"), any(missing))
            .nest(&self.base, router)
            .nest(&outside, Router::new().fallback(missing))
    }
}

/// The names of all APIs.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|api| api.name).collect()
}

/// The APIs with these names, in the table's order; all of them when none is named.
pub fn select(wanted: &[String]) -> Result<Vec<Api>, String> {
    if let Some(unknown) = wanted.iter().find(|wanted| !names().contains(&wanted.as_str())) {
        return Err(format!("there is no API `{unknown}`; there are: {}", names().join(", ")));
    }
    Ok(ALL
        .into_iter()
        .filter(|api| wanted.is_empty() || wanted.iter().any(|name| name == api.name))
        .collect())
}

/// The answer of an API to a request of its `/`, whatever the path was outside.
async fn at_root(api: Router, mut request: Request) -> Result<Response, Infallible> {
    let query = request.uri().query().map(|query| format!("/?{query}"));
    let root = query.and_then(|root| root.parse().ok());
    *request.uri_mut() = root.unwrap_or_else(|| Uri::from_static("/"));
    api.oneshot(request).await
}

fn missing(api: &str, request: &Request) -> Response {
    let problem = json!({
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": format!(
            "The API `{api}` has no operation with this method and path. All operations are listed at /reference/{api}."
        ),
        "method": request.method().as_str(),
    });
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (StatusCode::NOT_FOUND, kind, problem.to_string()).into_response()
}
