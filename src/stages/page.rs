//! One record of a shard becomes rows: always a row of `captures`, and an article, an ignored listing or a reject.

use super::http;
use super::raw::{Content, Record};
use crate::capture::{Capture, sha256_hex};
use crate::records::{CaptureRecord, Outcome, Parsed};
use crate::reject::{Reason, Reject, RejectRow, Stage};
use crate::sources::{self, Reading, Sites};

/// Characters of an excerpt, at most.
const EXCERPT: usize = 200;
/// What `captures.detail` says of an article that is left out; a listing keeps the name it is ignored by.
const SUPERSEDED: &str = "a newer capture was read";

/// Reads a record. The rows are those of this record alone; `captures` holds one.
#[must_use]
pub fn read(shard: &str, record: Record, sites: &Sites) -> Parsed {
    let mut row = CaptureRecord {
        shard: shard.to_owned(),
        record_no: record.number,
        url: record.url,
        captured_at: record.captured_at,
        capture_sha256: None,
        length_bytes: 0,
        outcome: Outcome::Skipped,
        article_id: None,
        detail: None,
        status: None,
        title: None,
        published_date: None,
        body_chars: None,
        body_sha256: None,
    };
    match record.content {
        Content::Skipped(kind) => {
            row.detail = Some(kind);
            Parsed { captures: vec![row], ..Parsed::default() }
        }
        Content::Broken(reject, bytes) => rejected(row, reject, &bytes),
        Content::Page(body) => {
            let (status, content_type) = (body.status, body.content_type.clone());
            match http::decode(body) {
                Err(reject) => rejected(row, reject, &[]),
                Ok(body) => read_body(row, status, content_type, body, sites),
            }
        }
    }
}

fn read_body(mut row: CaptureRecord, status: Option<u16>, content_type: Option<String>, body: Vec<u8>, sites: &Sites) -> Parsed {
    row.capture_sha256 = Some(sha256_hex(&body));
    row.length_bytes = i64::try_from(body.len()).unwrap_or(i64::MAX);
    row.status = status.map(i64::from);
    let Some(captured_at) = row.captured_at.filter(|_| !row.url.is_empty()) else {
        let missing = if row.url.is_empty() { "under which address" } else { "when" };
        let reject = Reject::new(Reason::Unreadable, format!("the record does not say {missing} it was captured"));
        return rejected(row, reject, &body);
    };
    let capture = Capture { url: row.url.clone(), captured_at, status, content_type, body };
    match sources::read(&capture, sites) {
        Err(reject) => {
            row.article_id = Some(sites.article_id(&capture.url));
            rejected(row, reject, &capture.body)
        }
        Ok(Reading::Article(mut page)) => {
            row.outcome = Outcome::Article;
            if let Some(article) = page.articles.first() {
                row.article_id = Some(article.article_id.clone());
                row.title = Some(article.title.clone());
                row.published_date = Some(article.published_date);
                row.body_chars = Some(i64::try_from(article.body_text.chars().count()).unwrap_or(i64::MAX));
                row.body_sha256 = Some(sha256_hex(article.body_text.as_bytes()));
            }
            page.captures = vec![row];
            *page
        }
        Ok(Reading::Ignored { article_id, name, links }) => {
            row.outcome = Outcome::Ignored;
            row.article_id = Some(article_id);
            row.detail = Some(name.to_owned());
            Parsed { captures: vec![row], links, ..Parsed::default() }
        }
    }
}

fn rejected(mut row: CaptureRecord, reject: Reject, bytes: &[u8]) -> Parsed {
    row.outcome = Outcome::Rejected;
    row.detail = Some(reject.reason.as_str().to_owned());
    let reject = RejectRow {
        shard: row.shard.clone(),
        record_no: row.record_no,
        stage: Stage::Parse,
        reason: reject.reason,
        detail: reject.detail,
        excerpt: excerpt(bytes),
        capture_sha256: row.capture_sha256.clone(),
        url: row.url.clone(),
    };
    Parsed { captures: vec![row], rejects: vec![reject], ..Parsed::default() }
}

/// Takes back what was read of a page, because a newer capture of the same article is kept.
pub fn supersede(page: &mut Parsed) {
    let mut captures = std::mem::take(&mut page.captures);
    for row in &mut captures {
        if row.outcome == Outcome::Article {
            row.detail = Some(SUPERSEDED.to_owned());
        }
        row.outcome = Outcome::Superseded;
    }
    *page = Parsed { captures, ..Parsed::default() };
}

/// Whether a capture was read as an article, before or after it was superseded; a listing was not.
#[must_use]
pub fn is_article(row: &CaptureRecord) -> bool {
    row.outcome == Outcome::Article || row.outcome == Outcome::Superseded && row.detail.as_deref() == Some(SUPERSEDED)
}

/// The start of some bytes as a person may read it.
fn excerpt(bytes: &[u8]) -> String {
    let start = bytes.get(..8 * EXCERPT).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start);
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let folded = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.chars().take(EXCERPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short_and_without_control_characters() {
        assert_eq!(excerpt(b"\x00<h1>\n  Access\tDenied</h1>"), "<h1> Access Denied</h1>");
        assert_eq!(excerpt("ä".repeat(5000).as_bytes()).chars().count(), EXCERPT);
    }
}
