//! The keys of `counterpart.toml`, as Rust types. Their doc comments are the documentation of the keys.

use std::collections::BTreeMap;

use super::form::{Described, Form, keys, words};
use crate::diag::{Levels, Selector};

keys! {
    /// The settings of `counterpart.toml`. Paths are relative to its folder.
    pub struct Settings {
        /// The path of the OpenAPI document.
        pub document: Option<String>,
        /// The folder of the generated package.
        pub output: Option<String>,
        /// The generated package.
        pub package: Package,
        /// The ends to generate: server, client or both.
        pub ends: Ends,
        /// Whether an implementation must provide every method of a server trait.
        pub trait_methods: TraitMethods,
        /// Whether each component has its own module, together with the types inside it, or all types are in one module.
        pub type_modules: TypeModules,
        /// Whether the operations of each tag are behind a Cargo feature named after the tag. All features are enabled by
        /// default.
        pub tag_features: bool,
        /// Whether to leave out components that no operation uses. By default, only if operations are filtered.
        pub prune: Option<bool>,
        /// Generate only the operations that match one of these.
        pub include: Selection,
        /// Do not generate the operations that match one of these, even if they are included.
        pub exclude: Selection,
        /// Rust names to use instead of the generated ones.
        pub rename: Rename,
        /// Your own types for schemas. The key is the name of a schema or a JSON pointer to one; the value is the path of a
        /// Rust type that implements `Encode` and `Decode`.
        pub types: BTreeMap<String, String>,
        /// Your own types for formats. The key is a `format` of strings, integers or numbers; the value is the path of a
        /// Rust type that implements `Encode` and `Decode`.
        pub formats: BTreeMap<String, String>,
        /// Traits that types derive in addition to `Debug`, `Clone` and `PartialEq`.
        pub derives: Vec<Derives>,
        /// Dependencies of the generated package in addition to `counterpart-wire`, as in `Cargo.toml`.
        pub dependencies: BTreeMap<String, Dependency>,
        /// Where the references of the document may lead.
        pub references: References,
        /// Whether to generate a document that has errors, without the operations that need a faulty part. By default,
        /// nothing is written.
        pub keep_going: bool,
        /// Findings that are neither shown nor counted. Each is a code such as `W0301`, or a group of codes.
        pub allow: Vec<Selector>,
        /// Findings that are warnings, whatever their code says.
        pub warn: Vec<Selector>,
        /// Findings that are errors. With one of them, nothing is written, not even with `keep-going`.
        pub deny: Vec<Selector>,
    }
}

impl Settings {
    /// The levels of the findings.
    pub fn levels(&self) -> Levels {
        Levels { allow: self.allow.clone(), warn: self.warn.clone(), deny: self.deny.clone() }
    }
}

keys! {
    /// The generated package.
    pub struct Package {
        /// The name of the package. Derived from the title of the document by default.
        pub name: Option<String>,
        /// The version of the package. `0.1.0` by default.
        pub version: Option<String>,
        /// The license of the package, as an SPDX expression such as `MIT OR Apache-2.0`.
        pub license: Option<String>,
        /// The URL of the repository that contains the package.
        pub repository: Option<String>,
        /// The lowest version of Rust that the package supports. By default, that of `counterpart-wire`.
        pub rust_version: Option<String>,
        /// Whether Cargo may publish the package. By default, it may.
        pub publish: Option<bool>,
        /// The path of the `counterpart-wire` crate, if it does not come from a registry.
        pub wire_path: Option<String>,
        /// The URL of a Git repository that contains the `counterpart-wire` crate, if it does not come from a registry.
        pub wire_git: Option<String>,
        /// The commit or tag of the Git repository. By default, the newest commit.
        pub wire_rev: Option<String>,
        /// The version of `counterpart-wire`. By default, the version of the generator.
        pub wire_version: Option<String>,
        /// Whether the version, the edition, the license, the lints and `counterpart-wire` are inherited from the workspace
        /// that contains the package. The other settings of `package` replace what would be inherited.
        pub workspace: bool,
    }
}

keys! {
    /// Operations, by tag, id or path. `*` matches anything.
    pub struct Selection {
        /// Tags. Operations without a tag have the tag `default`.
        pub tags: Vec<String>,
        /// Operation ids, or a method and a path such as `GET /pets/{id}`.
        pub operations: Vec<String>,
        /// Paths. `*` matches anything between two slashes, `**` matches anything.
        pub paths: Vec<String>,
    }
}

impl Selection {
    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

keys! {
    /// Rust names to use instead of the generated ones. Names on the wire do not change.
    pub struct Rename {
        /// Names of types. The key is the name of a schema, its Rust name, or a JSON pointer to it.
        pub types: BTreeMap<String, String>,
        /// Names of methods. The key is an operation id, or a method and a path such as `GET /pets`.
        pub operations: BTreeMap<String, String>,
        /// Names of fields and variants. The key is `Pet.born_on` or a JSON pointer for a property, a listed value or a
        /// branch, and `listPets.page_size` for a parameter.
        pub fields: BTreeMap<String, String>,
        /// Names of traits and modules. The key is a tag.
        pub tags: BTreeMap<String, String>,
    }
}

impl Rename {
    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

keys! {
    /// Traits that types derive.
    pub struct Derives {
        /// Paths of derive macros, such as `Eq` or `serde::Serialize`.
        pub traits: Vec<String>,
        /// The names of the types; `*` matches anything. All types by default.
        pub types: Vec<String>,
    }
}

keys! {
    /// Where the references of the document may lead.
    pub struct References {
        /// Allow files in this folder and below, instead of the folder of the document.
        pub root: Option<String>,
        /// Allow any file.
        pub outside: bool,
        /// Allow the web.
        pub http: bool,
    }
}

keys! {
    /// A dependency as a table.
    pub struct Detailed {
        /// A version requirement.
        pub version: Option<String>,
        /// The path of a package.
        pub path: Option<String>,
        /// The URL of a Git repository.
        pub git: Option<String>,
        /// A branch of the repository.
        pub branch: Option<String>,
        /// A tag of the repository.
        pub tag: Option<String>,
        /// A revision of the repository.
        pub rev: Option<String>,
        /// The name of the package, if it differs from the key.
        pub package: Option<String>,
        /// The registry.
        pub registry: Option<String>,
        /// The features to enable.
        pub features: Vec<String>,
        /// Whether to enable the default features.
        pub default_features: Option<bool>,
        /// Whether to inherit the dependency from the workspace.
        pub workspace: Option<bool>,
    }
}

/// A dependency: a version, or a table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(untagged)]
pub enum Dependency {
    /// A version requirement.
    Version(String),
    /// A table with more details.
    Detailed(Box<Detailed>),
}

impl Described for Dependency {
    const FORM: Form = Form::TextOr(&Detailed::FORM);
}

words! {
    /// The ends to generate.
    pub enum Ends {
        /// Server traits and a client, each behind a feature.
        Both = "both",
        /// Only the client.
        Client = "client",
        /// Only the server.
        Server = "server",
    }
}

impl Ends {
    /// Whether a client is generated.
    pub fn client(self) -> bool {
        self != Self::Server
    }

    /// Whether a server is generated.
    pub fn server(self) -> bool {
        self != Self::Client
    }
}

words! {
    /// Whether an implementation must provide every method of a server trait.
    pub enum TraitMethods {
        /// Every method is required, so the compiler reports missing ones.
        Required = "required",
        /// Methods have a default that answers 501 Not Implemented.
        Default = "default",
    }
}

words! {
    /// The modules of types.
    pub enum TypeModules {
        /// Each component in its own module, together with the types inside it.
        Many = "many",
        /// All types in the module `types`.
        One = "one",
    }
}
