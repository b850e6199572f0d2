//! Pages from Common Crawl: its index server tells where a capture lies, and its gzip member is copied out of the file as it came.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc, Weekday};
use serde::Deserialize;
use url::Url;

use super::client::Exchange;
use super::courier::{Failure, Scope};
use super::record::{self, Role};
use super::{Job, timestamp};

/// A line of the index; what is not read here is left out.
#[derive(Debug, Deserialize)]
struct Line {
    url: Url,
    timestamp: String,
    status: String,
    digest: String,
    filename: String,
    offset: String,
    length: String,
    #[serde(default, rename = "mime-detected")]
    mime: String,
}

/// A capture that lies in a file of the archive.
#[derive(Debug)]
struct Place {
    url: Url,
    captured_at: DateTime<Utc>,
    digest: String,
    file: String,
    offset: u64,
    length: u64,
}

#[derive(Debug, Deserialize)]
struct Crawl {
    id: String,
}

#[derive(Debug, Deserialize)]
struct Pages {
    pages: usize,
}

impl Job<'_> {
    /// Fetches what the archive has. False if the run is to be gone on with later.
    pub(super) fn commoncrawl(&mut self) -> Result<bool> {
        let index = Url::parse(&self.config.fetch.commoncrawl_index).context("commoncrawl_index")?;
        let data = Url::parse(&self.config.fetch.commoncrawl_data).context("commoncrawl_data")?;
        self.scope = Scope::archive(&[&index, &data]);
        let outcome = self.crawls(&index, &data)?;
        Ok(match outcome {
            Ok(()) => true,
            Err(failure) => {
                self.problem(&failure.to_string());
                !matches!(failure, Failure::GivenUp(_))
            }
        })
    }

    fn crawls(&mut self, index: &Url, data: &Url) -> Result<Result<(), Failure>> {
        let told = match self.told_at(&index.join("/collinfo.json")?)? {
            Ok(told) => told,
            Err(failure) => return Ok(Err(failure)),
        };
        let crawls: Vec<Crawl> = match serde_json::from_slice(&told) {
            Ok(crawls) => crawls,
            Err(why) => return Ok(Err(Failure::Unreachable(format!("{index}collinfo.json: {why}")))),
        };
        for crawl in self.asked(&crawls) {
            for pattern in &self.seeds.archived {
                if let Err(failure) = self.pattern(&index.join(&format!("/{crawl}-index"))?, data, pattern)? {
                    return Ok(Err(failure));
                }
            }
        }
        Ok(Ok(()))
    }

    /// The crawls of the days that are asked for, else the newest ones.
    fn asked(&self, crawls: &[Crawl]) -> Vec<String> {
        let ids = crawls.iter().map(|crawl| crawl.id.clone());
        if self.request.since.is_none() && self.request.until.is_none() {
            return ids.take(self.config.fetch.crawls).collect();
        }
        ids.filter(|id| {
            week(id).is_some_and(|(first, last)| {
                self.request.since.is_none_or(|since| since <= last) && self.request.until.is_none_or(|until| first <= until)
            })
        })
        .collect()
    }

    /// Fetches the captures of addresses that fit a pattern, one page of the index after the other.
    fn pattern(&mut self, index: &Url, data: &Url, pattern: &str) -> Result<Result<(), Failure>> {
        let query = |more: &[(&str, &str)]| {
            let mut url = index.clone();
            url.query_pairs_mut().append_pair("url", pattern).append_pair("output", "json").extend_pairs(more);
            url
        };
        let count = match self.told_at(&query(&[("showNumPages", "true")]))? {
            Ok(told) => serde_json::from_slice::<Pages>(&told).map_or(0, |pages| pages.pages),
            Err(failure) => return Ok(Err(failure)),
        };
        for page in 0..count {
            let url = query(&[("page", &page.to_string())]);
            let told = match self.told_at(&url)? {
                Ok(told) => told,
                Err(failure) => return Ok(Err(failure)),
            };
            let (places, bad) = lines(&told);
            if bad > 0 {
                self.problem(&format!("{url}: {bad} lines cannot be read"));
            }
            let places = places.into_iter().filter(|place| self.request.spans(Some(place.captured_at.date_naive()))).collect();
            for place in self.due(places, |place| (place.url.as_str(), place.captured_at, &place.digest)) {
                let outcome = self.copy(data, &place)?;
                self.task.step();
                let Err(failure) = outcome else { continue };
                if matches!(failure, Failure::GivenUp(_)) {
                    return Ok(Err(failure));
                }
                self.lost(&failure);
            }
            if self.is_full() {
                break;
            }
        }
        Ok(Ok(()))
    }

    /// Copies one member.
    fn copy(&mut self, data: &Url, place: &Place) -> Result<Result<(), Failure>> {
        let url = data.join(&format!("/{}", place.file))?;
        let range = format!("bytes={}-{}", place.offset, place.offset + place.length - 1);
        let exchange = match self.courier.get(&self.scope, &url, &[("Range", range.clone())]) {
            Ok(exchange) => exchange,
            Err(failure) => return Ok(Err(failure)),
        };
        match checked(&exchange, place) {
            Ok(()) => {
                let ahead = record::copied(place.url.as_str(), &exchange, &range)?;
                self.archive.append(&[ahead, exchange.body])?;
                self.tally.new += 1;
            }
            Err(why) => self.fail(&format!("{url} {range}: {why}")),
        }
        Ok(Ok(()))
    }

    fn told_at(&self, url: &Url) -> Result<Result<Vec<u8>, Failure>> {
        self.journal.told(url.as_str(), || self.told_by(url))
    }
}

/// Whether an answer is the member that was asked for: the part, whole, and in it the capture of that address with that digest.
fn checked(exchange: &Exchange, place: &Place) -> Result<(), String> {
    if exchange.status != 206 {
        return Err(format!("answers {}, expected 206", exchange.status));
    }
    if exchange.cut.is_some() || exchange.body.len() as u64 != place.length {
        return Err(format!("found {} bytes, expected {}", exchange.body.len(), place.length));
    }
    let unpacked = super::archive::unpack(&exchange.body).map_err(|error| error.to_string())?;
    let Role::Capture(entry) = record::read(unpacked).map_err(|error| error.to_string())? else {
        return Err("the record is no capture".to_owned());
    };
    let digest = entry.digest.as_deref().map(|digest| digest.trim_start_matches("sha1:"));
    if entry.url != place.url.as_str() || digest.is_some_and(|digest| digest != place.digest) {
        return Err(format!("found the capture {:?} of {}, expected {:?} of {}", digest, entry.url, place.digest, place.url));
    }
    Ok(())
}

/// The pages that a page of the index names, and how many of its lines cannot be read.
fn lines(bytes: &[u8]) -> (Vec<Place>, usize) {
    let (mut places, mut bad) = (Vec::new(), 0);
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
        let Some((line, place)) = serde_json::from_slice::<Line>(line).ok().and_then(|line| place(&line).map(|place| (line, place))) else {
            bad += 1;
            continue;
        };
        if line.status == "200" && (line.mime.contains("html") || line.mime.is_empty()) {
            places.push(place);
        }
    }
    (places, bad)
}

fn place(line: &Line) -> Option<Place> {
    Some(Place {
        url: line.url.clone(),
        captured_at: timestamp(&line.timestamp)?,
        digest: line.digest.clone(),
        file: line.filename.clone(),
        offset: line.offset.parse().ok()?,
        length: line.length.parse().ok().filter(|length| *length > 0)?,
    })
}

/// The days that a crawl may have lasted, by its name: `CC-MAIN-<year>-<week>` names the week in which it ended or began.
fn week(id: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (year, week) = id.strip_prefix("CC-MAIN-")?.split_once('-')?;
    let monday = NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, Weekday::Mon)?;
    Some((monday - TimeDelta::days(21), monday.checked_add_days(Days::new(21))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_pages_are_places_and_the_rest_is_counted() {
        let line = |status: &str, mime: &str, offset: &str| {
            format!(
                r#"{{"urlkey":"a","timestamp":"20240229120000","url":"https://a.example/1","mime":"x","mime-detected":"{mime}","status":"{status}","digest":"AB","length":"10","offset":"{offset}","filename":"a.warc.gz"}}"#
            )
        };
        let text = [
            line("200", "text/html", "5"),
            line("404", "text/html", "5"),
            line("200", "application/pdf", "5"),
            line("200", "text/html", "x"),
            "{".into(),
        ];
        let (places, bad) = lines(text.join("\n").as_bytes());
        assert_eq!((places.len(), places[0].offset, bad), (1, 5, 2));
    }

    #[test]
    fn a_crawl_is_of_its_weeks() {
        let (first, last) = week("CC-MAIN-2024-10").unwrap();
        assert!(first < NaiveDate::from_ymd_opt(2024, 2, 20).unwrap() && last > NaiveDate::from_ymd_opt(2024, 3, 5).unwrap());
        assert_eq!(week("CC-MAIN-2012"), None);
    }
}
