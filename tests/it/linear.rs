//! No rule is worse than linear in the length of a text: texts that a page could never hold are read all the same.
//!
//! What is quadratic would take hours here, so these tests need no clock.

use std::sync::LazyLock;

use drawdown::lookup::Lookups;
use drawdown::mentions::{self, Mentions};
use drawdown::records::{BlockKind, PageKind};
use drawdown::stages::config::Config;
use drawdown::stages::score;

static LOOKUPS: LazyLock<Lookups> =
    LazyLock::new(|| Config::load(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap().lookups);

/// Reads one paragraph.
fn read(kind: PageKind, text: String) -> Mentions {
    let day = "2024-07-02".parse().unwrap();
    let (article, paragraphs) = score::page("https://long.example/1", "Contracts For July 2, 2024", day, kind, &[(BlockKind::Body, text)]);
    mentions::extract(&article, &paragraphs, &LOOKUPS)
}

/// `unit` as often as it fits into `bytes`.
fn filled(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len())
}

#[test]
fn a_paragraph_of_five_megabytes_is_read() {
    let unit = "Secretary of Harbors Ada Quill said Tuesday that \"we will send 40 launchers\" worth up to $5 million to Ukraine, at the Lakeside \
                Conference in Geneva. ";
    let found = read(PageKind::Story, filled(unit, 5_000_000));
    assert!(found.money.len() > 30_000 && found.quantities.len() > 30_000);
}

#[test]
fn a_hundred_thousand_quotation_marks_are_read() {
    for unit in ["\"", "“", "\" ", "“a ", "”", "'\"’ ", "“So,” Quill said, “"] {
        read(PageKind::Story, unit.repeat(100_000));
    }
}

#[test]
fn long_runs_of_one_thing_are_read() {
    for unit in [
        "Quill ",
        "U.S. ",
        "of the ",
        "Gen. ",
        "A ",
        "$5 million, ",
        "23rd ",
        "Operation ",
        "Agreement of ",
        "said ",
        "Q: ",
        "(",
        "; ",
        "MS. QUILL: ",
    ] {
        for kind in [PageKind::Story, PageKind::Transcript, PageKind::Contracts] {
            read(kind, filled(unit, 300_000));
        }
    }
}
