//! Pictures of the icon in the sizes that home screens want, drawn from `boot/icon.svg`.
//!
//! The icon is a few polygons: paths of `M L H V Z` in either case, each with a colour. Nothing else
//! is understood, and whatever else is found is an error.

use std::io::Write as _;

use anyhow::{Context, Result, bail};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// The side of the icon's own square.
const SIDE: f64 = 32.0;
/// Samples along each side of a pixel.
const SAMPLES: u32 = 4;
/// What a maskable icon shows at least: a circle of this part of its side.
const SAFE_ZONE: f64 = 0.8;

type Colour = [u8; 3];

struct Polygon {
    colour: Colour,
    points: Vec<(f64, f64)>,
}

/// What is around the icon.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Nothing: it fills the square.
    Clear,
    /// White, and so much of it that any shape may be cut out.
    Maskable,
}

/// Draws the icon as a PNG of so many pixels a side.
///
/// # Errors
/// The icon has something that is not understood.
pub fn png(svg: &str, side: u32, ground: Ground) -> Result<Vec<u8>> {
    let polygons = polygons(svg)?;
    let (scale, shift) = match ground {
        Ground::Clear => (1.0, 0.0),
        // The square within the circle.
        Ground::Maskable => {
            let scale = SAFE_ZONE / std::f64::consts::SQRT_2;
            (scale, (1.0 - scale) / 2.0)
        }
    };
    let mut rows = Vec::new();
    for y in 0..side {
        rows.push(0); // no filter
        for x in 0..side {
            rows.extend(pixel(&polygons, ground, |dx, dy| {
                let place = |at: u32, part: f64| {
                    ((f64::from(at) + part) / f64::from(side) - shift) / scale * SIDE
                };
                (place(x, dx), place(y, dy))
            }));
        }
    }
    encode(&rows, side)
}

/// The mean of the samples of a pixel, as red, green, blue and opacity.
fn pixel(polygons: &[Polygon], ground: Ground, place: impl Fn(f64, f64) -> (f64, f64)) -> [u8; 4] {
    const WHITE: Colour = [255; 3];
    let mut sum = [0_u32; 3];
    let mut hits = 0;
    let offset = |at: u32| (f64::from(at) + 0.5) / f64::from(SAMPLES);
    for sample in 0..SAMPLES * SAMPLES {
        let point = place(offset(sample % SAMPLES), offset(sample / SAMPLES));
        let hit = polygons.iter().rev().find(|polygon| polygon.holds(point));
        let colour = match (hit, ground) {
            (Some(polygon), _) => polygon.colour,
            (None, Ground::Maskable) => WHITE,
            (None, Ground::Clear) => continue,
        };
        hits += 1;
        for (sum, part) in sum.iter_mut().zip(colour) {
            *sum += u32::from(part);
        }
    }
    let mean = |sum: u32| u8::try_from(sum / hits.max(1)).unwrap_or(u8::MAX);
    let opacity = u8::try_from(hits * 255 / (SAMPLES * SAMPLES)).unwrap_or(u8::MAX);
    [mean(sum[0]), mean(sum[1]), mean(sum[2]), opacity]
}

impl Polygon {
    fn holds(&self, (x, y): (f64, f64)) -> bool {
        let next = self.points.iter().cycle().skip(1);
        let crossed = self.points.iter().zip(next).filter(|(from, to)| {
            (from.1 > y) != (to.1 > y)
                && x < from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0)
        });
        crossed.count() % 2 == 1
    }
}

fn polygons(svg: &str) -> Result<Vec<Polygon>> {
    if !svg.contains("viewBox=\"0 0 32 32\"") {
        bail!("the icon must lie in a square of 32 by 32");
    }
    let mut found = Vec::new();
    for path in svg.split("<path ").skip(1) {
        let colour = attribute(path, "fill").context("a path of the icon has no fill")?;
        let number = colour.strip_prefix('#').and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let [_, colour @ ..] = number.context("a fill of the icon is not #rrggbb")?.to_be_bytes();
        let steps = attribute(path, "d").context("a path of the icon has no d")?;
        found.push(Polygon { colour, points: points(steps)? });
    }
    if found.is_empty() || svg.matches('<').count() != found.len() + 2 {
        bail!("the icon may hold paths only");
    }
    Ok(found)
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = element.split_once(&format!("{name}=\""))?;
    after.split('"').next()
}

/// The corners that the steps of a path lead to.
fn points(steps: &str) -> Result<Vec<(f64, f64)>> {
    let mut points = Vec::new();
    let mut at = (0.0, 0.0);
    let mut rest = steps;
    while let Some(letter) = rest.chars().next() {
        rest = rest.get(1..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (numbers, after) = rest.split_at(end);
        rest = after;
        let numbers = numbers_of(numbers)?;
        let (from_x, from_y) = if letter.is_ascii_lowercase() { at } else { (0.0, 0.0) };
        match (letter.to_ascii_uppercase(), numbers.as_slice()) {
            ('M' | 'L', [x, y]) => at = (from_x + x, from_y + y),
            ('L', [x, y, then_x, then_y]) => {
                at = (from_x + x, from_y + y);
                points.push(at);
                let (from_x, from_y) = if letter == 'l' { at } else { (0.0, 0.0) };
                at = (from_x + then_x, from_y + then_y);
            }
            ('H', [x]) => at.0 = from_x + x,
            ('V', [y]) => at.1 = from_y + y,
            ('Z', []) => continue,
            _ => bail!("the icon has a step that is not understood: {letter}{numbers:?}"),
        }
        points.push(at);
    }
    Ok(points)
}

/// The numbers of a step; a minus begins a new one.
fn numbers_of(text: &str) -> Result<Vec<f64>> {
    let spaced = text.replace('-', " -").replace(',', " ");
    let numbers = spaced.split_whitespace().map(str::parse);
    numbers.collect::<Result<_, _>>().with_context(|| format!("the icon has no numbers in {text}"))
}

fn encode(rows: &[u8], side: u32) -> Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(rows)?;
    let mut header = [side.to_be_bytes(), side.to_be_bytes()].concat();
    header.extend([8, 6, 0, 0, 0]); // eight bits a part, red green blue opacity
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", header), (b"IDAT", packed.finish()?), (b"IEND", Vec::new())] {
        let mut crc = Crc::new();
        crc.update(name);
        crc.update(&data);
        png.extend(u32::try_from(data.len())?.to_be_bytes());
        png.extend(name);
        png.extend(&data);
        png.extend(crc.sum().to_be_bytes());
    }
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str =
        "<svg viewBox=\"0 0 32 32\"><path fill=\"#102030\" d=\"M8 8h16v16H8z\"/></svg>";

    fn at(x: f64, y: f64) -> [u8; 4] {
        pixel(&polygons(SQUARE).unwrap(), Ground::Clear, |_, _| (x, y))
    }

    #[test]
    fn a_pixel_has_the_colour_of_what_covers_it() {
        assert_eq!(at(16.0, 16.0), [0x10, 0x20, 0x30, 255]);
        assert_eq!(at(4.0, 16.0), [0, 0, 0, 0]);
    }

    #[test]
    fn steps_lead_from_corner_to_corner() {
        let corners = [(2.0, 4.0), (30.0, 4.0), (25.8, 11.0), (6.2, 11.0)];
        let found = points("M2 4h28l-4.2 7H6.2z").unwrap();
        assert_eq!(found.len(), corners.len());
        for (found, corner) in found.iter().zip(corners) {
            assert!((found.0 - corner.0).abs() < 1e-9 && (found.1 - corner.1).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(points("M0 0C1 1 2 2 3 3").is_err());
        assert!(polygons("<svg viewBox=\"0 0 32 32\"><circle r=\"4\"/></svg>").is_err());
    }

    #[test]
    fn a_picture_has_the_size_it_says() {
        let png = png(SQUARE, 48, Ground::Maskable).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_eq!(png.get(16..24), Some([0, 0, 0, 48, 0, 0, 0, 48].as_slice()));
    }
}
