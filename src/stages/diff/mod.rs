//! What changed since a release: rows added, changed and removed in every table, by key.
//!
//! The answer is a table, `row_changes`, and a page in plain words, `row_changes.md`, both under `data/checks`. It also says whether the
//! changes are small enough to be taken over without a second look, so that a scheduled run can act on it.

mod rows;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

pub use rows::{Change, RowChange};
pub use words::{markdown, packages_in_words};

use super::config::{Config, ConfigError};
use super::progress::Reporter;
use super::release::shelf;
use super::store;
use super::tables::{self, Entry};
use crate::entities::packages::Package;
use crate::entities::page_versions::{Change as Version, PageVersion};
use crate::records::Article;
use crate::table::{Layer, Row as _};

/// How one table differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableChange {
    /// Its name in SQL.
    pub name: String,
    /// Rows of the release.
    pub before: usize,
    /// Rows now.
    pub now: usize,
    /// Rows that are new.
    pub added: usize,
    /// Rows with other values.
    pub changed: usize,
    /// Rows that are gone.
    pub removed: usize,
    /// Columns that the release does not have, and those that only it has.
    pub columns: (Vec<String>, Vec<String>),
}

/// How all tables differ.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The release compared with; `None` where there is none, and all is new.
    pub since: Option<String>,
    /// Table by table, in the order of the dictionary.
    pub tables: Vec<TableChange>,
    /// Row by row.
    pub rows: Vec<RowChange>,
    /// The packages before and now, by id.
    pub packages: [BTreeMap<String, Package>; 2],
    /// Titles, days and addresses of the pages before and now, by id.
    pub articles: [BTreeMap<String, Article>; 2],
    /// Ids of the pages that their publishers had taken away, before and now. What was captured of them stays.
    pub gone: [BTreeSet<String>; 2],
}

impl Changes {
    /// The rows of one table that differ.
    pub fn of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a RowChange> {
        self.rows.iter().filter(move |row| row.table_name == table)
    }

    /// Why the changes want a second look: more than `most` packages differ, or a table lost more than `most` rows and a tenth of them.
    #[must_use]
    pub fn large(&self, most: usize) -> Vec<String> {
        let packages = self.of(Package::TABLE.name).count();
        let mut reasons: Vec<_> =
            (packages > most).then(|| format!("packages that differ: {packages}, and at most {most} may")).into_iter().collect();
        let shrunk = self.tables.iter().filter(|table| table.removed > most.max(table.before / 10));
        reasons.extend(shrunk.map(|table| format!("{} lost {} of {} rows", table.name, table.removed, table.before)));
        reasons
    }
}

/// Compares the tables of a run with those of a release; `against` is its folder, or a folder of releases, of which the latest is taken.
pub fn run(config: &Config, against: &Path, reporter: &Reporter) -> Result<Changes> {
    let base = base(against)?;
    let entries = tables::entries(config)?;
    let task = reporter.task("diff", "tables", entries.len());
    let changes = compare(config, &entries, base.as_deref(), || task.step())?;
    store::write(&rows_path(config), &changes.rows)?;
    store::write_whole(&words_path(config), markdown(&changes).as_bytes())?;
    Ok(changes)
}

/// Where the rows that differ are written.
#[must_use]
pub fn rows_path(config: &Config) -> PathBuf {
    store::whole_path(&config.data, Layer::Checks, RowChange::TABLE.name)
}

/// Where the page in plain words is written.
#[must_use]
pub fn words_path(config: &Config) -> PathBuf {
    rows_path(config).with_extension("md")
}

/// The release to compare with. None where a folder of releases holds none yet.
fn base(against: &Path) -> Result<Option<PathBuf>> {
    if against.join(shelf::MANIFEST).is_file() {
        return Ok(Some(against.to_owned()));
    }
    if let Some(latest) = shelf::latest(against)? {
        return Ok(Some(against.join(latest)));
    }
    let is_shelf = !against.exists()
        || against.join(shelf::INDEX).is_file()
        || std::fs::read_dir(against).is_ok_and(|mut found| found.next().is_none());
    let expected = "expected the folder of a release, or a folder of releases as `drawdown publish` makes it";
    if is_shelf { Ok(None) } else { Err(ConfigError::of_file(against, expected).into()) }
}

/// Compares every table with that of the release in the folder `base`.
pub fn compare(config: &Config, entries: &[Entry], base: Option<&Path>, mut step: impl FnMut()) -> Result<Changes> {
    let name = base.and_then(|base| base.file_name()).map(|name| name.to_string_lossy().into_owned());
    let mut changes = Changes { since: name, ..Changes::default() };
    for entry in entries.iter().filter(|entry| entry.name != RowChange::TABLE.name) {
        let before = base.map(|base| shelf::table_path(base, &entry.name)).filter(|path| path.is_file());
        let before = before.map(|path| store::read_batch(&path)).transpose()?;
        let now = store::read_sorted(&entry.latest_paths(&config.data)?, &entry.key)?;
        let mut rows =
            rows::compare(&entry.name, &entry.key, before.as_ref(), now.as_ref()).with_context(|| format!("table {}", entry.name))?;
        let count = |change: Change| rows.iter().filter(|row| row.change == change).count();
        let columns = |batch: Option<&arrow::array::RecordBatch>| -> Vec<String> {
            batch.map(|batch| batch.schema().fields().iter().map(|field| field.name().clone()).collect()).unwrap_or_default()
        };
        let [old, new] = [columns(before.as_ref()), columns(now.as_ref())];
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|name| !those.is_empty() && !those.contains(name)).cloned().collect()
        };
        changes.tables.push(TableChange {
            name: entry.name.clone(),
            before: before.as_ref().map_or(0, arrow::array::RecordBatch::num_rows),
            now: now.as_ref().map_or(0, arrow::array::RecordBatch::num_rows),
            added: count(Change::Added),
            changed: count(Change::Changed),
            removed: count(Change::Removed),
            columns: (only(&new, &old), only(&old, &new)),
        });
        changes.rows.append(&mut rows);
        for (side, batch) in [before, now].into_iter().enumerate() {
            let Some(batch) = batch else { continue };
            if entry.name == Package::TABLE.name {
                changes.packages[side] = readable(&batch).into_iter().map(|row: Package| (row.package_id.clone(), row)).collect();
            } else if entry.name == Article::TABLE.name {
                let rows = readable(&batch).into_iter().map(|row: Article| Article { body_text: String::new(), ..row });
                changes.articles[side] = rows.map(|row| (row.article_id.clone(), row)).collect();
            } else if entry.name == PageVersion::TABLE.name {
                // In the order of the versions, so that the last one stands.
                let last: BTreeMap<_, _> = readable(&batch).into_iter().map(|row: PageVersion| (row.article_id, row.change)).collect();
                changes.gone[side] = last.into_iter().filter(|(_, change)| *change == Version::Gone).map(|(id, _)| id).collect();
            }
        }
        step();
    }
    changes.rows.sort_by(RowChange::compare);
    Ok(changes)
}

/// The rows that this version of the program can read; a release of another one may have other columns.
fn readable<R: crate::table::Row>(batch: &arrow::array::RecordBatch) -> Vec<R> {
    R::rows(batch).unwrap_or_default()
}
