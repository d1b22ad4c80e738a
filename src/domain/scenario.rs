//! A "what if" that was kept.

use super::record::record;

use std::ops::RangeInclusive;

record! {
    /// A scenario that was kept (SPEC 2.4): how the coming months differ from what history says.
    /// Each change is in hundredths of a per cent: 1,000 is a tenth more.
    pub struct SavedScenario {
        /// Its name; never empty, and no other has it.
        name: String = "name",
        /// Change of the odds that a decision is a win.
        conversion: i32 = "conversion",
        /// Change of the value of each deal.
        value: i32 = "value",
        /// Change of the days that deals take.
        cycle: i32 = "cycle",
        /// Change of the number of new deals.
        leads: i32 = "leads",
    }
}

impl SavedScenario {
    /// The changes that can be, in hundredths of a per cent: nothing falls by all of it.
    pub const CHANGES: RangeInclusive<i32> = -9_500..=90_000;

    /// Returns the changes: odds, value, days, new deals.
    pub fn changes(&self) -> [i32; 4] {
        [self.conversion, self.value, self.cycle, self.leads]
    }

    /// Says whether every change is one of [`Self::CHANGES`].
    pub fn is_possible(&self) -> bool {
        self.changes().iter().all(|change| Self::CHANGES.contains(change))
    }
}
