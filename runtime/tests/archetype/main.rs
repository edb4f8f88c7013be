//! Tests of the Archetype API, with the generated client and raw requests over a socket.

mod batch;
mod files;
mod fine_tuning;
#[cfg(unix)]
mod killed;
mod lenses;
mod limits;
mod pipelines;
mod restart;
mod server;
mod sessions;
mod socket;
mod tenants;
mod uploads;
mod wire;
