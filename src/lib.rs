//! Trichter's core: a small sales-pipeline database with analytics.
//!
//! The page (the binary of this package) renders, stores and talks to the
//! browser; everything that can be right or wrong is here and runs natively.
//!
//! - [`domain`] says what a pipeline is: deals, stages, money, days.
//! - [`i18n`] says it all in German and English and reads what people type.
//! - [`workspace`] holds all records of one workspace. Its commands are the only
//!   way to change them; each gives a transaction that can be undone, stored
//!   and sent.
//! - [`document`] is the file format: a workspace as JSON, repaired when read.
//! - [`store`] keeps workspaces in local storage: journal, snapshots, recovery.
//! - [`example`] makes built-in examples and simulated pipelines.
//! - [`scoring`] grades leads: who they are, what they do, how qualified they are.
//! - [`route`] says which screen the fragment of the address means.
//! - [`analytics`] answers questions: funnel, key figures, forecast, what rots,
//!   what to do today.
//! - [`chart`] turns numbers into shapes.
//! - [`exchange`] reads tables of other programs into a batch that can be shown
//!   before anything is written, and writes tables that spreadsheets open.

pub mod analytics;
pub mod chart;
pub mod document;
pub mod domain;
pub mod example;
pub mod exchange;
pub mod i18n;
pub mod route;
pub mod scoring;
pub mod store;
pub mod workspace;
