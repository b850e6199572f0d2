//! Aggregates: each file of `pipelines/aggregates` becomes one table, run by the SQL engine.
//!
//! What is computed here is not published here. The tables go to `data/aggregates/unchecked`; the check stage moves those whose inputs
//! pass to `data/aggregates`, where those of the last good run stay until then.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use arrow::array::RecordBatch;
use arrow::row::{RowConverter, SortField};

use super::engine::{Engine, describe};
use super::query::Query;

/// Where tables that passed their checks lie.
#[must_use]
pub fn published(data: &Path, name: &str) -> PathBuf {
    data.join("aggregates").join(format!("{name}.parquet"))
}

/// Where tables wait for their checks.
#[must_use]
pub fn unchecked(data: &Path, name: &str) -> PathBuf {
    data.join("aggregates").join("unchecked").join(format!("{name}.parquet"))
}

/// Runs one aggregate. Its rows are in the order of its grain; two rows that share one are an error, as is a column without its doc.
pub fn compute(engine: &mut Engine, query: &Query) -> Result<RecordBatch> {
    let batch = engine.run(&query.sql).with_context(|| query.path.clone())?;
    let batch = describe(&batch, query)?;
    check_grain(&batch, query)?;
    Ok(batch)
}

fn check_grain(batch: &RecordBatch, query: &Query) -> Result<()> {
    let keys = query.grain.iter().filter_map(|column| batch.column_by_name(column).cloned()).collect::<Vec<_>>();
    let fields = keys.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    let rows = RowConverter::new(fields)?.convert_columns(&keys)?;
    let grain = query.grain.join(", ");
    for row in 1..rows.num_rows() {
        let (before, this) = (rows.row(row - 1), rows.row(row));
        ensure!(before != this, "{}: rows {} and {} share their grain ({grain})", query.path, row, row + 1);
        ensure!(before < this, "{}: row {} is out of the order of the grain ({grain})", query.path, row + 1);
    }
    Ok(())
}
