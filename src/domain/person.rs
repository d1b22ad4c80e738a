//! People at customers.

use super::record::record;
use super::{OrganisationId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

record! {
    /// A person at an organisation.
    pub struct Person {
        /// Identity.
        id: PersonId = "id",
        /// Full name; never empty.
        name: String = "name",
        /// Where they work.
        organisation: Option<OrganisationId> = "organisation",
        /// Position in words; scored by the explicit score.
        position: String = "position",
        /// Department.
        department: String = "department",
        /// Role in the buying centre.
        role: BuyingRole = "role",
        /// What they care for.
        interests: String = "interests",
        /// Telephone number as written.
        phone: String = "phone",
        /// E-mail address.
        email: String = "email",
        /// Free text.
        notes: String = "notes",
        /// When the record was made.
        created: Option<Timestamp> = "created",
        /// The id they had in the program they were imported from.
        foreign_id: String = "foreignId",
    }
}

/// A role in the buying centre (Webster and Wind, 1972).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuyingRole {
    /// Not known.
    #[default]
    Unknown,
    /// Decides.
    Decider,
    /// Holds the budget.
    EconomicBuyer,
    /// Places the order.
    Buyer,
    /// Shapes the decision.
    Influencer,
    /// Will use it.
    User,
    /// Opens or closes doors.
    Gatekeeper,
    /// Sells for us inside.
    Champion,
}

impl BuyingRole {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Unknown,
        Self::Decider,
        Self::EconomicBuyer,
        Self::Buyer,
        Self::Influencer,
        Self::User,
        Self::Gatekeeper,
        Self::Champion,
    ];
}
