//! Checks runtime expressions: the URLs of callbacks and the parameters of links, which are taken from a request
//! and its response.

use super::Reader;
use crate::diag::{codes, text};
use crate::tree::{At, Object};

impl Reader<'_> {
    /// Checks the URLs of a callback.
    pub(super) fn expressions(&mut self, callback: &Object, at: &At<'_>) {
        for url in callback.keys().filter(|url| !url.starts_with("x-") && *url != "$ref") {
            if let Some(what) = fault(url) {
                let message = format!("invalid callback URL {}: {what}", text::quote(url));
                self.diagnostics
                    .report(&codes::MALFORMED_EXPRESSION, &at.key(url), message)
                    .on_key();
            }
        }
    }
}

/// Returns why a URL with expressions in braces is invalid, if it is.
pub(crate) fn fault(url: &str) -> Option<String> {
    if url.starts_with('$') {
        return is_expression(url).err();
    }
    let mut rest = url;
    let mut begin = true;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((expression, next)) = after.split_once('}') else {
            return Some("unbalanced braces".to_owned());
        };
        if let Err(what) = is_expression(expression) {
            return Some(what);
        }
        begin &= before.is_empty();
        rest = next;
    }
    let is_url = url.starts_with("http://") || url.starts_with("https://");
    let is_expression = url.starts_with('{') && begin;
    let relative = !is_url && !is_expression && !url.starts_with('{');
    relative.then(|| "it starts with neither an expression nor a scheme".to_owned())
}

/// Returns why a text is not a valid expression in a link, if it is not. Unlike in callbacks, `$url` is allowed:
/// the client that follows a link knows the URL that it called.
pub(crate) fn in_link(text: &str) -> Option<String> {
    if text == "$url" || is_expression(text).is_ok() {
        return None;
    }
    Some("not a runtime expression".to_owned())
}

/// Whether a text is a runtime expression (OpenAPI, "Runtime Expressions").
fn is_expression(text: &str) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("`{text}` {what}"));
    let source = match text.split_once('.') {
        _ if matches!(text, "$method" | "$statusCode") => return Ok(()),
        _ if text == "$url" => {
            return wrong("is not supported, since a server behind a proxy does not know its URL");
        }
        Some(("$request" | "$response", source)) => source,
        _ => return wrong("is not a runtime expression"),
    };
    let asks = text.starts_with("$request");
    match source.split_once(['.', '#']) {
        None if source == "body" => Ok(()),
        Some(("body", pointer)) if pointer.starts_with('/') => Ok(()),
        Some(("header", name)) if !name.is_empty() => Ok(()),
        Some(("query" | "path", name)) if asks && !name.is_empty() => Ok(()),
        _ => wrong("is not a runtime expression"),
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn expressions_are_known() {
        for good in [
            "{$request.body#/url}",
            "{$request.body#/a~1b/0}/data?x={$request.query.x}",
            "$request.header.X-Url",
            "http://example.com/{$request.path.id}",
            "{$response.body#/url}",
            "{$response.header.Location}/{$method}/{$statusCode}",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for wrong in [
            "/callback",
            "{$request.body#url}",
            "{$request.cookie.x}",
            "{$response.query.x}",
            "{$url}",
            "{url}",
            "{$request.body#/url",
            "",
        ] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
    }
}
