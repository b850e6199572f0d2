//! The scores of the rules hold their floors: on the pages of the project, and on real pages where they are.

use std::path::{Path, PathBuf};

use drawdown::capture::{Capture, sha256_hex};
use drawdown::sources::{self, Reading};
use drawdown::stages::config::Config;
use drawdown::stages::score::{self, Pages, Report};

use crate::corpus::{captures, corpus};
use crate::pages::capture;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn config() -> Config {
    Config::load(&project("pipelines")).unwrap()
}

/// Scores a file of labels and prints what it found.
fn scored(file: &Path, pages: &Pages) -> Report {
    let lookups = config().lookups;
    let report = score::score(score::read(file, pages, &lookups).unwrap(), &lookups).unwrap();
    println!("{}", report.render(3));
    report
}

#[track_caller]
fn assert_floors(report: &Report) {
    assert!(report.failures().is_empty(), "{:#?}", report.failures());
}

/// The pages that read as articles, by the digest of their text.
fn pages_of(captures: impl Iterator<Item = Capture>) -> Pages {
    let sites = config().sites;
    let (mut articles, mut paragraphs) = (Vec::new(), Vec::new());
    for capture in captures {
        if let Ok(Reading::Article(parsed)) = sources::read(&capture, &sites) {
            articles.extend(parsed.articles);
            paragraphs.extend(parsed.paragraphs);
        }
    }
    paragraphs.sort_by(|a, b| (&a.article_id, a.paragraph_no).cmp(&(&b.article_id, b.paragraph_no)));
    score::by_digest(articles, &paragraphs)
}

fn sample() -> Pages {
    let folder = project("data/sample");
    let mut rows = csv::Reader::from_path(folder.join("captures.csv")).unwrap();
    let captures: Vec<_> =
        rows.records().map(|row| row.unwrap()).map(|row| capture(&row[1], std::fs::read(folder.join(&row[0])).unwrap())).collect();
    pages_of(captures.into_iter())
}

#[test]
fn a_score_below_its_floor_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let (digest, _) = sample().into_iter().next().unwrap();
    let lines = [
        r#"{"title": "impossible", "floors": {"money, value": 0.5, "people, span": 0.5}}"#.to_owned(),
        format!(
            r#"{{"text_sha256": "{digest}", "kinds": {{"money": [{{"at": [100000, 100001], "amount_low": 1, "amount_high": 1, "currency": "USD", "bound": "exact", "qualifier": null}}]}}}}"#
        ),
    ];
    std::fs::write(file.path(), lines.join("\n")).unwrap();
    let failures = scored(file.path(), &sample()).failures();
    assert!(failures[0].contains("impossible: money, value: F1 0.000 of 1 labels, expected at least 0.5"), "{failures:?}");
    assert!(failures[1].contains("people, span: a floor of 0.5, but nothing was scored"), "{failures:?}");
}

#[test]
fn the_pages_of_the_project_hold_their_floors() {
    let pages = sample();
    let files = std::fs::read_dir(project("pipelines/gold")).unwrap().map(|entry| entry.unwrap().path());
    for file in files.filter(|path| path.extension().is_some_and(|end| end == "jsonl")) {
        let report = scored(&file, &pages);
        assert!(report.pages > 0 && report.without_page == 0, "{}", report.title);
        assert_floors(&report);
    }
}

#[test]
fn real_pages_hold_their_floors() {
    let Some(folder) = corpus() else { return };
    let mut pages = pages_of(captures(&folder).into_iter());
    let texts = std::fs::read_dir(folder.join("text")).unwrap().map(|entry| entry.unwrap().path());
    for text in texts.filter(|path| path.extension().is_some_and(|end| end == "json")) {
        let (article, paragraphs) = score::text_page(&text).unwrap();
        pages.insert(sha256_hex(article.body_text.as_bytes()), (article, paragraphs));
    }
    for name in ["seen", "unseen", "contracts", "texts"] {
        let report = scored(&project(&format!("tests/labels/{name}.jsonl")), &pages);
        assert_eq!(report.without_page, 0, "{name}");
        assert_floors(&report);
    }
    let theirs = scored(&folder.join("text/LABELS.jsonl"), &pages);
    for (kind, floor) in [("packages", 0.97), ("items", 0.93), ("stated totals", 0.95)] {
        let (_, tally) = theirs.scores.0.iter().find(|((of, _), _)| of == kind).unwrap();
        assert!(tally.f1() >= floor, "{kind}: F1 {:.3}, expected at least {floor}", tally.f1());
    }
}

#[test]
fn documents_labelled_by_others_hold_their_floors() {
    let Some(folder) = corpus() else { return };
    let mut all = score::Scores::default();
    for part in ["uk-government", "us-state-department"] {
        all.add(scored(&folder.join("re3d").join(part).join("entities.json"), &Pages::new()).scores);
    }
    for (kind, floor) in [("people", 0.70), ("organizations", 0.70), ("places", 0.70), ("money", 0.90)] {
        let tally = all.of(kind, "span");
        assert!(tally.f1() >= floor, "{kind}: F1 {:.3}, expected at least {floor}", tally.f1());
    }
}
