//! Style sheets, scripts and the icon, embedded in the program.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

const ASSETS: [(&str, &str, &str); 6] = [
    ("style.css", "text/css; charset=utf-8", include_str!("../../pages/style.css")),
    ("reference.css", "text/css; charset=utf-8", include_str!("../../pages/reference.css")),
    ("filter.js", "text/javascript; charset=utf-8", include_str!("../../pages/filter.js")),
    ("request.js", "text/javascript; charset=utf-8", include_str!("../../pages/request.js")),
    ("try.js", "text/javascript; charset=utf-8", include_str!("../../pages/try.js")),
    ("icon.svg", "image/svg+xml", include_str!("../../pages/icon.svg")),
];

/// Serves an asset by its filename.
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    match ASSETS.iter().find(|(name, ..)| *name == file) {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
