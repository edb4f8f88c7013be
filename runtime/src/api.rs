//! The APIs that this server implements: name, document and router. Each API is an entry in the table and has its own
//! module.

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

/// An API in the table.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// The name. It is also the first segment of every path.
    pub name: &'static str,
    /// The text of the document.
    pub document: &'static str,
    /// Creates the router. Its paths are those of the document.
    pub router: fn(&Context) -> Router,
}

/// All APIs, in the order in which the front page shows them.
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

/// An API with its parsed document.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Mounted {
    /// The name.
    pub name: &'static str,
    /// The document.
    pub document: Document,
    /// The prefix of all paths: the name, followed by the path of the document's first server.
    pub base: String,
    router: fn(&Context) -> Router,
}

impl Mounted {
    /// Parses the document of an API.
    pub fn new(api: &Api) -> anyhow::Result<Self> {
        let document =
            Document::read(api.document).with_context(|| format!("the API `{}`", api.name))?;
        let base = format!("/{}{}", api.name, document.server_path());
        Ok(Self { name: api.name, document, base, router: api.router })
    }

    /// The API under its base path. Requests for undocumented paths get a JSON response, as programs expect.
    pub fn router(&self, context: &Context) -> Router {
        let name = self.name;
        let missing = move |request: Request| std::future::ready(missing(name, &request));
        let router = (self.router)(context).fallback(missing);
        let outside = format!("/{name}");
        // A nested router does not receive the path that consists of its name and a slash, which is `/` in the
        // document.
        let whole = router.clone();
        let root = move |request: Request| at_root(whole.clone(), request);
        let named = Router::new().route(&format!("{}/", self.base), any(root));
        if self.base == outside {
            return named.nest(&outside, router);
        }
        // Other paths under the name, such as those without `/v1`, belong to the API as well.
        named
            .route(&format!("{outside}/"), any(missing))
            .nest(&self.base, router)
            .nest(&outside, Router::new().fallback(missing))
    }
}

/// Returns the names of all APIs.
pub fn names() -> Vec<&'static str> {
    ALL.iter().map(|api| api.name).collect()
}

/// Returns the APIs with these names, in the order of the table; all APIs if no name is given.
pub fn select(wanted: &[String]) -> Result<Vec<Api>, String> {
    if let Some(unknown) = wanted.iter().find(|wanted| !names().contains(&wanted.as_str())) {
        return Err(format!("unknown API `{unknown}`; known APIs are {}", names().join(", ")));
    }
    Ok(ALL
        .into_iter()
        .filter(|api| wanted.is_empty() || wanted.iter().any(|name| name == api.name))
        .collect())
}

/// The API's response to a request for its `/`, whatever the outer path was.
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
