//! Forms: structs that travel as `multipart/form-data`, with files among their fields.

use super::super::docs;
use super::super::tokens::{From, beside, ident, may_be_null};
use super::limits;
use super::struct_::{Member, derived, functions};
use crate::api::{Field, Kind, Struct, TypeDef, TypeId};
use crate::emit::held::{TokenStream, quote};
use crate::pass::{Plan, holds_file};

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
    let head = docs::docs(&def.docs, &format!("`{}`.", def.name), &[]);
    let rust: Vec<_> = plan.names.members(id).iter().map(|name| ident(name)).collect();
    let members: Vec<Member> = shape
        .fields
        .iter()
        .zip(plan.names.members(id))
        .map(|(field, rust)| member(plan, id, field, rust))
        .collect();
    let is_default = !members.iter().any(|member| member.required);
    let default = is_default.then(|| quote!(, Default));
    let more = super::more_derives(plan, id, derived(is_default));
    let fields = members.iter().map(Member::declaration);
    let functions = functions(&members, None);
    let writes = shape.fields.iter().zip(&rust).map(|(field, rust)| {
        let name = &field.name;
        match Part::of(plan, field) {
            Part::File if field.required => quote!(to.file(#name, self.#rust);),
            Part::File => quote!(to.optional_file(#name, self.#rust);),
            Part::Files if field.required => quote!(to.files(#name, self.#rust);),
            Part::Files => quote!(to.files(#name, self.#rust.unwrap_or_default());),
            Part::Field if field.required => quote!(to.field(#name, &self.#rust);),
            Part::Field if may_be_null(&field.ty) => quote!(to.nullable(#name, &self.#rust);),
            Part::Field => quote!(to.optional(#name, &self.#rust);),
        }
    });
    let names = plan.names.members(id);
    let (from, report) = (beside("from", names), beside("report", names));
    // A file of any name is what is left when all that have names are taken.
    let (open, closed): (Vec<_>, Vec<_>) =
        shape.fields.iter().zip(&rust).partition(|(field, _)| field.any_name);
    let reads = closed.into_iter().chain(open).map(|(field, rust)| {
        let name = &field.name;
        match Part::of(plan, field) {
            Part::File if field.any_name && field.required => {
                quote!(let #rust = #from.any_file(#name, #report);)
            }
            Part::File if field.any_name => {
                quote!(let #rust = #from.optional_any_file(#name, #report);)
            }
            Part::File if field.required => quote!(let #rust = #from.file(#name, #report);),
            Part::File => quote!(let #rust = #from.optional_file(#name, #report);),
            Part::Files if field.required => quote!(let #rust = #from.files(#name, #report);),
            Part::Files => quote!(let #rust = #from.files(#name, #report).map(Some);),
            Part::Field if field.required => quote!(let #rust = #from.required(#name, #report);),
            Part::Field if may_be_null(&field.ty) => {
                quote!(let #rust = #from.nullable(#name, #report);)
            }
            Part::Field => quote!(let #rust = #from.optional(#name, #report);),
        }
    });
    // Files can be read once: a form that holds any has no copy.
    let clone = (!plan.usage.files.contains(&id)).then(|| quote!(Clone,));
    let validate = limits::of_form(plan, id, shape);
    quote! {
        #head
        #[derive(Debug, #clone PartialEq #default #more)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }
        impl #name { #functions }
        impl wire::multipart::Form for #name {
            fn write(self, to: &mut wire::multipart::FormWriter) { #(#writes)* }
            fn read(#from: &mut wire::multipart::FormReader, #report: &mut wire::Report) -> Option<Self> {
                #(#reads)*
                Some(Self { #(#rust: #rust?,)* })
            }
        }
        #validate
    }
}

/// What a field of a form is.
enum Part {
    File,
    Files,
    Field,
}

impl Part {
    fn of(plan: &Plan, field: &Field) -> Self {
        if !holds_file(&plan.api, &field.ty) {
            Self::Field
        } else if matches!(plan.api.resolved(&field.ty).kind, Kind::List(_)) {
            Self::Files
        } else {
            Self::File
        }
    }
}

fn member(plan: &Plan, id: TypeId, field: &Field, rust: &str) -> Member {
    let docs = docs::docs(&field.docs, &format!("`{}`.", field.name), &[]);
    match Part::of(plan, field) {
        Part::File => {
            Member::opaque(rust, quote!(wire::multipart::File), field.required, docs, true)
        }
        Part::Files => {
            Member::opaque(rust, quote!(Vec<wire::multipart::File>), field.required, docs, false)
        }
        Part::Field => {
            Member::new(plan, rust, &field.name, &field.ty, field.required, docs, From::Types(id))
        }
    }
}
