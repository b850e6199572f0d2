//! The table `[fetch]` of `run.toml`: who asks, how often, how much at most, and where the archives are.

use std::net::IpAddr;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

/// How pages are fetched. What `run.toml` leaves out is as in [`Settings::default`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// An address or mailbox under which a publisher can reach who runs this; part of the user agent.
    pub contact: String,
    /// Between two requests to one host.
    pub pause_seconds: f64,
    /// How often a request is repeated that failed for a reason that may pass.
    pub retries: usize,
    /// Before the first repetition; doubled for each further one, with jitter.
    pub retry_seconds: f64,
    /// What a server may ask for with `Retry-After`, at most; one that asks for more is left alone.
    pub longest_wait_seconds: f64,
    /// For one request, from the look-up of the name to the last byte.
    pub request_seconds: f64,
    /// Redirects on the way to a page, at most.
    pub redirects: usize,
    /// Bytes of one body, as sent and unpacked, at most.
    pub body_bytes: u64,
    /// Bytes of a WARC file, about: a page that comes after opens the next file.
    pub warc_bytes: u64,
    /// For so many days after its first capture a page is asked for again by each run, to see silent edits.
    pub recheck_days: i64,
    /// Private or loopback addresses that may be asked all the same.
    pub private_addresses: Vec<IpAddr>,
    /// The index server of Common Crawl.
    pub commoncrawl_index: String,
    /// Where the files of Common Crawl lie.
    pub commoncrawl_data: String,
    /// How many crawls are asked, the newest first, where neither `--since` nor `--until` says which.
    pub crawls: usize,
    /// The Wayback Machine.
    pub wayback: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            contact: String::new(),
            pause_seconds: 2.0,
            retries: 4,
            retry_seconds: 2.0,
            longest_wait_seconds: 120.0,
            request_seconds: 60.0,
            redirects: 5,
            body_bytes: 32 << 20,
            warc_bytes: 256 << 20,
            recheck_days: 7,
            private_addresses: Vec::new(),
            commoncrawl_index: "https://index.commoncrawl.org".to_owned(),
            commoncrawl_data: "https://data.commoncrawl.org".to_owned(),
            crawls: 1,
            wayback: "https://web.archive.org".to_owned(),
        }
    }
}

impl Settings {
    /// What is wrong, first of all: the key and what was found and expected. A missing contact is wrong only when something is fetched.
    pub fn check(&self) -> Result<(), (&'static str, String)> {
        let seconds = [
            ("pause_seconds", self.pause_seconds, 0.0),
            ("retry_seconds", self.retry_seconds, 0.0),
            ("longest_wait_seconds", self.longest_wait_seconds, 0.0),
            ("request_seconds", self.request_seconds, 0.1),
        ];
        for (key, value, least) in seconds {
            if !(least..=86_400.0).contains(&value) {
                return Err((key, format!("found {value}, expected seconds between {least} and 86400")));
            }
        }
        let sizes = [("body_bytes", self.body_bytes), ("warc_bytes", self.warc_bytes)];
        if let Some((key, value)) = sizes.into_iter().find(|(_, value)| *value < 1024) {
            return Err((key, format!("found {value}, expected 1024 bytes or more")));
        }
        if self.recheck_days < 0 {
            return Err(("recheck_days", format!("found {}, expected 0 or more", self.recheck_days)));
        }
        for (key, value) in
            [("commoncrawl_index", &self.commoncrawl_index), ("commoncrawl_data", &self.commoncrawl_data), ("wayback", &self.wayback)]
        {
            if !Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) {
                return Err((key, format!("found {value:?}, expected an address that starts with https:// or http://")));
            }
        }
        if self.contact.chars().any(char::is_control) {
            return Err(("contact", "expected one line".to_owned()));
        }
        Ok(())
    }

    /// What the program calls itself: its name, its version and the contact.
    #[must_use]
    pub fn user_agent(&self) -> String {
        format!("{AGENT}/{} (+{})", env!("CARGO_PKG_VERSION"), self.contact.trim())
    }

    /// Between two requests to one host.
    #[must_use]
    pub fn pause(&self) -> Duration {
        Duration::from_secs_f64(self.pause_seconds)
    }

    /// The longest wait a server may ask for.
    #[must_use]
    pub fn longest_wait(&self) -> Duration {
        Duration::from_secs_f64(self.longest_wait_seconds)
    }
}

/// The name that `robots.txt` files know the program by.
pub const AGENT: &str = "drawdown";
