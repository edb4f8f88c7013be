//! The initial curl command of an operation. With scripts enabled, the form updates it by the same rules.

use super::{BodyView, CredentialView, ParameterView};
use crate::document::Operation;

/// Returns the command after the server's URL. The page adds ` 'http://…` before it, because the URL depends on how the
/// page was requested.
pub(super) fn after_origin(
    operation: &Operation<'_>,
    parameters: &[ParameterView],
    body: Option<&BodyView>,
    credential: Option<&CredentialView>,
) -> String {
    let mut path = operation.path().to_owned();
    let mut query = Vec::new();
    let mut lines = Vec::new();
    if let Some(credential) = credential {
        match credential.place {
            "query" => query.push(format!("{}=KEY", credential.name)),
            _ => lines.push(format!("-H '{}: {}KEY'", credential.name, credential.before)),
        }
    }
    for parameter in parameters.iter().filter(|parameter| parameter.required) {
        let value = encode(&parameter.sent());
        match parameter.place.as_str() {
            "path" if !parameter.example.is_empty() => {
                path = path.replace(&format!("{{{}}}", parameter.name), &value);
            }
            "query" => query.push(format!("{}={value}", parameter.name)),
            "header" => lines.push(format!(
                "-H {}",
                quote(&format!("{}: {}", parameter.name, parameter.example))
            )),
            _ => {}
        }
    }
    if let Some(media) = body.and_then(|body| body.media.first()) {
        match media.control {
            "multipart" => lines.extend(media.fields.iter().map(|field| {
                let value = if field.control == "file" { "@FILE" } else { &field.example };
                format!("-F {}", quote(&format!("{}={value}", field.name)))
            })),
            "urlencoded" => lines.extend(media.fields.iter().map(|field| {
                format!("--data-urlencode {}", quote(&format!("{}={}", field.name, field.example)))
            })),
            control => {
                lines.push(format!("-H 'Content-Type: {}'", media.name));
                let text = media.examples.first().map_or("", |example| example.text.as_str());
                lines.push(if control == "file" {
                    "--data-binary @FILE".to_owned()
                } else {
                    format!("-d {}", quote(text))
                });
            }
        }
    }
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    let first = format!("{path}{query}'");
    lines.insert(0, first);
    lines.join(" \\\n  ")
}

/// Quotes a text for the shell.
fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn encode(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let parts = text
        .bytes()
        .map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    parts.collect()
}
