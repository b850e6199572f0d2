//! What the report reads: the tables of a data folder, and the sentence behind a span.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context as _, Result};
use arrow::array::RecordBatch;
use serde::Serialize;

use crate::entities::packages::{Package, PackageConflict, PackageEvidence, PackageItem, UnmatchedAnnouncement};
use crate::entities::stated_totals::StatedTotalEntity;
use crate::mentions::announcements::Announcement;
use crate::mentions::money::Money;
use crate::mentions::stated_totals::StatedTotal;
use crate::records::{Article, CaptureRecord};
use crate::reject::RejectRow;
use crate::stages::check::CheckResult;
use crate::stages::config::Config;
use crate::stages::stamp::Stamp;
use crate::stages::store::{self, AllParts, Store};
use crate::stages::summary::findings;
use crate::table::{Layer, Row as _, Source as _};
use crate::text::sentences;

/// The rows that the report shows or points to.
pub struct Tables<'c> {
    config: &'c Config,
    /// Packages, the newest first.
    pub packages: Vec<Package>,
    /// Package -> its items.
    pub items: HashMap<String, Vec<PackageItem>>,
    /// Package -> the claims about it, those that were preferred first.
    pub evidence: HashMap<String, Vec<PackageEvidence>>,
    /// Package -> what pages disagree on.
    pub conflicts: BTreeMap<String, Vec<PackageConflict>>,
    /// Claims of no package.
    pub unmatched: Vec<UnmatchedAnnouncement>,
    /// Running totals as stated, by id.
    pub totals: HashMap<String, StatedTotalEntity>,
    /// What could not be read.
    pub rejects: Vec<RejectRow>,
    /// What became of the captures -> how many.
    pub outcomes: BTreeMap<String, i64>,
    /// The checks of the last run.
    pub checks: Vec<CheckResult>,
    articles: HashMap<String, Article>,
    /// Claim -> the sentence that carries it.
    claims: HashMap<(String, i64), Announcement>,
    /// Where an amount starts -> where it ends.
    money: HashMap<(String, i64), i64>,
    /// Page, start of a sentence and total it states -> where the amount starts.
    stated: HashMap<(String, i64, i64), i64>,
}

/// A sentence of a page with the span that carries a figure: before it, the span, after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote(pub String, pub String, pub String);

impl<'c> Tables<'c> {
    /// Reads them. Refuses tables of another version, and a folder without tables.
    pub fn read(config: &'c Config) -> Result<Self> {
        Stamp::expect(&config.data, Layer::Aggregates)?;
        let mut entities = Store::whole(&config.data);
        let mut parts = AllParts::new(&config.data);
        let mut packages: Vec<Package> = entities.give()?;
        packages.sort_by(|a, b| b.announced_date.cmp(&a.announced_date).then_with(|| a.package_id.cmp(&b.package_id)));
        let mut evidence = grouped(entities.give::<PackageEvidence>()?, |row| row.package_id.clone());
        for rows in evidence.values_mut() {
            rows.sort_by_key(|row| (!row.is_preferred, row.published_date));
        }
        let conflicts = grouped(entities.give::<PackageConflict>()?, |row| row.package_id.clone());
        let captures: Vec<CaptureRecord> = parts.give()?;
        let mut outcomes = BTreeMap::new();
        for capture in &captures {
            *outcomes.entry(capture.outcome.to_string()).or_default() += 1;
        }
        let totals: Vec<StatedTotalEntity> = entities.give()?;
        let stated = parts.give::<StatedTotal>()?.into_iter();
        let stated = stated.map(|row| ((row.article_id, row.start_char, row.value_low_usd), row.money_start_char));
        let mut tables = Self {
            config,
            packages,
            items: grouped(entities.give::<PackageItem>()?, |row| row.package_id.clone()),
            evidence,
            conflicts: conflicts.into_iter().collect(),
            unmatched: entities.give()?,
            totals: totals.into_iter().map(|row| (row.stated_total_id.clone(), row)).collect(),
            rejects: parts.give()?,
            outcomes,
            checks: checks(config)?,
            articles: HashMap::new(),
            claims: parts.give::<Announcement>()?.into_iter().map(|row| ((row.article_id.clone(), row.announcement_no), row)).collect(),
            money: parts.give::<Money>()?.into_iter().map(|row| ((row.article_id, row.start_char), row.end_char)).collect(),
            stated: stated.collect(),
        };
        tables.articles = tables.cited_articles()?;
        Ok(tables)
    }

    /// An aggregate as it was computed last.
    pub fn aggregate(&self, name: &str) -> Result<RecordBatch> {
        findings::table(self.config, name)
    }

    /// How far a stated total may lie from our own sum, in percent.
    pub const fn tolerance_percent(&self) -> i64 {
        self.config.tolerance_percent
    }

    /// Whether a check failed, so that the aggregates over what it throws doubt on were not published.
    pub fn is_doubtful(&self) -> bool {
        self.checks.iter().any(|check| !check.is_passed && check.severity == crate::stages::query::Severity::Error)
    }

    /// The page of that id.
    pub fn article(&self, id: &str) -> Option<&Article> {
        self.articles.get(id)
    }

    /// The claim of a page.
    pub fn claim(&self, article_id: &str, announcement_no: i64) -> Option<&Announcement> {
        self.claims.get(&(article_id.to_owned(), announcement_no))
    }

    /// The sentence of a claim with its amount marked; nothing is marked where the claim gives none, or elsewhere on the page.
    pub fn evidence(&self, row: &PackageEvidence) -> Quote {
        let amount =
            self.claim(&row.article_id, row.announcement_no).and_then(|claim| self.amount(&row.article_id, claim.money_start_char?));
        let within = amount.filter(|(start, end)| row.start_char <= *start && *end <= row.end_char);
        within.map_or_else(
            || Quote(row.surface.clone(), String::new(), String::new()),
            |(start, end)| cut(&row.surface, start - row.start_char, end - row.start_char),
        )
    }

    /// The sentence in which the amount of a claim stands, where that is not the sentence of the claim.
    pub fn amount_elsewhere(&self, row: &PackageEvidence) -> Option<Quote> {
        let (start, end) = self.amount(&row.article_id, self.claim(&row.article_id, row.announcement_no)?.money_start_char?)?;
        let is_outside = start < row.start_char || row.end_char < end;
        is_outside.then(|| self.sentence(&row.article_id, start, end)).flatten()
    }

    /// The sentence in which a running total stands, its amount marked.
    pub fn total(&self, row: &StatedTotalEntity) -> Option<Quote> {
        let text = &self.article(&row.article_id)?.body_text;
        let sentence = chars(text, row.start_char, row.end_char);
        let stated = self.stated.get(&(row.article_id.clone(), row.start_char, row.value_low_usd));
        let amount = stated.and_then(|start| self.amount(&row.article_id, *start)).filter(|(_, end)| *end <= row.end_char);
        let whole = || Quote(sentence.to_owned(), String::new(), String::new());
        Some(amount.map_or_else(whole, |(start, end)| cut(sentence, start - row.start_char, end - row.start_char)))
    }

    /// The sentence around a span of a page.
    pub fn sentence(&self, article_id: &str, start: i64, end: i64) -> Option<Quote> {
        let text = &self.article(article_id)?.body_text;
        let (start, end) = (byte(text, start), byte(text, end));
        let block = text[..start].rfind("\n\n").map_or(0, |at| at + 2);
        let block_end = text[end..].find("\n\n").map_or(text.len(), |at| end + at);
        let found = sentences::split(&text[block..block_end]).into_iter().map(|range| block + range.start..block + range.end);
        let around = found.into_iter().find(|range| range.start <= start && end <= range.end).unwrap_or(block..block_end);
        Some(Quote(text[around.start..start].to_owned(), text[start..end].to_owned(), text[end..around.end].to_owned()))
    }

    fn amount(&self, article_id: &str, start: i64) -> Option<(i64, i64)> {
        self.money.get(&(article_id.to_owned(), start)).map(|end| (start, *end))
    }

    /// The pages that the report points to; the text of the others is not kept.
    fn cited_articles(&self) -> Result<HashMap<String, Article>> {
        let of_items = self.items.values().flatten().map(|row| row.article_id.as_str());
        let of_evidence = self.evidence.values().flatten().map(|row| row.article_id.as_str());
        let of_conflicts = self.conflicts.values().flatten().flat_map(|row| [row.article_id.as_str(), row.preferred_article_id.as_str()]);
        let of_totals = self.totals.values().map(|row| row.article_id.as_str());
        let of_unmatched = self.unmatched.iter().map(|row| row.article_id.as_str());
        let cited: BTreeSet<&str> = of_items.chain(of_evidence).chain(of_conflicts).chain(of_totals).chain(of_unmatched).collect();
        let mut articles = HashMap::new();
        for path in store::parts(&self.config.data, &Article::TABLE)? {
            let rows = store::read::<Article>(&path)?.into_iter().filter(|row| cited.contains(row.article_id.as_str()));
            articles.extend(rows.map(|row| (row.article_id.clone(), row)));
        }
        Ok(articles)
    }
}

fn checks(config: &Config) -> Result<Vec<CheckResult>> {
    let path = store::whole_path(&config.data, Layer::Checks, CheckResult::TABLE.name);
    store::read(&path).context("the checks have not run; run `drawdown check`")
}

fn grouped<T>(rows: Vec<T>, key: impl Fn(&T) -> String) -> HashMap<String, Vec<T>> {
    let mut groups: HashMap<String, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// Where the character at `at` starts, in bytes.
fn byte(text: &str, at: i64) -> usize {
    usize::try_from(at).ok().and_then(|at| text.char_indices().nth(at)).map_or(text.len(), |(byte, _)| byte)
}

fn chars(text: &str, start: i64, end: i64) -> &str {
    &text[byte(text, start)..byte(text, end)]
}

fn cut(text: &str, start: i64, end: i64) -> Quote {
    let (start, end) = (byte(text, start), byte(text, end));
    Quote(text[..start].to_owned(), text[start..end].to_owned(), text[end..].to_owned())
}
