//! Goes to servers as a guest should: one request at a time for each host, a pause between two, `robots.txt` obeyed, `Retry-After`
//! honoured, failures repeated ever later, and a host left alone that does not answer or does not want to.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use backon::{BackoffBuilder as _, ExponentialBuilder};
use chrono::{DateTime, Utc};
use robotxt::{Robots, robots_url};
use ureq::http::header::RETRY_AFTER;
use url::Url;

use super::Settings;
use super::client::{Client, Cut, Exchange, NoAnswer};
use super::settings::AGENT;
use crate::sources::address;

/// So many pages in a row without an answer, or behind a wall, and the host is left alone.
const PATIENCE: usize = 3;

/// Why an address was not fetched.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// It must not be asked for.
    #[error("{0}")]
    Refused(String),
    /// It gave no answer, however often it was asked.
    #[error("{0}")]
    Unreachable(String),
    /// Its host is left alone for the rest of the run.
    #[error("{0}")]
    GivenUp(String),
}

/// Which addresses may be asked.
#[derive(Debug, Clone)]
pub struct Scope {
    hosts: BTreeSet<String>,
    is_site: bool,
}

impl Scope {
    /// The hosts of a site, with or without `www.`; their `robots.txt` is obeyed.
    #[must_use]
    pub fn site(hosts: &[String]) -> Self {
        Self { hosts: hosts.iter().map(|host| address::host(host)).collect(), is_site: true }
    }

    /// An archive: an interface made for programs, which `robots.txt` does not speak of.
    #[must_use]
    pub fn archive(endpoints: &[&Url]) -> Self {
        Self { hosts: endpoints.iter().filter_map(|url| url.host_str()).map(address::host).collect(), is_site: false }
    }

    fn check(&self, url: &Url) -> Result<(), Failure> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Failure::Refused(format!("{url}: neither http nor https")));
        }
        if !url.host_str().is_some_and(|host| self.hosts.contains(&address::host(host))) {
            return Err(Failure::Refused(format!("{url}: a host that the source does not list")));
        }
        Ok(())
    }
}

/// What is known of a host.
#[derive(Debug, Default)]
struct Host {
    free_at: Option<Instant>,
    pause: Duration,
    robots: Option<Robots>,
    unanswered: usize,
    walls: usize,
    given_up: Option<String>,
}

impl Host {
    fn give_up(&mut self, why: String) -> Failure {
        Failure::GivenUp(self.given_up.insert(why).clone())
    }

    fn unanswered(&mut self, url: &Url, why: &str) -> Failure {
        self.unanswered += 1;
        let why = format!("{}: no answer: {why}", url.authority());
        if self.unanswered >= PATIENCE { self.give_up(why) } else { Failure::Unreachable(why) }
    }
}

/// Asks hosts, for all sources of a run.
#[derive(Debug)]
pub struct Courier {
    client: Client,
    settings: Settings,
    hosts: Mutex<HashMap<String, Arc<Mutex<Host>>>>,
}

impl Courier {
    /// A courier that has not asked anybody.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self { client: Client::new(settings), settings: settings.clone(), hosts: Mutex::default() }
    }

    /// Asks for an address. A redirect is an answer; so are an error status and a body that stays cut however often it is asked for.
    pub fn get(&self, scope: &Scope, url: &Url, headers: &[(&'static str, String)]) -> Result<Exchange, Failure> {
        scope.check(url)?;
        let host = self.host(url);
        let mut host = lock(&host);
        if let Some(why) = &host.given_up {
            return Err(Failure::GivenUp(why.clone()));
        }
        if scope.is_site {
            if host.robots.is_none() {
                let robots = self.robots(&mut host, scope, url)?;
                host.pause = host.pause.max(robots.crawl_delay().unwrap_or_default().min(self.settings.longest_wait()));
                host.robots = Some(robots);
            }
            if !host.robots.as_ref().is_none_or(|robots| robots.is_url_allowed(url)) {
                return Err(Failure::Refused(format!("{url}: robots.txt disallows it")));
            }
        }
        self.ask(&mut host, url, headers)
    }

    /// As [`Courier::get`], and on through redirects to the last answer.
    pub fn follow(&self, scope: &Scope, url: &Url) -> Result<Exchange, Failure> {
        let mut trail = Trail::new(self.settings.redirects);
        let mut next = url.clone();
        loop {
            trail.step(&next)?;
            let exchange = self.get(scope, &next, &[])?;
            match exchange.location() {
                Some(location) => next = location,
                None => return Ok(exchange),
            }
        }
    }

    /// A way through redirects, of as many steps as the settings allow.
    #[must_use]
    pub fn trail(&self) -> Trail {
        Trail::new(self.settings.redirects)
    }

    fn host(&self, url: &Url) -> Arc<Mutex<Host>> {
        let pause = self.settings.pause();
        let new = || Arc::new(Mutex::new(Host { pause, ..Host::default() }));
        lock(&self.hosts).entry(url.authority().to_ascii_lowercase()).or_insert_with(new).clone()
    }

    /// What the host allows (RFC 9309): all where it has no rules, nothing where they cannot be read.
    fn robots(&self, host: &mut Host, scope: &Scope, url: &Url) -> Result<Robots, Failure> {
        let start = robots_url(url).map_err(|error| Failure::Refused(format!("{url}: {error}")))?;
        let mut trail = self.trail();
        let mut next = start.clone();
        loop {
            let is_lost = trail.step(&next).is_err() || scope.check(&next).is_err();
            if is_lost {
                return Ok(Robots::allow_all());
            }
            let exchange = match self.ask(host, &next, &[]) {
                Ok(exchange) => exchange,
                Err(Failure::Unreachable(why)) => return Err(host.give_up(why)),
                Err(failure) => return Err(failure),
            };
            match exchange.status {
                200..300 => return Ok(Robots::parse(&super::body(&exchange).unwrap_or_default(), AGENT)),
                400..500 => return Ok(Robots::allow_all()),
                _ => {}
            }
            let Some(location) = exchange.location() else {
                let why = format!("{start} answers {}; nothing may be fetched until it can be read", exchange.status);
                return Err(host.give_up(why));
            };
            next = location;
        }
    }

    fn ask(&self, host: &mut Host, url: &Url, headers: &[(&'static str, String)]) -> Result<Exchange, Failure> {
        let settings = &self.settings;
        let delays = ExponentialBuilder::new()
            .with_min_delay(Duration::from_secs_f64(settings.retry_seconds))
            .with_max_delay(settings.longest_wait())
            .with_max_times(settings.retries)
            .with_jitter();
        let mut delays = delays.build();
        loop {
            if let Some(free_at) = host.free_at {
                thread::sleep(free_at.saturating_duration_since(Instant::now()));
            }
            let answer = self.client.ask(url, headers);
            host.free_at = Some(Instant::now() + host.pause);
            match answer {
                Ok(exchange) if may_pass(&exchange) => {
                    let asked = retry_after(&exchange, Utc::now());
                    if asked.is_some_and(|asked| asked > settings.longest_wait()) {
                        let seconds = asked.unwrap_or_default().as_secs();
                        return Err(host.give_up(format!("{} asks to wait {seconds} s; run again then", url.authority())));
                    }
                    match delays.next() {
                        Some(delay) => thread::sleep(delay.max(asked.unwrap_or_default())),
                        None if exchange.status == 429 => {
                            return Err(
                                host.give_up(format!("{} answers 429 however slowly it is asked; run again later", url.authority()))
                            );
                        }
                        None => return Ok(exchange),
                    }
                }
                Ok(exchange) => {
                    host.unanswered = 0;
                    host.walls = if is_wall(exchange.status) { host.walls + 1 } else { 0 };
                    if host.walls >= PATIENCE {
                        host.given_up = Some(wall(url, exchange.status));
                    }
                    return Ok(exchange);
                }
                Err(NoAnswer::Forbidden(why)) => return Err(Failure::Refused(format!("{url}: {why}"))),
                Err(NoAnswer::Network(why)) => {
                    let Some(delay) = delays.next() else { return Err(host.unanswered(url, &why)) };
                    thread::sleep(delay);
                }
            }
        }
    }
}

/// Whether a status is that of a publisher's wall.
#[must_use]
pub const fn is_wall(status: u16) -> bool {
    matches!(status, 401 | 403)
}

/// What a person should know of a wall, in one line.
#[must_use]
pub fn wall(url: &Url, status: u16) -> String {
    format!("{} answers {status}: it does not let this program in; try --from wayback or --from commoncrawl", url.authority())
}

/// A failure that another try may not meet. What took all the time that there is would take it again.
fn may_pass(exchange: &Exchange) -> bool {
    matches!(exchange.status, 429 | 500 | 502 | 503 | 504) || exchange.cut == Some(Cut::Disconnect)
}

/// How long the server asks to be left alone: seconds, or a date.
fn retry_after(exchange: &Exchange, now: DateTime<Utc>) -> Option<Duration> {
    let text = exchange.header(RETRY_AFTER)?;
    let seconds = text.parse().ok().map(Duration::from_secs);
    seconds.or_else(|| DateTime::parse_from_rfc2822(text).ok().map(|then| (then.to_utc() - now).to_std().unwrap_or_default()))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The addresses of a chain of redirects.
#[derive(Debug)]
pub struct Trail {
    seen: Vec<Url>,
    most: usize,
}

impl Trail {
    const fn new(most: usize) -> Self {
        Self { seen: Vec::new(), most }
    }

    /// Goes on to an address, unless the way leads in a circle or is too long.
    pub fn step(&mut self, url: &Url) -> Result<(), Failure> {
        let first = self.seen.first().unwrap_or(url);
        if self.seen.contains(url) {
            return Err(Failure::Refused(format!("{first}: redirects in a circle, by {url}")));
        }
        if self.seen.len() > self.most {
            return Err(Failure::Refused(format!("{first}: more than {} redirects", self.most)));
        }
        self.seen.push(url.clone());
        Ok(())
    }
}
