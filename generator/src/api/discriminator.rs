//! The property that distinguishes the branches of a union.

use super::{Api, Kind, Rest, Shape, Type, Union};

/// The nesting of unions in unions that is followed.
const MAX_DEPTH: usize = 8;

impl Api {
    /// Whether values of a type hold a property themselves. A branch of a union that does not hold the discriminator is
    /// written with it.
    pub fn declares(&self, ty: &Type, property: &str) -> bool {
        self.declares_within(ty, property, MAX_DEPTH)
    }

    fn declares_within(&self, ty: &Type, property: &str, depth: usize) -> bool {
        let resolved = self.resolved(ty);
        let Some(id) = resolved.named() else {
            return !matches!(resolved.kind, Kind::Map(_));
        };
        match &self.ty(id).shape {
            Shape::Struct(shape) => {
                shape.is_list || shape.fields.iter().any(|field| field.name == property)
            }
            Shape::Union(union) => {
                union.discriminator.as_deref() == Some(property)
                    || depth == 0
                    || union
                        .variants
                        .iter()
                        .all(|one| self.declares_within(&one.ty, property, depth - 1))
            }
            Shape::Enum(_) | Shape::Alias(_) => true,
        }
    }

    /// Returns the number of properties that a value must have.
    pub fn required_count(&self, ty: &Type) -> usize {
        match self.resolved(ty).named().map(|id| &self.ty(id).shape) {
            Some(Shape::Struct(shape)) => {
                shape.fields.iter().filter(|field| field.required).count()
                    + usize::from(matches!(shape.rest, Rest::Closed))
            }
            _ => 0,
        }
    }
}

impl Union {
    /// Returns all values of the discriminator that mean a branch.
    pub fn tags(&self) -> impl Iterator<Item = &String> {
        self.variants.iter().flat_map(|variant| match &variant.selector {
            super::Selector::Discriminator(tags) => tags.as_slice(),
            _ => &[],
        })
    }
}
