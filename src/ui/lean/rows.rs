//! Lists that keep the rows whose keys stay.

use super::derived::render;
use super::parent::{Built, Parent, comment};
use leptos::prelude::*;
use std::collections::HashMap;
use web_sys::Node;

/// A row on the page: its nodes, from first to last, and what lives with it.
struct Row {
    key: u64,
    first: Node,
    last: Node,
    owner: Owner,
}

impl Row {
    fn nodes(&self) -> Vec<Node> {
        let mut nodes = vec![self.first.clone()];
        while let Some(node) = nodes.last()
            && *node != self.last
            && let Some(next) = node.next_sibling()
        {
            nodes.push(next);
        }
        nodes
    }

    fn remove(self) {
        self.owner.cleanup();
        for node in self.nodes() {
            if let Some(parent) = node.parent_node() {
                parent.remove_child(&node).ok();
            }
        }
    }
}

/// Makes a list that keeps the rows whose keys stay; a key stands there once.
pub fn rows(keys: impl Fn() -> Vec<u64> + 'static, row: impl Fn(u64) -> Built + 'static) -> Built {
    keyed(Box::new(keys), Box::new(row))
}

fn keyed(keys: Box<dyn Fn() -> Vec<u64>>, row: Box<dyn Fn(u64) -> Built>) -> Built {
    let list = Parent::loose();
    let end = comment();
    let built = Built::from(list);
    built.node().append_child(&end).ok();
    // Not the effect: that one forgets what it owns whenever it runs again.
    let owner = Owner::current().unwrap_or_default();
    let mut shown: Vec<Row> = Vec::new();
    render(Box::new(move || {
        let keys = keys();
        if keys.iter().eq(shown.iter().map(|row| &row.key)) {
            return;
        }
        let Some(parent) = end.parent_node() else { return };
        let mut old: HashMap<u64, Row> = shown.drain(..).map(|row| (row.key, row)).collect();
        let kept: Vec<(u64, Option<Row>)> =
            keys.into_iter().map(|key| (key, old.remove(&key))).collect();
        for (_, gone) in old {
            gone.remove();
        }
        // From the end: what stands in front of the right node already is not
        // moved, and so keeps the focus and its place when it is scrolled.
        let mut next = end.clone();
        for (key, row_kept) in kept.into_iter().rev() {
            let row = row_kept.unwrap_or_else(|| make(key, &owner, &*row));
            if row.last.next_sibling().as_ref() != Some(&next) {
                for node in row.nodes() {
                    parent.insert_before(&node, Some(&next)).ok();
                }
            }
            next = row.first.clone();
            shown.push(row);
        }
        shown.reverse();
    }));
    built
}

fn make(key: u64, owner: &Owner, row: &dyn Fn(u64) -> Built) -> Row {
    let owner = owner.child();
    let built = owner.with(|| untrack(|| row(key)));
    let node = built.node();
    if node.node_type() == Node::DOCUMENT_FRAGMENT_NODE && !node.has_child_nodes() {
        node.append_child(&comment()).ok();
    }
    let (first, last) = match (node.first_child(), node.last_child()) {
        (Some(first), Some(last)) if node.node_type() == Node::DOCUMENT_FRAGMENT_NODE => {
            (first, last)
        }
        (_, _) => (node.clone(), node.clone()),
    };
    Row { key, first, last, owner }
}
