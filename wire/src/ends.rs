//! Fourth floor: client and server, and the round-trip checks that need both.

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "laws")]
pub mod laws;
#[cfg(feature = "server")]
pub mod server;
