//! What the user chooses about the shape of the generated code, as far as it hangs on the document.

use std::collections::{BTreeMap, BTreeSet};

use super::{Names, ident, scope::Scope};
use crate::api::{Api, Shape, TypeId};
use crate::config::{Config, Ends, TraitMethods, TypeModules, glob};
use crate::diag::{Diagnostics, codes, near, text};

/// Features that a package has anyway.
const TAKEN: &[&str] = &["default", "client", "server", "rustls", "laws"];

/// The choices.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Which ends there are.
    pub ends: Ends,
    /// Whether methods of traits have a body.
    pub methods: TraitMethods,
    /// Whether types share a module.
    pub modules: TypeModules,
    /// The Cargo features of tags, each with the name of its tag; none when operations are not behind features.
    pub tag_features: Vec<(String, String)>,
    /// The features that the operations of each tag need.
    needed: Vec<Vec<String>>,
    /// What types derive beside what all do.
    pub derives: BTreeMap<TypeId, Vec<String>>,
    /// Whether a module of another crate is made.
    pub embedded: bool,
}

impl Choices {
    /// The features that the operations of a tag need: that of the tag, and for callbacks those of who asks for them.
    pub fn features(&self, tag: usize) -> &[String] {
        self.needed.get(tag).map_or(&[], Vec::as_slice)
    }

    /// Whether operations are behind features.
    pub fn has_features(&self) -> bool {
        !self.tag_features.is_empty()
    }
}

/// Makes the choices.
pub(super) fn run(
    api: &Api,
    names: &Names,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Choices {
    let settings = &config.settings;
    let mut choices = Choices {
        ends: settings.ends,
        methods: settings.trait_methods,
        modules: settings.type_modules,
        embedded: config.embedded,
        ..Choices::default()
    };
    if settings.tag_features {
        features(api, &mut choices);
    }
    for (index, derives) in settings.derives.iter().enumerate() {
        let mut chosen: BTreeSet<TypeId> = BTreeSet::new();
        for (at, pattern) in derives.types.iter().enumerate() {
            let fits = |id: TypeId, name: &str| {
                glob::name(pattern, names.ty(id)) || glob::name(pattern, name)
            };
            let found = api.types().filter(|(id, def)| fits(*id, &def.name)).map(|(id, _)| id);
            let before = chosen.len();
            chosen.extend(found);
            if chosen.len() == before {
                let message = format!("no type is called {}", text::quote(pattern));
                let pointer = format!("/derives/{index}/types/{at}");
                let found = config.report(diagnostics, &codes::NO_MATCH, &pointer, message);
                if let Some(near) = near::nearest(pattern, names.types.iter().map(String::as_str)) {
                    found.help(format!("did you mean {}?", text::quote(near)));
                }
            }
        }
        for (id, def) in api.types() {
            let all = derives.types.is_empty();
            if (all || chosen.contains(&id)) && !matches!(def.shape, Shape::Alias(_)) {
                let own = choices.derives.entry(id).or_default();
                own.extend(
                    derives
                        .traits
                        .iter()
                        .filter(|path| !own.contains(path))
                        .cloned()
                        .collect::<Vec<_>>(),
                );
            }
        }
    }
    choices
}

/// A feature for each name of a tag, and which of them the operations of each tag need.
fn features(api: &Api, choices: &mut Choices) {
    let mut scope = Scope::reserving(TAKEN);
    for tag in &api.tags {
        if !choices.tag_features.iter().any(|(_, known)| *known == tag.name) {
            let wish = ident::feature(&tag.name);
            let is_taken = TAKEN.contains(&wish.as_str());
            let wish = if is_taken { format!("{wish}-tag") } else { wish };
            let feature = scope.take(&wish);
            choices.tag_features.push((feature, tag.name.clone()));
        }
    }
    let of = |tag: usize| {
        let name = api.tags.get(tag).map(|tag| tag.name.as_str());
        let mut features = choices.tag_features.iter();
        features.find(|(_, known)| Some(known.as_str()) == name).map(|(feature, _)| feature.clone())
    };
    let mut needed: Vec<BTreeSet<String>> =
        (0..api.tags.len()).map(|tag| of(tag).into_iter().collect()).collect();
    // Who asks may be asked for itself.
    for _ in 0..=api.tags.len() {
        for operation in &api.operations {
            let asking =
                operation.asked_by.iter().filter_map(|it| api.operations.get(it.operation));
            for tag in asking.map(|asking| asking.tag).collect::<Vec<_>>() {
                let more = needed.get(tag).cloned().unwrap_or_default();
                if let Some(own) = needed.get_mut(operation.tag) {
                    own.extend(more);
                }
            }
        }
    }
    choices.needed = needed.into_iter().map(|it| it.into_iter().collect()).collect();
}
