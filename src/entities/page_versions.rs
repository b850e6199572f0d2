//! What publishers change without saying so: the versions of a page, from its captures at several times.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::Entities;
use crate::records::{CaptureRecord, Outcome};
use crate::{table, vocabulary};

vocabulary! {
    /// How a version differs from the one before.
    pub enum Change {
        /// It is the first one known.
        First = "first",
        /// Its title, its date or its text is another.
        Edited = "edited",
        /// Only what stands around them is another: navigation, scripts, counters.
        Markup = "markup",
        /// The page is not there: the server answers 404 or 410.
        Gone = "gone",
        /// It is there and cannot be read as an article, as it could before: a wall, a listing in its place.
        Unreadable = "unreadable",
    }
}

table! {
    /// One row per version of a page: each capture that is not, byte for byte, as the one before.
    pub struct PageVersion = Entities.page_versions, key(article_id, version_no) {
        /// The article.
        article_id: String,
        /// The number of the version, from 1, in the order of the captures.
        version_no: i64,
        /// When it was captured first.
        captured_at: DateTime<Utc>,
        /// SHA-256 of the bytes of the page, in hex.
        capture_sha256: String,
        /// How it differs from the version before.
        change: Change,
        /// Its title; none where the page is gone.
        title: Option<String>,
        /// The title before, where it was another.
        title_before: Option<String>,
        /// Its day of publication.
        published_date: Option<NaiveDate>,
        /// That day before, where it was another.
        published_date_before: Option<NaiveDate>,
        /// Unicode scalars of its text.
        body_chars: Option<i64>,
        /// How many they were before, where the text was another, though it may be as long.
        body_chars_before: Option<i64>,
    }
}

/// Puts the captures of each article in order and notes what changed from one to the next.
pub fn resolve(captures: &[CaptureRecord], entities: &mut Entities) {
    let mut pages = BTreeMap::<&str, Vec<(DateTime<Utc>, &str, &CaptureRecord)>>::new();
    for capture in captures.iter().filter(|capture| capture.outcome != Outcome::Skipped) {
        let (Some(article), Some(at), Some(sha256)) = (&capture.article_id, capture.captured_at, &capture.capture_sha256) else { continue };
        pages.entry(article).or_default().push((at, sha256, capture));
    }
    for (article_id, mut captures) in pages {
        captures.sort_by_key(|(at, sha256, capture)| (*at, *sha256, &capture.shard, capture.record_no));
        // The last version that could be read: what a later one is compared with.
        let mut before: Option<&CaptureRecord> = None;
        let mut latest = None;
        let mut version_no = 0;
        for (captured_at, sha256, capture) in captures {
            let is_article = capture.body_sha256.is_some();
            let is_same = latest.is_some_and(|(digest, was_article)| digest == sha256 || !(was_article || is_article));
            if is_same || before.is_none() && !is_article {
                continue;
            }
            latest = Some((sha256, is_article));
            version_no += 1;
            let was = |differs: fn(&CaptureRecord, &CaptureRecord) -> bool| before.filter(|before| is_article && differs(before, capture));
            let titled = was(|a, b| a.title != b.title);
            let dated = was(|a, b| a.published_date != b.published_date);
            let worded = was(|a, b| a.body_sha256 != b.body_sha256);
            let change = match before {
                _ if matches!(capture.status, Some(404 | 410)) => Change::Gone,
                _ if !is_article => Change::Unreadable,
                None => Change::First,
                Some(_) if titled.or(dated).or(worded).is_some() => Change::Edited,
                Some(_) => Change::Markup,
            };
            entities.page_versions.push(PageVersion {
                article_id: article_id.to_owned(),
                version_no,
                captured_at,
                capture_sha256: sha256.to_owned(),
                change,
                title: capture.title.clone(),
                title_before: titled.and_then(|before| before.title.clone()),
                published_date: capture.published_date,
                published_date_before: dated.and_then(|before| before.published_date),
                body_chars: capture.body_chars,
                body_chars_before: worded.and_then(|before| before.body_chars),
            });
            before = if is_article { Some(capture) } else { before };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capture(record_no: i64, outcome: Outcome, read: Option<(&str, &str)>) -> CaptureRecord {
        let day = NaiveDate::from_ymd_opt(2024, 3, 1).unwrap();
        CaptureRecord {
            shard: "a".into(),
            record_no,
            url: "https://example.org/1".into(),
            captured_at: Some(DateTime::UNIX_EPOCH + chrono::TimeDelta::days(record_no)),
            capture_sha256: Some(record_no.to_string()),
            length_bytes: 1,
            outcome,
            article_id: Some("example.org/1".into()),
            detail: None,
            status: Some(if outcome == Outcome::Rejected { 404 } else { 200 }),
            title: read.map(|(title, _)| title.to_owned()),
            published_date: read.map(|_| day),
            body_chars: read.map(|(_, text)| i64::try_from(text.len()).unwrap()),
            body_sha256: read.map(|(_, text)| text.to_owned()),
        }
    }

    #[test]
    fn silent_edits_are_seen() {
        let mut entities = Entities::default();
        let superseded = |number, title, text| capture(number, Outcome::Superseded, Some((title, text)));
        let captures = [
            capture(6, Outcome::Article, Some(("Two", "text."))),
            capture(1, Outcome::Ignored, None),
            superseded(2, "One", "text"),
            superseded(3, "One", "text"),
            superseded(4, "Two", "texts"),
            capture(5, Outcome::Rejected, None),
            CaptureRecord { record_no: 7, ..superseded(6, "Two", "text.") },
        ];
        resolve(&captures, &mut entities);
        let rows = entities.page_versions;
        let changes: Vec<_> = rows.iter().map(|row| row.change).collect();
        assert_eq!(changes, [Change::First, Change::Markup, Change::Edited, Change::Gone, Change::Edited]);
        assert_eq!((rows[2].title_before.as_deref(), rows[2].body_chars_before, rows[2].body_chars), (Some("One"), Some(4), Some(5)));
        assert_eq!((rows[4].title_before.as_deref(), rows[4].body_chars_before), (None, Some(5)));
    }
}
