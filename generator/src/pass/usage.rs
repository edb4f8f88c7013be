//! Finds out how types are used: in requests, as forms, with limits. This decides which code a type needs.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{
    Api, Codec, Encoding, Kind, Operation, Payload, Rest, Selector, Shape, StringFormat, Struct,
    Type, TypeId, Union, Variant,
};

/// Sets of types, by use.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// Types that are sent as `multipart/form-data`.
    pub forms: BTreeSet<TypeId>,
    /// The encodings of the fields of forms, if the document has any.
    pub encodings: BTreeMap<TypeId, Vec<Encoding>>,
    /// Types that are sent in requests, directly or inside another type.
    pub requests: BTreeSet<TypeId>,
    /// Types that are sent in responses, directly or inside another type.
    pub answers: BTreeSet<TypeId>,
    /// Types of requests with limits, directly or inside.
    pub limited: BTreeSet<TypeId>,
    /// Types that do not allow additional properties or items, directly or inside.
    pub closed: BTreeSet<TypeId>,
    /// Types with files, which can be neither cloned nor compared.
    pub files: BTreeSet<TypeId>,
}

impl Usage {
    /// Whether values of a type have limits to check.
    pub fn is_limited(&self, api: &Api, ty: &Type) -> bool {
        if !ty.limits.is_empty() {
            return true;
        }
        inner(api, ty).is_some_and(|inner| match inner {
            Inner::Type(ty) => self.is_limited(api, ty),
            Inner::Named(id) => self.limited.contains(&id),
        })
    }

    /// Whether a union keeps objects with a discriminator that no branch has: a later version may send them in
    /// responses.
    pub fn keeps_later(&self, id: TypeId, union: &Union) -> bool {
        let takes_all = |variant: &Variant| variant.selector == Selector::Default;
        union.discriminator.is_some()
            && self.answers.contains(&id)
            && !self.forms.contains(&id)
            && !union.variants.iter().any(takes_all)
    }

    /// Whether values of a type do not allow additional properties or items, directly or inside.
    pub fn is_closed(&self, api: &Api, ty: &Type) -> bool {
        inner(api, ty).is_some_and(|inner| match inner {
            Inner::Type(ty) => self.is_closed(api, ty),
            Inner::Named(id) => self.closed.contains(&id),
        })
    }
}

/// The type inside another type.
enum Inner<'a> {
    Type(&'a Type),
    Named(TypeId),
}

fn inner<'a>(api: &'a Api, ty: &'a Type) -> Option<Inner<'a>> {
    match &ty.kind {
        Kind::List(inner) | Kind::Map(inner) => Some(Inner::Type(inner)),
        Kind::Named(id) | Kind::Boxed(id) => Some(match &api.ty(*id).shape {
            Shape::Alias(inner) => Inner::Type(inner),
            _ => Inner::Named(*id),
        }),
        _ => None,
    }
}

/// Collects the uses of all types.
pub(super) fn run(api: &Api) -> Usage {
    let mut usage = Usage::default();
    for operation in &api.operations {
        forms(api, operation, &mut usage);
        for ty in operation.asked() {
            reach(api, ty, &mut usage.requests);
        }
        for ty in operation.answered() {
            reach(api, ty, &mut usage.answers);
        }
    }
    // Both apply to types that contain such a type, until nothing changes.
    loop {
        let before = usage.limited.len() + usage.closed.len();
        for (id, def) in api.types() {
            let limited = !def.rules.is_empty() || limited(api, &def.shape, &usage);
            if usage.requests.contains(&id) && limited {
                usage.limited.insert(id);
            }
            if closed(api, &def.shape, &usage) {
                usage.closed.insert(id);
            }
        }
        if usage.limited.len() + usage.closed.len() == before {
            break;
        }
    }
    for id in &usage.forms {
        if let Shape::Struct(shape) = &api.ty(*id).shape
            && (shape.fields.iter().any(|field| holds_file(api, &field.ty))
                || matches!(&shape.rest, Rest::Typed(ty) if holds_file(api, ty)))
        {
            usage.files.insert(*id);
        }
    }
    usage
}

fn forms(api: &Api, operation: &Operation, usage: &mut Usage) {
    for content in operation.body.iter().flat_map(|body| &body.contents) {
        if let (Codec::Multipart, Payload::Typed(ty)) = (content.codec, &content.payload)
            && let Some(id) = api.resolved(ty).named()
        {
            usage.forms.insert(id);
            if !content.encodings.is_empty() {
                usage.encodings.insert(id, content.encodings.clone());
            }
        }
    }
}

/// Adds the named types that a value of `ty` can contain.
pub(super) fn reach(api: &Api, ty: &Type, reached: &mut BTreeSet<TypeId>) {
    let mut waiting = Vec::new();
    ty.mentions(&mut |id| waiting.push(id));
    while let Some(id) = waiting.pop() {
        if reached.insert(id) {
            api.ty(id).shape.mentions(&mut |id| waiting.push(id));
        }
    }
}

fn limited(api: &Api, shape: &Shape, usage: &Usage) -> bool {
    // In a request, an enum rejects values that it does not list.
    matches!(shape, Shape::Enum(listed) if !listed.is_open)
        || holds(shape, |ty| usage.is_limited(api, ty))
}

fn closed(api: &Api, shape: &Shape, usage: &Usage) -> bool {
    matches!(shape, Shape::Struct(Struct { rest: Rest::Closed, .. }))
        || holds(shape, |ty| usage.is_closed(api, ty))
}

/// Whether a predicate is true for one of the types in a shape.
fn holds(shape: &Shape, is_such: impl Fn(&Type) -> bool) -> bool {
    match shape {
        Shape::Struct(shape) => {
            shape.fields.iter().any(|field| is_such(&field.ty))
                || matches!(&shape.rest, Rest::Typed(ty) if is_such(ty))
        }
        Shape::Union(union) => union.variants.iter().any(|variant| is_such(&variant.ty)),
        Shape::Alias(ty) => is_such(ty),
        Shape::Enum(_) => false,
    }
}

/// Whether a field of a form is a file or a list of files.
pub(crate) fn holds_file(api: &Api, ty: &Type) -> bool {
    match &api.resolved(ty).kind {
        Kind::String(StringFormat::Binary) => true,
        Kind::List(item) => holds_file(api, item),
        _ => false,
    }
}
