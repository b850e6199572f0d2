//! `manifest.json`: what is in a release, what it was made from, and how far it can be trusted.

use anyhow::Result;
use serde::Serialize;

use super::draft::File;
use super::shelf::Listed;
use crate::stages::check::CheckResult;
use crate::stages::config::Config;
use crate::stages::score::Report;
use crate::stages::{raw, verify};

/// The manifest.
#[derive(Debug, Serialize)]
pub struct Manifest<'a> {
    /// What the list of releases says.
    #[serde(flatten)]
    pub listed: &'a Listed,
    /// Version of the program, and the digest of its source.
    pub program: &'static str,
    /// The tables of facts that were used, as one digest.
    pub pipelines_sha256: String,
    /// The pages that were read, shard by shard.
    pub inputs: Vec<Input>,
    /// The checks and what they found.
    pub checks: &'a [CheckResult],
    /// Evidence proved from the raw pages.
    pub evidence: Evidence,
    /// Scores against labels.
    pub scores: Vec<Score>,
    /// The files, this one aside.
    pub files: &'a [File],
}

/// A shard of the input.
#[derive(Debug, Serialize)]
pub struct Input {
    shard: String,
    sha256: String,
}

/// What `drawdown verify` found.
#[derive(Debug, Serialize)]
pub struct Evidence {
    rows_checked: usize,
    rows_not_borne_out: usize,
}

/// The score of one measure.
#[derive(Debug, Serialize)]
pub struct Score {
    labels_of: String,
    kind: String,
    measure: String,
    labels: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    floor: Option<f64>,
}

/// The shards of the input with their digests.
pub fn inputs(config: &Config) -> Result<Vec<Input>> {
    let shards = raw::plan(&config.raw, config.captures_per_shard)?.shards;
    shards.into_iter().map(|shard| Ok(Input { sha256: shard.digest()?, shard: shard.name })).collect()
}

/// What was proved.
#[must_use]
pub fn evidence(report: &verify::Report) -> Evidence {
    Evidence { rows_checked: report.checked.values().sum(), rows_not_borne_out: report.failures.len() }
}

/// The scores of pages that are in this run, to three figures.
#[must_use]
pub fn scores(reports: &[Report]) -> Vec<Score> {
    let round = |share: f64| (share * 1000.0).round() / 1000.0;
    let of = |report: &Report| {
        let tallies = report.scores.0.iter().filter(|(_, tally)| tally.support() > 0);
        let score = tallies.map(|((kind, measure), tally)| Score {
            labels_of: report.title.clone(),
            kind: kind.clone(),
            measure: measure.clone(),
            labels: tally.support(),
            precision: round(tally.precision()),
            recall: round(tally.recall()),
            f1: round(tally.f1()),
            floor: report.floors.get(&format!("{kind}, {measure}")).copied(),
        });
        score.collect::<Vec<_>>()
    };
    reports.iter().flat_map(of).collect()
}
