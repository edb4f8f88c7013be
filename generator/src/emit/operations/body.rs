//! Request bodies: the field of the request, and the code that writes and reads it. A body with several media types is
//! an enum.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{self, From, ident, statement};
use super::super::types::{Checked, Member, check};
use super::super::xml;
use super::outcome::{conversions, payload};
use super::{events, form};
use crate::api::{Body, Codec, Content, Kind, Operation, Payload, Type};
use crate::pass::{OperationNames, Plan};

/// Returns the enum of a body with several media types.
pub(super) fn declaration(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> Option<TokenStream> {
    let body = operation.body.as_ref().filter(|_| operation.has_several_bodies())?;
    let name = ident(&names.body);
    let docs = format!(" The body of [`{}`].", names.request);
    let derives = if streams(plan, body) { quote!(Debug) } else { quote!(Debug, Clone, PartialEq) };
    let kinds: Vec<(Ident, TokenStream)> = variants(body, names)
        .map(|(content, variant)| (variant, payload(plan, &as_sent(content))))
        .collect();
    let variants = body.contents.iter().zip(&kinds).map(|(content, (variant, payload_type))| {
        let docs = docs::line(format!("A body of type {}.", docs::code(&content.media)));
        quote!(#docs #variant(#payload_type),)
    });
    let conversions = conversions(
        &names.body,
        kinds.iter().map(|(variant, payload_type)| (variant, payload_type.clone())),
    );
    Some(quote! {
        #[doc = #docs]
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        #conversions
    })
}

/// Returns the contents of a body with their variants.
fn variants<'p>(
    body: &'p Body,
    names: &'p OperationNames,
) -> impl Iterator<Item = (&'p Content, Ident)> {
    body.contents.iter().zip(&names.bodies).map(|(content, variant)| (content, ident(variant)))
}

/// Returns the content without `nullable`, unless it is JSON: other formats have no null.
fn as_sent(content: &Content) -> Content {
    let mut content = content.clone();
    if let Payload::Typed(ty) = &mut content.payload {
        ty.nullable &= content.codec == Codec::Json;
    }
    content
}

/// Whether the body can be null.
fn may_be_null(content: &Content) -> bool {
    let is_json = content.codec == Codec::Json;
    is_json && matches!(&content.payload, Payload::Typed(ty) if tokens::may_be_null(ty))
}

/// Whether the body can be null and can also be absent.
fn is_nullable(body: &Body) -> bool {
    matches!(body.contents.as_slice(), [only] if may_be_null(only)) && !body.required
}

/// Returns the field of the body.
pub(super) fn member(plan: &Plan, operation: &Operation, names: &OperationNames) -> Option<Member> {
    let body = operation.body.as_ref()?;
    let docs = docs::docs(&body.docs, &[]);
    let [content] = body.contents.as_slice() else {
        let name = ident(&names.body);
        return Some(Member::opaque("body", quote!(#name), body.required, docs, true));
    };
    Some(match &as_sent(content).payload {
        Payload::Typed(ty) => Member::new(plan, "body", ty, body.required, docs, From::Elsewhere),
        Payload::Bytes => Member::opaque("body", quote!(wire::Body), true, docs, true),
        Payload::Events(events) => {
            Member::opaque("body", events::ty(plan, events), true, docs, false)
        }
        Payload::Text => Member::opaque("body", quote!(String), body.required, docs, true),
    })
}

/// Whether the body can be a stream, which cannot be cloned.
pub(super) fn streams(plan: &Plan, body: &Body) -> bool {
    body.contents.iter().any(|content| match &content.payload {
        Payload::Bytes | Payload::Events(_) => true,
        Payload::Text => false,
        Payload::Typed(ty) => {
            plan.api.resolved(ty).named().is_some_and(|id| plan.usage.files.contains(&id))
        }
    })
}

/// Whether the field of the body is not an `Option`. A stream need not be optional, because it can be empty.
fn is_always(body: &Body) -> bool {
    match body.contents.as_slice() {
        [content] => body.required || content.payload.is_stream(),
        _ => body.required,
    }
}

/// Returns the form fields that have their own serialization style.
fn styled(plan: &Plan, ty: &Type, content: &Content) -> TokenStream {
    let fields = form::fields(plan, ty, &content.encodings);
    quote!(&[#(#fields),*])
}

/// Returns the root element of a body in XML.
pub(super) fn xml_root(plan: &Plan, content: &Content) -> TokenStream {
    xml::root(plan, content.xml.unwrap_or_default())
}

fn is_form(plan: &Plan, ty: &Type) -> bool {
    let ty = plan.api.resolved(ty);
    matches!(ty.kind, Kind::Map(_) | Kind::Any)
        || ty.named().is_some_and(|id| plan.usage.forms.contains(&id))
}

/// Returns the code with which a client writes the body.
pub(super) fn write(plan: &Plan, operation: &Operation, names: &OperationNames) -> TokenStream {
    let Some(body) = &operation.body else { return TokenStream::new() };
    let whole = if let [content] = body.contents.as_slice() {
        written(plan, content)
    } else {
        let name = ident(&names.body);
        let arms = variants(body, names).map(|(content, variant)| {
            let written = written(plan, content);
            quote!(#name::#variant(body) => #written,)
        });
        quote!(match body { #(#arms)* })
    };
    let whole = statement(&whole);
    if is_always(body) {
        quote!(let body = self.body; #whole)
    } else if is_nullable(body) {
        quote!(if let Some(body) = self.body.present() { #whole })
    } else {
        quote!(if let Some(body) = self.body { #whole })
    }
}

fn written(plan: &Plan, content: &Content) -> TokenStream {
    let media = content.sent();
    match (content.codec, &content.payload) {
        (Codec::Multipart, Payload::Typed(ty)) if is_form(plan, ty) => {
            if media == "multipart/form-data" {
                quote!(to.multipart(body))
            } else {
                quote!(to.multipart_as(#media, body))
            }
        }
        (Codec::Form, Payload::Typed(ty)) => {
            let styled = styled(plan, ty, content);
            quote!(to.form(#media, #styled, &body))
        }
        (Codec::Xml, Payload::Typed(_)) => {
            let root = xml_root(plan, content);
            quote!(to.xml(#media, &#root, &body))
        }
        (Codec::Text, Payload::Typed(_)) => quote!(to.typed_text(#media, &body)),
        (_, Payload::Typed(_)) => quote!(to.json(#media, &body)),
        (_, Payload::Text) => quote!(to.text(#media, body)),
        (_, Payload::Bytes) if content.media.contains('*') => quote!(to.open_body(#media, body)),
        (_, Payload::Bytes) => quote!(to.body(#media, body)),
        (_, Payload::Events(events)) => {
            let format = events::format(events);
            quote!(to.events(#media, #format, body))
        }
    }
}

/// Returns the code with which a server reads the body.
pub(super) fn read(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
    from: &Ident,
) -> TokenStream {
    let Some(body) = &operation.body else { return TokenStream::new() };
    let [content] = body.contents.as_slice() else {
        let name = ident(&names.body);
        let arms = variants(body, names).enumerate().map(|(index, (content, variant))| {
            let index = Literal::usize_unsuffixed(index);
            let read = reading(plan, content, true, from);
            let some = (!body.required).then(|| quote!(.map(Some)));
            quote!(Some(#index) => #read.map(#name::#variant) #some,)
        });
        let none = if body.required { quote!(#from.no_body()) } else { quote!(Some(None)) };
        return quote!(let body = match #from.content() { #(#arms)* _ => #none, };);
    };
    if is_nullable(body) {
        return quote!(let body = #from.nullable_json(););
    }
    let read = reading(plan, content, body.required, from);
    quote!(let body = #read;)
}

fn reading(plan: &Plan, content: &Content, required: bool, from: &Ident) -> TokenStream {
    let (must, may) = match (content.codec, &content.payload) {
        (Codec::Multipart, Payload::Typed(ty)) if is_form(plan, ty) => {
            (quote!(multipart()), quote!(optional_multipart()))
        }
        (Codec::Form, Payload::Typed(ty)) => {
            let styled = styled(plan, ty, content);
            (quote!(form(#styled)), quote!(optional_form(#styled)))
        }
        (Codec::Xml, Payload::Typed(_)) => {
            let root = xml_root(plan, content);
            (quote!(xml(&#root)), quote!(optional_xml(&#root)))
        }
        (Codec::Text, Payload::Typed(_)) => (quote!(typed_text()), quote!(optional_typed_text())),
        (_, Payload::Typed(_)) => (quote!(json()), quote!(optional_json())),
        (_, Payload::Text) => (quote!(text()), quote!(optional_text())),
        (_, Payload::Bytes) => (quote!(stream()), quote!(stream())),
        (_, Payload::Events(events)) => {
            let format = events::format(events);
            (quote!(events(#format)), quote!(events(#format)))
        }
    };
    if required { quote!(#from.#must) } else { quote!(#from.#may) }
}

/// Returns the code that validates the body.
pub(super) fn limits(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let always = is_always(body);
    if let [content] = body.contents.as_slice() {
        let place = quote!(request.body);
        let Payload::Typed(ty) = &content.payload else { return None };
        return if always && !may_be_null(content) {
            Some(check(plan, ty, &Checked::field(place))?.block())
        } else {
            let statements = check(plan, ty, &Checked::variable())?.statements();
            let value = if is_nullable(body) { quote!(#place.value()) } else { quote!(&#place) };
            Some(quote!(if let Some(value) = #value { #statements }))
        };
    }
    let name = ident(&names.body);
    let mut arms: Vec<TokenStream> = variants(body, names)
        .filter_map(|(content, variant)| {
            let Payload::Typed(ty) = &content.payload else { return None };
            let check = check(plan, ty, &Checked::variable())?;
            Some(if may_be_null(content) {
                let statements = check.statements();
                quote!(#name::#variant(Some(value)) => { #statements })
            } else {
                let arm = check.arm();
                quote!(#name::#variant(value) => #arm)
            })
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    let covers_all = arms.len() == body.contents.len() && !body.contents.iter().any(may_be_null);
    arms.extend((!covers_all).then(|| quote!(_ => {})));
    Some(if always {
        quote!(match &request.body { #(#arms)* })
    } else {
        quote!(if let Some(body) = &request.body { match body { #(#arms)* } })
    })
}
