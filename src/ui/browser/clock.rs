//! Now, the time zone of the device, and randomness.

use trichter::domain::{Ids, Moment, Timestamp, Zone};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The years whose changes of the clock are looked up.
const FIRST_YEAR: u32 = 2000;
const LAST_YEAR: u32 = 2040;
const MINUTE_MS: f64 = 60_000.0;

/// Returns now.
pub fn now() -> Timestamp {
    timestamp(js_sys::Date::now())
}

/// Returns a time in milliseconds that only goes forward, to tell how long
/// something takes.
pub fn milliseconds() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or_else(js_sys::Date::now, |performance| performance.now())
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = measure, catch)]
    fn js_measure(name: &str, options: &js_sys::Object) -> Result<JsValue, JsValue>;
}

/// Forgets what was [noted](measure) under a name.
pub fn forget_measures(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        performance.clear_measures_with_measure_name(name);
    }
}

/// Notes for the tools of the browser ("User Timing") that something took from a
/// [time](milliseconds) until now.
pub fn measure(name: &str, since: f64) {
    let options = js_sys::Object::new();
    let set = js_sys::Reflect::set(&options, &"start".into(), &since.into());
    if let Err(error) = set.and_then(|_| js_measure(name, &options)) {
        leptos::logging::warn!("{name} is not noted: {error:?}");
    }
}

/// Returns now in a zone.
pub fn moment(zone: &Zone) -> Moment {
    Moment { now: now(), zone: zone.clone() }
}

/// Returns a source of ids that no other tab and no other start has.
pub fn fresh_ids() -> Ids {
    let mut bytes = [0_u8; 8];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled =
        crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if filled {
        Ids::seeded(u64::from_le_bytes(bytes))
    } else {
        Ids::seeded(js_sys::Math::random().to_bits() ^ js_sys::Date::now().to_bits())
    }
}

/// Reads the zone of the device: its offset month by month, and where two
/// months differ the very minute of the change.
pub fn zone() -> Zone {
    let month_start = |index: u32| {
        let year = FIRST_YEAR + index / 12;
        js_sys::Date::new_with_year_month_day(year, (index % 12).cast_signed(), 1).get_time()
    };
    let mut changes = Vec::new();
    let mut before = month_start(0);
    changes.push((timestamp(before), offset_ms(before)));
    for index in 1..=(LAST_YEAR - FIRST_YEAR) * 12 {
        let after = month_start(index);
        if offset_ms(after) != offset_ms(before) {
            let change = find_change(before, after);
            changes.push((timestamp(change), offset_ms(change)));
        }
        before = after;
    }
    Zone::new(changes)
}

/// Finds the first minute that has the later offset of two instants.
fn find_change(mut before: f64, mut after: f64) -> f64 {
    let later = offset_ms(after);
    while after - before > MINUTE_MS {
        let middle = (f64::midpoint(before, after) / MINUTE_MS).floor() * MINUTE_MS;
        let middle = if middle <= before { before + MINUTE_MS } else { middle };
        if offset_ms(middle) == later {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

fn offset_ms(millis: f64) -> i64 {
    let minutes = js_sys::Date::new(&millis.into()).get_timezone_offset();
    whole(-minutes * MINUTE_MS)
}

fn timestamp(millis: f64) -> Timestamp {
    Timestamp::from_millis(whole(millis))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the browser counts whole milliseconds within 2^53"
)]
fn whole(number: f64) -> i64 {
    number as i64
}
