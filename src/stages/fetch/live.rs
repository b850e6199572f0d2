//! Pages from their publisher: those that the seeds lead to, and for some days those that were fetched before.

use anyhow::Result;
use chrono::TimeDelta;
use url::Url;

use super::courier::Failure;
use super::discover::{self, Found};
use super::index::Entry;
use super::record::{self, Stored};
use super::{Job, client::Exchange};

impl Job<'_> {
    /// Fetches what the site has. False if the run is to be gone on with later.
    pub(super) fn live(&mut self) -> Result<bool> {
        let discovery = discover::discover(self)?;
        for problem in &discovery.problems {
            self.problem(problem);
        }
        let pages = self.plan(discovery.pages);
        self.task.expect(pages.len());
        let mut is_over = true;
        for page in &pages {
            if let Err(failure) = self.visit(page)? {
                is_over &= !self.lost(&failure);
            }
            self.task.step();
        }
        if self.tally.problems.is_empty() && self.request.is_whole() {
            self.journal.complete()?;
        }
        Ok(is_over)
    }

    /// The pages to ask for: new ones first, then those that may have changed.
    fn plan(&self, found: Vec<Found>) -> Vec<Url> {
        let started_at = self.journal.started_at();
        let recent = started_at - TimeDelta::days(self.config.fetch.recheck_days);
        let known = |url: &str| self.archive.index().of(url).iter().filter(|entry| entry.fetched_at < started_at).collect::<Vec<_>>();
        let is_due = |entries: &[&Entry]| {
            let is_gone = entries.last().is_some_and(|entry| matches!(entry.status, Some(404 | 410)));
            !is_gone && entries.first().is_some_and(|entry| entry.source.is_none() && entry.captured_at >= recent)
        };
        let (mut pages, mut again) = (Vec::new(), Vec::new());
        for Found { url, changed, .. } in found {
            let entries = known(url.as_str());
            match entries.last() {
                None => pages.push(url),
                Some(last) if is_due(&entries) || changed.is_some_and(|changed| changed > last.captured_at) => again.push(url),
                Some(_) => {}
            }
        }
        let mut unlisted: Vec<_> = self.archive.index().pages().filter(|(url, _)| is_due(&known(url))).map(|(url, _)| url).collect();
        unlisted.sort_unstable();
        let unlisted =
            unlisted.into_iter().filter_map(|url| Url::parse(url).ok()).filter(|url| self.is_wanted(url) && !again.contains(url));
        again.extend(unlisted.collect::<Vec<_>>());
        pages.extend(again);
        pages.truncate(self.request.limit.unwrap_or(usize::MAX));
        pages
    }

    /// Fetches a page, on through redirects. What this run has fetched before it was killed is not asked for again.
    fn visit(&mut self, page: &Url) -> Result<Result<(), Failure>> {
        let mut trail = self.courier.trail();
        let mut url = page.clone();
        loop {
            if let Err(failure) = trail.step(&url) {
                return Ok(Err(failure));
            }
            if let Some(entry) = self.archive.index().since(url.as_str(), self.journal.started_at()) {
                let Some(next) = entry.location.as_ref().and_then(|location| url.join(location).ok()) else { return Ok(Ok(())) };
                url = next;
                continue;
            }
            let earlier = self.archive.index().latest_page(url.as_str()).cloned();
            let is_known = self.was_known(&url);
            let exchange = match self.courier.get(&self.scope, &url, &self.conditions(&url)) {
                Ok(exchange) => exchange,
                Err(failure) => return Ok(Err(failure)),
            };
            let unchanged = earlier.as_ref().filter(|earlier| is_unchanged(&exchange, earlier));
            self.store(&exchange, &Stored { unchanged, ..Stored::default() })?;
            let Some(next) = exchange.location() else {
                self.count(&exchange, is_known, unchanged.is_some());
                return Ok(Ok(()));
            };
            url = next;
        }
    }

    /// What asks the server to send the page only if it has changed.
    fn conditions(&self, url: &Url) -> Vec<(&'static str, String)> {
        let entries = self.archive.index().of(url.as_str());
        let Some(latest) = self.archive.index().latest_page(url.as_str()) else { return Vec::new() };
        // An answer "not modified" may leave out what the page was sent with.
        let same = entries.iter().rev().filter(|entry| entry.digest == latest.digest && entry.is_page());
        let etag = same.clone().find_map(|entry| entry.etag.clone()).map(|etag| ("If-None-Match", etag));
        let modified = same.clone().find_map(|entry| entry.last_modified.clone()).map(|date| ("If-Modified-Since", date));
        etag.into_iter().chain(modified).collect()
    }

    fn count(&mut self, exchange: &Exchange, is_known: bool, is_unchanged: bool) {
        match exchange.status {
            _ if exchange.cut.is_some() => {
                let cut = exchange.cut.map_or("", super::client::Cut::as_str);
                self.fail(&format!("{}: cut short ({cut}) after {} bytes", exchange.url, exchange.body.len()));
            }
            _ if is_unchanged => self.tally.unchanged += 1,
            200..300 if is_known => self.tally.changed += 1,
            200..300 => self.tally.new += 1,
            404 | 410 => self.tally.gone += 1,
            status => self.fail(&format!("{}: answers {status}", exchange.url)),
        }
    }
}

fn is_unchanged(exchange: &Exchange, earlier: &Entry) -> bool {
    let is_same = || earlier.digest.as_deref() == Some(record::digest(&exchange.body).as_str());
    exchange.cut.is_none() && (exchange.status == 304 || exchange.status == 200 && is_same())
}
