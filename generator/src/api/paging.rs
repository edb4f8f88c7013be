//! Lists that are answered page by page: where the items are, and what leads from a page to the next.

use super::{Api, Field, Kind, Operation, Payload, Shape, Status, Type, TypeId};

/// How the pages of a list follow each other.
#[derive(Debug, Clone)]
pub struct Paging {
    /// The way to the items, from the answer on; empty when the answer is the list.
    pub items: Path,
    /// What one item is.
    pub item: Type,
    /// What leads to the next page.
    pub turn: Turn,
    /// The parameter for the most items of a page.
    pub limit: Option<usize>,
    /// The limit that is sent when the caller sets none.
    pub size: Option<i64>,
    /// The limit that stands for all items.
    pub unlimited: Option<i64>,
    /// The way to the number of all items.
    pub total: Option<Path>,
    /// The way to whether there are more.
    pub more: Option<Path>,
}

/// Names of fields, each inside the one before it.
pub type Path = Vec<String>;

/// What leads from a page to the next. A parameter is an index into those of the operation.
#[derive(Debug, Clone)]
pub enum Turn {
    /// The answer says what to send.
    Cursor {
        /// The parameter that takes it.
        parameter: usize,
        /// The way to it.
        next: Path,
    },
    /// The number of items before the page.
    Offset {
        /// The parameter that takes it.
        parameter: usize,
        /// The way to the next one, if the answer says it.
        next: Option<Path>,
    },
    /// The number of the page.
    Page {
        /// The parameter that takes it.
        parameter: usize,
        /// The number of the first page.
        first: i64,
    },
    /// A key of the last item.
    After {
        /// The parameter that takes it.
        parameter: usize,
        /// The way to it, from the item on.
        key: Path,
    },
}

/// The branch of an answer that has the list, when the answer is one of several types.
#[derive(Debug, Clone, Copy)]
pub struct Branch {
    /// The union.
    pub union: TypeId,
    /// The variant whose pages are walked.
    pub page: usize,
    /// The variant that is the whole list.
    pub whole: Option<usize>,
}

/// A field on the way to something.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The struct that has it.
    pub owner: TypeId,
    /// Its index.
    pub index: usize,
    /// The field.
    pub field: &'a Field,
}

impl Api {
    /// The type of an operation's only answer, if that is a value in one form.
    pub fn only_answer<'a>(&self, operation: &'a Operation) -> Option<&'a Type> {
        let [response] = operation.outputs.as_slice() else { return None };
        let [content] = response.contents.as_slice() else { return None };
        match (&response.status, &content.payload) {
            (Status::Code(_), Payload::Typed(ty)) => Some(ty),
            _ => None,
        }
    }

    /// The fields that a path leads through, from a value of `ty` on. All but the last one must always be there.
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

    /// What stands at the end of a path, from a value of `ty` on.
    pub fn end_of<'a>(&'a self, ty: &'a Type, path: &[String]) -> Option<&'a Type> {
        Some(self.steps(ty, path)?.last().map_or(ty, |step| &step.field.ty))
    }

    /// What a list at the end of a path holds.
    pub fn item_at<'a>(&'a self, ty: &'a Type, path: &[String]) -> Option<&'a Type> {
        let end = self.end_of(ty, path)?;
        match &self.resolved(end).kind {
            Kind::List(item) => Some(item),
            _ => None,
        }
    }

    /// The branch of a union that has a list at the end of a path, and the one that is such a list itself.
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
