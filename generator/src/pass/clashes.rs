//! Reports names of the document that become the same Rust name. The first one keeps the name, and each later one gets a
//! number.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{camel, module, snake, spelled_out};
use super::names::{Names, OperationNames, usual_name};
use super::rename::Renames;
use crate::api::{Api, EnumValue, Field, Operation, Shape, TypeDef, TypeId};
use crate::config::below;
use crate::diag::{Diagnostics, codes, text};
use crate::tree::pointer::Origin;

/// A name that is taken.
struct Clash<'c> {
    /// Its name in the document.
    name: String,
    /// The usual Rust name, and the name that it gets.
    usual: String,
    found: &'c str,
    /// Its place, and the place of the one that has the name, if that is part of the document.
    pointer: String,
    first: Option<String>,
    /// The table of the settings, and the key to write there.
    setting: &'static str,
    key: String,
}

/// Reports all name clashes.
pub(super) fn report(api: &Api, names: &Names, renames: &Renames, diagnostics: &mut Diagnostics) {
    let mut clashes = Vec::new();
    types(api, names, renames, diagnostics, &mut clashes);
    for (id, def) in api.types() {
        members(def, id, names, renames, &mut clashes);
    }
    operations(api, names, renames, &mut clashes);
    tags(api, names, renames, &mut clashes);
    let mut reported = BTreeSet::new();
    for clash in clashes {
        // A type that is split for requests and responses has its fields in both.
        if !reported.insert((clash.pointer.clone(), clash.name.clone(), clash.setting)) {
            continue;
        }
        let name = text::quote(&clash.name);
        let message = format!(
            "name clash: {name} becomes `{}` in Rust, since `{}` is taken",
            clash.found, clash.usual
        );
        let origin = Origin { pointer: clash.pointer };
        let found = diagnostics.report_at(&codes::NAME_CLASH, &origin, message).on_key();
        found.help(format!(
            "set a name in `[{}]` of `counterpart.toml`: `{:?} = \"...\"`",
            clash.setting, clash.key
        ));
        if let Some(first) = clash.first {
            found.also(&Origin { pointer: first }, format!("this becomes `{}`", clash.usual));
        }
    }
}

/// Returns the usual name of a text, with the sign at its start as a word if that is the name that it got.
fn reading(text: &str, case: fn(&str) -> String, found: &str) -> String {
    let other = spelled_out(text).map(|text| case(&text));
    other.filter(|other| other == found).unwrap_or_else(|| case(text))
}

fn types<'c>(
    api: &'c Api,
    names: &'c Names,
    renames: &Renames,
    diagnostics: &Diagnostics,
    clashes: &mut Vec<Clash<'c>>,
) {
    let taken: BTreeMap<&str, &TypeDef> =
        api.types().map(|(id, def)| (names.ty(id), def)).collect();
    for (id, def) in api.types().filter(|(id, _)| !renames.types.contains_key(id)) {
        // A schema of another document may have the name of one that is known already.
        let own = diagnostics.own_name(&def.origin.pointer);
        let usual = own.map_or_else(|| usual_name(api, id, renames), camel);
        if usual != names.ty(id) {
            let pointer = def.origin.pointer.clone();
            clashes.push(Clash {
                name: own.map_or_else(|| def.name.clone(), str::to_owned),
                found: names.ty(id),
                first: taken.get(usual.as_str()).map(|def| def.origin.pointer.clone()),
                key: if def.is_inline { pointer.clone() } else { def.name.clone() },
                setting: "rename.types",
                pointer,
                usual,
            });
        }
    }
}

fn members<'c>(
    def: &'c TypeDef,
    id: TypeId,
    names: &'c Names,
    renames: &Renames,
    clashes: &mut Vec<Clash<'c>>,
) {
    let origin = &def.origin.pointer;
    let properties = below(origin, "properties");
    let rust = names.members(id);
    let all: Vec<(&str, String, String)> = match &def.shape {
        Shape::Struct(shape) if !shape.is_list => {
            let fields = shape.fields.iter().zip(rust);
            let usual = |it: &Field, found: &str| reading(&it.name, snake, found);
            fields
                .map(|(it, found)| {
                    (it.name.as_str(), usual(it, found), below(&properties, &it.name))
                })
                .collect()
        }
        Shape::Enum(listed) => {
            let values = listed.values.iter().zip(rust);
            let name = |it: &'c EnumValue| it.name.as_deref().unwrap_or(&it.text);
            let place = below(origin, "enum");
            values
                .map(|(it, found)| {
                    (it.text.as_str(), reading(name(it), camel, found), place.clone())
                })
                .collect()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter().zip(rust);
            variants
                .map(|(it, found)| {
                    (it.name.as_str(), reading(&it.name, camel, found), origin.clone())
                })
                .collect()
        }
        _ => return,
    };
    if all.iter().zip(rust).all(|((_, usual, _), found)| usual == found) {
        return;
    }
    let taken: BTreeMap<&str, &str> =
        rust.iter().zip(&all).map(|(name, (.., place))| (name.as_str(), place.as_str())).collect();
    let owner = if def.is_inline { names.ty(id) } else { &def.name };
    for (at, ((name, usual, pointer), found)) in all.iter().zip(rust).enumerate() {
        if usual != found && !renames.members.contains_key(&(id, at)) {
            let first = taken.get(usual.as_str()).filter(|place| *place != pointer);
            clashes.push(Clash {
                name: (*name).to_owned(),
                usual: usual.clone(),
                found,
                pointer: pointer.clone(),
                first: first.map(|place| (*place).to_owned()),
                setting: "rename.fields",
                key: format!("{owner}.{name}"),
            });
        }
    }
}

fn operations<'c>(api: &'c Api, names: &'c Names, renames: &Renames, clashes: &mut Vec<Clash<'c>>) {
    let all = || api.operations.iter().zip(&names.operations);
    for (index, (operation, named)) in all().enumerate() {
        parameters(index, operation, named, renames, clashes);
        let usual = snake(&operation.id);
        if usual != named.method && !renames.operations.contains_key(&index) {
            let side = api.side(operation);
            let first = all().find(|(it, named)| api.side(it) == side && named.method == usual);
            clashes.push(Clash {
                name: operation.id.clone(),
                usual,
                found: &named.method,
                pointer: operation.origin.pointer.clone(),
                first: first.map(|(first, _)| first.origin.pointer.clone()),
                setting: "rename.operations",
                key: format!("{} {}", operation.method, operation.path),
            });
        }
    }
}

fn parameters<'c>(
    index: usize,
    operation: &'c Operation,
    named: &'c OperationNames,
    renames: &Renames,
    clashes: &mut Vec<Clash<'c>>,
) {
    for (at, (parameter, found)) in operation.parameters.iter().zip(&named.fields).enumerate() {
        let usual = reading(&parameter.name, snake, found);
        if usual != *found && !renames.parameters.contains_key(&(index, at)) {
            clashes.push(Clash {
                name: parameter.name.clone(),
                usual,
                found,
                pointer: operation.origin.pointer.clone(),
                first: None,
                setting: "rename.fields",
                key: format!("{}.{}", operation.id, parameter.name),
            });
        }
    }
}

fn tags<'c>(api: &'c Api, names: &'c Names, renames: &Renames, clashes: &mut Vec<Clash<'c>>) {
    for (index, (tag, found)) in api.tags.iter().zip(&names.tags).enumerate() {
        let usual = module(&tag.name);
        if usual != *found && !renames.tags.contains_key(&index) {
            clashes.push(Clash {
                name: tag.name.clone(),
                usual,
                found,
                pointer: "/tags".to_owned(),
                first: None,
                setting: "rename.tags",
                key: tag.name.clone(),
            });
        }
    }
}
