//! Cuts delimited text into records, fed in pieces of any size.

use super::delimiter::Delimiter;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Whether more text follows what is fed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// More follows.
    Follows,
    /// This is the end.
    Ended,
}

/// A record that was read.
pub(super) struct RecordRead {
    /// Lines without any character before it.
    pub blank_before: usize,
    /// Whether the text ended within quotes.
    pub quote_open: bool,
}

/// Reads records one after the other. CR, LF and CRLF all end one.
pub(super) struct Records {
    reader: Reader,
    after_cr: bool,
    /// Whether a record is begun that has not ended yet.
    begun: bool,
    flushed: bool,
    blank: usize,
    /// Text of cells; up to `filled` of records that have ended.
    output: Vec<u8>,
    filled: usize,
    /// Of the record that is begun.
    written: usize,
    ends: Vec<usize>,
    count: usize,
}

impl Records {
    pub fn new(delimiter: Delimiter) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter.byte()).build(),
            after_cr: false,
            begun: false,
            flushed: false,
            blank: 0,
            output: Vec::new(),
            filled: 0,
            written: 0,
            ends: vec![0; 64],
            count: 0,
        }
    }

    /// Returns where the cells of the last record end, from its beginning on.
    pub fn ends(&self) -> &[usize] {
        self.ends.get(..self.count).unwrap_or_default()
    }

    /// Returns the text of the cells of all records since [`Self::keep_from`].
    pub fn text(&self) -> &[u8] {
        self.output.get(..self.filled).unwrap_or_default()
    }

    /// Forgets the first bytes of [`Self::text`].
    pub fn keep_from(&mut self, at: usize) {
        let at = at.min(self.filled);
        self.output.drain(..at);
        self.filled -= at;
    }

    /// Makes room for a piece of text: unescaped text is never longer than
    /// escaped text. Call it once for each piece that is fed to [`Self::next`].
    pub fn make_room(&mut self, length: usize) {
        self.output.resize(self.filled + self.written + length + 1, 0);
    }

    /// Reads on in `text` to the end of a record; `None` when the text is used
    /// up before.
    pub fn next(&mut self, text: &mut &[u8], rest: Rest) -> Option<RecordRead> {
        if self.flushed {
            return None;
        }
        if !self.begun {
            self.blank += self.skip_blank(text);
            self.count = 0;
            self.written = 0;
        }
        let mut quote_open = false;
        loop {
            if text.is_empty() && rest == Rest::Follows {
                return None;
            }
            if self.count + 1 >= self.ends.len() {
                let longer = self.ends.len() * 2;
                self.ends.resize(longer, 0);
            }
            self.begun = true;
            let free = self.output.get_mut(self.filled + self.written..).unwrap_or_default();
            let ends = self.ends.get_mut(self.count..).unwrap_or_default();
            let (result, read, wrote, ended) = self.reader.read_record(text, free, ends);
            if read > 0 {
                self.after_cr = text.get(read - 1) == Some(&b'\r');
            }
            *text = text.get(read..).unwrap_or_default();
            self.written += wrote;
            self.count += ended;
            match result {
                ReadRecordResult::Record => {
                    if quote_open && let Some(end) = self.ends.get_mut(self.count - 1) {
                        // The line end that closed it is ours, not the file's.
                        *end = end.saturating_sub(1);
                    }
                    return Some(self.end_record(quote_open));
                }
                ReadRecordResult::InputEmpty if rest == Rest::Ended && !self.flushed => {
                    // A line end closes the last record unless it is within quotes.
                    self.flushed = true;
                    let ends = self.ends.get_mut(self.count..).unwrap_or_default();
                    let from = self.filled + self.written;
                    let free = self.output.get_mut(from..).unwrap_or_default();
                    let (result, _, wrote, ended) = self.reader.read_record(b"\n", free, ends);
                    self.count += ended;
                    match result {
                        ReadRecordResult::Record => return Some(self.end_record(quote_open)),
                        ReadRecordResult::InputEmpty
                        | ReadRecordResult::OutputFull
                        | ReadRecordResult::OutputEndsFull
                        | ReadRecordResult::End => {
                            quote_open = self.written + wrote + self.count - ended > 0;
                        }
                    }
                }
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::OutputFull | ReadRecordResult::End => return None,
            }
        }
    }

    fn end_record(&mut self, quote_open: bool) -> RecordRead {
        self.begun = false;
        self.filled += self.ends().last().copied().unwrap_or(0);
        self.written = 0;
        RecordRead { blank_before: std::mem::take(&mut self.blank), quote_open }
    }

    fn skip_blank(&mut self, text: &mut &[u8]) -> usize {
        let mut blank = 0;
        loop {
            match text.first() {
                Some(b'\n') if self.after_cr => self.after_cr = false,
                Some(b'\n') => blank += 1,
                Some(b'\r') => {
                    blank += 1;
                    self.after_cr = true;
                }
                Some(_) | None => return blank,
            }
            *text = text.get(1..).unwrap_or_default();
        }
    }
}
