//! Form fields: a file, several files or a value, with the encoding that the document gives for its part.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::operations::styled_as;
use super::super::tokens::{From, ident, may_be_null, ty};
use super::struct_::Member;
use crate::api::{Encoding, Field, Kind, ParameterShape, Shape, Type, TypeId};
use crate::pass::{Plan, holds_file};

/// The kind of a form field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    File,
    Files,
    Value,
    /// A list of values, each in a part with headers.
    Items,
    /// All fields whose names match a pattern.
    Matching,
}

/// A field of the form `id`, with its encoding.
pub(super) struct Part<'p> {
    plan: &'p Plan,
    id: TypeId,
    pub(super) field: &'p Field,
    pub(super) what: What,
    rust: &'p str,
    encoding: Option<&'p Encoding>,
    /// The struct with the headers of its part.
    headers: Option<Ident>,
}

impl<'p> Part<'p> {
    pub(super) fn new(plan: &'p Plan, id: TypeId, field: &'p Field, rust: &'p str) -> Self {
        let encodings = plan.usage.encodings.get(&id).into_iter().flatten();
        let encoding = encodings.into_iter().find(|encoding| encoding.field == field.name);
        let set = encoding.and_then(|encoding| encoding.headers);
        let headers = set.and_then(|set| plan.names.headers.get(set));
        let headers = headers.map(|names| ident(&names.name));
        let resolved = plan.api.resolved(&field.ty);
        let what = match &resolved.kind {
            _ if field.pattern.is_some() => What::Matching,
            Kind::List(_) if holds_file(&plan.api, &field.ty) => What::Files,
            _ if holds_file(&plan.api, &field.ty) => What::File,
            // A list of lists is sent in one part.
            Kind::List(item) if headers.is_some() && !may_be_null(&field.ty) => {
                match plan.api.resolved(item).kind {
                    Kind::List(_) => What::Value,
                    _ => What::Items,
                }
            }
            _ => What::Value,
        };
        Self { plan, id, field, what, rust, encoding, headers }
    }

    pub(super) fn rust(&self) -> Ident {
        ident(self.rust)
    }

    /// Whether the field takes parts that no other field takes.
    pub(super) fn is_open(&self) -> bool {
        self.field.any_name || self.what == What::Matching
    }

    /// Whether its value is wrapped together with the headers of its part.
    pub(super) fn has_headers(&self) -> bool {
        self.headers.is_some() && self.what != What::Matching
    }

    /// Returns the sentences that follow the description.
    fn facts(&self) -> Vec<String> {
        let facts = docs::facts(&self.field.ty, self.field.default.as_ref());
        facts.into_iter().chain(docs::wire_name(&self.field.name, self.rust)).collect()
    }

    /// Returns the field of the struct.
    pub(super) fn member(&self) -> Member {
        let Self { plan, id, field, .. } = self;
        let from = From::Types(*id);
        let docs = docs::docs(&field.docs, &self.facts());
        let with_headers = |inner: TokenStream| match &self.headers {
            Some(headers) => quote!(wire::WithHeaders<#inner, headers::#headers>),
            None => inner,
        };
        let file = with_headers(quote!(wire::multipart::File));
        match self.what {
            What::File => Member::opaque(self.rust, file, field.required, docs, true),
            What::Files => {
                Member::opaque(self.rust, quote!(Vec<#file>), field.required, docs, false)
            }
            What::Matching => Member::of_field(plan, field, self.rust, from),
            What::Value | What::Items if self.headers.is_none() => {
                Member::new(plan, self.rust, &field.ty, field.required, docs, from)
            }
            What::Items => {
                let item = match &plan.api.resolved(&field.ty).kind {
                    Kind::List(item) => with_headers(ty(plan, item, from)),
                    _ => with_headers(quote!(wire::Json)),
                };
                Member::opaque(self.rust, quote!(Vec<#item>), field.required, docs, false)
            }
            What::Value => {
                let inner = with_headers(ty(plan, &field.ty, from));
                Member::opaque(self.rust, inner, field.required, docs, true)
            }
        }
    }

    /// Returns the code with which a client writes the field.
    pub(super) fn written(&self) -> TokenStream {
        let (rust, part) = (self.rust(), self.part());
        let (with_headers, required) = (self.has_headers(), self.field.required);
        let plain = quote!(wire::multipart::plain);
        let each = with_headers.then(|| quote!(.into_iter().map(#plain).collect()));
        match self.what {
            What::File if required && with_headers => quote!(to.file(#part, #plain(self.#rust));),
            What::File if required => quote!(to.file(#part, self.#rust);),
            What::File => {
                let each = with_headers.then(|| quote!(.map(#plain)));
                quote!(to.optional_file(#part, self.#rust #each);)
            }
            What::Files if required => quote!(to.files(#part, self.#rust #each);),
            What::Files => quote!(to.files(#part, self.#rust.unwrap_or_default() #each);),
            What::Matching => quote!(to.fields(&self.#rust);),
            What::Items if required => quote!(to.items_with_headers(#part, &self.#rust);),
            What::Items => quote! {
                if let Some(items) = &self.#rust { to.items_with_headers(#part, items); }
            },
            What::Value => match (with_headers, required, may_be_null(&self.field.ty)) {
                (true, true, _) => quote!(to.with_headers(#part, &self.#rust);),
                (true, false, _) => quote!(to.optional_with_headers(#part, self.#rust.as_ref());),
                (false, true, _) => quote!(to.field(#part, &self.#rust);),
                (false, false, true) => quote!(to.nullable(#part, &self.#rust);),
                (false, false, false) => quote!(to.optional(#part, &self.#rust);),
            },
        }
    }

    /// Returns the code with which a server reads the field.
    pub(super) fn reading(&self, from: &Ident, report: &Ident) -> TokenStream {
        let (name, part) = (&self.field.name, self.part());
        let (with_headers, required) = (self.has_headers(), self.field.required);
        let nullable = may_be_null(&self.field.ty);
        if let Some(pattern) = &self.field.pattern {
            return quote!({
                static PATTERN: wire::Pattern = wire::Pattern::new(#pattern);
                #from.matching(&PATTERN, #report)
            });
        }
        let (read, with) = match (self.what, required) {
            (What::File, true) if self.field.any_name => (quote!(any_file), quote!(with_headers)),
            (What::File, false) if self.field.any_name => {
                (quote!(optional_any_file), quote!(optional_with_headers))
            }
            (What::File, true) => (quote!(file), quote!(with_headers)),
            (What::File, false) => (quote!(optional_file), quote!(optional_with_headers)),
            (What::Files, true) => (quote!(files), quote!(files_with_headers)),
            (What::Files, false) => (quote!(optional_files), quote!(optional_files_with_headers)),
            (What::Items, true) => return quote!(#from.items_with_headers(#part, #report)),
            (What::Items, false) => {
                return quote!(#from.optional_items_with_headers(#part, #report));
            }
            _ => {
                let read = match (with_headers, required, nullable) {
                    (true, true, _) => quote!(with_headers),
                    (true, false, _) => quote!(optional_with_headers),
                    (false, true, _) => quote!(required),
                    (false, false, true) => quote!(nullable),
                    (false, false, false) => quote!(optional),
                };
                return quote!(#from.#read(#part, #report));
            }
        };
        if with_headers {
            return quote!(wire::multipart::#with(#name, #from.#read(#part, #report), #report));
        }
        quote!(#from.#read(#part, #report))
    }

    /// Returns the name of the field or, if the document describes its encoding, the description of its part.
    fn part(&self) -> TokenStream {
        let name = &self.field.name;
        let style = self.encoding.and_then(|found| found.style.as_ref()).map(|(style, explode)| {
            let shape = self.shape(style);
            let nested = self.plan.api.nested(&self.field.ty, style, *explode);
            let styled = styled_as((style, *explode), ("form", true), &shape, &nested);
            quote!(.styled(wire::Param::part(#name) #styled))
        });
        let media = self.encoding.map(|found| found.media.as_slice()).unwrap_or_default();
        let media = (!media.is_empty()).then(|| quote!(.of_types(&[#(#media),*])));
        let object = (style.is_none()
            && self.what != What::Matching
            && is_object(self.plan, &self.field.ty))
        .then(|| quote!(.object()));
        if style.is_none() && media.is_none() && object.is_none() {
            return quote!(#name);
        }
        quote!(wire::multipart::Part::new(#name) #media #object #style)
    }

    fn shape(&self, style: &str) -> ParameterShape {
        let api = &self.plan.api;
        let encodings = self.plan.usage.encodings.get(&self.id).map_or(&[][..], Vec::as_slice);
        match &api.ty(self.id).shape {
            Shape::Struct(form) => api.field_shape(form, self.field, encodings),
            _ => api.styled_shape(&self.field.ty, style),
        }
    }
}

/// Whether a value is sent as JSON: an object, a list in a list, or a list of objects, each in its own part.
fn is_object(plan: &Plan, ty: &Type) -> bool {
    let resolved = plan.api.resolved(ty);
    let deep = |ty: &Type| match &plan.api.resolved(ty).kind {
        Kind::Map(_) | Kind::List(_) => true,
        Kind::Named(id) | Kind::Boxed(id) => matches!(plan.api.ty(*id).shape, Shape::Struct(_)),
        _ => false,
    };
    match &resolved.kind {
        Kind::List(item) => deep(item),
        _ => deep(resolved),
    }
}
