//! The SQL engine: every table under its name, queries over them, results as plain Arrow batches.
//!
//! Naming, one rule: a table has its own name; where a table of the mentions and one of the entities share a name, the entities have
//! it and the mentions are called `mentions_<name>`. A table without files is there, empty, with its schema.
//! Results hold plain types only: text, int64, float64, bool, date, instant.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, RecordBatchOptions, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{Field, Schema as ArrowSchema};
use polars::prelude::{
    Column as Series, DataFrame, DataType, IntoLazy as _, LazyFrame, PlRefPath, PlSmallStr, ScanArgsParquet, TimeUnit, TimeZone,
};
use polars::sql::SQLContext;

use super::config::ConfigError;
use super::query::Query;
use super::store;
use crate::entities::Entities;
use crate::mentions::Mentions;
use crate::records::Parsed;
use crate::table::{ColumnType, Layer, RowSet as _, Table};

/// Every declared table that a stage before the aggregates fills.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    Parsed::TABLES.iter().chain(Mentions::TABLES).chain(Entities::TABLES)
}

/// The name of a table in SQL.
#[must_use]
pub fn sql_name(table: &Table) -> String {
    let is_shared = table.layer == Layer::Mentions && Entities::TABLES.iter().any(|entity| entity.name == table.name);
    if is_shared { format!("mentions_{}", table.name) } else { table.name.to_owned() }
}

/// The tables of a data folder, ready to be asked.
pub struct Engine {
    context: SQLContext,
}

impl Engine {
    /// Registers every table of `data`.
    pub fn open(data: &Path) -> Result<Self> {
        Self::register(|table| scan(data, table))
    }

    /// Registers every table without rows: enough to learn the columns of a query.
    pub fn without_rows() -> Result<Self> {
        Self::register(|table| Ok(empty(table)))
    }

    fn register(frame: impl Fn(&Table) -> Result<LazyFrame>) -> Result<Self> {
        let engine = Self { context: SQLContext::new() };
        for table in tables() {
            engine.context.register(&sql_name(table), frame(table)?);
        }
        Ok(engine)
    }

    /// Adds a table that no stage fills, or one that a query filled.
    pub fn add(&self, name: &str, files: &Path) -> Result<()> {
        self.context.register(name, scan_files(files)?);
        Ok(())
    }

    /// Adds a declared table without rows.
    pub fn add_empty(&self, table: &Table) {
        self.context.register(table.name, empty(table));
    }

    /// Runs a query. What the engine does not like in it is an error of its file.
    pub fn run(&mut self, query: &Query) -> Result<RecordBatch> {
        let frame = on_deep_stack(|| self.context.execute(&query.sql).and_then(LazyFrame::collect))?;
        let frame = frame.map_err(|error| ConfigError::of_file(&query.path, error))?;
        batch(&frame).with_context(|| query.path.display().to_string())
    }

    /// The columns a query gives and their types, without running it.
    pub fn columns(&mut self, query: &Query) -> Result<Vec<(String, &'static str)>> {
        let schema = on_deep_stack(|| self.context.execute(&query.sql).and_then(|mut frame| frame.collect_schema()))?;
        let schema = schema.map_err(|error| ConfigError::of_file(&query.path, error))?;
        schema.iter().map(|(name, kind)| Ok((name.to_string(), plain(name, kind)?))).collect()
    }
}

/// Runs `work` where a query of many parts fits: the engine walks a chain of `UNION ALL` by recursion, some 100 kB a link in a dev build.
fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(256 << 20).spawn_scoped(scope, work).context("start a thread")?;
        thread.join().map_err(|_| anyhow!("the SQL engine gave up"))
    })
}

/// The names of the tables a query reads, sorted; names of its own (`WITH`) may be among them.
pub fn reads(query: &Query) -> Result<Vec<String>> {
    let names = polars::sql::extract_table_identifiers(&query.sql, false, true);
    let mut names = names.map_err(|error| ConfigError::of_file(&query.path, error))?;
    names.sort();
    Ok(names)
}

fn scan(data: &Path, table: &Table) -> Result<LazyFrame> {
    let path = match table.layer {
        Layer::Parsed | Layer::Mentions => store::table_folder(data, table.layer, table.name),
        Layer::Entities | Layer::Aggregates | Layer::Checks => store::whole_path(data, table.layer, table.name),
    };
    let is_filled = path.is_file() || !store::stems(&path, "parquet")?.is_empty();
    if is_filled { scan_files(&path) } else { Ok(empty(table)) }
}

fn scan_files(path: &Path) -> Result<LazyFrame> {
    let pattern = if path.is_dir() { path.join("*.parquet") } else { path.to_owned() };
    let pattern = pattern.to_str().with_context(|| format!("{}: a path must be UTF-8", path.display()))?;
    let frame = LazyFrame::scan_parquet(PlRefPath::new(pattern), ScanArgsParquet::default());
    frame.with_context(|| format!("{}: cannot be read", path.display()))
}

fn empty(table: &Table) -> LazyFrame {
    let columns = table.columns.iter().map(|column| {
        let kind = match column.kind {
            ColumnType::Text => DataType::String,
            ColumnType::Integer => DataType::Int64,
            ColumnType::Flag => DataType::Boolean,
            ColumnType::Day => DataType::Date,
            ColumnType::Instant => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
            ColumnType::TextList => DataType::List(Box::new(DataType::String)),
        };
        (PlSmallStr::from_static(column.name), kind)
    });
    DataFrame::empty_with_schema(&columns.collect()).lazy()
}

/// The plain type that a type of the engine is written as.
fn plain(name: &str, kind: &DataType) -> Result<&'static str> {
    Ok(match kind {
        DataType::String | DataType::Null => "text",
        kind if kind.is_integer() => "int64",
        DataType::Float64 => "float64",
        DataType::Boolean => "bool",
        DataType::Date => "date",
        DataType::Datetime(TimeUnit::Microseconds, _) => "datetime[us, UTC]",
        other => bail!("column {name} has the type {other}: expected text, integer, double, boolean or date (cast it)"),
    })
}

fn batch(frame: &DataFrame) -> Result<RecordBatch> {
    let arrays = frame.columns().iter().map(array).collect::<Result<Vec<_>>>()?;
    let fields = frame.columns().iter().zip(&arrays);
    let fields = fields.map(|(column, array)| Field::new(column.name().as_str(), array.data_type().clone(), array.null_count() > 0));
    let schema = ArrowSchema::new(fields.collect::<Vec<_>>());
    let options = RecordBatchOptions::new().with_row_count(Some(frame.height()));
    Ok(RecordBatch::try_new_with_options(Arc::new(schema), arrays, &options)?)
}

fn array(column: &Series) -> Result<ArrayRef> {
    let integers = |column: &Series| -> Result<Vec<Option<i64>>> {
        let numbers = column.strict_cast(&DataType::Int64)?;
        Ok(numbers.i64()?.iter().collect())
    };
    Ok(match plain(column.name(), column.dtype())? {
        "text" => Arc::new(column.cast(&DataType::String)?.str()?.iter().collect::<StringArray>()),
        "int64" => Arc::new(Int64Array::from(integers(column)?)),
        "float64" => Arc::new(column.f64()?.iter().collect::<Float64Array>()),
        "bool" => Arc::new(column.bool()?.iter().collect::<BooleanArray>()),
        "date" => Arc::new(column.date()?.physical().iter().collect::<Date32Array>()),
        _ => Arc::new(integers(column)?.into_iter().collect::<TimestampMicrosecondArray>().with_timezone("UTC")),
    })
}

/// The rows of `batch` under the declared schema of an aggregate: descriptions from the header, grain columns never empty.
pub fn describe(batch: &RecordBatch, query: &Query) -> Result<RecordBatch> {
    let schema = batch.schema();
    query.check_columns(&schema.fields().iter().map(|field| field.name().as_str()).collect::<Vec<_>>())?;
    let mut fields = Vec::new();
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        let name = field.name();
        let is_key = query.grain.contains(name);
        ensure!(!is_key || column.null_count() == 0, "{}: column {name} of the grain is empty in a row", query.path.display());
        let description = HashMap::from([("description".to_owned(), query.columns.get(name).cloned().unwrap_or_default())]);
        fields.push(Field::new(name, column.data_type().clone(), !is_key).with_metadata(description));
    }
    let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    Ok(RecordBatch::try_new_with_options(Arc::new(ArrowSchema::new(fields)), batch.columns().to_vec(), &options)?)
}
