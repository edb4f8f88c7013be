//! Applies the settings about the shape of the generated code to the types and tags of the document.

use std::collections::{BTreeMap, BTreeSet};

use super::{Names, ident, scope::Scope};
use crate::api::{Api, Shape, TypeId};
use crate::config::{Config, Ends, TraitMethods, TypeModules, glob};
use crate::diag::{Diagnostics, codes, near, text};

/// Features that every package has.
const TAKEN: &[&str] = &["default", "client", "server", "rustls", "roundtrip"];

/// The settings for the generated code.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Whether server, client or both are generated.
    pub ends: Ends,
    /// Whether the methods of server traits have a default.
    pub methods: TraitMethods,
    /// Whether all types are in one module.
    pub modules: TypeModules,
    /// The Cargo features of tags, each with the name of its tag. Empty if operations are not behind features.
    pub tag_features: Vec<(String, String)>,
    /// The features that the operations of each tag need.
    needed: Vec<Vec<String>>,
    /// The traits that types derive in addition to those that all derive.
    pub derives: BTreeMap<TypeId, Vec<String>>,
    /// Whether a module of another crate is generated.
    pub embedded: bool,
}

impl Choices {
    /// Returns the features that the operations of a tag need: the feature of the tag, and for callbacks those of the
    /// operations that have them.
    pub fn features(&self, tag: usize) -> &[String] {
        self.needed.get(tag).map_or(&[], Vec::as_slice)
    }

    /// Whether operations are behind features.
    pub fn has_features(&self) -> bool {
        !self.tag_features.is_empty()
    }
}

/// Applies the settings.
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
                let message = format!("no type matches {}", text::quote(pattern));
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

/// Adds a feature for each tag, and finds which features the operations of each tag need.
fn features(api: &Api, choices: &mut Choices) {
    let mut scope = Scope::reserving(TAKEN);
    for tag in &api.tags {
        if !choices.tag_features.iter().any(|(_, known)| *known == tag.name) {
            let name = ident::feature(&tag.name);
            let is_taken = TAKEN.contains(&name.as_str());
            let name = if is_taken { format!("{name}-tag") } else { name };
            let feature = scope.take(&name);
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
    // The operation with a callback may be a callback itself.
    for _ in 0..=api.tags.len() {
        for operation in &api.operations {
            let asking =
                operation.callback_of.iter().filter_map(|it| api.operations.get(it.operation));
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
