//! Handles objects whose properties are spread: each is a value of its own in the query, the cookies or a form. An
//! object that allows any names gets those that no other value and no credential has. Values that share a name are
//! reported.

use super::Lower;
use crate::api::{
    Api, Clash, Codec, Encoding, Named, Parameter, ParameterShape, SchemeKind, SecurityNeed, Shape,
    Type,
};
use crate::diag::{Diagnostics, codes, text};
use crate::tree::pointer::At;

impl Lower<'_, '_> {
    /// Sets the shape of the spread parameters of an operation.
    pub(super) fn spread(
        &mut self,
        security: &[SecurityNeed],
        parameters: &mut [Parameter],
        at: &At<'_>,
    ) {
        for place in ["query", "cookie"] {
            let of_place: Vec<(usize, &Parameter)> =
                (0..).zip(&*parameters).filter(|(_, one)| one.location == place).collect();
            let values: Vec<Named<'_>> = of_place.iter().map(|(_, one)| (*one).into()).collect();
            report_clashes(
                &self.api,
                self.diagnostics,
                &format!("{place} parameters"),
                &values,
                at,
            );
            let credentials = credentials(&self.api, place, security);
            let mut shapes = Vec::new();
            for (own, one) in &of_place {
                if !self.api.is_spread((*one).into()) {
                    continue;
                }
                let others = of_place.iter().filter(|(index, _)| index != own);
                let mut taken = self.api.names_of_all(others.map(|(_, one)| (*one).into()));
                taken.extend(credentials.iter().cloned());
                taken.sort_unstable();
                taken.dedup();
                shapes.push((*own, ParameterShape::Map(taken)));
            }
            for (index, shape) in shapes {
                if let Some(parameter) = parameters.get_mut(index) {
                    parameter.shape = shape;
                }
            }
        }
    }

    /// Reports the fields of a form that share names, or whose style cannot write their values.
    pub(super) fn spread_form(
        &mut self,
        ty: &Type,
        codec: Codec,
        encodings: &[Encoding],
        at: &At<'_>,
    ) {
        let named = self.api.resolved(ty).named();
        let Some(Shape::Struct(form)) = named.map(|id| self.api.ty(id).shape.clone()) else {
            return;
        };
        let at = at.key("encoding");
        let values = form.fields.iter().filter(|field| field.pattern.is_none());
        let values: Vec<Named<'_>> = values.map(|field| Named::field(field, encodings)).collect();
        for one in values.iter().filter(|one| !one.style.is_empty()) {
            let shape = self.api.styled_shape(one.ty, one.style);
            // A part has no escapes, like a header.
            let bare = codec == Codec::Multipart && !one.explode;
            let place = if bare { "part" } else { "form" };
            if let Some(what) = self.unwritable(one.ty, &shape, (one.style, one.explode), place) {
                let found =
                    self.diagnostics.report(&codes::UNSUPPORTED_STYLE, &at.key(one.name), what);
                found
                    .on_key()
                    .help("remove `style` and `explode`, so that the field is sent as JSON");
            }
        }
        report_clashes(&self.api, self.diagnostics, "fields", &values, &at);
        let open = values.iter().find(|one| self.api.is_spread(**one));
        if let Some(open) = open.filter(|_| form.takes_rest()) {
            let message = format!(
                "ambiguous fields: {} and the form itself both accept any other name, so a server reads each value \
                 into both",
                text::quote(open.name)
            );
            let found = self.diagnostics.report(&codes::AMBIGUOUS_PARAMETERS, &at, message);
            found.on_key().help("let only one of them accept other names, or list the properties");
        }
    }
}

/// Reports two values that accept the same name, or any other name.
fn report_clashes(
    api: &Api,
    diagnostics: &mut Diagnostics,
    what: &str,
    values: &[Named<'_>],
    at: &At<'_>,
) {
    for Clash { one, other, name } in api.clashes(values) {
        let (taken, help) = match name {
            Some(name) => (
                text::quote(&name),
                "use `style: deepObject` for one of the objects, or rename its property",
            ),
            None => (
                "any other name".to_owned(),
                "let only one map accept other names, or list the properties",
            ),
        };
        let message = format!(
            "ambiguous {what}: {} and {} both accept {taken}, so a server reads each value into both",
            text::quote(one),
            text::quote(other)
        );
        diagnostics.report(&codes::AMBIGUOUS_PARAMETERS, at, message).on_key().help(help);
    }
}

/// Returns the names of an operation's credentials in a location.
fn credentials(api: &Api, place: &str, security: &[SecurityNeed]) -> Vec<String> {
    let schemes = security.iter().flat_map(|need| &need.0).map(|(id, _)| api.scheme(*id));
    let names = schemes.filter_map(|scheme| match &scheme.kind {
        SchemeKind::ApiKey { location, name } if location == place => Some(name.clone()),
        _ => None,
    });
    names.collect()
}
