//! Each check passes on a sound ledger and fails on one broken in just that way; what fails is not published.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{RecordBatch, StringArray};
use drawdown::entities::packages::Package;
use drawdown::records::Outcome as CaptureOutcome;
use drawdown::stages::check::{Failure, Outcome};
use drawdown::stages::config::Config;
use drawdown::stages::progress::Reporter;
use drawdown::stages::query::{Query, Severity};
use drawdown::stages::stamp::Stamp;
use drawdown::stages::{Options, aggregate, check, store};
use drawdown::table::{Layer, Row as _};

use crate::duckdb;
use crate::ledger::{Ledger, day, ledger};
use crate::release::{PAGES, Trial};

/// The shipped configuration over another data folder; another input, too, so that nothing is promised of whole sites.
fn config(data: &Path) -> Config {
    let mut config = Config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap();
    data.clone_into(&mut config.data);
    config.raw = Vec::new();
    config
}

fn checked(config: &Config) -> Outcome {
    let (options, reporter) = (Options::default(), Reporter::silent());
    aggregate::run(config, &options, &reporter).unwrap();
    check::run(config, &options, &reporter).unwrap()
}

fn outcome(ledger: Ledger) -> Outcome {
    let data = tempfile::tempdir().unwrap();
    ledger.write(data.path());
    checked(&config(data.path()))
}

/// The checks that failed, errors first.
fn failed(outcome: &Outcome) -> Vec<&str> {
    let names = |severity| move |failure: &&Failure| failure.check.severity == Some(severity);
    let errors = outcome.failures.iter().filter(names(Severity::Error));
    errors.chain(outcome.failures.iter().filter(names(Severity::Warning))).map(|failure| failure.check.name.as_str()).collect()
}

#[test]
fn a_sound_ledger_passes_and_its_gaps_are_warnings() {
    let outcome = outcome(ledger());
    let shown: Vec<_> = outcome.failures.iter().map(ToString::to_string).collect();
    assert!(!outcome.is_failed(), "{shown:#?}");
    assert_eq!(failed(&outcome), ["ordinals_complete", "ordinals_in_order"], "{shown:#?}");
    let gap = "warning: ordinals_complete: Every ordinal below the highest of its series was found: 1 row\n  \
               recipient=Ukraine  authority=PDA  ordinal=4  next_ordinal=5  packages_before_next=3";
    assert_eq!(shown[0], gap);
    assert!(outcome.held_back.is_empty() && outcome.published.len() > 10);
}

#[test]
fn what_fails_is_held_back_and_what_was_published_stays() {
    let data = tempfile::tempdir().unwrap();
    let config = config(data.path());
    let file = |name: &str| aggregate::published(data.path(), name);
    ledger().write(data.path());
    assert!(checked(&config).held_back.is_empty());
    let before = std::fs::read(file("aid_totals_monthly")).unwrap();

    let mut broken = ledger();
    broken.entities.packages[3].value_high_usd = Some(1);
    broken.parsed.rejects.clear();
    broken.parsed.captures.retain(|capture| capture.record_no < 100);
    broken.write(data.path());
    ledger_changed(data.path());
    let outcome = checked(&config);
    assert!(outcome.is_failed());
    assert!(outcome.held_back.contains(&"aid_totals_monthly".to_owned()) && outcome.published.contains(&"reject_summary".to_owned()));
    assert_eq!(std::fs::read(file("aid_totals_monthly")).unwrap(), before);
    assert!(aggregate::unchecked(data.path(), "aid_totals_monthly").exists());
    assert_eq!(
        store::read::<check::CheckResult>(&store::whole_path(data.path(), Layer::Checks, "check_results")).unwrap(),
        outcome.results
    );
    assert!(checked(&config).is_failed(), "a failed run is not skipped");

    ledger().write(data.path());
    assert!(checked(&config).held_back.is_empty());
    assert_eq!(std::fs::read(file("aid_totals_monthly")).unwrap(), before);
    assert!(!aggregate::unchecked(data.path(), "aid_totals_monthly").exists());
}

fn ledger_changed(data: &Path) {
    let stamp = Stamp { fingerprint: "changed".to_owned(), ..Stamp::default() };
    stamp.write(data, Layer::Entities).unwrap();
}

#[test]
fn an_unchanged_run_is_skipped_and_tells_the_same() {
    let data = tempfile::tempdir().unwrap();
    ledger().write(data.path());
    let first = checked(&config(data.path()));
    let second = checked(&config(data.path()));
    assert!(second.is_skipped && !first.is_skipped);
    assert_eq!((first.results, first.failures), (second.results, second.failures));
}

type Break = fn(&mut Ledger);

/// Check -> what breaks it and no other.
fn breaks() -> Vec<(&'static str, Break)> {
    vec![
        ("bounds_known", |ledger| ledger.entities.packages[3].bound = None),
        ("bounds_sensible", |ledger| ledger.entities.packages[3].value_high_usd = Some(1_000_000)),
        ("bounds_sensible", |ledger| ledger.entities.package_items[0].quantity_low = Some(-1)),
        ("bounds_sensible", |ledger| ledger.entities.packages[3].ordinal = Some(501)),
        ("captures_accounted", |ledger| ledger.parsed.captures.retain(|row| row.record_no < 102)),
        ("dates_sensible", |ledger| ledger.parsed.articles[0].published_date = day("1989-12-31")),
        ("dates_sensible", |ledger| ledger.parsed.articles[0].published_date = day("2999-12-31")),
        ("dates_sensible", |ledger| ledger.entities.packages[11].announced_date = day("1900-01-01")),
        ("names_filled", |ledger| ledger.entities.packages[11].recipient = String::new()),
        ("ordinals_distinct", |ledger| ledger.entities.packages[3].ordinal = Some(6)),
        ("packages_have_evidence", |ledger| ledger.entities.package_evidence.retain(|row| row.package_id != "Taiwan-PDA-2023-07-28")),
        ("packages_have_evidence", |ledger| ledger.entities.package_evidence[3].is_preferred = false),
        ("parts_add_up", |ledger| ledger.entities.packages[6].value_low_usd = Some(800_000_000)),
        ("parts_add_up", |ledger| ledger.entities.packages.iter_mut().for_each(|package| package.parent_package_id = None)),
        ("parts_add_up", |ledger| {
            let sum = &mut ledger.entities.packages[12];
            (sum.value_low_usd, sum.value_high_usd) = (Some(600_000_000), Some(600_000_000));
        }),
        ("references_whole", |ledger| ledger.entities.package_items[0].equipment_id = Some("unheard-of".to_owned())),
        ("references_whole", |ledger| ledger.entities.package_evidence[0].announcement_no = 77),
        ("references_whole", |ledger| ledger.entities.packages[0].parent_package_id = Some("nobody".to_owned())),
        ("references_whole", |ledger| ledger.parsed.captures[0].article_id = Some("sample.example/none".to_owned())),
        ("references_whole", |ledger| {
            ledger.parsed.captures[0].outcome = CaptureOutcome::Superseded;
            ledger.parsed.captures[0].article_id = Some("sample.example/none".to_owned());
        }),
        ("spans_within_text", |ledger| ledger.mentions.announcements[0].end_char = 141),
        ("spans_within_text", |ledger| ledger.mentions.announcements[0].paragraph_no = 2),
        ("spans_within_text", |ledger| ledger.parsed.paragraphs[0].start_char = -1),
    ]
}

#[test]
fn each_check_fails_on_what_breaks_it() {
    let checks = check::load(&config(Path::new("data"))).unwrap();
    for (name, break_it) in breaks() {
        let data = tempfile::tempdir().unwrap();
        let mut ledger = ledger();
        break_it(&mut ledger);
        ledger.write(data.path());
        check::write_settings(&config(data.path()), &Options::default()).unwrap();
        let check = checks.iter().find(|check| check.name == name).unwrap();
        let found = check::open(data.path(), &[]).unwrap().run(check).unwrap();
        assert!(found.num_rows() > 0, "{name} passes");
    }
}

#[test]
fn keys_that_two_parts_share_and_values_that_no_list_holds_are_found() {
    let data = tempfile::tempdir().unwrap();
    ledger().write(data.path());
    let part = |name| store::part_path(data.path(), Layer::Parsed, "articles", name);
    std::fs::copy(part("shard-0001"), part("other-0001")).unwrap();
    let packages = store::whole_path(data.path(), Layer::Entities, "packages");
    let batch = Package::batch(&store::read::<Package>(&packages).unwrap()).unwrap();
    let mut columns = batch.columns().to_vec();
    let status = batch.schema().index_of("status").unwrap();
    columns[status] = Arc::new(StringArray::from(vec!["rumoured"; batch.num_rows()]));
    let batch = RecordBatch::try_new(batch.schema(), columns).unwrap();
    store::write_batch(&packages, "packages", "", &[], &batch).unwrap();

    check::write_settings(&config(data.path()), &Options::default()).unwrap();
    let mut engine = check::open(data.path(), &[]).unwrap();
    let checks = check::load(&config(data.path())).unwrap();
    let mut rows = |name: &str| engine.run(checks.iter().find(|check| check.name == name).unwrap()).unwrap().num_rows();
    assert_eq!(rows("keys_unique"), ledger().parsed.articles.len());
    assert_eq!(rows("values_known"), 1);
}

#[test]
fn a_source_is_held_to_its_range_only_when_the_whole_input_is_read() {
    let data = tempfile::tempdir().unwrap();
    ledger().write(data.path());
    assert!(!failed(&checked(&config(data.path()))).contains(&"row_ranges"));
    let mut whole = Config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap();
    whole.data = data.path().to_owned();
    assert!(failed(&checked(&whole)).contains(&"row_ranges"));
}

#[test]
fn checks_find_the_same_rows_in_duckdb() {
    let data = tempfile::tempdir().unwrap();
    let mut ledger = ledger();
    for (_, break_it) in breaks() {
        break_it(&mut ledger);
    }
    ledger.write(data.path());
    let config = config(data.path());
    checked(&config);
    let aggregates = aggregate::load(&config).unwrap();
    let waiting = |query: &Query| {
        let files = [aggregate::unchecked(data.path(), &query.name), aggregate::published(data.path(), &query.name)];
        (query.name.clone(), files.into_iter().find(|file| file.exists()).unwrap())
    };
    let settings = ["run_settings", "expected_rows"].map(|name| (name.to_owned(), store::whole_path(data.path(), Layer::Checks, name)));
    let more: Vec<_> = aggregates.iter().map(waiting).chain(settings).collect();
    let mut engine = check::open(data.path(), &aggregates).unwrap();
    let rows = duckdb::compare(data.path(), &more, check::load(&config).unwrap().iter(), |check| engine.run(check).unwrap());
    assert!(rows >= 20, "{rows} rows");
}

#[test]
fn aggregates_that_somebody_deleted_are_computed_and_published_again() {
    let trial = Trial::new(&PAGES[..1]);
    let config = trial.run();
    let folder = config.data.join("aggregates");
    let before = fs::read(folder.join("ordinal_audit.parquet")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    trial.run();
    assert!(fs::read(folder.join("ordinal_audit.parquet")).unwrap() == before);
    assert!(fs::read_dir(folder.join("unchecked")).unwrap().next().is_none(), "nothing waits for checks that went well");
}
