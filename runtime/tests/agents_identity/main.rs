//! Tests of the identity part of the Agents API, with the generated client and raw requests over a socket.

mod auth;
#[cfg(target_os = "linux")]
mod flood;
mod guessing;
mod limits;
mod passwords;
mod platform;
mod server;
mod service_accounts;
mod signup;
mod status;
mod stripe;
mod tenants;
