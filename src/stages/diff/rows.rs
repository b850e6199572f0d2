//! Two states of one table, row by row: a pure function of two batches that are sorted by the same key.

use std::cmp::Ordering;

use anyhow::{Context as _, Result};
use arrow::array::{Array as _, ArrayRef, RecordBatch};
use arrow::row::{RowConverter, Rows, SortField};

use crate::stages::cells::Cells;
use crate::{table, vocabulary};

/// Characters of a cell that are repeated, at most: the text of a page is looked up, not told.
const CELL_CHARS: usize = 200;

vocabulary! {
    /// What became of a row.
    pub enum Change {
        /// It is there, and was not.
        Added = "added",
        /// It is there as before under its key, with other values.
        Changed = "changed",
        /// It was there, and is no more.
        Removed = "removed",
    }
}

table! {
    /// One row per row in which the tables differ from those of the last release; written by `drawdown diff`.
    pub struct RowChange = Checks.row_changes, key(table_name, row_key) {
        /// The table, by its name in SQL.
        table_name: String,
        /// The key of the row: `package_id=UKR-PDA-47`.
        row_key: String,
        /// What became of it.
        change: Change,
        /// The columns that differ; empty unless it was changed.
        changed_columns: Vec<String>,
        /// Their values before, as text of at most 200 characters; an empty cell is `-`.
        before: Vec<String>,
        /// Their values now.
        after: Vec<String>,
    }
}

/// A row of one state or of both.
enum Pair {
    Before(usize),
    Now(usize),
    Both(usize, usize),
}

/// The rows that differ, in the order of the key. Columns that only one state has are not compared.
pub fn compare(name: &str, key: &[String], before: Option<&RecordBatch>, now: Option<&RecordBatch>) -> Result<Vec<RowChange>> {
    let row_of = |batch: &RecordBatch, row: usize, change: Change| -> Result<RowChange> {
        let cells = key
            .iter()
            .map(|column| Ok(format!("{column}={}", Cells::new(column_of(batch, column)?).text(row).unwrap_or_else(|| "-".to_owned()))))
            .collect::<Result<Vec<_>>>()?;
        let row_key = cells.join(", ");
        Ok(RowChange { table_name: name.to_owned(), row_key, change, changed_columns: Vec::new(), before: Vec::new(), after: Vec::new() })
    };
    let (before, now) = match (before, now) {
        (Some(before), Some(now)) => (before, now),
        (Some(before), None) => return (0..before.num_rows()).map(|row| row_of(before, row, Change::Removed)).collect(),
        (None, Some(now)) => return (0..now.num_rows()).map(|row| row_of(now, row, Change::Added)).collect(),
        (None, None) => return Ok(Vec::new()),
    };
    let shared = shared_columns(before, now);
    let values: Vec<_> = shared.iter().filter(|column| !key.contains(column)).cloned().collect();
    let pairs = if key.iter().all(|column| shared.contains(column)) {
        pairs(&encode(key, [before, now])?)
    } else {
        // Another key: none of the rows is one of the others.
        (0..before.num_rows()).map(Pair::Before).chain((0..now.num_rows()).map(Pair::Now)).collect()
    };
    let [old, new] = encode(&values, [before, now])?;
    let mut changes = Vec::new();
    for pair in pairs {
        match pair {
            Pair::Before(row) => changes.push(row_of(before, row, Change::Removed)?),
            Pair::Now(row) => changes.push(row_of(now, row, Change::Added)?),
            Pair::Both(a, b) if values.is_empty() || old.row(a) == new.row(b) => {}
            Pair::Both(a, b) => {
                let mut change = row_of(now, b, Change::Changed)?;
                for column in &values {
                    let (left, right) = (column_of(before, column)?, column_of(now, column)?);
                    if left.slice(a, 1).to_data() != right.slice(b, 1).to_data() {
                        change.changed_columns.push(column.clone());
                        change.before.push(Cells::new(left).brief(a, CELL_CHARS, "-"));
                        change.after.push(Cells::new(right).brief(b, CELL_CHARS, "-"));
                    }
                }
                changes.push(change);
            }
        }
    }
    Ok(changes)
}

/// The columns that both have, of the same type.
fn shared_columns(before: &RecordBatch, now: &RecordBatch) -> Vec<String> {
    let schema = before.schema();
    let has_type = |field: &str| schema.field_with_name(field).ok().map(|field| field.data_type().clone());
    let is_shared = |field: &&arrow::datatypes::FieldRef| has_type(field.name()).as_ref() == Some(field.data_type());
    now.schema().fields().iter().filter(is_shared).map(|field| field.name().clone()).collect()
}

/// The same columns of two batches as bytes that compare as the cells do.
fn encode(columns: &[String], batches: [&RecordBatch; 2]) -> Result<[Rows; 2]> {
    let of = |batch: &RecordBatch| columns.iter().map(|column| column_of(batch, column).cloned()).collect::<Result<Vec<_>>>();
    let [before, now] = [of(batches[0])?, of(batches[1])?];
    let converter = RowConverter::new(now.iter().map(|column| SortField::new(column.data_type().clone())).collect())?;
    let rows = |columns: &[ArrayRef]| -> Result<Rows> {
        if columns.is_empty() { Ok(converter.empty_rows(0, 0)) } else { Ok(converter.convert_columns(columns)?) }
    };
    Ok([rows(&before)?, rows(&now)?])
}

fn pairs([before, now]: &[Rows; 2]) -> Vec<Pair> {
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while a < before.num_rows() || b < now.num_rows() {
        let order = match (a < before.num_rows(), b < now.num_rows()) {
            (true, true) => before.row(a).cmp(&now.row(b)),
            (true, false) => Ordering::Less,
            _ => Ordering::Greater,
        };
        pairs.push(match order {
            Ordering::Less => Pair::Before(a),
            Ordering::Greater => Pair::Now(b),
            Ordering::Equal => Pair::Both(a, b),
        });
        a += usize::from(order.is_le());
        b += usize::from(order.is_ge());
    }
    pairs
}

fn column_of<'a>(batch: &'a RecordBatch, column: &str) -> Result<&'a ArrayRef> {
    batch.column_by_name(column).with_context(|| format!("column {column} is missing"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{Int64Array, StringArray};

    use super::*;

    fn batch(rows: &[(&str, Option<i64>)]) -> RecordBatch {
        let ids: ArrayRef = Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.0)));
        let values: ArrayRef = Arc::new(rows.iter().map(|row| row.1).collect::<Int64Array>());
        RecordBatch::try_from_iter_with_nullable([("id", ids, false), ("value", values, true)]).unwrap()
    }

    fn told(before: Option<&RecordBatch>, now: Option<&RecordBatch>) -> Vec<String> {
        let changes = compare("things", &["id".to_owned()], before, now).unwrap();
        changes.iter().map(|row| format!("{} {} {:?} {:?}", row.change, row.row_key, row.before, row.after)).collect()
    }

    #[test]
    fn each_row_is_added_changed_removed_or_as_it_was() {
        let before = batch(&[("a", Some(1)), ("b", Some(2)), ("c", None), ("e", Some(5))]);
        let now = batch(&[("b", Some(2)), ("c", Some(3)), ("d", Some(4)), ("e", None), ("f", None)]);
        let expected =
            ["removed id=a [] []", "changed id=c [\"-\"] [\"3\"]", "added id=d [] []", "changed id=e [\"5\"] [\"-\"]", "added id=f [] []"];
        assert_eq!(told(Some(&before), Some(&now)), expected);
        assert_eq!(told(Some(&now), Some(&now)), [""; 0]);
        assert_eq!(told(None, Some(&before)).len(), 4);
        assert_eq!(told(Some(&before), None)[3], "removed id=e [] []");
    }

    #[test]
    fn a_column_that_is_new_changes_no_row() {
        let before = batch(&[("a", Some(1))]);
        let more: ArrayRef = Arc::new(StringArray::from(vec!["x"]));
        let columns = [("id", before.column(0).clone()), ("value", before.column(1).clone()), ("colour", more)];
        assert_eq!(told(Some(&before), Some(&RecordBatch::try_from_iter(columns).unwrap())), [""; 0]);
    }
}
