//! `drawdown fetch`: brings pages of the sources as WARC files, from their publishers or from the public archives.
//!
//! One thread for each source; a host is asked by one at a time, whoever wants it ([`courier`]). A page is written before the next is
//! asked for ([`archive`]), so a run may be killed at any instant and goes on where it was ([`journal`]).

pub mod archive;
mod archived;
pub mod client;
pub mod commoncrawl;
pub mod courier;
pub mod discover;
pub mod index;
pub mod journal;
pub mod live;
pub mod private;
pub mod record;
pub mod recover;
pub mod settings;
pub mod wayback;

use std::fmt;
use std::thread;

use anyhow::{Context as _, Result};
use chrono::{DateTime, NaiveDate, Utc};
use ureq::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use url::Url;

use self::archive::Archive;
use self::client::Exchange;
use self::courier::{Courier, Failure, Scope};
use self::journal::Journal;
pub use self::settings::Settings;
use super::config::{Config, ConfigError};
use super::http;
use super::progress::{Reporter, Task};
use super::raw::Body;
use crate::reject::Reject;
use crate::sources::Site;
use crate::sources::seeds::Seeds;

/// Lines about single pages that a person is shown for a source; the rest is counted.
const SHOWN: usize = 10;

/// Who is asked for the pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum From {
    /// The publisher
    #[default]
    Live,
    /// The index and the files of Common Crawl
    Commoncrawl,
    /// The Wayback Machine
    Wayback,
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The sources, by name; all that have seeds if there are none.
    pub sources: Vec<String>,
    /// The first day: of publication, or of the capture where an archive is asked.
    pub since: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// Pages of one source, at most.
    pub limit: Option<usize>,
    /// Who is asked.
    pub from: From,
}

impl Request {
    /// Whether a day is asked for; a page of no known day is.
    #[must_use]
    pub fn spans(&self, day: Option<NaiveDate>) -> bool {
        day.is_none_or(|day| self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until))
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.since.is_none() && self.until.is_none() && self.limit.is_none()
    }
}

/// What became of the pages of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The source.
    pub source: String,
    /// Pages that were not here before.
    pub new: usize,
    /// Pages that are not as they were.
    pub changed: usize,
    /// Pages that are as they were.
    pub unchanged: usize,
    /// Pages that are gone: 404 or 410.
    pub gone: usize,
    /// Pages that could not be had: refused, cut short, an error.
    pub failed: usize,
    /// Why not all that was asked for could be had, one line each.
    pub problems: Vec<String>,
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts =
            [(self.new, "new"), (self.changed, "changed"), (self.unchanged, "unchanged"), (self.gone, "gone"), (self.failed, "failed")];
        let said: Vec<_> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        let said = if said.is_empty() { "nothing to fetch".to_owned() } else { said.join(", ") };
        write!(formatter, "{:<12} {said}", self.source)?;
        self.problems.iter().try_for_each(|problem| write!(formatter, "\n{:<12} incomplete: {problem}", ""))
    }
}

/// The work on one source.
pub struct Job<'a> {
    config: &'a Config,
    request: &'a Request,
    courier: &'a Courier,
    task: &'a Task<'a>,
    site: &'a Site,
    seeds: &'a Seeds,
    scope: Scope,
    journal: Journal,
    archive: Archive,
    tally: Tally,
    shown: usize,
    /// Captures of an archive that were taken, as far as a limit counts them.
    taken: usize,
}

/// Fetches. An error is one of the configuration or the disk; what servers do is in the tallies, one for each source.
pub fn run(config: &Config, request: &Request, reporter: &Reporter) -> Result<Vec<Tally>> {
    let sites = sites(config, request)?;
    let run_file = config.pipelines.join("run.toml");
    if config.fetch.contact.trim().is_empty() {
        let key = "fetch.contact: expected an address or mailbox under which publishers reach you, such as \"https://example.org/contact\"";
        return Err(ConfigError::of_file(&run_file, key).into());
    }
    let courier = Courier::new(&config.fetch);
    let task = reporter.open_task("fetch", "pages");
    thread::scope(|scope| {
        let work = |(site, seeds)| {
            let (courier, task) = (&courier, &task);
            scope.spawn(move || Job::open(config, request, courier, task, site, seeds)?.work())
        };
        let threads: Vec<_> = sites.into_iter().map(work).collect();
        let join =
            |thread: thread::ScopedJoinHandle<'_, Result<Tally>>| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // All come to their end before an error of one is told.
        let done: Vec<_> = threads.into_iter().map(join).collect();
        done.into_iter().collect()
    })
}

/// The sources that are asked for, with their seeds.
fn sites<'a>(config: &'a Config, request: &Request) -> Result<Vec<(&'a Site, &'a Seeds)>, ConfigError> {
    let folder = config.pipelines.join("sources");
    let has_seeds = |seeds: &Seeds| if request.from == From::Live { seeds.is_live() } else { !seeds.archived.is_empty() };
    let known: Vec<_> = config.sites.all().filter_map(|site| Some((site, site.fetch.as_ref().filter(|seeds| has_seeds(seeds))?))).collect();
    let names = || known.iter().map(|(site, _)| site.name.as_str()).collect::<Vec<_>>().join(", ");
    if known.is_empty() {
        return Err(ConfigError::of_file(&folder, "fetch: no source has seeds for this; see CONTRIBUTING.md, \"Add a source\""));
    }
    if let Some(unknown) = request.sources.iter().find(|name| !known.iter().any(|(site, _)| site.name == **name)) {
        return Err(ConfigError::of_file(&folder, format!("--source {unknown}: expected one with seeds for this: {}", names())));
    }
    Ok(known.into_iter().filter(|(site, _)| request.sources.is_empty() || request.sources.contains(&site.name)).collect())
}

impl<'a> Job<'a> {
    fn open(
        config: &'a Config,
        request: &'a Request,
        courier: &'a Courier,
        task: &'a Task<'a>,
        site: &'a Site,
        seeds: &'a Seeds,
    ) -> Result<Self> {
        let asked = format!("{:?} {:?} {:?} {:?} {seeds:?}", request.from, request.since, request.until, request.limit);
        // The journal first: it keeps a second run away from the archive.
        let journal = Journal::open(&config.data, &site.name, &crate::capture::sha256_hex(asked.as_bytes()))?;
        let archive = Archive::open(&config.data.join("raw").join(&site.name), &site.name, &config.fetch)?;
        let tally = Tally { source: site.name.clone(), ..Tally::default() };
        Ok(Self {
            config,
            request,
            courier,
            task,
            site,
            seeds,
            scope: Scope::site(&site.hosts),
            journal,
            archive,
            tally,
            shown: 0,
            taken: 0,
        })
    }

    fn work(mut self) -> Result<Tally> {
        let is_over = match self.request.from {
            From::Live => self.live(),
            From::Commoncrawl => self.commoncrawl(),
            From::Wayback => self.wayback(),
        }
        .with_context(|| format!("fetch {}", self.site.name))?;
        self.archive.close()?;
        if self.shown > SHOWN {
            self.task.warn(&format!("{}: {} more pages failed", self.site.name, self.shown - SHOWN));
        }
        if is_over {
            self.journal.finish()?;
        }
        Ok(self.tally)
    }

    /// Whether an address is that of a page which the source is asked for.
    fn is_wanted(&self, url: &Url) -> bool {
        let is_of_site = || self.config.sites.of(url.as_str()).is_some_and(|site| site.name == self.site.name);
        is_of_site() && self.config.sites.kind(url.as_str()).is_some_and(|kind| self.seeds.takes(kind))
    }

    /// Whether a page was here before the run started.
    fn was_known(&self, url: &Url) -> bool {
        self.archive.index().of(url.as_str()).first().is_some_and(|entry| entry.fetched_at < self.journal.started_at())
    }

    /// Notes that a page could not be had.
    fn fail(&mut self, why: &str) {
        self.tally.failed += 1;
        self.shown += 1;
        if self.shown <= SHOWN {
            self.task.warn(&format!("{}: {why}", self.site.name));
        }
    }

    /// Notes why not all can be had; true if that ends the work on the source.
    fn lost(&mut self, failure: &Failure) -> bool {
        match failure {
            Failure::Refused(why) => self.fail(why),
            Failure::Unreachable(why) => {
                self.fail(why);
                self.problem("some pages gave no answer; run again for them");
            }
            Failure::GivenUp(why) => self.problem(why),
        }
        matches!(failure, Failure::GivenUp(_))
    }

    fn problem(&mut self, line: &str) {
        if !self.tally.problems.iter().any(|known| known == line) {
            self.tally.problems.push(line.to_owned());
        }
    }

    /// Stores an exchange.
    fn store(&mut self, exchange: &Exchange, stored: &record::Stored<'_>) -> Result<()> {
        self.archive.append(&record::exchange(exchange, stored)?)
    }
}

/// The body of an answer, unpacked.
pub fn body(exchange: &Exchange) -> Result<Vec<u8>, Reject> {
    let header = |name| exchange.header(name).map(str::to_owned);
    http::decode(Body {
        status: Some(exchange.status),
        content_type: header(CONTENT_TYPE),
        transfer_encoding: None,
        content_encoding: header(CONTENT_ENCODING),
        bytes: exchange.body.clone(),
    })
}

/// The instant that archives write as `20240229120000`.
#[must_use]
pub fn timestamp(text: &str) -> Option<DateTime<Utc>> {
    chrono::NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").ok().map(|instant| instant.and_utc())
}
