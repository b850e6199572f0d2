//! What the files of a table hold, for the dictionary: how many rows, an example of one, the first of them.

use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use arrow::array::{Array as _, RecordBatch};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::cells::Cells;

/// Rows among which an example is looked for.
const LOOKED_AT: usize = 500;
/// Characters of a cell in a terminal.
const CELL: usize = 28;
/// Rows shown in a terminal.
const SHOWN: usize = 5;

/// How many rows the files hold, from their footers.
pub fn rows(paths: &[PathBuf]) -> Result<i64> {
    paths.iter().map(|path| Ok(reader(path)?.metadata().file_metadata().num_rows())).sum()
}

/// Column -> its cell in the fullest of the first rows, cut to `width` characters; empty where the table has no row.
pub fn example(paths: &[PathBuf], width: usize) -> Result<Vec<(String, String)>> {
    let mut best: Option<(usize, Vec<(String, String)>)> = None;
    for batch in head(paths, LOOKED_AT)? {
        for row in 0..batch.num_rows() {
            let filled = batch.columns().iter().filter(|column| column.is_valid(row)).count();
            if best.as_ref().is_none_or(|(most, _)| filled > *most) {
                best = Some((filled, cells(&batch, row, width)));
            }
        }
    }
    Ok(best.map(|(_, cells)| cells).unwrap_or_default())
}

/// The first rows as lines, with as many columns as the terminal is wide.
pub fn lines(paths: &[PathBuf], terminal: usize) -> Result<String> {
    let mut rows: Vec<Vec<(String, String)>> = Vec::new();
    for batch in head(paths, SHOWN)? {
        for row in 0..batch.num_rows() {
            rows.push(cells(&batch, row, CELL));
        }
    }
    let Some(names) = rows.first().map(|row| row.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()) else {
        return Ok(String::new());
    };
    let length = |text: &str| text.chars().count();
    let width = |column: usize| rows.iter().map(|row| length(&row[column].1)).chain([length(&names[column])]).max().unwrap_or(0);
    let mut used = 0;
    let shown = names.iter().enumerate().take_while(|(column, _)| {
        used += 2 + width(*column);
        used <= terminal || *column == 0
    });
    let shown = shown.count();
    let mut text = String::new();
    let header = names.iter().map(String::as_str).collect();
    let body = rows.iter().map(|row| row.iter().map(|(_, cell)| cell.as_str()).collect());
    for line in std::iter::once(header).chain(body.collect::<Vec<Vec<&str>>>()) {
        for (column, cell) in line.iter().take(shown).enumerate() {
            let _ = write!(text, "  {cell:0$}", width(column));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    if shown < names.len() {
        let _ = writeln!(text, "  and {} more columns: {}", names.len() - shown, names[shown..].join(", "));
    }
    Ok(text)
}

fn cells(batch: &RecordBatch, row: usize, width: usize) -> Vec<(String, String)> {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns());
    columns.map(|(field, column)| (field.name().clone(), Cells::new(column).brief(row, width, ""))).collect()
}

/// The first rows, over as many files as it takes.
fn head(paths: &[PathBuf], rows: usize) -> Result<Vec<RecordBatch>> {
    let mut batches = Vec::new();
    let mut wanted = rows;
    for path in paths {
        if wanted == 0 {
            break;
        }
        for batch in reader(path)?.with_batch_size(rows).with_limit(wanted).build()? {
            let batch = batch.with_context(|| format!("read {}", path.display()))?;
            wanted -= batch.num_rows().min(wanted);
            batches.push(batch);
        }
    }
    Ok(batches)
}

fn reader(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>> {
    let context = || format!("read {}", path.display());
    ParquetRecordBatchReaderBuilder::try_new(File::open(path).with_context(context)?).with_context(context)
}
