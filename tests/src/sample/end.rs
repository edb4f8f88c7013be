//! Selects the branch of a union that ends a sample: one whose values need not contain another value of the union.

use counterpart_generator::api::{Api, Kind, Shape, Type, Union, Variant};

/// The depth of nested types to search.
const DEEPEST: usize = 6;

/// Returns the branch with the least depth, or the first one if none ends.
pub(super) fn soonest<'a>(api: &Api, union: &'a Union) -> Option<&'a Variant> {
    let within = |depth| union.variants.iter().find(|variant| ends(api, &variant.ty, depth));
    (0..DEEPEST).find_map(within).or(union.variants.first())
}

/// Whether the smallest value of a type nests at most `depth` named types.
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
