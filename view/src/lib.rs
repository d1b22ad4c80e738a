//! The `view!` macro of the page.
//!
//! It reads what the macro of Leptos reads, and means the same. What it writes
//! differs: not one type for each view, with its own code for building,
//! rebuilding and dropping, but calls of a few functions in `ui::lean` that
//! make the elements at once. DECISIONS.md says what that saves.
//!
//! Known are elements and components; attributes, `class:`, `class=(…, …)`,
//! `style=(…, …)`, `prop:`, `bind:value`, `on:` and `node_ref`; quoted text and
//! blocks. There are no directives, spreads, slots or `let:`; they do not compile.

mod element;

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Code;
use quote::quote;
use rstml::node::Node;
use rstml::{Parser, ParserConfig};

/// Builds a part of the page: a `ui::lean::Built`.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    write(tokens.into())
        .unwrap_or_else(|error| {
            let error = error.into_compile_error();
            quote!({ #error })
        })
        .into()
}

fn write(tokens: Code) -> syn::Result<Code> {
    let parser = Parser::new(ParserConfig::default());
    let nodes = parser.parse_simple(tokens)?;
    match nodes.as_slice() {
        [Node::Element(one)] if !element::is_component(one) => {
            let made = element::element(one, element::Space::Html)?;
            Ok(quote!(crate::ui::lean::Built::from(#made)))
        }
        [Node::Element(one)] => {
            let made = element::component(one)?;
            Ok(quote!(crate::ui::lean::built(#made)))
        }
        several => {
            let children = element::children(several, element::Space::Html)?;
            Ok(quote!({
                let __at = crate::ui::lean::Parent::loose();
                #children
                crate::ui::lean::Built::from(__at)
            }))
        }
    }
}
