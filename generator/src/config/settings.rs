//! The settings as a user writes them, key by key. What stands here is all that `counterpart.toml` can say.

use std::collections::BTreeMap;

use super::form::{Described, Form, keys, words};

keys! {
    /// What `counterpart.toml` says. Paths are relative to its folder.
    pub struct Settings {
        /// The OpenAPI document.
        pub document: Option<String>,
        /// The folder of the generated package.
        pub output: Option<String>,
        /// The generated package itself.
        pub package: Package,
        /// Which ends are generated.
        pub ends: Ends,
        /// Whether an implementation must have every method of a trait.
        pub trait_methods: TraitMethods,
        /// Whether each type has a module, with what is found inside it, or all are in one.
        pub type_modules: TypeModules,
        /// Whether the operations of each tag are behind a Cargo feature of the tag's name. All are on by default.
        pub tag_features: bool,
        /// Whether components that no operation needs are left out. As long as it is not said: when there are filters.
        pub prune: Option<bool>,
        /// Only operations that one of these names.
        pub include: Selection,
        /// No operation that one of these names, even when it is included.
        pub exclude: Selection,
        /// Other names in Rust.
        pub rename: Rename,
        /// Types of your own in place of generated ones: the name of a schema, or a JSON pointer to one, and the path of a Rust
        /// type that implements `Encode` and `Decode`.
        pub types: BTreeMap<String, String>,
        /// Types of your own for formats: a `format` of strings, integers or numbers, and the path of a Rust type that implements
        /// `Encode` and `Decode`.
        pub formats: BTreeMap<String, String>,
        /// What types derive beside `Debug`, `Clone` and `PartialEq`.
        pub derives: Vec<Derives>,
        /// What the generated package depends on beside `counterpart-wire`, in the words of `Cargo.toml`.
        pub dependencies: BTreeMap<String, Dependency>,
        /// What the references of the document may lead to.
        pub references: References,
        /// Findings that are refused: nothing is written.
        pub deny: Vec<Deny>,
    }
}

keys! {
    /// The generated package.
    pub struct Package {
        /// Its name; made of the document's title when it is not given.
        pub name: Option<String>,
        /// Its version; `0.1.0` when it is not given.
        pub version: Option<String>,
        /// Its license, as an SPDX expression such as `MIT OR Apache-2.0`.
        pub license: Option<String>,
        /// The URL of the repository that it is in.
        pub repository: Option<String>,
        /// The lowest version of Rust that it builds with; that of `counterpart-wire` when it is not given.
        pub rust_version: Option<String>,
        /// Whether it can be published; `false` keeps Cargo from doing so.
        pub publish: Option<bool>,
        /// The folder of the `counterpart-wire` crate, for a package that does not take it from a registry.
        pub wire_path: Option<String>,
        /// The URL of a Git repository that has the `counterpart-wire` crate, in place of a folder.
        pub wire_git: Option<String>,
        /// The commit or the tag of that repository; the newest commit when it is not given.
        pub wire_rev: Option<String>,
        /// The version of `counterpart-wire`, from wherever it comes; that of the generator when it is not given.
        pub wire_version: Option<String>,
        /// Whether version, edition, license, lints and the like come from the workspace that the package is in, and
        /// `counterpart-wire` too. What is given here is not taken from there.
        pub workspace: bool,
    }
}

keys! {
    /// Operations, by any of their marks. In each text `*` stands for anything.
    pub struct Selection {
        /// Tags. Operations without any have the tag `default`.
        pub tags: Vec<String>,
        /// Operation ids, or a method and a path such as `GET /pets/{id}`.
        pub operations: Vec<String>,
        /// Paths. `*` stands for what is between two slashes, `**` for anything.
        pub paths: Vec<String>,
    }
}

impl Selection {
    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

keys! {
    /// Other names in Rust.
    pub struct Rename {
        /// The name of a schema, its name in Rust, or a JSON pointer to it; and its new name in Rust.
        pub types: BTreeMap<String, String>,
        /// An operation id, or a method and a path such as `GET /pets`; and the new name of the method.
        pub operations: BTreeMap<String, String>,
        /// `Pet.born_on`, or a JSON pointer, for a property, a listed value or a branch; `listPets.page_size` for a parameter; and
        /// its new name in Rust. What is on the wire stays.
        pub fields: BTreeMap<String, String>,
        /// A tag, and what its trait and module are named after.
        pub tags: BTreeMap<String, String>,
    }
}

impl Rename {
    /// Whether nothing is renamed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

keys! {
    /// What types derive.
    pub struct Derives {
        /// Paths of derive macros, such as `Eq` or `serde::Serialize`.
        pub traits: Vec<String>,
        /// The types, by their names; `*` stands for anything. All when none is named.
        pub types: Vec<String>,
    }
}

keys! {
    /// What the references of the document may lead to.
    pub struct References {
        /// Files of this folder and below, in place of the folder of the document.
        pub root: Option<String>,
        /// Any file.
        pub outside: bool,
        /// The web.
        pub http: bool,
    }
}

keys! {
    /// A dependency as a table.
    pub struct Detailed {
        /// A version requirement.
        pub version: Option<String>,
        /// A folder.
        pub path: Option<String>,
        /// A repository.
        pub git: Option<String>,
        /// A branch of the repository.
        pub branch: Option<String>,
        /// A tag of the repository.
        pub tag: Option<String>,
        /// A revision of the repository.
        pub rev: Option<String>,
        /// The name of the package, when it is another one.
        pub package: Option<String>,
        /// The registry.
        pub registry: Option<String>,
        /// Features.
        pub features: Vec<String>,
        /// Whether the default features are on.
        pub default_features: Option<bool>,
        /// Whether it is that of the workspace.
        pub workspace: Option<bool>,
    }
}

/// A dependency: a version, or a table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(untagged)]
pub enum Dependency {
    /// A version requirement.
    Version(String),
    /// More than that.
    Detailed(Box<Detailed>),
}

impl Described for Dependency {
    const FORM: Form = Form::TextOr(&Detailed::FORM);
}

words! {
    /// Which ends are generated.
    pub enum Ends {
        /// A server trait and a client, each behind a feature.
        Both = "both",
        /// The client alone.
        Client = "client",
        /// The server alone.
        Server = "server",
    }
}

impl Ends {
    /// Whether there is a client.
    pub fn client(self) -> bool {
        self != Self::Server
    }

    /// Whether there is a server.
    pub fn server(self) -> bool {
        self != Self::Client
    }
}

words! {
    /// Whether an implementation must have every method of a trait.
    pub enum TraitMethods {
        /// It must: the compiler says what is missing.
        Required = "required",
        /// What it does not have is answered with 501.
        Default = "default",
    }
}

words! {
    /// Where types are.
    pub enum TypeModules {
        /// Each in a module of its own, with what is found inside it.
        Many = "many",
        /// All in `types`.
        One = "one",
    }
}

words! {
    /// Findings that are refused.
    pub enum Deny {
        /// What the document says wrong, and what costs operations.
        Errors = "errors",
        /// Whatever is found.
        Warnings = "warnings",
        /// What the document says rightly and the generator does not honour.
        Unsupported = "unsupported",
    }
}
