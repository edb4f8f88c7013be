//! URL-encoded forms: the fields with a serialization that differs from the default.

use proc_macro2::TokenStream;
use quote::quote;

use super::request::styled_as;
use crate::api::{Encoding, JsonKind, Kind, Nested, ParameterShape, Shape, Type};
use crate::pass::Plan;

/// Returns a parameter for each form field with its own serialization: fields with a style or a JSON media type in the
/// document, lists, and fields that are neither scalars nor lists of scalars, which are serialized as JSON (OpenAPI 3.1,
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
            let commas = commas(plan, &field.ty, style == "form" && !*explode);
            return Some(quote!(wire::Param::query(#name) #styled #reserved #commas));
        }
        let media = encoding.and_then(|encoding| encoding.media.first());
        let written = if media.is_some_and(|media| is_json(media)) {
            Some(json(plan, &field.ty))
        } else {
            plain(plan, &field.ty)
        };
        written.map(|written| quote!(wire::Param::query(#name) #written))
    });
    fields.collect()
}

/// Returns how a field without a style is written, if it is not a scalar: a list repeats its name, a value without a
/// schema is JSON where it is not a scalar, and everything else is JSON.
fn plain(plan: &Plan, ty: &Type) -> Option<TokenStream> {
    let api = &plan.api;
    let is_any = |ty: &Type| api.resolved(ty).kind == Kind::Any;
    let is_plain = api.nested(ty, "form", true) == Nested::None && !api.may_be_object(ty);
    let open = quote!(.nested(wire::Nested::All));
    match (api.parameter_shape(ty), &api.resolved(ty).kind) {
        (_, Kind::Custom(own)) if matches!(own.json, None | Some(JsonKind::Null)) => {
            Some(json(plan, ty))
        }
        (ParameterShape::Value, Kind::Any) => Some(open),
        (ParameterShape::Value, _) if is_plain => None,
        (ParameterShape::List, Kind::List(item)) if is_plain => {
            let open = is_any(item).then_some(open);
            Some(quote!(.shape(wire::Shape::List) #open))
        }
        (ParameterShape::ScalarOrList, _) if is_plain => {
            Some(quote!(.shape(wire::Shape::ScalarOrList)))
        }
        _ => Some(json(plan, ty)),
    }
}

fn json(plan: &Plan, ty: &Type) -> TokenStream {
    let is_list = plan.api.parameter_shape(ty) == ParameterShape::List;
    let shape = is_list.then(|| quote!(.shape(wire::Shape::List)));
    quote!(.style(wire::Style::Json) #shape)
}

/// Returns the builder call for a list that is one text, if none of its items contains a comma.
pub(super) fn commas(plan: &Plan, ty: &Type, is_joined: bool) -> Option<TokenStream> {
    let is_list =
        matches!(plan.api.parameter_shape(ty), ParameterShape::List | ParameterShape::ScalarOrList);
    (is_joined && is_list && plan.api.has_no_commas(ty)).then(|| quote!(.no_commas()))
}

/// Whether a media type is JSON.
fn is_json(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    name == "application/json" || name.ends_with("+json")
}
