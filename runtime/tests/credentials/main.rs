//! Every secured operation of every API refuses callers without a credential that is good now, and callers of another
//! tenant. The documents that are served say what is secured.

mod refused;
mod request;
mod server;
mod tenants;
