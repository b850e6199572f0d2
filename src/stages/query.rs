//! An SQL file of `pipelines/aggregates` or `pipelines/checks`: what its header comment declares, and the query.
//!
//! The header is the declaration of the table that the query fills, as the doc lines of a row type are for the other tables:
//! a line of it that is missing, unknown or said twice is an error with file and line. Knows nothing of engines and of files.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};

/// A query with what its header declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The stem of the file: the name of the table it fills, or of the check.
    pub name: String,
    /// The file, for messages.
    pub path: String,
    /// What the table, or the check, is.
    pub title: String,
    /// What a reader must know before using it.
    pub note: Option<String>,
    /// The columns that identify a row; also the order of the rows. Empty for a check.
    pub grain: Vec<String>,
    /// What a violation does. `None` for an aggregate.
    pub severity: Option<Severity>,
    /// Column -> what it holds. Empty for a check.
    pub columns: BTreeMap<String, String>,
    /// The query, without the header.
    pub sql: String,
}

crate::vocabulary! {
    /// What a violation of a check does to the run.
    pub enum Severity {
        /// It fails the run, and the aggregates over the tables that the check reads stay as they were.
        Error = "error",
        /// It is shown.
        Warning = "warning",
    }
}

/// What kind of file a header stands in: the keys differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `title`, `grain`, `column <name>` for each column, and perhaps `note`.
    Aggregate,
    /// `title`, `severity`, and perhaps `note`.
    Check,
}

impl Query {
    /// Reads the text of a file. An error names the file, the line, and what was expected.
    pub fn parse(kind: Kind, path: &str, text: &str) -> Result<Self> {
        let name = path.rsplit(['/', '\\']).next().and_then(|file| file.strip_suffix(".sql"));
        let name = name.filter(|name| is_name(name)).with_context(|| format!("{path}: expected a name like `aid_totals.sql`"))?.to_owned();
        let (mut header, sql) = header(kind, path, text)?;
        let mut take = |key: &str| header.remove(key).with_context(|| format!("{path}:1: expected a line `-- {key}: ...`"));
        let title = take("title")?;
        let note = take("note").ok();
        let (grain, severity) = match kind {
            Kind::Aggregate => (take("grain")?.split(',').map(|column| column.trim().to_owned()).collect(), None),
            Kind::Check => {
                let text = take("severity")?;
                (Vec::new(), Some(Severity::from_text(&text).with_context(|| format!("{path}: severity {text}: expected error or warning"))?))
            }
        };
        let columns = header.into_iter().filter_map(|(key, doc)| Some((key.strip_prefix("column ")?.to_owned(), doc))).collect();
        let query = Self { name, path: path.to_owned(), title, note, grain, severity, columns, sql };
        query.check_order()?;
        Ok(query)
    }

    /// The line the query starts on, counted from 1, is not kept: messages of the engine quote the column or table instead.
    fn check_order(&self) -> Result<()> {
        if self.grain.is_empty() {
            return Ok(());
        }
        let grain = self.grain.join(", ");
        if let Some(column) = self.grain.iter().find(|column| !self.columns.contains_key(*column)) {
            bail!("{}: grain {column}: expected one of the columns that the header describes", self.path);
        }
        let folded = self.sql.split_whitespace().collect::<Vec<_>>().join(" ");
        ensure!(
            folded.trim_end_matches([';', ' ']).ends_with(&format!("ORDER BY {grain}")),
            "{}: expected the query to end with `ORDER BY {grain}`, its grain, so that equal inputs give equal files",
            self.path
        );
        Ok(())
    }

    /// Refuses an output column that the header does not describe, and a description without its column.
    pub fn check_columns<'a>(&self, output: impl Iterator<Item = &'a str>) -> Result<()> {
        let output: Vec<&str> = output.collect();
        if let Some(column) = output.iter().find(|column| !self.columns.contains_key(**column)) {
            bail!("{}:1: column {column}: expected a line `-- column {column}: what it holds`", self.path);
        }
        if let Some(column) = self.columns.keys().find(|column| !output.contains(&column.as_str())) {
            bail!("{}: `-- column {column}`: expected an output column of this name", self.path);
        }
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The `-- key: value` lines at the top, and the rest. A line that starts with `--` and two spaces goes on with the line before.
fn header(kind: Kind, path: &str, text: &str) -> Result<(BTreeMap<String, String>, String)> {
    let mut header: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next_if(|(_, line)| line.starts_with("--")) {
        let place = format!("{path}:{}", index + 1);
        let line = line.trim_start_matches("--");
        if let (true, Some(key)) = (line.starts_with("  "), &last)
            && let Some(value) = header.get_mut(key)
        {
            value.push(' ');
            value.push_str(line.trim());
            continue;
        }
        let (key, value) = line.split_once(':').with_context(|| format!("{place}: expected `-- key: text`"))?;
        let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
        let known = match kind {
            Kind::Aggregate => matches!(key.as_str(), "title" | "note" | "grain") || key.strip_prefix("column ").is_some_and(is_name),
            Kind::Check => matches!(key.as_str(), "title" | "note" | "severity"),
        };
        ensure!(known, "{place}: key {key}: expected {}", kind.keys());
        ensure!(!value.is_empty(), "{place}: key {key}: expected text after the colon");
        ensure!(header.insert(key.clone(), value).is_none(), "{place}: key {key} stands twice");
        last = Some(key);
    }
    let sql = lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    ensure!(!sql.trim().is_empty(), "{path}: expected a query below the header");
    Ok((header, sql))
}

impl Kind {
    const fn keys(self) -> &'static str {
        match self {
            Self::Aggregate => "title, note, grain or column <name>",
            Self::Check => "title, note or severity",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "-- title: Totals\n-- grain: day, name\n-- column day: The day.\n-- column name: Its name,\n--   in full.\n\
                        SELECT day, name FROM things\nORDER BY day,\n  name\n";

    fn error(text: &str) -> String {
        Query::parse(Kind::Aggregate, "aggregates/totals.sql", text).unwrap_err().to_string()
    }

    #[test]
    fn a_header_declares_title_grain_and_columns() {
        let query = Query::parse(Kind::Aggregate, "aggregates/totals.sql", GOOD).unwrap();
        assert_eq!((query.name.as_str(), query.title.as_str()), ("totals", "Totals"));
        assert_eq!(query.grain, ["day", "name"]);
        assert_eq!(query.columns["name"], "Its name, in full.");
        assert!(query.sql.starts_with("SELECT day"));
    }

    #[test]
    fn an_output_column_without_a_line_is_an_error_with_file_and_line() {
        let query = Query::parse(Kind::Aggregate, "aggregates/totals.sql", GOOD).unwrap();
        assert!(query.check_columns(["day", "name"].into_iter()).is_ok());
        let error = query.check_columns(["day", "name", "value"].into_iter()).unwrap_err().to_string();
        assert!(error.starts_with("aggregates/totals.sql:1: column value: expected a line"), "{error}");
        let error = query.check_columns(["day"].into_iter()).unwrap_err().to_string();
        assert!(error.contains("`-- column name`: expected an output column"), "{error}");
    }

    #[test]
    fn unknown_double_and_missing_keys_are_errors_with_their_line() {
        assert!(error(&GOOD.replace("-- grain", "-- grian")).starts_with("aggregates/totals.sql:2: key grian: expected title"));
        assert!(error(&GOOD.replace("-- column day", "-- column name")).contains("stands twice"));
        assert!(error(&GOOD.replace("-- title: Totals\n", "")).contains("expected a line `-- title: ...`"));
        assert!(error("-- title\nSELECT 1").starts_with("aggregates/totals.sql:1: expected `-- key: text`"));
    }

    #[test]
    fn a_query_must_be_ordered_by_its_grain() {
        assert!(error(&GOOD.replace("ORDER BY day,\n  name", "ORDER BY name")).contains("end with `ORDER BY day, name`"));
        assert!(error(&GOOD.replace("-- grain: day, name", "-- grain: day, place")).contains("grain place: expected one of the columns"));
    }
}
