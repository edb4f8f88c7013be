//! Pagination: how a client gets from one page of a list to the next.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::tokens::{From, ident, may_be_null, path as path_of, ty};
use crate::api::{Operation, Paging, Path, Shape, Turn, Type};
use crate::pass::{OperationNames, Plan};

/// Returns the implementation of `wire::Paged`, if the operation is paged.
pub(super) fn emit(plan: &Plan, operation: &Operation, names: &OperationNames) -> TokenStream {
    let (Some(paging), Some(answer)) = (&operation.paging, plan.api.only_answer(operation)) else {
        return TokenStream::new();
    };
    let emit = Emit { plan, operation, names, paging };
    let name = ident(&names.request);
    let item = ty(plan, &paging.item, From::Elsewhere);
    let (page, branches) = emit.branches(answer);
    let first = emit.first();
    let headers = operation.outputs.iter().any(|response| response.headers.is_some());
    let body = headers.then(|| quote!(let page = page.into_body();));
    let walk = emit.walk(&page);
    let next = emit.next(&page);
    let items = emit.items(&page);
    quote! {
        impl wire::Paged for #name {
            type Item = #item;
            #first
            fn next_page(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
                #body
                #branches
                let items = #items;
                let walk = #walk;
                let next = #next;
                (items, next)
            }
        }
    }
}

struct Emit<'p> {
    plan: &'p Plan,
    operation: &'p Operation,
    names: &'p OperationNames,
    paging: &'p Paging,
}

impl Emit<'_> {
    /// Returns the type of a page, and the code that selects it from the branches of a union.
    fn branches(&self, answer: &Type) -> (Type, TokenStream) {
        let api = &self.plan.api;
        if api.item_at(answer, &self.paging.items).is_some() {
            return (answer.clone(), TokenStream::new());
        }
        let Some((branch, _)) = api.branch(answer, &self.paging.items) else {
            return (answer.clone(), TokenStream::new());
        };
        let Shape::Union(union) = &api.ty(branch.union).shape else {
            return (answer.clone(), TokenStream::new());
        };
        let Some(page) = union.variants.get(branch.page) else {
            return (answer.clone(), TokenStream::new());
        };
        let name = path_of(self.plan, branch.union, From::Elsewhere);
        let variants = self.plan.names.members(branch.union);
        let arms = variants.iter().enumerate().map(|(index, variant)| {
            let variant = ident(variant);
            if index == branch.page {
                quote!(#name::#variant(page) => page,)
            } else if Some(index) == branch.whole {
                quote!(#name::#variant(items) => return (items, None),)
            } else {
                quote!(#name::#variant(_) => return (Vec::new(), None),)
            }
        });
        (page.ty.clone(), quote!(let page = match page { #(#arms)* };))
    }

    /// Returns the method that sets the page size, if the document has a setting for it.
    fn first(&self) -> Option<TokenStream> {
        let size = Literal::i64_unsuffixed(self.paging.size?);
        let index = self.paging.limit?;
        let parameter = self.operation.parameters.get(index)?;
        if parameter.required || may_be_null(&parameter.ty) {
            return None;
        }
        let limit = self.field(index);
        Some(quote! {
            fn first(self) -> Self {
                Self { #limit: self.#limit.or(Some(#size)), ..self }
            }
        })
    }

    fn walk(&self, page: &Type) -> TokenStream {
        let paging = self.paging;
        let limit = paging.limit.map(|index| {
            let field = self.field(index);
            let parameter = self.operation.parameters.get(index);
            let default = parameter.and_then(|parameter| parameter.default.as_ref()?.as_i64());
            let otherwise = default.map_or_else(
                || quote!(None),
                |default| {
                    let default = Literal::i64_unsuffixed(default);
                    quote!(Some(#default))
                },
            );
            let unlimited = paging.unlimited.map(|limit| {
                let limit = Literal::i64_unsuffixed(limit);
                quote!(.unlimited(#limit))
            });
            quote!(.limit(&self.#field, #otherwise) #unlimited)
        });
        let total = paging.total.as_ref().map(|path| {
            let place = self.at(page, path);
            quote!(.total(&#place))
        });
        let more = paging.more.as_ref().map(|path| {
            let place = self.at(page, path);
            quote!(.has_more(#place))
        });
        quote!(wire::PageInfo::new(items.len()) #limit #total #more)
    }

    fn next(&self, page: &Type) -> TokenStream {
        let (parameter, next_value) = match &self.paging.turn {
            Turn::Cursor { parameter, next } => {
                let (field, place) = (self.field(*parameter), self.at(page, next));
                (*parameter, quote!(walk.cursor(&self.#field, &#place)))
            }
            Turn::Offset { parameter, next: Some(next) } => {
                let (field, place) = (self.field(*parameter), self.at(page, next));
                (*parameter, quote!(walk.offset_from(&self.#field, &#place)))
            }
            Turn::Offset { parameter, next: None } => {
                let field = self.field(*parameter);
                (*parameter, quote!(walk.offset(&self.#field)))
            }
            Turn::Page { parameter, first } => {
                let (field, first) = (self.field(*parameter), Literal::i64_unsuffixed(*first));
                (*parameter, quote!(walk.page(&self.#field, #first)))
            }
            Turn::After { parameter, key } => {
                let field = self.field(*parameter);
                let key = self.fields(&self.paging.item, key);
                let last = quote!(items.last().map(|item| &item #(.#key)*));
                (*parameter, quote!(walk.after(&self.#field, #last)))
            }
        };
        let field = self.field(parameter);
        quote!(#next_value.map(|#field| Self { #field, ..self }))
    }

    fn items(&self, page: &Type) -> TokenStream {
        let place = self.at(page, &self.paging.items);
        let steps = self.plan.api.steps(page, &self.paging.items).unwrap_or_default();
        match steps.last().map(|step| (step.field.required, may_be_null(&step.field.ty))) {
            None | Some((true, false)) => place,
            Some((false, true)) => quote!(#place.into_value().unwrap_or_default()),
            Some(_) => quote!(#place.unwrap_or_default()),
        }
    }

    fn field(&self, index: usize) -> Ident {
        ident(self.names.fields.get(index).map_or("body", String::as_str))
    }

    /// Returns the expression for the field at a path in `page`.
    fn at(&self, page: &Type, path: &Path) -> TokenStream {
        let fields = self.fields(page, path);
        quote!(page #(.#fields)*)
    }

    fn fields(&self, from: &Type, path: &Path) -> Vec<Ident> {
        let steps = self.plan.api.steps(from, path).unwrap_or_default();
        let names =
            steps.iter().filter_map(|step| self.plan.names.members(step.owner).get(step.index));
        names.map(|name| ident(name)).collect()
    }
}
