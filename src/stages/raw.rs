//! What came in: folders with a `captures.csv` and WARC files, cut into shards.
//!
//! A shard is one WARC file or a slice of a folder. It gives its records one by one, in order, whatever is wrong with some of them; only
//! a disk that cannot be read stops a run.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use sha2::{Digest as _, Sha256};

use super::config::ConfigError;
use super::folder::{self, Slice};
use super::warc::WarcReader;
use crate::reject::Reject;

/// Bytes of a page that are read, at most: a body that unpacks to more is an attack or an archive, not a page.
pub const MAX_PAGE_BYTES: u64 = 64 << 20;

/// A page's bytes as they were sent or saved, and what is said of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The HTTP status.
    pub status: Option<u16>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `Transfer-Encoding` header.
    pub transfer_encoding: Option<String>,
    /// The `Content-Encoding` header.
    pub content_encoding: Option<String>,
    /// The bytes, encoded as the headers say.
    pub bytes: Vec<u8>,
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A page.
    Page(Body),
    /// No page, by its kind: a request, metadata, a revisit.
    Skipped(String),
    /// What should be a page and cannot be read, with the start of what is there.
    Broken(Reject, Vec<u8>),
}

/// One record of a shard: a row of `captures.csv` or a WARC record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its place in the shard, from 1.
    pub number: i64,
    /// The address; empty where there is none.
    pub url: String,
    /// When it was captured.
    pub captured_at: Option<DateTime<Utc>>,
    /// What it holds.
    pub content: Content,
}

/// The records of a shard, in order. An error is one of the disk.
pub type Records = Box<dyn Iterator<Item = Result<Record>> + Send>;

/// Where a shard's records lie.
#[derive(Debug, Clone)]
pub enum Input {
    /// Some rows of a folder's `captures.csv`.
    Slice(Slice),
    /// A WARC file.
    Warc(PathBuf),
}

/// The unit of work, of failure and of incremental running.
#[derive(Debug, Clone)]
pub struct Shard {
    /// Its name, unique in the input, fit for a file name.
    pub name: String,
    /// Where its records lie.
    pub input: Input,
}

impl Shard {
    /// SHA-256, in hex, of all bytes its records come from.
    pub fn digest(&self) -> Result<String> {
        match &self.input {
            Input::Slice(slice) => slice.digest(),
            Input::Warc(path) => file_digest(path).with_context(|| format!("read {}", path.display())),
        }
    }

    /// Its records, in order.
    pub fn records(&self) -> Result<Records> {
        Ok(match &self.input {
            Input::Slice(slice) => Box::new(slice.records()?),
            Input::Warc(path) => Box::new(WarcReader::open(path)?),
        })
    }
}

/// All that came in.
#[derive(Debug, Default)]
pub struct Plan {
    /// The shards, in the order of the inputs.
    pub shards: Vec<Shard>,
    /// Pages in a folder that its `captures.csv` does not name.
    pub unlisted: Vec<PathBuf>,
}

/// Cuts the inputs into shards.
pub fn plan(inputs: &[PathBuf], captures_per_shard: usize) -> Result<Plan> {
    let mut plan = Plan::default();
    let mut names = BTreeSet::new();
    for input in inputs {
        let metadata = fs::metadata(input).map_err(|error| ConfigError::of_file(input, format!("input: {error}")))?;
        if !metadata.is_dir() {
            let stem =
                warc_stem(input).ok_or_else(|| ConfigError::of_file(input, "input: expected a folder, a .warc or a .warc.gz file"))?;
            plan.add(&mut names, &stem, Input::Warc(input.clone()));
            continue;
        }
        let (warcs, pages) = walk(input).with_context(|| format!("read {}", input.display()))?;
        let index = input.join(folder::INDEX);
        ensure!(
            index.is_file() || !warcs.is_empty(),
            ConfigError::of_file(input, "input: expected a captures.csv (file,url,fetched_at) or WARC files in it")
        );
        if index.is_file() {
            let (slices, mut unlisted) = folder::slices(input, captures_per_shard, &pages)?;
            for (number, slice) in (1_usize..).zip(slices) {
                plan.add(&mut names, &format!("{}-{number:04}", file_name(input)), Input::Slice(slice));
            }
            plan.unlisted.append(&mut unlisted);
        }
        for path in warcs {
            // Files of one day and number lie in the folder of each source: the folder is part of the name.
            let parent =
                path.strip_prefix(input).ok().and_then(Path::parent).map(|parent| parent.join(warc_stem(&path).unwrap_or_default()));
            plan.add(&mut names, &parent.unwrap_or_default().to_string_lossy(), Input::Warc(path));
        }
    }
    Ok(plan)
}

impl Plan {
    fn add(&mut self, names: &mut BTreeSet<String>, name: &str, input: Input) {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let plain: String = name.trim_start_matches('.').chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
        let plain = if plain.is_empty() { "captures".to_owned() } else { plain };
        let mut name = plain.clone();
        let mut number = 2;
        while !names.insert(name.clone()) {
            name = format!("{plain}~{number}");
            number += 1;
        }
        self.shards.push(Shard { name, input });
    }
}

/// WARC files and saved pages below a folder, each sorted. Links to folders are not followed.
fn walk(folder: &Path) -> io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut warcs, mut pages) = (Vec::new(), Vec::new());
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if is_warc(&path) {
                warcs.push(path);
            } else if matches!(path.extension().and_then(|extension| extension.to_str()), Some("html" | "htm" | "txt")) {
                pages.push(path);
            }
        }
    }
    warcs.sort();
    pages.sort();
    Ok((warcs, pages))
}

fn is_warc(path: &Path) -> bool {
    warc_stem(path).is_some()
}

/// The name of a WARC file without its endings.
fn warc_stem(path: &Path) -> Option<String> {
    let name = file_name(path);
    let (stem, ending) = name.split_at_checked(name.to_ascii_lowercase().rfind(".warc")?)?;
    matches!(ending.to_ascii_lowercase().as_str(), ".warc" | ".warc.gz").then(|| stem.to_owned())
}

fn file_name(path: &Path) -> String {
    let last = path.components().rev().find_map(|component| match component {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    last.unwrap_or_else(|| "captures".to_owned())
}

/// SHA-256 of a file, in hex.
pub(super) fn file_digest(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut BufReader::with_capacity(1 << 20, File::open(path)?), &mut hasher)?;
    Ok(format!("{:x}", hasher.finalize()))
}

/// Reads an instant; one without an offset is in UTC, a day is its first instant.
#[must_use]
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let naive = |format| NaiveDateTime::parse_from_str(text, format).ok();
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Some(instant.to_utc());
    }
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    naive("%Y-%m-%dT%H:%M:%S%.f").or_else(|| naive("%Y-%m-%d %H:%M:%S%.f")).or_else(day).map(|instant| instant.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_with_and_without_offset() {
        let day = "2024-02-29T00:00:00Z";
        for text in [day, "2024-02-29T02:00:00+02:00", "2024-02-29 00:00:00", "2024-02-29", " 2024-02-29T00:00:00.000 "] {
            assert_eq!(instant(text), Some(day.parse().unwrap()), "{text}");
        }
        assert_eq!(instant("yesterday"), None);
    }

    #[test]
    fn shards_of_one_name_are_told_apart() {
        let mut plan = Plan::default();
        let mut names = BTreeSet::new();
        for path in ["a/x.warc.gz", "b/x.warc", "c/.x y.WARC.GZ"] {
            plan.add(&mut names, &warc_stem(Path::new(path)).unwrap(), Input::Warc(path.into()));
        }
        assert_eq!(plan.shards.iter().map(|shard| shard.name.as_str()).collect::<Vec<_>>(), ["x", "x~2", "x_y"]);
    }
}
