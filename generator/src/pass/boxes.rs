//! Finds recursive types and boxes them, since a Rust value must have a known size.
//!
//! A type is recursive if it contains itself through fields and branches only, not through a list or a map. Each use of
//! a type in the same cycle is boxed. Cycles are found with Tarjan's algorithm.

use crate::api::{Api, Kind, Shape, Type, TypeId};
use crate::diag::{Diagnostics, codes};

/// Boxes recursive types.
pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    open_circular_aliases(api, diagnostics);
    let cycles = Cycles::find(api);
    for index in 0..api.types.len() {
        let Some(def) = api.types.get_mut(index) else { continue };
        let own = cycles.of(index);
        let close = |ty: &mut Type| {
            if let Kind::Named(id) = ty.kind
                && own.is_some()
                && cycles.of(id.0 as usize) == own
            {
                ty.kind = Kind::Boxed(id);
            }
        };
        match &mut def.shape {
            Shape::Struct(shape) => shape.fields.iter_mut().for_each(|field| close(&mut field.ty)),
            Shape::Union(union) => {
                union.variants.iter_mut().for_each(|variant| close(&mut variant.ty));
            }
            Shape::Alias(ty) => close(ty),
            Shape::Enum(_) => {}
        }
    }
}

/// Replaces aliases of a list or map of themselves, which Rust cannot express: their values become any JSON.
fn open_circular_aliases(api: &mut Api, diagnostics: &mut Diagnostics) {
    for index in 0..api.types.len() {
        let start = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        let Shape::Alias(ty) = &api.ty(start).shape else { continue };
        if !alias_reaches(api, ty, start, 0) {
            continue;
        }
        let origin = api.ty(start).origin.clone();
        let what = "schema is an array or map of itself, and is read as any JSON value";
        diagnostics
            .report_at(&codes::UNSUPPORTED_KEYWORD, &origin, what)
            .help("put an object with a property between the schema and itself");
        if let Some(def) = api.types.get_mut(index) {
            def.shape = Shape::Alias(Type::any());
        }
    }
}

fn alias_reaches(api: &Api, ty: &Type, start: TypeId, depth: usize) -> bool {
    let mut reaches = false;
    if depth > api.types.len() {
        return true;
    }
    ty.mentions(&mut |id| {
        reaches |= id == start
            || matches!(&api.ty(id).shape, Shape::Alias(inner) if alias_reaches(api, inner, start, depth + 1));
    });
    reaches
}

/// The cycle that each type is in, by the index of the type.
struct Cycles(Vec<Option<usize>>);

impl Cycles {
    fn of(&self, index: usize) -> Option<usize> {
        self.0.get(index).copied().flatten()
    }

    fn find(api: &Api) -> Self {
        let edges: Vec<Vec<usize>> = api.types().map(|(_, def)| contained(&def.shape)).collect();
        let mut search = Search {
            edges: &edges,
            order: vec![usize::MAX; edges.len()],
            low: vec![usize::MAX; edges.len()],
            stack: Vec::new(),
            next: 0,
            cycles: vec![None; edges.len()],
        };
        for index in 0..edges.len() {
            if search.order.get(index) == Some(&usize::MAX) {
                search.visit(index);
            }
        }
        Self(search.cycles)
    }
}

/// Returns the named types that a value of the shape contains directly.
fn contained(shape: &Shape) -> Vec<usize> {
    let direct = |ty: &Type| ty.named().map(|id| id.0 as usize);
    match shape {
        Shape::Struct(shape) => shape.fields.iter().filter_map(|field| direct(&field.ty)).collect(),
        Shape::Union(union) => {
            union.variants.iter().filter_map(|variant| direct(&variant.ty)).collect()
        }
        Shape::Alias(ty) => direct(ty).into_iter().collect(),
        Shape::Enum(_) => Vec::new(),
    }
}

/// Tarjan's algorithm, without recursion, since documents have chains of thousands of types.
struct Search<'e> {
    edges: &'e [Vec<usize>],
    order: Vec<usize>,
    low: Vec<usize>,
    stack: Vec<usize>,
    next: usize,
    cycles: Vec<Option<usize>>,
}

impl Search<'_> {
    fn visit(&mut self, root: usize) {
        let mut work = vec![(root, 0_usize)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                set(&mut self.order, node, self.next);
                set(&mut self.low, node, self.next);
                self.next += 1;
                self.stack.push(node);
            }
            let target = self.edges.get(node).and_then(|edges| edges.get(edge)).copied();
            if let Some(target) = target {
                work.push((node, edge + 1));
                if get(&self.order, target) == usize::MAX {
                    work.push((target, 0));
                } else if self.stack.contains(&target) {
                    let low = get(&self.low, node).min(get(&self.order, target));
                    set(&mut self.low, node, low);
                }
                continue;
            }
            if get(&self.low, node) == get(&self.order, node) {
                self.close(node);
            }
            if let Some((parent, _)) = work.last() {
                let low = get(&self.low, *parent).min(get(&self.low, node));
                set(&mut self.low, *parent, low);
            }
        }
    }

    /// Removes a complete cycle from the stack.
    fn close(&mut self, root: usize) {
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            members.push(member);
            if member == root {
                break;
            }
        }
        let is_self_contained = self.edges.get(root).is_some_and(|edges| edges.contains(&root));
        if members.len() > 1 || is_self_contained {
            for member in members {
                if let Some(cycle) = self.cycles.get_mut(member) {
                    *cycle = Some(root);
                }
            }
        }
    }
}

fn get(list: &[usize], index: usize) -> usize {
    list.get(index).copied().unwrap_or(usize::MAX)
}

fn set(list: &mut [usize], index: usize, value: usize) {
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}
