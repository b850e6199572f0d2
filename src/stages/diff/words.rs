//! Changes in plain words, as Markdown for a pull request.

use std::fmt::Write as _;

use super::{Change, Changes, RowChange, TableChange};
use crate::entities::packages::Package;
use crate::records::{Article, CaptureRecord};
use crate::stages::figures::{dollars, plural, thousands};
use crate::table::Row as _;
use crate::text::bounds::Bound;

/// Packages and pages that are listed, at most; the rest is in the table of rows.
const LISTED: usize = 100;

/// The page: packages, pages, and a line for each table that differs.
#[must_use]
pub fn markdown(changes: &Changes) -> String {
    let mut text = match &changes.since {
        Some(release) => format!("# What changed since {release}\n\n"),
        None => "# What there is\n\nThere is no release yet to compare with: all is new.\n\n".to_owned(),
    };
    let is_same = changes.tables.iter().all(|table| table.columns.0.is_empty() && table.columns.1.is_empty());
    // A page asked for again and found as it was is one more capture, and no change.
    if is_same && changes.rows.iter().all(|row| row.table_name == CaptureRecord::TABLE.name && row.change == Change::Added) {
        text.push_str("Nothing.\n");
        if !changes.rows.is_empty() {
            let _ = writeln!(
                text,
                "\n{} of pages that are as they were.",
                plural(i64::try_from(changes.rows.len()).unwrap_or(i64::MAX), "record")
            );
        }
        return text;
    }
    list(&mut text, "Packages", packages_in_words(changes));
    list(&mut text, "Pages", pages_in_words(changes));
    list(&mut text, "Pages that their publishers took away, or put back", withdrawn_in_words(changes));
    text.push_str("## Tables\n\n| table | rows before | rows now | added | changed | removed |\n|---|---:|---:|---:|---:|---:|\n");
    for table in changes.tables.iter().filter(|table| table.added + table.changed + table.removed > 0) {
        let TableChange { name, before, now, added, changed, removed, .. } = table;
        let _ = writeln!(text, "| `{name}` | {before} | {now} | {added} | {changed} | {removed} |");
    }
    for table in &changes.tables {
        for (words, columns) in [("new columns", &table.columns.0), ("columns that are gone", &table.columns.1)] {
            if !columns.is_empty() {
                let _ = writeln!(text, "\n`{}`: {words} `{}`.", table.name, columns.join("`, `"));
            }
        }
    }
    text
}

fn list(text: &mut String, heading: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "## {heading}\n");
    let more = lines.len().saturating_sub(LISTED);
    for line in lines.into_iter().take(LISTED) {
        let _ = writeln!(text, "- {line}");
    }
    if more > 0 {
        let _ = writeln!(text, "- and {} more, in `row_changes.parquet`", thousands(i64::try_from(more).unwrap_or(i64::MAX)));
    }
    text.push('\n');
}

/// A line per package that differs.
#[must_use]
pub fn packages_in_words(changes: &Changes) -> Vec<String> {
    let line = |row: &RowChange| {
        let id = row.row_key.trim_start_matches("package_id=");
        let package = changes.packages[usize::from(row.change != Change::Removed)].get(id);
        let what = package.map_or_else(|| id.to_owned(), |package| format!("{id}, {}", package_in_words(package)));
        format!("{} {what}{}", row.change, values(row))
    };
    changes.of(Package::TABLE.name).map(line).collect()
}

/// `Ukraine PDA, 47th of its series, up to $500,000,000, announced 2023-10-11`.
fn package_in_words(package: &Package) -> String {
    let mut words = package.recipient.clone();
    if let Some(authority) = package.authority {
        let _ = write!(words, " {authority}");
    }
    if let Some(ordinal) = package.ordinal {
        let _ = write!(words, " no. {ordinal}");
    }
    if package.is_composite {
        words.push_str(", a sum of several");
    }
    match (package.value_low_usd, package.value_high_usd) {
        (Some(low), Some(high)) => {
            let _ = write!(words, ", {}{}", bound_words(package.bound), dollars(low));
            if high != low {
                let _ = write!(words, " to {}", dollars(high));
            }
        }
        _ => words.push_str(", without a value"),
    }
    let day = package.announced_date;
    let _ = write!(words, ", {} {day}, told by {}", package.status, plural(package.report_count, "page"));
    words
}

const fn bound_words(bound: Option<Bound>) -> &'static str {
    match bound {
        Some(Bound::AtMost) => "up to ",
        Some(Bound::AtLeast) => "more than ",
        Some(Bound::About) => "about ",
        Some(Bound::Exact) | None => "",
    }
}

/// A line per page that differs.
fn pages_in_words(changes: &Changes) -> Vec<String> {
    let line = |row: &RowChange| {
        let id = row.row_key.trim_start_matches("article_id=");
        let article = changes.articles[usize::from(row.change != Change::Removed)].get(id);
        let what = article.map_or_else(|| id.to_owned(), page_in_words);
        let columns = if row.changed_columns.is_empty() { String::new() } else { format!(": {}", row.changed_columns.join(", ")) };
        format!("{} {what}{columns}", row.change)
    };
    changes.of(Article::TABLE.name).map(line).collect()
}

/// A line per page that is gone from its site, or there again. Its rows stay: they are what was captured.
fn withdrawn_in_words(changes: &Changes) -> Vec<String> {
    let [before, now] = &changes.gone;
    let line = |what: &str, id: &String| {
        let article = changes.articles[1].get(id);
        format!("{what} {}", article.map_or_else(|| id.clone(), page_in_words))
    };
    now.difference(before).map(|id| line("gone", id)).chain(before.difference(now).map(|id| line("back", id))).collect()
}

fn page_in_words(article: &Article) -> String {
    let title = article.title.replace(['[', ']', '\n'], " ");
    format!("[{title}](<{}>), {}", article.url, article.published_date)
}

/// `: value_low_usd 400000000 → 425000000`.
fn values(row: &RowChange) -> String {
    let values = row.changed_columns.iter().zip(row.before.iter().zip(&row.after));
    let values: Vec<_> = values.map(|(column, (before, after))| format!("`{column}` {before} → {after}")).collect();
    if values.is_empty() { String::new() } else { format!(": {}", values.join(", ")) }
}
