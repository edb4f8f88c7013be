//! Questions about the [`Api`], answered once. In comes what is to be generated, out comes a [`Plan`]: the same
//! with its tables, frozen. It is the only thing that `emit` sees.

mod boxes;
mod choices;
mod clashes;
mod directions;
mod forms;
mod ident;
mod kind;
mod names;
mod rename;
mod scope;
mod servers;
mod twins;
mod usage;

pub use choices::Choices;
pub use names::{HeaderNames, Names, OperationNames, ServerNames, SetNames};
pub use usage::Usage;
pub(crate) use usage::holds_file;

use crate::api::{Api, Server};
use crate::config::Config;
use crate::diag::Diagnostics;

/// What is emitted.
#[derive(Debug)]
pub struct Plan {
    /// What is generated.
    pub api: Api,
    /// What everything is called in Rust.
    pub names: Names,
    /// What the types are used for.
    pub usage: Usage,
    /// What the user chooses about the code.
    pub choices: Choices,
    /// The sets of servers that a client can choose from, that of the document first; none where there is no choice.
    pub servers: Vec<Vec<Server>>,
}

/// Answers every question.
pub fn run(mut api: Api, config: &Config, diagnostics: &mut Diagnostics) -> Plan {
    twins::run(&mut api);
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
    Plan { api, names, usage, choices, servers }
}
