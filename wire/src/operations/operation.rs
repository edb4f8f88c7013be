//! The trait that every generated request type implements.

use crate::messages::body::Body;
use crate::messages::fault::Fault;
use crate::messages::param::Param;
use crate::messages::request::{RequestReader, RequestWriter};
use crate::messages::response::ResponseReader;
use crate::operations::error::ApiError;
use crate::operations::spec::OperationSpec;

/// A generated request type, with everything needed to send and to serve it.
pub trait Operation: Sized + Send + 'static {
    /// The value of a successful response.
    type Output: Send + 'static;
    /// The documented errors.
    type Error: ApiError;
    /// The operation as described in the OpenAPI document.
    const SPEC: &'static OperationSpec;
    /// The server of this operation, if the OpenAPI document gives it one of its own (Operation Object, `servers`).
    const SERVER: Option<&'static str> = None;
    /// The path parameters that share a path segment with others.
    const PATH: &'static [Param] = &[];

    /// Writes the request. Used by clients.
    fn write(self, to: &mut RequestWriter);

    /// Reads the request. Used by servers. Returns `None` if violations were reported.
    fn read(from: &mut RequestReader) -> Option<Self>;

    /// Writes the response. Used by servers.
    fn respond(outcome: Result<Self::Output, Self::Error>) -> http::Response<Body>;

    /// Reads the response. Used by clients.
    ///
    /// # Errors
    ///
    /// The outer error is a fault: the response is undocumented or does not match its schema.
    fn receive(from: ResponseReader) -> Result<Result<Self::Output, Self::Error>, Fault>;
}

/// The result of an implementation of the operation `Op`.
pub type Outcome<Op> =
    Result<<Op as Operation>::Output, crate::operations::error::Error<<Op as Operation>::Error>>;
