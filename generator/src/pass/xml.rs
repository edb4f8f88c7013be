//! Names the constants of XML: the root elements of bodies and the objects in them.

use super::ident::shouty;
use super::scope::Scope;
use crate::api::Api;

/// The names of the constants of XML, in the order of the API.
#[derive(Debug, Clone, Default)]
pub struct XmlNames {
    /// The root elements.
    pub roots: Vec<String>,
    /// The objects.
    pub objects: Vec<String>,
}

/// Returns the names. Root elements come first: bodies refer to them.
pub(super) fn names(api: &Api) -> XmlNames {
    let mut scope = Scope::default();
    let roots = api.xml.roots.iter().map(|root| scope.take(&shouty(&root.name))).collect();
    let objects = api.xml.objects.iter();
    let objects = objects.map(|object| scope.take(&shouty(&format!("{} content", object.name))));
    XmlNames { roots, objects: objects.collect() }
}
