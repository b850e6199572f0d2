//! The data dictionary says what the tables are, all of it, and is as fresh as they are.

use std::path::Path;

use drawdown::stages::config::Config;
use drawdown::stages::tables;

fn config() -> Config {
    Config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap()
}

#[test]
fn the_dictionary_in_the_repository_is_fresh() {
    if std::env::var_os("DRAWDOWN_BLESS").is_some() {
        tables::write(&config()).unwrap();
    }
    tables::check(&config()).unwrap();
}

#[test]
fn every_table_and_column_is_described() {
    let entries = tables::entries(&config()).unwrap();
    for entry in &entries {
        assert!(!entry.doc.is_empty() && !entry.key.is_empty() && !entry.columns.is_empty(), "{entry:?}");
        assert!(entry.columns.iter().all(|column| !column.doc.is_empty()), "{entry:?}");
    }
    let mut names: Vec<_> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "each table has a name of its own");
}

#[test]
fn a_table_is_told_for_a_terminal() {
    let text = tables::run(&config(), Some("packages")).unwrap();
    assert!(text.starts_with("packages: One row per assistance package"), "{text}");
    assert!(text.contains("entities/packages.parquet") && text.contains("at_most: That or less"), "{text}");
    let error = tables::run(&config(), Some("parcels")).unwrap_err().to_string();
    assert!(error.starts_with("table parcels: expected one of articles, "), "{error}");
    assert!(tables::run(&config(), None).unwrap().contains("\naggregates: what SQL makes of it\n"));
}
