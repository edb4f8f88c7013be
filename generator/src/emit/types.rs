//! Named types: a file for each schema of the document, with the types of its inline schemas.

mod checks;
mod enum_;
mod form;
mod form_limits;
mod limits;
mod numbers;
mod part;
mod struct_;
mod tuple;
mod union;

use proc_macro2::TokenStream;
use quote::quote;

use std::collections::BTreeMap;

use super::tokens::{From, ident, rust_path, ty};
use super::{Code, RustFile, docs};
use crate::api::{Shape, TypeId};
use crate::config::TypeModules;
use crate::pass::Plan;

pub(super) use checks::{Checked, check};
pub(super) use limits::if_present;
pub(super) use struct_::{Member, functions};

/// Returns `src/types.rs` and, depending on the settings, a file for each type.
pub(super) fn emit(plan: &Plan) -> Vec<RustFile<'_>> {
    if plan.choices.modules == TypeModules::One {
        return vec![RustFile::new("src/types.rs", move || {
            let ids: Vec<TypeId> = plan.api.types().map(|(id, _)| id).collect();
            let head = docs::inner(&["The types of the API.".to_owned()]);
            file(plan, &ids, head)
        })];
    }
    let mut modules: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for (id, _) in plan.api.types() {
        modules.entry(plan.names.module(id)).or_default().push(id);
    }
    let files = modules.clone().into_iter().map(|(module, ids)| {
        RustFile::new(format!("src/types/{module}.rs"), move || {
            file(plan, &ids, TokenStream::new())
        })
    });
    let mut files: Vec<_> = files.collect();
    files.push(RustFile::new("src/types.rs", move || vec![index(plan, &modules)]));
    files
}

fn index(plan: &Plan, modules: &BTreeMap<&str, Vec<TypeId>>) -> TokenStream {
    let head = docs::inner(&["The types of the API.".to_owned()]);
    let names = modules.keys().map(|module| ident(module));
    let uses = modules.iter().map(|(module, ids)| {
        let module = ident(module);
        let names = ids.iter().map(|id| ident(plan.names.ty(*id)));
        if let [_] = ids.as_slice() {
            quote!(pub use #module::#(#names)*;)
        } else {
            quote!(pub use #module::{#(#names),*};)
        }
    });
    quote!(#head #(mod #names;)* #(#uses)*)
}

fn file(plan: &Plan, ids: &[TypeId], head: TokenStream) -> Code {
    let items = ids.iter().map(|id| {
        let def = plan.api.ty(*id);
        match &def.shape {
            Shape::Struct(shape) if plan.usage.forms.contains(id) => {
                form::emit(plan, *id, def, shape)
            }
            Shape::Struct(shape) => struct_::emit(plan, *id, def, shape),
            Shape::Enum(listed) => enum_::emit(plan, *id, def, listed),
            Shape::Union(union) => {
                let form = plan.usage.forms.contains(id).then(|| form::of_any(plan, *id));
                [union::emit(plan, *id, def, union), form.unwrap_or_default()].into_iter().collect()
            }
            Shape::Alias(target) => {
                let name = ident(plan.names.ty(*id));
                let facts: Vec<String> = docs::facts(target, None).into_iter().collect();
                let head = docs::docs(&def.docs, &facts);
                let target = ty(plan, target, From::Types(*id));
                quote!(#head pub type #name = #target;)
            }
        }
    });
    let wire = quote!(
        use counterpart_wire as wire;
        use crate::headers;
    );
    let head = [head, wire].into_iter().collect();
    std::iter::once(head).chain(items).collect()
}

/// Returns the additional derives of a type from the settings. `own` are the derives that it already has.
fn more_derives(plan: &Plan, id: TypeId, own: &[&str]) -> TokenStream {
    let more = plan.choices.derives.get(&id).into_iter().flatten();
    let more = more.filter(|path| !own.contains(&path.as_str())).map(|path| {
        match path.trim_start_matches("::").split("::").map(str::to_owned).collect::<Vec<_>>() {
            segments if segments.len() > 1 => rust_path(&segments),
            segments => {
                let name = segments.iter().map(|name| ident(name));
                quote!(#(#name)*)
            }
        }
    });
    quote!(#(, #more)*)
}
