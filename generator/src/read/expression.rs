//! Runtime expressions: where a callback goes, and what a link hands on, told by a request and by its answer.

use super::Reader;
use crate::diag::{codes, text};
use crate::load::{At, Object};

impl Reader<'_> {
    /// Checks the URLs of a callback.
    pub(super) fn expressions(&mut self, callback: &Object, at: &At<'_>) {
        for url in callback.keys().filter(|url| !url.starts_with("x-") && *url != "$ref") {
            if let Some(what) = fault(url) {
                let message = format!("the URL {} {what}", text::quote(url));
                self.diagnostics
                    .report(&codes::MALFORMED_EXPRESSION, &at.key(url), message)
                    .on_key();
            }
        }
    }
}

/// Why a URL with expressions between braces cannot be filled in, if it cannot.
pub(crate) fn fault(url: &str) -> Option<String> {
    if url.starts_with('$') {
        return is_expression(url).err();
    }
    let mut rest = url;
    let mut begin = true;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((expression, next)) = after.split_once('}') else {
            return Some("has braces that do not match".to_owned());
        };
        if let Err(what) = is_expression(expression) {
            return Some(what);
        }
        begin &= before.is_empty();
        rest = next;
    }
    let is_url = url.starts_with("http://") || url.starts_with("https://");
    let is_told = url.starts_with('{') && begin;
    let relative = !is_url && !is_told && !url.starts_with('{');
    relative.then(|| "begins with neither an expression nor a scheme".to_owned())
}

/// Why a text is no expression that a link can have. Who follows a link knows the URL that was called.
pub(crate) fn in_link(text: &str) -> Option<String> {
    if text == "$url" || is_expression(text).is_ok() {
        return None;
    }
    Some("is no runtime expression".to_owned())
}

/// Whether a text is a runtime expression (OpenAPI, "Runtime Expressions").
fn is_expression(text: &str) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("has `{text}`, which {what}"));
    let source = match text.split_once('.') {
        _ if matches!(text, "$method" | "$statusCode") => return Ok(()),
        _ if text == "$url" => {
            return wrong("a server behind others does not know");
        }
        Some(("$request" | "$response", source)) => source,
        _ => return wrong("is no runtime expression"),
    };
    let asks = text.starts_with("$request");
    match source.split_once(['.', '#']) {
        None if source == "body" => Ok(()),
        Some(("body", pointer)) if pointer.starts_with('/') => Ok(()),
        Some(("header", name)) if !name.is_empty() => Ok(()),
        Some(("query" | "path", name)) if asks && !name.is_empty() => Ok(()),
        _ => wrong("is no runtime expression"),
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
