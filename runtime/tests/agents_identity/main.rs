//! The identity half of the API agents, called through the generated client and by raw requests, over a socket.

mod auth;
mod passwords;
mod server;
mod signup;
