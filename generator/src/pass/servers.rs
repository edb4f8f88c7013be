//! Collects the sets of servers: that of the document first, then those of operations, each once; and names them.

use super::ident::{camel, snake, stem};
use super::names::{ServerNames, SetNames};
use super::scope::Scope;
use crate::api::{Api, Server};

/// Returns the sets of servers that a client can choose from. A set with a single fixed server is not a choice.
pub(super) fn run(api: &Api) -> Vec<Vec<Server>> {
    let mut sets: Vec<Vec<Server>> = Vec::new();
    let own = api.operations.iter().map(|operation| &operation.servers);
    let own: Vec<&Vec<Server>> = own.filter(|set| !set.is_empty()).collect();
    let is_choice =
        api.servers.len() > 1 || api.servers.iter().any(|server| !server.variables.is_empty());
    if is_choice || !own.is_empty() {
        sets.push(api.servers.clone());
    }
    for set in own {
        if !sets.iter().skip(1).any(|known| known == set) {
            sets.push(set.clone());
        }
    }
    // The first set is always that of the document, even if it is empty.
    sets
}

/// Names the sets.
pub(super) fn names(sets: &[Vec<Server>], credentials: &[String]) -> Vec<SetNames> {
    let mut scope = Scope::reserving(&["String", "Self", "Default", "From", "Into"]);
    let mut methods = Scope::reserving(&["base_url"]);
    for method in credentials {
        methods.take(method);
    }
    let mut names = Vec::new();
    for (index, set) in sets.iter().enumerate() {
        let first = set.first().map_or("", |server| server.name.as_str());
        let name = match index {
            0 => scope.take("Server"),
            _ => scope.take(&format!("{}Server", stem(&camel(first)).trim_end_matches("Server"))),
        };
        let method = match index {
            0 => String::new(),
            _ => methods.take(&format!("{}_url", stem(&snake(first)).trim_end_matches("_url"))),
        };
        let docs = match index {
            0 => "Where the API is served.".to_owned(),
            _ => "Where some operations are served that are not where the others are.".to_owned(),
        };
        let mut variants = Scope::reserving(&["Self"]);
        let servers = set.iter().map(|server| of_server(server, &mut variants, &mut scope));
        let servers = servers.collect();
        names.push(SetNames { name, method, docs, servers });
    }
    names
}

fn of_server(server: &Server, variants: &mut Scope, scope: &mut Scope) -> ServerNames {
    let variant = variants.take(&camel(&server.name));
    let has = !server.variables.is_empty();
    let name = if has { scope.take(&variant) } else { String::new() };
    let mut fields = Scope::default();
    let variables = server.variables.iter().map(|variable| {
        let field = fields.take(&snake(&variable.name));
        let ty = if variable.values.is_empty() {
            String::new()
        } else {
            scope.take(&format!("{}{}", stem(&name), camel(&variable.name)))
        };
        let mut values = Scope::reserving(&["Self"]);
        let values = variable.values.iter().map(|value| values.take(&camel(value))).collect();
        (field, ty, values)
    });
    let variables = variables.collect();
    ServerNames { variant, name, variables }
}
