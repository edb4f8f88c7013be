//! Writes a request: takes parameters and a body, returns an `http::Request`.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, header};

use crate::messages::body::Body;
use crate::messages::event::{EventFormat, Events};
use crate::messages::fault::{Fault, FaultKind};
use crate::messages::headers::HeaderSizes;
use crate::messages::media::with_charset;
use crate::messages::multipart;
use crate::messages::param::{
    LEVELS, Pairs, Param, PathValues, Piece, Shape, Style, escape, join, pieces, text_of,
    write_delimited, write_escaped,
};
use crate::values::codec::{Encode, Tape, to_json, to_text};
use crate::values::location::Location;
#[cfg(feature = "xml")]
use crate::values::xml;

/// Builds a request from typed parameters and a body.
pub struct RequestWriter {
    method: &'static str,
    /// The path template, such as `/pets/{id}`.
    template: &'static str,
    /// The path parameters, each with the escaped forms of its value.
    path: Vec<(Param, Vec<String>)>,
    query: Pairs,
    /// A query string that is one text instead of names and values.
    whole_query: Option<String>,
    headers: HeaderMap,
    cookies: Pairs,
    body: Body,
    fault: Option<Fault>,
}

impl std::fmt::Debug for RequestWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RequestWriter")
            .field("method", &self.method)
            .field("path", &self.template)
            .field("query", &self.query)
            .field("headers", &HeaderSizes(&self.headers))
            .field("cookies", &self.cookies)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl RequestWriter {
    /// Creates a writer for a method and path template.
    pub(crate) fn of(method: &'static str, template: &'static str) -> Self {
        Self {
            method,
            template,
            path: Vec::new(),
            query: Pairs::default(),
            whole_query: None,
            headers: HeaderMap::new(),
            cookies: Pairs::cookies(),
            body: Body::empty(),
            fault: None,
        }
    }

    /// Writes a parameter, or nothing if the value is `None`.
    pub fn param(&mut self, param: &Param, value: Option<&impl Encode>) {
        let Some(value) = value else { return };
        let whole_form = param.location == Location::QueryString && param.style == Style::Form;
        if param.shape == Shape::Value && param.style != Style::Json && !whole_form {
            let text = to_text(value);
            self.write(param, &Tape::raw(text));
        } else {
            match Tape::parse(&to_json(value)) {
                Ok(tape) => self.write(param, &tape),
                Err(error) => self.fail(format!("parameter `{}`: {error}", param.name)),
            }
        }
    }

    fn write(&mut self, param: &Param, tape: &Tape<'_>) {
        let value = tape.root();
        let json = || value.to_json().to_string();
        let written = match param.location {
            Location::Query => self.query.write(param, value),
            Location::QueryString if param.style == Style::Form => {
                self.query.write_object(param.fields, value)
            }
            Location::QueryString => {
                let text = if param.style == Style::Json { json() } else { text_of(value) };
                self.whole_query = Some(escape(&text));
                Ok(())
            }
            Location::Cookie => self.cookies.write(param, value),
            Location::Path => {
                let levels = if is_beside_others(self.template, param.name) { LEVELS } else { 1 };
                let texts = (0..levels).map(|level| write_escaped(param, value, level));
                texts.collect::<Result<_, _>>().map(|texts| self.path.push((*param, texts)))
            }
            Location::Header | Location::Body if param.style == Style::Json => {
                self.header(param.name, &json())
            }
            Location::Header | Location::Body => {
                write_delimited(param, value).and_then(|text| self.header(param.name, &text))
            }
        };
        if let Err(why) = written {
            self.fail(format!("parameter `{}`: {why}", param.name));
        }
    }

    fn header(&mut self, name: &str, text: &str) -> Result<(), &'static str> {
        let name = HeaderName::try_from(name).map_err(|_| "the name is not a valid header name")?;
        let mut value = HeaderValue::from_str(text)
            .map_err(|_| "the value contains characters that are not allowed in a header")?;
        value.set_sensitive(name == header::AUTHORIZATION);
        self.headers.insert(name, value);
        Ok(())
    }

    /// Writes a JSON body.
    pub fn json(&mut self, media: &'static str, body: &impl Encode) {
        self.body(media, to_json(body).into());
    }

    /// Writes an XML body.
    #[cfg(feature = "xml")]
    pub fn xml(&mut self, media: &'static str, root: &xml::Root, body: &impl Encode) {
        match xml::write(&to_json(body), root) {
            Ok(text) => self.typed_body(Ok(with_charset(media)), text.into()),
            Err(why) => self.fail(format!("body: {why}")),
        }
    }

    /// Writes a form body (`application/x-www-form-urlencoded`). `styled` fields have a style of their own.
    pub fn form(&mut self, media: &'static str, styled: &[Param], body: &impl Encode) {
        let mut pairs = Pairs::default();
        let json = to_json(body);
        let written = Tape::parse(&json)
            .map_err(|error| error.to_string())
            .and_then(|tape| pairs.write_object(styled, tape.root()).map_err(str::to_owned));
        match written {
            Ok(()) => self.body(media, pairs.finish().into()),
            Err(why) => self.fail(format!("form: {why}")),
        }
    }

    /// Writes a text body.
    pub fn text(&mut self, media: &'static str, body: String) {
        self.headers.insert(header::CONTENT_TYPE, with_charset(media));
        self.body = body.into();
    }

    /// Writes a scalar as a text body.
    pub fn typed_text(&mut self, media: &'static str, body: &impl Encode) {
        self.text(media, to_text(body));
    }

    /// Writes a body.
    pub fn body(&mut self, media: &'static str, body: Body) {
        self.typed_body(body.sent_type(media, false), body);
    }

    /// Writes a body. Its own media type, if it has one, replaces `media`.
    pub fn open_body(&mut self, media: &'static str, body: Body) {
        self.typed_body(body.sent_type(media, true), body);
    }

    fn typed_body(&mut self, media: Result<HeaderValue, String>, body: Body) {
        match media {
            Ok(media) => drop(self.headers.insert(header::CONTENT_TYPE, media)),
            Err(why) => self.fail(why),
        }
        self.body = body;
    }

    /// Writes a stream of events as the body.
    pub fn events<T: Encode + 'static>(
        &mut self,
        media: &'static str,
        format: EventFormat,
        events: Events<T>,
    ) {
        self.body(media, events.into_body(format));
    }

    /// Writes a multipart form as the body.
    pub fn multipart(&mut self, form: impl multipart::Form) {
        let mut writer = multipart::FormWriter::new();
        form.write(&mut writer);
        match HeaderValue::from_str(&writer.content_type()) {
            Ok(value) => drop(self.headers.insert(header::CONTENT_TYPE, value)),
            Err(_) => self.fail("the boundary of the form is not a valid header value".to_owned()),
        }
        if let Some(why) = &writer.fault {
            self.fail(format!("form: {why}"));
        }
        self.body = writer.finish();
    }

    /// Adds a query parameter for a credential.
    #[cfg(feature = "client")]
    pub(crate) fn push_query(&mut self, name: &str, value: &str) {
        self.query.push(name, value);
    }

    /// Adds a cookie for a credential.
    #[cfg(feature = "client")]
    pub(crate) fn push_cookie(&mut self, name: &str, value: &str) {
        self.cookies.push(name, value);
    }

    /// Sets a header, replacing one of the same name.
    #[cfg(feature = "client")]
    pub(crate) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }

    /// Records why the request cannot be sent. The first reason is kept.
    pub(crate) fn fail(&mut self, why: String) {
        self.fault.get_or_insert_with(|| Fault::new(FaultKind::Request(why)));
    }

    /// Returns the path values, still escaped.
    pub(crate) fn path_values(&self) -> PathValues {
        let values = self.path.iter();
        values.filter_map(|(param, texts)| Some((param.name, texts.first()?.clone()))).collect()
    }

    /// Builds the request for the server at `base`, such as `https://api.example.com/v1`.
    ///
    /// # Errors
    ///
    /// Fails with [`FaultKind::Request`] if a value cannot be sent or the URL is invalid.
    pub fn finish(self, base: &str) -> Result<Request<Body>, Fault> {
        let mut target = base.trim_end_matches('/').to_owned();
        if self.fault.is_none() {
            fill(&mut target, self.template, &self.path).map_err(Fault::new)?;
        }
        self.finish_at(target)
    }

    /// Builds the request for the URL `target`; the path of the operation is ignored.
    ///
    /// # Errors
    ///
    /// Fails with [`FaultKind::Request`] if a value cannot be sent or the URL is invalid.
    pub fn finish_at(self, mut target: String) -> Result<Request<Body>, Fault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let whole = self.whole_query.filter(|text| !text.is_empty());
        let pairs = Some(self.query.finish()).filter(|text| !text.is_empty());
        let query = whole.into_iter().chain(pairs).collect::<Vec<_>>().join("&");
        if !query.is_empty() {
            // The path template may contain a fixed query.
            target.push(if target.contains('?') { '&' } else { '?' });
            target.push_str(&query);
        }
        // The error does not contain the URL: its query may contain a credential.
        let uri = Uri::try_from(&target)
            .map_err(|error| Fault::new(FaultKind::Request(format!("invalid URL: {error}"))))?;
        let mut request = Request::new(self.body);
        *request.method_mut() = Method::from_bytes(self.method.as_bytes()).map_err(|_| {
            Fault::new(FaultKind::Request("the HTTP method is not a valid token".to_owned()))
        })?;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        let cookies = self.cookies.finish();
        if let (false, Ok(mut value)) = (cookies.is_empty(), HeaderValue::from_str(&cookies)) {
            value.set_sensitive(true);
            request.headers_mut().insert(header::COOKIE, value);
        }
        Ok(request)
    }
}

/// Fills a path template. Empty segments and segments of dots are rejected: URL libraries resolve them to other
/// paths.
fn fill(
    target: &mut String,
    template: &'static str,
    values: &[(Param, Vec<String>)],
) -> Result<(), FaultKind> {
    let find = |name: &str| values.iter().find(|(param, _)| param.name == name);
    for (index, pattern) in template.split('/').enumerate() {
        let pieces = pieces(pattern, |name| find(name).map(|(param, _)| *param));
        for piece in &pieces {
            let Piece::Name(Param { name, .. }) = piece else { continue };
            if find(name).is_none_or(|(_, texts)| texts.iter().all(String::is_empty)) {
                return Err(FaultKind::Request(format!(
                    "path parameter `{name}` must not be empty"
                )));
            }
        }
        let segment = join(&pieces, |name| find(name).map_or(&[], |(_, texts)| texts.as_slice()));
        let segment = segment.map_err(|why| {
            FaultKind::Request(format!("path segment `{pattern}` cannot be filled: {why}"))
        })?;
        let dots = segment.replace("%2E", ".");
        if pattern.contains('{') && (dots == "." || dots == "..") {
            return Err(FaultKind::Request(format!(
                "path segment `{pattern}` must not be `{dots}`"
            )));
        }
        if index > 0 {
            target.push('/');
        }
        target.push_str(&segment);
    }
    Ok(())
}

/// Returns whether another parameter is in the same path segment.
fn is_beside_others(template: &str, name: &str) -> bool {
    let place = format!("{{{name}}}");
    template.split('/').any(|segment| segment.contains(&place) && segment.matches('{').count() > 1)
}
