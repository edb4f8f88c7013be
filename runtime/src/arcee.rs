//! The API arcee.

use axum::Router;

use crate::context::Context;

pub(crate) fn router(_: &Context) -> Router {
    Router::new()
}
