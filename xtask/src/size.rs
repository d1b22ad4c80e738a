//! How much the first visit loads.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{dist, hosting, page, single};

/// What a first visit loads at most until the visitor moves, in bytes after brotli.
pub const BUDGET: usize = 200 * 1024;

/// Prints the size of each file that a first visit loads, then of those that come when the visitor
/// moves, and returns the sum of the former in brotli bytes.
///
/// # Errors
/// The page was not built or names a file that is not there.
pub fn report(place: &Path) -> Result<usize> {
    let page = fs::read_to_string(place.join("index.html")).context("the page was not built")?;
    let mut first = vec!["index.html".to_owned()];
    first.extend(page::addresses(&page).into_iter().map(str::to_owned));
    let mut later = Vec::new();
    for entry in fs::read_dir(place)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        // The page once more as one file is not loaded by the page.
        let loaded = name != single::NAME && name != dist::SCHEMA;
        if !first.contains(&name) && !hosting::is_for_hosts(&name) && loaded {
            later.push(name);
        }
    }
    later.sort();
    let sum = table(place, "first visit", &first)?;
    table(place, "behind it, or later visits", &later)?;
    println!("  {:.1} KiB of {} KiB brotli", sum as f64 / 1024.0, BUDGET / 1024);
    Ok(sum)
}

fn table(place: &Path, title: &str, names: &[String]) -> Result<usize> {
    println!("  {title:<32} {:>10} {:>10} {:>10}", "raw", "gzip", "brotli");
    let mut sum = (0, 0, 0);
    for name in names {
        let content = fs::read(place.join(name)).with_context(|| format!("dist has no {name}"))?;
        let sizes = (content.len(), gzip(&content)?, brotli(&content, SMALLEST).len());
        println!("  {name:<32} {:>10} {:>10} {:>10}", sizes.0, sizes.1, sizes.2);
        sum = (sum.0 + sizes.0, sum.1 + sizes.1, sum.2 + sizes.2);
    }
    println!("  {:<32} {:>10} {:>10} {:>10}", "all", sum.0, sum.1, sum.2);
    Ok(sum.2)
}

/// The brotli quality that hosts use for files packed beforehand.
const SMALLEST: u32 = 11;

/// Packs bytes with brotli at a quality of 0 to 11.
pub fn brotli(content: &[u8], quality: u32) -> Vec<u8> {
    /// Two to this power is the window, the largest that browsers must accept.
    const WINDOW: u32 = 22;
    const BUFFER: usize = 64 * 1024;
    let mut packed = brotli::CompressorWriter::new(Vec::new(), BUFFER, quality, WINDOW);
    // Writing to a vector cannot fail.
    packed.write_all(content).ok();
    packed.into_inner()
}

fn gzip(content: &[u8]) -> Result<usize> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content)?;
    Ok(packed.finish()?.len())
}
