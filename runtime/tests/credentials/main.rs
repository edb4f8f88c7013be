//! All secured operations of all APIs reject callers without valid credentials and callers from another tenant. The
//! served documents define which operations are secured.

mod refused;
mod request;
mod scopes;
mod server;
mod tenants;
