//! Finds out how the server fills the error bodies of the document when it rejects a request itself.
//!
//! Missing credentials, violated limits and internal errors are answered with the body that the document declares for
//! their status, so that a client reads them as the documented error. This works if each required field has a meaning
//! that the server knows, which is recognized by common names of the field.

use crate::api::{Api, Kind, ProblemValue, Rest, Shape, StringFormat, Struct, Type};

/// The nesting of error bodies that is followed.
const MAX_DEPTH: usize = 4;

/// Returns how a body of this type is filled, or `None` if it cannot be.
pub(super) fn rule(api: &Api, ty: &Type) -> Option<ProblemValue> {
    match &api.resolved(ty).kind {
        Kind::String(StringFormat::Plain) => Some(ProblemValue::Detail),
        Kind::Named(id) | Kind::Boxed(id) => match &api.ty(*id).shape {
            Shape::Struct(shape) => {
                let body = object(api, shape, false, 0)?;
                Some(if is_problem(shape) { problem(shape, body) } else { body })
            }
            _ => None,
        },
        _ => None,
    }
}

/// The members of a problem that nothing else has together (RFC 9457, section 3.1).
const MEMBERS: &[&str] = &["type", "title", "status", "detail"];

/// Whether an object is a problem of RFC 9457.
fn is_problem(shape: &Struct) -> bool {
    let has = |name: &str| shape.fields.iter().any(|field| field.name == name);
    has("type") && MEMBERS.iter().filter(|name| has(name)).count() >= 3
}

/// Returns the body of a problem. Its `type` is a URI; the code and the violations are extension members, where the
/// schema has room for them.
fn problem(shape: &Struct, body: ProblemValue) -> ProblemValue {
    let ProblemValue::Object(mut fields) = body else { return body };
    for (name, value) in &mut fields {
        if name == "type" && *value == ProblemValue::Code {
            *value = ProblemValue::Text("about:blank".to_owned());
        }
    }
    if matches!(shape.rest, Rest::Kept) {
        for (name, value) in [("code", ProblemValue::Code), ("errors", ProblemValue::Errors)] {
            if !shape.fields.iter().any(|field| field.name == name) {
                fields.push((name.to_owned(), value));
            }
        }
    }
    ProblemValue::Object(fields)
}

fn object(api: &Api, shape: &Struct, inside: bool, depth: usize) -> Option<ProblemValue> {
    if depth > MAX_DEPTH || shape.is_list {
        return None;
    }
    let mut filled = Vec::new();
    let has_sentence = shape.fields.iter().any(|field| {
        let is_text = api.resolved(&field.ty).kind == Kind::String(StringFormat::Plain);
        is_text && field.required && ["message", "detail"].contains(&field.name.as_str())
    });
    for field in &shape.fields {
        let found = match value(api, &field.name, &field.ty, inside, depth) {
            // Beside a message for people, `error` is a code for programs.
            Some(ProblemValue::Detail) if has_sentence && field.name == "error" => {
                Some(ProblemValue::Code)
            }
            found => found,
        };
        match found {
            Some(value) => filled.push((field.name.clone(), value)),
            None if field.required => return None,
            None => {}
        }
    }
    // A body of constants has no information for the caller.
    let is_constant =
        |value: &ProblemValue| matches!(value, ProblemValue::Bool(_) | ProblemValue::Text(_));
    let is_constant = filled.iter().all(|(_, value)| is_constant(value));
    (!is_constant).then_some(ProblemValue::Object(filled))
}

/// Returns the value of a field, by its name and type. `inside` is true for the items of a list of violations.
fn value(api: &Api, name: &str, ty: &Type, inside: bool, depth: usize) -> Option<ProblemValue> {
    let word: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let word = word.to_lowercase();
    match &api.resolved(ty).kind {
        Kind::String(StringFormat::Plain) => text(&word, inside),
        Kind::Int(_) | Kind::Float(_) => {
            ["status", "code", "statuscode", "httpstatus", "httpstatuscode", "errorcode"]
                .contains(&word.as_str())
                .then_some(ProblemValue::Status)
        }
        Kind::Bool => ["success", "ok", "isvalid", "valid"]
            .contains(&word.as_str())
            .then_some(ProblemValue::Bool(false)),
        Kind::List(_) if inside && ["loc", "location", "path"].contains(&word.as_str()) => {
            Some(ProblemValue::Place)
        }
        Kind::List(item) if !inside && lists_violations(&word) => {
            let item = match &api.resolved(item).kind {
                Kind::String(StringFormat::Plain) => ProblemValue::Detail,
                Kind::Named(id) | Kind::Boxed(id) => match &api.ty(*id).shape {
                    Shape::Struct(shape) => object(api, shape, true, depth + 1)?,
                    _ => return None,
                },
                _ => return None,
            };
            Some(ProblemValue::Violations(Box::new(item)))
        }
        Kind::Named(id) | Kind::Boxed(id) => match &api.ty(*id).shape {
            Shape::Struct(shape) if word == "error" => object(api, shape, inside, depth + 1),
            Shape::Enum(listed) => match listed.values.as_slice() {
                [only] => Some(ProblemValue::Text(only.text.clone())),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn lists_violations(word: &str) -> bool {
    ["errors", "error", "detail", "details", "violations", "errormessages", "messages", "issues"]
        .contains(&word)
}

fn text(word: &str, inside: bool) -> Option<ProblemValue> {
    match word {
        "detail" | "message" | "error" | "errormessage" | "errordescription" | "description"
        | "reason" | "msg" | "details" => Some(ProblemValue::Detail),
        "title" | "summary" => Some(ProblemValue::Title),
        "code" | "errorcode" | "type" | "errortype" | "kind" => Some(ProblemValue::Code),
        "status" | "statuscode" => Some(ProblemValue::StatusText),
        "pointer" | "path" | "field" | "param" | "location" | "loc" if inside => {
            Some(ProblemValue::Pointer)
        }
        _ => None,
    }
}
