//! What a snapshot consists of.

use super::frame::{Unframed, frame, unframe};
use crate::domain::record::record;

record! {
    /// A snapshot that was written completely.
    pub struct Manifest {
        /// Grows by one with each snapshot.
        generation: u64 = "generation",
        /// Names the time line: the generation with which it began.
        epoch: u64 = "epoch",
        /// The last transaction that is in it.
        sequence: u64 = "sequence",
        /// The term of the writer.
        term: u64 = "term",
        /// The checksum of the last entry that is in it, which the next entry names;
        /// 0 where nobody knows it.
        link: u32 = "link",
        /// The name of the workspace.
        name: String = "name",
        /// The segments in order.
        segments: Vec<Segment> = "segments",
    }
}

record! {
    /// A part of a snapshot.
    pub struct Segment {
        /// CRC-32 of the packed text in UTF-8.
        crc: u32 = "crc",
        /// Bytes that are packed in it.
        bytes: usize = "bytes",
        /// Bytes of text that are compressed in those.
        length: usize = "length",
        /// FNV-1a of 64 bits of the text: equal texts need not be written again.
        mark: String = "mark",
    }
}

impl Manifest {
    /// Orders manifests: a later one is greater.
    pub(super) fn age(&self) -> (u64, u64) {
        (self.term, self.generation)
    }
}

pub(super) fn write(manifest: &Manifest) -> String {
    // Numbers and texts: nothing serde_json refuses.
    frame(&serde_json::to_string(manifest).unwrap_or_default())
}

pub(super) fn parse(text: &str) -> Unframed<Manifest> {
    match unframe(text) {
        Unframed::Whole(json) => match serde_json::from_str::<Manifest>(json) {
            // Every snapshot has a number and some text; an entry in its place has neither.
            Ok(manifest) if manifest.generation > 0 && !manifest.segments.is_empty() => {
                Unframed::Whole(manifest)
            }
            Ok(_) | Err(_) => Unframed::Broken,
        },
        Unframed::Newer(schema) => Unframed::Newer(schema),
        Unframed::Broken => Unframed::Broken,
    }
}
