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

/// Counts the UTF-16 units of a text, which is what a browser counts.
pub(super) fn units(text: &str) -> usize {
    // One for each character, and one more for each that takes four bytes.
    let starts = |byte: &u8| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0);
    text.as_bytes().iter().map(starts).sum()
}
