//! How right the rules are: precision, recall and F1 of each kind against labels, with the rows that are wrong.
//!
//! The pages of `pipelines/gold` are those of the run; the rules read them afresh, so that what is scored is this program. Floors stand
//! in the files of labels; a score below its floor fails.

mod ledger;
mod measure;
mod re3d;
mod tally;
mod texts;
mod truth;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use rayon::prelude::*;

pub use measure::{KINDS, Scores};
pub use tally::{Tally, Wrong};
pub use texts::{page, read as text_page};
pub use truth::{Gold, Page, Pages, by_digest, read};

use super::config::Config;
use super::store::AllParts;
use crate::lookup::Lookups;
use crate::mentions;
use crate::records::Article;
use crate::table::Source as _;

/// The scores of one file of labels.
#[derive(Debug)]
pub struct Report {
    /// What the labels are of.
    pub title: String,
    /// Pages scored.
    pub pages: usize,
    /// Labels whose page is not there.
    pub without_page: usize,
    /// Kind and measure -> tally.
    pub scores: Scores,
    /// `kind, measure` -> the least F1.
    pub floors: BTreeMap<String, f64>,
}

/// Scores the files of labels: those given, else all of `pipelines/gold`.
pub fn run(config: &Config, files: &[PathBuf]) -> Result<Vec<Report>> {
    let files = if files.is_empty() { gold_files(&config.pipelines.join("gold"))? } else { files.to_vec() };
    let mut parts = AllParts::new(&config.data);
    let articles: Vec<Article> = parts.give()?;
    let pages = by_digest(articles, &parts.give()?);
    files.iter().map(|file| score(read(file, &pages, &config.lookups)?, &config.lookups)).collect()
}

fn gold_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect::<BTreeSet<_>>());
    let files: Vec<_> = entries.unwrap_or_default().into_iter().filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
    ensure!(!files.is_empty(), "{}: found no file of labels, expected *.jsonl", folder.display());
    Ok(files)
}

/// Scores the pages of one file.
pub fn score(gold: Gold, lookups: &Lookups) -> Result<Report> {
    let mut columns: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (kind, labels) in gold.pages.iter().flat_map(|page| &page.labels.kinds) {
        columns.entry(kind).or_default().extend(labels.iter().flat_map(|label| label.fields.keys().map(String::as_str)));
    }
    let of_pages = gold.pages.par_iter().map(|page| score_page(page, &columns, lookups)).collect::<Result<Vec<_>>>()?;
    let mut scores = Scores::default();
    for of_page in of_pages {
        scores.add(of_page);
    }
    let Gold { title, floors, pages, without_page } = gold;
    Ok(Report { title, pages: pages.len(), without_page, scores, floors })
}

fn score_page(page: &Page, columns: &BTreeMap<&str, BTreeSet<&str>>, lookups: &Lookups) -> Result<Scores> {
    let found = mentions::extract(&page.article, &page.paragraphs, lookups);
    let mut scores = Scores::default();
    for kind in KINDS {
        if let (Some(labels), Some(columns)) = (page.labels.kinds.get(kind.name), columns.get(kind.name)) {
            let upto = page.labels.upto.unwrap_or(usize::MAX);
            scores.add(measure::compare(kind, labels, columns, &page.article, &found, upto)?);
        }
    }
    if let Some(claims) = &page.labels.claims {
        scores.add(ledger::compare(claims, &page.article, &found));
    }
    Ok(scores)
}

impl Report {
    /// The scores below their floor, and the floors of what was not scored.
    #[must_use]
    pub fn failures(&self) -> Vec<String> {
        let of = |key: &str| self.scores.0.iter().find(|((kind, measure), _)| format!("{kind}, {measure}") == key).map(|(_, tally)| tally);
        let failure = |(key, floor): (&String, &f64)| match of(key) {
            Some(tally) if tally.support() > 0 && tally.f1() >= *floor => None,
            Some(tally) => {
                Some(format!("{}: {key}: F1 {:.3} of {} labels, expected at least {floor}", self.title, tally.f1(), tally.support()))
            }
            None => Some(format!("{}: {key}: a floor of {floor}, but nothing was scored", self.title)),
        };
        self.floors.iter().filter_map(failure).collect()
    }

    /// The scores as a table, then up to `wrong` wrong rows of each kind and measure.
    #[must_use]
    pub fn render(&self, wrong: usize) -> String {
        let mut text = format!("{}: {} pages", self.title, self.pages);
        if self.without_page > 0 {
            let _ = write!(text, ", {} more that are not in this run", self.without_page);
        }
        let _ = write!(
            text,
            "\n\n{:<18} {:<22} {:>7} {:>9} {:>9} {:>6} {:>9} {:>6}\n",
            "kind", "measure", "labels", "precision", "recall", "F1", "of paired", "floor"
        );
        for ((kind, measure), tally) in &self.scores.0 {
            // Of the rows that met a label, how many also have the right value.
            let span =
                self.scores.0.get(&(kind.clone(), "span".to_owned())).filter(|span| measure != "span" && span.support() == tally.support());
            let paired = span.map(|span| span.hits);
            let accuracy = paired
                .filter(|pairs| *pairs >= tally.hits && *pairs > 0)
                .map(|pairs| Tally { hits: tally.hits, missed: pairs - tally.hits, ..Tally::default() }.recall());
            let floor = self.floors.get(&format!("{kind}, {measure}"));
            let _ = writeln!(
                text,
                "{kind:<18} {measure:<22} {:>7} {:>9.3} {:>9.3} {:>6.3} {:>9} {:>6}",
                tally.support(),
                tally.precision(),
                tally.recall(),
                tally.f1(),
                accuracy.map_or(String::new(), |share| format!("{share:.3}")),
                floor.map_or(String::new(), |floor| format!("{floor:.2}")),
            );
        }
        for ((kind, measure), tally) in self.scores.0.iter().filter(|(_, tally)| wrong > 0 && !tally.wrong.is_empty()) {
            let _ = writeln!(text, "\n{kind}, {measure}: {} wrong", tally.wrong.len());
            for row in tally.wrong.iter().take(wrong) {
                let _ = writeln!(text, "  {}  {}\n    {}", row.article_id, row.what, row.sentence);
            }
        }
        text
    }
}
