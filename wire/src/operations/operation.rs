//! An operation: one request type, one outcome, and both directions of the wire for each.

use crate::messages::body::Body;
use crate::messages::fault::Fault;
use crate::messages::param::Param;
use crate::messages::request::{RequestReader, RequestWriter};
use crate::messages::response::ResponseReader;
use crate::operations::error::Documented;
use crate::operations::spec::OperationSpec;

/// A generated request type. Its value is all that a caller says; [`Operation::SPEC`] is what the document says.
pub trait Operation: Sized + Send + 'static {
    /// What comes back when all went well.
    type Output: Send + 'static;
    /// The errors that the document names.
    type Error: Documented;
    /// The facts of the operation.
    const SPEC: &'static OperationSpec;
    /// The address of the server that has it, where that is not where the others are.
    const SERVER: Option<&'static str> = None;
    /// The parameters of its path that stand beside others in one segment, whose styles tell where each ends.
    const PATH: &'static [Param] = &[];

    /// Writes the request: what a client does.
    fn write(self, to: &mut RequestWriter);

    /// Reads the request: what a server does. `None` when the reader's report holds why not.
    fn read(from: &mut RequestReader) -> Option<Self>;

    /// Writes the outcome: what a server does.
    fn respond(outcome: Result<Self::Output, Self::Error>) -> http::Response<Body>;

    /// Reads the outcome: what a client does. A status that is not documented is a fault.
    fn receive(from: ResponseReader) -> Result<Result<Self::Output, Self::Error>, Fault>;
}

/// What an implementation of an operation gives.
pub type Outcome<Op> =
    Result<<Op as Operation>::Output, crate::operations::error::Error<<Op as Operation>::Error>>;
