//! What one element, component or child becomes.

use proc_macro2::{Ident, Span, TokenStream as Code};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Error, Expr, ExprTuple, Result, Stmt};

/// Which kind of elements are made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// Elements of HTML, unless the name says otherwise.
    Html,
    /// Elements of a drawing.
    Svg,
}

/// Names that are of a drawing wherever they stand.
const DRAWN: [&str; 18] = [
    "circle",
    "clipPath",
    "defs",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "rect",
    "stop",
    "svg",
    "tspan",
    "use",
];

/// Stands between name and value in the list of what is fixed.
const SEPARATOR: char = '\0';

/// Returns true for what is written with a capital.
pub fn is_component(element: &NodeElement<rstml::Infallible>) -> bool {
    let NodeName::Path(path) = element.name() else { return false };
    let last = path.path.segments.last().map(|segment| segment.ident.to_string());
    last.is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// Writes an element: an expression of the type `Parent`.
pub fn element(element: &NodeElement<rstml::Infallible>, space: Space) -> Result<Code> {
    let name = plain(element.name());
    let space = if DRAWN.contains(&name.as_str()) { Space::Svg } else { space };
    let mut fixed = name.clone();
    let mut before = Vec::new();
    let mut after = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new(attribute.span(), "attributes cannot be spread here"));
        };
        let key = plain(&attribute.key);
        let literal = attribute.value_literal_string();
        match (attribute.value(), literal) {
            (None, _) if !key.contains(':') => fix(&mut fixed, &key, ""),
            (Some(value), Some(literal)) if !key.contains(':') && !is_bool(value) => {
                fix(&mut fixed, &key, &literal);
            }
            (Some(value), _) => {
                let late = key.starts_with("prop:") || key.starts_with("bind:");
                let call = setting(attribute, &key, value)?;
                if late { after.push(call) } else { before.push(call) }
            }
            (None, _) => return Err(Error::new(attribute.span(), "this needs a value")),
        }
    }
    let open = match space {
        Space::Html => quote!(html),
        Space::Svg => quote!(svg),
    };
    let inside = children(&element.children, space)?;
    Ok(quote!({
        let __at = crate::ui::lean::Parent::#open(#fixed);
        #(#before)*
        #inside
        #(#after)*
        __at
    }))
}

fn fix(fixed: &mut String, key: &str, value: &str) {
    for part in [key, value] {
        fixed.push(SEPARATOR);
        fixed.push_str(part);
    }
}

fn is_bool(value: &Expr) -> bool {
    matches!(value, Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Bool(_)))
}

/// Writes an attribute as it stands in the source: `r#type` is `type`.
fn plain(name: &NodeName) -> String {
    name.to_string().replace("r#", "").replace(' ', "")
}

/// Takes braces and parentheses away that only the syntax asks for.
fn inner(value: &Expr) -> &Expr {
    match value {
        Expr::Paren(paren) if paren.attrs.is_empty() => inner(&paren.expr),
        Expr::Block(block) if block.attrs.is_empty() && block.label.is_none() => {
            match block.block.stmts.as_slice() {
                [Stmt::Expr(value, None)] => inner(value),
                _ => value,
            }
        }
        _ => value,
    }
}

/// Writes the call that sets what is not fixed.
fn setting(attribute: &KeyedAttribute, key: &str, value: &Expr) -> Result<Code> {
    let span = attribute.key.span();
    let value = inner(value);
    if key == "node_ref" {
        return Ok(quote_spanned!(span=> __at.note(#value);));
    }
    if let Some((kind, name)) = key.split_once(':') {
        return match kind {
            "on" => {
                let (name, method) = match name.split_once(':') {
                    Some((name, "capture")) => (name, "on_way_down"),
                    Some(_) => return Err(Error::new(span, format!("`{key}` is not known here"))),
                    None => (name, "on"),
                };
                let (event, method) =
                    (Ident::new(event_type(name), span), Ident::new(method, span));
                Ok(quote_spanned!(span=> __at.#method::<::web_sys::#event>(#name, #value);))
            }
            "class" => Ok(quote_spanned!(span=> __at.class(#name, #value);)),
            "style" => Ok(quote_spanned!(span=> __at.style(#name, #value);)),
            "prop" => Ok(quote_spanned!(span=> __at.property(#name, #value);)),
            "bind" if name == "value" => Ok(quote_spanned!(span=> __at.bind(#value);)),
            _ => Err(Error::new(span, format!("`{key}` is not known here"))),
        };
    }
    if let ("class" | "style", Expr::Tuple(ExprTuple { elems, .. })) = (key, value) {
        let (Some(name), Some(value), 2) = (elems.first(), elems.last(), elems.len()) else {
            return Err(Error::new(value.span(), "a name and a value are needed"));
        };
        let method = format_ident!("{key}", span = span);
        return Ok(quote_spanned!(span=> __at.#method(#name, #value);));
    }
    Ok(quote_spanned!(span=> __at.attribute(#key, #value);))
}

/// Returns the type of an event in `web_sys`.
fn event_type(name: &str) -> &'static str {
    match name {
        "click" | "dblclick" | "contextmenu" | "mousedown" | "mouseup" | "mousemove"
        | "mouseenter" | "mouseleave" | "mouseover" | "mouseout" => "MouseEvent",
        "keydown" | "keyup" => "KeyboardEvent",
        "focus" | "blur" | "focusin" | "focusout" => "FocusEvent",
        "submit" => "SubmitEvent",
        name if name.starts_with("pointer") || name.ends_with("pointercapture") => "PointerEvent",
        name if name.starts_with("drag") || name == "drop" => "DragEvent",
        name if name.starts_with("touch") => "TouchEvent",
        _ => "Event",
    }
}

/// Writes the calls that put children into `__at`.
pub fn children(nodes: &[Node], space: Space) -> Result<Code> {
    let mut calls = Code::new();
    for node in nodes {
        calls.extend(child(node, space)?);
    }
    Ok(calls)
}

fn child(node: &Node, space: Space) -> Result<Code> {
    match node {
        Node::Element(one) if is_component(one) => {
            let made = component(one)?;
            Ok(quote!(__at.put(#made);))
        }
        Node::Element(one) => {
            let made = element(one, space)?;
            Ok(quote!(__at.element(&#made);))
        }
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote!(__at.words(#text);))
        }
        Node::Block(block) => {
            let value = match block.try_block().map(|block| block.stmts.as_slice()) {
                Some([Stmt::Expr(value, None)]) => inner(value).to_token_stream(),
                Some(_) | None => block.to_token_stream(),
            };
            Ok(quote_spanned!(block.span()=> __at.put(#value);))
        }
        Node::Fragment(fragment) => children(&fragment.children, space),
        Node::Comment(_) => Ok(Code::new()),
        Node::RawText(text) => Err(Error::new(text.span(), "text stands in quotes")),
        Node::Doctype(other) => Err(Error::new(other.span(), "this is no element")),
        Node::Custom(other) => Err(Error::new(other.span(), "this is not known here")),
    }
}

/// Writes a component: an expression of the type it returns.
pub fn component(element: &NodeElement<rstml::Infallible>) -> Result<Code> {
    let name = element.name();
    let mut props = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new(attribute.span(), "attributes cannot be spread here"));
        };
        let key = &attribute.key;
        let value =
            attribute.value().map_or_else(|| key.to_token_stream(), ToTokens::to_token_stream);
        props.push(quote_spanned!(key.span()=> .#key(#[allow(unused_braces)] { #value })));
    }
    if !element.children.is_empty() {
        let inside = children(&element.children, Space::Html)?;
        props.push(quote!(.children(crate::ui::lean::Content::new(move || {
            let __at = crate::ui::lean::Parent::loose();
            #inside
            crate::ui::lean::Built::from(__at)
        }))));
    }
    let build = Ident::new("build", Span::call_site());
    Ok(quote_spanned!(name.span()=> ::leptos::component::component_view(
        #[allow(clippy::needless_borrows_for_generic_args)]
        &#name,
        ::leptos::component::component_props_builder(&#name) #(#props)* .#build()
    )))
}
