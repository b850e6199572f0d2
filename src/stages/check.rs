//! Checks: queries that return the rows that break a promise of the tables.
//!
//! A check that fails names its rows and, if it is an error, fails the run. It throws doubt on the tables that its rows name in a column
//! `table_name`, or else on all that it reads. The aggregates that read a doubtful table stay in `data/aggregates/unchecked`, to be looked at; in `data/aggregates` the tables of the last good run stay as
//! they were. All other aggregates are published by a rename. So what lies in `data/aggregates` has always passed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use arrow::array::{AsArray as _, RecordBatch};
use chrono::NaiveDate;

use super::aggregate::{self, published, unchecked};
use super::cells::Cells;
use super::config::Config;
use super::declared_checks::declared;
use super::engine::{self, Engine};
use super::progress::Reporter;
use super::query::{Kind, Query, Severity};
use super::stamp::Stamp;
use super::store::{self, Store};
use super::{Options, VERSION};
use crate::capture::sha256_hex;
use crate::table;
use crate::table::{Layer, Row as _, Sink as _, Table};

/// What the program exits with when a check of severity `error` failed.
pub const EXIT_CODE: u8 = 3;

/// Rows of a failed check that are shown.
const SHOWN: usize = 10;
/// Characters of a cell of theirs.
const SHOWN_CHARS: usize = 200;

table! {
    /// One row per check of the last run.
    pub struct CheckResult = Checks.check_results, key(check_name) {
        /// The check; the rows it found are in `data/checks/<check_name>.parquet`.
        check_name: String,
        /// What it promises.
        title: String,
        /// What a violation does to the run.
        severity: Severity,
        /// Whether it found no row.
        is_passed: bool,
        /// Rows it found.
        violations: i64,
        /// The tables it reads.
        reads: Vec<String>,
    }
}

table! {
    /// One row: what the checks know of the run.
    pub struct RunSettings = Checks.run_settings, key(as_of) {
        /// The day of the run: no page is from later.
        as_of: NaiveDate,
        /// How far a stated total may differ from our own sum, in percent.
        tolerance_percent: i64,
        /// Whether the whole input of `pipelines/run.toml` was read, and not a part or another one.
        is_full_run: bool,
    }
}

table! {
    /// One row per source whose whole raw folder was read: how many articles its file expects.
    pub struct ExpectedRows = Checks.expected_rows, key(source) {
        /// The name of the file in `pipelines/sources`.
        source: String,
        /// At least so many articles.
        articles_min: i64,
        /// At most so many.
        articles_max: i64,
    }
}

/// The tables that this stage writes, beside the rows each check found.
pub const TABLES: &[Table] = &[CheckResult::TABLE, RunSettings::TABLE, ExpectedRows::TABLE];

/// A check that found rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The check.
    pub check: Query,
    /// Rows it found.
    pub violations: usize,
    /// The first of them, cell by cell.
    pub rows: Vec<Vec<(String, String)>>,
    /// The tables they throw doubt on.
    pub doubtful: BTreeSet<String>,
}

/// What checking found and did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Whether nothing had changed since the last run, which went well.
    pub is_skipped: bool,
    /// A row per check.
    pub results: Vec<CheckResult>,
    /// Those that found rows.
    pub failures: Vec<Failure>,
    /// Aggregates that were published.
    pub published: Vec<String>,
    /// Aggregates held back, because an error check over their inputs failed.
    pub held_back: Vec<String>,
}

impl Outcome {
    fn add(&mut self, check: &Query, found: &RecordBatch) -> Result<()> {
        self.results.push(CheckResult {
            check_name: check.name.clone(),
            title: check.title.clone(),
            severity: check.severity.unwrap_or(Severity::Error),
            is_passed: found.num_rows() == 0,
            violations: i64::try_from(found.num_rows())?,
            reads: engine::reads(check)?,
        });
        if found.num_rows() > 0 {
            let (rows, doubtful) = (first_rows(found), doubtful(check, found)?);
            self.failures.push(Failure { check: check.clone(), violations: found.num_rows(), rows, doubtful });
        }
        Ok(())
    }

    /// Whether a check of severity `error` failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.failures.iter().any(|failure| failure.check.severity == Some(Severity::Error))
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Query { name, title, severity, .. } = &self.check;
        let rows = if self.violations == 1 { "row" } else { "rows" };
        write!(formatter, "{}: {name}: {title}: {} {rows}", severity.map_or("error", Severity::as_str), self.violations)?;
        for row in &self.rows {
            let cells = row.iter().map(|(column, value)| format!("{column}={value}")).collect::<Vec<_>>();
            write!(formatter, "\n  {}", cells.join("  "))?;
        }
        match self.violations - self.rows.len() {
            0 => Ok(()),
            more => write!(formatter, "\n  and {more} more in checks/{name}.parquet"),
        }
    }
}

/// Checks the tables and publishes the aggregates that stand on sound ones, unless nothing has changed since all went well.
pub fn run(config: &Config, options: &Options, reporter: &Reporter) -> Result<Outcome> {
    let data = config.data.as_path();
    let aggregates = aggregate::load(config)?;
    let checks = load(config)?;
    let task = reporter.task("check", "checks", checks.len());
    let stamp = stamp(config, options, &checks)?;
    // After a check that went well nothing waits; what does was computed since, from equal inputs, because a file was gone.
    let is_waiting = aggregates.iter().any(|aggregate| unchecked(data, &aggregate.name).exists());
    if !options.force && !is_waiting && Stamp::read(data, Layer::Checks).as_ref() == Some(&stamp) {
        return recall(data, &checks);
    }
    Stamp::clear(data, Layer::Checks)?;
    write_settings(config, options)?;
    let mut engine = open(data, &aggregates)?;
    let mut outcome = Outcome::default();
    for check in &checks {
        let found = engine.run(check)?;
        store::write_batch(&rows_path(data, check), &check.name, &check.title, &[], &found)?;
        outcome.add(check, &found)?;
        task.step();
    }
    store::write(&store::whole_path(data, Layer::Checks, CheckResult::TABLE.name), &outcome.results)?;
    publish(data, &aggregates, &mut outcome)?;
    if !outcome.is_failed() {
        stamp.write(data, Layer::Checks)?;
    }
    Ok(outcome)
}

/// The checks that the declarations give and those that `pipelines` ships, sorted by name.
pub fn load(config: &Config) -> Result<Vec<Query>> {
    let mut checks = declared();
    checks.append(&mut Query::load(Kind::Check, &config.pipelines.join("checks"))?);
    checks.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(checks)
}

/// What the checks know of the run. Articles are expected only of whole sites, so only when all of the input is read.
fn settings(config: &Config, options: &Options) -> Result<(RunSettings, Vec<ExpectedRows>)> {
    let is_full_run = config.is_whole_input() && options.shard.is_none();
    let expected = config.sites.all().filter_map(|site| Some((site, site.rows?))).filter(|_| is_full_run);
    let expected = expected.map(|(site, rows)| {
        let (articles_min, articles_max) = (i64::try_from(rows.min)?, i64::try_from(rows.max)?);
        Ok(ExpectedRows { source: site.name.clone(), articles_min, articles_max })
    });
    let run = RunSettings { as_of: config.as_of, tolerance_percent: config.tolerance_percent, is_full_run };
    Ok((run, expected.collect::<Result<_>>()?))
}

/// Writes what the checks know of the run, for them to read.
pub fn write_settings(config: &Config, options: &Options) -> Result<()> {
    let (run, expected) = settings(config, options)?;
    let mut store = Store::whole(&config.data);
    store.take(vec![run])?;
    store.take(expected)
}

/// What all the checks depend on.
pub fn stamp(config: &Config, options: &Options, checks: &[Query]) -> Result<Stamp> {
    let aggregates = Stamp::read(&config.data, Layer::Aggregates).context("the aggregates are not whole; run `drawdown aggregate`")?;
    let mut lines = vec![VERSION.to_owned(), aggregates.fingerprint, format!("{:?}", settings(config, options)?)];
    lines.extend(checks.iter().map(Query::content));
    Ok(Stamp::new(sha256_hex(lines.join("\n").as_bytes()), std::collections::BTreeMap::new()))
}

/// The outcome of the last run, from what it wrote.
fn recall(data: &Path, checks: &[Query]) -> Result<Outcome> {
    let mut outcome = Outcome { is_skipped: true, ..Outcome::default() };
    for check in checks {
        outcome.add(check, &store::read_batch(&rows_path(data, check))?)?;
    }
    Ok(outcome)
}

fn rows_path(data: &Path, check: &Query) -> PathBuf {
    store::whole_path(data, Layer::Checks, &check.name)
}

/// All tables that a check may read: those of the pipeline, the settings of the run, and each aggregate as it was computed last.
pub fn open(data: &Path, aggregates: &[Query]) -> Result<Engine> {
    let engine = Engine::open(data)?;
    for table in [RunSettings::TABLE, ExpectedRows::TABLE] {
        engine.add(table.name, &store::whole_path(data, Layer::Checks, table.name))?;
    }
    for aggregate in aggregates {
        let waiting = unchecked(data, &aggregate.name);
        engine.add(&aggregate.name, &if waiting.exists() { waiting } else { published(data, &aggregate.name) })?;
    }
    Ok(engine)
}

/// Publishes the aggregates whose inputs passed, and names them and the others in `outcome`.
pub fn publish(data: &Path, aggregates: &[Query], outcome: &mut Outcome) -> Result<()> {
    let errors = outcome.failures.iter().filter(|failure| failure.check.severity == Some(Severity::Error));
    let doubtful: BTreeSet<String> = errors.flat_map(|failure| failure.doubtful.iter().cloned()).collect();
    for aggregate in aggregates {
        let waiting = unchecked(data, &aggregate.name);
        if !waiting.exists() {
            continue;
        }
        let is_doubtful = doubtful.contains(&aggregate.name) || engine::reads(aggregate)?.iter().any(|table| doubtful.contains(table));
        if is_doubtful {
            outcome.held_back.push(aggregate.name.clone());
            continue;
        }
        let target = published(data, &aggregate.name);
        std::fs::rename(&waiting, &target).with_context(|| format!("{}: cannot be renamed", waiting.display()))?;
        outcome.published.push(aggregate.name.clone());
    }
    Ok(())
}

/// The tables that the column `table_name` of the rows names, else all that the check reads.
fn doubtful(check: &Query, found: &RecordBatch) -> Result<BTreeSet<String>> {
    match found.column_by_name("table_name").and_then(|column| column.as_string_opt::<i32>()) {
        Some(names) => Ok(names.iter().flatten().map(str::to_owned).collect()),
        None => Ok(engine::reads(check)?.into_iter().collect()),
    }
}

fn first_rows(found: &RecordBatch) -> Vec<Vec<(String, String)>> {
    let schema = found.schema();
    let columns: Vec<_> = schema.fields().iter().zip(found.columns().iter().map(Cells::new)).collect();
    let row = |row: usize| columns.iter().map(|(field, cells)| (field.name().clone(), cells.brief(row, SHOWN_CHARS, "-"))).collect();
    (0..found.num_rows().min(SHOWN)).map(row).collect()
}
