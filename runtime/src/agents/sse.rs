//! Temporary.
use agents_api::wire::{Body, Encode, to_text};
use futures_util::{Stream, StreamExt};

pub(super) fn body<T: Encode + 'static, E: Into<agents_api::wire::BoxError> + 'static>(
    s: impl Stream<Item = Result<T, E>> + Send + 'static,
) -> Body {
    Body::from_stream(
        s.map(|e| e.map(|e| bytes::Bytes::from(format!("data: {}\n\n", to_text(&e))))),
    )
}
