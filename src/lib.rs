//! Trichter's core.
