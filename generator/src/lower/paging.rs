//! Translates `x-pagination`. In goes the extension of an operation; out comes how a client requests page after page.
//! If the extension does not match the parameters and the response of the operation, that is reported and the operation
//! is generated without pagination.

use super::Lower;
use crate::api::{
    Branch, Kind, Operation, Paging, Parameter, Path, Shape, StringFormat, Turn, Type,
};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::At;

const WORDS: &[&str] = &[
    "style",
    "items",
    "limit",
    "size",
    "unlimited",
    "offset",
    "page",
    "cursor",
    "after",
    "first",
    "key",
    "next",
    "total",
    "more",
];

impl Lower<'_, '_> {
    /// Returns the pagination of an operation, if it has any.
    pub(super) fn paging(
        &mut self,
        operation: &Operation,
        node: &Node,
        at: &At<'_>,
    ) -> Option<Paging> {
        let extension = node.get("x-pagination")?;
        let at = at.key("x-pagination");
        let found = Words { extension, lower: self, operation }.paging();
        found
            .map_err(|(word, what)| {
                let place = at.key(word);
                let at = if extension.get(word).is_some() { &place } else { &at };
                self.diagnostics.report(&codes::UNSUPPORTED_PAGINATION, at, what);
            })
            .ok()
    }
}

/// What a value is used for: the name of its type, and which types are allowed.
type Class = (&'static str, fn(&Kind) -> bool);

const COUNT: Class = ("an integer", |kind| matches!(kind, Kind::Int(_)));
const CURSOR: Class = ("a string or an integer", |kind| {
    use StringFormat::{Plain, Uuid};
    matches!(kind, Kind::Int(_) | Kind::String(Plain | Uuid))
});
const FLAG: Class = ("a boolean", |kind| matches!(kind, Kind::Bool));

/// A key of the extension, and what is wrong with it.
type Wrong = (&'static str, String);

/// The keys of one `x-pagination`.
struct Words<'n, 'l, 'd, 'x> {
    extension: &'n Node,
    lower: &'l Lower<'d, 'x>,
    operation: &'n Operation,
}

impl Words<'_, '_, '_, '_> {
    fn paging(&self) -> Result<Paging, Wrong> {
        let unknown = self.extension.as_object().into_iter().flatten();
        for (word, _) in unknown {
            if !WORDS.contains(&word.as_str()) {
                return Err(("", format!("unknown key `{word}` in `x-pagination`")));
            }
        }
        let api = &self.lower.api;
        let answer = api.only_answer(self.operation).ok_or_else(|| {
            ("", "pagination needs exactly one success response with a JSON body".to_owned())
        })?;
        let items = self.path("items")?.unwrap_or_default();
        let (page, item) = match (api.item_at(answer, &items), api.branch(answer, &items)) {
            (Some(item), _) => (answer.clone(), item.clone()),
            (None, Some((branch, item))) => (self.variant(branch), item.clone()),
            (None, None) => {
                return Err((
                    "items",
                    "`items` does not lead to an array in the response".to_owned(),
                ));
            }
        };
        let limit = self.parameter("limit", COUNT)?;
        if self.extension.get("size").is_some() && limit.is_none() {
            return Err(("size", "`size` requires `limit`".to_owned()));
        }
        Ok(Paging {
            turn: self.turn(&page, &item)?,
            total: self.place("total", &page, COUNT)?,
            more: self.place("more", &page, FLAG)?,
            size: self.number("size"),
            unlimited: self.number("unlimited"),
            limit,
            items,
            item,
        })
    }

    fn variant(&self, branch: Branch) -> Type {
        match &self.lower.api.ty(branch.union).shape {
            Shape::Union(union) => {
                union.variants.get(branch.page).map_or_else(Type::any, |found| found.ty.clone())
            }
            _ => Type::any(),
        }
    }

    fn turn(&self, page: &Type, item: &Type) -> Result<Turn, Wrong> {
        let style = self.extension.get("style").and_then(Node::as_str).unwrap_or_default();
        let needed = |word: &'static str, class| {
            let found = self.parameter(word, class)?;
            found.ok_or_else(|| (word, format!("style `{style}` requires `{word}`")))
        };
        Ok(match style {
            "cursor" => Turn::Cursor {
                parameter: needed("cursor", CURSOR)?,
                next: self
                    .place("next", page, CURSOR)?
                    .ok_or(("next", "style `cursor` requires `next`".to_owned()))?,
            },
            "offset" => Turn::Offset {
                parameter: needed("offset", COUNT)?,
                next: self.place("next", page, COUNT)?,
            },
            "page" => Turn::Page {
                parameter: needed("page", COUNT)?,
                first: self.number("first").unwrap_or(1),
            },
            "after" => Turn::After {
                parameter: needed("after", CURSOR)?,
                key: self
                    .place("key", item, CURSOR)?
                    .ok_or(("key", "style `after` requires `key`".to_owned()))?,
            },
            _ => {
                let what = "`style` must be `cursor`, `offset`, `page` or `after`";
                return Err(("style", what.to_owned()));
            }
        })
    }

    fn number(&self, word: &str) -> Option<i64> {
        self.extension.get(word)?.as_i64()
    }

    /// Returns the index of the query parameter that a key names.
    fn parameter(&self, word: &'static str, class: Class) -> Result<Option<usize>, Wrong> {
        let Some(name) = self.extension.get(word).and_then(Node::as_str) else { return Ok(None) };
        let same = |parameter: &Parameter| parameter.name == name && parameter.location == "query";
        let Some(index) = self.operation.parameters.iter().position(same) else {
            return Err((word, format!("unknown query parameter `{name}`")));
        };
        let ty = self.operation.parameters.get(index).map(|parameter| &parameter.ty);
        self.is(word, &format!("parameter `{name}`"), ty, class)?;
        Ok(Some(index))
    }

    fn is(
        &self,
        word: &'static str,
        what: &str,
        ty: Option<&Type>,
        (name, holds): Class,
    ) -> Result<(), Wrong> {
        match ty {
            Some(ty) if holds(&self.lower.api.resolved(ty).kind) => Ok(()),
            _ => Err((word, format!("{what} must be {name}"))),
        }
    }

    /// Returns the JSON pointer of a key, as segments.
    fn path(&self, word: &'static str) -> Result<Option<Path>, Wrong> {
        let Some(pointer) = self.extension.get(word).and_then(Node::as_str) else {
            return Ok(None);
        };
        if pointer.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let Some(rest) = pointer.strip_prefix('/') else {
            return Err((word, format!("invalid JSON pointer `{pointer}`")));
        };
        let plain = |name: &str| name.replace("~1", "/").replace("~0", "~");
        Ok(Some(rest.split('/').map(plain).collect()))
    }

    /// Returns the JSON pointer of a key, which must lead to a value below one of type `ty`.
    fn place(&self, word: &'static str, ty: &Type, class: Class) -> Result<Option<Path>, Wrong> {
        let Some(path) = self.path(word)? else { return Ok(None) };
        let pointer = format!("/{}", path.join("/"));
        let end = self.lower.api.end_of(ty, &path).filter(|_| !path.is_empty());
        if end.is_none() {
            return Err((word, format!("no property at `{pointer}`")));
        }
        self.is(word, &format!("value at `{pointer}`"), end, class)?;
        Ok(Some(path))
    }
}
