//! Times of day as people and programs write them.

use super::date::{DAY_SECONDS, DateError, When, digits};
use crate::domain::{Day, Timestamp};

/// Reads `HH:MM[:SS[.fff]] [AM|PM] [Z|±HH[:]MM]`.
pub(super) fn clock(day: Day, text: &str) -> Result<When, DateError> {
    let text = text.strip_suffix("Uhr").unwrap_or(text).trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','));
    let (time, rest) = text.split_at(end.unwrap_or(text.len()));
    let mut parts = time.split(':');
    let mut hour = parts.next().and_then(|part| digits(part, 1..=2)).ok_or(DateError::Form)?;
    let minute = parts.next().and_then(|part| digits(part, 2..=2)).ok_or(DateError::Form)?;
    let second = match parts.next() {
        None => 0,
        Some(part) => {
            let (whole, fraction) = part.split_once(['.', ',']).unwrap_or((part, ""));
            if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(DateError::Form);
            }
            digits(whole, 2..=2).ok_or(DateError::Form)?
        }
    };
    if parts.next().is_some() {
        return Err(DateError::Form);
    }
    let mut rest = rest.trim();
    let half = rest.get(..2).map(str::to_ascii_uppercase);
    if let Some(half) = half.filter(|half| half == "AM" || half == "PM") {
        if !(1..=12).contains(&hour) {
            return Err(DateError::NoSuchTime);
        }
        hour = hour % 12 + if half == "PM" { 12 } else { 0 };
        rest = rest.get(2..).unwrap_or_default().trim();
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err(DateError::NoSuchTime);
    }
    let second = hour * 3_600 + minute * 60 + second;
    if rest.is_empty() {
        return Ok(When::Local(day, second));
    }
    let offset = offset_seconds(rest).ok_or(DateError::Form)?;
    let utc = i64::from(day.epoch_days()) * i64::from(DAY_SECONDS) + i64::from(second) - offset;
    Ok(When::Instant(Timestamp::from_millis(utc * 1_000)))
}

fn offset_seconds(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let text = text.get(1..)?.replace(':', "");
    let hours = i64::from(digits(text.get(..2)?, 2..=2)?);
    let minutes = match text.get(2..)? {
        "" => 0,
        minutes => i64::from(digits(minutes, 2..=2)?),
    };
    (hours <= 14 && minutes <= 59).then_some(sign * (hours * 3_600 + minutes * 60))
}
