//! How much the first visit loads.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::page;

/// What the first visit shall load at most, in bytes after brotli. **Not reached yet.**
pub const BUDGET: usize = 200 * 1024;

/// Until the budget is reached, what the first visit loads must not grow beyond this. It only ever
/// goes down, and goes away once it would be below [`BUDGET`].
pub const CEILING: usize = 570 * 1024;

/// Prints the size of each file of the first visit and returns the sum in brotli bytes.
///
/// # Errors
/// The page was not built or names a file that is not there.
pub fn report(place: &Path) -> Result<usize> {
    let page = fs::read_to_string(place.join("index.html")).context("the page was not built")?;
    let mut names = vec!["index.html"];
    names.extend(page::addresses(&page));
    println!("  {:<32} {:>10} {:>10} {:>10}", "first visit", "raw", "gzip", "brotli");
    let mut sum = (0, 0, 0);
    for name in names {
        let content = fs::read(place.join(name)).with_context(|| format!("dist has no {name}"))?;
        let sizes = (content.len(), gzip(&content)?, brotli(&content, SMALLEST).len());
        println!("  {name:<32} {:>10} {:>10} {:>10}", sizes.0, sizes.1, sizes.2);
        sum = (sum.0 + sizes.0, sum.1 + sizes.1, sum.2 + sizes.2);
    }
    println!("  {:<32} {:>10} {:>10} {:>10}", "all", sum.0, sum.1, sum.2);
    println!("  {:.1} KiB of {} KiB brotli", sum.2 as f64 / 1024.0, BUDGET / 1024);
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
