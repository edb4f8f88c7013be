//! The names that a value accepts in the query, the cookies or a form, where objects may be spread.

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
    /// Its style.
    pub style: &'a str,
    /// Whether each item or property is a value of its own.
    pub explode: bool,
}

/// Two values that accept the same name, or any other name.
#[derive(Debug, Clone)]
pub struct Clash<'a> {
    /// The name of the first one.
    pub one: &'a str,
    /// The name of the second one.
    pub other: &'a str,
    /// The name that both accept, or `None` if both accept any other name.
    pub name: Option<String>,
}

impl<'a> From<&'a Parameter> for Named<'a> {
    fn from(one: &'a Parameter) -> Self {
        Self { name: &one.name, ty: &one.ty, style: &one.style, explode: one.explode }
    }
}

impl<'a> Named<'a> {
    /// Creates the value of a form field. Without a style it is sent under its own name.
    pub fn field(field: &'a Field, encodings: &'a [Encoding]) -> Self {
        let encoding = encodings.iter().find(|encoding| encoding.field == field.name);
        let style = encoding.and_then(|encoding| encoding.style.as_ref());
        let (style, explode) = style.map_or(("", false), |(style, explode)| (style, *explode));
        Self { name: &field.name, ty: &field.ty, style, explode }
    }

    /// Whether each property of an object is a value of its own.
    fn stands_alone(&self) -> bool {
        self.explode && !matches!(self.style, "deepObject" | "json")
    }
}

impl Api {
    /// Whether a value accepts any name that no other value has: an object that is spread and allows additional
    /// properties.
    pub fn is_spread(&self, one: Named<'_>) -> bool {
        one.stands_alone() && self.is_open(one.ty)
    }

    /// Returns the names of a value.
    pub fn names_of(&self, one: Named<'_>) -> Vec<String> {
        match self.styled_shape(one.ty, one.style) {
            ParameterShape::Object(names) if one.stands_alone() => names,
            _ => vec![one.name.to_owned()],
        }
    }

    /// Returns the names of several values, each once.
    pub fn names_of_all<'a>(&self, values: impl IntoIterator<Item = Named<'a>>) -> Vec<String> {
        let names: BTreeSet<String> =
            values.into_iter().flat_map(|one| self.names_of(one)).collect();
        names.into_iter().collect()
    }

    /// Returns the values in one location that a server cannot distinguish.
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

    /// Returns the shape of a form field, considering the other fields.
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
        ParameterShape::Map(taken)
    }

    fn is_open(&self, ty: &Type) -> bool {
        match &self.resolved(ty).kind {
            Kind::Map(_) => true,
            Kind::Custom(own) => own.json == Some(JsonKind::Object),
            Kind::Named(id) | Kind::Boxed(id) => match &self.ty(*id).shape {
                Shape::Struct(shape) => !shape.is_list && shape.takes_rest(),
                _ => false,
            },
            _ => false,
        }
    }
}

impl Struct {
    /// Whether it has a type for additional properties.
    pub fn takes_rest(&self) -> bool {
        let patterns = self.fields.iter().any(|field| field.pattern.is_some());
        patterns || matches!(self.rest, Rest::Typed(_))
    }
}
