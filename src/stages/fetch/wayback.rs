//! Pages from the Wayback Machine: its CDX server tells which captures there are, and each is fetched as it was captured (`id_`).

use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use regex::Regex;
use url::Url;

use super::courier::{Failure, Scope};
use super::record::Stored;
use super::{Job, timestamp};

/// Captures in one answer of the CDX server.
const ROWS: usize = 5_000;
/// What is asked of each capture, in this order.
const FIELDS: &str = "timestamp,original,mimetype,digest";

/// A capture that the archive has.
#[derive(Debug)]
struct Capture {
    stamp: String,
    captured_at: DateTime<Utc>,
    url: Url,
    digest: String,
}

/// Captures, and the key to the rest of them.
type Rows = (Vec<Capture>, Option<String>);

impl Job<'_> {
    /// Fetches what the archive has. False if the run is to be gone on with later.
    pub(super) fn wayback(&mut self) -> Result<bool> {
        let base = Url::parse(&self.config.fetch.wayback).context("wayback")?;
        self.scope = Scope::archive(&[&base]);
        for pattern in &self.seeds.archived {
            let mut resume = None;
            loop {
                let (captures, next) = match self.cdx(&base, pattern, resume.as_deref())? {
                    Ok(answer) => answer,
                    Err(failure) => {
                        self.problem(&format!("{pattern}: {failure}"));
                        return Ok(!matches!(failure, Failure::GivenUp(_)));
                    }
                };
                for capture in self.due(captures, |capture| (capture.url.as_str(), capture.captured_at, &capture.digest)) {
                    let outcome = self.raw(&base, &capture)?;
                    self.task.step();
                    let Err(failure) = outcome else { continue };
                    if self.lost(&failure) {
                        return Ok(false);
                    }
                }
                if next.is_none() || self.is_full() {
                    break;
                }
                resume = next;
            }
        }
        Ok(true)
    }

    /// The captures of addresses that fit a pattern, and the key to the rest of them.
    fn cdx(&self, base: &Url, pattern: &str, resume: Option<&str>) -> Result<Result<Rows, Failure>> {
        let mut url = base.join("/cdx/search/cdx").context("wayback")?;
        let limit = ROWS.to_string();
        let fixed = [
            ("url", pattern),
            ("output", "json"),
            ("fl", FIELDS),
            ("filter", "statuscode:200"),
            ("collapse", "digest"),
            ("showResumeKey", "true"),
            ("limit", limit.as_str()),
        ];
        url.query_pairs_mut().extend_pairs(fixed);
        let day = |day: chrono::NaiveDate| day.format("%Y%m%d").to_string();
        let bounds = [("from", self.request.since.map(day)), ("to", self.request.until.map(day)), ("resumeKey", resume.map(str::to_owned))];
        for (name, value) in bounds.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            url.query_pairs_mut().append_pair(name, &value);
        }
        let told = self.journal.told(url.as_str(), || self.told_by(&url))?;
        Ok(told.and_then(|bytes| rows(&bytes).map_err(|why| Failure::Unreachable(format!("{url}: {why}")))))
    }

    /// Fetches one capture. The archive may lead on to one of another instant: then that is the instant.
    fn raw(&mut self, base: &Url, capture: &Capture) -> Result<Result<(), Failure>> {
        static STAMP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^/web/(\d{14})id_/").expect("the pattern is a constant"));
        let url = base.join(&format!("/web/{}id_/{}", capture.stamp, capture.url)).context("wayback")?;
        let exchange = match self.courier.follow(&self.scope, &url) {
            Ok(exchange) => exchange,
            Err(failure) => return Ok(Err(failure)),
        };
        let stamp = STAMP.captures(exchange.url.path()).and_then(|captures| timestamp(captures.get(1)?.as_str()));
        let captured_at = stamp.unwrap_or(capture.captured_at);
        if exchange.status != 200 || exchange.cut.is_some() {
            self.fail(&format!("{url}: answers {}{}", exchange.status, exchange.cut.map_or("", |_| ", cut short")));
            return Ok(Ok(()));
        }
        self.store(&exchange, &Stored { original: Some((capture.url.as_str(), captured_at)), unchanged: None })?;
        self.tally.new += 1;
        Ok(Ok(()))
    }
}

/// The rows of a CDX answer: a heading, the captures, and behind an empty row the key to the rest.
fn rows(bytes: &[u8]) -> Result<Rows, serde_json::Error> {
    if bytes.trim_ascii().is_empty() {
        return Ok((Vec::new(), None));
    }
    let rows: Vec<Vec<String>> = serde_json::from_slice(bytes)?;
    let (mut captures, mut key) = (Vec::new(), None);
    for row in rows {
        match row.as_slice() {
            [stamp, original, mime, digest] if mime != "mimetype" => {
                let Some((captured_at, url)) = timestamp(stamp).zip(Url::parse(original).ok()) else { continue };
                if mime.contains("html") || mime == "warc/revisit" {
                    captures.push(Capture { stamp: stamp.clone(), captured_at, url, digest: digest.clone() });
                }
            }
            [only] => key = Some(only.clone()),
            _ => {}
        }
    }
    Ok((captures, key))
}
