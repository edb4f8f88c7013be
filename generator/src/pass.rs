//! Stage 6: analyses the [`Api`]. In goes the API; out comes a [`Plan`]: the API with tables for names, usage and
//! settings. The plan is the only input of `emit`.

mod boxes;
mod choices;
mod clashes;
mod deduplicate;
mod directions;
mod forms;
mod ident;
mod kind;
mod names;
mod rename;
mod scope;
mod servers;
mod usage;
mod xml;

pub use choices::Choices;
pub use names::{HeaderNames, Names, OperationNames, ServerNames, SetNames};
pub use usage::Usage;
pub(crate) use usage::holds_file;
pub use xml::XmlNames;

use crate::api::{Api, Server};
use crate::config::Config;
use crate::diag::Diagnostics;

/// The input of the code generation.
#[derive(Debug)]
pub struct Plan {
    /// The operations and types to generate.
    pub api: Api,
    /// The Rust names of everything.
    pub names: Names,
    /// How the types are used.
    pub usage: Usage,
    /// The settings for the generated code.
    pub choices: Choices,
    /// The sets of servers that a client can choose from, the set of the document first. Empty if there is no choice.
    pub servers: Vec<Vec<Server>>,
    /// The names of the constants of XML.
    pub xml: XmlNames,
}

/// Runs all analyses.
pub fn run(mut api: Api, config: &Config, diagnostics: &mut Diagnostics) -> Plan {
    deduplicate::run(&mut api);
    directions::run(&mut api);
    forms::run(&mut api);
    boxes::run(&mut api, diagnostics);
    let mut renames = rename::Renames::default();
    let mut names = names::run(&api, config, &renames);
    if !config.settings.rename.is_empty() {
        renames = rename::run(&api, &names, config, diagnostics);
        names = names::run(&api, config, &renames);
    }
    clashes::report(&api, &names, &renames, diagnostics);
    let servers = servers::run(&api);
    names.servers = servers::names(&servers, &names.credentials);
    let usage = usage::run(&api);
    let choices = choices::run(&api, &names, config, diagnostics);
    let xml = xml::names(&api);
    Plan { api, names, usage, choices, servers, xml }
}
