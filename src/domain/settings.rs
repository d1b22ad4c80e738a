//! What a workspace is set to.

use super::record::record;
use super::{Currency, Rate, ScoringModel};
use std::collections::BTreeMap;

record! {
    /// Settings of a workspace.
    pub struct Settings {
        /// Name of the workspace; never empty.
        name: String = "name",
        /// The currency totals are shown in.
        base_currency: Currency = "baseCurrency",
        /// What one unit of another currency is worth in the base currency.
        rates: BTreeMap<Currency, Rate> = "rates",
        /// How leads are scored.
        scoring: ScoringModel = "scoring",
        /// The owner a new deal gets.
        default_owner: String = "defaultOwner",
        /// Set in workspaces that hold an example: its name.
        example: String = "example",
    }
}
