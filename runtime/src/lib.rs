//! The reference server of Counterpart: every generated API, implemented on one embedded store and served by one binary.
//!
//! Goes in: a [`config::Config`]. Comes out: an [`app::App`], whose router holds the APIs, their documents and the pages;
//! [`serve`] puts it on a socket. Tests start it in their own process by [`serve::Running`].

pub mod admission;
mod agents;
pub mod api;
pub mod app;
mod arcanna;
mod arcee;
mod archetype;
pub mod args;
pub mod clock;
pub mod config;
pub mod context;
pub mod document;
pub mod environment;
mod inference;
pub mod job;
mod key_holder;
pub mod limit;
mod origin;
pub mod pages;
pub mod responder;
pub mod serve;
pub mod store;
pub mod stored;
pub mod stream;
pub mod summary;

pub use app::App;
pub use config::Config;
pub use context::Context;
pub use environment::Environment;
