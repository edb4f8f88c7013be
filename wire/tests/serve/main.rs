//! Tests of a server on real sockets: refusals, bounds, times, HTTP/2 and shutdown.
#![cfg(feature = "server")]

mod api;
mod bounds;
mod http2;
mod raw;
mod refusals;
mod shutdown;
mod times;
