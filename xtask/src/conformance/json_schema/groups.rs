//! Reads the files of the suite.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value as Json;

/// The only meta-schema whose keywords OpenAPI has. A schema of another one means something else.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema of the suite with its instances.
#[derive(Debug)]
pub(super) struct Group {
    /// The name of its operation.
    pub(super) key: String,
    /// The name of its file, and its description.
    pub(super) name: String,
    pub(super) schema: Json,
    pub(super) instances: Vec<Instance>,
}

/// A value, and whether its schema allows it.
#[derive(Debug, Deserialize)]
pub(super) struct Instance {
    #[serde(rename = "description")]
    pub(super) name: String,
    pub(super) data: Json,
    pub(super) valid: bool,
}

/// A group as it is written.
#[derive(Debug, Deserialize)]
struct Written {
    description: String,
    schema: Json,
    tests: Vec<Instance>,
}

/// Reads all groups of the files in a folder, in the order of their names.
pub(super) fn read(folder: &Path) -> anyhow::Result<Vec<Group>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    let mut groups = Vec::new();
    for file in files {
        let text = std::fs::read(&file).with_context(|| file.display().to_string())?;
        let written: Vec<Written> =
            serde_json::from_slice(&text).with_context(|| file.display().to_string())?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        for Written { description, schema, tests } in written {
            groups.push(Group {
                key: format!("case{}", groups.len()),
                name: format!("{stem}: {description}"),
                schema,
                instances: tests,
            });
        }
    }
    Ok(groups)
}

impl Group {
    /// Whether the schema names a meta-schema of its own.
    pub(super) fn is_of_other_dialect(&self) -> bool {
        self.schema.get("$schema").and_then(Json::as_str).is_some_and(|name| name != DIALECT)
    }

    /// The `$id`s in the schema.
    fn ids(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        collect_ids(&self.schema, &mut found);
        found
    }
}

fn collect_ids(node: &Json, found: &mut BTreeSet<String>) {
    match node {
        Json::Object(members) => {
            found.extend(members.get("$id").and_then(Json::as_str).map(str::to_owned));
            members.values().for_each(|value| collect_ids(value, found));
        }
        Json::Array(items) => items.iter().for_each(|item| collect_ids(item, found)),
        _ => {}
    }
}

/// Divides groups into as few documents as possible, so that an `$id` is given once in each. Returns their indices.
pub(super) fn documents(groups: &[Group]) -> Vec<Vec<usize>> {
    let mut documents: Vec<(Vec<usize>, BTreeSet<String>)> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let ids = group.ids();
        match documents.iter_mut().find(|(_, taken)| taken.is_disjoint(&ids)) {
            Some((members, taken)) => {
                members.push(index);
                taken.extend(ids);
            }
            None => documents.push((vec![index], ids)),
        }
    }
    documents.into_iter().map(|(members, _)| members).collect()
}
