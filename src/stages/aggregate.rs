//! Aggregates: each file of `pipelines/aggregates` becomes one table, run by the SQL engine.
//!
//! What is computed here is not published here. The tables go to `data/aggregates/unchecked`; the check stage moves those whose inputs
//! pass to `data/aggregates`, where those of the last good run stay until then.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use arrow::array::RecordBatch;
use arrow::row::{RowConverter, SortField};

use super::config::Config;
use super::engine::{Engine, describe};
use super::progress::Reporter;
use super::query::{Kind, Query};
use super::stamp::Stamp;
use super::{Options, VERSION, store};
use crate::capture::sha256_hex;
use crate::table::Layer;

/// What aggregating did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Whether nothing had changed.
    pub is_skipped: bool,
    /// Table -> rows.
    pub rows: BTreeMap<String, i64>,
}

/// Where tables that passed their checks lie.
#[must_use]
pub fn published(data: &Path, name: &str) -> PathBuf {
    store::whole_path(data, Layer::Aggregates, name)
}

/// Where tables wait for their checks.
#[must_use]
pub fn unchecked(data: &Path, name: &str) -> PathBuf {
    data.join(Layer::Aggregates.folder()).join("unchecked").join(format!("{name}.parquet"))
}

/// The aggregates that `pipelines` ships.
pub fn load(config: &Config) -> Result<Vec<Query>> {
    Ok(Query::load(Kind::Aggregate, &config.pipelines.join("aggregates"))?)
}

/// Computes every aggregate, unless nothing has changed.
pub fn run(config: &Config, options: &Options, reporter: &Reporter) -> Result<Summary> {
    let data = config.data.as_path();
    let queries = load(config)?;
    let task = reporter.task("aggregate", "tables", queries.len());
    let entities = Stamp::read(data, Layer::Entities).context("the entities are not whole; run `drawdown resolve`")?;
    let texts = queries.iter().map(Query::content).collect::<Vec<_>>().join("\n");
    let fingerprint = sha256_hex(format!("{VERSION}\n{}\n{texts}", entities.fingerprint).as_bytes());
    let is_there = |query: &Query| published(data, &query.name).is_file() || unchecked(data, &query.name).is_file();
    let before = Stamp::read(data, Layer::Aggregates).filter(|stamp| stamp.fingerprint == fingerprint && queries.iter().all(is_there));
    if let Some(stamp) = before.filter(|_| !options.force) {
        return Ok(Summary { is_skipped: true, rows: stamp.rows });
    }
    Stamp::clear(data, Layer::Aggregates)?;
    let mut engine = Engine::open(data)?;
    let mut rows = BTreeMap::new();
    for query in &queries {
        let batch = compute(&mut engine, query)?;
        let key: Vec<&str> = query.grain.iter().map(String::as_str).collect();
        store::write_batch(&unchecked(data, &query.name), &query.name, &query.title, &key, &batch)?;
        rows.insert(query.name.clone(), i64::try_from(batch.num_rows())?);
        task.step();
    }
    let stamp = Stamp::new(fingerprint, rows);
    stamp.write(data, Layer::Aggregates)?;
    Ok(Summary { is_skipped: false, rows: stamp.rows })
}

/// Runs one aggregate. Its rows are in the order of its grain; two rows that share one are an error, as is a column without its doc.
pub fn compute(engine: &mut Engine, query: &Query) -> Result<RecordBatch> {
    let batch = describe(&engine.run(query)?, query)?;
    check_grain(&batch, query)?;
    Ok(batch)
}

fn check_grain(batch: &RecordBatch, query: &Query) -> Result<()> {
    let keys = query.grain.iter().filter_map(|column| batch.column_by_name(column).cloned()).collect::<Vec<_>>();
    let fields = keys.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    let rows = RowConverter::new(fields)?.convert_columns(&keys)?;
    let (path, grain) = (query.path.display(), query.grain.join(", "));
    for row in 1..rows.num_rows() {
        let (before, this) = (rows.row(row - 1), rows.row(row));
        ensure!(before != this, "{path}: rows {row} and {} share their grain ({grain})", row + 1);
        ensure!(before < this, "{path}: row {} is out of the order of the grain ({grain})", row + 1);
    }
    Ok(())
}
