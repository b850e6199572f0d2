//! The cells of any column of a table as text: days as `2024-02-29`, instants as `2024-02-29T08:00:00Z`, lists joined by `|`.

use arrow::array::{Array, ArrayRef, AsArray as _};
use arrow::datatypes::{Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use chrono::{DateTime, SecondsFormat};

/// What stands between the items of a list.
pub const LIST_DELIMITER: &str = "|";

/// The cells of a column.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a>(&'a ArrayRef);

impl<'a> Cells<'a> {
    /// Those of a column of one of the plain types that stand in files.
    #[must_use]
    pub const fn new(column: &'a ArrayRef) -> Self {
        Self(column)
    }

    /// The cell at `row`; nothing where it is empty.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<String> {
        let column = self.0;
        if column.is_null(row) {
            return None;
        }
        let text = || column.as_string_opt::<i32>().map(|texts| texts.value(row).to_owned());
        let integer = || column.as_primitive_opt::<Int64Type>().map(|numbers| numbers.value(row).to_string());
        let double = || column.as_primitive_opt::<Float64Type>().map(|numbers| numbers.value(row).to_string());
        let flag = || column.as_boolean_opt().map(|flags| flags.value(row).to_string());
        let day = || column.as_primitive_opt::<Date32Type>()?.value_as_date(row).map(|day| day.to_string());
        let instant = || DateTime::from_timestamp_micros(column.as_primitive_opt::<TimestampMicrosecondType>()?.value(row));
        let list = || {
            let items = column.as_list_opt::<i32>()?.value(row);
            Some(items.as_string_opt::<i32>()?.iter().flatten().collect::<Vec<_>>().join(LIST_DELIMITER))
        };
        let instant = || instant().map(|instant| instant.to_rfc3339_opts(SecondsFormat::AutoSi, true));
        // What a query of somebody's own computes may be of another type.
        let other = || ArrayFormatter::try_new(column.as_ref(), &FormatOptions::default()).ok().map(|cells| cells.value(row).to_string());
        text().or_else(integer).or_else(double).or_else(flag).or_else(day).or_else(instant).or_else(list).or_else(other)
    }

    /// The cell at `row` for a person: at most `width` characters on one line; `empty` where it is empty.
    #[must_use]
    pub fn brief(&self, row: usize, width: usize, empty: &str) -> String {
        let text = self.text(row).unwrap_or_else(|| empty.to_owned());
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_long = text.chars().count() > width;
        if is_long { text.chars().take(width.saturating_sub(1)).chain(['…']).collect() } else { text }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{Date32Array, StringArray, TimestampMicrosecondArray, UInt32Array};

    use super::*;

    #[test]
    fn days_and_instants_are_written_as_the_standards_have_them() {
        let days: ArrayRef = Arc::new(Date32Array::from(vec![Some(19_782), None]));
        assert_eq!((Cells::new(&days).text(0).as_deref(), Cells::new(&days).text(1)), (Some("2024-02-29"), None));
        let instants: ArrayRef = Arc::new(TimestampMicrosecondArray::from(vec![1_709_193_600_000_000]).with_timezone("UTC"));
        assert_eq!(Cells::new(&instants).text(0).as_deref(), Some("2024-02-29T08:00:00Z"));
    }

    #[test]
    fn any_type_is_told_and_a_brief_cell_is_one_short_line() {
        let counts: ArrayRef = Arc::new(UInt32Array::from(vec![7]));
        assert_eq!(Cells::new(&counts).text(0).as_deref(), Some("7"));
        let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("two\n lines  here"), None]));
        assert_eq!((Cells::new(&texts).brief(0, 9, "-").as_str(), Cells::new(&texts).brief(1, 9, "-").as_str()), ("two line…", "-"));
    }
}
