//! Applies `readOnly` and `writeOnly`: requests do not have read-only fields, and responses do not have write-only ones.
//!
//! A type that is used in both and contains such fields, directly or inside, is split: the type with its name is for
//! responses, and a second one for requests.

use std::collections::{BTreeMap, BTreeSet};

use super::usage::reach;
use crate::api::{Api, Direction, Operation, Shape, Type, TypeId};

/// Removes fields that do not belong in a direction, and splits types if the directions differ.
pub(super) fn run(api: &mut Api) {
    let marked = marked(api);
    if marked.is_empty() {
        return;
    }
    // The API sends the requests of webhooks and callbacks, so these have the read-only fields.
    let asked = reached(api, |operation| types_of(operation, operation.is_incoming));
    let answered = reached(api, |operation| types_of(operation, !operation.is_incoming));
    let both = asked.intersection(&answered).filter(|id| marked.contains(id));
    let mut requests = BTreeMap::new();
    for id in both.copied().collect::<Vec<_>>() {
        let mut def = api.ty(id).clone();
        def.name.push_str(" request");
        def.parent = Some(id);
        def.is_inline = true;
        requests.insert(id, TypeId(u32::try_from(api.types.len()).unwrap_or(u32::MAX)));
        api.types.push(def);
    }
    let request = |ty: &mut Type| {
        ty.each_id_mut(&mut |id| *id = requests.get(id).copied().unwrap_or(*id));
    };
    for id in &asked {
        let place = requests.get(id).copied().or_else(|| (!answered.contains(id)).then_some(*id));
        let def = place.and_then(|id| api.types.get_mut(id.0 as usize));
        if let Some(def) = def {
            without(&mut def.shape, Direction::Response);
            def.shape.each_type_mut(&mut |ty| request(ty));
        }
    }
    for id in &answered {
        if let Some(def) = api.types.get_mut(id.0 as usize) {
            without(&mut def.shape, Direction::Request);
        }
    }
    for operation in &mut api.operations {
        if operation.is_incoming {
            operation.each_answered_mut(&mut |ty| request(ty));
        } else {
            operation.each_asked_mut(&mut |ty| request(ty));
        }
    }
}

fn types_of(operation: &Operation, in_responses: bool) -> Vec<&Type> {
    if in_responses { operation.answered().collect() } else { operation.asked().collect() }
}

/// Returns the types with read-only or write-only fields, directly or inside.
fn marked(api: &Api) -> BTreeSet<TypeId> {
    let one_way = |shape: &Shape| match shape {
        Shape::Struct(shape) => shape.fields.iter().any(|field| field.direction != Direction::Both),
        _ => false,
    };
    let mut marked: BTreeSet<TypeId> =
        api.types().filter(|(_, def)| one_way(&def.shape)).map(|(id, _)| id).collect();
    // Types that contain a marked type are marked too, until nothing changes.
    let mut before = usize::MAX;
    while before != marked.len() {
        before = marked.len();
        for (id, def) in api.types() {
            let mut holds = false;
            def.shape.mentions(&mut |inner| holds |= marked.contains(&inner));
            if holds {
                marked.insert(id);
            }
        }
    }
    marked
}

fn reached<'a>(api: &'a Api, types: impl Fn(&'a Operation) -> Vec<&'a Type>) -> BTreeSet<TypeId> {
    let mut reached = BTreeSet::new();
    for ty in api.operations.iter().flat_map(types) {
        reach(api, ty, &mut reached);
    }
    reached
}

fn without(shape: &mut Shape, direction: Direction) {
    if let Shape::Struct(shape) = shape {
        let (gone, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut shape.fields)
            .into_iter()
            .partition(|field| field.direction == direction);
        shape.fields = kept;
        let named = gone.into_iter().filter(|field| field.pattern.is_none() && !shape.is_list);
        shape.ignored.extend(named.map(|field| field.name));
    }
}
