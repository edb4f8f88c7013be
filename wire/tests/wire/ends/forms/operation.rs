//! An operation whose request is a form.

use std::convert::Infallible;
use std::fmt::Debug;

use counterpart_wire::multipart::Form;
use counterpart_wire::{
    Body, BodySpec, Codec, Content, Fault, Operation, OperationSpec, RequestReader, RequestWriter,
    ResponseReader, http, respond,
};

/// Sends a form.
#[derive(Debug)]
pub(crate) struct Submit<F>(pub(crate) F);

impl<F: Form + Debug + Send + Sync + 'static> Operation for Submit<F> {
    type Output = ();
    type Error = Infallible;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "send",
        method: "POST",
        path: "/",
        optional_slash: false,
        body: Some(BodySpec {
            required: true,
            contents: &[Content {
                media: "multipart/form-data",
                aliases: &[],
                codec: Codec::Multipart,
            }],
        }),
        answers: &[],
        problems: &[],
        invalid: 422,
        security: &[],
    };

    fn write(self, to: &mut RequestWriter) {
        to.multipart(self.0);
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        from.multipart().map(Self)
    }

    fn respond(_: Result<(), Infallible>) -> http::Response<Body> {
        respond::empty(204)
    }

    fn receive(from: ResponseReader) -> Result<Result<(), Infallible>, Fault> {
        from.empty().map(Ok)
    }
}
