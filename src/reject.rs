//! What could not be read, and why. Bad input never stops a run and never vanishes: it becomes a row here.

use crate::{table, vocabulary};

vocabulary! {
    /// The stage that could not go on.
    pub enum Stage {
        /// Reading pages.
        Parse = "parse",
        /// Reading sentences.
        Extract = "extract",
        /// Reading across pages.
        Resolve = "resolve",
    }
}

vocabulary! {
    /// Why a thing could not be read.
    pub enum Reason {
        /// The publisher's wall answered in place of the page.
        AccessDenied = "access_denied",
        /// The server answered with an error status.
        HttpStatus = "http_status",
        /// The body is empty.
        EmptyBody = "empty_body",
        /// The bytes are a picture, a PDF or another binary.
        Binary = "binary",
        /// The page ends before it is whole.
        Truncated = "truncated",
        /// The bytes do not decode, or not as the charset they claim.
        Undecodable = "undecodable",
        /// The file that the captures index names is not there, or the WARC record is damaged.
        Unreadable = "unreadable",
        /// A field that the layout demands is missing or stands more than once.
        Layout = "layout",
        /// The page holds no text.
        NoText = "no_text",
    }
}

/// What a page did wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", reason.as_str())]
pub struct Reject {
    /// The kind of wrong.
    pub reason: Reason,
    /// What was found and what was expected.
    pub detail: String,
}

impl Reject {
    /// A reject with its detail.
    pub fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, detail: detail.into() }
    }
}

table! {
    /// One row per thing that could not be read.
    pub struct RejectRow = Parsed.rejects, key(shard, record_no) {
        /// The shard the capture stands in.
        shard: String,
        /// Its place in the shard, from 1.
        record_no: i64,
        /// The stage that could not go on.
        stage: Stage,
        /// Why.
        reason: Reason,
        /// What was found and what was expected.
        detail: String,
        /// The start of what could not be read, at most 200 characters.
        excerpt: String,
        /// SHA-256 of the bytes of the page, in hex.
        capture_sha256: Option<String>,
        /// The address of the capture.
        url: String,
    }
}
