//! Addresses that a link may lead to: https, mailto and tel, nothing else.

use std::fmt::Write as _;

/// Fewer digits make no telephone number.
const LEAST_DIGITS: usize = 3;

/// Returns the address of a web site as a link; `None` unless it is https.
///
/// # Example
/// ```
/// use trichter::domain::link;
/// assert_eq!(link::web("https://example.org/a"), Some("https://example.org/a".to_owned()));
/// assert_eq!(link::web("javascript:alert(1)"), None);
/// ```
pub fn web(address: &str) -> Option<String> {
    let host = address.strip_prefix("https://")?;
    let fits = !host.is_empty() && !address.contains(|c: char| c.is_whitespace() || c.is_control());
    fits.then(|| address.to_owned())
}

/// Returns true for what looks like an e-mail address: one `@`, a name before
/// it and a host with a dot after it, no spaces.
pub fn is_mail(address: &str) -> bool {
    let Some((name, host)) = address.split_once('@') else { return false };
    let host_fits = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    let plain = !address.contains(|c: char| c.is_whitespace() || c.is_control() || c == ',');
    !name.is_empty() && host_fits && !host.contains('@') && plain
}

/// Returns a link that writes to an e-mail address; `None` when it is none.
/// What would add a header to the mail is escaped.
pub fn mail(address: &str) -> Option<String> {
    if !is_mail(address) {
        return None;
    }
    let mut link = String::from("mailto:");
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"@._+-".contains(&byte) {
            link.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(link, "%{byte:02X}");
        }
    }
    Some(link)
}

/// Returns a link that calls a telephone number; `None` without enough digits.
/// A `(0)` after a country code is left out.
pub fn telephone(number: &str) -> Option<String> {
    let international = number.trim_start().starts_with('+');
    let number = if international { number.replace("(0)", "") } else { number.to_owned() };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let plus = if international { "+" } else { "" };
    (digits.len() >= LEAST_DIGITS).then(|| format!("tel:{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_leads_out() {
        assert_eq!(web("https://a.de"), Some("https://a.de".to_owned()));
        for bad in ["", "https://", "http://a.de", "javascript:alert(1)", "data:text/html,x"] {
            assert_eq!(web(bad), None, "{bad}");
        }
        assert_eq!(web("https://a.de/\njavascript:"), None);
    }

    #[test]
    fn a_mail_address_cannot_bring_a_subject_along() {
        assert_eq!(mail("a.b+c@d-e.de"), Some("mailto:a.b+c@d-e.de".to_owned()));
        let sly = mail("a?bcc=x&y@d.de");
        assert_eq!(sly, Some("mailto:a%3Fbcc%3Dx%26y@d.de".to_owned()));
        assert_eq!(mail("jürgen@x.de"), Some("mailto:j%C3%BCrgen@x.de".to_owned()));
        for bad in ["", "a", "@b.de", "a@b", "a@b..de", "a b@c.de", "a@b@c.de", "a@b.de,c@d.de"] {
            assert_eq!(mail(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_number_is_called_by_its_digits() {
        assert_eq!(telephone("+49 (0)30 / 12-34"), Some("tel:+49301234".to_owned()));
        assert_eq!(telephone("030 1234"), Some("tel:0301234".to_owned()));
        assert_eq!(telephone("n/a"), None);
    }
}
