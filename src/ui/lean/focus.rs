//! Where the focus was in a part that is made anew.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// The place of the element with the focus: how many siblings come before each
/// node on the way to it, and its name.
pub struct Focus {
    way: Vec<usize>,
    name: String,
}

impl Focus {
    /// Finds it between two siblings.
    pub fn within(start: &Node, end: &Node) -> Option<Self> {
        let parent = end.parent_node()?;
        let active: Node = document().active_element()?.into();
        if active == parent || !parent.contains(Some(&active)) {
            return None;
        }
        let name = active.node_name();
        let mut way = Vec::new();
        let mut node = active;
        loop {
            let above = node.parent_node()?;
            let mut before = 0;
            let mut sibling = node.previous_sibling();
            while let Some(found) = sibling {
                if found == *end {
                    return None;
                }
                if found == *start {
                    way.push(before);
                    way.reverse();
                    return Some(Self { way, name });
                }
                before += 1;
                sibling = found.previous_sibling();
            }
            if above == parent {
                return None;
            }
            way.push(before);
            node = above;
        }
    }

    /// Gives the focus to what stands there now, if it is of the same kind.
    pub fn give_back(self, start: &Node) -> Option<()> {
        let mut way = self.way.into_iter();
        let mut node = start.next_sibling()?;
        for _ in 0..way.next()? {
            node = node.next_sibling()?;
        }
        for before in way {
            node = node.first_child()?;
            for _ in 0..before {
                node = node.next_sibling()?;
            }
        }
        if node.node_name() == self.name {
            node.dyn_into::<HtmlElement>().ok()?.focus().ok()?;
        }
        Some(())
    }
}
