//! What the store keeps its texts in.

/// Texts by key, as local storage has them. Writing one key is atomic.
pub trait Storage {
    /// Returns the text of a key, if there is one.
    fn read(&self, key: &str) -> Result<Option<String>, StorageError>;
    /// Writes the text of a key, all or nothing.
    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError>;
    /// Removes a key; one that is not there is no error.
    fn remove(&mut self, key: &str) -> Result<(), StorageError>;
    /// Returns every key of the origin.
    fn keys(&self) -> Result<Vec<String>, StorageError>;

    /// Returns the second copy of a key where a storage keeps two and they differ.
    fn read_copy(&self, _key: &str) -> Result<Option<String>, StorageError> {
        Ok(None)
    }

    /// Returns both copies of a key where a storage keeps two and they differ, or there is one only.
    fn uneven(&self, _key: &str) -> Result<Option<Uneven>, StorageError> {
        Ok(None)
    }

    /// Writes the text of a key as it is in the first copy into the second.
    fn write_copy(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        self.write(key, text)
    }

    /// Returns how much of the room is in use, keys included; where a storage keeps two copies,
    /// of the first.
    fn used(&self, counting: Counting) -> Result<usize, StorageError> {
        let mut used = 0;
        for key in self.keys()? {
            used += counting.of(&key) + self.read(&key)?.map_or(0, |text| counting.of(&text));
        }
        Ok(used)
    }
}

/// How a browser counts what local storage holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// In UTF-16 units: Chromium and Firefox.
    Units,
    /// In bytes, one for each character of a text that is Latin-1 throughout, two for each UTF-16
    /// unit of any other: `WebKit`, so Safari and every browser on iOS.
    Bytes,
}

impl Counting {
    /// Returns what a text takes.
    pub fn of(self, text: &str) -> usize {
        match self {
            Self::Bytes if text.chars().any(|letter| letter > '\u{ff}') => units(text) * 2,
            Self::Units | Self::Bytes => units(text),
        }
    }
}

/// What the two copies of a key hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uneven {
    /// The first.
    pub first: Option<String>,
    /// The second.
    pub second: Option<String>,
}

/// Why a storage did not do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no room.
    Full,
    /// The browser gives no access.
    Blocked,
    /// Anything else, in the words of the browser.
    Other(String),
}

/// Counts the UTF-16 units of a text.
pub(super) fn units(text: &str) -> usize {
    // One for each character, and one more for each that takes four bytes.
    let starts = |byte: &u8| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0);
    text.as_bytes().iter().map(starts).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStorage;
    use crate::store::shelf::Shelf;
    use std::collections::BTreeMap;

    #[test]
    fn a_text_takes_what_each_browser_counts() {
        // Seen in WebKit: five million characters of Latin-1 fit, and half as many of any other text.
        for (text, units, bytes) in [
            ("", 0, 0),
            ("ascii", 5, 5),
            ("Größe", 5, 5),
            ("5 €", 3, 6),
            ("ࠀ翿", 2, 4),
            ("😀a", 3, 6),
        ] {
            assert_eq!(
                (Counting::Units.of(text), Counting::Bytes.of(text)),
                (units, bytes),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_in_use_is_every_key_with_its_text() {
        let mut storage = MemoryStorage::default();
        storage.write("key", "ascii").unwrap();
        storage.write("kéy", "ࠀ").unwrap();
        assert_eq!(storage.used(Counting::Units), Ok(3 + 5 + 3 + 1));
        assert_eq!(storage.used(Counting::Bytes), Ok(3 + 5 + 3 + 2));
    }

    #[test]
    fn of_two_copies_the_first_is_counted() {
        let mirror = BTreeMap::from([("key".to_owned(), "of the mirror alone".to_owned())]);
        let mut local = MemoryStorage::default();
        local.write("other", "ascii").unwrap();
        let both = Shelf::new(Some(local), Some(mirror.clone()));
        assert_eq!(both.keys().unwrap().len(), 2);
        assert_eq!(both.used(Counting::Units), Ok(10));
        let none = Shelf::<MemoryStorage>::new(None, Some(mirror));
        assert_eq!(none.used(Counting::Units), Err(StorageError::Blocked));
    }
}
