//! A captured page: its bytes and what is known of them.

use chrono::{DateTime, Utc};

/// A page as received: transfer and content encodings undone, charset not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// The address it was asked for under.
    pub url: String,
    /// When.
    pub captured_at: DateTime<Utc>,
    /// The HTTP status, where the raw form keeps it.
    pub status: Option<u16>,
    /// The `Content-Type` header, where the raw form keeps it.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    format!("{:x}", sha2::Sha256::digest(bytes))
}
