//! Which pages a site says it has: by its feeds, its listings and its sitemaps.

mod feed;
mod listing;
mod sitemap;

use std::collections::{BTreeSet, VecDeque};

use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use url::Url;

use super::Job;
use super::courier::{self, Failure};
use crate::html::day;
use crate::sources::seeds::Listing;

/// Sitemaps that one seed may lead to, at most.
const MOST_SITEMAPS: usize = 5_000;

/// A page that a site speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its address.
    pub url: Url,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// When it was changed last.
    pub changed: Option<DateTime<Utc>>,
}

impl Found {
    /// The day that tells whether it is asked for: it was not published after it was changed.
    fn day(&self) -> Option<NaiveDate> {
        self.published.or_else(|| day::of_path(self.url.path())).or_else(|| Some(self.changed?.date_naive()))
    }
}

/// What a site says it has.
#[derive(Debug, Default)]
pub struct Discovery {
    /// Its pages, each once, in the order in which they were found.
    pub pages: Vec<Found>,
    /// Seeds that could not be read, one line each.
    pub problems: Vec<String>,
    articles: BTreeSet<String>,
}

/// Asks all seeds of a site.
pub fn discover(job: &Job<'_>) -> Result<Discovery> {
    let mut discovery = Discovery::default();
    for feed in &job.seeds.feeds {
        if let Some((url, bytes)) = discovery.ask(job, feed)? {
            match feed::read(&bytes, &url) {
                Ok(found) => discovery.add(job, found),
                Err(why) => discovery.problem(format!("{feed}: no feed: {why}")),
            }
        }
    }
    for listing in &job.seeds.listings {
        discovery.listing(job, listing)?;
    }
    for sitemap in &job.seeds.sitemaps {
        discovery.sitemaps(job, sitemap)?;
    }
    Ok(discovery)
}

impl Discovery {
    /// Walks the pages of a listing, until one has nothing more that is asked for.
    fn listing(&mut self, job: &Job<'_>, listing: &Listing) -> Result<()> {
        let mut before = BTreeSet::new();
        for (number, page) in listing.pages().enumerate() {
            let Some((url, bytes)) = self.ask_page(job, &page, number > 0)? else { break };
            let found = match listing::read(&bytes, &url, listing.item.as_deref()) {
                Ok(found) => found,
                Err(why) => {
                    self.problem(format!("{page}: {why}"));
                    break;
                }
            };
            let found: Vec<_> = found.into_iter().filter(|found| job.is_wanted(&found.url)).collect();
            let is_old = |found: &Found| found.day().zip(job.request.since).is_some_and(|(day, since)| day < since);
            // The end, or a site that repeats its last page for ever.
            let is_end = !found.iter().any(|found| before.insert(found.url.clone()));
            let is_known = job.journal.was_complete() && found.iter().all(|found| job.was_known(&found.url));
            let is_past = found.iter().all(is_old);
            self.add(job, found);
            if is_end || is_known || is_past {
                break;
            }
        }
        Ok(())
    }

    fn sitemaps(&mut self, job: &Job<'_>, seed: &str) -> Result<()> {
        let mut queue = VecDeque::from([seed.to_owned()]);
        let mut seen = BTreeSet::new();
        while let Some(next) = queue.pop_front() {
            if seen.len() >= MOST_SITEMAPS || !seen.insert(next.clone()) {
                continue;
            }
            let Some((_, bytes)) = self.ask(job, &next)? else { continue };
            match sitemap::read(&bytes) {
                Ok((found, more)) => {
                    self.add(job, found);
                    let is_old =
                        |changed: Option<DateTime<Utc>>| changed.zip(job.request.since).is_some_and(|(at, day)| at.date_naive() < day);
                    queue.extend(more.into_iter().filter(|(_, changed)| !is_old(*changed)).map(|(url, _)| url.to_string()));
                }
                Err(why) => self.problem(format!("{next}: no sitemap: {why}")),
            }
        }
        Ok(())
    }

    /// Adds the pages that are asked for.
    fn add(&mut self, job: &Job<'_>, found: Vec<Found>) {
        for mut found in found {
            found.url.set_fragment(None);
            if job.is_wanted(&found.url)
                && job.request.spans(found.day())
                && self.articles.insert(job.config.sites.article_id(found.url.as_str()))
            {
                self.pages.push(found);
            }
        }
    }

    fn problem(&mut self, line: String) {
        if !self.problems.contains(&line) {
            self.problems.push(line);
        }
    }

    fn ask(&mut self, job: &Job<'_>, seed: &str) -> Result<Option<(Url, Vec<u8>)>> {
        self.ask_page(job, seed, false)
    }

    /// The body of a seed. `may_end`: that it is not there is no problem.
    fn ask_page(&mut self, job: &Job<'_>, seed: &str, may_end: bool) -> Result<Option<(Url, Vec<u8>)>> {
        let Ok(url) = Url::parse(seed) else {
            self.problem(format!("{seed}: no address"));
            return Ok(None);
        };
        let mut is_end = false;
        let told = job.journal.told(seed, || {
            let exchange = job.courier.follow(&job.scope, &url)?;
            is_end = may_end && matches!(exchange.status, 404 | 410);
            match (exchange.status, exchange.cut) {
                (200..300, None) => super::body(&exchange).map_err(|reject| Failure::Unreachable(format!("{seed}: {reject}"))),
                (status, _) if courier::is_wall(status) => Err(Failure::GivenUp(courier::wall(&url, status))),
                (status, None) => Err(Failure::Unreachable(format!("{seed}: answers {status}"))),
                (_, Some(cut)) => Err(Failure::Unreachable(format!("{seed}: cut short: {}", cut.as_str()))),
            }
        })?;
        match told {
            Ok(bytes) => return Ok(Some((url, bytes))),
            Err(_) if is_end => {}
            Err(why) => self.problem(why.to_string()),
        }
        Ok(None)
    }
}
