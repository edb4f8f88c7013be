//! Named types: a file for each type that the document names, with what was found inside it.

mod enum_;
mod form;
mod limits;
mod struct_;
mod union;

use std::collections::BTreeMap;

use quote::quote;

use super::tokens::{From, ident, ty};
use super::{RustFile, docs};
use crate::api::{Shape, TypeId};
use crate::pass::Plan;

pub(super) use limits::checks;
pub(super) use struct_::{Member, functions};

/// `src/types.rs` and the files below it.
pub(super) fn emit(plan: &Plan) -> Vec<RustFile> {
    let mut modules: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for (id, _) in plan.api.types() {
        modules.entry(plan.names.module(id)).or_default().push(id);
    }
    let mut files = vec![index(plan, &modules)];
    files.extend(modules.into_iter().map(|(module, ids)| file(plan, module, &ids)));
    files
}

fn index(plan: &Plan, modules: &BTreeMap<&str, Vec<TypeId>>) -> RustFile {
    let head = docs::inner(&["The types of the document.".to_owned()]);
    let names = modules.keys().map(|module| ident(module));
    let uses = modules.iter().map(|(module, ids)| {
        let module = ident(module);
        let names = ids.iter().map(|id| ident(plan.names.ty(*id)));
        quote!(pub use #module::{#(#names),*};)
    });
    RustFile { path: "src/types.rs".to_owned(), tokens: quote!(#head #(mod #names;)* #(#uses)*) }
}

fn file(plan: &Plan, module: &str, ids: &[TypeId]) -> RustFile {
    let items = ids.iter().map(|id| {
        let def = plan.api.ty(*id);
        match &def.shape {
            Shape::Struct(shape) if plan.usage.forms.contains(id) => {
                form::emit(plan, *id, def, shape)
            }
            Shape::Struct(shape) => struct_::emit(plan, *id, def, shape),
            Shape::Enum(listed) => enum_::emit(plan, *id, def, listed),
            Shape::Union(union) => union::emit(plan, *id, def, union),
            Shape::Alias(target) => {
                let name = ident(plan.names.ty(*id));
                let target = ty(plan, target, From::Types(*id));
                let head = docs::docs(&def.docs, &format!("`{}`.", def.name), &[]);
                quote!(#head pub type #name = #target;)
            }
        }
    });
    let items: Vec<_> = items.collect();
    let names_wire =
        items.iter().any(|item| item.clone().into_iter().any(|tree| mentions_wire(&tree)));
    let wire = names_wire.then(|| {
        quote!(
            use counterpart_wire as wire;
        )
    });
    let head = docs::inner(&[heading(plan, ids)]);
    RustFile { path: format!("src/types/{module}.rs"), tokens: quote!(#head #wire #(#items)*) }
}

fn heading(plan: &Plan, ids: &[TypeId]) -> String {
    let names: Vec<String> = ids.iter().map(|id| format!("`{}`", plan.names.ty(*id))).collect();
    match names.as_slice() {
        [only] => format!("{only}."),
        [first, ..] => format!("{first} and what is found inside it."),
        [] => String::new(),
    }
}

fn mentions_wire(tree: &proc_macro2::TokenTree) -> bool {
    match tree {
        proc_macro2::TokenTree::Ident(ident) => ident == "wire",
        proc_macro2::TokenTree::Group(group) => {
            group.stream().into_iter().any(|tree| mentions_wire(&tree))
        }
        _ => false,
    }
}
