//! Applies the names of the settings: finds the type, operation, field or tag that each is for. Reports names that match
//! nothing, are invalid in Rust, or are given twice.

use std::collections::{BTreeMap, BTreeSet};

use super::Names;
use crate::api::{Api, Shape, TypeId};
use crate::config::{Config, below, is_name, place};
use crate::diag::{Code, Diagnostics, codes, near, text};
use crate::tree::pointer::unescape;

/// The names of the settings, by what they are for.
#[derive(Debug, Clone, Default)]
pub(super) struct Renames {
    pub(super) types: BTreeMap<TypeId, String>,
    /// By the index of the operation.
    pub(super) operations: BTreeMap<usize, String>,
    /// Fields, listed values and branches, by their index.
    pub(super) members: BTreeMap<(TypeId, usize), String>,
    /// By the index of the operation, and its own.
    pub(super) parameters: BTreeMap<(usize, usize), String>,
    /// By the index of the tag.
    pub(super) tags: BTreeMap<usize, String>,
}

/// Finds what each name is for. `plain` are the names without those of the settings.
pub(super) fn run(
    api: &Api,
    plain: &Names,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Renames {
    let mut search = Search { api, plain, config, diagnostics, found: Renames::default() };
    search.types();
    search.operations();
    search.fields();
    search.tags();
    search.found
}

struct Search<'s> {
    api: &'s Api,
    plain: &'s Names,
    config: &'s Config,
    diagnostics: &'s mut Diagnostics,
    found: Renames,
}

impl Search<'_> {
    fn types(&mut self) {
        let config = self.config;
        let mut given: BTreeMap<&str, &str> = BTreeMap::new();
        for (key, new) in &config.settings.rename.types {
            let pointer = below("/rename/types", key);
            let upper = new.starts_with(char::is_uppercase) && !new.contains('_');
            if !self.is_fine(
                new,
                upper,
                "write a type name in upper camel case, such as `PetStore`",
                &pointer,
            ) {
                continue;
            }
            let ids = named(self.api, self.plain, key);
            let Some(first) = ids.first().copied() else {
                self.unknown("type", key, &pointer, &type_names(self.api, self.plain));
                continue;
            };
            let taken = self.api.types().find(|(id, def)| {
                def.parent.is_none()
                    && !ids.contains(id)
                    && self.plain.ty(*id) == new
                    && !self.is_renamed(*id)
            });
            if let Some(known) = given.insert(new, key) {
                let message = format!(
                    "{} and {} are both renamed to `{new}`",
                    text::quote(known),
                    text::quote(key)
                );
                self.say(&codes::RENAME_CLASH, &pointer, message);
            } else if taken.is_some() {
                let message = format!("type name `{new}` is already taken");
                self.say(&codes::RENAME_CLASH, &pointer, message);
            } else {
                self.found.types.insert(first, new.clone());
            }
        }
    }

    /// Whether a type gets another name.
    fn is_renamed(&self, id: TypeId) -> bool {
        let keys = self.config.settings.rename.types.keys();
        keys.into_iter().any(|key| named(self.api, self.plain, key).first() == Some(&id))
    }

    fn operations(&mut self) {
        let config = self.config;
        for (key, new) in &config.settings.rename.operations {
            let pointer = below("/rename/operations", key);
            if !self.is_fine(new, true, "", &pointer) {
                continue;
            }
            let Some(index) = self.operation(key) else {
                self.unknown("operation", key, &pointer, &operation_names(self.api));
                continue;
            };
            let method = super::ident::snake(new);
            let names = self.plain.operations.iter().enumerate();
            let taken =
                names.into_iter().any(|(other, names)| other != index && names.method == method);
            if taken {
                let message = format!("method name `{method}` is already taken");
                self.say(&codes::RENAME_CLASH, &pointer, message);
            } else {
                self.found.operations.insert(index, new.clone());
            }
        }
    }

    fn operation(&self, key: &str) -> Option<usize> {
        self.api.operations.iter().position(|operation| {
            operation.id == key
                || key.split_once(' ').is_some_and(|(method, path)| {
                    operation.method.eq_ignore_ascii_case(method) && operation.path == path
                })
                || operation.origin.pointer == place(key)
        })
    }

    fn fields(&mut self) {
        let config = self.config;
        for (key, new) in &config.settings.rename.fields {
            let pointer = below("/rename/fields", key);
            let Some((owner, member)) = parts(key) else {
                let message =
                    format!("{} does not name the type or operation of a field", text::quote(key));
                self.say(&codes::NO_MATCH, &pointer, message).help(
                    "write `Pet.born_on`, `listPets.page_size`, or a JSON pointer to a property",
                );
                continue;
            };
            let ids = named(self.api, self.plain, &owner);
            if !ids.is_empty() {
                self.member(key, &ids, &member, new, &pointer);
            } else if let Some(index) = self.operation(&owner) {
                self.parameter(key, index, &member, new, &pointer);
            } else {
                let mut names = type_names(self.api, self.plain);
                names.extend(operation_names(self.api));
                self.unknown("type or operation", &owner, &pointer, &names);
            }
        }
    }

    /// Renames a field, a listed value or a branch of a type, and of the types that are derived from it.
    fn member(&mut self, key: &str, ids: &[TypeId], member: &str, new: &str, pointer: &str) {
        let mut found = Vec::new();
        let mut known = BTreeSet::new();
        let mut upper = false;
        for id in ids {
            let names: Vec<String> = match &self.api.ty(*id).shape {
                Shape::Struct(shape) => shape.fields.iter().map(|it| it.name.clone()).collect(),
                Shape::Enum(listed) => listed.values.iter().map(|it| it.text.clone()).collect(),
                Shape::Union(union) => union.variants.iter().map(|it| it.name.clone()).collect(),
                Shape::Alias(_) => Vec::new(),
            };
            upper = !matches!(self.api.ty(*id).shape, Shape::Struct(_));
            let rust = self.plain.members(*id);
            let index = names.iter().position(|name| name == member);
            let index = index.or_else(|| rust.iter().position(|name| name == member));
            if let Some(index) = index {
                if rust.iter().enumerate().any(|(other, name)| other != index && name == new) {
                    let message = format!("name `{new}` is already taken");
                    self.say(&codes::RENAME_CLASH, pointer, message);
                    return;
                }
                found.push((*id, index));
            }
            known.extend(names);
        }
        if found.is_empty() {
            self.unknown("field", key.rsplit('.').next().unwrap_or(key), pointer, &known);
            return;
        }
        let (fine, help) = if upper {
            (
                new.starts_with(char::is_uppercase) && !new.contains('_'),
                "write a variant name in upper camel case, such as `DarkRed`",
            )
        } else {
            (
                !new.contains(char::is_uppercase),
                "write a field name in snake case, such as `born_on`",
            )
        };
        if self.is_fine(new, fine, help, pointer) {
            self.found.members.extend(found.into_iter().map(|place| (place, new.to_owned())));
        }
    }

    fn parameter(&mut self, key: &str, index: usize, member: &str, new: &str, pointer: &str) {
        let api = self.api;
        let parameters = || api.operations.get(index).into_iter().flat_map(|it| &it.parameters);
        let fields = self.plain.operations.get(index).map_or(&[][..], |names| &names.fields);
        let Some(parameter) = parameters().position(|it| it.name == member) else {
            let known = parameters().map(|it| it.name.clone()).collect();
            self.unknown("parameter", key.rsplit('.').next().unwrap_or(key), pointer, &known);
            return;
        };
        let taken =
            fields.iter().enumerate().any(|(other, name)| other != parameter && name == new);
        if taken {
            let message = format!("field name `{new}` is already taken");
            self.say(&codes::RENAME_CLASH, pointer, message);
        } else if self.is_fine(
            new,
            !new.contains(char::is_uppercase),
            "write a field name in snake case, such as `born_on`",
            pointer,
        ) {
            self.found.parameters.insert((index, parameter), new.to_owned());
        }
    }

    fn tags(&mut self) {
        let config = self.config;
        for (key, new) in &config.settings.rename.tags {
            let pointer = below("/rename/tags", key);
            let Some(index) = self.api.tags.iter().position(|tag| tag.name == *key) else {
                let known = self.api.tags.iter().map(|tag| tag.name.clone()).collect();
                self.unknown("tag", key, &pointer, &known);
                continue;
            };
            if self.is_fine(new, true, "", &pointer) {
                self.found.tags.insert(index, new.clone());
            }
        }
    }

    /// Whether a name is valid in Rust, and has the usual case. Reports it otherwise.
    fn is_fine(&mut self, new: &str, usual: bool, help: &str, pointer: &str) -> bool {
        let fine = is_name(new) && usual;
        if !fine {
            let message = format!("invalid Rust name {}", text::quote(new));
            let found =
                self.config.report(self.diagnostics, &codes::MALFORMED_NAME, pointer, message);
            if is_name(new) {
                found.help(help);
            }
        }
        fine
    }

    fn say(
        &mut self,
        code: &'static Code,
        pointer: &str,
        message: String,
    ) -> &mut crate::diag::Diagnostic {
        self.config.report(self.diagnostics, code, pointer, message)
    }

    fn unknown(&mut self, what: &str, name: &str, pointer: &str, known: &BTreeSet<String>) {
        let message = format!("unknown {what} {}", text::quote(name));
        let found = self.config.report_key(self.diagnostics, &codes::NO_MATCH, pointer, message);
        if let Some(near) = near::nearest(name, known.iter().map(String::as_str)) {
            found.help(format!("did you mean {}?", text::quote(near)));
        }
    }
}

/// Returns the types that a key of the settings names: by the schema's name, by the Rust name, or by a pointer. The
/// first one has that name, and the others are derived from it, for requests or as a form.
pub(super) fn named(api: &Api, plain: &Names, key: &str) -> Vec<TypeId> {
    let pointer = place(key);
    let by_place = |pointer: &str| -> Vec<TypeId> {
        api.types().filter(|(_, def)| def.origin.pointer == pointer).map(|(id, _)| id).collect()
    };
    let found = by_place(&pointer);
    if !found.is_empty() || key.starts_with(['/', '#']) {
        return found;
    }
    let by_name = api.types().find(|(id, _)| plain.ty(*id) == key).map(|(id, _)| id);
    by_name.into_iter().collect()
}

/// Splits a key into the owner and the name of a field.
fn parts(key: &str) -> Option<(String, String)> {
    if key.starts_with(['/', '#']) {
        let pointer = place(key);
        let (owner, name) = pointer.rsplit_once("/properties/")?;
        return (!name.contains('/')).then(|| (owner.to_owned(), unescape(name).into_owned()));
    }
    let (owner, name) = key.split_once('.')?;
    Some((owner.to_owned(), name.to_owned()))
}

fn type_names(api: &Api, plain: &Names) -> BTreeSet<String> {
    let own = api.types().filter(|(_, def)| !def.is_inline).map(|(_, def)| def.name.clone());
    own.chain(plain.types.iter().cloned()).collect()
}

fn operation_names(api: &Api) -> BTreeSet<String> {
    api.operations.iter().map(|operation| operation.id.clone()).collect()
}
