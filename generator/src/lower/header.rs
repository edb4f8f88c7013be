//! Translates response headers. The headers of a response component are one set for all operations that use it.

use super::schema::Slot;
use super::{Lower, joined, node};
use crate::api::{HeaderSet, Response};
use crate::tree::Node;
use crate::tree::pointer::{At, fragment};

impl<'d> Lower<'d, '_> {
    /// Returns the header set of a response, an index into the sets of the API.
    pub(super) fn headers(&mut self, node: &'d Node, at: &At<'_>, name: &str) -> Option<usize> {
        let found = node::object(node, "headers")?;
        let place = at.key("headers");
        let origin = place.origin();
        if let Some(known) = self.api.headers.iter().position(|set| set.origin == origin) {
            return Some(known);
        }
        let name = component(&origin.pointer).unwrap_or_else(|| name.to_owned());
        let mut headers = Vec::new();
        // The body sets its media type.
        let others = found.iter().filter(|(key, _)| !key.eq_ignore_ascii_case("content-type"));
        for (key, header) in others {
            let slot = Slot::named(joined(&[&name, key]));
            headers.push(self.at_target(header, &place.key(key), |lower, header, at| {
                lower.described(header, at, key, "header", &slot)
            }));
        }
        if headers.is_empty() {
            return None;
        }
        self.api.headers.push(HeaderSet { name, origin, headers });
        Some(self.api.headers.len() - 1)
    }

    /// Names the headers of the only success response after its operation.
    pub(super) fn name_headers(&mut self, outputs: &[Response], operation: &str) {
        let [only] = outputs else { return };
        let set = only.headers.and_then(|index| self.api.headers.get_mut(index));
        if let Some(set) = set.filter(|set| component(&set.origin.pointer).is_none()) {
            operation.clone_into(&mut set.name);
        }
    }
}

/// Returns the name of the response component whose headers are at a pointer.
fn component(pointer: &str) -> Option<String> {
    let name = pointer.strip_prefix("/components/responses/")?.strip_suffix("/headers")?;
    let name = fragment(&format!("#/{name}"))?;
    Some(name.trim_start_matches('/').replace("~1", "/").replace("~0", "~"))
}
