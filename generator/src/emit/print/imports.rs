//! Removes unused imports, so that an emitter can import all modules that its files may need.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{File, Item, Macro, Path, UseTree};

/// The names used by the parts of a file that are printed so far.
#[derive(Default)]
pub(super) struct Imports(Used);

impl Imports {
    /// Prints a part without imports.
    pub(super) fn print_rest(&mut self, part: &File) -> String {
        self.0.visit_file(part);
        prettyplease::unparse(part)
    }

    /// Prints the part with the imports, after all other parts. Imports of a single module are removed if no path in the
    /// file starts with it.
    pub(super) fn print_head(mut self, mut part: File) -> String {
        self.0.visit_file(&part);
        part.items.retain(|item| match item {
            Item::Use(import) => module(&import.tree).is_none_or(|name| self.0.0.contains(&name)),
            _ => true,
        });
        prettyplease::unparse(&part)
    }
}

/// Returns the name that an import of a single module adds to the scope of the file.
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

/// The first segments of all paths with several segments.
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

    /// Macro arguments are tokens, so every identifier before `::` counts.
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
