#![doc = include_str!("../README.md")]
//! # Structure
//!
//! The central trait is [`Operation`]: a request type, its outcome, and how both are written to HTTP and read back.
//! Each direction is the inverse of the other, so that `decode(encode(x)) == x` can be tested for every operation.

mod ends;
mod messages;
mod operations;
mod values;

#[cfg(feature = "client")]
pub use ends::client;
#[cfg(feature = "roundtrip")]
pub use ends::roundtrip;
#[cfg(feature = "server")]
pub use ends::server;
pub use messages::accept::Accept;
pub use messages::body::{self, Body, BoxError};
pub use messages::event::{Event, EventFormat, Events};
pub use messages::fault::{Fault, FaultKind, RawResponse};
pub use messages::headers::{HeaderReader, HeaderWriter, Headers, WithHeaders};
pub use messages::media::{Codec, Content, MediaType};
pub use messages::multipart;
pub use messages::param::{Nested, Param, Shape, Style};
pub use messages::problem::Problem;
pub use messages::request::{RequestReader, RequestWriter};
pub use messages::response::{ResponseReader, respond};
pub use operations::call::{Call, Context, not_implemented};
pub use operations::callback;
pub use operations::error::{ApiError, CallError, Error};
pub use operations::operation::{Operation, Outcome};
pub use operations::paging::{Count, Cursor, PageInfo, Paged};
pub use operations::problem_shape::{ProblemShape, ProblemValue};
pub use operations::security::{Credential, Credentials, Requirement, Scheme, SchemeKind};
pub use operations::spec::{AnswerSpec, BodySpec, OperationSpec};
pub use operations::status::Status;
pub use values::codec::{
    Decode, Encode, IntEnum, ItemWriter, Kind, List, Map, Null, Nullable, Object, Report,
    StringEnum, SyntaxError, Tape, Unknown, Value, Writer, from_json, to_json, to_text,
};
pub use values::format::Format;
pub use values::location::Location;
pub use values::pattern::Pattern;
pub use values::rule::Rule;
pub use values::scalar::{Base64, Date, DateTime, Secret, Time};
pub use values::validate::{Checks, PartChecks, Validate, try_valid};
pub use values::violation::{Violation, Violations};
#[cfg(feature = "xml")]
pub use values::xml;

pub use bytes::Bytes;
pub use http;
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
pub use serde_json::Value as Json;
pub use uuid::Uuid;
