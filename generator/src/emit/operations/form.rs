//! URL-encoded forms: the fields with a serialization that differs from the default.

use proc_macro2::TokenStream;
use quote::quote;

use super::request::styled_as;
use crate::api::{Encoding, JsonKind, Kind, Shape, Type};
use crate::pass::Plan;

/// Returns a parameter for each form field with its own serialization: fields with a style or a JSON media type in the
/// document, and fields that are neither scalars nor lists of scalars, which are serialized as JSON (OpenAPI 3.1,
/// section 4.8.15.1).
pub(super) fn fields(plan: &Plan, ty: &Type, encodings: &[Encoding]) -> Vec<TokenStream> {
    let id = plan.api.resolved(ty).named();
    let Some(Shape::Struct(shape)) = id.map(|id| &plan.api.ty(id).shape) else {
        return Vec::new();
    };
    let fields = shape.fields.iter().filter_map(|field| {
        let name = &field.name;
        let encoding = encodings.iter().find(|encoding| encoding.field == *name);
        if let Some((style, explode)) = encoding.and_then(|encoding| encoding.style.as_ref()) {
            let shape = plan.api.field_shape(shape, field, encodings);
            let nested = plan.api.nested(&field.ty, style, *explode);
            let styled = styled_as((style, *explode), ("form", true), &shape, &nested);
            let reserved =
                encoding.is_some_and(|encoding| encoding.reserved).then(|| quote!(.reserved()));
            return Some(quote!(wire::Param::query(#name) #styled #reserved));
        }
        let json = encoding.and_then(|encoding| encoding.media.first());
        let json = json.is_some_and(|media| is_json(media)) || !is_flat(plan, &field.ty);
        json.then(|| quote!(wire::Param::query(#name).style(wire::Style::Json)))
    });
    fields.collect()
}

/// Whether a media type is JSON.
fn is_json(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    name == "application/json" || name.ends_with("+json")
}

/// Whether a value is a scalar or a list of scalars.
fn is_flat(plan: &Plan, ty: &Type) -> bool {
    let is_scalar = |ty: &Type| match &plan.api.resolved(ty).kind {
        Kind::Bool | Kind::Int(_) | Kind::Float(_) | Kind::String(_) => true,
        Kind::Named(id) => matches!(plan.api.ty(*id).shape, Shape::Enum(_)),
        Kind::Custom(own) => {
            !matches!(own.json, None | Some(JsonKind::List | JsonKind::Object | JsonKind::Null))
        }
        _ => false,
    };
    match &plan.api.resolved(ty).kind {
        Kind::List(item) => is_scalar(item),
        _ => is_scalar(ty),
    }
}
