//! Companies and other customers.

use super::record::record;
use super::{Money, OrganisationId, Timestamp};

record! {
    /// A company, authority or club that buys.
    pub struct Organisation {
        /// Identity.
        id: OrganisationId = "id",
        /// Name; never empty.
        name: String = "name",
        /// Industry.
        industry: String = "industry",
        /// Number of employees.
        employees: Option<u32> = "employees",
        /// Revenue per year.
        revenue: Option<Money> = "revenue",
        /// Country.
        country: String = "country",
        /// Region.
        region: String = "region",
        /// The group it belongs to.
        parent: String = "parent",
        /// Address of its web site (https).
        website: String = "website",
        /// What hurts.
        pain_points: String = "painPoints",
        /// What it wants to reach.
        goals: String = "goals",
        /// Budget in words.
        budget: String = "budget",
        /// Free text.
        notes: String = "notes",
        /// When the record was made.
        created: Option<Timestamp> = "created",
        /// The id it had in the program it was imported from.
        foreign_id: String = "foreignId",
    }
}
