//! Forms: structs that are sent as `multipart/form-data` and may contain files. `part` describes a single field.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{From, ident, mentions, ty, unused_name};
use super::form_limits;
use super::part::Part;
use super::struct_::{Member, derived, functions};
use crate::api::{Kind, Rest, StringFormat, Struct, TypeDef, TypeId};
use crate::pass::Plan;

/// Returns the form implementation for a type whose fields are known only at run time.
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

/// Returns a form and its impls.
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
    let additional = AdditionalFields::of(plan, id, shape);
    let additional_field = additional.as_ref().map(AdditionalFields::declaration);
    let additional_value =
        additional.as_ref().map(|AdditionalFields { name, .. }| quote!(#name: wire::Map::new(),));
    let functions = functions(&members, additional_value.as_ref());
    let writes = parts.iter().map(Part::written);
    let additional_write = additional.as_ref().map(AdditionalFields::written);
    let (from, report) = (unused_name("from", names), unused_name("report", names));
    let ignored = &shape.ignored;
    let ignore = (!ignored.is_empty()).then(|| quote!(#from.ignore(&[#(#ignored),*]);));
    // Fields that accept any name, or all names that match a pattern, take what the other fields leave: read them
    // last.
    let last = |part: &&Part<'_>| part.is_open();
    let (open, closed): (Vec<_>, Vec<_>) = parts.iter().partition(last);
    let reads = closed.into_iter().chain(open).map(|part| {
        let (rust, read) = (part.rust(), part.reading(&from, &report));
        quote!(let #rust = #read;)
    });
    let additional_read = match (&additional, &shape.rest) {
        (Some(additional), _) => additional.reading(&from, &report),
        (None, Rest::Closed) => quote!(#from.deny_unknown(#report)?;),
        (None, _) => TokenStream::new(),
    };
    let additional_init =
        additional.as_ref().map(|AdditionalFields { name, .. }| quote!(#name: #name?,));
    let reads = quote!(#ignore #(#reads)* #additional_read);
    let writes = quote!(#(#writes)* #additional_write);
    let given = |name: &Ident, code: &TokenStream| {
        if mentions(code, &name.to_string()) { quote!(#name) } else { quote!(_) }
    };
    let (from, report) = (given(&from, &reads), given(&report, &reads));
    let to = given(&ident("to"), &writes);
    // Files can be read only once, so a form with files cannot be cloned.
    let clone = (!plan.usage.files.contains(&id)).then(|| quote!(Clone,));
    let validate = form_limits::of_form(plan, id, &parts, additional.as_ref());
    quote! {
        #head
        #[derive(Debug, #clone PartialEq #default #more)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* #additional_field }
        impl #name { #functions }
        impl wire::multipart::Form for #name {
            fn write(self, #to: &mut wire::multipart::FormWriter) { #writes }
            fn read(#from: &mut wire::multipart::FormReader, #report: &mut wire::Report) -> Option<Self> {
                #reads
                Some(Self { #(#rust: #rust?,)* #additional_init })
            }
        }
        #validate
    }
}

/// The field for additional properties with a type.
pub(super) struct AdditionalFields {
    pub(super) name: Ident,
    ty: TokenStream,
    /// Whether the values are files.
    pub(super) files: bool,
}

impl AdditionalFields {
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
            /// Additional fields, by name.
            pub #name: wire::Map<#ty>,
        }
    }

    fn written(&self) -> TokenStream {
        let name = &self.name;
        if self.files {
            quote!(to.remaining_files(self.#name);)
        } else {
            quote!(to.fields(&self.#name);)
        }
    }

    fn reading(&self, from: &Ident, report: &Ident) -> TokenStream {
        let name = &self.name;
        let read = if self.files { quote!(remaining_files()) } else { quote!(fields(#report)) };
        quote!(let #name = #from.#read;)
    }
}
