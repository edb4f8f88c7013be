//! Fourth floor: client and server, and the round-trip checks that need both.

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "roundtrip")]
pub mod roundtrip;
#[cfg(feature = "server")]
pub mod server;
