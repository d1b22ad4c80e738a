//! The versions of the format and the steps that lift an older one.

use super::object::Object;

/// The version this program writes.
pub const VERSION: u32 = 1;

/// Lifts the envelope of a document by one version.
///
/// A step works on text of fields, not on records: the records of today change
/// with the program, what an old file means does not.
pub(super) type Step = fn(&mut Object<'_>) -> Result<(), serde_json::Error>;

/// The steps from the first released version on; the n-th lifts version n + 1.
pub(super) const STEPS: &[Step] = &[];

/// Lifts a document to the version after the last step.
///
/// A version below the first is taken for the first: none was released.
pub(super) fn lift(
    envelope: &mut Object<'_>,
    version: u32,
    steps: &[Step],
) -> Result<(), serde_json::Error> {
    let done = usize::try_from(version.saturating_sub(1)).unwrap_or(usize::MAX);
    for (at, step) in steps.iter().enumerate().skip(done) {
        step(envelope)?;
        envelope.set("version", (at + 2).to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A step as a future version may need: the workspace's name moves.
    fn name_into_settings(envelope: &mut Object<'_>) -> Result<(), serde_json::Error> {
        let text = envelope.get("workspace").unwrap_or("{}").to_owned();
        let mut workspace = Object::parse(&text)?;
        let name = workspace.get("name").unwrap_or("\"\"").to_owned();
        workspace.set("settings", format!("{{\"name\":{name}}}"))?;
        let text = workspace.to_json()?;
        envelope.set("workspace", text)
    }

    fn leave_a_note(envelope: &mut Object<'_>) -> Result<(), serde_json::Error> {
        envelope.set("note", "\"lifted\"".to_owned())
    }

    #[test]
    fn an_older_document_climbs_every_step_above_it_and_keeps_what_no_step_knows() {
        let text = r#"{"version":1,"later":[1.50,1e999],"workspace":{"name":"A","x":"\ud800"}}"#;
        let mut envelope = Object::parse(text).unwrap();
        lift(&mut envelope, 1, &[name_into_settings, leave_a_note]).unwrap();
        assert_eq!(
            envelope.to_json().unwrap(),
            r#"{"version":3,"later":[1.50,1e999],"workspace":{"name":"A","x":"\ud800","settings":{"name":"A"}},"note":"lifted"}"#
        );
        let mut envelope = Object::parse(text).unwrap();
        lift(&mut envelope, 2, &[name_into_settings, leave_a_note]).unwrap();
        assert!(envelope.to_json().unwrap().contains(r#""x":"\ud800"}"#), "the step was passed");
        let mut envelope = Object::parse(text).unwrap();
        lift(&mut envelope, 3, &[name_into_settings, leave_a_note]).unwrap();
        assert_eq!(envelope.to_json().unwrap(), text);
    }

    #[test]
    fn there_is_a_step_for_every_version_but_the_last() {
        assert_eq!(STEPS.len() + 1, usize::try_from(VERSION).unwrap());
    }
}
