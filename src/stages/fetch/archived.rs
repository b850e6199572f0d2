//! What both archives have in common: which captures are due, and what is told of them.

use anyhow::Result;
use chrono::{DateTime, Utc};
use url::Url;

use super::Job;
use super::courier::Failure;

impl Job<'_> {
    /// Those captures that are asked for and not here, as far as the limit goes. `key`: address, instant, digest in base 32.
    pub(super) fn due<T>(&mut self, captures: Vec<T>, key: impl Fn(&T) -> (&str, DateTime<Utc>, &String)) -> Vec<T> {
        let mut due = Vec::new();
        for capture in captures {
            let (url, captured_at, digest) = key(&capture);
            if self.is_full() || !Url::parse(url).is_ok_and(|url| self.is_wanted(&url)) {
                continue;
            }
            let is_it = |of: &str| of.trim_start_matches("sha1:") == digest;
            let entries = self.archive.index().of(url);
            let here = entries.iter().find(|entry| entry.captured_at == captured_at || entry.digest.as_deref().is_some_and(is_it));
            match here {
                // What this run fetched before it was killed counts.
                Some(entry) if entry.fetched_at >= self.journal.started_at() => self.taken += 1,
                Some(_) => {}
                None => {
                    self.taken += 1;
                    due.push(capture);
                }
            }
        }
        self.task.expect(due.len());
        due
    }

    /// Whether as many captures as asked for are taken.
    pub(super) fn is_full(&self) -> bool {
        self.request.limit.is_some_and(|limit| self.taken >= limit)
    }

    /// What an archive's index says; nothing where it has no captures.
    pub(super) fn told_by(&self, url: &Url) -> Result<Vec<u8>, Failure> {
        let exchange = self.courier.follow(&self.scope, url)?;
        match (exchange.status, exchange.cut) {
            (200, None) => super::body(&exchange).map_err(|reject| Failure::Unreachable(format!("{url}: {reject}"))),
            (404, None) => Ok(Vec::new()),
            (status, None) => Err(Failure::Unreachable(format!("{url}: answers {status}"))),
            (_, Some(cut)) => Err(Failure::Unreachable(format!("{url}: cut short: {}", cut.as_str()))),
        }
    }
}
