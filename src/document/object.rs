//! A JSON object whose values stay the text they were.

use crate::domain::record::Key;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The fields of a JSON object in file order.
///
/// Values are not looked into, so depth, huge numbers and half surrogate pairs
/// within them do no harm, and what is not changed is written back as it was.
/// That is why there is no tree of JSON values in this module.
#[derive(Clone, Debug, Default)]
pub(super) struct Object<'a> {
    fields: Vec<(Cow<'a, str>, Cow<'a, RawValue>)>,
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = Object<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(key) = map.next_key::<Key<'de>>()? {
                    let value: &'de RawValue = map.next_value()?;
                    fields.push((key.0, Cow::Borrowed(value)));
                }
                Ok(Object { fields })
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}

impl<'a> Object<'a> {
    /// Reads an object.
    pub fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Returns the JSON text of a field; of a repeated one the last.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.get())
    }

    /// Yields the names of the fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| &**name)
    }

    /// Yields name and value of each field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.fields.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Sets a field to JSON text.
    pub fn set(&mut self, name: &str, json: String) -> Result<(), serde_json::Error> {
        let value = Cow::Owned(RawValue::from_string(json)?);
        match self.fields.iter_mut().rev().find(|(known, _)| known == name) {
            Some(slot) => slot.1 = value,
            None => self.fields.push((name.to_owned().into(), value)),
        }
        Ok(())
    }

    /// Gives new names to fields; `None` leaves one as it is.
    pub fn rename(&mut self, mut name: impl FnMut(&str, &RawValue) -> Option<String>) {
        for (known, value) in &mut self.fields {
            if let Some(new) = name(known, value) {
                *known = new.into();
            }
        }
    }

    /// Writes the object as JSON text.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut json = String::from("{");
        for (at, (name, value)) in self.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            json.push_str(&serde_json::to_string(name)?);
            json.push(':');
            json.push_str(value.get());
        }
        json.push('}');
        Ok(json)
    }
}
