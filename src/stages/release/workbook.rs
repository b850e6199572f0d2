//! One workbook for Excel: a readme, a sheet for each table that people ask for, and what each column holds.
//!
//! Headers are frozen and can be filtered, days are days, numbers are numbers, and an article's id is a link to its page. Nothing in it
//! depends on the clock.

use std::collections::BTreeMap;

use anyhow::Result;
use arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, Worksheet};

use super::about::{self, About};
use crate::stages::cells::Cells;
use crate::stages::figures::thousands;
use crate::stages::tables::Entry;

/// Rows of a sheet, its header aside.
const MAX_ROWS: usize = 1_048_575;
/// UTF-16 units of a cell, with some to spare.
const MAX_TEXT: usize = 32_000;
/// Links of a sheet.
const MAX_LINKS: usize = 65_000;
/// Characters of an address that Excel follows.
const MAX_URL: usize = 2_000;
/// Integers that Excel holds exactly.
const MAX_INTEGER: u64 = 1 << 53;
/// Day 0 of 1970 and of Excel lie so many days apart.
const EPOCH_DAYS: f64 = 25_569.0;
const DAY_MICROS: f64 = 86_400_000_000.0;

/// A table and its rows.
pub type Sheet<'a> = (&'a Entry, &'a RecordBatch);

/// The workbook.
pub fn write(about: &About<'_>, sheets: &[Sheet<'_>], pages: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::parse_from_str(&about.as_of.to_string())?;
    let properties = DocProperties::new().set_title(about::TITLE).set_author(about::CREATOR).set_comment(about.citation());
    workbook.set_properties(&properties.set_creation_datetime(&created));
    readme(workbook.add_worksheet(), about, sheets)?;
    for (entry, batch) in sheets {
        table(workbook.add_worksheet(), entry, batch, pages)?;
    }
    columns(workbook.add_worksheet(), sheets)?;
    Ok(workbook.save_to_buffer()?)
}

fn readme(sheet: &mut Worksheet, about: &About<'_>, sheets: &[Sheet<'_>]) -> Result<()> {
    let (title, bold, wrap) = (Format::new().set_bold().set_font_size(14), Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_name("readme")?.set_column_width(0, 30)?.set_column_width(1, 100)?.set_column_width(2, 12)?;
    sheet.write_with_format(0, 0, about::TITLE, &title)?;
    let mut row = 1;
    let mut say = |sheet: &mut Worksheet, what: &str, text: &str| -> Result<()> {
        row += 1;
        sheet.write_with_format(row, 0, what, &bold)?.write_with_format(row, 1, text, &wrap)?;
        Ok(())
    };
    say(sheet, "Release", &format!("{}, as of {} ({})", about.version, about.as_of, about.status))?;
    say(sheet, "What it is", about::DESCRIPTION)?;
    for caution in about::CAUTIONS {
        say(sheet, "Before adding up", caution)?;
    }
    say(sheet, "Links", "An id of an article is a link to its page; sentence and page of a package are those its values were taken from.")?;
    say(sheet, "To cite", &about.citation())?;
    say(sheet, "To cite one number", &about.citation_of_a_number())?;
    for site in &about.sources {
        say(
            sheet,
            "Read from",
            &format!("{} ({}): {}", site.publisher, site.id_host, site.licence.as_deref().unwrap_or("licence not stated")),
        )?;
    }
    row += 2;
    for (column, heading) in [(0, "sheet"), (1, "one row"), (2, "rows")] {
        sheet.write_with_format(row, column, heading, &bold)?;
    }
    for (entry, batch) in sheets {
        row += 1;
        sheet.write_url_with_text(row, 0, format!("internal:'{}'!A1", sheet_name(entry)).as_str(), sheet_name(entry))?;
        let cut = batch.num_rows().saturating_sub(MAX_ROWS);
        let cut = if cut > 0 {
            format!(" The last {} rows do not fit: see the Parquet file.", thousands(i64::try_from(cut)?))
        } else {
            String::new()
        };
        sheet.write_with_format(row, 1, format!("{}{cut}", entry.doc), &wrap)?;
        sheet.write_number(row, 2, number(i64::try_from(batch.num_rows())?))?;
    }
    Ok(())
}

fn columns(sheet: &mut Worksheet, sheets: &[Sheet<'_>]) -> Result<()> {
    sheet.set_name("columns")?;
    header(sheet, &[("sheet", 28), ("column", 32), ("type", 18), ("what it holds", 110)])?;
    let mut row = 0;
    for (entry, _) in sheets {
        for column in &entry.columns {
            row += 1;
            sheet.write_string(row, 0, sheet_name(entry))?.write_string(row, 1, &column.name)?.write_string(row, 2, column.kind)?;
            let values = column.values.iter().map(|(value, meaning)| format!(" {value}: {}", meaning.trim()));
            sheet.write_string(row, 3, format!("{}{}", column.doc, values.collect::<String>()))?;
        }
    }
    sheet.autofilter(0, 0, row.max(1), 3)?;
    Ok(())
}

/// A name that Excel takes: 31 characters at most.
fn sheet_name(entry: &Entry) -> &str {
    entry.name.get(..31).unwrap_or(&entry.name)
}

fn table(sheet: &mut Worksheet, entry: &Entry, batch: &RecordBatch, pages: &BTreeMap<String, String>) -> Result<()> {
    sheet.set_name(sheet_name(entry))?;
    let schema = batch.schema();
    let fields: Vec<_> =
        schema.fields().iter().zip(batch.columns()).map(|(field, column)| (field.name().as_str(), width(field.name(), column))).collect();
    header(sheet, &fields)?;
    let rows = batch.num_rows().min(MAX_ROWS);
    let mut links = 0;
    for (at, (column, (name, _))) in (0..).zip(batch.columns().iter().zip(&fields)) {
        let writer = Column { at, name, values: column, cells: Cells::new(column), format: format(name, column.data_type()) };
        for row in (0..rows).filter(|row| !column.is_null(*row)) {
            writer.write(sheet, row, pages, &mut links)?;
        }
    }
    sheet.autofilter(0, 0, u32::try_from(rows.max(1))?, u16::try_from(fields.len().saturating_sub(1))?)?;
    Ok(())
}

fn header(sheet: &mut Worksheet, columns: &[(&str, u16)]) -> Result<()> {
    let format = Format::new().set_bold().set_background_color("#E8EEF4").set_border_bottom(rust_xlsxwriter::FormatBorder::Thin);
    for (at, (name, width)) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, *name, &format)?.set_column_width(at, f64::from(*width))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// Money with groups of three, days and instants as Excel has them; all else as it is.
fn format(name: &str, kind: &DataType) -> Format {
    match kind {
        DataType::Date32 => Format::new().set_num_format("yyyy-mm-dd"),
        DataType::Timestamp(..) => Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        DataType::Int64 if name.ends_with("_usd") => Format::new().set_num_format("#,##0"),
        _ => Format::new(),
    }
}

fn width(name: &str, column: &ArrayRef) -> u16 {
    let of_kind = match column.data_type() {
        DataType::Timestamp(..) => 20,
        DataType::Utf8 if ["surface", "sentence", "title", "reason"].contains(&name) => 60,
        DataType::Utf8 | DataType::List(_) => 24,
        DataType::Int64 if name.ends_with("_usd") => 18,
        _ => 12,
    };
    of_kind.max(u16::try_from(name.len()).unwrap_or(0) + 4)
}

/// A column of a sheet.
struct Column<'a> {
    at: u16,
    name: &'a str,
    values: &'a ArrayRef,
    cells: Cells<'a>,
    format: Format,
}

impl Column<'_> {
    fn write(&self, sheet: &mut Worksheet, row: usize, pages: &BTreeMap<String, String>, links: &mut usize) -> Result<()> {
        let (line, at) = (u32::try_from(row + 1)?, self.at);
        match self.values.data_type() {
            DataType::Int64 => {
                let value = self.values.as_primitive::<Int64Type>().value(row);
                if value.unsigned_abs() <= MAX_INTEGER {
                    sheet.write_number_with_format(line, at, number(value), &self.format)?;
                    return Ok(());
                }
            }
            DataType::Float64 => {
                sheet.write_number_with_format(line, at, self.values.as_primitive::<Float64Type>().value(row), &self.format)?;
                return Ok(());
            }
            DataType::Boolean => {
                sheet.write_boolean(line, at, self.values.as_boolean().value(row))?;
                return Ok(());
            }
            DataType::Date32 => return self.instant(sheet, line, row, f64::from(self.values.as_primitive::<Date32Type>().value(row))),
            DataType::Timestamp(..) => {
                let micros = self.values.as_primitive::<TimestampMicrosecondType>().value(row);
                return self.instant(sheet, line, row, number(micros) / DAY_MICROS);
            }
            _ => {}
        }
        let text = self.cells.text(row).unwrap_or_default();
        let address = if self.name.ends_with("article_id") { pages.get(&text) } else { (self.name == "page").then_some(&text) };
        let address = address.filter(|address| *links < MAX_LINKS && address.len() <= MAX_URL && address.starts_with("http"));
        match address {
            Some(address) => {
                *links += 1;
                sheet.write_url_with_text(line, at, Url::new(address.as_str()), text)?
            }
            None => sheet.write_string(line, at, shortened(&text))?,
        };
        Ok(())
    }

    /// Days since 1970 as a date of Excel; before 1900, which it does not know, as text.
    fn instant(&self, sheet: &mut Worksheet, line: u32, row: usize, days: f64) -> Result<()> {
        if days + EPOCH_DAYS < 1.0 {
            sheet.write_string(line, self.at, self.cells.text(row).unwrap_or_default())?;
        } else {
            sheet.write_number_with_format(line, self.at, days + EPOCH_DAYS, &self.format)?;
        }
        Ok(())
    }
}

/// As Excel holds it.
#[expect(clippy::cast_precision_loss, reason = "Excel has no other numbers; larger ones are written as text")]
const fn number(value: i64) -> f64 {
    value as f64
}

fn shortened(text: &str) -> String {
    let mut units = 0;
    let end = text.char_indices().find(|(_, char)| {
        units += char.len_utf16();
        units > MAX_TEXT
    });
    end.map_or_else(|| text.to_owned(), |(at, _)| format!("{}…", &text[..at]))
}
