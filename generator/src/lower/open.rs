//! Shapes of what stands alone in a query, value by value or property by property: an object whose names are not all
//! known takes what no other parameter and no credential has, and what may be one value or a list is either.

use crate::api::{
    Api, JsonKind, Kind, Parameter, ParameterShape, Rest, SchemeKind, SecurityNeed, Shape, Type,
};

/// Gives each such parameter of an operation its shape.
pub(super) fn open_shapes(api: &Api, security: &[SecurityNeed], parameters: &mut [Parameter]) {
    let stands_alone = |parameter: &Parameter| {
        let spread =
            parameter.explode && !matches!(parameter.style.as_str(), "deepObject" | "json");
        parameter.location == "query" && spread
    };
    let takes_rest = |parameter: &Parameter| stands_alone(parameter) && is_open(api, &parameter.ty);
    let names = |parameter: &Parameter| match &parameter.shape {
        ParameterShape::Object(names) if stands_alone(parameter) => names.clone(),
        _ => vec![parameter.name.clone()],
    };
    let queried = parameters.iter().filter(|one| one.location == "query");
    let mut taken: Vec<String> = queried.filter(|one| !takes_rest(one)).flat_map(names).collect();
    let schemes = security.iter().flat_map(|need| &need.0).map(|(id, _)| api.scheme(*id));
    taken.extend(schemes.filter_map(|scheme| match &scheme.kind {
        SchemeKind::ApiKey { location, name } if location == "query" => Some(name.clone()),
        _ => None,
    }));
    taken.sort_unstable();
    taken.dedup();
    for parameter in parameters.iter_mut().filter(|one| takes_rest(one)) {
        parameter.shape = ParameterShape::Open(taken.clone());
    }
    for parameter in parameters.iter_mut().filter(|one| stands_alone(one)) {
        if parameter.shape == ParameterShape::Value && is_either(api, &parameter.ty) {
            parameter.shape = ParameterShape::Either;
        }
    }
}

/// Whether a value may be a list, and may be none.
fn is_either(api: &Api, ty: &Type) -> bool {
    let named = api.resolved(ty).named();
    let Some(Shape::Union(union)) = named.map(|id| &api.ty(id).shape) else { return false };
    union.variants.iter().any(|one| api.parameter_shape(&one.ty) == ParameterShape::List)
}

/// Whether an object may have properties whose names its type does not say.
fn is_open(api: &Api, ty: &Type) -> bool {
    match &api.resolved(ty).kind {
        Kind::Map(_) => true,
        Kind::Own(own) => own.json == Some(JsonKind::Object),
        Kind::Named(id) | Kind::Boxed(id) => match &api.ty(*id).shape {
            Shape::Struct(shape) => {
                let patterns = shape.fields.iter().any(|field| field.pattern.is_some());
                !shape.is_list && (patterns || matches!(shape.rest, Rest::Typed(_)))
            }
            _ => false,
        },
        _ => false,
    }
}
