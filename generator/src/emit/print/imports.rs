//! Imports that a file does not use are removed, so that an emitter can name all modules that its files may need.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{File, Item, Macro, Path, UseTree};

/// The imports that the parts of a file use, as far as they are printed.
#[derive(Default)]
pub(super) struct Imports(Used);

impl Imports {
    /// Prints a part that has no imports.
    pub(super) fn print_rest(&mut self, part: &File) -> String {
        self.0.visit_file(part);
        prettyplease::unparse(part)
    }

    /// Prints the part with the imports after all others, without each import of one module that no path of the file
    /// begins with.
    pub(super) fn print_head(mut self, mut part: File) -> String {
        self.0.visit_file(&part);
        part.items.retain(|item| match item {
            Item::Use(import) => module(&import.tree).is_none_or(|name| self.0.0.contains(&name)),
            _ => true,
        });
        prettyplease::unparse(&part)
    }
}

/// The name of a module of this package or of `wire` in the scope of the file, when an import brings it alone.
fn module(tree: &UseTree) -> Option<String> {
    match tree {
        UseTree::Path(path) if path.ident == "crate" => match &*path.tree {
            UseTree::Name(name) => Some(name.ident.to_string()),
            _ => None,
        },
        UseTree::Rename(rename) => Some(rename.rename.to_string()),
        _ => None,
    }
}

/// The first segments of all paths with several.
#[derive(Default)]
struct Used(BTreeSet<String>);

impl<'ast> Visit<'ast> for Used {
    fn visit_path(&mut self, path: &'ast Path) {
        if let Some(first) = path.segments.first()
            && path.segments.len() > 1
            && path.leading_colon.is_none()
        {
            self.insert(&first.ident);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}

impl Used {
    fn insert(&mut self, name: &proc_macro2::Ident) {
        let name = name.to_string();
        if !self.0.contains(&name) {
            self.0.insert(name);
        }
    }

    /// The arguments of a macro are tokens: each identifier before `::` counts.
    fn visit_tokens(&mut self, tokens: TokenStream) {
        let mut last = None;
        for token in tokens {
            match (&token, last.take()) {
                (TokenTree::Group(group), _) => self.visit_tokens(group.stream()),
                (TokenTree::Punct(colon), Some(name)) if colon.as_char() == ':' => {
                    self.insert(&name);
                }
                (TokenTree::Ident(name), _) => last = Some(name.clone()),
                _ => {}
            }
        }
    }
}
