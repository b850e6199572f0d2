//! The data dictionary says what the tables are, all of it, and is as fresh as they are.

use std::path::Path;

use drawdown::stages::config::Config;
use drawdown::stages::tables;

use crate::sample::RUN;

fn config() -> Config {
    Config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap()
}

#[test]
fn the_dictionary_in_the_repository_is_fresh() {
    if std::env::var_os("DRAWDOWN_BLESS").is_some() {
        tables::write(&RUN.1).unwrap();
    }
    tables::check(&RUN.1).unwrap();
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
    let text = tables::run(&RUN.1, Some("packages"), 100).unwrap();
    assert!(text.starts_with("packages: One row per assistance package"), "{text}");
    assert!(text.contains("entities/packages.parquet") && text.contains("at_most: That or less"), "{text}");
    assert!(text.contains("\nrows   124\n") && text.contains("\njoins  packages by parent_package_id\n"), "{text}");
    let first = text.split("\nfirst rows\n").nth(1).unwrap();
    assert_eq!(first.lines().count(), 7, "a heading, five rows and what is left out: {first}");
    assert!(first.lines().take(6).all(|line| line.chars().count() <= 100) && first.contains("more columns: "), "{first}");
    let error = tables::run(&RUN.1, Some("parcels"), 100).unwrap_err().to_string();
    assert!(error.starts_with("table parcels: expected one of articles, "), "{error}");
    assert!(tables::run(&RUN.1, None, 100).unwrap().contains("\naggregates: what SQL makes of it\n"));
}

#[test]
fn a_table_that_is_not_made_yet_is_told_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config();
    folder.path().clone_into(&mut config.data);
    assert!(tables::run(&config, Some("packages"), 100).unwrap().contains("rows   none yet; `drawdown run` makes them"));
    let error = format!("{:#}", tables::check(&config).unwrap_err());
    assert!(error.starts_with("the examples are read from the tables: ") && error.contains("no tables yet"), "{error}");
}

#[test]
fn every_join_leads_from_a_column_to_a_key() {
    let entries = tables::entries(&config()).unwrap();
    let joins = |name: &str| {
        let entry = entries.iter().find(|entry| entry.name == name).unwrap();
        let join = |join: drawdown::stages::joins::Join| format!("{} {}", join.columns.join(","), join.to.name);
        drawdown::stages::joins::of(entry, &entries).into_iter().map(join).collect::<Vec<_>>()
    };
    assert_eq!(joins("package_evidence"), ["article_id articles", "article_id,announcement_no announcements", "package_id packages"]);
    assert_eq!(joins("person_cooccurrence"), ["person_id people", "other_person_id people"]);
    assert!(joins("quotes").contains(&"article_id,page_person_id person_articles".to_owned()), "{:?}", joins("quotes"));
    assert!(!joins("quotes").iter().any(|join| join.ends_with(" people")));
    assert_eq!(joins("articles"), [""; 0]);
}
