//! An article captured more than once is one article: the newest capture that reads as an article is kept.
//!
//! Which one that is depends on the captures alone, not on the order in which shards are read.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::marker::Marker;
use super::page;
use super::store::{self, part_path};
use crate::records::{CaptureRecord, Outcome};
use crate::table::Layer;

/// What decides between captures of one article; the greatest is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_article: bool,
    captured_at: Option<DateTime<Utc>>,
    sha256: Option<String>,
    url: String,
    shard: Reverse<String>,
    record_no: Reverse<i64>,
}

impl Rank {
    fn of(row: &CaptureRecord) -> Self {
        Self {
            is_article: page::is_article(row),
            captured_at: row.captured_at,
            sha256: row.capture_sha256.clone(),
            url: row.url.clone(),
            shard: Reverse(row.shard.clone()),
            record_no: Reverse(row.record_no),
        }
    }
}

/// The best capture of each article so far.
#[derive(Debug, Default)]
pub struct Contest {
    best: BTreeMap<String, Rank>,
}

impl Contest {
    /// Enters a capture. Returns the record that loses by it, this one or an earlier one, if there are two.
    pub fn enter(&mut self, row: &CaptureRecord) -> Option<i64> {
        let article = contested(row)?;
        let rank = Rank::of(row);
        match self.best.get_mut(article) {
            None => {
                self.best.insert(article.to_owned(), rank);
                None
            }
            Some(best) if *best < rank => Some(std::mem::replace(best, rank).record_no.0),
            Some(_) => Some(row.record_no),
        }
    }

    fn is_lost_elsewhere(&self, row: &CaptureRecord) -> bool {
        contested(row).and_then(|article| self.best.get(article)).is_some_and(|best| best.shard.0 != row.shard)
    }
}

fn contested(row: &CaptureRecord) -> Option<&str> {
    row.article_id.as_deref().filter(|_| matches!(row.outcome, Outcome::Article | Outcome::Ignored | Outcome::Superseded))
}

/// For each shard, the records to leave out because another shard holds a better capture of the same article.
pub fn across(data: &Path, shards: &BTreeMap<&str, Marker>) -> Result<BTreeMap<String, BTreeSet<i64>>> {
    let mut contest = Contest::default();
    let mut lost = BTreeMap::<String, BTreeSet<i64>>::new();
    each_capture(data, shards, |row| {
        contest.enter(row);
    })?;
    each_capture(data, shards, |row| {
        if contest.is_lost_elsewhere(row) {
            lost.entry(row.shard.clone()).or_default().insert(row.record_no);
        }
    })?;
    Ok(lost)
}

fn each_capture(data: &Path, shards: &BTreeMap<&str, Marker>, mut visit: impl FnMut(&CaptureRecord)) -> Result<()> {
    for part in shards.values().flat_map(|marker| marker.parts.keys()) {
        store::read::<CaptureRecord>(&part_path(data, Layer::Parsed, "captures", part))?.iter().for_each(&mut visit);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capture(record_no: i64, day: &str, outcome: Outcome) -> CaptureRecord {
        CaptureRecord {
            shard: "a".into(),
            record_no,
            url: "https://example.org/1".into(),
            captured_at: super::super::raw::instant(day),
            capture_sha256: Some(record_no.to_string()),
            length_bytes: 1,
            outcome,
            article_id: (outcome != Outcome::Rejected).then(|| "example.org/1".into()),
            detail: (outcome == Outcome::Ignored).then(|| "listing".into()),
            status: None,
            title: None,
            published_date: None,
            body_chars: None,
            body_sha256: None,
        }
    }

    #[test]
    fn the_newest_capture_that_reads_as_an_article_is_kept() {
        let mut contest = Contest::default();
        let entries = [
            (capture(1, "2024-01-02", Outcome::Article), None),
            (capture(2, "2024-01-01", Outcome::Article), Some(2)),
            (capture(3, "2024-01-03", Outcome::Article), Some(1)),
            (capture(4, "2024-01-04", Outcome::Rejected), None),
            (capture(5, "2024-01-05", Outcome::Ignored), Some(5)),
            (capture(6, "2024-01-03", Outcome::Article), Some(3)),
        ];
        for (row, loser) in entries {
            assert_eq!(contest.enter(&row), loser, "record {}", row.record_no);
        }
    }
}
