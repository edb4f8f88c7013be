//! An operation with one parameter, sent and received.

use std::convert::Infallible;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use counterpart_wire::server::{Limits, Routes};
use counterpart_wire::{Body, Call, Error, Operation, http};
use tower::ServiceExt as _;

/// An operation with one parameter.
pub(super) trait Carrier:
    Operation<Output = (), Error = Infallible> + From<<Self as Carrier>::Value>
{
    type Value: Clone + PartialEq + Debug + Send + 'static;

    fn into_value(self) -> Self::Value;
}

/// Defines operations `Name: Type = "/path", parameter;`, as generated code is written.
macro_rules! carriers {
    ($($name:ident: $ty:ty = $path:literal, $param:expr;)*) => {$(
        #[derive(Debug)]
        struct $name($ty);

        impl $name {
            const PARAM: ::counterpart_wire::Param = $param;
        }

        impl From<$ty> for $name {
            fn from(value: $ty) -> Self {
                Self(value)
            }
        }

        impl $crate::ends::carrier::Carrier for $name {
            type Value = $ty;

            fn into_value(self) -> $ty {
                self.0
            }
        }

        impl ::counterpart_wire::Operation for $name {
            type Output = ();
            type Error = ::std::convert::Infallible;
            const SPEC: &'static ::counterpart_wire::OperationSpec = &$crate::ends::carrier::spec($path);

            fn write(self, to: &mut ::counterpart_wire::RequestWriter) {
                to.param(&Self::PARAM, Some(&self.0));
            }

            fn read(from: &mut ::counterpart_wire::RequestReader) -> Option<Self> {
                from.required(&Self::PARAM).map(Self)
            }

            fn respond(_: Result<(), Self::Error>) -> ::counterpart_wire::http::Response<::counterpart_wire::Body> {
                ::counterpart_wire::respond::empty(204)
            }

            fn receive(
                from: ::counterpart_wire::ResponseReader,
            ) -> Result<Result<(), Self::Error>, ::counterpart_wire::Fault> {
                match from.status() {
                    204 => from.empty().map(Ok),
                    _ => Err(from.unexpected()),
                }
            }
        }
    )*};
}

pub(crate) use carriers;

pub(super) const fn spec(path: &'static str) -> counterpart_wire::OperationSpec {
    counterpart_wire::OperationSpec {
        id: "carry",
        method: "GET",
        path,
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    }
}

/// Returns the request with `value`.
pub(super) fn sent<Op: Carrier>(
    value: Op::Value,
) -> Result<http::Request<Body>, counterpart_wire::Fault> {
    let mut writer = counterpart_wire::RequestWriter::new(Op::SPEC);
    Op::from(value).write(&mut writer);
    writer.finish("http://localhost")
}

/// Returns the value received with `request`, or the response that rejects it.
pub(super) fn arrived<Op: Carrier>(
    request: http::Request<Body>,
) -> Result<Op::Value, http::StatusCode> {
    let seen = Arc::new(Mutex::new(None));
    let kept = seen.clone();
    let routes =
        Routes::new((), (), Limits::default()).open::<Op, _>(move |(): &(), call: Call<Op, ()>| {
            *kept.lock().unwrap() = Some(call.request.into_value());
            async { Ok::<(), Error<Infallible>>(()) }
        });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let response = runtime.block_on(routes.into_router().oneshot(request)).unwrap();
    let value = seen.lock().unwrap().take();
    value.ok_or(response.status())
}

/// Returns a request with `line` as its target, header or cookie: `/x?a=1`, `X-Color: blue`, `Cookie: a=1`.
pub(super) fn request(path: &str, line: &str) -> http::Request<Body> {
    let request = http::Request::builder();
    match line.split_once(": ") {
        Some((name, value)) => request.uri(path).header(name, value.as_bytes()),
        None => request.uri(line),
    }
    .body(Body::empty())
    .unwrap()
}

/// Returns the part of a request that holds the parameter: its target, or its only header or cookie.
pub(super) fn line(request: &http::Request<Body>) -> String {
    match request.headers().iter().next() {
        Some((name, value)) => {
            format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
        }
        None => request.uri().path_and_query().unwrap().to_string(),
    }
}

/// Asserts that `value` is written as `expected` and read from it.
pub(super) fn both_ways<Op: Carrier>(value: &Op::Value, expected: &str) {
    let written = sent::<Op>(value.clone()).unwrap();
    assert_eq!(line(&written), expected, "writing {value:?}");
    assert_eq!(
        arrived::<Op>(request(Op::SPEC.path, expected)).as_ref(),
        Ok(value),
        "reading {expected}"
    );
}

/// Returns whether `value` arrives unchanged or is rejected before it is sent.
pub(super) fn check<Op: Carrier>(value: &Op::Value) -> bool {
    let Ok(written) = sent::<Op>(value.clone()) else { return false };
    let text = line(&written);
    assert_eq!(arrived::<Op>(written).as_ref(), Ok(value), "{text}");
    true
}

/// Asserts that `value` arrives unchanged.
pub(super) fn whole_law<Op: Carrier>(value: &Op::Value) {
    assert!(check::<Op>(value), "{value:?} is refused");
}

/// Returns the violations of a request, as `pointer code`.
pub(super) fn refusal<Op: Carrier>(line: &str) -> Vec<String> {
    let routes = Routes::new((), (), Limits::default())
        .open::<Op, _>(|(): &(), _: Call<Op, ()>| async { Ok::<(), Error<Infallible>>(()) });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let response =
        runtime.block_on(routes.into_router().oneshot(request(Op::SPEC.path, line))).unwrap();
    assert_eq!(response.status(), 400, "{line}");
    let body = runtime.block_on(Body::wrap(response.into_body()).collect(1 << 20)).unwrap();
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let errors = problem.get("errors").and_then(|errors| errors.as_array().cloned());
    let text = |error: &serde_json::Value, key: &str| error[key].as_str().unwrap().to_owned();
    errors
        .unwrap()
        .iter()
        .map(|error| {
            format!("{}{} {}", text(error, "in"), text(error, "pointer"), text(error, "code"))
        })
        .collect()
}
