//! Tables as CSV: RFC 4180, UTF-8, days as `2024-02-29`, instants as `2024-02-29T08:00:00Z`, lists joined by `|`, empty cells empty.

use anyhow::Result;
use arrow::array::{Array, AsArray as _, RecordBatch};
use arrow::util::display::{ArrayFormatter, FormatOptions};

/// What stands between the items of a list.
pub const LIST_DELIMITER: &str = "|";

/// A table as CSV.
pub fn csv(batch: &RecordBatch) -> Result<Vec<u8>> {
    let schema = batch.schema();
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(schema.fields().iter().map(|field| field.name()))?;
    let columns = batch.columns().iter().map(Cells::new).collect::<Result<Vec<_>>>()?;
    for row in 0..batch.num_rows() {
        writer.write_record(columns.iter().map(|column| column.text(row)))?;
    }
    Ok(writer.into_inner()?)
}

/// The cells of a column as text.
pub struct Cells<'a> {
    column: &'a dyn Array,
    formatter: ArrayFormatter<'a>,
}

impl<'a> Cells<'a> {
    /// Those of a column of any type that stands in files.
    pub fn new(column: &'a arrow::array::ArrayRef) -> Result<Self> {
        static OPTIONS: std::sync::LazyLock<FormatOptions<'static>> =
            std::sync::LazyLock::new(|| FormatOptions::default().with_timestamp_tz_format(Some("%Y-%m-%dT%H:%M:%S%.fZ")));
        Ok(Self { column, formatter: ArrayFormatter::try_new(column, &OPTIONS)? })
    }

    /// The cell at `row`; nothing where it is empty.
    #[must_use]
    pub fn text(&self, row: usize) -> String {
        if self.column.is_null(row) {
            return String::new();
        }
        match self.column.as_list_opt::<i32>().map(|lists| lists.value(row)) {
            Some(items) => items.as_string_opt::<i32>().into_iter().flatten().flatten().collect::<Vec<_>>().join(LIST_DELIMITER),
            None => self.formatter.value(row).to_string(),
        }
    }
}
