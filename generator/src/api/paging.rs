//! Pagination: where the items of a page are, and how the next page is requested.

use super::{Api, Field, Kind, Operation, Payload, Shape, Status, Type, TypeId};

/// The pagination of an operation.
#[derive(Debug, Clone)]
pub struct Paging {
    /// The path to the items in the response. Empty if the response is the array.
    pub items: Path,
    /// The type of an item.
    pub item: Type,
    /// How the next page is requested.
    pub turn: Turn,
    /// The parameter for the maximum number of items in a page.
    pub limit: Option<usize>,
    /// The limit to send if the caller sets none.
    pub size: Option<i64>,
    /// The limit that means all items.
    pub unlimited: Option<i64>,
    /// The path to the total number of items in the response.
    pub total: Option<Path>,
    /// The path to the flag in the response that says whether there are more pages.
    pub more: Option<Path>,
}

/// A path: names of fields, each inside the one before it.
pub type Path = Vec<String>;

/// How the next page is requested. Parameters are indices into those of the operation.
#[derive(Debug, Clone)]
pub enum Turn {
    /// By a cursor from the response.
    Cursor {
        /// The parameter for the cursor.
        parameter: usize,
        /// The path to the next cursor in the response.
        next: Path,
    },
    /// By the number of items before the page.
    Offset {
        /// The parameter for the offset.
        parameter: usize,
        /// The path to the next offset, if the response has it.
        next: Option<Path>,
    },
    /// By the number of the page.
    Page {
        /// The parameter for the number.
        parameter: usize,
        /// The number of the first page.
        first: i64,
    },
    /// By a key of the last item.
    After {
        /// The parameter for the key.
        parameter: usize,
        /// The path to the key in an item.
        key: Path,
    },
}

/// The branch of a response that has the items, if the response is a union.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// The union.
    pub union: TypeId,
    /// The variant with the pages.
    pub page: usize,
    /// The variant that is an array of all items.
    pub whole: Option<usize>,
}

/// A field of a path.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The struct of the field.
    pub owner: TypeId,
    /// The index of the field.
    pub index: usize,
    /// The field.
    pub field: &'a Field,
}

impl Api {
    /// Returns the type of an operation's only success, if it has a single status and media type.
    pub fn only_answer<'a>(&self, operation: &'a Operation) -> Option<&'a Type> {
        let [response] = operation.outputs.as_slice() else { return None };
        let [content] = response.contents.as_slice() else { return None };
        match (&response.status, &content.payload) {
            (Status::Code(_), Payload::Typed(ty)) => Some(ty),
            _ => None,
        }
    }

    /// Returns the fields of a path from a value of `ty`. All but the last one must be required.
    pub fn steps<'a>(&'a self, ty: &'a Type, path: &[String]) -> Option<Vec<Step<'a>>> {
        let mut steps: Vec<Step<'a>> = Vec::new();
        let mut here = ty;
        for name in path {
            if steps.last().is_some_and(|step| !step.field.required) || here.nullable {
                return None;
            }
            let Kind::Named(owner) = self.resolved(here).kind else { return None };
            let Shape::Struct(shape) = &self.ty(owner).shape else { return None };
            let (index, field) =
                shape.fields.iter().enumerate().find(|(_, field)| field.name == *name)?;
            here = &field.ty;
            steps.push(Step { owner, index, field });
        }
        Some(steps)
    }

    /// Returns the type at the end of a path from a value of `ty`.
    pub fn end_of<'a>(&'a self, ty: &'a Type, path: &[String]) -> Option<&'a Type> {
        Some(self.steps(ty, path)?.last().map_or(ty, |step| &step.field.ty))
    }

    /// Returns the type of the items of an array at the end of a path.
    pub fn item_at<'a>(&'a self, ty: &'a Type, path: &[String]) -> Option<&'a Type> {
        let end = self.end_of(ty, path)?;
        match &self.resolved(end).kind {
            Kind::List(item) => Some(item),
            _ => None,
        }
    }

    /// Returns the branch of a union with an array at the end of a path, and the type of its items.
    pub fn branch<'a>(&'a self, answer: &'a Type, path: &[String]) -> Option<(Branch, &'a Type)> {
        let Kind::Named(union) = self.resolved(answer).kind else { return None };
        let Shape::Union(shape) = &self.ty(union).shape else { return None };
        let mut found = shape.variants.iter().enumerate();
        let (page, item) = found.find_map(|(index, variant)| {
            self.item_at(&variant.ty, path).map(|item| (index, item))
        })?;
        let same = |variant: &super::Variant| {
            self.item_at(&variant.ty, &[]).is_some_and(|other| other.kind == item.kind)
        };
        let whole = shape.variants.iter().position(same).filter(|index| *index != page);
        Some((Branch { union, page, whole }, item))
    }
}
