//! Makes structs of the types that are sent as `multipart/form-data`: each part of a form is a field.
//!
//! A type that is also sent as JSON gets a separate form type, since a file is not a JSON value. For the same reason a
//! union with files becomes a struct with the fields of all branches. Multipart responses are passed on as bytes.

use std::collections::{BTreeMap, BTreeSet};

use super::usage::holds_file;
use crate::api::{
    Api, Codec, Content, Direction, Docs, Encoding, Field, Kind, Operation, Payload, Rest, Shape,
    StringFormat, Struct, Type, TypeDef, TypeId,
};

/// Sets the types of all forms, one for each way of encoding it.
pub(super) fn run(api: &mut Api) {
    let elsewhere = elsewhere(api);
    let mut forms: BTreeMap<(TypeId, Vec<Encoding>), TypeId> = BTreeMap::new();
    // A type that is only used as a form is changed itself, for its first encoding.
    let mut first: BTreeMap<TypeId, Vec<Encoding>> = BTreeMap::new();
    let mut operations = std::mem::take(&mut api.operations);
    for operation in &mut operations {
        let answers = operation.outputs.iter_mut().chain(&mut operation.errors);
        answers.flat_map(|answer| multipart(&mut answer.contents)).for_each(pass_on);
        for content in asked(operation) {
            let Payload::Typed(ty) = &mut content.payload else { continue };
            let encodings = &content.encodings;
            let form = api.resolved(ty).named().and_then(|id| Some((id, form(api, id)?)));
            let Some((id, mut shape)) = form else { continue };
            open_files(api, &mut shape, encodings);
            if matches!(api.ty(id).shape, Shape::Struct(_)) {
                raw_files(api, &mut shape, encodings);
            }
            let own = !elsewhere.contains(&id);
            if own && first.entry(id).or_insert_with(|| encodings.clone()) == encodings {
                if let Some(def) = api.types.get_mut(id.0 as usize) {
                    def.shape = Shape::Struct(shape);
                }
                continue;
            }
            let key = (id, encodings.clone());
            let form = *forms.entry(key).or_insert_with(|| copy(api, id, shape));
            *ty = Type { kind: Kind::Named(form), ..ty.clone() };
        }
    }
    api.operations = operations;
}

/// Returns the multipart bodies of an operation.
fn asked(operation: &mut Operation) -> impl Iterator<Item = &mut Content> {
    operation.body.iter_mut().flat_map(|body| multipart(&mut body.contents))
}

fn multipart(contents: &mut [Content]) -> impl Iterator<Item = &mut Content> {
    contents.iter_mut().filter(|content| content.codec == Codec::Multipart)
}

fn pass_on(content: &mut Content) {
    (content.codec, content.payload) = (Codec::Bytes, Payload::Bytes);
}

/// Returns the fields of a form.
fn form(api: &Api, id: TypeId) -> Option<Struct> {
    match &api.ty(id).shape {
        Shape::Struct(shape) => Some(shape.clone()),
        Shape::Union(union) => {
            let branch = |ty: &Type| match &api.ty(api.resolved(ty).named()?).shape {
                Shape::Struct(shape) => Some(shape),
                _ => None,
            };
            let branches: Option<Vec<&Struct>> =
                union.variants.iter().map(|variant| branch(&variant.ty)).collect();
            let mut form = merged(&branches?);
            // The form has no branch that the property could be written with.
            if let Some(property) = &union.discriminator
                && form.fields.iter().all(|field| field.name != *property)
            {
                form.fields.insert(0, text_field(property));
            }
            form.fields.iter().any(|field| holds_file(api, &field.ty)).then_some(form)
        }
        Shape::Enum(_) | Shape::Alias(_) => None,
    }
}

/// Makes fields without a specific schema files, if their media type is that of a file.
fn open_files(api: &Api, shape: &mut Struct, encodings: &[Encoding]) {
    let is_open = |ty: &Type| matches!(ty.kind, Kind::Any | Kind::String(StringFormat::Plain));
    let file = || Type::new(Kind::String(StringFormat::Binary));
    for encoding in encodings.iter().filter(|encoding| encoding.file) {
        let Some(field) = shape.fields.iter_mut().find(|field| field.name == encoding.field) else {
            continue;
        };
        let resolved = api.resolved(&field.ty);
        match &resolved.kind {
            Kind::List(item) if is_open(api.resolved(item)) => {
                let limits = resolved.limits.clone();
                field.ty = Type { limits, ..Type::new(Kind::List(Box::new(file()))) };
            }
            _ if is_open(resolved) => field.ty = file(),
            _ => {}
        }
    }
}

/// Makes fields without any schema files, unless their encoding says otherwise: what has no type is bytes (OpenAPI 3.1.1,
/// section 4.8.15.1).
fn raw_files(api: &Api, shape: &mut Struct, encodings: &[Encoding]) {
    let is_raw = |ty: &Type| {
        let ty = api.resolved(ty);
        ty.kind == Kind::Any && ty.limits.is_empty()
    };
    let file = || Type::new(Kind::String(StringFormat::Binary));
    for field in &mut shape.fields {
        let own = encodings.iter().find(|encoding| encoding.field == field.name);
        let is_value = own.is_some_and(|own| {
            own.style.is_some() || own.media.iter().any(|media| !media.contains('*')) && !own.file
        });
        if is_value || field.pattern.is_some() || !field.ty.limits.is_empty() {
            continue;
        }
        let resolved = api.resolved(&field.ty);
        match &resolved.kind {
            Kind::List(item) if is_raw(item) => {
                let limits = resolved.limits.clone();
                field.ty = Type { limits, ..Type::new(Kind::List(Box::new(file()))) };
            }
            _ if is_raw(&field.ty) => field.ty = file(),
            _ => {}
        }
    }
}

/// Merges the fields of all branches. A field is required if every branch requires it.
fn merged(branches: &[&Struct]) -> Struct {
    let mut merged = Struct::default();
    for field in branches.iter().flat_map(|branch| &branch.fields) {
        match merged.fields.iter_mut().find(|known| known.name == field.name) {
            None => merged.fields.push(field.clone()),
            Some(known) if known.ty != field.ty => known.ty = Type::any(),
            Some(_) => {}
        }
    }
    let ignored = branches.iter().flat_map(|branch| &branch.ignored);
    merged.ignored = ignored.cloned().collect::<BTreeSet<String>>().into_iter().collect();
    merged.ignored.retain(|name| merged.fields.iter().all(|field| field.name != *name));
    for field in &mut merged.fields {
        field.required = branches.iter().all(|branch| {
            branch.fields.iter().any(|other| other.name == field.name && other.required)
        });
    }
    merged
}

/// Returns the field for a discriminator that no branch declares.
fn text_field(name: &str) -> Field {
    Field {
        name: name.to_owned(),
        ty: Type::new(Kind::String(StringFormat::Plain)),
        required: true,
        docs: Docs::default(),
        default: None,
        deprecated: false,
        direction: Direction::Both,
        any_name: false,
        pattern: None,
    }
}

/// Returns the types that are used outside of multipart bodies.
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
            // An alias alone is not a use.
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

fn copy(api: &mut Api, id: TypeId, shape: Struct) -> TypeId {
    let def = api.ty(id);
    let form = TypeDef {
        shape: Shape::Struct(shape),
        name: format!("{} form", def.name),
        parent: Some(id),
        is_inline: true,
        ..def.clone()
    };
    api.types.push(form);
    TypeId(u32::try_from(api.types.len() - 1).unwrap_or(u32::MAX))
}
