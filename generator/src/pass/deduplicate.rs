//! Merges identical inline schemas into one type.
//!
//! Two types are identical if they cannot be distinguished on the wire, directly or inside; descriptions do not count.
//! Components are never merged. The merged type gets the shortest of the names, so that its name does not depend on
//! the order of the document.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use crate::api::{Api, Codec, Kind, Payload, Rest, Shape, Type, TypeId};

/// Merges identical types.
pub(super) fn run(api: &mut Api) {
    let classes = classes(api);
    let kept = kept(api, &classes);
    // The new id of each type that is kept, by its old one.
    let mut ids: HashMap<usize, TypeId> = HashMap::new();
    for (index, keep) in kept.iter().enumerate() {
        if index == *keep {
            ids.insert(index, TypeId(u32::try_from(ids.len()).unwrap_or(u32::MAX)));
        }
    }
    if ids.len() == api.types.len() {
        return;
    }
    let new = |id: TypeId| {
        let keep = kept.get(id.0 as usize).copied().unwrap_or_default();
        ids.get(&keep).copied().unwrap_or(id)
    };
    let mut index = 0;
    api.types.retain(|_| {
        index += 1;
        ids.contains_key(&(index - 1))
    });
    for def in &mut api.types {
        def.parent = def.parent.map(new);
    }
    api.each_type_mut(&mut |ty| ty.each_id_mut(&mut |id| *id = new(*id)));
}

/// Returns the class of each type. Types of one class are identical.
fn classes(api: &Api) -> Vec<usize> {
    let forms = forms(api);
    let mut keys = Numbers::default();
    let mut mentioned = Vec::with_capacity(api.types.len());
    let mut classes = Vec::with_capacity(api.types.len());
    for (id, def) in api.types() {
        let mut key = Key::default();
        if def.is_inline {
            key.shape(&def.shape);
            let _ = write!(key.text, "{} {}", def.deprecated, forms.contains(&id));
            let _ = write!(key.text, " {:?}", def.rules);
        } else {
            let _ = write!(key.text, "#{}", id.0);
        }
        classes.push(keys.of(key.text));
        mentioned.push(key.mentioned);
    }
    // Types with the same key are in one class, until the classes of the types in them differ.
    let mut count = keys.0.len();
    loop {
        let mut numbers = Numbers::default();
        let next: Vec<usize> = classes
            .iter()
            .zip(&mentioned)
            .map(|(own, mentioned)| {
                let inner = mentioned.iter().map(|id| classes.get(id.0 as usize).copied());
                numbers.of((*own, inner.collect::<Vec<_>>()))
            })
            .collect();
        classes = next;
        if numbers.0.len() == count {
            return classes;
        }
        count = numbers.0.len();
    }
}

/// Returns for each type the index of the one that represents its class.
fn kept(api: &Api, classes: &[usize]) -> Vec<usize> {
    let rank = |index: usize| {
        let name = api.types.get(index).map_or("", |def| def.name.as_str());
        (name.chars().count(), name, index)
    };
    let mut best: HashMap<usize, usize> = HashMap::new();
    for (index, class) in classes.iter().enumerate() {
        let known = best.entry(*class).or_insert(index);
        if rank(index) < rank(*known) {
            *known = index;
        }
    }
    classes.iter().map(|class| best.get(class).copied().unwrap_or_default()).collect()
}

/// Returns the types that are sent as forms, for which other code is generated.
fn forms(api: &Api) -> BTreeSet<TypeId> {
    let contents = api.operations.iter().flat_map(|operation| &operation.body);
    contents
        .flat_map(|body| &body.contents)
        .filter(|content| content.codec == Codec::Multipart)
        .filter_map(|content| match &content.payload {
            Payload::Typed(ty) => ty.named(),
            _ => None,
        })
        .collect()
}

/// Numbers distinct values, in the order of their first use.
struct Numbers<T>(HashMap<T, usize>);

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: std::hash::Hash + Eq> Numbers<T> {
    fn of(&mut self, value: T) -> usize {
        let next = self.0.len();
        *self.0.entry(value).or_insert(next)
    }
}

/// The key of a type: everything that matters on the wire, and the types that it mentions, in order.
#[derive(Default)]
struct Key {
    text: String,
    mentioned: Vec<TypeId>,
}

impl Key {
    // Writing to a `String` cannot fail.

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Struct(shape) => {
                self.text.push_str(if shape.is_list { "tuple" } else { "struct" });
                for field in &shape.fields {
                    let required = field.required;
                    let _ = write!(self.text, " {:?} {required} {:?}", field.name, field.direction);
                    let _ = write!(self.text, " {:?} {}", field.default, field.deprecated);
                    let _ = write!(self.text, " {:?}", field.pattern);
                    self.ty(&field.ty);
                }
                match &shape.rest {
                    Rest::Kept => self.text.push_str(" kept"),
                    Rest::Closed => self.text.push_str(" closed"),
                    Rest::Typed(ty) => self.ty(ty),
                }
            }
            Shape::Enum(listed) => {
                self.text.push_str(if listed.integers { "integers" } else { "enum" });
                for value in &listed.values {
                    let _ = write!(self.text, " {:?} {:?}", value.text, value.name);
                }
            }
            Shape::Union(union) => {
                let _ = write!(self.text, "union {:?}", union.discriminator);
                for variant in &union.variants {
                    let _ = write!(self.text, " {:?} {:?}", variant.name, variant.selector);
                    self.ty(&variant.ty);
                }
            }
            Shape::Alias(ty) => {
                self.text.push_str("alias");
                self.ty(ty);
            }
        }
    }

    fn ty(&mut self, ty: &Type) {
        let _ = write!(self.text, " {}", ty.nullable);
        if !ty.limits.is_empty() {
            let _ = write!(self.text, " {:?}", ty.limits);
        }
        match &ty.kind {
            Kind::Named(id) | Kind::Boxed(id) => {
                self.text.push_str(" named");
                self.mentioned.push(*id);
            }
            Kind::List(inner) => {
                self.text.push_str(" list");
                self.ty(inner);
            }
            Kind::Map(inner) => {
                self.text.push_str(" map");
                self.ty(inner);
            }
            scalar => {
                let _ = write!(self.text, " {scalar:?}");
            }
        }
    }
}
