//! Round-trip checks for generated code, to run in tests: `decode(encode(x)) == x` for each type, and for the
//! requests and responses of each operation.
//!
//! A test provides samples as sent over HTTP. A check reads a sample, writes it again and compares the two: JSON and
//! forms by meaning (order and escapes do not matter), anything else byte by byte.

mod call;
mod same;

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use serde_json::Value as Json;

pub use call::Called;

use crate::ends::client::{CallOptions, Client};
use crate::ends::server::{Limits, read_request};
use crate::messages::event::{Event, texts_of};
use crate::messages::media::{MediaType, parameter};
use crate::messages::request::RequestWriter;
use crate::messages::response::ResponseReader;
use crate::messages::unsendable::Unsendable;
use crate::operations::operation::Operation;
use crate::operations::spec::OperationSpec;
use crate::values::codec::{Decode, Encode, from_json, to_json};
use same::same;

/// The round-trip check of a type.
#[derive(Debug, Clone, Copy)]
pub struct TypeCheck {
    /// The name of the Rust type.
    pub name: &'static str,
    /// Checks a JSON sample.
    pub check: fn(&[u8]) -> Result<(), String>,
}

/// Returns the check for `T`.
pub fn type_check<T: Encode + Decode + PartialEq + Debug>(name: &'static str) -> TypeCheck {
    TypeCheck { name, check: check_type::<T> }
}

fn check_type<T: Encode + Decode + PartialEq + Debug>(sample: &[u8]) -> Result<(), String> {
    let value: T = from_json(sample).map_err(|violations| format!("decode: {violations}"))?;
    let written = to_json(&value);
    let again: T =
        from_json(&written).map_err(|violations| format!("decode again: {violations}"))?;
    if value != again {
        return Err(format!("{value:?} came back as {again:?}"));
    }
    same_json(sample, &written)
}

fn same_json(sample: &[u8], written: &[u8]) -> Result<(), String> {
    let parse =
        |text: &[u8]| serde_json::from_slice::<Json>(text).map_err(|error| error.to_string());
    let (sample, written) = (parse(sample)?, parse(written)?);
    if same(&sample, &written) { Ok(()) } else { Err(format!("{sample} was written as {written}")) }
}

fn same_events(sample: &[Event<String>], written: &[Event<String>]) -> Result<(), String> {
    let data = |event: &Event<String>| serde_json::from_str::<Json>(&event.data).ok();
    let alike = |(sample, written): (&Event<String>, &Event<String>)| {
        let same_data = match (data(sample), data(written)) {
            (Some(sample), Some(written)) => same(&sample, &written),
            _ => sample.data == written.data,
        };
        let same_rest =
            sample.name == written.name && sample.id == written.id && sample.retry == written.retry;
        same_data && same_rest
    };
    if sample.len() == written.len() && sample.iter().zip(written).all(alike) {
        return Ok(());
    }
    Err(format!("{sample:?} was written as {written:?}"))
}

type Checked = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// The round-trip checks of an operation.
#[derive(Debug, Clone, Copy)]
pub struct OperationCheck {
    /// The operation.
    pub spec: &'static OperationSpec,
    /// Checks a request.
    pub request: fn(Request<Bytes>) -> Checked,
    /// Checks a response.
    pub response: fn(StatusCode, HeaderMap, Bytes) -> Checked,
    /// Sends a request with a client.
    pub call: fn(Client, Request<Bytes>, CallOptions) -> Called,
}

/// Returns the checks for `Op`.
pub fn operation_check<Op: Operation>() -> OperationCheck {
    OperationCheck {
        spec: Op::SPEC,
        request: |sample| Box::pin(check_request::<Op>(sample)),
        response: |status, headers, body| Box::pin(check_response::<Op>(status, headers, body)),
        call: call::call::<Op>,
    }
}

async fn check_request<Op: Operation>(sample: Request<Bytes>) -> Result<(), String> {
    let (parts, body) = sample.into_parts();
    let expected = Canonical::new(&parts, &body);
    let request: Op =
        read_request(Request::from_parts(parts, body.into()), &Limits::default()).await?;
    let mut writer = RequestWriter::new(Op::SPEC);
    request.write(&mut writer);
    let written = writer.finish("http://localhost").map_err(|fault| fault.to_string())?;
    let (parts, body) = written.into_parts();
    let body = body.collect(usize::MAX).await.map_err(|error| error.to_string())?;
    let found = Canonical::new(&parts, &body);
    if expected.is(&found) {
        Ok(())
    } else {
        Err(format!("{expected:#?}\nwas written as\n{found:#?}"))
    }
}

async fn check_response<Op: Operation>(
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(), String> {
    let reader = ResponseReader::new(status, headers.clone(), body.clone());
    let outcome = Op::receive(reader).map_err(|fault| fault.to_string())?;
    let response = Op::respond(outcome);
    if let Some(why) = response.extensions().get::<Unsendable>() {
        return Err(why.to_string());
    }
    if response.status() != status {
        return Err(format!("{status} was written as {}", response.status()));
    }
    for name in headers.keys() {
        let values =
            |headers: &HeaderMap| headers.get_all(name).iter().map(plain).collect::<Vec<_>>();
        let (sample, written) = (values(&headers), values(response.headers()));
        if sample != written {
            return Err(format!("{name}: {sample:?} was written as {written:?}"));
        }
    }
    let written =
        response.into_body().collect(usize::MAX).await.map_err(|error| error.to_string())?;
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if let Some(sample) = media.and_then(|media| texts_of(media, &body)) {
        let written = media.and_then(|media| texts_of(media, &written)).unwrap_or_default();
        return same_events(&sample, &written);
    }
    if let Some(sample) = media.and_then(|media| xml_of(media, &body)) {
        let meaning = media.and_then(|media| xml_of(media, &written));
        return match meaning {
            Some(meaning) if same(&sample, &meaning) => Ok(()),
            _ => Err(format!("{body:?} was written as {written:?}")),
        };
    }
    match serde_json::from_slice::<Json>(&body) {
        Ok(_) => same_json(&body, &written),
        Err(_) if body == written => Ok(()),
        Err(_) => Err(format!("{body:?} was written as {written:?}")),
    }
}

/// A request in canonical form, without the order of query parameters and keys, and the boundary of a form.
#[derive(Debug)]
struct Canonical {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Result<Json, String>,
}

impl Canonical {
    fn new(parts: &http::request::Parts, body: &[u8]) -> Self {
        let query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
        let boundary = boundary(&parts.headers);
        let without_boundary = |text: String| match &boundary {
            Some(boundary) => text.replace(boundary.as_str(), "BOUNDARY"),
            None => text,
        };
        let length = header::CONTENT_LENGTH;
        let mut headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .filter(|(name, _)| **name != length)
            .map(|(name, value)| (name.to_string(), without_boundary(plain(value))))
            .collect();
        headers.sort();
        let media = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let events = media.and_then(|media| texts_of(media, &Bytes::copy_from_slice(body)));
        let xml = media.and_then(|media| xml_of(media, body));
        let is_form = media.is_some_and(|media| MediaType::new(media).is(MediaType::new(FORM)));
        let json = match events {
            // A list or an object in a field is JSON text.
            None if is_form => Ok(pairs(body)
                .into_iter()
                .map(|(name, text)| {
                    let json = Some(&text).filter(|text| text.starts_with(['{', '[']));
                    let value = json.and_then(|text| serde_json::from_str(text).ok());
                    Json::Array(vec![Json::String(name), value.unwrap_or(Json::String(text))])
                })
                .collect()),
            None if xml.is_some() => Ok(xml.unwrap_or_default()),
            Some(events) => {
                let data = |event: Event<String>| {
                    serde_json::from_str(&event.data).unwrap_or(Json::String(event.data))
                };
                Ok(events.into_iter().map(data).collect())
            }
            None => serde_json::from_slice(body)
                .map_err(|_| without_boundary(String::from_utf8_lossy(body).into_owned())),
        };
        Self {
            method: parts.method.to_string(),
            path: percent_encoding::percent_decode_str(parts.uri.path()).decode_utf8_lossy().into(),
            query,
            headers,
            body: json,
        }
    }

    fn is(&self, written: &Self) -> bool {
        let same_head = self.method == written.method
            && self.path == written.path
            && self.query == written.query
            && self.headers == written.headers;
        let same_body = match (&self.body, &written.body) {
            (Ok(sample), Ok(written)) => same(sample, written),
            (sample, written) => sample == written,
        };
        same_head && same_body
    }
}

/// Returns what a body means, if it is XML.
#[cfg(feature = "xml")]
fn xml_of(media: &str, body: &[u8]) -> Option<Json> {
    MediaType::new(media).is_xml().then(|| crate::values::xml::meaning(body)).flatten()
}

#[cfg(not(feature = "xml"))]
fn xml_of(_: &str, _: &[u8]) -> Option<Json> {
    None
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Decodes names and values and sorts them by name. Values of the same name keep their order.
fn pairs(text: &[u8]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(text).into_owned().collect();
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    pairs
}

/// Returns the text of a header. A charset of UTF-8 is left out, which a text is written with in any case.
fn plain(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).replace("; charset=utf-8", "")
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    parameter(kind, "boundary").map(str::to_owned)
}
