//! The summary as text.
use super::*;

const PLAIN: Layout = Layout { width: 100, is_coloured: false };

fn counts(pairs: &[(&str, i64)]) -> BTreeMap<String, i64> {
    pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

fn line(recipient: &str, authority: &str, packages: i64, value_usd: i64, at_most_usd: i64, without_value: i64) -> LedgerLine {
    let (recipient, authority) = (recipient.to_owned(), authority.to_owned());
    LedgerLine { recipient, authority, packages, without_value, value_usd, at_most_usd, ..LedgerLine::default() }
}

fn findings() -> Findings {
    let series = |authority: &str, highest, missing: &[i64], unnumbered: &[i64]| Series {
        recipient: "Ukraine".to_owned(),
        authority: authority.to_owned(),
        highest,
        missing: missing.to_vec(),
        conflicting: Vec::new(),
        unnumbered: unnumbered.to_vec(),
    };
    Findings {
        outcomes: counts(&[("article", 1143), ("ignored", 4), ("rejected", 5), ("skipped", 90), ("superseded", 1)]),
        rejects: counts(&[("access_denied", 3), ("empty_body", 2)]),
        ledger: vec![
            line("Ukraine", "PDA", 74, 34_085_000_000, 29_250_000_000, 0),
            line("Ukraine", "FMF", 5, 3_647_000_000, 0, 1),
            line("Taiwan", "PDA", 3, 1_483_300_000, 1_483_300_000, 0),
        ],
        composites: 9,
        previews: 1,
        series: vec![series("PDA", 74, &[], &[]), series("USAI", 22, &[4, 9, 10, 11], &[1, 2])],
        reconciliation: Some(Reconciliation {
            totals: 41,
            beyond: 2,
            tolerance_percent: 25,
            median_percent: 3.24,
            worst_percent: -31.04,
            worst_date: NaiveDate::from_ymd_opt(2023, 5, 31).unwrap(),
            worst_stated_usd: 37_600_000_000,
            worst_own_usd: 25_930_000_000,
        }),
        items: 612,
        unmapped_items: 14,
        passed: 15,
        warnings: BTreeMap::from([("ordinals_complete".to_owned(), 4)]),
        failed: BTreeMap::new(),
        held_back: Vec::new(),
        data: "data".to_owned(),
        tables: 36,
        elapsed: Duration::from_millis(12_340),
    }
}

#[test]
fn the_summary_tells_all_that_was_found() {
    let expected = "
Pages     1,153 in: 1,143 articles, 1 superseded by newer captures, 4 ignored by name, 5 rejected
          rejected: 3 access_denied, 2 empty_body
Packages  82 packages worth $39,215,300,000; 9 sums of several, counted by their parts; 1 preview
          not counted
          Ukraine  PDA  74  $34,085,000,000  $29.25 bn \"up to\"
                   FMF   5   $3,647,000,000  1 without a value
          Taiwan   PDA   3   $1,483,300,000  $1.48 bn \"up to\"
Audit     2 numbered series: 4 missing, 0 disputed
          41 stated totals against our own sums: half within 3.2 %, 2 off by more than 25 %, the
          worst by -31.0 % (2023-05-31: stated $37.6 bn, found $25.93 bn)
          Ukraine PDA: ordinals 1 to 74 complete
          Ukraine USAI: ordinals 1 to 22; missing 4, 9-11; packages whose ordinal no page states
          fill 1-2
Items     612 in packages; 14 names that lookups/equipment.csv does not know (table unmapped_items)
Checks    15 passed, 1 to look at, 0 failed
          to look at (rows): ordinals_complete 4
Tables    36 in data (`drawdown tables` tells what they hold)
Time      12.3 s
";
    assert_eq!(render(&findings(), PLAIN), expected);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [60, 80, 120] {
        let text = render(&findings(), Layout { width, is_coloured: false });
        assert!(text.lines().all(|line| line.chars().count() <= width), "{text}");
    }
}

#[test]
fn a_failed_check_and_what_it_held_back_are_named() {
    let failed = BTreeMap::from([("parts_add_up".to_owned(), 2)]);
    let findings = Findings { failed, held_back: vec!["aid_totals_monthly".to_owned()], ..findings() };
    let text = render(&findings, Layout { width: 100, is_coloured: true });
    assert!(text.contains("\u{1b}[31mFAILED (rows): parts_add_up 2\n"), "{text}");
    assert!(text.contains("not published, the last good ones stay: aid_totals_monthly"), "{text}");
}

#[test]
fn a_run_that_found_nothing_says_so() {
    let text = render(&Findings::default(), PLAIN);
    assert!(text.contains("Pages     0 in: 0 articles\n") && text.contains("Audit     no page numbers its packages\n"), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn figures_are_grouped_and_shortened() {
    assert_eq!([0, 999, 1000, -1_234_567].map(thousands), ["0", "999", "1,000", "-1,234,567"]);
    assert_eq!([34_085_000_000, 250_000_000, 999_999, 0].map(billions), ["$34.09 bn", "$250 m", "$1 m", "$0 m"]);
    assert_eq!(ranges(&[1, 3, 4, 5, 9, 10]), "1, 3-5, 9-10");
    assert_eq!(took(Duration::from_secs(125)), "2 min 5 s");
}
