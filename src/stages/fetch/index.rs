//! The captures index: one line of JSON for each capture, beside the WARC files that it is derived from.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What kind of record holds a capture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An answer as it came.
    #[default]
    Response,
    /// Word that the page is as it was.
    Revisit,
}

/// A line of the index: a capture, what was said of it, and where it lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The address of the page.
    pub url: String,
    /// When the page was as it is here.
    pub captured_at: DateTime<Utc>,
    /// When it was brought here: later, where an archive gave it.
    pub fetched_at: DateTime<Utc>,
    /// What kind of record holds it.
    pub kind: Kind,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The media type.
    pub mime: Option<String>,
    /// `sha1:` and the digest of the body in base 32.
    pub digest: Option<String>,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub last_modified: Option<String>,
    /// Where a redirect leads, as written.
    pub location: Option<String>,
    /// Why the body is not whole.
    pub truncated: Option<String>,
    /// The archive's address, where one gave it.
    pub source: Option<String>,
    /// The WARC file.
    pub file: String,
    /// Where in it the gzip member starts, in bytes.
    pub offset: u64,
    /// How long the member is, in bytes.
    pub length: u64,
}

impl Entry {
    /// Takes over what the record ahead of it says: when it was fetched, and from which archive.
    pub fn fetched_after(&mut self, ahead: Option<(DateTime<Utc>, Option<String>)>) {
        if let Some((fetched_at, source)) = ahead {
            self.fetched_at = fetched_at;
            self.source = self.source.take().or(source);
        }
    }

    /// Whether the page was there and whole.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.truncated.is_none() && (self.kind == Kind::Revisit || self.status.is_some_and(|status| (200..300).contains(&status)))
    }
}

/// The captures of a source by address, in the order in which they were fetched.
#[derive(Debug, Default)]
pub struct Index {
    by_url: HashMap<String, Vec<Entry>>,
}

impl Index {
    /// Adds a capture.
    pub fn add(&mut self, entry: Entry) {
        self.by_url.entry(entry.url.clone()).or_default().push(entry);
    }

    /// All captures of an address.
    #[must_use]
    pub fn of(&self, url: &str) -> &[Entry] {
        self.by_url.get(url).map_or(&[], Vec::as_slice)
    }

    /// The last capture of an address since an instant.
    #[must_use]
    pub fn since(&self, url: &str, instant: DateTime<Utc>) -> Option<&Entry> {
        self.of(url).last().filter(|entry| entry.fetched_at >= instant)
    }

    /// The newest capture of a page by its publisher that was there and whole.
    #[must_use]
    pub fn latest_page(&self, url: &str) -> Option<&Entry> {
        self.of(url).iter().rev().find(|entry| entry.is_page() && entry.source.is_none())
    }

    /// All addresses with their captures.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &[Entry])> {
        self.by_url.iter().map(|(url, entries)| (url.as_str(), entries.as_slice()))
    }
}
