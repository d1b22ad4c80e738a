//! Everything the page asks of the browser, behind plain functions.

pub mod address;
pub mod boot;
pub mod breath;
pub mod clipboard;
pub mod clock;
pub mod disk;
pub mod drawer;
pub mod files;
pub mod focus;
pub mod local_storage;
pub mod mirror;
pub mod offline;
pub mod preferences;
pub mod script;
