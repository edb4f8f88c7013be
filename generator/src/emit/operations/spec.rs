//! The constant that describes an operation.

use proc_macro2::TokenStream;
use quote::quote;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::super::problems;
use super::super::tokens::{ident, status as code};
use crate::api::{Codec, Content, Operation, Response, Status};
use crate::pass::Plan;

/// Returns the `OperationSpec` of an operation.
pub(super) fn emit(plan: &Plan, operation: &Operation) -> TokenStream {
    let (id, path, loose) = (&operation.id, url_path(&operation.path), operation.optional_slash);
    let method = &operation.method;
    let body = match &operation.body {
        None => quote!(None),
        Some(body) => {
            let required = body.required;
            let contents = body.contents.iter().map(content);
            quote!(Some(wire::BodySpec { required: #required, contents: &[#(#contents),*] }))
        }
    };
    let all = || operation.outputs.iter().chain(&operation.errors);
    let answers = all().filter(|response| is_listed(operation, response)).map(|response| {
        let status = status(response.status);
        if let [only] = response.contents.as_slice()
            && is_plain_json(only)
        {
            return quote!(wire::AnswerSpec::json(#status));
        }
        let contents = response.contents.iter().map(content);
        quote!(wire::AnswerSpec { status: #status, contents: &[#(#contents),*] })
    });
    let problems = operation.errors.iter().filter_map(|response| {
        let name = problems::name(plan, response)?;
        let media = response.json()?.sent();
        let status = status(response.status);
        let codes = &response.codes;
        let codes = (!codes.is_empty()).then(|| quote!(.codes(&[#(#codes),*])));
        Some(quote!(wire::ProblemShape::new(#status, #media, problems::#name) #codes))
    });
    let documents_422 = all().any(|response| response.status == Status::Code(422));
    let invalid = code(if documents_422 { 422 } else { 400 });
    let security = security(plan, operation);
    quote! {
        wire::OperationSpec {
            id: #id,
            method: #method,
            path: #path,
            optional_slash: #loose,
            body: #body,
            answers: &[#(#answers),*],
            problems: &[#(#problems),*],
            invalid: #invalid,
            security: #security,
        }
    }
}

/// Characters that must be escaped in the path of a URL (RFC 3986, section 3.3).
const ESCAPED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'|');

/// Returns the path with its text escaped and the names of its parameters unchanged.
fn url_path(path: &str) -> String {
    let parts =
        path.split_inclusive('}').map(|part| part.split_at(part.find('{').unwrap_or(part.len())));
    parts.map(|(text, name)| utf8_percent_encode(text, ESCAPED).to_string() + name).collect()
}

/// Whether the client needs the media types of a response before it reads it. Those of a successful response are sent in
/// `Accept`; those of streams and alternatives decide how the response is read. XML is told from the problems of a server. Any other error is a single JSON value.
fn is_listed(operation: &Operation, response: &Response) -> bool {
    let success = operation.outputs.iter().any(|output| output.status == response.status);
    // If there is a default response, every other status must be listed; otherwise it would be read as the default.
    let default = operation.outputs.iter().any(|output| output.status == Status::Default);
    let plain = match response.contents.as_slice() {
        [] => !default,
        [content] if content.codec == Codec::Xml => false,
        [content] => !success && !default && !content.payload.is_stream(),
        _ => false,
    };
    !plain
}

fn is_plain_json(content: &Content) -> bool {
    content.media == "application/json"
        && content.codec == Codec::Json
        && content.aliases.is_empty()
}

fn content(content: &Content) -> TokenStream {
    if is_plain_json(content) {
        return quote!(wire::Content::JSON);
    }
    let (media, aliases) = (&content.media, &content.aliases);
    let codec = ident(match content.codec {
        Codec::Json => "Json",
        Codec::Form => "Form",
        Codec::Multipart => "Multipart",
        Codec::Xml => "Xml",
        Codec::Text => "Text",
        Codec::Bytes => "Bytes",
        Codec::Events => "Events",
    });
    quote! {
        wire::Content { media: #media, aliases: &[#(#aliases),*], codec: wire::Codec::#codec }
    }
}

fn status(status: Status) -> TokenStream {
    match status {
        Status::Code(number) => {
            let number = code(number);
            quote!(wire::Status::Code(#number))
        }
        Status::Range(digit) => {
            let digit = code(digit);
            quote!(wire::Status::Range(#digit))
        }
        Status::Default => quote!(wire::Status::Default),
    }
}

fn security(plan: &Plan, operation: &Operation) -> TokenStream {
    let needs = operation.security.iter().map(|need| {
        let schemes = need.0.iter().map(|(id, scopes)| {
            let name = plan.names.schemes.get(id.0 as usize).map_or("SCHEME", String::as_str);
            let name = ident(name);
            quote!((&security::#name, &[#(#scopes),*]))
        });
        quote!(&[#(#schemes),*])
    });
    quote!(&[#(#needs),*])
}
