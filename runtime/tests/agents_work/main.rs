//! Tests of the working part of the Agents API, with the generated client and raw requests over a socket: chat,
//! conversations, workflows, containers, vector stores, storage and billing.

mod billing;
mod billing_stream;
mod chat;
mod chat_stream;
mod containers;
mod conversations;
mod killed;
mod places;
mod reach;
mod runs;
mod server;
mod session_end;
mod storage;
mod stripe;
mod vector_stores;
