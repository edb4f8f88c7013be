//! Tests of the Arcee API over a socket, with the generated client, and with raw requests where HTTP details matter.

mod contexts;
mod csv;
mod models;
mod organizations;
mod queries;
mod raw;
mod restart;
mod retrievers;
mod server;
mod tokens;
