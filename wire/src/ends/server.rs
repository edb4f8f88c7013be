//! The HTTP server: an [`axum::Router`] over any implementation of a generated trait, and [`serve`] for any router.

mod admission;
mod authenticate;
mod early;
mod guard;
mod limits;
mod open_files;
mod receive;
mod reply;
mod routes;
mod serve;
mod shutdown;
mod stopping;
mod table;
mod template;

pub use authenticate::{AuthError, AuthRequest, Authenticator, PassThrough};
pub use axum;
pub use axum::Router;
pub use limits::Limits;
pub use open_files::raise_open_files;
pub use routes::{Answer, Routes};
pub use serve::{Peer, ServeOptions, Served, serve};
pub use shutdown::Shutdown;

pub use crate::operations::security::Granted;

#[cfg(feature = "roundtrip")]
use crate::messages::body::Body;
#[cfg(feature = "roundtrip")]
use crate::operations::operation::Operation;

/// Reads a request as the router would, for round-trip checks.
#[cfg(feature = "roundtrip")]
pub(crate) async fn read_request<Op: Operation>(
    request: http::Request<Body>,
    limits: &Limits,
) -> Result<Op, String> {
    let (parts, body) = request.into_parts();
    let path = template::Template::new(Op::SPEC.path, Op::PATH)
        .fit(parts.uri.path())
        .ok_or_else(|| format!("`{}` does not match `{}`", parts.uri.path(), Op::SPEC.path))?;
    let mut reader = receive::receive(Op::SPEC, parts, path, body, limits)
        .await
        .map_err(|problem| problem.detail)?;
    let read = Op::read(&mut reader);
    reader.finished(read).map_err(|found| found.to_string())
}
