//! The shapes of parameters, which decide how a style writes them, and the nested values that no style defines.

use super::{Api, Format, JsonKind, Kind, Rest, Shape, StringFormat, Type, Union};

/// The shape of a parameter's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterShape {
    /// A scalar.
    Value,
    /// An array.
    List,
    /// A scalar or an array.
    ScalarOrList,
    /// An object with these properties.
    Object(Vec<String>),
    /// A spread object that allows additional properties: it gets all values except those with these names.
    Map(Vec<String>),
}

/// The values inside a parameter that are arrays or objects, and so are written as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nested {
    /// None.
    None,
    /// The items of an array, or the values of a map.
    All,
    /// The values of these properties.
    Properties(Vec<String>),
}

/// A value inside a parameter.
enum Inner<'a> {
    /// An item of an array.
    Item(&'a Type),
    /// The value of a property with a name.
    Property(&'a str, &'a Type),
    /// The value of any other property.
    Rest(&'a Type),
}

/// The nesting of unions that is followed.
const MAX_DEPTH: usize = 8;

impl Api {
    /// Returns the shape of a parameter.
    pub fn parameter_shape(&self, ty: &Type) -> ParameterShape {
        match &self.resolved(ty).kind {
            Kind::List(_) => ParameterShape::List,
            Kind::Map(_) => ParameterShape::Object(Vec::new()),
            Kind::Custom(own) => match own.json {
                Some(JsonKind::List) => ParameterShape::List,
                Some(JsonKind::Object) => ParameterShape::Object(Vec::new()),
                _ => ParameterShape::Value,
            },
            Kind::Named(id) | Kind::Boxed(id) => match &self.ty(*id).shape {
                Shape::Struct(shape) if shape.is_list => ParameterShape::List,
                Shape::Struct(shape) => {
                    let named = shape.fields.iter().filter(|field| field.pattern.is_none());
                    ParameterShape::Object(named.map(|field| field.name.clone()).collect())
                }
                Shape::Union(union) => self.shape_of_union(union),
                _ => ParameterShape::Value,
            },
            _ => ParameterShape::Value,
        }
    }

    /// Returns the shape of a union: an object with the properties of all branches, if all are objects.
    fn shape_of_union(&self, union: &Union) -> ParameterShape {
        let shapes = union.variants.iter().map(|one| {
            // A nested union may be the same union.
            let named = self.resolved(&one.ty).named();
            let inner = named.is_some_and(|id| matches!(self.ty(id).shape, Shape::Union(_)));
            if inner { ParameterShape::Value } else { self.parameter_shape(&one.ty) }
        });
        let shapes: Vec<ParameterShape> = shapes.collect();
        if shapes.contains(&ParameterShape::List) {
            return ParameterShape::ScalarOrList;
        }
        let mut names = Vec::new();
        for shape in shapes {
            match shape {
                ParameterShape::Object(more) if !more.is_empty() => names.extend(more),
                _ => return ParameterShape::Value,
            }
        }
        names.extend(union.discriminator.clone().filter(|_| !names.is_empty()));
        names.sort_unstable();
        names.dedup();
        if names.is_empty() { ParameterShape::Value } else { ParameterShape::Object(names) }
    }

    /// Returns the shape of a parameter in a style. In `deepObject`, names distinguish an object from other values.
    pub fn styled_shape(&self, ty: &Type, style: &str) -> ParameterShape {
        match self.parameter_shape(ty) {
            ParameterShape::Value if style == "deepObject" && self.may_be_object(ty) => {
                ParameterShape::ScalarOrList
            }
            shape => shape,
        }
    }

    /// Whether a union has a branch that is an object.
    pub fn may_be_object(&self, ty: &Type) -> bool {
        let named = self.resolved(ty).named();
        let Some(Shape::Union(union)) = named.map(|id| &self.ty(id).shape) else { return false };
        union
            .variants
            .iter()
            .any(|one| matches!(self.parameter_shape(&one.ty), ParameterShape::Object(_)))
    }

    /// Whether neither a value nor an item of it contains a comma: numbers, dates, listed values and so on.
    pub fn has_no_commas(&self, ty: &Type) -> bool {
        self.lacks_commas(ty, false, 0)
    }

    /// `is_item` says whether the value is in a list. A list in a list is JSON, which has commas.
    fn lacks_commas(&self, ty: &Type, is_item: bool, depth: usize) -> bool {
        let ty = self.resolved(ty);
        match &ty.kind {
            // A union may contain itself.
            _ if depth > MAX_DEPTH => false,
            Kind::Bool | Kind::Int(_) | Kind::Float(_) => true,
            Kind::String(StringFormat::Plain) => {
                ty.limits.format.is_some_and(Format::has_no_commas)
            }
            Kind::String(format) => !matches!(format, StringFormat::Binary | StringFormat::Secret),
            Kind::List(item) => !is_item && self.lacks_commas(item, true, depth + 1),
            Kind::Named(id) => match &self.ty(*id).shape {
                Shape::Enum(listed) => listed.values.iter().all(|value| !value.text.contains(',')),
                Shape::Union(union) => {
                    union.variants.iter().all(|one| self.lacks_commas(&one.ty, is_item, depth + 1))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Returns the values inside a parameter that are written as JSON. `deepObject` and JSON have their own forms for
    /// these.
    pub fn nested(&self, ty: &Type, style: &str, explode: bool) -> Nested {
        if matches!(style, "json" | "deepObject") {
            return Nested::None;
        }
        let property = |ty: &Type| self.is_nested_property(ty, style, explode);
        let mut names = Vec::new();
        for inner in self.inside(ty) {
            match inner {
                Inner::Item(item) if self.is_nested(item) => return Nested::All,
                Inner::Rest(value) if property(value) => return Nested::All,
                Inner::Property(name, value) if property(value) => names.push(name.to_owned()),
                _ => {}
            }
        }
        names.sort_unstable();
        names.dedup();
        if names.is_empty() { Nested::None } else { Nested::Properties(names) }
    }

    /// Returns why a value inside a parameter may be read as another value, if it may. Nested values are JSON.
    pub fn ambiguity(&self, ty: &Type, style: &str, explode: bool) -> Option<&'static str> {
        let text = "schema allows both strings and nested values: a string that looks like JSON is read as JSON";
        let lists = "property is an array of arrays: a single inner array is read as its items";
        let all = self.nested(ty, style, explode) == Nested::All;
        self.inside(ty).into_iter().find_map(|inner| {
            let (value, is_property) = match inner {
                Inner::Item(value) => (value, false),
                Inner::Property(_, value) | Inner::Rest(value) => (value, true),
            };
            let nested = all
                || if is_property {
                    self.is_nested_property(value, style, explode)
                } else {
                    self.is_nested(value)
                };
            if nested && self.may_be_text(value) {
                return Some(text);
            }
            let Kind::List(item) = &self.resolved(value).kind else { return None };
            let is_list = self.parameter_shape(item) == ParameterShape::List;
            (is_property && is_list && repeats(style, explode)).then_some(lists)
        })
    }

    /// Returns the values directly inside a value.
    fn inside<'a>(&'a self, ty: &'a Type) -> Vec<Inner<'a>> {
        let shape = match &self.resolved(ty).kind {
            Kind::List(item) => return vec![Inner::Item(item)],
            Kind::Map(value) => return vec![Inner::Rest(value)],
            Kind::Named(id) | Kind::Boxed(id) => &self.ty(*id).shape,
            _ => return Vec::new(),
        };
        match shape {
            Shape::Struct(shape) if shape.is_list => {
                shape.fields.iter().map(|field| Inner::Item(&field.ty)).collect()
            }
            Shape::Struct(shape) => {
                let fields = shape.fields.iter();
                let mut all: Vec<_> =
                    fields.map(|field| Inner::Property(&field.name, &field.ty)).collect();
                if let Rest::Typed(rest) = &shape.rest {
                    all.push(Inner::Rest(rest));
                }
                all
            }
            // A nested union may be the same union.
            Shape::Union(union) => {
                let is_union = |ty: &Type| {
                    let named = self.resolved(ty).named();
                    named.is_some_and(|id| matches!(self.ty(id).shape, Shape::Union(_)))
                };
                let variants = union.variants.iter().filter(|one| !is_union(&one.ty));
                variants.flat_map(|one| self.inside(&one.ty)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a value may be a string.
    fn may_be_text(&self, ty: &Type) -> bool {
        let is_text = |ty: &Type| matches!(self.resolved(ty).kind, Kind::String(_));
        let named = self.resolved(ty).named();
        match named.map(|id| &self.ty(id).shape) {
            Some(Shape::Union(union)) => union.variants.iter().any(|one| is_text(&one.ty)),
            _ => is_text(ty),
        }
    }

    /// Whether a value inside a parameter may be an array or an object.
    fn is_nested(&self, ty: &Type) -> bool {
        self.parameter_shape(ty) != ParameterShape::Value || self.may_be_object(ty)
    }

    /// Whether a property is nested. An exploded array of scalars is not, since it repeats the name.
    fn is_nested_property(&self, ty: &Type, style: &str, explode: bool) -> bool {
        let is_list =
            matches!(self.parameter_shape(ty), ParameterShape::List | ParameterShape::ScalarOrList);
        if repeats(style, explode) && is_list && !self.may_be_object(ty) {
            let nested =
                |inner: &Inner<'_>| matches!(inner, Inner::Item(item) if self.is_nested(item));
            return self.inside(ty).iter().any(nested);
        }
        self.is_nested(ty)
    }
}

/// Whether the style writes each item or property as a value of its own.
fn repeats(style: &str, explode: bool) -> bool {
    explode && matches!(style, "form" | "cookie" | "spaceDelimited" | "pipeDelimited")
}
