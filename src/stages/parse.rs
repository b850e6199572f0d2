//! Raw captures become the parsed tables, shard by shard.
//!
//! Pages are read on all threads a batch at a time and written in parts, so memory depends on the size of a batch and a part, not on
//! the number of pages. A shard that has not changed is skipped; see [`super::marker`].

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use rayon::prelude::*;

use super::config::{Config, ConfigError};
use super::marker::{self, Marker, Markers, part_name};
use super::progress::{Reporter, Task};
use super::raw::{self, Content, Record, Records, Shard};
use super::store::Store;
use super::supersede::{self, Contest};
use super::{Options, Summary, VERSION, page};
use crate::capture::sha256_hex;
use crate::records::Parsed;
use crate::table::{Layer, RowSet as _};

/// What this stage reads of `pipelines`: the sites, and the words of photo credits.
const USED: &[&str] = &["sources", "lookups/ranks.csv", "lookups/services.csv"];
/// Pages read at a time for each thread, at most.
const BATCH_PAGES: usize = 16;
/// Bytes of pages read at a time for each thread, about.
const BATCH_BYTES: usize = 4 << 20;
/// Captures in a part, at most.
const PART_CAPTURES: usize = 1_024;
/// Bytes of pages in a part, about.
const PART_BYTES: i64 = 128 << 20;

/// Parses what has changed.
pub fn run(config: &Config, options: &Options, reporter: &Reporter) -> Result<Summary> {
    options.run(|| {
        let plan = raw::plan(&config.raw, config.captures_per_shard)?;
        let nothing =
            || ConfigError::of_file(&config.pipelines.join("run.toml"), "raw: expected a folder or WARC file, found an empty list");
        ensure!(!plan.shards.is_empty(), nothing());
        let shards: Vec<_> = plan.shards.iter().enumerate().filter(|(index, _)| options.takes(*index)).map(|(_, shard)| shard).collect();
        let stage = Stage {
            config,
            markers: Markers::new(&config.data, Layer::Parsed, Parsed::TABLES),
            task: reporter.task("parse", "shards", shards.len()),
        };
        if let Some(first) = plan.unlisted.first() {
            stage.task.warn(&format!(
                "{} pages are in no captures.csv and are not read, the first: {}",
                plan.unlisted.len(),
                first.display()
            ));
        }
        let mut summary = Summary { shards: shards.len(), unlisted_files: plan.unlisted.len(), ..Summary::default() };
        let done = stage.changed(&shards, options.force)?;
        let settled = if options.shard.is_none() { stage.settle(&plan.shards, &mut summary)? } else { BTreeSet::new() };
        summary.done = done.union(&settled).count();
        summary.skipped = summary.shards - summary.done;
        for shard in shards {
            marker::expect(&stage.markers, &shard.name)?.count(&mut summary);
        }
        Ok(summary)
    })
}

struct Stage<'a> {
    config: &'a Config,
    markers: Markers,
    task: Task<'a>,
}

impl Stage<'_> {
    /// Parses the shards that have changed, and names them.
    fn changed(&self, shards: &[&Shard], force: bool) -> Result<BTreeSet<String>> {
        let pipelines = self.config.digest(USED);
        let fingerprint = |shard: &&Shard| Ok(sha256_hex(format!("{VERSION}\n{pipelines}\n{}\n", shard.digest()?).as_bytes()));
        let fingerprints: Vec<_> = shards.par_iter().map(fingerprint).collect::<Result<_>>()?;
        let mut done = BTreeSet::new();
        for (shard, fingerprint) in shards.iter().zip(fingerprints) {
            let before = self.markers.read(&shard.name).filter(|marker| marker.fingerprint == fingerprint);
            if force || before.is_none() {
                self.parse(shard, fingerprint, before.unwrap_or_default().superseded)?;
                done.insert(shard.name.clone());
            }
            self.task.step();
        }
        Ok(done)
    }

    /// Removes shards that are no longer in the input, and parses again those that lost, or won back, articles to other shards.
    fn settle(&self, shards: &[Shard], summary: &mut Summary) -> Result<BTreeSet<String>> {
        let names: BTreeSet<_> = shards.iter().map(|shard| shard.name.as_str()).collect();
        summary.removed = self.markers.retain(&names)?;
        let mut markers = BTreeMap::new();
        for name in names {
            markers.insert(name, marker::expect(&self.markers, name)?);
        }
        let mut lost = supersede::across(&self.config.data, &markers)?;
        let mut done = BTreeSet::new();
        for shard in shards {
            let Some(marker) = markers.remove(shard.name.as_str()) else { continue };
            let superseded = lost.remove(&shard.name).unwrap_or_default();
            if superseded != marker.superseded {
                self.task.detail(&format!("{}: {} captures are superseded by other shards", shard.name, superseded.len()));
                self.parse(shard, marker.fingerprint, superseded)?;
                done.insert(shard.name.clone());
            }
        }
        Ok(done)
    }

    fn parse(&self, shard: &Shard, fingerprint: String, superseded: BTreeSet<i64>) -> Result<()> {
        self.markers.clear(&shard.name)?;
        let mut left_out = superseded.clone();
        let mut marker = loop {
            let mut pass = Pass::new(self, shard, &left_out);
            pass.read(shard.records()?)?;
            if pass.late.is_empty() {
                break pass.marker;
            }
            // A part that is written holds an article of which a later part has a newer capture.
            let late = pass.late;
            left_out.extend(late);
        };
        marker.fingerprint = fingerprint;
        marker.superseded = superseded;
        self.task.detail(&format!("{}: {} captures, {} articles", shard.name, marker.rows["captures"], marker.rows["articles"]));
        self.markers.write(&shard.name, &marker)
    }
}

/// One reading of a shard.
struct Pass<'a> {
    stage: &'a Stage<'a>,
    shard: &'a Shard,
    left_out: &'a BTreeSet<i64>,
    contest: Contest,
    /// The pages of the part that is being gathered.
    pages: Vec<Parsed>,
    bytes: i64,
    /// Records before those of `pages`.
    written: i64,
    /// Records found superseded after their part was written.
    late: BTreeSet<i64>,
    marker: Marker,
}

impl<'a> Pass<'a> {
    fn new(stage: &'a Stage<'a>, shard: &'a Shard, left_out: &'a BTreeSet<i64>) -> Self {
        let (contest, late, marker) = Default::default();
        Self { stage, shard, left_out, contest, pages: Vec::new(), bytes: 0, written: 0, late, marker }
    }

    fn read(&mut self, mut records: Records) -> Result<()> {
        let sites = &self.stage.config.sites;
        let mut batch = next_batch(&mut records)?;
        while !batch.is_empty() {
            let name = &self.shard.name;
            let read = || batch.into_par_iter().map(|record| page::read(name, record, sites)).collect::<Vec<_>>();
            let (pages, next) = rayon::join(read, || next_batch(&mut records));
            self.stage.task.pages(pages.len());
            for page in pages {
                self.push(page)?;
            }
            batch = next?;
        }
        // A shard without records has a part too: its tables are there, and empty.
        if !self.pages.is_empty() || self.marker.parts.is_empty() { self.flush() } else { Ok(()) }
    }

    fn push(&mut self, page: Parsed) -> Result<()> {
        let row = page.captures.first().cloned();
        self.pages.push(page);
        if let Some(row) = row {
            self.bytes += row.length_bytes;
            // A capture that is left out still beats older ones, or they would come back.
            let own = self.left_out.contains(&row.record_no).then_some(row.record_no);
            for loser in [self.contest.enter(&row), own].into_iter().flatten() {
                self.supersede(loser);
            }
        }
        if self.pages.len() >= PART_CAPTURES || self.bytes >= PART_BYTES { self.flush() } else { Ok(()) }
    }

    fn supersede(&mut self, record_no: i64) {
        let place = usize::try_from(record_no - self.written - 1).ok();
        match place.and_then(|place| self.pages.get_mut(place)) {
            Some(page) => page::supersede(page),
            None if self.left_out.contains(&record_no) => {}
            None => {
                self.late.insert(record_no);
            }
        }
    }

    fn flush(&mut self) -> Result<()> {
        let mut rows = Parsed::default();
        self.written += i64::try_from(self.pages.len())?;
        self.bytes = 0;
        for page in self.pages.drain(..) {
            rows.append(page);
        }
        for capture in &rows.captures {
            *self.marker.outcomes.entry(capture.outcome.to_string()).or_default() += 1;
        }
        for reject in &rows.rejects {
            *self.marker.rejects.entry(reject.reason.to_string()).or_default() += 1;
        }
        let part = part_name(&self.shard.name, self.marker.parts.len() + 1);
        self.marker.write_part(Store::part(&self.stage.config.data, &part), rows, &part)
    }
}

/// The records to read at a time: so many for each thread, or so many bytes.
fn next_batch(records: &mut Records) -> Result<Vec<Record>> {
    let threads = rayon::current_num_threads();
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < BATCH_PAGES * threads && bytes < BATCH_BYTES * threads {
        let Some(record) = records.next().transpose()? else { break };
        if let Content::Page(body) = &record.content {
            bytes += body.bytes.len();
        }
        batch.push(record);
    }
    Ok(batch)
}
