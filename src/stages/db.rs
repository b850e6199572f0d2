//! `drawdown.sql`: a view for each table, so that `duckdb -init data/drawdown.sql` answers questions at once.
//!
//! Views and not a database: nothing is copied, nothing grows stale, and no engine is linked for it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::config::Config;
use super::stamp::Stamp;
use super::store;
use super::tables::{self, Entry};
use crate::table::Layer;

/// The file of views in a data folder.
#[must_use]
pub fn path(data: &Path) -> PathBuf {
    data.join("drawdown.sql")
}

/// Writes the views; tells where. Refuses tables of another version, and a folder without tables.
pub fn run(config: &Config) -> Result<PathBuf> {
    Stamp::expect(&config.data, Layer::Aggregates)?;
    let path = path(&config.data);
    let mut sql = format!("-- The tables under {}, as views. For a shell: duckdb -init {}\n", config.data.display(), path.display());
    for entry in tables::entries(config)? {
        let name = &entry.name;
        let rows =
            if entry.is_there(&config.data)? { format!("read_parquet({})", text(&files(&config.data, &entry))) } else { nothing(&entry) };
        let _ = write!(
            sql,
            "\nCREATE OR REPLACE VIEW \"{name}\" AS SELECT * FROM {rows};\nCOMMENT ON VIEW \"{name}\" IS {};\n",
            text(&entry.doc)
        );
    }
    store::write_whole(&path, sql.as_bytes())?;
    Ok(path)
}

fn files(data: &Path, entry: &Entry) -> String {
    data.join(&entry.files).to_string_lossy().replace('\\', "/")
}

/// A table without files: its columns, and no row.
fn nothing(entry: &Entry) -> String {
    let kind = |kind: &str| match kind {
        "int64" => "BIGINT",
        "float64" => "DOUBLE",
        "bool" => "BOOLEAN",
        "date" => "DATE",
        "list[text]" => "VARCHAR[]",
        kind if kind.starts_with("datetime") => "TIMESTAMPTZ",
        _ => "VARCHAR",
    };
    let columns = entry.columns.iter().map(|column| format!("CAST(NULL AS {}) AS \"{}\"", kind(column.kind), column.name));
    format!("(SELECT {} WHERE false)", columns.collect::<Vec<_>>().join(", "))
}

fn text(words: &str) -> String {
    format!("'{}'", words.replace('\'', "''"))
}
