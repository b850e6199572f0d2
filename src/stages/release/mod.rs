//! Releases: the tables of a run under a number, in the forms that people and programs ask for, described, digested and checked.
//!
//! A release is made in a folder of another name and renamed when it is whole. It is never changed. One that failed a check is made and
//! listed, so that it can be looked at, and is never the latest. Equal inputs give equal bytes: the day is that of the run.

pub mod about;
mod croissant;
mod datapackage;
mod draft;
mod manifest;
pub mod shelf;
mod text;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use arrow::array::{ArrayRef, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};

use about::About;
use draft::Draft;
use manifest::Manifest;
use shelf::{Listed, Shelf, Standing, Version};

use super::config::{Config, ConfigError};
use super::progress::Reporter;
use super::query::Severity;
use super::store::Footer;
use super::tables::{self, Entry};
use super::{Options, VERSION, check, diff, score, store, verify};
use crate::capture::sha256_hex;
use crate::entities::packages::PackageEvidence;
use crate::table::{Layer, Row as _, cell};

const PARQUET: &str = "application/vnd.apache.parquet";
const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const JSON: &str = "application/json";
const JSON_LD: &str = "application/ld+json";
const MARKDOWN: &str = "text/markdown";

/// The tables that have a sheet, and are written as CSV; the aggregates all are.
const SHEETS: &[&str] = &[
    "packages",
    "package_items",
    "package_evidence",
    "package_conflicts",
    "stated_totals",
    "contract_awards",
    "people",
    "organizations",
    "quotes",
    "photos",
    "events",
    "agreements",
    "unmapped_items",
];

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// The folder of releases.
    pub to: PathBuf,
    /// The number; the next of the month where not given.
    pub version: Option<Version>,
    /// Where the release will be found, for its metadata.
    pub url: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub struct Published {
    /// The release.
    pub listed: Listed,
    /// Its folder.
    pub folder: PathBuf,
    /// Whether it was made now; false where the last one was made from the same.
    pub is_new: bool,
}

/// Makes a release of the tables of a run.
pub fn run(config: &Config, options: &Options, order: &Order, reporter: &Reporter) -> Result<Published> {
    let shelf = Shelf::open(&order.to)?;
    let outcome = check::run(config, options, reporter)?;
    let fingerprint = fingerprint(config, options, order)?;
    if let Some(listed) = shelf.made_from(&fingerprint).filter(|_| order.version.is_none() && !options.force) {
        return Ok(Published { folder: order.to.join(&listed.version), listed: listed.clone(), is_new: false });
    }
    let version = order.version.unwrap_or_else(|| shelf.next(config.as_of));
    let is_free = shelf.get(version).is_none();
    ensure!(
        is_free,
        ConfigError::of_file(&shelf.path(version), "there is a release of that name, and a release is never changed; leave out --version")
    );
    let evidence = verify::run(config, options, reporter)?;
    let scores = if config.pipelines.join("gold").is_dir() { score::run(config, &[])? } else { Vec::new() };
    let failed_because = failures(&outcome, &evidence, &scores);
    let status = if failed_because.is_empty() { Standing::Passed } else { Standing::Failed };
    let listed =
        Listed { version: version.to_string(), status, failed_because, as_of: config.as_of, fingerprint, manifest_sha256: String::new() };

    let entries = tables::entries(config)?;
    let mut maker = Maker { config, entries, draft: Draft { folder: shelf.draft(version), files: Vec::new() }, batches: BTreeMap::new() };
    maker.tables(&listed, reporter)?;
    maker.describe(&listed, order, shelf.latest())?;
    let manifest = Manifest {
        listed: &listed,
        program: VERSION,
        pipelines_sha256: config.digest(&["run.toml", "sources", "lookups"]),
        inputs: manifest::inputs(config)?,
        checks: &outcome.results,
        evidence: manifest::evidence(&evidence),
        scores: manifest::scores(&scores),
        files: &maker.draft.files,
    };
    store::write_whole(&maker.draft.folder.join(shelf::MANIFEST), &shelf::json(&manifest)?)?;
    let shelf = shelf.place(version)?;
    let listed = shelf.get(version).context("the release is gone")?.clone();
    Ok(Published { folder: shelf.path(version), listed, is_new: true })
}

/// Digest of all that a release depends on.
fn fingerprint(config: &Config, options: &Options, order: &Order) -> Result<String> {
    let checked = check::stamp(config, options, &check::load(config)?)?.fingerprint;
    let gold = super::config::files(&config.pipelines.join("gold"), "jsonl").unwrap_or_default();
    let gold = gold.iter().map(|path| Ok(sha256_hex(&std::fs::read(path).with_context(|| format!("read {}", path.display()))?)));
    let gold = gold.collect::<Result<Vec<_>>>()?;
    Ok(sha256_hex(format!("{VERSION}\n{}\n{checked}\n{gold:?}\n{:?}", config.as_of, order.url).as_bytes()))
}

/// Why a release must not be used.
fn failures(outcome: &check::Outcome, evidence: &verify::Report, scores: &[score::Report]) -> Vec<String> {
    let errors = outcome.failures.iter().filter(|failure| failure.check.severity == Some(Severity::Error));
    let mut reasons: Vec<_> = errors.map(|failure| format!("check {}: {} rows", failure.check.name, failure.violations)).collect();
    if let Some(first) = evidence.failures.first() {
        let all = evidence.failures.len();
        reasons.push(format!(
            "verify: {all} rows that the raw pages do not bear out, the first: {} {}: {}",
            first.table, first.key, first.problem
        ));
    }
    // Labels whose pages are not in this run say nothing of it.
    reasons
        .extend(scores.iter().filter(|report| report.pages > 0).flat_map(score::Report::failures).map(|below| format!("score: {below}")));
    reasons
}

struct Maker<'a> {
    config: &'a Config,
    entries: Vec<Entry>,
    draft: Draft,
    /// The tables that the workbook needs.
    batches: BTreeMap<String, RecordBatch>,
}

impl Maker<'_> {
    /// Writes every table as Parquet; entities, aggregates and what else has a sheet as CSV.
    fn tables(&mut self, listed: &Listed, reporter: &Reporter) -> Result<()> {
        let task = reporter.task("publish", "tables", self.entries.len());
        let day = listed.as_of.to_string();
        let more = [("release", listed.version.as_str()), ("as_of", &day), ("program", VERSION)];
        for entry in self.entries.iter().filter(|entry| entry.name != diff::RowChange::TABLE.name) {
            let batch = store::read_sorted(&entry.latest_paths(&self.config.data)?, &entry.key)?;
            let batch = batch.with_context(|| format!("table {} is not there; run `drawdown run`", entry.name))?;
            let has_sheet = entry.layer == Layer::Aggregates || SHEETS.contains(&entry.name.as_str());
            let key: Vec<&str> = entry.key.iter().map(String::as_str).collect();
            let bytes = store::encode_batch(&Footer { name: &entry.name, doc: &entry.doc, key: &key, more: &more }, &batch)?;
            let path = shelf::table_path(Path::new(""), &entry.name).to_string_lossy().replace('\\', "/");
            self.draft.add_table(&path, PARQUET, &bytes, entry, batch.num_rows())?;
            if entry.layer == Layer::Entities || has_sheet {
                self.draft.add_table(&format!("csv/{}.csv", entry.name), CSV, &text::csv(&batch)?, entry, batch.num_rows())?;
            }
            if has_sheet {
                self.batches.insert(entry.name.clone(), batch);
            }
            task.step();
        }
        Ok(())
    }

    /// Writes what is said of the tables, and the workbook.
    fn describe(&mut self, listed: &Listed, order: &Order, before: Option<&Listed>) -> Result<()> {
        let before = before.map(|before| order.to.join(&before.version));
        let changes = diff::compare(self.config, &self.entries, before.as_deref(), || {})?;
        let articles = &changes.articles[1];
        let sources: BTreeSet<&str> = articles.values().map(|article| article.source.as_str()).collect();
        let about = About {
            version: &listed.version,
            as_of: listed.as_of,
            status: listed.status,
            url: order.url.as_deref(),
            sources: self.config.sites.all().filter(|site| sources.contains(site.name.as_str())).collect(),
        };
        let pages: BTreeMap<String, String> = articles.values().map(|article| (article.article_id.clone(), article.url.clone())).collect();
        self.draft.add("drawdown.xlsx", XLSX, &self.workbook(&about, &pages)?)?;
        let delta = Footer { name: "row_changes", doc: diff::RowChange::TABLE.doc.trim(), key: diff::RowChange::TABLE.key, more: &[] };
        let rows = diff::RowChange::batch(&changes.rows)?;
        self.draft.add("delta/row_changes.parquet", PARQUET, &store::encode_batch(&delta, &rows)?)?;
        self.draft.add("delta/changes.md", MARKDOWN, diff::markdown(&changes).as_bytes())?;
        let told = before.and_then(|before| std::fs::read_to_string(before.join("CHANGELOG.md")).ok());
        self.draft.add("CHANGELOG.md", MARKDOWN, about.changelog(&changes, told.as_deref()).as_bytes())?;
        self.draft.add("README.md", MARKDOWN, about.readme(&changes).as_bytes())?;
        let described =
            (datapackage::describe(&about, &self.draft, &self.entries)?, croissant::describe(&about, &self.draft, &self.entries)?);
        self.draft.add("datapackage.json", JSON, &described.0)?;
        self.draft.add("croissant.json", JSON_LD, &described.1)?;
        Ok(())
    }

    fn workbook(&self, about: &About<'_>, pages: &BTreeMap<String, String>) -> Result<Vec<u8>> {
        let packages = self.batches.get("packages").zip(self.batches.get("package_evidence"));
        let packages = packages.map(|(packages, evidence)| with_evidence(packages, evidence, pages)).transpose()?;
        let names = SHEETS
            .iter()
            .copied()
            .chain(self.entries.iter().filter(|entry| entry.layer == Layer::Aggregates).map(|entry| entry.name.as_str()));
        let sheet = |name: &str| {
            let batch = if name == "packages" { packages.as_ref() } else { self.batches.get(name) };
            Some((self.entries.iter().find(|entry| entry.name == name)?, batch?))
        };
        workbook::write(about, &names.filter_map(sheet).collect::<Vec<_>>(), pages)
    }
}

/// The packages with the sentence and the page that their values were taken from.
fn with_evidence(packages: &RecordBatch, evidence: &RecordBatch, pages: &BTreeMap<String, String>) -> Result<RecordBatch> {
    let rows = PackageEvidence::rows(evidence)?;
    let mut preferred: BTreeMap<&str, &PackageEvidence> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.is_preferred) {
        preferred.entry(&row.package_id).or_insert(row);
    }
    let ids = (0..packages.num_rows()).map(|row| cell::<String>(packages, "package_id", row)).collect::<Result<Vec<_>>>()?;
    let found: Vec<_> = ids.iter().map(|id| preferred.get(id.as_str())).collect();
    let sentences: ArrayRef = Arc::new(found.iter().map(|row| row.map(|row| row.surface.as_str())).collect::<StringArray>());
    let links: ArrayRef =
        Arc::new(found.iter().map(|row| row.and_then(|row| pages.get(&row.article_id)).map(String::as_str)).collect::<StringArray>());
    let mut fields: Vec<_> = packages.schema().fields().iter().map(|field| field.as_ref().clone()).collect();
    fields.extend(["sentence", "page"].map(|name| Field::new(name, DataType::Utf8, true)));
    let columns = packages.columns().iter().cloned().chain([sentences, links]).collect();
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}
