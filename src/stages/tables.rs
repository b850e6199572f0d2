//! The data dictionary: every table with its columns, from the declarations of the row types and the headers of the SQL files.
//!
//! `data/TABLES.md` is this, written down; `drawdown tables` prints it for a terminal. Nothing in it is written by hand.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use super::aggregate;
use super::check;
use super::config::Config;
use super::diff::RowChange;
use super::engine::{Engine, sql_name, tables};
use super::figures::thousands;
use super::joins::{self, Join};
use super::preview;
use super::query::{Query, Severity};
use super::stamp::Stamp;
use super::store;
use crate::table::{Layer, Row as _, Table};

/// A table as the dictionary tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name in SQL.
    pub name: String,
    /// Its files under the data folder.
    pub files: String,
    /// What one row is.
    pub doc: String,
    /// What a reader must know before using it.
    pub note: Option<String>,
    /// The columns that identify a row, in the order the rows are sorted by.
    pub key: Vec<String>,
    /// Its columns.
    pub columns: Vec<EntryColumn>,
    /// Where in the flow it is written.
    pub layer: Layer,
}

impl Entry {
    /// Its files under a data folder, as they were written last: of an aggregate that waits for its checks, the one that waits.
    pub fn latest_paths(&self, data: &Path) -> Result<Vec<PathBuf>> {
        let waiting = aggregate::unchecked(data, &self.name);
        if self.layer == Layer::Aggregates && waiting.is_file() { Ok(vec![waiting]) } else { self.paths(data) }
    }

    /// Whether a data folder holds files of it.
    pub fn is_there(&self, data: &Path) -> Result<bool> {
        Ok(!self.paths(data)?.is_empty())
    }

    /// Its files in a data folder, sorted; of an aggregate, what was published.
    pub fn paths(&self, data: &Path) -> Result<Vec<PathBuf>> {
        let Some(folder) = self.files.strip_suffix("/*.parquet").map(|folder| data.join(folder)) else {
            let path = data.join(&self.files);
            return Ok(if path.is_file() { vec![path] } else { Vec::new() });
        };
        let mut stems = store::stems(&folder, "parquet")?;
        stems.sort();
        Ok(stems.iter().map(|stem| folder.join(format!("{stem}.parquet"))).collect())
    }
}

/// A column as the dictionary tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryColumn {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: &'static str,
    /// Whether a cell may be empty.
    pub is_nullable: bool,
    /// What it holds.
    pub doc: String,
    /// The closed list of values, with their meaning.
    pub values: &'static [(&'static str, &'static str)],
}

/// The dictionary, for a terminal of that width: of one table with its first rows, or the list of all with their numbers of rows.
pub fn run(config: &Config, name: Option<&str>, width: usize) -> Result<String> {
    let entries = entries(config)?;
    let Some(name) = name else { return list(&entries, &config.data) };
    match entries.iter().find(|entry| entry.name == name) {
        Some(entry) => describe(entry, &entries, &config.data, width),
        None => bail!("table {name}: expected one of {}", entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(", ")),
    }
}

/// Writes `data/TABLES.md`.
pub fn write(config: &Config) -> Result<()> {
    store::write_whole(&path(config), markdown(config)?.as_bytes())
}

/// Refuses a `data/TABLES.md` that does not say what the tables are.
pub fn check(config: &Config) -> Result<()> {
    let path = path(config);
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    ensure!(written == markdown(config)?, "{}: not what the declarations say; run `make bless`", path.display());
    Ok(())
}

/// The dictionary lies beside the sample, whatever data folder a run is told to use.
fn path(config: &Config) -> PathBuf {
    config.pipelines.with_file_name("data").join("TABLES.md")
}

/// Every table of every layer.
pub fn entries(config: &Config) -> Result<Vec<Entry>> {
    let mut engine = Engine::without_rows()?;
    let mut entries: Vec<Entry> = tables().map(declared).collect();
    for query in aggregate::load(config)? {
        entries.push(aggregated(&mut engine, &query)?);
    }
    entries.extend(check::TABLES.iter().chain([&RowChange::TABLE]).map(declared));
    Ok(entries)
}

fn declared(table: &Table) -> Entry {
    let files = match table.layer {
        Layer::Parsed | Layer::Mentions => format!("{}/{}/*.parquet", table.layer.folder(), table.name),
        Layer::Entities | Layer::Aggregates | Layer::Checks => format!("{}/{}.parquet", table.layer.folder(), table.name),
    };
    let column = |column: &crate::table::Column| EntryColumn {
        name: column.name.to_owned(),
        kind: column.kind.name(),
        is_nullable: column.nullable,
        doc: column.doc.trim().to_owned(),
        values: column.values,
    };
    Entry {
        name: sql_name(table),
        files,
        doc: table.doc.trim().to_owned(),
        note: None,
        key: table.key.iter().map(|&key| key.to_owned()).collect(),
        columns: table.columns.iter().map(column).collect(),
        layer: table.layer,
    }
}

fn aggregated(engine: &mut Engine, query: &Query) -> Result<Entry> {
    let columns = engine.columns(query)?;
    query.check_columns(&columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>())?;
    let column = |(name, kind): (String, &'static str)| EntryColumn {
        is_nullable: !query.grain.contains(&name),
        doc: query.columns.get(&name).cloned().unwrap_or_default(),
        name,
        kind,
        values: &[],
    };
    Ok(Entry {
        name: query.name.clone(),
        files: format!("aggregates/{}.parquet", query.name),
        doc: format!("{}.", query.title),
        note: query.note.clone(),
        key: query.grain.clone(),
        columns: columns.into_iter().map(column).collect(),
        layer: Layer::Aggregates,
    })
}

const INTRODUCTION: &str = "# Tables\n\n\
    Generated by `drawdown tables --write` from the row types in `src/` and the headers in `pipelines/`; edit those.\n\n\
    Files lie under the data folder. In SQL each table has its own name; where a table of the mentions and one of the entities share a\n\
    name, the entities have it and the mentions are called `mentions_<name>`. Rows are sorted by their key, which is unique. Money is in\n\
    whole units of its currency, offsets count Unicode scalars of `body_text`, and *may be empty* marks columns that can be null.\n";

const JOINING: &str = "A column that is named as the key of another table leads to it. Every table with `article_id` joins `articles`; the diagram leaves\n\
    this out for the mentions, and each table tells its joins.\n";

/// Characters of an example.
const EXAMPLE: usize = 60;

/// The text of `data/TABLES.md`, with examples from the tables of the data folder.
pub fn markdown(config: &Config) -> Result<String> {
    Stamp::expect(&config.data, Layer::Aggregates).context("the examples are read from the tables")?;
    let entries = entries(config)?;
    let mut text = format!("{INTRODUCTION}\n## How they join\n\n{JOINING}\n{}", joins::diagram(&entries));
    let mut layer = None;
    for entry in &entries {
        if layer.replace(entry.layer) != Some(entry.layer) {
            let _ = write!(text, "\n## {}: {}\n", entry.layer.folder(), heading(entry.layer));
        }
        section(&mut text, entry, &entries, &config.data)?;
    }
    text.push_str("\n## The checks\n\n| check | promise | a violation |\n|---|---|---|\n");
    for check in check::load(config)? {
        let consequence = if check.severity == Some(Severity::Error) { "fails the run" } else { "is shown" };
        let note = check.note.map(|note| format!(". {note}")).unwrap_or_default();
        let _ = writeln!(text, "| `{}` | {}{} | {consequence} |", check.name, cell(&check.title), cell(&note));
    }
    Ok(text)
}

const fn heading(layer: Layer) -> &'static str {
    match layer {
        Layer::Parsed => "what the pages hold",
        Layer::Mentions => "what the pages say, sentence by sentence",
        Layer::Entities => "what is so, as far as the pages tell",
        Layer::Aggregates => "what SQL makes of it",
        Layer::Checks => "whether it can be trusted",
    }
}

fn section(text: &mut String, entry: &Entry, all: &[Entry], data: &Path) -> Result<()> {
    let _ = write!(text, "\n### {}\n\n{} Files: `{}`. Key: `{}`.\n", entry.name, entry.doc, entry.files, entry.key.join(", "));
    if let Some(note) = &entry.note {
        let _ = writeln!(text, "{note}");
    }
    let joins = joins::of(entry, all);
    if !joins.is_empty() {
        let join = |join: &Join| format!("`{}` to `{}`", join.columns.join(", "), join.to.name);
        let _ = writeln!(text, "Joins: {}.", joins.iter().map(join).collect::<Vec<_>>().join("; "));
    }
    let example = preview::example(&entry.paths(data)?, EXAMPLE)?;
    text.push_str("\n| column | type | what it holds | for example |\n|---|---|---|---|\n");
    for column in &entry.columns {
        let empty = if column.is_nullable { ", may be empty" } else { "" };
        let _ = write!(text, "| `{}` | {}{empty} | {}", column.name, column.kind, cell(&column.doc));
        for (value, meaning) in column.values {
            let _ = write!(text, "<br>`{value}`: {}", cell(meaning.trim()));
        }
        let shown = example.iter().find(|(name, cell)| *name == column.name && !cell.is_empty()).map(|(_, shown)| code(shown));
        let _ = writeln!(text, " | {} |", shown.unwrap_or_default());
    }
    Ok(())
}

/// Text of a page inside a cell of Markdown: as code, so that nothing in it is markup.
fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", cell(text))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn list(entries: &[Entry], data: &Path) -> Result<String> {
    let width = entries.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut layer = None;
    for entry in entries {
        if layer.replace(entry.layer) != Some(entry.layer) {
            let space = if text.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{space}{}: {}", entry.layer.folder(), heading(entry.layer));
        }
        let paths = entry.paths(data)?;
        let rows = if paths.is_empty() { String::new() } else { thousands(preview::rows(&paths)?) };
        let _ = writeln!(text, "  {:width$}  {rows:>9}  {}", entry.name, entry.doc);
    }
    text.push_str("\n`drawdown tables <name>` tells the columns of one, and shows its first rows. Figures are rows; none: not made yet (`drawdown run`).\n");
    Ok(text)
}

fn describe(entry: &Entry, all: &[Entry], data: &Path, terminal: usize) -> Result<String> {
    let mut text = format!("{}: {}\n", entry.name, entry.doc);
    if let Some(note) = &entry.note {
        let _ = writeln!(text, "{note}");
    }
    let paths = entry.paths(data)?;
    let rows = if paths.is_empty() { "none yet; `drawdown run` makes them".to_owned() } else { thousands(preview::rows(&paths)?) };
    let _ = writeln!(text, "files  {}\nrows   {rows}\nkey    {}", entry.files, entry.key.join(", "));
    for join in joins::of(entry, all) {
        let _ = writeln!(text, "joins  {} by {}", join.to.name, join.columns.join(", "));
    }
    text.push('\n');
    let width = entry.columns.iter().map(|column| column.name.len()).max().unwrap_or(0);
    for column in &entry.columns {
        let kind = format!("{}{}", column.kind, if column.is_nullable { "?" } else { "" });
        let _ = writeln!(text, "  {:width$}  {kind:10}  {}", column.name, column.doc);
        for (value, meaning) in column.values {
            let _ = writeln!(text, "  {:width$}  {:10}    {value}: {}", "", "", meaning.trim());
        }
    }
    text.push_str("\n? may be empty\n");
    let first = preview::lines(&paths, terminal)?;
    if !first.is_empty() {
        let _ = write!(text, "\nfirst rows\n{first}");
    }
    Ok(text)
}
