//! Decides how the branches of a union are distinguished: by a discriminator, else by their JSON types, else by a
//! property with different values, else by required properties that only one branch has. Else they are tried in turn,
//! which is reported.

use super::schema::is_null;
use super::union::only_narrows;
use super::{Lower, kinds, node};
use crate::api::{JsonKind, Kind, Selector, Shape, Struct, Type, Union, Variant};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::At;

/// The nesting of unions in unions that is followed.
const MAX_DEPTH: usize = 8;

impl Lower<'_, '_> {
    /// Decides for every union how its branches are distinguished, once every type has its shape.
    pub(super) fn distinguish_branches(&mut self) {
        for (id, node, pointer) in std::mem::take(&mut self.unions) {
            let Shape::Union(mut union) = self.api.ty(id).shape.clone() else { continue };
            let is_named = self.by_discriminator(&mut union, node, &At::of(&pointer));
            let is_distinct = is_named
                || self.by_kind(&mut union)
                || self.by_values(&mut union)
                || self.by_fields(&mut union)
                || self.by_parts(&mut union);
            let is_exclusive = is_named || self.excludes_all(&union);
            let is_one_of = chooses_one(node);
            if !is_distinct {
                let what = if is_one_of {
                    "ambiguous union: the branches overlap, so a request that fits several is refused"
                } else {
                    "ambiguous union: the branches overlap, so the first match wins"
                };
                self.diagnostics.report(&codes::AMBIGUOUS_UNION, &At::of(&pointer), what);
            }
            union.overlaps = !is_exclusive;
            let branches = node::list(node, "oneOf").filter(|branch| !is_null(branch)).count();
            let is_complete = is_named || branches <= union.variants.len();
            self.set_shape(id, Shape::Union(union));
            if is_one_of && !(is_exclusive && is_complete) {
                let ty = Type::new(Kind::Named(id));
                self.add_own_rule(ty, &[(node, vec!["oneOf"])], &At::of(&pointer));
            }
        }
    }

    fn by_kind(&self, union: &mut Union) -> bool {
        let kinds: Option<Vec<JsonKind>> =
            union.variants.iter().map(|variant| self.json_kind(&variant.ty)).collect();
        let Some(kinds) = kinds else { return false };
        let mut distinct = kinds.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let both = |one, other| distinct.contains(&one) && distinct.contains(&other);
        if distinct.len() < kinds.len() || both(JsonKind::Integer, JsonKind::Number) {
            return false;
        }
        for (variant, kind) in union.variants.iter_mut().zip(kinds) {
            variant.selector = Selector::Kind(kind);
        }
        // The text of a parameter can always be read as a string, so strings are tried last.
        union.variants.sort_by_key(|variant| match variant.selector {
            Selector::Kind(kind) => kind,
            _ => JsonKind::String,
        });
        true
    }

    pub(super) fn json_kind(&self, ty: &Type) -> Option<JsonKind> {
        Some(match &self.api.resolved(ty).kind {
            Kind::Bool => JsonKind::Bool,
            Kind::Int(_) => JsonKind::Integer,
            Kind::Float(_) => JsonKind::Number,
            Kind::String(_) => JsonKind::String,
            Kind::List(_) => JsonKind::List,
            Kind::Map(_) => JsonKind::Object,
            Kind::Custom(own) => own.json?,
            Kind::Null => JsonKind::Null,
            Kind::Any => return None,
            Kind::Named(id) | Kind::Boxed(id) => match &self.api.ty(*id).shape {
                Shape::Struct(shape) if shape.is_list => JsonKind::List,
                Shape::Struct(_) => JsonKind::Object,
                Shape::Enum(listed) if listed.integers => JsonKind::Integer,
                Shape::Enum(_) => JsonKind::String,
                Shape::Union(_) | Shape::Alias(_) => return None,
            },
        })
    }

    /// Distinguishes by a property that is required in every branch, with different values in each.
    fn by_values(&self, union: &mut Union) -> bool {
        let Some(first) = union.variants.first().and_then(|variant| self.fields_of(&variant.ty))
        else {
            return false;
        };
        let names: Vec<String> = first.fields.iter().map(|field| field.name.clone()).collect();
        for name in names {
            let values = |variant: &Variant| self.values_of(&variant.ty, &name, true, 0);
            let all: Option<Vec<Vec<String>>> = union.variants.iter().map(values).collect();
            let Some(all) = all else { continue };
            let mut flat: Vec<&String> = all.iter().flatten().collect();
            let count = flat.len();
            flat.sort_unstable();
            flat.dedup();
            if flat.len() == count {
                set_tags(union, &name, all.into_iter().map(Some).collect());
                return true;
            }
        }
        false
    }

    /// Returns the values of a property, if the type lists them. Those of a union are the values of all its branches.
    pub(super) fn values_of(
        &self,
        ty: &Type,
        property: &str,
        required: bool,
        depth: usize,
    ) -> Option<Vec<String>> {
        if let Some(shape) = self.fields_of(ty) {
            let field = shape.fields.iter().find(|field| field.name == property)?;
            let ty = self.api.resolved(&field.ty);
            if field.ty.nullable || (required && !field.required) {
                return None;
            }
            if ty.kind == Kind::Bool {
                return flag(&field.ty.limits.rules).map(|flag| vec![flag.to_string()]);
            }
            let Shape::Enum(listed) = &self.api.ty(ty.named()?).shape else { return None };
            return Some(listed.values.iter().map(|value| value.text.clone()).collect());
        }
        let id = self.api.resolved(ty).named().filter(|_| depth < MAX_DEPTH)?;
        let Shape::Union(inner) = &self.api.ty(id).shape else { return None };
        let values = |variant: &Variant| self.values_of(&variant.ty, property, required, depth + 1);
        let all: Vec<Vec<String>> = inner.variants.iter().map(values).collect::<Option<_>>()?;
        Some(all.into_iter().flatten().collect())
    }

    /// Returns the struct that a type stands for.
    pub(super) fn fields_of(&self, ty: &Type) -> Option<&Struct> {
        match &self.api.ty(self.api.resolved(ty).named()?).shape {
            Shape::Struct(shape) => Some(shape).filter(|shape| !shape.is_list),
            _ => None,
        }
    }

    /// Distinguishes objects by values or properties, and scalars and arrays beside them by their JSON types.
    fn by_parts(&self, union: &mut Union) -> bool {
        let (objects, mut others): (Vec<_>, Vec<_>) = std::mem::take(&mut union.variants)
            .into_iter()
            .partition(|variant| self.fields_of(&variant.ty).is_some());
        let mut objects = Union { variants: objects, ..Union::default() };
        let mut rest = Union { variants: std::mem::take(&mut others), ..Union::default() };
        let is_distinct = objects.variants.len() > 1
            && !rest.variants.is_empty()
            && self.by_kind(&mut rest)
            && rest
                .variants
                .iter()
                .all(|variant| variant.selector != Selector::Kind(JsonKind::Object))
            && (self.by_values(&mut objects) || self.by_fields(&mut objects));
        union.discriminator = objects.discriminator;
        union.variants = objects.variants;
        union.variants.append(&mut rest.variants);
        is_distinct
    }

    /// Distinguishes by the required fields that no other branch has. A branch without such fields is tried last.
    fn by_fields(&self, union: &mut Union) -> bool {
        let names = |variant: &Variant, required: bool| -> Option<Vec<String>> {
            let shape = self.fields_of(&variant.ty)?;
            let chosen = shape.fields.iter().filter(|field| field.required || !required);
            Some(chosen.map(|field| field.name.clone()).collect())
        };
        let all: Option<Vec<(Vec<String>, Vec<String>)>> = union
            .variants
            .iter()
            .map(|variant| Some((names(variant, true)?, names(variant, false)?)))
            .collect();
        let Some(all) = all else { return false };
        let tells: Vec<Vec<String>> = all
            .iter()
            .enumerate()
            .map(|(own, (required, _))| {
                let elsewhere = |name: &&String| {
                    all.iter().enumerate().any(|(at, (_, known))| at != own && known.contains(name))
                };
                required.iter().filter(|name| !elsewhere(name)).cloned().collect()
            })
            .collect();
        if tells.iter().filter(|selector| selector.is_empty()).count() > 1 {
            return false;
        }
        for (variant, selector) in union.variants.iter_mut().zip(tells) {
            variant.selector =
                if selector.is_empty() { Selector::Try } else { Selector::Fields(selector) };
        }
        union.variants.sort_by_key(|variant| variant.selector == Selector::Try);
        true
    }
}

/// Whether exactly one of the branches of a union must match.
fn chooses_one(node: &Node) -> bool {
    node.get("oneOf").is_some() && !node::list(node, "oneOf").all(only_narrows)
}

/// Returns the only value that rules allow for a boolean.
pub(super) fn flag(rules: &[String]) -> Option<bool> {
    rules.iter().find_map(|rule| {
        let rule: Node = rule.parse().ok()?;
        match rule.get("enum").and_then(Node::as_array).map(Vec::as_slice) {
            Some([only]) => only.as_bool(),
            _ => rule.get("const")?.as_bool(),
        }
    })
}

/// Distinguishes the branches by the values of a property. A branch without any is tried if no value matches.
pub(super) fn set_tags(union: &mut Union, property: &str, all: Vec<Option<Vec<String>>>) {
    for (variant, tags) in union.variants.iter_mut().zip(all) {
        variant.selector = tags.map_or(Selector::Try, Selector::Discriminator);
    }
    kinds::sort(&mut union.variants);
    union.discriminator = Some(property.to_owned());
}
