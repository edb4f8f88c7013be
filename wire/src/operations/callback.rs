//! Callback URLs: evaluates runtime expressions (OpenAPI, "Runtime Expressions") on a request and its response.
//!
//! The resulting URL was chosen by the caller. Check that it may be called before sending anything to it.

use bytes::Bytes;
use http::{HeaderMap, Request};
use serde_json::Value as Json;

use crate::messages::body::Body;
use crate::messages::fault::{Fault, FaultKind};
use crate::messages::media::MediaType;
use crate::messages::param::{Pairs, escape};
use crate::messages::request::RequestWriter;
use crate::operations::operation::Operation;

/// Returns the URL of a callback of the request `asked`, by a template such as `{$request.body#/callbackUrl}`.
///
/// # Errors
///
/// Fails with [`FaultKind::Request`] if the request lacks a value that the template refers to.
pub fn url<Op: Operation + Clone>(template: &str, asked: &Op) -> Result<String, Fault> {
    Exchange::of(asked)?.fill(template)
}

/// Returns the URL of a callback whose template also refers to the response, such as `{$response.body#/self}/done`.
///
/// # Errors
///
/// Fails with [`FaultKind::Request`] if request or response lack a value that the template refers to.
pub fn url_after<Op: Operation + Clone>(
    template: &str,
    asked: &Op,
    answered: &Op::Output,
) -> Result<String, Fault>
where
    Op::Output: Clone,
{
    let mut exchange = Exchange::of(asked)?;
    let (parts, body) = Op::respond(Ok(answered.clone())).into_parts();
    exchange.status = parts.status.as_u16().to_string();
    exchange.response = Message::new(parts.headers, &body);
    exchange.fill(template)
}

/// The headers and the body of a request or response.
#[derive(Default)]
struct Message {
    headers: HeaderMap,
    body: Option<Json>,
}

impl Message {
    fn new(headers: HeaderMap, body: &Body) -> Self {
        let media = headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let bytes = body.in_memory();
        let body = media.and_then(|media| value_of(MediaType::new(media), &bytes));
        Self { headers, body }
    }
}

/// Returns a body as JSON. A form becomes an object of strings.
fn value_of(media: MediaType<'_>, bytes: &Bytes) -> Option<Json> {
    if media.is_json() {
        return serde_json::from_slice(bytes).ok();
    }
    if media.as_str().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let text = std::str::from_utf8(bytes).ok()?;
        return Some(Pairs::of_query(text).read_object(&[]).ok()?.root().to_json());
    }
    None
}

/// The values that expressions refer to.
struct Exchange {
    method: &'static str,
    path: Vec<(&'static str, String)>,
    query: String,
    status: String,
    request: Message,
    response: Message,
}

impl Exchange {
    fn of<Op: Operation + Clone>(asked: &Op) -> Result<Self, Fault> {
        let mut writer = RequestWriter::new(Op::SPEC);
        asked.clone().write(&mut writer);
        let path = writer.path_values();
        let request: Request<Body> = writer.finish("http://localhost")?;
        let (parts, body) = request.into_parts();
        Ok(Self {
            method: Op::SPEC.method,
            path,
            query: parts.uri.query().unwrap_or_default().to_owned(),
            status: String::new(),
            request: Message::new(parts.headers, &body),
            response: Message::default(),
        })
    }

    /// Fills in the expressions of a template. All values after the first are escaped, so that they cannot change the
    /// host.
    fn fill(&self, template: &str) -> Result<String, Fault> {
        if template.starts_with('$') {
            return self.value(template);
        }
        let mut url = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (expression, next) = after.split_once('}').unwrap_or((after, ""));
            url.push_str(before);
            let value = self.value(expression)?;
            url.push_str(&if url.is_empty() { value } else { escape(&value) });
            rest = next;
        }
        url.push_str(rest);
        Ok(url)
    }

    fn value(&self, expression: &str) -> Result<String, Fault> {
        let found = match expression.split_once('.') {
            None if expression == "$method" => Some(self.method.to_owned()),
            None if expression == "$statusCode" => Some(self.status.clone()),
            Some(("$request", source)) => self.of_message(&self.request, source, true),
            Some(("$response", source)) => self.of_message(&self.response, source, false),
            _ => None,
        };
        found.filter(|text| !text.is_empty()).ok_or_else(|| {
            Fault::new(FaultKind::Request(format!(
                "the callback URL needs `{expression}`, which has no value"
            )))
        })
    }

    fn of_message(&self, message: &Message, source: &str, asked: bool) -> Option<String> {
        if let Some(pointer) = source.strip_prefix("body") {
            let body = message.body.as_ref()?;
            return match body.pointer(pointer.strip_prefix('#').unwrap_or(pointer))? {
                Json::String(text) => Some(text.clone()),
                value @ (Json::Number(_) | Json::Bool(_)) => Some(value.to_string()),
                Json::Null | Json::Array(_) | Json::Object(_) => None,
            };
        }
        let (place, name) = source.split_once('.')?;
        match place {
            "header" => Some(message.headers.get(name)?.to_str().ok()?.to_owned()),
            "query" if asked => {
                let fields = Pairs::of_query(&self.query).read_object(&[]).ok()?.root().to_json();
                Some(fields.get(name)?.as_str()?.to_owned())
            }
            "path" if asked => {
                let (_, text) = self.path.iter().find(|(key, _)| *key == name)?;
                crate::messages::param::unescape(text, false)
            }
            _ => None,
        }
    }
}
