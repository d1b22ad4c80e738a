//! A board as Trello writes it; what we do not read is left out.

use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
pub(super) struct File {
    pub name: Option<String>,
    pub lists: Option<Vec<List>>,
    pub cards: Option<Vec<Card>>,
    pub members: Option<Vec<Member>>,
    pub actions: Option<Vec<Action>>,
    #[serde(rename = "customFields")]
    pub fields: Option<Vec<Field>>,
}

#[derive(Deserialize)]
pub(super) struct List {
    pub id: String,
    pub name: Option<String>,
    pub closed: Option<bool>,
    pub pos: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
pub(super) struct Card {
    pub id: String,
    pub name: Option<String>,
    pub desc: Option<String>,
    #[serde(rename = "idList")]
    pub list: Option<String>,
    pub closed: Option<bool>,
    pub due: Option<String>,
    pub labels: Option<Vec<Label>>,
    #[serde(rename = "idMembers")]
    pub members: Option<Vec<String>>,
    #[serde(rename = "customFieldItems")]
    pub fields: Option<Vec<FieldItem>>,
}

#[derive(Deserialize)]
pub(super) struct Label {
    pub name: Option<String>,
    pub color: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Member {
    pub id: String,
    #[serde(rename = "fullName")]
    pub full_name: Option<String>,
    pub username: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Field {
    pub id: String,
    pub name: Option<String>,
    pub options: Option<Vec<FieldOption>>,
}

#[derive(Deserialize)]
pub(super) struct FieldOption {
    pub id: Option<String>,
    pub value: Option<FieldValue>,
}

#[derive(Deserialize)]
pub(super) struct FieldItem {
    #[serde(rename = "idCustomField")]
    pub field: Option<String>,
    #[serde(rename = "idValue")]
    pub option: Option<String>,
    pub value: Option<FieldValue>,
}

#[derive(Deserialize)]
pub(super) struct FieldValue {
    pub number: Option<String>,
    pub text: Option<String>,
    pub date: Option<String>,
    pub checked: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Action {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub date: Option<String>,
    pub data: Option<ActionData>,
}

#[derive(Deserialize)]
pub(super) struct ActionData {
    pub card: Option<Named>,
    pub list: Option<Named>,
    #[serde(rename = "listBefore")]
    pub before: Option<Named>,
    #[serde(rename = "listAfter")]
    pub after: Option<Named>,
}

#[derive(Deserialize)]
pub(super) struct Named {
    pub id: Option<String>,
    pub name: Option<String>,
}
