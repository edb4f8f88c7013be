//! Tests of the Inference API, with the generated client and raw requests over a socket.

mod actions;
mod arguments;
mod chats;
mod data;
mod logs;
mod pages;
mod people;
mod personas;
mod restart;
mod server;
mod streams;
mod trainings;
mod wire;
