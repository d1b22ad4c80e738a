//! The file format: one workspace as JSON that people can read and diff.
//!
//! ```json
//! {"type":"trichter","version":1,"source":"trichter 0.1.0",
//! "workspace":{
//! "id":"…",
//! "sequence":12,
//! "settings":{…},
//! "pipelines":[
//! {…}
//! ],
//! "deals":[…],"organisations":[…],"people":[…],"activities":[…]
//! }
//! }
//! ```
//!
//! [`write`] puts one record on a line, pipelines in their order and everything
//! else by id, so equal workspaces give equal bytes. [`read`] never loses what
//! it does not understand: unknown fields stay where they were, a field that
//! cannot be read or breaks a rule stays in its record under the name
//! `setAside.NAME`, and a record that cannot be read stays in the list `setAside`
//! of the workspace. Every repair is reported, with the record as it was; a [`Reading`] always holds a
//! workspace without [`Workspace::problems`].

mod encoding;
mod field;
mod mend;
mod object;
mod problem;
mod reader;
mod repair;
mod version;
mod writer;

pub use encoding::{NotText, decode};
pub use problem::{Flaw, Found, Part, Problem, ReadError, Reading, Repair};
pub use reader::read;
pub use version::VERSION;
pub use writer::{Written, write, write_on};

#[cfg(doc)]
use crate::workspace::Workspace;

/// What the field `type` of every document says.
pub const TYPE: &str = "trichter";
