//! Translates servers: of the document, a path or an operation.

use super::operation::Place;
use super::{Lower, node};
use crate::api::{Server, Side, Variable};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::At;

/// The longest description that is used as a name, in characters.
const LONGEST_NAME: usize = 40;

/// Returns the servers of an object.
pub(super) fn servers(owner: &Node) -> Vec<Server> {
    node::list(owner, "servers").filter_map(server).collect()
}

impl<'d> Lower<'d, '_> {
    /// Returns the servers of an operation, if they are not those of the document.
    pub(super) fn servers_of(
        &mut self,
        place: &Place<'_>,
        operation: &'d Node,
        item: &'d Node,
        at: &At<'_>,
        item_at: &At<'_>,
    ) -> Vec<Server> {
        if place.side != Side::Api {
            for at in [(operation, at), (item, item_at)]
                .into_iter()
                .filter(|(node, _)| node.get("servers").is_some())
                .map(|(_, at)| at.key("servers"))
            {
                if self.reported.insert(at.pointer()) {
                    let what = "`servers` has no effect on webhooks and callbacks: their URL is chosen at run time";
                    self.diagnostics.report(&codes::NO_EFFECT, &at, what).on_key();
                }
            }
            return Vec::new();
        }
        let own = servers(operation);
        let own = if own.is_empty() { servers(item) } else { own };
        if own == self.api.servers { Vec::new() } else { own }
    }
}

fn server(node: &Node) -> Option<Server> {
    let url = node::text(node, "url")?.trim().to_owned();
    let declared = node::object(node, "variables");
    let mut variables: Vec<Variable> = Vec::new();
    let names = url.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0));
    for name in names {
        if variables.iter().any(|known| known.name == name) {
            continue;
        }
        let found = declared.and_then(|declared| declared.get(name));
        // An undeclared variable has no default; `read` has reported it.
        let default = found.and_then(|found| node::text(found, "default")).unwrap_or(name);
        let mut values: Vec<String> = found
            .map(|found| node::texts(found, "enum").map(str::to_owned).collect())
            .unwrap_or_default();
        if !values.is_empty() && !values.iter().any(|value| value == default) {
            values.insert(0, default.to_owned());
        }
        variables.push(Variable {
            name: name.to_owned(),
            default: default.to_owned(),
            values,
            docs: found.map(node::docs).unwrap_or_default(),
        });
    }
    let docs = node::docs(node);
    let said = node::text(node, "name").map(str::to_owned);
    let short = |text: &String| text.chars().count() <= LONGEST_NAME && !text.contains('\n');
    let name = said.or_else(|| docs.description.clone().filter(short));
    let name = name.unwrap_or_else(|| of_url(&url));
    Some(Server { name, url, docs, variables })
}

/// Returns a name for a URL: its host and path.
fn of_url(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let name = rest.trim_matches('/');
    if name.is_empty() { "here".to_owned() } else { name.to_owned() }
}
