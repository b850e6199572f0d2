//! Each aggregate gives the same rows in our engine and in `DuckDB`, and the figures are those a person would add up.

use std::collections::BTreeMap;
use std::path::Path;

use arrow::array::{Array as _, AsArray as _, RecordBatch};
use arrow::datatypes::Int64Type;
use drawdown::stages::config::Config;
use drawdown::stages::engine::Engine;
use drawdown::stages::progress::Reporter;
use drawdown::stages::query::{Kind, Query};
use drawdown::stages::{Options, aggregate, check, extract, parse, resolve, store};

use crate::duckdb;
use crate::ledger::{Ledger, ledger};

/// The shipped aggregates, by name.
pub fn shipped() -> BTreeMap<String, Query> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/aggregates");
    let queries = Query::load(Kind::Aggregate, &folder).unwrap();
    queries.into_iter().map(|query| (query.name.clone(), query)).collect()
}

fn computed(ledger: Ledger) -> BTreeMap<String, RecordBatch> {
    let data = tempfile::tempdir().unwrap();
    ledger.write(data.path());
    let mut engine = Engine::open(data.path()).unwrap();
    shipped().into_iter().map(|(name, query)| (name, aggregate::compute(&mut engine, &query).unwrap())).collect()
}

fn number(batch: &RecordBatch, column: &str, row: usize) -> Option<i64> {
    let column = batch.column_by_name(column).unwrap().as_primitive::<Int64Type>();
    column.is_valid(row).then(|| column.value(row))
}

fn text(batch: &RecordBatch, column: &str, row: usize) -> Option<String> {
    let column = batch.column_by_name(column).unwrap().as_string::<i32>();
    column.is_valid(row).then(|| column.value(row).to_owned())
}

fn rows_where(batch: &RecordBatch, wanted: &[(&str, &str)]) -> Vec<usize> {
    let is_wanted = |row: &usize| wanted.iter().all(|(column, value)| text(batch, column, *row).as_deref() == Some(*value));
    (0..batch.num_rows()).filter(is_wanted).collect()
}

#[test]
fn sums_leave_out_previews_and_sums_of_parts_and_keep_the_bounds() {
    let tables = computed(ledger());
    let totals = &tables["aid_totals_by_authority"];
    let [row] = rows_where(totals, &[("authority", "PDA"), ("recipient", "Ukraine")])[..] else { panic!("{totals:?}") };
    assert_eq!(number(totals, "packages", row), Some(5));
    assert_eq!(number(totals, "value_usd", row), Some(2_950_000_000));
    let parts = ["exact", "at_most", "at_least", "about"].map(|bound| number(totals, &format!("value_{bound}_usd"), row).unwrap());
    assert_eq!(parts, [350_000_000, 1_600_000_000, 800_000_000, 200_000_000]);
    assert_eq!(number(totals, "value_reused_usd", row), Some(800_000_000));
    let [row] = rows_where(totals, &[("authority", "FMF")])[..] else { panic!("{totals:?}") };
    assert_eq!((number(totals, "value_usd", row), number(totals, "packages_without_value", row)), (Some(0), Some(1)));
    assert_eq!(rows_where(totals, &[("recipient", "Taiwan")]).len(), 1, "delegated authority that no page announces counts");
}

#[test]
fn the_audit_tells_found_missing_conflicting_and_unnumbered() {
    let tables = computed(ledger());
    let audit = &tables["ordinal_audit"];
    let status = |authority: &str| {
        let rows = rows_where(audit, &[("authority", authority)]);
        rows.into_iter().map(|row| text(audit, "status", row).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(status("PDA"), ["found", "found", "conflicting", "missing", "found", "found"]);
    assert_eq!(status("USAI"), ["unnumbered", "unnumbered", "found"]);
}

#[test]
fn the_running_total_ends_at_the_total() {
    let tables = computed(ledger());
    let running = &tables["aid_cumulative"];
    let last = *rows_where(running, &[("recipient", "Ukraine"), ("authority", "PDA")]).last().unwrap();
    assert_eq!(number(running, "cumulative_value_usd", last), Some(2_950_000_000));
    assert_eq!(number(running, "cumulative_packages", last), Some(5));
    let last = *rows_where(running, &[("recipient", "Ukraine"), ("authority", "USAI")]).last().unwrap();
    assert_eq!(number(running, "recipient_cumulative_value_usd", last), Some(5_470_000_000));
}

#[test]
fn items_of_a_sum_do_not_count_beside_those_of_its_parts() {
    let tables = computed(ledger());
    let totals = &tables["capability_totals"];
    let [row] = rows_where(totals, &[("item", "HIMARS")])[..] else { panic!("{totals:?}") };
    assert_eq!(number(totals, "quantity", row), Some(12));
    assert_eq!(number(totals, "packages", row), Some(3));
}

#[test]
fn a_stated_total_is_set_against_our_sum_since_its_base_date() {
    let tables = computed(ledger());
    let totals = &tables["stated_total_reconciliation"];
    let own =
        rows_where(totals, &[]).into_iter().map(|row| (text(totals, "stated_total_id", row).unwrap(), number(totals, "own_usd", row)));
    let expected =
        [("a", 1_350), ("b", 2_950), ("e", 3_250), ("d", 1_500)].map(|(id, millions)| (id.to_owned(), Some(millions * 1_000_000)));
    assert_eq!(own.collect::<Vec<_>>(), expected);
    let is_covered = totals.column_by_name("is_covered").unwrap().as_boolean();
    assert_eq!(is_covered.iter().collect::<Vec<_>>(), [true, true, false, true].map(Some), "no package reaches back to 2014");
}

#[test]
fn days_between_packages_hold_over_leap_years() {
    let tables = computed(ledger());
    let gaps = &tables["time_between_packages"];
    let rows = rows_where(gaps, &[("authority", "USAI")]);
    let days: Vec<_> = rows.into_iter().map(|row| number(gaps, "days_since_previous", row)).collect();
    assert_eq!(days, [None, Some(75), Some(624)]);
}

#[test]
fn aggregates_give_the_same_rows_in_duckdb() {
    compare_with_duckdb(ledger(), 8);
}

#[test]
fn aggregates_over_empty_tables_are_empty_in_both_engines() {
    compare_with_duckdb(Ledger::default(), 0);
}

#[test]
fn the_sample_adds_up_and_gives_the_same_rows_in_duckdb() {
    let data = tempfile::tempdir().unwrap();
    let mut config = Config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap();
    config.data = data.path().to_owned();
    let (options, reporter) = (Options::default(), Reporter::silent());
    parse::run(&config, &options, &reporter).unwrap();
    extract::run(&config, &options, &reporter).unwrap();
    resolve::run(&config, &options, &reporter).unwrap();
    aggregate::run(&config, &options, &reporter).unwrap();
    let outcome = check::run(&config, &options, &reporter).unwrap();
    assert!(!outcome.is_failed(), "{:?}", outcome.failures.iter().map(ToString::to_string).collect::<Vec<_>>());

    assert!(resolve::run(&config, &options, &reporter).unwrap().is_skipped);
    assert!(aggregate::run(&config, &options, &reporter).unwrap().is_skipped);
    assert!(check::run(&config, &options, &reporter).unwrap().is_skipped);

    let totals = store::read_batch(&aggregate::published(data.path(), "aid_totals_by_authority")).unwrap();
    let of = |authority: &str| {
        let [row] = rows_where(&totals, &[("authority", authority), ("recipient", "Ukraine")])[..] else { panic!("{totals:?}") };
        (number(&totals, "packages", row), number(&totals, "value_usd", row))
    };
    assert_eq!(of("PDA"), (Some(74), Some(34_085_000_000)));
    assert_eq!(of("USAI"), (Some(25), Some(33_478_000_000)));
    let run = |query: &Query| store::read_batch(&aggregate::published(data.path(), &query.name)).unwrap();
    assert!(duckdb::compare(data.path(), &[], shipped().values(), run) > 500);
}

fn compare_with_duckdb(ledger: Ledger, least_rows: usize) {
    let data = tempfile::tempdir().unwrap();
    ledger.write(data.path());
    let mut engine = Engine::open(data.path()).unwrap();
    let run = |query: &Query| aggregate::compute(&mut engine, query).unwrap();
    let rows = duckdb::compare(data.path(), &[], shipped().values(), run);
    assert!(rows >= least_rows, "{rows} rows");
}
