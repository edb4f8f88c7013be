//! The reference server of Counterpart. It implements all generated APIs on one embedded store and serves them from one
//! binary.
//!
//! The input is a [`config::Config`]. The result is an [`app::App`], whose router serves the APIs, their documents and
//! the pages. [`serve`] serves it on a socket. Tests use [`serve::Running`] to start it in their own process.

mod agents;
pub mod api;
mod api_key_auth;
pub mod app;
mod arcanna;
mod arcee;
mod archetype;
pub mod args;
mod blocking;
pub mod clock;
pub mod config;
pub mod context;
pub mod document;
pub mod environment;
mod inference;
pub mod job;
pub mod limit;
mod origin;
pub mod pages;
mod quota;
pub mod responder;
pub mod serve;
pub mod startup_keys;
pub mod store;
pub mod stored;
pub mod stream;
pub mod summary;

pub use app::App;
pub use config::Config;
pub use context::Context;
pub use environment::Environment;
