//! The identity half of the API agents, called through the generated client and by raw requests, over a socket.

mod auth;
mod limits;
mod passwords;
mod platform;
mod server;
mod service_accounts;
mod signup;
mod status;
mod stripe;
mod tenants;
