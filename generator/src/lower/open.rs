//! Objects that stand in a query property by property, and whose names are not all known: each takes what no other
//! parameter and no credential has.

use crate::api::{
    Api, JsonKind, Kind, Parameter, ParameterShape, Rest, SchemeKind, SecurityNeed, Shape, Type,
};

/// Tells each such parameter of an operation which names are those of others.
pub(super) fn open_maps(api: &Api, security: &[SecurityNeed], parameters: &mut [Parameter]) {
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
