//! Prints types and shapes.

use std::fmt::Write as _;

use super::{Page, word};
use crate::api::{
    Bound, Direction, Enum, Field, Kind, Limits, Rest, Selector, Shape, Struct, Type, TypeDef,
    TypeId, Union,
};

impl Page<'_> {
    pub(super) fn named(&mut self, id: TypeId, def: &TypeDef) {
        let mut head = format!("type {:?} = {}", self.name(id), word(&def.shape));
        if let Shape::Alias(ty) = &def.shape {
            let _ = write!(head, " {}", self.ty(ty));
        }
        if let Some(parent) = def.parent {
            let _ = write!(head, " in {:?}", self.name(parent));
        }
        if def.deprecated {
            head.push_str(" deprecated");
        }
        self.line(0, format_args!("{head}  # {}", def.origin.pointer));
        self.docs(1, &def.docs);
        if let Some(example) = &def.example {
            self.line(1, format_args!("example {example}"));
        }
        for rule in &def.rules {
            self.line(1, format_args!("rule {rule}"));
        }
        match &def.shape {
            Shape::Struct(shape) => self.fields(shape),
            Shape::Enum(shape) => self.values(shape),
            Shape::Union(shape) => self.variants(shape),
            Shape::Alias(_) => {}
        }
    }

    fn fields(&mut self, shape: &Struct) {
        if shape.is_list {
            self.line(1, "as a list");
        }
        for field in &shape.fields {
            let line = self.field(field);
            self.line(1, line);
            self.docs(2, &field.docs);
        }
        match &shape.rest {
            Rest::Kept => {}
            Rest::Closed => self.line(1, "nothing else"),
            Rest::Typed(ty) => self.line(1, format_args!("..: {}", self.ty(ty))),
        }
        for name in &shape.ignored {
            self.line(1, format_args!("ignored: {}", name.escape_debug()));
        }
    }

    fn field(&self, field: &Field) -> String {
        let optional = if field.required { "" } else { "?" };
        let mut line = format!("{}{optional}: {}", field.name.escape_debug(), self.ty(&field.ty));
        if let Some(pattern) = &field.pattern {
            let _ = write!(line, " of {pattern:?}");
        }
        match field.direction {
            Direction::Both => {}
            Direction::Response => line.push_str(", read only"),
            Direction::Request => line.push_str(", write only"),
        }
        if let Some(default) = &field.default {
            let _ = write!(line, " = {default}");
        }
        if field.deprecated {
            line.push_str(", deprecated");
        }
        line
    }

    fn values(&mut self, shape: &Enum) {
        if shape.is_open {
            self.line(1, "and others");
        }
        for value in &shape.values {
            let name = value.name.as_ref().map(|name| format!(" as {name:?}")).unwrap_or_default();
            self.line(1, format_args!("{:?}{name}", value.text));
            self.docs(2, &value.docs);
        }
    }

    fn variants(&mut self, shape: &Union) {
        if let Some(discriminator) = &shape.discriminator {
            self.line(1, format_args!("discriminator {discriminator:?}"));
        }
        for variant in &shape.variants {
            let selector = match &variant.selector {
                Selector::Kind(kind) => format!("if {kind:?}").to_lowercase(),
                Selector::Discriminator(tags) => format!("if {tags:?}"),
                Selector::Fields(fields) => format!("if it has {fields:?}"),
                Selector::Event(name) => format!("if the event is {name:?}"),
                Selector::Try => "if it fits".to_owned(),
                Selector::Default => "otherwise".to_owned(),
            };
            self.line(1, format_args!("{:?}: {} {selector}", variant.name, self.ty(&variant.ty)));
        }
    }

    pub(super) fn ty(&self, ty: &Type) -> String {
        let mut text = match &ty.kind {
            Kind::Any => "any".to_owned(),
            Kind::Null => "null".to_owned(),
            Kind::Custom(own) => own.path.join("::"),
            Kind::Bool => "bool".to_owned(),
            Kind::Int(format) => format.rust().to_owned(),
            Kind::Float(format) => format.rust().to_owned(),
            Kind::String(format) => format.name().to_owned(),
            Kind::List(item) => format!("[{}]", self.ty(item)),
            Kind::Map(value) => format!("{{{}}}", self.ty(value)),
            Kind::Named(id) => format!("{:?}", self.name(*id)),
            Kind::Boxed(id) => format!("boxed {:?}", self.name(*id)),
        };
        let limits = limits(&ty.limits);
        if !limits.is_empty() {
            let _ = write!(text, " ({})", limits.join(", "));
        }
        if ty.nullable {
            text.push_str(" | null");
        }
        text
    }
}

fn limits(limits: &Limits) -> Vec<String> {
    let count = |word: &str, least: Option<u64>, most: Option<u64>| match (least, most) {
        (None, None) => None,
        (Some(least), None) => Some(format!("{word} {least}..")),
        (least, Some(most)) => Some(format!("{word} {}..={most}", least.unwrap_or_default())),
    };
    let bound = |sign: &str, bound: Option<Bound>| {
        bound.map(|bound| {
            format!("{sign}{} {}", if bound.exclusive { "" } else { "=" }, bound.value)
        })
    };
    let found = [
        count("length", limits.min_length, limits.max_length),
        limits.pattern.as_ref().map(|pattern| format!("pattern {pattern:?}")),
        limits.format.map(|format| format!("format {format:?}")),
        bound(">", limits.minimum),
        bound("<", limits.maximum),
        limits.multiple_of.map(|step| format!("step {step}")),
        count("count", limits.min_items, limits.max_items),
        limits.unique.then(|| "unique".to_owned()),
    ];
    let rules = limits.rules.iter().map(|rule| format!("rule {rule}"));
    found.into_iter().flatten().chain(rules).collect()
}
