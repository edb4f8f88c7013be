//! Decides whether a value can fit several branches of a union. If it can, a rule finds the requests that fit more than
//! one branch of `oneOf`.

use super::Lower;
use super::distinguish::flag;
use crate::api::{Direction, Field, JsonKind, Rest, Shape, Struct, Type, Union};

/// The nesting of types in types that is followed.
const MAX_DEPTH: usize = 8;

impl Lower<'_, '_> {
    /// Whether no value fits two of the branches.
    pub(super) fn excludes_all(&self, union: &Union) -> bool {
        let mut others = union.variants.iter();
        while let Some(variant) = others.next() {
            if !others.clone().all(|other| self.excludes(&variant.ty, &other.ty, 0)) {
                return false;
            }
        }
        true
    }

    /// Whether it is certain that no value other than null has both types.
    fn excludes(&self, one: &Type, other: &Type, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        if let (Some(first), Some(second)) = (self.json_kind(one), self.json_kind(other)) {
            let is_number = |kind| matches!(kind, JsonKind::Integer | JsonKind::Number);
            if first != second && !(is_number(first) && is_number(second)) {
                return true;
            }
        }
        if let (Some(first), Some(second)) = (self.fields_of(one), self.fields_of(other)) {
            return self.lacks(first, second, depth) || self.lacks(second, first, depth);
        }
        if let (Some(first), Some(second)) = (flag(&one.limits.rules), flag(&other.limits.rules)) {
            return first != second;
        }
        match (self.shape(one), self.shape(other)) {
            (Some(Shape::Union(union)), _) => {
                union.variants.iter().all(|variant| self.excludes(&variant.ty, other, depth + 1))
            }
            (_, Some(Shape::Union(union))) => {
                union.variants.iter().all(|variant| self.excludes(one, &variant.ty, depth + 1))
            }
            (Some(Shape::Enum(first)), Some(Shape::Enum(second))) => first
                .values
                .iter()
                .all(|value| second.values.iter().all(|known| known.text != value.text)),
            _ => false,
        }
    }

    /// Whether an object of the second type cannot have a field that the first one requires.
    fn lacks(&self, first: &Struct, second: &Struct, depth: usize) -> bool {
        let is_closed = matches!(second.rest, Rest::Closed)
            && second.fields.iter().all(|field| field.pattern.is_none());
        let required = |field: &&Field| field.required && field.direction != Direction::Response;
        first.fields.iter().filter(required).any(|field| {
            match second.fields.iter().find(|other| other.name == field.name) {
                Some(other) => {
                    !(field.ty.nullable && other.ty.nullable)
                        && other.pattern.is_none()
                        && self.excludes(&field.ty, &other.ty, depth + 1)
                }
                None => is_closed,
            }
        })
    }

    fn shape(&self, ty: &Type) -> Option<&Shape> {
        Some(&self.api.ty(self.api.resolved(ty).named()?).shape)
    }
}
