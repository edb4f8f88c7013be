//! Visits all uses of types in an API.

use super::{Api, Kind, Operation, Payload, Rest, Shape, Type, TypeId};

impl Api {
    /// Calls `visit` for every use of a type, by named types and by operations.
    pub fn each_type_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        self.types.iter_mut().for_each(|def| def.shape.each_type_mut(visit));
        let headers = self.headers.iter_mut().flat_map(|set| &mut set.headers);
        headers.for_each(|header| visit(&mut header.ty));
        for operation in &mut self.operations {
            operation.each_asked_mut(visit);
            operation.each_answered_mut(visit);
        }
    }
}

impl Shape {
    /// Calls `visit` for every use of a type in this shape.
    pub fn each_type_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        match self {
            Self::Struct(shape) => {
                shape.fields.iter_mut().for_each(|field| visit(&mut field.ty));
                if let Rest::Typed(ty) = &mut shape.rest {
                    visit(ty);
                }
            }
            Self::Union(union) => {
                union.variants.iter_mut().for_each(|variant| visit(&mut variant.ty));
            }
            Self::Alias(ty) => visit(ty),
            Self::Enum(_) => {}
        }
    }
}

impl Operation {
    /// Returns the types of the request.
    pub fn asked(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let contents = self.body.iter().flat_map(|body| &body.contents);
        parameters.chain(contents.filter_map(|content| content.payload.ty()))
    }

    /// Returns the types of the responses.
    pub fn answered(&self) -> impl Iterator<Item = &Type> {
        let responses = self.outputs.iter().chain(&self.errors);
        let contents = responses.flat_map(|response| &response.contents);
        contents.filter_map(|content| content.payload.ty())
    }

    /// Calls `visit` for every type of the request.
    pub fn each_asked_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        self.parameters.iter_mut().for_each(|parameter| visit(&mut parameter.ty));
        let contents = self.body.iter_mut().flat_map(|body| &mut body.contents);
        contents.filter_map(|content| content.payload.ty_mut()).for_each(visit);
    }

    /// Calls `visit` for every type of the responses.
    pub fn each_answered_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        let responses = self.outputs.iter_mut().chain(&mut self.errors);
        let contents = responses.flat_map(|response| &mut response.contents);
        contents.filter_map(|content| content.payload.ty_mut()).for_each(&mut *visit);
        if let Some(paging) = &mut self.paging {
            visit(&mut paging.item);
        }
    }
}

impl Payload {
    fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Typed(ty) => Some(ty),
            Self::Events(events) => Some(&mut events.data),
            Self::Bytes | Self::Text => None,
        }
    }
}

impl Type {
    /// Calls `visit` for the id of every named type in this type.
    pub fn each_id_mut(&mut self, visit: &mut impl FnMut(&mut TypeId)) {
        match &mut self.kind {
            Kind::Named(id) | Kind::Boxed(id) => visit(id),
            Kind::List(inner) | Kind::Map(inner) => inner.each_id_mut(visit),
            _ => {}
        }
    }
}
