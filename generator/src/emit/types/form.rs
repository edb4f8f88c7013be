//! Forms: structs that travel as `multipart/form-data`, with files among their fields. What a field is, is told by
//! `part`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{From, beside, ident, ty};
use super::form_limits;
use super::part::Part;
use super::struct_::{Member, derived, functions};
use crate::api::{Kind, Rest, StringFormat, Struct, TypeDef, TypeId};
use crate::pass::Plan;

/// What makes a form of a type whose fields only its value tells.
pub(super) fn of_any(plan: &Plan, id: TypeId) -> TokenStream {
    let name = ident(plan.names.ty(id));
    quote! {
        impl wire::multipart::Form for #name {
            fn write(self, to: &mut wire::multipart::FormWriter) { to.fields(&self); }
            fn read(from: &mut wire::multipart::FormReader, report: &mut wire::Report) -> Option<Self> {
                from.fields(report)
            }
        }
    }
}

/// A form and its impls.
pub(super) fn emit(plan: &Plan, id: TypeId, def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(plan.names.ty(id));
    let head = docs::docs(&def.docs, &[]);
    let names = plan.names.members(id);
    let rust: Vec<_> = names.iter().map(|name| ident(name)).collect();
    let parts: Vec<Part<'_>> = shape
        .fields
        .iter()
        .zip(names)
        .map(|(field, rust)| Part::new(plan, id, field, rust))
        .collect();
    let members: Vec<Member> = parts.iter().map(Part::member).collect();
    let is_default = !members.iter().any(|member| member.required);
    let default = is_default.then(|| quote!(, Default));
    let more = super::more_derives(plan, id, derived(is_default));
    let fields = members.iter().map(Member::declaration);
    let beyond = Beyond::of(plan, id, shape);
    let beyond_field = beyond.as_ref().map(Beyond::declaration);
    let beyond_value = beyond.as_ref().map(|Beyond { name, .. }| quote!(#name: wire::Map::new(),));
    let functions = functions(&members, beyond_value.as_ref());
    let writes = parts.iter().map(Part::written);
    let beyond_write = beyond.as_ref().map(Beyond::written);
    let (from, report) = (beside("from", names), beside("report", names));
    // A file of any name is what is left when all that have names are taken, and names that only a pattern tells
    // are those that no other field has.
    let last = |part: &&Part<'_>| part.is_open();
    let (open, closed): (Vec<_>, Vec<_>) = parts.iter().partition(last);
    let reads = closed.into_iter().chain(open).map(|part| {
        let (rust, read) = (part.rust(), part.reading(&from, &report));
        quote!(let #rust = #read;)
    });
    let beyond_read = match (&beyond, &shape.rest) {
        (Some(beyond), _) => beyond.reading(&from, &report),
        (None, Rest::Closed) => quote!(#from.closed(#report)?;),
        (None, _) => TokenStream::new(),
    };
    let beyond_made = beyond.as_ref().map(|Beyond { name, .. }| quote!(#name: #name?,));
    // Files can be read once: a form that holds any has no copy.
    let clone = (!plan.usage.files.contains(&id)).then(|| quote!(Clone,));
    let validate = form_limits::of_form(plan, id, &parts, beyond.as_ref());
    quote! {
        #head
        #[derive(Debug, #clone PartialEq #default #more)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* #beyond_field }
        impl #name { #functions }
        impl wire::multipart::Form for #name {
            fn write(self, to: &mut wire::multipart::FormWriter) { #(#writes)* #beyond_write }
            fn read(#from: &mut wire::multipart::FormReader, #report: &mut wire::Report) -> Option<Self> {
                #(#reads)*
                #beyond_read
                Some(Self { #(#rust: #rust?,)* #beyond_made })
            }
        }
        #validate
    }
}

/// The field for what the document gives a type but no name.
pub(super) struct Beyond {
    pub(super) name: Ident,
    ty: TokenStream,
    /// Whether each is a file.
    pub(super) files: bool,
}

impl Beyond {
    fn of(plan: &Plan, id: TypeId, shape: &Struct) -> Option<Self> {
        let Rest::Typed(value) = &shape.rest else { return None };
        let name = ident(plan.names.rest.get(&id)?);
        let files = plan.api.resolved(value).kind == Kind::String(StringFormat::Binary);
        let value = ty(plan, value, From::Types(id));
        let ty = if files { quote!(wire::multipart::File) } else { value };
        Some(Self { name, ty, files })
    }

    fn declaration(&self) -> TokenStream {
        let Self { name, ty, .. } = self;
        quote! {
            /// Additional fields, by their names.
            pub #name: wire::Map<#ty>,
        }
    }

    fn written(&self) -> TokenStream {
        let name = &self.name;
        if self.files {
            quote!(to.more_files(self.#name);)
        } else {
            quote!(to.fields(&self.#name);)
        }
    }

    fn reading(&self, from: &Ident, report: &Ident) -> TokenStream {
        let name = &self.name;
        let read = if self.files { quote!(more_files()) } else { quote!(fields(#report)) };
        quote!(let #name = #from.#read;)
    }
}
