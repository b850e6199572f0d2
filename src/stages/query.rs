//! An SQL file of `pipelines/aggregates` or `pipelines/checks`: what its header comment declares, and the query.
//!
//! The header is the declaration of the table that the query fills, as the doc lines of a row type are for the other tables:
//! a line of it that is missing, unknown or said twice is an error with file and line. Knows nothing of engines and of files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::config::ConfigError;

type Result<T> = std::result::Result<T, ConfigError>;

/// A query with what its header declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The stem of the file: the name of the table it fills, or of the check.
    pub name: String,
    /// The file, for messages.
    pub path: PathBuf,
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
        /// It fails the run, and the aggregates over the tables it throws doubt on stay as they were.
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
    /// Reads every `.sql` file of a folder, sorted by name.
    pub fn load(kind: Kind, folder: &Path) -> Result<Vec<Self>> {
        let files = super::config::files(folder, "sql")?;
        let read = |path: &PathBuf| {
            let text = std::fs::read_to_string(path).map_err(|error| ConfigError::of_file(path, error))?;
            Self::parse(kind, path, &text)
        };
        files.iter().map(read).collect()
    }

    /// Reads the text of a file. An error names the file, the line, and what was expected.
    pub fn parse(kind: Kind, path: &Path, text: &str) -> Result<Self> {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).filter(|stem| is_name(stem));
        let name = stem.ok_or_else(|| ConfigError::of_file(path, "expected a name of small letters and `_`, like `aid_totals.sql`"))?;
        let (mut header, sql) = header(kind, path, text)?;
        let missing = |key: &str| ConfigError::of_key(path, 1, key, format!("expected a line `-- {key}: ...`"));
        let mut take = |key: &str| header.remove(key).ok_or_else(|| missing(key));
        let (_, title) = take("title")?;
        let note = take("note").ok().map(|(_, note)| note);
        let (grain, severity) = match kind {
            Kind::Aggregate => (grain(path, &take("grain")?, &sql)?, None),
            Kind::Check => {
                let (line, text) = take("severity")?;
                let found = || ConfigError::of_key(path, line, "severity", format!("found {text}, expected error or warning"));
                (Vec::new(), Some(Severity::from_text(&text).ok_or_else(found)?))
            }
        };
        let columns: BTreeMap<_, _> =
            header.into_iter().filter_map(|(key, (_, doc))| Some((key.strip_prefix("column ")?.to_owned(), doc))).collect();
        Ok(Self { name: name.to_owned(), path: path.to_owned(), title, note, grain, severity, columns, sql })
    }

    /// All that the result depends on, as text.
    #[must_use]
    pub fn content(&self) -> String {
        format!("{:?}", Self { path: PathBuf::new(), ..self.clone() })
    }

    /// Refuses an output column that the header does not describe, and a description without its column.
    pub fn check_columns(&self, output: &[&str]) -> Result<()> {
        if let Some(column) = output.iter().find(|column| !self.columns.contains_key(**column)) {
            let problem = format!("an output column without its line, expected `-- column {column}: what it holds`");
            return Err(ConfigError::of_key(&self.path, 1, column, problem));
        }
        if let Some(column) = self.columns.keys().find(|column| !output.contains(&column.as_str())) {
            return Err(ConfigError::of_key(&self.path, 1, &format!("column {column}"), "the query gives no such column".to_owned()));
        }
        if let Some(column) = self.grain.iter().find(|column| !output.contains(&column.as_str())) {
            return Err(ConfigError::of_key(&self.path, 1, "grain", format!("found {column}, expected output columns")));
        }
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The columns of the grain, which the query must be ordered by.
fn grain(path: &Path, (line, text): &(usize, String), sql: &str) -> Result<Vec<String>> {
    let columns: Vec<String> = text.split(',').map(|column| column.trim().to_owned()).collect();
    let order = format!("ORDER BY {}", columns.join(", "));
    let folded = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.trim_end_matches([';', ' ']).ends_with(&order) {
        return Ok(columns);
    }
    let problem = format!("expected the query to end with `{order}`, so that equal inputs give equal files");
    Err(ConfigError::of_key(path, *line, "grain", problem))
}

/// Key -> line and text.
type Header = BTreeMap<String, (usize, String)>;

/// The `-- key: text` lines at the top, and the rest. A line that starts with `--` and two spaces goes on with the line before.
fn header(kind: Kind, path: &Path, text: &str) -> Result<(Header, String)> {
    let mut header = Header::new();
    let mut last = None;
    let mut lines = (1..).zip(text.lines()).peekable();
    while let Some((number, line)) = lines.next_if(|(_, line)| line.starts_with("--")) {
        let line = line.trim_start_matches('-');
        if let (true, Some(key)) = (line.starts_with("  "), &last)
            && let Some((_, value)) = header.get_mut(key)
        {
            value.push(' ');
            value.push_str(line.trim());
            continue;
        }
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
        let error = |problem: &str| Err(ConfigError::of_key(path, number, &key, problem.to_owned()));
        if !kind.knows(&key) {
            return error(kind.expected());
        }
        if value.is_empty() {
            return error("expected text after the colon");
        }
        if header.insert(key.clone(), (number, value)).is_some() {
            return error("stands twice");
        }
        last = Some(key);
    }
    let sql = lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    if sql.trim().is_empty() {
        return Err(ConfigError::of_file(path, "expected a query below the header"));
    }
    Ok((header, sql))
}

impl Kind {
    fn knows(self, key: &str) -> bool {
        match self {
            Self::Aggregate => matches!(key, "title" | "note" | "grain") || key.strip_prefix("column ").is_some_and(is_name),
            Self::Check => matches!(key, "title" | "note" | "severity"),
        }
    }

    const fn expected(self) -> &'static str {
        match self {
            Self::Aggregate => "unknown, expected title, note, grain or column <name>",
            Self::Check => "unknown, expected title, note or severity",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "-- title: Totals\n-- grain: day, name\n-- column day: The day.\n-- column name: Its name,\n--   in full.\n\
                        SELECT day, name FROM things\nORDER BY day,\n  name\n";

    fn parse(text: &str) -> Result<Query> {
        Query::parse(Kind::Aggregate, Path::new("aggregates/totals.sql"), text)
    }

    fn error(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_header_declares_title_grain_and_columns() {
        let query = parse(GOOD).unwrap();
        assert_eq!((query.name.as_str(), query.title.as_str()), ("totals", "Totals"));
        assert_eq!(query.grain, ["day", "name"]);
        assert_eq!(query.columns["name"], "Its name, in full.");
        assert!(query.sql.starts_with("SELECT day"));
    }

    #[test]
    fn an_output_column_without_a_line_is_an_error_with_file_and_line() {
        let query = parse(GOOD).unwrap();
        assert_eq!(query.check_columns(&["day", "name"]), Ok(()));
        let error = query.check_columns(&["day", "name", "value"]).unwrap_err().to_string();
        assert!(error.starts_with("aggregates/totals.sql:1: key `value`: an output column without its line"), "{error}");
        let error = query.check_columns(&["day"]).unwrap_err().to_string();
        assert!(error.contains("key `column name`: the query gives no such column"), "{error}");
    }

    #[test]
    fn unknown_double_and_missing_keys_are_errors_with_their_line() {
        assert!(error(&GOOD.replace("-- grain", "-- grian")).starts_with("aggregates/totals.sql:2: key `grian`: unknown, expected title"));
        assert!(
            error(&GOOD.replace("-- column day", "-- column name")).starts_with("aggregates/totals.sql:4: key `column name`: stands twice")
        );
        assert!(error(&GOOD.replace("-- title: Totals\n", "")).contains("key `title`: expected a line `-- title: ...`"));
        assert!(error("-- title\nSELECT 1").starts_with("aggregates/totals.sql:1: key `title`: expected text"));
        assert!(error("-- title: Totals\n-- grain: day\n").ends_with("expected a query below the header"));
    }

    #[test]
    fn a_query_must_be_ordered_by_its_grain() {
        let expected = "aggregates/totals.sql:2: key `grain`: expected the query to end with `ORDER BY day, name`";
        assert!(error(&GOOD.replace("ORDER BY day,\n  name", "ORDER BY name")).starts_with(expected));
    }

    #[test]
    fn a_check_needs_a_severity() {
        let check = |text| Query::parse(Kind::Check, Path::new("checks/kept.sql"), text);
        assert_eq!(check("-- title: Kept\n-- severity: warning\nSELECT 1").unwrap().severity, Some(Severity::Warning));
        let error = check("-- title: Kept\n-- severity: bad\nSELECT 1").unwrap_err().to_string();
        assert_eq!(error, "checks/kept.sql:2: key `severity`: found bad, expected error or warning");
    }
}
