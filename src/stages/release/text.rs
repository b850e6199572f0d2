//! Tables as CSV: RFC 4180, UTF-8, days as `2024-02-29`, instants as `2024-02-29T08:00:00Z`, lists joined by `|`, empty cells empty.

use anyhow::Result;
use arrow::array::RecordBatch;

use crate::stages::cells::Cells;

/// A table as CSV.
pub fn csv(batch: &RecordBatch) -> Result<Vec<u8>> {
    let schema = batch.schema();
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(schema.fields().iter().map(|field| field.name()))?;
    let columns = batch.columns().iter().map(Cells::new).collect::<Vec<_>>();
    for row in 0..batch.num_rows() {
        writer.write_record(columns.iter().map(|column| column.text(row).unwrap_or_default()))?;
    }
    Ok(writer.into_inner()?)
}
