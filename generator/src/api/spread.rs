//! Which names a value takes where names and values stand side by side: in the query, among the cookies, in a form.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Api, Encoding, Field, JsonKind, Kind, Parameter, ParameterShape, Rest, Shape, Struct, Type,
};

/// A value with a name: a parameter, or a field of a form.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its type.
    pub ty: &'a Type,
    /// How it is written.
    pub style: &'a str,
    /// Whether each item or property stands alone.
    pub explode: bool,
}

/// Two values that both take a name, or all names that are left.
#[derive(Debug, Clone)]
pub struct Clash<'a> {
    /// The name of one.
    pub one: &'a str,
    /// The name of the other.
    pub other: &'a str,
    /// The name that both take; none when they take all that no other value has.
    pub name: Option<String>,
}

impl<'a> From<&'a Parameter> for Named<'a> {
    fn from(one: &'a Parameter) -> Self {
        Self { name: &one.name, ty: &one.ty, style: &one.style, explode: one.explode }
    }
}

impl<'a> Named<'a> {
    /// A field of a form; one for which the document chooses no style is written under its own name.
    pub fn field(field: &'a Field, encodings: &'a [Encoding]) -> Self {
        let encoding = encodings.iter().find(|encoding| encoding.field == field.name);
        let style = encoding.and_then(|encoding| encoding.style.as_ref());
        let (style, explode) = style.map_or(("", false), |(style, explode)| (style, *explode));
        Self { name: &field.name, ty: &field.ty, style, explode }
    }

    /// Whether each property of an object stands alone.
    fn stands_alone(&self) -> bool {
        self.explode && !matches!(self.style, "deepObject" | "json")
    }
}

impl Api {
    /// Whether it takes every name that no other value has: an object may have properties whose names its type does not
    /// say, each of which stands alone.
    pub fn is_spread(&self, one: Named<'_>) -> bool {
        one.stands_alone() && self.is_open(one.ty)
    }

    /// The names that are its own.
    pub fn names_of(&self, one: Named<'_>) -> Vec<String> {
        match self.styled_shape(one.ty, one.style) {
            ParameterShape::Object(names) if one.stands_alone() => names,
            _ => vec![one.name.to_owned()],
        }
    }

    /// The names of several values, each once.
    pub fn names_of_all<'a>(&self, values: impl IntoIterator<Item = Named<'a>>) -> Vec<String> {
        let names: BTreeSet<String> =
            values.into_iter().flat_map(|one| self.names_of(one)).collect();
        names.into_iter().collect()
    }

    /// Which values of one place no server can tell apart.
    pub fn clashes<'a>(&self, values: &[Named<'a>]) -> Vec<Clash<'a>> {
        let mut clashes = Vec::new();
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for value in values {
            for name in self.names_of(*value) {
                if let Some(one) = taken.insert(name.clone(), value.name) {
                    clashes.push(Clash { one, other: value.name, name: Some(name) });
                }
            }
        }
        let mut open = values.iter().filter(|value| self.is_spread(**value));
        if let (Some(one), Some(other)) = (open.next(), open.next()) {
            clashes.push(Clash { one: one.name, other: other.name, name: None });
        }
        clashes
    }

    /// What kind of value a field of a form has, beside the other fields.
    pub fn field_shape(
        &self,
        form: &Struct,
        field: &Field,
        encodings: &[Encoding],
    ) -> ParameterShape {
        let own = Named::field(field, encodings);
        if !self.is_spread(own) {
            return self.styled_shape(own.ty, own.style);
        }
        let others = form.fields.iter().filter(|one| one.name != field.name);
        let taken = self.names_of_all(others.map(|one| Named::field(one, encodings)));
        ParameterShape::Open(taken)
    }

    fn is_open(&self, ty: &Type) -> bool {
        match &self.resolved(ty).kind {
            Kind::Map(_) => true,
            Kind::Own(own) => own.json == Some(JsonKind::Object),
            Kind::Named(id) | Kind::Boxed(id) => match &self.ty(*id).shape {
                Shape::Struct(shape) => !shape.is_list && shape.takes_rest(),
                _ => false,
            },
            _ => false,
        }
    }
}

impl Struct {
    /// Whether it has a type for properties that it does not name.
    pub fn takes_rest(&self) -> bool {
        let patterns = self.fields.iter().any(|field| field.pattern.is_some());
        patterns || matches!(self.rest, Rest::Typed(_))
    }
}
