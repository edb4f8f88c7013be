//! Objects whose properties stand alone, in the query or among the cookies, and whose names are not all known: such a one
//! takes what no other parameter and no credential of its place has. Parameters that share a name are reported.

use std::collections::BTreeMap;

use super::Lower;
use crate::api::{
    Api, JsonKind, Kind, Parameter, ParameterShape, Rest, SchemeKind, SecurityNeed, Shape, Type,
};
use crate::diag::{codes, text};
use crate::load::pointer::At;

impl Lower<'_, '_> {
    /// Gives each such parameter of an operation its shape. Two of them at one place are named.
    pub(super) fn spread(
        &mut self,
        security: &[SecurityNeed],
        parameters: &mut [Parameter],
        at: &At<'_>,
    ) {
        for place in ["query", "cookie"] {
            let spread = |one: &Parameter| one.location == place && is_spread(&self.api, one);
            let open: Vec<usize> = (0..)
                .zip(&*parameters)
                .filter(|(_, one)| spread(one))
                .map(|(index, _)| index)
                .collect();
            self.check_names(place, parameters, at);
            let credentials = credentials(&self.api, place, security);
            let shapes = open.iter().map(|own| {
                let others = parameters.iter().enumerate().filter(|(index, _)| index != own);
                let others = others.filter(|(_, one)| one.location == place);
                let mut taken: Vec<String> = others.flat_map(|(_, one)| names(one)).collect();
                taken.extend(credentials.iter().cloned());
                taken.sort_unstable();
                taken.dedup();
                (*own, ParameterShape::Open(taken))
            });
            for (index, shape) in shapes.collect::<Vec<_>>() {
                if let Some(parameter) = parameters.get_mut(index) {
                    parameter.shape = shape;
                }
            }
            if let [one, other, ..] = open.as_slice() {
                let name = |index: &usize| {
                    text::quote(parameters.get(*index).map_or("", |one| one.name.as_str()))
                };
                let message = format!(
                    "the {place} parameters {} and {} both take every name that no other parameter has: a server \
                     reads each value into both",
                    name(one),
                    name(other)
                );
                let found = self.diagnostics.report(&codes::UNTOLD_PARAMETERS, at, message);
                found.on_key().advice("let one map take all, or name the properties");
            }
        }
    }

    /// Names two parameters of which one has a property that stands alone under a name that the other has too.
    fn check_names(&mut self, place: &str, parameters: &[Parameter], at: &At<'_>) {
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for parameter in parameters.iter().filter(|one| one.location == place) {
            for name in names(parameter) {
                let Some(other) = taken.insert(name.clone(), &parameter.name) else { continue };
                let message = format!(
                    "the {place} parameters {} and {} both take {}: a server reads each value into both",
                    text::quote(other),
                    text::quote(&parameter.name),
                    text::quote(&name)
                );
                let found = self.diagnostics.report(&codes::UNTOLD_PARAMETERS, at, message);
                found.on_key().advice(
                    "give one of the objects `style: deepObject`, or its property another name",
                );
            }
        }
    }
}

/// The names that a parameter has on the wire.
fn names(parameter: &Parameter) -> Vec<String> {
    match &parameter.shape {
        ParameterShape::Object(names) if stands_alone(parameter) => names.clone(),
        ParameterShape::Open(_) => Vec::new(),
        _ => vec![parameter.name.clone()],
    }
}

/// The names of the credentials of an operation at a place.
fn credentials(api: &Api, place: &str, security: &[SecurityNeed]) -> Vec<String> {
    let schemes = security.iter().flat_map(|need| &need.0).map(|(id, _)| api.scheme(*id));
    let names = schemes.filter_map(|scheme| match &scheme.kind {
        SchemeKind::ApiKey { location, name } if location == place => Some(name.clone()),
        _ => None,
    });
    names.collect()
}

/// Whether each property of an object stands alone.
fn stands_alone(parameter: &Parameter) -> bool {
    parameter.explode && !matches!(parameter.style.as_str(), "deepObject" | "json")
}

/// Whether an object may have properties whose names its type does not say, each of which stands alone.
fn is_spread(api: &Api, parameter: &Parameter) -> bool {
    stands_alone(parameter) && is_open(api, &parameter.ty)
}

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
