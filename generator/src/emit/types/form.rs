//! Forms: structs that travel as `multipart/form-data`, with files among their fields.

use proc_macro2::Ident;

use super::super::docs;
use super::super::operations::styled_as;
use super::super::tokens::{From, beside, ident, may_be_null};
use super::limits;
use super::struct_::{Member, derived, functions};
use crate::api::{Encoding, Field, Kind, Struct, TypeDef, TypeId};
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
    let writes = shape.fields.iter().zip(&rust).map(|(field, rust)| written(plan, id, field, rust));
    let names = plan.names.members(id);
    let (from, report) = (beside("from", names), beside("report", names));
    // A file of any name is what is left when all that have names are taken.
    let (open, closed): (Vec<_>, Vec<_>) =
        shape.fields.iter().zip(&rust).partition(|(field, _)| field.any_name);
    let reads = closed.into_iter().chain(open).map(|(field, rust)| {
        let read = reading(plan, id, field, &report);
        quote!(let #rust = #from.#read;)
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

/// What a client does with a field.
fn written(plan: &Plan, id: TypeId, field: &Field, rust: &Ident) -> TokenStream {
    let part = part(plan, id, field);
    let headed = headers(plan, id, field).is_some();
    let bare = quote!(wire::multipart::plain);
    let each = headed.then(|| quote!(.into_iter().map(#bare).collect()));
    match Part::of(plan, field) {
        Part::File if field.required && headed => quote!(to.file(#part, #bare(self.#rust));),
        Part::File if field.required => quote!(to.file(#part, self.#rust);),
        Part::File => {
            let each = headed.then(|| quote!(.map(#bare)));
            quote!(to.optional_file(#part, self.#rust #each);)
        }
        Part::Files if field.required => quote!(to.files(#part, self.#rust #each);),
        Part::Files => quote!(to.files(#part, self.#rust.unwrap_or_default() #each);),
        Part::Field if field.required => quote!(to.field(#part, &self.#rust);),
        Part::Field if may_be_null(&field.ty) => quote!(to.nullable(#part, &self.#rust);),
        Part::Field => quote!(to.optional(#part, &self.#rust);),
    }
}

/// What a server does with a field.
fn reading(plan: &Plan, id: TypeId, field: &Field, report: &Ident) -> TokenStream {
    let (name, part) = (&field.name, part(plan, id, field));
    let headed = headers(plan, id, field).is_some();
    let typed = quote!(wire::multipart::headed);
    let one = headed.then(|| quote!(.map(#typed)));
    let maybe = headed.then(|| quote!(.map(|file| file.map(#typed))));
    let all = headed.then(|| quote!(.map(|files| files.into_iter().map(#typed).collect())));
    let many = headed
        .then(|| quote!(.map(|files| files.map(|files| files.into_iter().map(#typed).collect()))));
    match Part::of(plan, field) {
        Part::File if field.any_name && field.required => quote!(any_file(#name, #report) #one),
        Part::File if field.any_name => quote!(optional_any_file(#name, #report) #maybe),
        Part::File if field.required => quote!(file(#name, #report) #one),
        Part::File => quote!(optional_file(#name, #report) #maybe),
        Part::Files if field.required => quote!(files(#name, #report) #all),
        Part::Files => quote!(optional_files(#name, #report) #many),
        Part::Field if field.required => quote!(required(#part, #report)),
        Part::Field if may_be_null(&field.ty) => quote!(nullable(#part, #report)),
        Part::Field => quote!(optional(#part, #report)),
    }
}

fn encoding<'p>(plan: &'p Plan, id: TypeId, field: &Field) -> Option<&'p Encoding> {
    plan.usage.encodings.get(&id)?.iter().find(|encoding| encoding.field == field.name)
}

/// The name of a field, with what the document says of its part.
fn part(plan: &Plan, id: TypeId, field: &Field) -> TokenStream {
    let name = &field.name;
    let found = encoding(plan, id, field);
    let style = found.and_then(|found| found.style.as_ref()).map(|(style, explode)| {
        let shape = plan.api.parameter_shape(&field.ty);
        let styled = styled_as(style, *explode, "form", true, &shape);
        quote!(.styled(wire::Param::part(#name) #styled))
    });
    // Of several media types none is more likely than another.
    let media = found.and_then(|found| match found.media.as_slice() {
        [only] if !only.contains('*') => Some(quote!(.of_type(#only))),
        _ => None,
    });
    if style.is_none() && media.is_none() {
        return quote!(#name);
    }
    quote!(wire::multipart::Part::new(#name) #media #style)
}

/// The struct of the headers that a file's part has.
fn headers(plan: &Plan, id: TypeId, field: &Field) -> Option<Ident> {
    let set = encoding(plan, id, field)?.headers?;
    let is_file = !matches!(Part::of(plan, field), Part::Field);
    is_file.then(|| plan.names.headers.get(set).map(|names| ident(&names.name))).flatten()
}

fn member(plan: &Plan, id: TypeId, field: &Field, rust: &str) -> Member {
    let docs = docs::docs(&field.docs, &format!("`{}`.", field.name), &[]);
    let file = if let Some(headers) = headers(plan, id, field) {
        quote!(wire::WithHeaders<wire::multipart::File, headers::#headers>)
    } else {
        quote!(wire::multipart::File)
    };
    match Part::of(plan, field) {
        Part::File => Member::opaque(rust, file, field.required, docs, true),
        Part::Files => Member::opaque(rust, quote!(Vec<#file>), field.required, docs, false),
        Part::Field => {
            Member::new(plan, rust, &field.name, &field.ty, field.required, docs, From::Types(id))
        }
    }
}
