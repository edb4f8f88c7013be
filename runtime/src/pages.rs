//! The web pages: the front page, a reference page per API, the documents, and the page for unknown addresses.
//!
//! All content comes from this server. A content security policy keeps the browser from loading anything else.

mod asset;
mod example;
mod front;
mod markdown;
mod reference;
mod schema;

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::extract::{Path, State};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context};

use crate::api::Mounted;
use crate::origin;
use front::FrontView;
use reference::ReferenceView;

const TEMPLATES: [(&str, &str); 6] = [
    ("layout.html", include_str!("../pages/layout.html")),
    ("front.html", include_str!("../pages/front.html")),
    ("reference.html", include_str!("../pages/reference.html")),
    ("schema.html", include_str!("../pages/schema.html")),
    ("try.html", include_str!("../pages/try.html")),
    ("missing.html", include_str!("../pages/missing.html")),
];

const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-cache"),
];

/// The contents of the pages.
#[derive(Debug)]
struct Site {
    templates: Environment<'static>,
    apis: Value,
    front: Value,
    references: BTreeMap<&'static str, Value>,
    documents: BTreeMap<String, (&'static str, String)>,
}

/// Returns the router of the pages. `key_hint` tells the reader where to find a key.
pub fn router(apis: &[Mounted], key_hint: &str) -> anyhow::Result<Router> {
    let site = Arc::new(Site::new(apis, key_hint)?);
    // Template errors are reported at startup instead of to the first reader.
    site.render("front.html", &HeaderMap::new(), context! { front => site.front.clone() })?;
    for reference in site.references.values() {
        site.render("reference.html", &HeaderMap::new(), context! { api => reference.clone() })?;
    }
    Ok(Router::new()
        .route("/", get(front_page))
        .route("/reference/{api}", get(reference_page))
        .route("/documents/{file}", get(document))
        .route("/assets/{file}", get(asset::serve))
        .fallback(missing)
        .with_state(site)
        .layer(map_response(with_headers)))
}

impl Site {
    fn new(apis: &[Mounted], key_hint: &str) -> anyhow::Result<Self> {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates
            .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        for (name, text) in TEMPLATES {
            templates
                .add_template(name, text)
                .with_context(|| format!("invalid page template {name}"))?;
        }
        let mut documents = BTreeMap::new();
        for api in apis {
            let yaml = ("application/yaml", api.document.yaml().to_owned());
            let json = ("application/json", api.document.json().to_owned());
            documents.extend([
                (format!("{}.yaml", api.name), yaml),
                (format!("{}.json", api.name), json),
            ]);
        }
        let front = FrontView::new(apis, key_hint);
        Ok(Self {
            templates,
            apis: Value::from(Serde(front.apis())),
            front: Value::from(Serde(&front)),
            references: apis
                .iter()
                .map(|api| (api.name, Value::from(Serde(ReferenceView::new(api)))))
                .collect(),
            documents,
        })
    }

    fn render(
        &self,
        name: &str,
        headers: &HeaderMap,
        view: Value,
    ) -> Result<String, minijinja::Error> {
        let origin = origin::of(headers);
        self.templates
            .get_template(name)?
            .render(context! { origin, apis => self.apis.clone(), ..view })
    }

    fn page(&self, status: StatusCode, name: &str, headers: &HeaderMap, view: Value) -> Response {
        match self.render(name, headers, view) {
            Ok(page) => (status, Html(page)).into_response(),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    page = name,
                    "cannot render a page"
                );
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "This page cannot be shown. See the server's log for details.",
                )
                    .into_response()
            }
        }
    }

    fn missing(&self, headers: &HeaderMap) -> Response {
        self.page(StatusCode::NOT_FOUND, "missing.html", headers, context! {})
    }
}

async fn front_page(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response {
    site.page(StatusCode::OK, "front.html", &headers, context! { front => site.front.clone() })
}

async fn reference_page(
    State(site): State<Arc<Site>>,
    Path(api): Path<String>,
    headers: HeaderMap,
) -> Response {
    match site.references.get(api.as_str()) {
        Some(reference) => site.page(
            StatusCode::OK,
            "reference.html",
            &headers,
            context! { api => reference.clone() },
        ),
        None => site.missing(&headers),
    }
}

async fn document(
    State(site): State<Arc<Site>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    match site.documents.get(&file) {
        Some((kind, text)) => ([(header::CONTENT_TYPE, *kind)], text.clone()).into_response(),
        None => site.missing(&headers),
    }
}

async fn missing(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response {
    site.missing(&headers)
}

async fn with_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
