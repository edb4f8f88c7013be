//! Structs: the fields, a constructor from the required ones, setters for the optional ones, and the serialization.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::docs;
use super::super::tokens::{
    From, braced, field as field_type, ident, may_be_null, non_null, takes_into, ty, unused_name,
};
use super::{limits, tuple};
use crate::api::{Field, Rest, Struct, TypeDef, TypeId};
use crate::pass::Plan;

/// Clippy warns about functions with more parameters than this. The document decides how many there are.
const MAX_PARAMETERS: usize = 7;

/// Returns the derives of structs. Only structs without required fields derive `Default`.
pub(super) fn derived(is_default: bool) -> &'static [&'static str] {
    if is_default {
        &["Debug", "Clone", "PartialEq", "Default"]
    } else {
        &["Debug", "Clone", "PartialEq"]
    }
}

/// Returns a struct and its impls.
pub(super) fn emit(plan: &Plan, id: TypeId, def: &TypeDef, shape: &Struct) -> TokenStream {
    let declaration = declaration(plan, id, def, shape);
    let name = ident(plan.names.ty(id));
    let encode = braced([encode(plan, id, shape)]);
    let report = unused_name("report", plan.names.members(id));
    let decode = if shape.is_list {
        tuple::decode(plan, id, shape, &report)
    } else {
        decode(plan, id, shape, &report)
    };
    let decode = braced([decode]);
    let validate = limits::of_struct(plan, id, shape);
    let codec = quote! {
        impl wire::Encode for #name {
            fn encode(&self, to: &mut wire::Writer) #encode
        }
        impl wire::Decode for #name {
            fn decode(value: wire::Value<'_>, #report: &mut wire::Report) -> Option<Self> #decode
        }
    };
    [declaration, codec, validate].into_iter().collect()
}

/// Returns the struct with its constructor and setters.
fn declaration(plan: &Plan, id: TypeId, def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(plan.names.ty(id));
    let deprecated = def.deprecated.then(|| "Deprecated.".to_owned());
    let head = docs::docs(&def.docs, deprecated.as_slice());
    let members: Vec<Member> = shape
        .fields
        .iter()
        .zip(plan.names.members(id))
        .map(|(field, rust)| Member::of_field(plan, field, rust, From::Types(id)))
        .collect();
    let rest = rest(plan, id, shape);
    let is_default = !members.iter().any(|member| member.required);
    let default = is_default.then(|| quote!(, Default));
    let more = super::more_derives(plan, id, derived(is_default));
    let rest_field = rest.as_ref().map(|(name, ty, docs)| quote!(#[doc = #docs] pub #name: #ty,));
    let fields = braced(members.iter().map(Member::declaration).chain(rest_field));
    let typed = matches!(shape.rest, Rest::Typed(_));
    let none = match (typed, shape.is_list) {
        (true, true) => quote!(Vec::new()),
        (true, false) => quote!(wire::Map::new()),
        _ => quote!(wire::Unknown::default()),
    };
    let rest_value = rest.as_ref().map(|(name, ..)| quote!(#name: #none,));
    let functions = functions(&members, rest_value.as_ref());
    let declaration = quote! {
        #[derive(Debug, Clone, PartialEq #default #more)]
        #[non_exhaustive]
        pub struct #name #fields
    };
    let functions = braced([functions]);
    let functions = quote!(impl #name #functions);
    [head, declaration, functions].into_iter().collect()
}

/// Returns the field for properties that the document does not name: its name, type and documentation.
fn rest(plan: &Plan, id: TypeId, shape: &Struct) -> Option<(Ident, TokenStream, &'static str)> {
    let name = ident(plan.names.rest.get(&id)?);
    match &shape.rest {
        Rest::Kept => Some((
            name,
            quote!(wire::Unknown),
            " Properties not described by the OpenAPI document.",
        )),
        Rest::Typed(value) => {
            let value = ty(plan, value, From::Types(id));
            if shape.is_list {
                return Some((name, quote!(Vec<#value>), " Items after those that have a field."));
            }
            Some((name, quote!(wire::Map<#value>), " Additional properties, by name."))
        }
        Rest::Closed => None,
    }
}

/// A field of a struct or of a request, with its Rust type.
#[allow(clippy::struct_excessive_bools)] // the flags are independent
pub(in super::super) struct Member {
    pub(in super::super) name: Ident,
    pub(in super::super) ty: TokenStream,
    pub(in super::super) docs: TokenStream,
    pub(in super::super) required: bool,
    /// The type of the parameter of the setter, without absence and null.
    inner: TokenStream,
    into: bool,
    nullable: bool,
    /// Whether it is a map of properties that match a pattern. Such a map can be empty, but not absent.
    gathers: bool,
}

impl Member {
    pub(super) fn of_field(plan: &Plan, field: &Field, rust: &str, from: From) -> Self {
        let mut more: Vec<String> =
            docs::facts(&field.ty, field.default.as_ref()).into_iter().collect();
        if field.deprecated {
            more.push("Deprecated.".to_owned());
        }
        if let Some(pattern) = &field.pattern {
            let words = format!("Properties whose names match {}.", docs::code(pattern));
            let docs = docs::docs_or(&field.docs, &words, &more);
            let member = Self::new(plan, rust, &field.ty, true, docs, from);
            return Self { required: false, gathers: true, ..member };
        }
        more.extend(docs::wire_name(&field.name, rust));
        let docs = docs::docs(&field.docs, &more);
        Self::new(plan, rust, &field.ty, field.required, docs, from)
    }

    pub(in super::super) fn new(
        plan: &Plan,
        rust: &str,
        ty: &crate::api::Type,
        required: bool,
        docs: TokenStream,
        from: From,
    ) -> Self {
        Self {
            name: ident(rust),
            ty: field_type(plan, ty, required, from),
            docs,
            required,
            inner: non_null(plan, ty, from),
            into: takes_into(plan, ty),
            nullable: may_be_null(ty),
            gathers: false,
        }
    }

    /// Creates a member with a type that no schema describes, such as a file.
    pub(in super::super) fn opaque(
        rust: &str,
        inner: TokenStream,
        required: bool,
        docs: TokenStream,
        into: bool,
    ) -> Self {
        let ty = if required { inner.clone() } else { quote!(Option<#inner>) };
        Self { name: ident(rust), ty, docs, required, inner, into, nullable: false, gathers: false }
    }

    pub(in super::super) fn declaration(&self) -> TokenStream {
        let Self { name, ty, docs, .. } = self;
        quote!(#docs pub #name: #ty,)
    }

    pub(in super::super) fn parameter(&self) -> TokenStream {
        let Self { name, ty, inner, .. } = self;
        if self.into && !self.nullable {
            quote!(#name: impl Into<#inner>)
        } else {
            quote!(#name: #ty)
        }
    }

    fn value(&self) -> TokenStream {
        let name = &self.name;
        match (self.required, self.into && !self.nullable) {
            (true, true) => quote!(#name: #name.into(),),
            (true, false) => quote!(#name,),
            _ if self.gathers => quote!(#name: wire::Map::new(),),
            (false, _) if self.nullable => quote!(#name: wire::Nullable::Absent,),
            (false, _) => quote!(#name: None,),
        }
    }

    pub(in super::super) fn setter(&self) -> TokenStream {
        let Self { name, inner, .. } = self;
        let setter = ident(&format!("with_{}", name.to_string().trim_end_matches('_')));
        let (parameter, value) = match (self.nullable, self.into) {
            _ if self.gathers => (inner.clone(), quote!(#name)),
            (true, _) => (quote!(impl Into<wire::Nullable<#inner>>), quote!(#name.into())),
            (false, true) => (quote!(impl Into<#inner>), quote!(Some(#name.into()))),
            (false, false) => (inner.clone(), quote!(Some(#name))),
        };
        quote! {
            #[must_use]
            pub fn #setter(mut self, #name: #parameter) -> Self {
                self.#name = #value;
                self
            }
        }
    }
}

/// Returns the constructor from the required members, and a setter for each other member.
pub(in super::super) fn functions(members: &[Member], rest: Option<&TokenStream>) -> TokenStream {
    let required: Vec<&Member> = members.iter().filter(|member| member.required).collect();
    let new = if required.is_empty() {
        quote! {
            /// Creates an empty value.
            #[must_use]
            pub fn new() -> Self { Self::default() }
        }
    } else {
        let parameters = required.iter().map(|member| member.parameter());
        let values = braced(members.iter().map(Member::value).chain(rest.cloned()));
        let allow =
            (required.len() > MAX_PARAMETERS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        quote! {
            /// Creates a value from its required fields.
            #[must_use]
            #allow
            pub fn new(#(#parameters),*) -> Self { Self #values }
        }
    };
    let setters = members.iter().filter(|member| !member.required).map(Member::setter);
    std::iter::once(new).chain(setters).collect()
}

fn encode(plan: &Plan, id: TypeId, shape: &Struct) -> TokenStream {
    if shape.is_list {
        return tuple::encode(plan, id, shape);
    }
    let fields = shape.fields.iter().zip(plan.names.members(id)).map(|(field, rust)| {
        let (name, rust) = (&field.name, ident(rust));
        match (field.required, may_be_null(&field.ty)) {
            _ if field.pattern.is_some() => quote!(to.additional(&self.#rust);),
            (true, _) => quote!(to.field(#name, &self.#rust);),
            (false, false) => quote!(to.optional(#name, &self.#rust);),
            (false, true) => quote!(to.nullable(#name, &self.#rust);),
        }
    });
    let rest = plan.names.rest.get(&id).map(|rest| ident(rest));
    let rest = match shape.rest {
        Rest::Kept => quote!(to.unknown(&self.#rest);),
        Rest::Typed(_) => quote!(to.additional(&self.#rest);),
        Rest::Closed => TokenStream::new(),
    };
    quote! {
        to.begin_object();
        #(#fields)*
        #rest
        to.end_object();
    }
}

fn decode(plan: &Plan, id: TypeId, shape: &Struct, report: &Ident) -> TokenStream {
    let object = unused_name("object", plan.names.members(id));
    let rust: Vec<_> = plan.names.members(id).iter().map(|name| ident(name)).collect();
    let patterns: Vec<&String> =
        shape.fields.iter().filter_map(|field| field.pattern.as_ref()).collect();
    let declared = shape.fields.iter().filter(|field| field.pattern.is_none());
    let names = declared.map(|field| &field.name);
    let names = names.chain(&shape.ignored);
    let known = quote!(&[#(#names),*]);
    let reads = shape.fields.iter().zip(&rust).map(|(field, rust)| {
        let name = &field.name;
        if let Some(index) =
            patterns.iter().position(|known| Some(*known) == field.pattern.as_ref())
        {
            let index = Literal::usize_unsuffixed(index);
            return quote!(let #rust = #object.matching(#index, #known, #report););
        }
        let read = match (field.required, may_be_null(&field.ty)) {
            (true, _) => quote!(required),
            (false, false) => quote!(optional),
            (false, true) => quote!(nullable),
        };
        quote!(let #rust = #object.#read(#name, #report);)
    });
    let rest_field = plan.names.rest.get(&id).map(|name| ident(name));
    let (before, last) = match shape.rest {
        Rest::Kept => (TokenStream::new(), quote!(#rest_field: #object.unknown(#known),)),
        Rest::Typed(_) => (
            quote!(let #rest_field = #object.additional(#known, #report);),
            quote!(#rest_field: #rest_field?,),
        ),
        Rest::Closed => (quote!(#object.deny_unknown(#known, #report)?;), TokenStream::new()),
    };
    let count = Literal::usize_unsuffixed(patterns.len());
    let (statics, with) = match patterns.as_slice() {
        [] => (None, None),
        _ => (
            Some(quote! {
                static PATTERNS: [wire::Pattern; #count] = [#(wire::Pattern::new(#patterns)),*];
            }),
            Some(quote!(.with_patterns(&PATTERNS))),
        ),
    };
    quote! {
        #statics
        let #object = value.object(#report)? #with;
        #(#reads)*
        #before
        Some(Self { #(#rust: #rust?,)* #last })
    }
}
