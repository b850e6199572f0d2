//! The records of a WARC file (ISO 28500), plain or gzipped.
//!
//! A damaged record is one broken record: reading goes on with the next one that can be found, a gzip member or a `WARC/1.` line.
//! Nothing in the bytes stops a run, and nothing is passed over in silence.

use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use fastwarc::stream_io::gzip::GzipReader;
use fastwarc::warc::header::HeaderMap;
use fastwarc::warc::record::{AutoDecode, WarcRecord, WarcRecordType};
use memchr::memmem::Finder;

use super::raw::{self, Body, Content, MAX_PAGE_BYTES, Record};
use crate::reject::{Reason, Reject};

/// A gzip member's first bytes: magic, and deflate as the method.
const MEMBER: &[u8] = &[0x1F, 0x8B, 0x08];
const PLAIN: &[u8] = b"WARC/1.";
const BUFFER: usize = 1 << 20;
const MAX_HTTP_HEADER_BYTES: usize = 64 << 10;

/// Reads a WARC file record by record.
pub struct WarcReader {
    path: PathBuf,
    is_gzip: bool,
    warc: Option<WarcRecord>,
    /// Whether the headers of the record in `warc` have been read and it has not been given yet.
    is_ready: bool,
    /// Where in the file the latest record starts.
    position: u64,
    number: i64,
}

impl WarcReader {
    /// Opens a file. An error is one of the disk.
    pub fn open(path: &Path) -> Result<Self> {
        let context = || format!("read {}", path.display());
        let mut magic = Vec::new();
        File::open(path).with_context(context)?.take(PLAIN.len() as u64).read_to_end(&mut magic).with_context(context)?;
        // The first member may be the damaged one: then the name decides.
        let is_named = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
        let is_gzip = magic.starts_with(MEMBER) || is_named && !magic.starts_with(PLAIN);
        let warc = Some(attach(path, is_gzip, 0).with_context(context)?);
        Ok(Self { path: path.to_owned(), is_gzip, warc, is_ready: false, position: 0, number: 0 })
    }

    /// Goes on behind what cannot be read. False, and no record, at the end of the file.
    fn resume(&mut self) -> io::Result<bool> {
        let finder = Finder::new(if self.is_gzip { MEMBER } else { PLAIN });
        self.warc = None;
        while let Some(found) = find(&self.path, &finder, self.position + 1)? {
            self.position = found;
            let mut warc = attach(&self.path, self.is_gzip, found)?;
            if matches!(warc.next_inplace(), Some(Ok(()))) {
                self.warc = Some(warc);
                self.is_ready = true;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn step(&mut self) -> io::Result<Option<Record>> {
        loop {
            let Some(warc) = self.warc.as_mut() else { return Ok(None) };
            let read = if std::mem::take(&mut self.is_ready) { Some(Ok(())) } else { warc.next_inplace() };
            match read {
                Some(Ok(())) => {
                    self.number += 1;
                    self.position = self.position.max(warc.stream_pos());
                    let (record, is_whole) = record(warc, self.number);
                    if !is_whole {
                        self.resume()?;
                    }
                    return Ok(Some(record));
                }
                Some(Err(error)) => {
                    self.number += 1;
                    let reject = Reject::new(Reason::Unreadable, format!("WARC record behind byte {}: {error}", self.position));
                    self.resume()?;
                    let content = Content::Broken(reject, Vec::new());
                    return Ok(Some(Record { number: self.number, url: String::new(), captured_at: None, content }));
                }
                // An empty or cut gzip member looks like the end of the file.
                None if self.is_gzip && self.resume()? => {}
                None => {
                    self.warc = None;
                    return Ok(None);
                }
            }
        }
    }
}

impl Iterator for WarcReader {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step().with_context(|| format!("read {}", self.path.display())).transpose()
    }
}

fn attach(path: &Path, is_gzip: bool, position: u64) -> io::Result<WarcRecord> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(position))?;
    let reader = BufReader::with_capacity(BUFFER, file);
    let mut warc = WarcRecord::new();
    if is_gzip {
        warc.attach_reader(GzipReader::new(reader));
    } else {
        warc.attach_reader(reader);
    }
    Ok(warc)
}

/// The first place of the needle in the file, from `start` on.
fn find(path: &Path, finder: &Finder<'_>, start: u64) -> io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let (mut window, mut window_start) = (Vec::new(), start);
    loop {
        let read = file.by_ref().take(BUFFER as u64).read_to_end(&mut window)?;
        if let Some(place) = finder.find(&window) {
            return Ok(Some(window_start + place as u64));
        }
        if read == 0 {
            return Ok(None);
        }
        let kept = window.len().min(finder.needle().len() - 1);
        window_start += (window.len() - kept) as u64;
        window.drain(..window.len() - kept);
    }
}

/// The record whose headers `warc` has read, and whether the file can be read on behind it.
fn record(warc: &mut WarcRecord, number: i64) -> (Record, bool) {
    let url = header(warc.headers(), "WARC-Target-URI").unwrap_or_default();
    let url = url.strip_prefix('<').and_then(|url| url.strip_suffix('>')).unwrap_or(&url).to_owned();
    let captured_at = header(warc.headers(), "WARC-Date").and_then(|date| raw::instant(&date));
    let (content, is_whole) = content(warc);
    (Record { number, url, captured_at, content }, is_whole)
}

fn content(warc: &mut WarcRecord) -> (Content, bool) {
    let broken = |reason, detail: String| Content::Broken(Reject::new(reason, detail), Vec::new());
    let length = header(warc.headers(), "Content-Length").and_then(|length| length.parse::<u64>().ok());
    if length.is_none() {
        return (broken(Reason::Unreadable, "WARC record: Content-Length: missing or no number".to_owned()), false);
    }
    let kind = warc.record_type();
    if !matches!(kind, WarcRecordType::Response | WarcRecordType::Resource) || kind == WarcRecordType::Response && !warc.is_http() {
        return (Content::Skipped(skipped(warc)), true);
    }
    if let Some(why) = header(warc.headers(), "WARC-Truncated") {
        return (broken(Reason::Truncated, format!("WARC record: cut by the crawler: {why}")), true);
    }
    let headers = match http_headers(warc) {
        Ok(headers) => headers,
        Err(error) => return (broken(Reason::Unreadable, format!("HTTP header: {error}")), true),
    };
    if let Some(status @ 300..400) = headers.status {
        return (Content::Skipped(format!("answer {status}: the page is elsewhere")), true);
    }
    let length = warc.content_length();
    if length > MAX_PAGE_BYTES {
        return (broken(Reason::Unreadable, format!("found {length} bytes, expected at most {MAX_PAGE_BYTES}")), true);
    }
    let mut bytes = Vec::new();
    let read = warc.reader_mut().map_or(Ok(0), |reader| reader.read_to_end(&mut bytes));
    match read {
        Err(error) => (Content::Broken(Reject::new(Reason::Unreadable, format!("WARC record: {error}")), bytes), false),
        Ok(_) if (bytes.len() as u64) < length => {
            let detail = format!("WARC record: found {} bytes, expected {length}", bytes.len());
            (Content::Broken(Reject::new(Reason::Truncated, detail), bytes), false)
        }
        Ok(_) => (Content::Page(Body { bytes, ..headers }), true),
    }
}

/// What is said of the bytes that follow: by HTTP in a response, by the WARC header in a resource.
fn http_headers(warc: &mut WarcRecord) -> io::Result<Body> {
    if !warc.is_http() {
        return Ok(Body { content_type: header(warc.headers(), "Content-Type"), ..Body::default() });
    }
    warc.parse_http_with_opts(AutoDecode::None, MAX_HTTP_HEADER_BYTES, true)?;
    let headers = warc.http_headers().ok_or_else(|| io::Error::other("missing"))?;
    Ok(Body {
        status: Some(headers.status_code().ok_or_else(|| io::Error::other("no status line"))?),
        content_type: header(headers, "Content-Type"),
        transfer_encoding: header(headers, "Transfer-Encoding"),
        content_encoding: header(headers, "Content-Encoding"),
        bytes: Vec::new(),
    })
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| value.trim().to_owned())
}

fn skipped(warc: &WarcRecord) -> String {
    match warc.record_type() {
        WarcRecordType::Response => "response that is not HTTP".to_owned(),
        kind => format!("{} record", kind.as_str()),
    }
}
