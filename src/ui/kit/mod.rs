//! Parts that know no domain: dialog, menu, messages, icons, windowed lists.

pub mod dialog;
pub mod field;
pub mod field_tags;
pub mod field_value;
pub mod icon;
pub mod menu;
pub mod toasts;
pub mod window;
