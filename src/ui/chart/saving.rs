//! Saves a chart as a file: SVG and PNG with the colours on screen, CSV with the
//! numbers of its table.
//!
//! On screen a drawing takes its colours from the style sheet. Its copy must stand
//! on its own, so each colour is looked up and written into it as plain red, green
//! and blue: other programs know neither our sheet nor `oklch`.

use super::plate::{PLATE, SAVE};
use crate::ui::browser::files::download;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use trichter::domain::Language;
use trichter::exchange::export::{Cell, Style, Writer};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement, HtmlImageElement,
    NodeList, XmlSerializer,
};

/// Pixels of a picture for each one on screen.
const PICTURE_SCALE: f64 = 2.0;
/// Space around a saved drawing, in pixels.
const MARGIN: f64 = 16.0;
/// Room for the title of a saved drawing, in pixels.
const TITLE: f64 = 28.0;
/// Attributes that hold a colour, and where the opacity of it goes.
const COLOURS: [(&str, &str); 2] = [("fill", "fill-opacity"), ("stroke", "stroke-opacity")];
/// Other properties that the sheet sets.
const OTHERS: [&str; 6] =
    ["stroke-width", "stroke-dasharray", "font-size", "font-weight", "font-family", "opacity"];
/// Attributes that mean nothing outside the page.
const OURS: [&str; 5] = ["class", "aria-hidden", "tabindex", "role", "data-value"];

/// Saves the chart in which a button was pressed; returns false where none was.
pub fn press(event: &web_sys::Event, language: Language) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    let near = |name: &str| target.closest(&format!("[{name}]")).ok().flatten();
    let Some(format) = near(SAVE).and_then(|button| button.get_attribute(SAVE)) else {
        return false;
    };
    let Some(plate) = near(PLATE) else { return false };
    let name = plate.get_attribute(PLATE).unwrap_or_default();
    let result = match format.as_str() {
        "csv" => {
            let content = table(&plate, language);
            download(&format!("{name}.csv"), "text/csv;charset=utf-8", content.as_bytes());
            Ok(())
        }
        "svg" => drawing(&plate).map(|drawing| {
            let file = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", drawing.text);
            download(&format!("{name}.svg"), "image/svg+xml", file.as_bytes());
        }),
        _ => drawing(&plate).map(|drawing| {
            spawn_local(async move {
                if let Err(error) = picture(&name, drawing).await {
                    leptos::logging::error!("no picture: {error:?}");
                }
            });
        }),
    };
    if let Err(error) = result {
        leptos::logging::error!("not saved: {error:?}");
    }
    true
}

/// A drawing that stands on its own.
struct Drawing {
    text: String,
    width: f64,
    height: f64,
}

fn drawing(plate: &Element) -> Result<Drawing, JsValue> {
    let missing = || JsValue::from_str("no drawing");
    let shown = plate.query_selector("svg.chart[role=img]")?.ok_or_else(missing)?;
    let copy: Element = shown.clone_node_with_deep(true)?.unchecked_into();
    let mut paint = Paint::new()?;
    paint.fix(&shown, &copy)?;
    let (from, to) = (shown.query_selector_all("*")?, copy.query_selector_all("*")?);
    for (shown, copy) in elements(&from).zip(elements(&to)) {
        paint.fix(&shown, &copy)?;
    }
    let size = |name: &str| {
        let value = shown.get_attribute(name).and_then(|value| value.parse::<f64>().ok());
        value.ok_or_else(missing)
    };
    let (width, height) = (size("width")? + 2.0 * MARGIN, size("height")? + 2.0 * MARGIN + TITLE);
    for (name, value) in [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("width", &width.to_string()),
        ("height", &height.to_string()),
        ("viewBox", &format!("{} {} {width} {height}", -MARGIN, -MARGIN - TITLE)),
    ] {
        copy.set_attribute(name, value)?;
    }
    let title = plate.query_selector(".plate-title")?.ok_or_else(missing)?;
    let panel = plate.closest(".panel")?.unwrap_or_else(|| plate.clone());
    let ground = svg("rect")?;
    for (name, value) in
        [("x", -MARGIN), ("y", -MARGIN - TITLE), ("width", width), ("height", height)]
    {
        ground.set_attribute(name, &value.to_string())?;
    }
    let (colour, _) = paint.plain(&style_of(&panel)?.get_property_value("background-color")?)?;
    ground.set_attribute("fill", &colour)?;
    let heading = svg("text")?;
    heading.set_text_content(title.text_content().as_deref());
    let style = style_of(&title)?;
    let (ink, _) = paint.plain(&style.get_property_value("color")?)?;
    for (name, value) in [
        ("x", "0"),
        ("y", &(-TITLE / 2.0).to_string()),
        ("fill", &ink),
        ("font-size", "14px"),
        ("font-weight", "600"),
        ("font-family", &style.get_property_value("font-family")?),
    ] {
        heading.set_attribute(name, value)?;
    }
    let first = copy.first_child();
    copy.insert_before(&ground, first.as_ref())?;
    copy.insert_before(&heading, first.as_ref())?;
    let text = XmlSerializer::new()?.serialize_to_string(&copy)?;
    Ok(Drawing { text, width, height })
}

fn svg(name: &str) -> Result<Element, JsValue> {
    document().create_element_ns(Some("http://www.w3.org/2000/svg"), name)
}

fn style_of(element: &Element) -> Result<CssStyleDeclaration, JsValue> {
    window().get_computed_style(element)?.ok_or_else(|| JsValue::from_str("no style"))
}

fn elements(list: &NodeList) -> impl Iterator<Item = Element> + '_ {
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok())
}

/// Looks colours up by painting a dot and reading it back.
struct Paint {
    dot: CanvasRenderingContext2d,
    /// Colour and opacity by what the sheet says.
    known: BTreeMap<String, (String, f64)>,
}

impl Paint {
    fn new() -> Result<Self, JsValue> {
        let (_, dot) = canvas(1.0, 1.0)?;
        Ok(Self { dot, known: BTreeMap::new() })
    }

    /// Writes what the sheet says of an element into its copy.
    fn fix(&mut self, shown: &Element, copy: &Element) -> Result<(), JsValue> {
        let style = style_of(shown)?;
        for (name, opacity_name) in COLOURS {
            let value = style.get_property_value(name)?;
            if value == "none" || value.is_empty() {
                copy.set_attribute(name, "none")?;
                continue;
            }
            let (colour, opacity) = self.plain(&value)?;
            copy.set_attribute(name, &colour)?;
            let more: f64 = style.get_property_value(opacity_name)?.parse().unwrap_or(1.0);
            if opacity * more < 1.0 {
                copy.set_attribute(opacity_name, &(opacity * more).to_string())?;
            } else {
                copy.remove_attribute(opacity_name)?;
            }
        }
        for name in OTHERS {
            let value = style.get_property_value(name)?;
            let is_font = name.starts_with("font");
            let usual = value == "none" || value.is_empty() || (name == "opacity" && value == "1");
            if (is_font && shown.tag_name() != "text") || usual {
                continue;
            }
            copy.set_attribute(name, &value)?;
        }
        for name in OURS {
            copy.remove_attribute(name)?;
        }
        Ok(())
    }

    /// Returns a colour as `#rrggbb`, and its opacity.
    fn plain(&mut self, value: &str) -> Result<(String, f64), JsValue> {
        if let Some(known) = self.known.get(value) {
            return Ok(known.clone());
        }
        self.dot.clear_rect(0.0, 0.0, 1.0, 1.0);
        self.dot.set_fill_style_str(value);
        self.dot.fill_rect(0.0, 0.0, 1.0, 1.0);
        let painted = self.dot.get_image_data(0.0, 0.0, 1.0, 1.0)?.data();
        let plain = match painted.as_slice() {
            [red, green, blue, opacity] => (
                format!("#{red:02x}{green:02x}{blue:02x}"),
                (f64::from(*opacity) / 2.55).round() / 100.0,
            ),
            _ => ("#000000".to_owned(), 1.0),
        };
        self.known.insert(value.to_owned(), plain.clone());
        Ok(plain)
    }
}

fn canvas(
    width: f64,
    height: f64,
) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_attribute("width", &width.to_string())?;
    canvas.set_attribute("height", &height.to_string())?;
    let context = canvas.get_context("2d")?.ok_or_else(|| JsValue::from_str("no canvas"))?;
    Ok((canvas, context.unchecked_into()))
}

/// Paints a drawing and hands it out as a picture.
async fn picture(name: &str, drawing: Drawing) -> Result<(), JsValue> {
    let image = HtmlImageElement::new()?;
    let address = js_sys::encode_uri_component(&drawing.text);
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", String::from(address)));
    JsFuture::from(image.decode()).await?;
    let (width, height) = (drawing.width * PICTURE_SCALE, drawing.height * PICTURE_SCALE);
    let (canvas, context) = canvas(width.ceil(), height.ceil())?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let painted = canvas.to_data_url()?;
    let packed = painted.split_once(',').map_or("", |(_, packed)| packed);
    // Each character of the unpacked text is one byte.
    let bytes: Vec<u8> =
        window().atob(packed)?.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(0)).collect();
    download(&format!("{name}.png"), "image/png", &bytes);
    Ok(())
}

/// Writes the table of a chart. Numbers stand as such, unrounded as far as six
/// digits: money in whole units, shares between 0 and 1.
fn table(plate: &Element, language: Language) -> String {
    let mut writer = Writer::new(Style::of(language));
    let Ok(rows) = plate.query_selector_all("table tr") else { return writer.finish() };
    for row in elements(&rows) {
        let Ok(cells) = row.query_selector_all("th, td") else { continue };
        let cells: Vec<(Option<f64>, String)> =
            elements(&cells).map(|cell| content(&cell)).collect();
        writer.record(cells.iter().map(|(number, text)| match number {
            Some(number) => Cell::Number(*number),
            None => Cell::Text(text),
        }));
    }
    writer.finish()
}

fn content(cell: &Element) -> (Option<f64>, String) {
    let number = cell.query_selector("[data-number]").ok().flatten();
    let number = number.and_then(|it| it.get_attribute("data-number")?.parse().ok());
    let text = cell.text_content().unwrap_or_default();
    // What stands for nothing on screen is nothing in a file.
    (number, if text == "–" { String::new() } else { text.replace('\u{a0}', " ") })
}
