//! Where the text of a snapshot is cut into segments.

/// The shortest text of a segment, in bytes.
const SHORTEST: usize = 64 * 1024;
/// The longest text of a segment, in bytes: packed it is at most 140,000 units.
/// Making, compressing, writing and reading back one segment is one slice of work.
pub(super) const LONGEST: usize = 256 * 1024;
/// A segment ends after a line whose mark has these bits clear: one in 64. So
/// an edit changes the segment it is in and moves no border but its own.
const BORDER: u64 = 63;

/// Returns where the first segment of a text ends: after a line that the text
/// itself chooses, so that an edit elsewhere moves no border.
pub(super) fn border(text: &str) -> usize {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        if end > LONGEST {
            return text.floor_char_boundary(LONGEST);
        }
        if end >= SHORTEST && mark_of(line) & BORDER == 0 {
            return end;
        }
    }
    text.len()
}

/// FNV-1a of 64 bits.
pub(super) fn mark_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(border(rest));
            parts.push(part);
            rest = after;
        }
        parts
    }

    #[test]
    fn segments_join_to_the_text_and_an_edit_changes_few_of_them() {
        let line = |at: u32| format!("{{\"id\":\"{at}\",\"x\":\"{}\"}},\n", "ä".repeat(700));
        let text: String = (0..3_000).map(line).collect();
        let parts = split(&text);
        assert_eq!(parts.concat(), text);
        assert!(parts.len() > 5 && parts.iter().all(|part| part.len() <= LONGEST));
        let edited = text.replacen("{\"id\":\"1500\",", "{\"id\":\"1500\",\"new\":1,", 1);
        let changed = split(&edited).iter().filter(|part| !parts.contains(part)).count();
        assert!((1..=2).contains(&changed), "{changed} of {}", parts.len());
        let wide = "ä".repeat(LONGEST);
        assert_eq!(split(&wide).concat(), wide);
    }
}
