//! The API arcee over a socket, by the generated client, and by raw requests where only the wire shows what is promised.

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
