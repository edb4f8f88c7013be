//! Which branch of a union ends a sample: one whose values can be without another of the union in them.

use counterpart_generator::api::{Api, Kind, Shape, Type, Union, Variant};

/// So many types inside one another are looked into.
const DEEPEST: usize = 6;

/// The branch that ends soonest; the first one if none does.
pub(super) fn soonest<'a>(api: &Api, union: &'a Union) -> Option<&'a Variant> {
    let within = |depth| union.variants.iter().find(|variant| ends(api, &variant.ty, depth));
    (0..DEEPEST).find_map(within).or(union.variants.first())
}

/// Whether the smallest value of a type has at most so many named types inside one another.
fn ends(api: &Api, ty: &Type, depth: usize) -> bool {
    let id = match &ty.kind {
        Kind::Named(id) | Kind::Boxed(id) => *id,
        Kind::List(item) => {
            return ty.limits.min_items.is_none_or(|least| least == 0) || ends(api, item, depth);
        }
        Kind::Map(value) => {
            return ty.limits.min_items.is_none_or(|least| least == 0) || ends(api, value, depth);
        }
        _ => return true,
    };
    let Some(depth) = depth.checked_sub(1) else { return false };
    match &api.ty(id).shape {
        Shape::Enum(_) => true,
        Shape::Alias(ty) => ends(api, ty, depth),
        Shape::Union(union) => union.variants.iter().any(|variant| ends(api, &variant.ty, depth)),
        Shape::Struct(shape) => {
            let mut required = shape.fields.iter().filter(|field| field.required);
            required.all(|field| ends(api, &field.ty, depth))
        }
    }
}
