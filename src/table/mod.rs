//! Row types, and all that is generated from them.
//!
//! A row type is declared once, with [`table!`], and a doc line per column. The declaration gives the Arrow schema, the key and
//! sort order, the data dictionary and the field descriptions in the Parquet footer, so that none of them can disagree.
//! This module knows nothing of files: [`Sink`] and [`Source`] are where rows go to and come from.

mod cell;
mod declare;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema, TimeUnit};

pub use cell::{Cell, Value};

/// Where in the flow a table is written; also the name of its folder under the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// What a page holds, as read from its markup.
    Parsed,
    /// What a page says, sentence by sentence.
    Mentions,
    /// What is so in the world, as far as the pages tell.
    Entities,
    /// What SQL makes of the tables; declared in `pipelines/aggregates`.
    Aggregates,
    /// Whether the tables can be trusted.
    Checks,
}

impl Layer {
    /// The folder of the layer.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Parsed => "parsed",
            Self::Mentions => "mentions",
            Self::Entities => "entities",
            Self::Aggregates => "aggregates",
            Self::Checks => "checks",
        }
    }
}

/// The declaration of a table, as data.
#[derive(Debug)]
pub struct Table {
    /// Where it is written.
    pub layer: Layer,
    /// Its name: a plural noun.
    pub name: &'static str,
    /// What one row is.
    pub doc: &'static str,
    /// The columns that identify a row; also the sort order of the file.
    pub key: &'static [&'static str],
    /// All columns, in order.
    pub columns: &'static [Column],
}

/// The declaration of a column, as data.
#[derive(Debug)]
pub struct Column {
    /// Its name, with the unit where it has one.
    pub name: &'static str,
    /// What it holds.
    pub doc: &'static str,
    /// Its type in the file.
    pub kind: ColumnType,
    /// Whether a cell may be empty.
    pub nullable: bool,
    /// The closed list of values, with their meaning; empty where any value may stand.
    pub values: &'static [(&'static str, &'static str)],
}

/// The plain types that stand in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// UTF-8 text.
    Text,
    /// 64-bit integer: counts, offsets, money in whole units of its currency.
    Integer,
    /// True or false.
    Flag,
    /// Calendar day.
    Day,
    /// Instant in UTC, in microseconds.
    Instant,
    /// List of UTF-8 texts.
    TextList,
}

impl ColumnType {
    /// The name used in the data dictionary.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "int64",
            Self::Flag => "bool",
            Self::Day => "date",
            Self::Instant => "datetime[us, UTC]",
            Self::TextList => "list[text]",
        }
    }

    fn arrow(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Integer => DataType::Int64,
            Self::Flag => DataType::Boolean,
            Self::Day => DataType::Date32,
            Self::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Self::TextList => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
        }
    }
}

impl Table {
    /// The Arrow schema, with each column's description in its metadata.
    #[must_use]
    pub fn schema(&self) -> Schema {
        let field = |column: &Column| {
            let description = HashMap::from([("description".to_owned(), column.doc.trim().to_owned())]);
            Field::new(column.name, column.kind.arrow(), column.nullable).with_metadata(description)
        };
        Schema::new(self.columns.iter().map(field).collect::<Vec<_>>())
    }
}

/// A row of a declared table.
pub trait Row: Sized + Clone + Send + serde::Serialize {
    /// The declaration.
    const TABLE: Table;
    /// Order by key; rows that compare equal have the same key.
    fn compare(&self, other: &Self) -> Ordering;
    /// The columns of `rows`.
    fn arrays(rows: &[Self]) -> Vec<ArrayRef>;
    /// The row at `row` of a batch.
    fn read(batch: &RecordBatch, row: usize) -> Result<Self>;

    /// Sorts by key and refuses rows that share one.
    fn sort(rows: &mut [Self]) -> Result<()> {
        rows.sort_by(Self::compare);
        let Some(twins) = rows.windows(2).find(|pair| pair[0].compare(&pair[1]).is_eq()) else { return Ok(()) };
        let table = Self::TABLE;
        bail!("table {}: two rows share the key ({}): {}", table.name, table.key.join(", "), serde_json::to_string(&twins[0])?)
    }

    /// One batch that holds `rows` in their order.
    fn batch(rows: &[Self]) -> Result<RecordBatch> {
        Ok(RecordBatch::try_new(Arc::new(Self::TABLE.schema()), Self::arrays(rows))?)
    }

    /// The rows of a batch.
    fn rows(batch: &RecordBatch) -> Result<Vec<Self>> {
        (0..batch.num_rows()).map(|row| Self::read(batch, row)).collect()
    }
}

/// The cell of `column` at `row`; an error that names the column where it is missing or of another type.
pub fn cell<T: Cell>(batch: &RecordBatch, column: &str, row: usize) -> Result<T> {
    let array = batch.column_by_name(column).with_context(|| format!("column {column} is missing"))?;
    T::read(array.as_ref(), row).with_context(|| format!("column {column}, row {row}: not {}", T::KIND.name()))
}

/// Where rows go to.
pub trait Sink {
    /// Takes all rows of one table.
    fn take<R: Row>(&mut self, rows: Vec<R>) -> Result<()>;
}

/// Where rows come from.
pub trait Source {
    /// Gives all rows of one table.
    fn give<R: Row>(&mut self) -> Result<Vec<R>>;
}

/// Several tables that one stage fills; declared with [`row_set!`].
pub trait RowSet: Default + Send {
    /// The tables, in order.
    const TABLES: &'static [Table];
    /// Moves the rows of `other` behind these.
    fn append(&mut self, other: Self);
    /// Hands every table to `sink`, empty ones too.
    fn write(self, sink: &mut impl Sink) -> Result<()>;
    /// Asks `source` for every table.
    fn read(source: &mut impl Source) -> Result<Self>;
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};

    use super::*;
    use crate::{table, vocabulary};

    vocabulary! {
        /// A test vocabulary.
        pub enum Colour {
            /// Like grass.
            Green = "green",
            /// Like the sky.
            Blue = "blue",
        }
    }

    table! {
        /// A thing.
        pub struct Thing = Parsed.things, key(name, number) {
            /// Its name.
            name: String,
            /// Its number.
            number: i64,
            /// Its colour.
            colour: Option<Colour>,
            /// Its names elsewhere.
            aliases: Vec<String>,
            /// Its day.
            day: Option<NaiveDate>,
            /// Its instant.
            instant: DateTime<Utc>,
            /// Whether its number is above one.
            is_big: bool,
        }
    }

    fn thing(name: &str, number: i64) -> Thing {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29);
        Thing {
            name: name.into(),
            number,
            colour: (number > 1).then_some(Colour::Blue),
            aliases: vec!["x".into(); usize::try_from(number).unwrap()],
            day: day.filter(|_| number > 1),
            instant: DateTime::from_timestamp_micros(1_700_000_000_000_123).unwrap(),
            is_big: number > 1,
        }
    }

    #[test]
    fn rows_come_back_from_a_batch_as_they_were() {
        let rows = vec![thing("a", 1), thing("b", 2)];
        assert_eq!(Thing::rows(&Thing::batch(&rows).unwrap()).unwrap(), rows);
    }

    #[test]
    fn rows_are_sorted_by_key_and_twins_refused() {
        let mut rows = vec![thing("b", 1), thing("a", 2), thing("a", 1)];
        Thing::sort(&mut rows).unwrap();
        assert_eq!(rows.iter().map(|row| (row.name.as_str(), row.number)).collect::<Vec<_>>(), [("a", 1), ("a", 2), ("b", 1)]);
        rows.push(thing("a", 2));
        let error = Thing::sort(&mut rows).unwrap_err().to_string();
        assert!(error.starts_with("table things: two rows share the key (name, number)"), "{error}");
    }

    #[test]
    fn the_schema_carries_descriptions_and_the_vocabulary() {
        let schema = Thing::TABLE.schema();
        assert_eq!(schema.field(2).metadata()["description"], "Its colour.");
        assert!(schema.field(2).is_nullable() && !schema.field(0).is_nullable());
        assert_eq!(Colour::ALL, [Colour::Green, Colour::Blue]);
        assert_eq!(Thing::TABLE.columns[2].values, [("green", " Like grass."), ("blue", " Like the sky.")]);
    }
}
