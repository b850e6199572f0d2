//! Proof of the evidence: the raw pages are read once more, and every span is looked up in what they say.
//!
//! Nothing is believed but the raw captures. A part at a time is held in memory.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use arrow::array::RecordBatch;
use rayon::prelude::*;

use super::config::Config;
use super::marker::{self, Markers};
use super::page;
use super::progress::Reporter;
use super::raw::{self, Records, Shard};
use super::store::{self, Store, part_path};
use super::{Options, marker::Marker};
use crate::entities::Entities;
use crate::mentions::Mentions;
use crate::records::{Article, CaptureRecord, Outcome, Parsed};
use crate::sources::Sites;
use crate::table::{Layer, Row, RowSet, Sink, Table, cell};

/// Pages read again at a time for each thread.
const PAGES: usize = 16;

/// Something that the raw captures do not bear out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// The table.
    pub table: String,
    /// The key of the row.
    pub key: String,
    /// What differs.
    pub problem: String,
}

/// What was checked, and what failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Table -> rows checked.
    pub checked: BTreeMap<String, usize>,
    /// What failed, sorted.
    pub failures: Vec<Failure>,
}

impl Report {
    fn fail(&mut self, table: &str, key: impl Into<String>, problem: impl Into<String>) {
        self.failures.push(Failure { table: table.to_owned(), key: key.into(), problem: problem.into() });
    }

    fn count(&mut self, table: &str) {
        *self.checked.entry(table.to_owned()).or_default() += 1;
    }
}

/// Checks all tables against the raw captures. With `options.shard`, those of the shards it takes, entities aside.
pub fn run(config: &Config, options: &Options, reporter: &Reporter) -> Result<Report> {
    options.run(|| {
        let plan = raw::plan(&config.raw, config.captures_per_shard)?;
        let shards: Vec<_> = plan.shards.iter().enumerate().filter(|(index, _)| options.takes(*index)).map(|(_, shard)| shard).collect();
        let task = reporter.task("verify", "shards", shards.len());
        let parsed = Markers::new(&config.data, Layer::Parsed, Parsed::TABLES);
        let claims = if options.shard.is_none() { entity_claims(config)? } else { Vec::new() };
        let mut verifier = Verifier { config, report: Report::default(), claims: by_article(claims) };
        for shard in shards {
            task.pages(verifier.shard(shard, &marker::expect(&parsed, &shard.name)?)?);
            task.step();
        }
        for claim in verifier.claims.into_values().flatten() {
            verifier.report.count(claim.table);
            verifier.report.fail(claim.table, claim.key, format!("article {} is in no raw capture", claim.article_id));
        }
        verifier.report.failures.sort();
        Ok(verifier.report)
    })
}

/// A row that says that some words stand somewhere.
#[derive(Debug, Clone)]
struct Claim {
    table: &'static str,
    key: String,
    article_id: String,
    start: i64,
    end: i64,
    /// The words; a row without them must share its span with a mention.
    surface: Option<String>,
}

/// Gathers the claims of every table that has the columns of one.
#[derive(Debug, Default)]
struct Claims(Vec<Claim>);

impl Sink for Claims {
    fn take<R: Row>(&mut self, rows: Vec<R>) -> Result<()> {
        let table = R::TABLE;
        let has = |name: &str| table.columns.iter().any(|column| column.name == name);
        if !(has("article_id") && has("start_char") && has("end_char")) {
            return Ok(());
        }
        let batch = R::batch(&rows)?;
        for row in 0..batch.num_rows() {
            self.0.push(Claim {
                table: table.name,
                key: key(&table, &batch, row),
                article_id: cell(&batch, "article_id", row)?,
                start: cell(&batch, "start_char", row)?,
                end: cell(&batch, "end_char", row)?,
                surface: if has("surface") { Some(cell(&batch, "surface", row)?) } else { None },
            });
        }
        Ok(())
    }
}

fn key(table: &Table, batch: &RecordBatch, row: usize) -> String {
    let text = |name: &&str| match cell::<String>(batch, name, row) {
        Ok(text) => text,
        Err(_) => cell::<i64>(batch, name, row).map_or_else(|_| "?".to_owned(), |number| number.to_string()),
    };
    table.key.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn claims(rows: impl RowSet) -> Result<Vec<Claim>> {
    let mut claims = Claims::default();
    rows.write(&mut claims)?;
    Ok(claims.0)
}

/// The claims of the entities; none before there are any.
fn entity_claims(config: &Config) -> Result<Vec<Claim>> {
    let is_there = |table: &Table| store::whole_path(&config.data, table.layer, table.name).is_file();
    if !Entities::TABLES.iter().any(is_there) {
        return Ok(Vec::new());
    }
    claims(Entities::read(&mut Store::whole(&config.data))?)
}

fn by_article(claims: Vec<Claim>) -> BTreeMap<String, Vec<Claim>> {
    let mut by_article = BTreeMap::<String, Vec<Claim>>::new();
    for claim in claims {
        by_article.entry(claim.article_id.clone()).or_default().push(claim);
    }
    by_article
}

struct Verifier<'a> {
    config: &'a Config,
    report: Report,
    /// Article -> claims of entities about it that are yet to be checked.
    claims: BTreeMap<String, Vec<Claim>>,
}

impl Verifier<'_> {
    fn shard(&mut self, shard: &Shard, marker: &Marker) -> Result<usize> {
        let mut records = shard.records()?;
        let mut pages = 0;
        for part in marker.parts.keys() {
            pages += self.part(&shard.name, part, &mut records)?;
        }
        let rest = records.count();
        if rest > 0 {
            self.report.fail("captures", &shard.name, format!("the raw captures hold {rest} records more"));
        }
        Ok(pages)
    }

    fn part(&mut self, shard: &str, part: &str, records: &mut Records) -> Result<usize> {
        let read = |table| part_path(&self.config.data, Layer::Parsed, table, part);
        let captures: Vec<CaptureRecord> = store::read(&read("captures"))?;
        let stored: Vec<Article> = store::read(&read("articles"))?;
        let mut stored: BTreeMap<_, _> = stored.into_iter().map(|article| (article.article_id.clone(), article)).collect();
        let has_mentions = part_path(&self.config.data, Layer::Mentions, Mentions::TABLES[0].name, part).is_file();
        let mentions = if has_mentions { claims(Mentions::read(&mut Store::part(&self.config.data, part))?)? } else { Vec::new() };
        let mut mentions = by_article(mentions);
        for captures in captures.chunks(PAGES * rayon::current_num_threads()) {
            for (capture, article) in captures.iter().zip(reread(shard, captures, records, &self.config.sites)?) {
                self.report.count("captures");
                self.capture(capture, article.as_ref(), &mut stored, &mut mentions);
            }
        }
        for article in stored.into_keys() {
            self.report.fail("articles", article, "no raw capture reads as this article");
        }
        for claim in mentions.into_values().flatten() {
            self.report.fail(claim.table, claim.key, "no raw capture reads as its article");
        }
        Ok(captures.len())
    }

    fn capture(
        &mut self,
        capture: &CaptureRecord,
        article: Option<&Article>,
        stored: &mut BTreeMap<String, Article>,
        mentions: &mut BTreeMap<String, Vec<Claim>>,
    ) {
        if capture.outcome != Outcome::Article {
            return;
        }
        let place = format!("{}, {}", capture.shard, capture.record_no);
        let Some(article) = article else { return self.report.fail("captures", place, "the raw capture does not read as an article") };
        if capture.article_id.as_ref() != Some(&article.article_id) || capture.capture_sha256.as_ref() != Some(&article.capture_sha256) {
            self.report.fail("captures", place, "the raw capture reads as another article, or has other bytes");
        }
        self.report.count("articles");
        match stored.remove(&article.article_id) {
            None => self.report.fail("articles", &article.article_id, "not in the table"),
            Some(stored) => {
                if let Some(column) = first_difference(article, &stored) {
                    self.report.fail("articles", &article.article_id, format!("{column} is not as the raw capture says"));
                }
            }
        }
        let text = Text::new(&article.body_text);
        let own = mentions.remove(&article.article_id).unwrap_or_default();
        let spans: BTreeSet<_> = own.iter().map(|claim| (claim.start, claim.end)).collect();
        for claim in own.into_iter().chain(self.claims.remove(&article.article_id).unwrap_or_default()) {
            self.report.count(claim.table);
            if let Err(problem) = check(&claim, &text, &spans) {
                self.report.fail(claim.table, claim.key, problem);
            }
        }
    }
}

/// Reads again the records that gave `captures`: the article of each, where it reads as one.
fn reread(shard: &str, captures: &[CaptureRecord], records: &mut Records, sites: &Sites) -> Result<Vec<Option<Article>>> {
    let records = records.take(captures.len()).collect::<Result<Vec<_>>>()?;
    let mut articles: Vec<_> = records.into_par_iter().map(|record| page::read(shard, record, sites).articles.pop()).collect();
    articles.resize(captures.len(), None);
    Ok(articles)
}

/// The first column in which two articles differ.
fn first_difference(found: &Article, stored: &Article) -> Option<&'static str> {
    if found == stored {
        return None;
    }
    let (found, stored) = (serde_json::to_value(found).ok()?, serde_json::to_value(stored).ok()?);
    Article::TABLE.columns.iter().map(|column| column.name).find(|name| found.get(name) != stored.get(name))
}

fn check(claim: &Claim, text: &Text<'_>, spans: &BTreeSet<(i64, i64)>) -> Result<(), String> {
    let Some(found) = text.span(claim.start, claim.end) else {
        return Err(format!("span {}..{} is not in the text of {}", claim.start, claim.end, claim.article_id));
    };
    match &claim.surface {
        Some(surface) if surface != found => Err(format!("surface is {surface:?}, the raw capture says {found:?}")),
        None if !spans.contains(&(claim.start, claim.end)) => Err(format!("no mention stands at {}..{}", claim.start, claim.end)),
        _ => Ok(()),
    }
}

/// A text whose characters can be counted off.
struct Text<'a> {
    text: &'a str,
    /// Byte of every character, and of the end.
    bytes: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { text, bytes }
    }

    /// The characters from `start` to `end`; `None` for an empty span or one that is not in the text.
    fn span(&self, start: i64, end: i64) -> Option<&'a str> {
        let byte = |place: i64| self.bytes.get(usize::try_from(place).ok()?).copied();
        self.text.get(byte(start)?..byte(end)?).filter(|span| !span.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_characters_and_not_bytes() {
        let text = Text::new("für $5 million");
        assert_eq!(text.span(4, 14), Some("$5 million"));
        assert_eq!(text.span(4, 15), None);
        assert_eq!(text.span(-1, 3), None);
        assert_eq!(text.span(5, 5), None);
        assert_eq!(text.span(6, 5), None);
    }
}
