//! A folder of saved pages with a `captures.csv` (`file,url,fetched_at`), cut into slices.
//!
//! Where a slice ends is decided by the row it ends with, not by counting: a new row changes the slice it falls into and no other.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, ErrorKind};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};
use csv::{ByteRecord, Position, Reader, ReaderBuilder};
use sha2::{Digest as _, Sha256};

use super::config::ConfigError;
use super::raw::{self, Body, Content, Record};
use crate::reject::{Reason, Reject};

/// The name of the index.
pub const INDEX: &str = "captures.csv";
const COLUMNS: [&str; 3] = ["file", "url", "fetched_at"];
/// A slice holds at most so many times the captures it should hold on average.
const LONGEST: usize = 4;

/// Some rows of an index, one behind the other.
#[derive(Debug, Clone)]
pub struct Slice {
    folder: PathBuf,
    start: Position,
    rows: usize,
}

/// The columns of an index, wherever they stand.
#[derive(Debug, Clone, Copy)]
struct Columns {
    places: [usize; 3],
    count: usize,
}

fn open(folder: &Path) -> Result<(Reader<BufReader<File>>, Columns)> {
    let path = folder.join(INDEX);
    let file = File::open(&path).with_context(|| format!("read {}", path.display()))?;
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(BufReader::new(file));
    let header = reader.byte_headers().with_context(|| format!("read {}", path.display()))?;
    let names: Vec<_> = header.iter().map(|name| String::from_utf8_lossy(name).trim_start_matches('\u{feff}').trim().to_owned()).collect();
    let mut places = [0; 3];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let missing = || ConfigError::of_key(&path, 1, column, format!("found the columns {names:?}, expected {}", COLUMNS.join(",")));
        *place = names.iter().position(|name| name == column).ok_or_else(missing)?;
    }
    Ok((reader, Columns { places, count: names.len() }))
}

impl Columns {
    /// File, address, instant as written.
    fn of(self, row: &ByteRecord) -> [String; 3] {
        self.places.map(|place| String::from_utf8_lossy(row.get(place).unwrap_or_default()).trim().to_owned())
    }
}

/// The slices of a folder, and those of `pages` that its index does not name.
pub fn slices(folder: &Path, captures_per_shard: usize, pages: &[PathBuf]) -> Result<(Vec<Slice>, Vec<PathBuf>)> {
    let (mut reader, columns) = open(folder)?;
    let mut slices: Vec<Slice> = Vec::new();
    let mut listed = BTreeSet::new();
    let mut row = ByteRecord::new();
    let mut is_open = false;
    loop {
        let start = reader.position().clone();
        if !reader.read_byte_record(&mut row).with_context(|| format!("read {}", folder.join(INDEX).display()))? {
            break;
        }
        let [file, ..] = columns.of(&row);
        let ends = ends_slice(&file, captures_per_shard);
        listed.insert(folder.join(file));
        match slices.last_mut().filter(|_| is_open) {
            Some(slice) => slice.rows += 1,
            None => slices.push(Slice { folder: folder.to_owned(), start, rows: 1 }),
        }
        is_open = !ends && slices.last().is_some_and(|slice| slice.rows < captures_per_shard.saturating_mul(LONGEST));
    }
    if slices.is_empty() {
        slices.push(Slice { folder: folder.to_owned(), start: reader.position().clone(), rows: 0 });
    }
    Ok((slices, pages.iter().filter(|page| !listed.contains(*page)).cloned().collect()))
}

/// The record of the last row of the index that names `file`, if one does.
pub fn record_of(folder: &Path, file: &Path) -> Result<Option<Record>> {
    let (reader, columns) = open(folder)?;
    let rows = (1_i64..).zip(reader.into_byte_records().map_while(Result::ok).filter(|row| row.len() == columns.count));
    let named = rows.map(|(number, row)| (number, columns.of(&row))).filter(|(_, fields)| folder.join(&fields[0]) == file);
    Ok(named.last().map(|(number, fields)| record(folder, number, Ok(fields))))
}

fn ends_slice(file: &str, captures_per_shard: usize) -> bool {
    let digest = Sha256::digest(file.as_bytes());
    let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    number.is_multiple_of(u64::try_from(captures_per_shard.max(1)).unwrap_or(u64::MAX))
}

impl Slice {
    fn rows(&self) -> Result<impl Iterator<Item = Result<[String; 3], (usize, ByteRecord)>> + use<>> {
        let (mut reader, columns) = open(&self.folder)?;
        reader.seek(self.start.clone()).with_context(|| format!("read {}", self.folder.join(INDEX).display()))?;
        let rows = reader.into_byte_records().map_while(Result::ok).take(self.rows);
        Ok(rows.map(move |row| if row.len() == columns.count { Ok(columns.of(&row)) } else { Err((columns.count, row)) }))
    }

    /// SHA-256, in hex, of the rows and the files they name.
    pub fn digest(&self) -> Result<String> {
        let mut hasher = Sha256::new();
        for row in self.rows()? {
            let (text, file) = match &row {
                Ok(fields) => (fields.join("\0"), inside(&self.folder, &fields[0])),
                Err((_, row)) => (format!("{row:?}"), None),
            };
            hasher.update(text.as_bytes());
            // A file that is not there yet may come.
            let found = file.map(|path| raw::file_digest(&path).unwrap_or_else(|error| error.kind().to_string()));
            hasher.update(found.unwrap_or_default().as_bytes());
            hasher.update(b"\n");
        }
        Ok(format!("{:x}", hasher.finalize()))
    }

    /// The records, in order.
    pub fn records(&self) -> Result<impl Iterator<Item = Result<Record>> + Send + use<>> {
        let folder = self.folder.clone();
        Ok((1_i64..).zip(self.rows()?).map(move |(number, row)| Ok(record(&folder, number, row))))
    }
}

fn record(folder: &Path, number: i64, row: Result<[String; 3], (usize, ByteRecord)>) -> Record {
    let [file, url, fetched_at] = match row {
        Ok(fields) => fields,
        Err((expected, row)) => {
            let detail = format!("{INDEX}: found {} fields, expected {expected}", row.len());
            let content = Content::Broken(Reject::new(Reason::Unreadable, detail), row.as_slice().to_vec());
            return Record { number, url: String::new(), captured_at: None, content };
        }
    };
    let captured_at = raw::instant(&fetched_at);
    let content = match (captured_at, inside(folder, &file)) {
        _ if url.is_empty() => broken(&url, "url", "an address"),
        (None, _) => broken(&fetched_at, "fetched_at", "an instant such as 2024-02-29T12:00:00Z"),
        (_, None) => broken(&file, "file", "a path inside the folder"),
        (Some(_), Some(path)) => page(&path, &file),
    };
    Record { number, url, captured_at, content }
}

fn broken(found: &str, column: &str, expected: &str) -> Content {
    Content::Broken(Reject::new(Reason::Unreadable, format!("{INDEX}: {column}: found {found:?}, expected {expected}")), Vec::new())
}

fn page(path: &Path, file: &str) -> Content {
    let unreadable = |why: String| Content::Broken(Reject::new(Reason::Unreadable, format!("{file}: {why}")), Vec::new());
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => unreadable("not there".to_owned()),
        Err(error) => unreadable(error.to_string()),
        Ok(found) if found.len() > raw::MAX_PAGE_BYTES => {
            unreadable(format!("found {} bytes, expected at most {}", found.len(), raw::MAX_PAGE_BYTES))
        }
        Ok(_) => match fs::read(path) {
            Err(error) => unreadable(error.to_string()),
            Ok(bytes) => Content::Page(Body { content_type: content_type(file), bytes, ..Body::default() }),
        },
    }
}

/// What the ending of the name says; the charset is for the page itself to say.
fn content_type(file: &str) -> Option<String> {
    let (_, extension) = file.rsplit_once('.')?;
    extension.eq_ignore_ascii_case("txt").then(|| "text/plain".to_owned())
}

/// The path of a file that the index names, unless it leads out of the folder.
fn inside(folder: &Path, file: &str) -> Option<PathBuf> {
    let path = Path::new(file);
    let is_inside = path.components().all(|component| matches!(component, Component::Normal(_) | Component::CurDir));
    (is_inside && !file.is_empty()).then(|| folder.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leaves_the_folder_is_none() {
        assert_eq!(inside(Path::new("in"), "a/b.html"), Some("in/a/b.html".into()));
        for file in ["", "/etc/hosts", "../x.html", "a/../../x.html"] {
            assert_eq!(inside(Path::new("in"), file), None, "{file}");
        }
    }

    #[test]
    fn a_slice_ends_with_about_every_nth_file() {
        let ends = (0..10_000).filter(|number| ends_slice(&format!("page-{number}.html"), 100)).count();
        assert!((70..130).contains(&ends), "{ends}");
        assert!(ends_slice("any", 1));
    }
}
