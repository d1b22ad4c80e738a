//! Why something is not stored or not read, in words.

use trichter::i18n::Text;
use trichter::store::{LoadError, SaveError, StorageError};

/// Why something is not stored or not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It was not stored.
    Save(SaveError),
    /// It was not read.
    Load(LoadError),
    /// Some of what was stored could not be read; it was set aside.
    SetAside,
}

impl Trouble {
    /// Says it in words.
    pub fn words(&self, text: &Text) -> String {
        let errors = &text.errors;
        match self {
            Self::Save(SaveError::Storage(error) | SaveError::InTheWay { error, .. })
            | Self::Load(LoadError::Storage(error)) => match error {
                StorageError::Full => errors.storage_full().to_owned(),
                StorageError::Blocked => errors.storage_blocked().to_owned(),
                StorageError::Other(words) => format!("{} {words}", text.data.storage_other()),
            },
            Self::Save(SaveError::Unfaithful { .. }) => text.data.storage_other().to_owned(),
            Self::Load(LoadError::Newer { .. }) => errors.storage_newer().to_owned(),
            Self::Load(LoadError::Unknown) => errors.record_gone().to_owned(),
            Self::Load(LoadError::Unreadable(_)) | Self::SetAside => {
                errors.storage_unreadable().to_owned()
            }
        }
    }
}
