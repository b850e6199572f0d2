//! Row types, and all that is generated from them.
//!
//! A row type is declared once, with [`table!`], and a doc line per column. The declaration gives the Arrow schema, the key and
//! sort order, the data dictionary and the field descriptions in the Parquet footer, so that none of them can disagree.
//! This module knows nothing of files: [`Sink`] and [`Source`] are where rows go to and come from.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Int64Array, ListBuilder, RecordBatch, StringArray, StringBuilder,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, Date32Type, Field, Int64Type, Schema, TimeUnit, TimestampMicrosecondType};
use chrono::{DateTime, NaiveDate, Utc};

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

/// A type that stands in a cell that is never empty.
pub trait Value: Sized {
    /// Its type in the file.
    const KIND: ColumnType;
    /// The closed list of its values, if it has one.
    const VALUES: &'static [(&'static str, &'static str)] = &[];
    /// A column of such cells.
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef
    where
        Self: 'a;
    /// The cell at `row` of a column, which is known not to be null there.
    fn read(column: &dyn Array, row: usize) -> Option<Self>;
}

/// A type that stands in a cell: a [`Value`], or an `Option` of one.
pub trait Cell: Sized {
    /// The type in the file.
    const KIND: ColumnType;
    /// Whether the cell may be empty.
    const NULLABLE: bool;
    /// The closed list of values, if it has one.
    const VALUES: &'static [(&'static str, &'static str)];
    /// A column of such cells.
    fn array<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef
    where
        Self: 'a;
    /// The cell at `row`; `None` if it is empty and may not be, or of another type.
    fn read(column: &dyn Array, row: usize) -> Option<Self>;
}

impl<T: Value> Cell for T {
    const KIND: ColumnType = T::KIND;
    const NULLABLE: bool = false;
    const VALUES: &'static [(&'static str, &'static str)] = T::VALUES;
    fn array<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef
    where
        Self: 'a,
    {
        <T as Value>::array(cells.map(Some))
    }
    fn read(column: &dyn Array, row: usize) -> Option<Self> {
        if column.is_null(row) { None } else { <T as Value>::read(column, row) }
    }
}

impl<T: Value> Cell for Option<T> {
    const KIND: ColumnType = T::KIND;
    const NULLABLE: bool = true;
    const VALUES: &'static [(&'static str, &'static str)] = T::VALUES;
    fn array<'a>(cells: impl Iterator<Item = &'a Self>) -> ArrayRef
    where
        Self: 'a,
    {
        T::array(cells.map(Option::as_ref))
    }
    fn read(column: &dyn Array, row: usize) -> Option<Self> {
        if column.is_null(row) { Some(None) } else { <T as Value>::read(column, row).map(Some) }
    }
}

impl Value for String {
    const KIND: ColumnType = ColumnType::Text;
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(cells.collect::<StringArray>())
    }
    fn read(column: &dyn Array, row: usize) -> Option<Self> {
        column.as_string_opt::<i32>().map(|texts| texts.value(row).to_owned())
    }
}

impl Value for i64 {
    const KIND: ColumnType = ColumnType::Integer;
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(cells.map(Option::<&i64>::copied).collect::<Int64Array>())
    }
    fn read(column: &dyn Array, row: usize) -> Option<Self> {
        column.as_primitive_opt::<Int64Type>().map(|numbers| numbers.value(row))
    }
}

impl Value for bool {
    const KIND: ColumnType = ColumnType::Flag;
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(cells.map(Option::<&bool>::copied).collect::<BooleanArray>())
    }
    fn read(column: &dyn Array, row: usize) -> Option<Self> {
        column.as_boolean_opt().map(|flags| flags.value(row))
    }
}

impl Value for NaiveDate {
    const KIND: ColumnType = ColumnType::Day;
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(cells.map(|day| day.map(|day| Date32Type::from_naive_date(*day))).collect::<Date32Array>())
    }
    fn read(column: &dyn Array, row: usize) -> Option<Self> {
        column.as_primitive_opt::<Date32Type>().and_then(|days| days.value_as_date(row))
    }
}

impl Value for DateTime<Utc> {
    const KIND: ColumnType = ColumnType::Instant;
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        let instants = cells.map(|instant| instant.map(DateTime::timestamp_micros));
        Arc::new(instants.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
    }
    fn read(column: &dyn Array, row: usize) -> Option<Self> {
        let instants = column.as_primitive_opt::<TimestampMicrosecondType>()?;
        DateTime::from_timestamp_micros(instants.value(row))
    }
}

impl Value for Vec<String> {
    const KIND: ColumnType = ColumnType::TextList;
    fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        let mut lists = ListBuilder::new(StringBuilder::new());
        for cell in cells {
            for text in cell.into_iter().flatten() {
                lists.values().append_value(text);
            }
            lists.append(cell.is_some());
        }
        Arc::new(lists.finish())
    }
    fn read(column: &dyn Array, row: usize) -> Option<Self> {
        let texts = column.as_list_opt::<i32>()?.value(row);
        let texts = texts.as_string_opt::<i32>()?;
        Some(texts.iter().flatten().map(str::to_owned).collect())
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

/// Declares a row type: `table! { /// doc  pub struct Row = Layer.table_name, key(a, b) { /// doc  column: Type, } }`.
#[macro_export]
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        pub struct $row:ident = $layer:ident.$name:ident, key($($key:ident),+) {
            $( $(#[doc = $column_doc:literal])+ $column:ident: $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        pub struct $row {
            $( $(#[doc = $column_doc])+ pub $column: $type, )+
        }

        impl $crate::table::Row for $row {
            const TABLE: $crate::table::Table = $crate::table::Table {
                layer: $crate::table::Layer::$layer,
                name: stringify!($name),
                doc: concat!($($doc),+),
                key: &[$(stringify!($key)),+],
                columns: &[$( $crate::table::Column {
                    name: stringify!($column),
                    doc: concat!($($column_doc),+),
                    kind: <$type as $crate::table::Cell>::KIND,
                    nullable: <$type as $crate::table::Cell>::NULLABLE,
                    values: <$type as $crate::table::Cell>::VALUES,
                } ),+],
            };
            fn compare(&self, other: &Self) -> std::cmp::Ordering {
                std::cmp::Ordering::Equal $( .then_with(|| self.$key.cmp(&other.$key)) )+
            }
            fn arrays(rows: &[Self]) -> Vec<arrow::array::ArrayRef> {
                vec![$( <$type as $crate::table::Cell>::array(rows.iter().map(|row| &row.$column)) ),+]
            }
            fn read(batch: &arrow::array::RecordBatch, row: usize) -> anyhow::Result<Self> {
                Ok(Self { $( $column: $crate::table::cell(batch, stringify!($column), row)?, )+ })
            }
        }
    };
}

/// Declares a closed list of values: `vocabulary! { /// doc  pub enum Bound { /// doc  Exact = "exact", } }`.
#[macro_export]
macro_rules! vocabulary {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident { $( $(#[doc = $value_doc:literal])+ $variant:ident = $text:literal, )+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( $(#[doc = $value_doc])+ #[serde(rename = $text)] $variant, )+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// The value as it stands in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text ),+ }
            }

            /// The value that stands in files as `text`.
            #[must_use]
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $( $text => Some(Self::$variant), )+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::table::Value for $name {
            const KIND: $crate::table::ColumnType = $crate::table::ColumnType::Text;
            const VALUES: &'static [(&'static str, &'static str)] = &[$( ($text, concat!($($value_doc),+)) ),+];
            fn array<'a>(cells: impl Iterator<Item = Option<&'a Self>>) -> arrow::array::ArrayRef {
                std::sync::Arc::new(cells.map(|cell| cell.map(|value| value.as_str())).collect::<arrow::array::StringArray>())
            }
            fn read(column: &dyn arrow::array::Array, row: usize) -> Option<Self> {
                use arrow::array::AsArray as _;
                column.as_string_opt::<i32>().and_then(|texts| Self::from_text(texts.value(row)))
            }
        }
    };
}

/// Declares the tables that one stage fills: `row_set! { /// doc  pub struct Parsed { articles: Article, } }`.
#[macro_export]
macro_rules! row_set {
    (
        $(#[$meta:meta])+
        pub struct $name:ident { $( $table:ident: $row:ty, )+ }
    ) => {
        $(#[$meta])+
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
        pub struct $name {
            $( #[doc = concat!("Rows of `", stringify!($table), "`.")] pub $table: Vec<$row>, )+
        }

        impl $crate::table::RowSet for $name {
            const TABLES: &'static [$crate::table::Table] = &[$( <$row as $crate::table::Row>::TABLE ),+];
            fn append(&mut self, mut other: Self) {
                $( self.$table.append(&mut other.$table); )+
            }
            fn write(self, sink: &mut impl $crate::table::Sink) -> anyhow::Result<()> {
                $( sink.take(self.$table)?; )+
                Ok(())
            }
            fn read(source: &mut impl $crate::table::Source) -> anyhow::Result<Self> {
                Ok(Self { $( $table: source.give()?, )+ })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

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
