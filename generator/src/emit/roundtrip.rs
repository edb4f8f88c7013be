//! Round-trip properties of a package, for tests: each type and each operation decodes to the value that was encoded.
//! Compiled only with the feature `roundtrip`.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{home, sides};
use super::tokens::ident;
use super::{RustFile, docs};
use crate::api::{Shape, Side};
use crate::pass::Plan;

/// Returns `src/roundtrip.rs`.
pub(super) fn emit(plan: &Plan) -> RustFile<'_> {
    RustFile::new("src/roundtrip.rs", || vec![tokens(plan)])
}

fn tokens(plan: &Plan) -> TokenStream {
    let head = docs::inner(&[
        "The round-trip properties of this package, for tests: `decode(encode(x)) == x`."
            .to_owned(),
    ]);
    let types = plan.api.types().filter_map(|(id, def)| {
        let form = plan.usage.forms.contains(&id);
        let alias = matches!(def.shape, Shape::Alias(_));
        let name = plan.names.ty(id);
        let rust = ident(name);
        (!form && !alias).then(|| quote!(wire::roundtrip::type_check::<types::#rust>(#name)))
    });
    let types: Vec<_> = types.collect();
    let uses = (!types.is_empty()).then(|| {
        quote!(
            use crate::types;
        )
    });
    let homes = plan.api.operations.iter().map(|operation| home(plan.api.side(operation)));
    let requests = plan.names.operations.iter().map(|names| ident(&names.request));
    let operations = homes.zip(requests).map(|(home, request)| quote!(#home::#request));
    let operations: Vec<TokenStream> = operations.collect();
    let has = |side: &Side| plan.api.tags_of(*side).next().is_some();
    let homes = sides(plan).into_iter().filter(has).map(home);
    let use_operations = quote!(#(use crate::#homes;)*);
    quote! {
        #head
        use counterpart_wire as wire;
        #use_operations
        #uses

        /// Returns the property of each type.
        #[must_use]
        pub fn types() -> Vec<wire::roundtrip::TypeCheck> { vec![#(#types),*] }

        /// Returns the property of each operation.
        #[must_use]
        pub fn operations() -> Vec<wire::roundtrip::OperationCheck> {
            vec![#(wire::roundtrip::operation_check::<#operations>()),*]
        }
    }
}
