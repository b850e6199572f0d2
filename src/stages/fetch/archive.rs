//! The captures of one source: WARC files, and the index beside them.
//!
//! The files are the truth. The index is derived: lines that it lacks are read from the files, half a record at the end of a file is
//! cut off, and an index that cannot be read is made anew.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{NaiveDate, Utc};

use super::super::store;
use super::Settings;
use super::index::{Entry, Index};
use super::record::{self, Role};
use super::recover;

/// The name of the index in the folder of a source.
pub const INDEX: &str = "index.jsonl";
const ENDING: &str = ".warc.gz";

/// The captures of a source, open for more.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    source: String,
    contact: String,
    agent: String,
    warc_bytes: u64,
    index: Index,
    index_file: File,
    open: Option<Open>,
    today: NaiveDate,
}

#[derive(Debug)]
struct Open {
    name: String,
    file: File,
    length: u64,
}

impl Archive {
    /// Opens the folder of a source, and repairs what a killed run left.
    pub fn open(folder: &Path, source: &str, settings: &Settings) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("write {}", folder.display()))?;
        store::sweep(folder)?;
        let path = folder.join(INDEX);
        let (mut by_file, is_whole) = read_index(&path);
        let mut is_stale = !is_whole;
        let mut entries = Vec::new();
        for name in warcs(folder)? {
            let (mut known, more) = catch_up(folder, &name, by_file.remove(&name).unwrap_or_default())?;
            is_stale |= more;
            entries.append(&mut known);
        }
        is_stale |= !by_file.is_empty();
        if is_stale {
            let lines: Vec<_> = entries.iter().map(line).collect::<Result<_>>()?;
            store::write_whole(&path, lines.concat().as_bytes())?;
        }
        let index_file = OpenOptions::new().create(true).append(true).open(&path).with_context(|| format!("write {}", path.display()))?;
        let mut index = Index::default();
        for entry in entries {
            index.add(entry);
        }
        Ok(Self {
            folder: folder.to_owned(),
            source: source.to_owned(),
            contact: settings.contact.clone(),
            agent: settings.user_agent(),
            warc_bytes: settings.warc_bytes,
            index,
            index_file,
            open: None,
            today: Utc::now().date_naive(),
        })
    }

    /// What is known of the captures.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Adds the records of one capture, each a gzip member, the capture itself last.
    pub fn append(&mut self, members: &[Vec<u8>]) -> Result<()> {
        let context = format!("write to {}", self.folder.display());
        let (mut ahead, mut capture) = (None, None);
        for member in members {
            match record::read(unpack(member)?).with_context(|| context.clone())? {
                Role::Ahead(fetched_at, source) => ahead = Some((fetched_at, source)),
                Role::Capture(entry) => capture = Some((entry, member.len() as u64)),
                Role::Other => {}
            }
        }
        let (mut entry, length) = capture.with_context(|| format!("{context}: no record is a capture"))?;
        entry.fetched_after(ahead);
        let bytes = members.concat();
        let open = self.file().with_context(|| context.clone())?;
        open.file.write_all(&bytes).with_context(|| context.clone())?;
        open.length += bytes.len() as u64;
        (entry.file, entry.offset, entry.length) = (open.name.clone(), open.length - length, length);
        self.index_file.write_all(line(&entry)?.as_bytes()).with_context(|| context)?;
        self.index.add(*entry);
        Ok(())
    }

    /// The file that is written to: the last one of the day, unless it is full.
    fn file(&mut self) -> Result<&mut Open> {
        if self.open.as_ref().is_some_and(|open| open.length >= self.warc_bytes) {
            self.close()?;
        }
        if self.open.is_none() {
            let (mut number, mut length) = last_of(&self.folder, self.today)?;
            if length >= self.warc_bytes {
                (number, length) = (number + 1, 0);
            }
            let name = format!("{}-{number}{ENDING}", self.today);
            let mut file = OpenOptions::new().create(true).append(true).open(self.folder.join(&name))?;
            if length == 0 {
                let info = record::warcinfo(&name, &self.source, &self.contact, &self.agent)?;
                file.write_all(&info)?;
                length = info.len() as u64;
            }
            self.open = Some(Open { name, file, length });
        }
        self.open.as_mut().context("no file is open")
    }

    /// Brings what was written to the disk.
    pub fn close(&mut self) -> Result<()> {
        if let Some(open) = self.open.take() {
            open.file.sync_all().with_context(|| format!("write {}", self.folder.join(&open.name).display()))?;
        }
        self.index_file.sync_all().with_context(|| format!("write {}", self.folder.join(INDEX).display()))
    }
}

/// Unpacks a member.
pub fn unpack(member: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut flate2::bufread::GzDecoder::new(member), &mut bytes)?;
    Ok(bytes)
}

fn line(entry: &Entry) -> Result<String> {
    Ok(serde_json::to_string(entry)? + "\n")
}

/// The lines of the index by WARC file, in order, and whether all could be read.
fn read_index(path: &Path) -> (BTreeMap<String, Vec<Entry>>, bool) {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut by_file = BTreeMap::<String, Vec<Entry>>::new();
    for line in text.split_inclusive('\n') {
        match serde_json::from_str::<Entry>(line) {
            Ok(entry) if line.ends_with('\n') => by_file.entry(entry.file.clone()).or_default().push(entry),
            _ => return (by_file, false),
        }
    }
    (by_file, path.is_file())
}

/// The captures of a file: those that are known, and those behind them. What is half written is cut off. True if anything was new.
fn catch_up(folder: &Path, name: &str, mut known: Vec<Entry>) -> Result<(Vec<Entry>, bool)> {
    let path = folder.join(name);
    let context = || format!("repair {}", path.display());
    let length = fs::metadata(&path).with_context(context)?.len();
    let mut start = known.iter().map(|entry| entry.offset + entry.length).max().unwrap_or(0);
    let is_cut = start > length;
    if is_cut {
        known.clear();
        start = 0;
    }
    if start == length && start > 0 {
        return Ok((known, false));
    }
    let mut tail = recover::tail(&path, name, start).with_context(context)?;
    if tail.end < length {
        OpenOptions::new().write(true).open(&path).and_then(|file| file.set_len(tail.end)).with_context(context)?;
    }
    let is_new = is_cut || !tail.entries.is_empty();
    known.append(&mut tail.entries);
    Ok((known, is_new))
}

/// The day and number in the name of a WARC file that this program wrote.
fn parts(name: &str) -> Option<(NaiveDate, u32)> {
    let (day, number) = name.strip_suffix(ENDING)?.rsplit_once('-')?;
    Some((NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?, number.parse().ok()?))
}

/// The names of the WARC files, in the order in which they were written.
fn warcs(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        found.extend(parts(&name).map(|place| (place, name)));
    }
    found.sort();
    Ok(found.into_iter().map(|(_, name)| name).collect())
}

/// Number and bytes of the last file of a day; number 1 and no bytes where there is none.
fn last_of(folder: &Path, day: NaiveDate) -> Result<(u32, u64)> {
    let last = warcs(folder)?.into_iter().rev().find_map(|name| Some((parts(&name).filter(|(of, _)| *of == day)?.1, name)));
    let Some((number, name)) = last else { return Ok((1, 0)) };
    Ok((number, fs::metadata(folder.join(name))?.len()))
}
