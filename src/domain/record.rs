//! How a record is read and written, and how what we do not know survives.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::fmt;
use std::sync::Arc;

/// Among how many unknown fields a repeated name is looked for.
const SEARCHED: usize = 64;

/// The fields of a record that this version does not know.
///
/// They are kept as the very text they were read as and written back after the
/// known fields, so a file from a newer or foreign program loses nothing here.
#[derive(Clone, Debug, Default)]
pub struct Extra(Vec<(String, Arc<RawValue>)>);

impl Extra {
    /// Returns true when there is no unknown field.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Yields name and JSON text of each unknown field in file order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), &**value))
    }

    /// Keeps one unknown field; a repeated name replaces the earlier value.
    ///
    /// Beyond 64 fields repetitions are no longer looked for, as that would take
    /// time in the square of their number; all of them are then kept in order.
    pub fn keep(&mut self, name: &str, value: Box<RawValue>) {
        let value = Arc::from(value);
        let searched = self.0.len().min(SEARCHED);
        let searched = self.0.get_mut(..searched).unwrap_or_default();
        match searched.iter_mut().find(|(known, _)| known == name) {
            Some(slot) => slot.1 = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.iter()
            .map(|(name, value)| (name, value.get()))
            .eq(other.iter().map(|(name, value)| (name, value.get())))
    }
}

/// A field name, borrowed from the input where the input allows it.
pub(crate) struct Key<'de>(pub std::borrow::Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a field name")
            }
            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(value.into()))
            }
            fn visit_str<E>(self, value: &str) -> Result<Key<'de>, E> {
                Ok(Key(value.to_owned().into()))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Reads the value of an unknown field and keeps it.
pub(crate) fn keep_unknown<'de, A: MapAccess<'de>>(
    extra: &mut Extra,
    key: &Key<'de>,
    map: &mut A,
) -> Result<(), A::Error> {
    let value: Box<RawValue> = map.next_value()?;
    extra.keep(&key.0, value);
    Ok(())
}

/// Defines a record: a struct whose fields each have a name in the file, are
/// left out of the file while they hold their default, and whose unknown fields
/// survive in [`Extra`].
///
/// Written by hand instead of `serde(flatten)`, which buffers every field of
/// every record before it knows which are unknown.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* $field:ident : $ty:ty = $key:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $ty,)*
            /// Fields of a newer or foreign writer, kept as they came.
            pub extra: $crate::domain::Extra,
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $(
                    if self.$field != <$ty as Default>::default() {
                        map.serialize_entry($key, &self.$field)?;
                    }
                )*
                for (name, value) in self.extra.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct RecordVisitor;
                impl<'de> serde::de::Visitor<'de> for RecordVisitor {
                    type Value = $name;
                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str(concat!("an object (", stringify!($name), ")"))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let mut record = $name::default();
                        while let Some(key) = map.next_key::<$crate::domain::record::Key<'de>>()? {
                            match &*key.0 {
                                $($key => record.$field = map.next_value()?,)*
                                _ => $crate::domain::record::keep_unknown(&mut record.extra, &key, &mut map)?,
                            }
                        }
                        Ok(record)
                    }
                }
                deserializer.deserialize_map(RecordVisitor)
            }
        }
    };
}
pub(crate) use record;

#[cfg(test)]
mod tests {
    record! {
        /// A record for the tests.
        pub struct Sample {
            /// A name.
            name: String = "name",
            /// A count.
            count: u32 = "count",
        }
    }

    #[test]
    fn unknown_fields_come_back_as_the_very_text_they_were() {
        let text = r#"{"name":"a","later":{"x":[1.50,1e400]},"z":"\u0041"}"#;
        let sample: Sample = serde_json::from_str(text).unwrap();
        assert_eq!(sample.name, "a");
        assert_eq!(serde_json::to_string(&sample).unwrap(), text);
    }

    #[test]
    fn defaults_are_left_out_of_the_file() {
        assert_eq!(serde_json::to_string(&Sample::default()).unwrap(), "{}");
    }

    #[test]
    fn a_wrong_type_is_an_error_not_a_default() {
        assert!(serde_json::from_str::<Sample>(r#"{"count":"three"}"#).is_err());
        assert!(serde_json::from_str::<Sample>("[]").is_err());
    }
}
