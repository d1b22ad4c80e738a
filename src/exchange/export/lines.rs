//! Lines of content as calendars and address books have them (RFC 5545 §3.1,
//! RFC 6350 §3.2): at most 75 bytes, folded between characters, CRLF.

use crate::domain::{Timestamp, Zone};

/// The longest line without its end, in bytes.
const LINE: usize = 75;

/// Text of content lines.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line as it is.
    pub fn plain(&mut self, line: &str) {
        self.fold(line);
    }

    /// Adds a property with a text, escaped; an empty text is left out.
    pub fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.fold(&format!("{name}:{}", escaped(text)));
        }
    }

    /// Adds a property with several texts; `separator` stands between them.
    pub fn texts(&mut self, name: &str, texts: &[&str], separator: char) {
        let mut line = format!("{name}:");
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                line.push(separator);
            }
            line.push_str(&escaped(text));
        }
        self.fold(&line);
    }

    pub fn finish(self) -> String {
        self.0
    }

    fn fold(&mut self, line: &str) {
        let mut length = 0;
        for character in line.chars() {
            if length + character.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Escapes `\`, `;`, `,` and line ends; other control characters are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").replace('\r', "\n").chars() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            ';' => escaped.push_str("\\;"),
            ',' => escaped.push_str("\\,"),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Writes an instant in UTC: `20261121T080500Z`.
pub(super) fn utc(at: Timestamp) -> String {
    let day = Zone::default().day(at);
    let second = at.millis().div_euclid(1_000).rem_euclid(86_400);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        day.year(),
        day.month_number(),
        day.day_of_month(),
        second / 3_600,
        second / 60 % 60,
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"ä€🎉,".repeat(40));
        let text = lines.finish();
        assert!(text.ends_with("\r\n"));
        for line in text.trim_end().split("\r\n") {
            assert!(line.len() <= LINE, "{}", line.len());
        }
        let joined = text.replace("\r\n ", "");
        assert_eq!(joined, format!("SUMMARY:{}\r\n", "ä€🎉\\,".repeat(40)));
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a;b,c\\d\r\ne\rf\u{7}"), "a\\;b\\,c\\\\d\\ne\\nf");
    }
}
