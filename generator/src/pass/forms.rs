//! Types that travel as a form with files and as JSON as well: the form becomes a type of its own, because a file
//! is no JSON value.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Codec, Kind, Operation, Payload, Rest, Shape, Type, TypeDef, TypeId};

/// Gives such forms their own types.
pub(super) fn run(api: &mut Api) {
    let elsewhere = elsewhere(api);
    let mut forms: BTreeMap<TypeId, TypeId> = BTreeMap::new();
    let mut operations = std::mem::take(&mut api.operations);
    for ty in operations.iter_mut().flat_map(multipart) {
        let Some(id) = api.resolved(ty).named().filter(|id| elsewhere.contains(id)) else {
            continue;
        };
        if !matches!(api.ty(id).shape, Shape::Struct(_)) {
            continue;
        }
        let form = *forms.entry(id).or_insert_with(|| copy(api, id));
        *ty = Type { kind: Kind::Named(form), ..ty.clone() };
    }
    api.operations = operations;
}

/// The types of the multipart bodies of an operation.
fn multipart(operation: &mut Operation) -> impl Iterator<Item = &mut Type> {
    let contents = operation.body.iter_mut().flat_map(|body| &mut body.contents);
    contents.filter_map(|content| match (&mut content.payload, content.codec) {
        (Payload::Typed(ty), Codec::Multipart) => Some(ty),
        _ => None,
    })
}

/// The types that something else than a multipart body holds.
fn elsewhere(api: &Api) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let mut visit = |id| {
        found.insert(id);
    };
    for (_, def) in api.types() {
        match &def.shape {
            Shape::Struct(shape) => {
                shape.fields.iter().for_each(|field| field.ty.mentions(&mut visit));
                if let Rest::Typed(ty) = &shape.rest {
                    ty.mentions(&mut visit);
                }
            }
            Shape::Union(union) => {
                union.variants.iter().for_each(|variant| variant.ty.mentions(&mut visit));
            }
            // A name alone sends nothing.
            Shape::Alias(_) | Shape::Enum(_) => {}
        }
    }
    for operation in &api.operations {
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let answers = operation.outputs.iter().chain(&operation.errors);
        let contents = bodies.chain(answers.flat_map(|response| &response.contents));
        for content in contents.filter(|content| content.codec != Codec::Multipart) {
            if let Some(ty) = content.payload.ty() {
                ty.mentions(&mut visit);
                api.resolved(ty).mentions(&mut visit);
            }
        }
        operation.parameters.iter().for_each(|parameter| parameter.ty.mentions(&mut visit));
    }
    found
}

fn copy(api: &mut Api, id: TypeId) -> TypeId {
    let def = api.ty(id);
    let form = TypeDef {
        name: format!("{} form", def.name),
        parent: Some(id),
        is_inline: true,
        ..def.clone()
    };
    api.types.push(form);
    TypeId(u32::try_from(api.types.len() - 1).unwrap_or(u32::MAX))
}
