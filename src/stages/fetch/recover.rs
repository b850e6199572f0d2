//! Reads the end of a WARC file that the index does not know yet: after a kill, or where the index was lost.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use flate2::bufread::GzDecoder;

use super::index::Entry;
use super::record::{self, Role};

/// Bytes of a record that are looked at, at most; the rest of a larger one is read past.
const MOST: u64 = 128 << 20;

/// What the end of a file holds.
#[derive(Debug, Default)]
pub struct Tail {
    /// Its captures, in order.
    pub entries: Vec<Entry>,
    /// Where the last whole capture ends; what lies behind is half written.
    pub end: u64,
}

/// Reads a file from `start` on, where a member starts. Damage in the middle is passed over; it is for `parse` to say so.
pub fn tail(path: &Path, file: &str, start: u64) -> io::Result<Tail> {
    let mut reader = BufReader::with_capacity(1 << 18, File::open(path)?);
    let mut at = reader.seek(SeekFrom::Start(start))?;
    let mut tail = Tail { entries: Vec::new(), end: start };
    let mut ahead = None;
    while !reader.fill_buf()?.is_empty() {
        let role = member(&mut reader).and_then(record::read);
        let Ok(role) = role else {
            // Not a whole record here: go on at the next place where one could start.
            at += 1;
            match next_magic(&mut reader, at)? {
                Some(found) => at = found,
                None => break,
            }
            continue;
        };
        let after = reader.stream_position()?;
        match role {
            Role::Ahead(fetched_at, source) => ahead = Some((fetched_at, source)),
            Role::Other => (ahead, tail.end) = (None, after),
            Role::Capture(mut entry) => {
                entry.fetched_after(ahead.take());
                (entry.file, entry.offset, entry.length) = (file.to_owned(), at, after - at);
                tail.entries.push(*entry);
                tail.end = after;
            }
        }
        at = after;
    }
    Ok(tail)
}

/// Unpacks the member that starts here.
fn member(reader: &mut BufReader<File>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut unpacked = GzDecoder::new(reader);
    unpacked.by_ref().take(MOST).read_to_end(&mut bytes)?;
    io::copy(&mut unpacked, &mut io::sink())?;
    Ok(bytes)
}

fn next_magic(reader: &mut BufReader<File>, from: u64) -> io::Result<Option<u64>> {
    let mut at = reader.seek(SeekFrom::Start(from))?;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        if let Some(found) = memchr::memchr(0x1F, buffer) {
            let found = at + found as u64;
            reader.seek(SeekFrom::Start(found))?;
            return Ok(Some(found));
        }
        let length = buffer.len();
        at += length as u64;
        reader.consume(length);
    }
}
