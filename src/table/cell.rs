//! What can stand in a cell, and how it stands in a column of a file.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Int64Array, ListBuilder, StringArray, StringBuilder, TimestampMicrosecondArray,
};
use arrow::datatypes::{Date32Type, Int64Type, TimestampMicrosecondType};
use chrono::{DateTime, NaiveDate, Utc};

use super::ColumnType;

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
