//! What the entity tables of named things share: the namings of all pages, gathered by id.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::records::Article;

/// How often and when pages name a thing, and by which words.
#[derive(Debug, Default)]
pub struct Namings<'a> {
    /// The words, each with how often it stands.
    words: BTreeMap<&'a str, i64>,
    articles: BTreeSet<&'a str>,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
}

impl<'a> Namings<'a> {
    /// Gathers namings, each an id, an article and the words, by id. Articles that are not in `articles` are left out.
    pub fn gather(articles: &'a [Article], namings: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> BTreeMap<&'a str, Self> {
        let published: BTreeMap<&str, NaiveDate> = articles.iter().map(|page| (page.article_id.as_str(), page.published_date)).collect();
        let mut all: BTreeMap<&str, Self> = BTreeMap::new();
        for (id, article_id, words) in namings {
            if let Some(day) = published.get(article_id) {
                all.entry(id).or_default().add(article_id, words, *day);
            }
        }
        all
    }

    fn add(&mut self, article_id: &'a str, words: &'a str, day: NaiveDate) {
        *self.words.entry(words).or_default() += 1;
        self.articles.insert(article_id);
        self.first = Some(self.first.map_or(day, |first| first.min(day)));
        self.last = Some(self.last.map_or(day, |last| last.max(day)));
    }

    /// The words under which pages name the thing, without those that are its name.
    #[must_use]
    pub fn aliases(&self, name: &str) -> Vec<String> {
        self.words.keys().filter(|words| **words != name).map(|words| (*words).to_owned()).collect()
    }

    /// Namings on all pages.
    #[must_use]
    pub fn mention_count(&self) -> i64 {
        self.words.values().sum()
    }

    /// Pages that name it.
    #[must_use]
    pub fn article_count(&self) -> i64 {
        i64::try_from(self.articles.len()).unwrap_or(i64::MAX)
    }

    /// First and last day on which a page names it.
    #[must_use]
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.first.zip(self.last)
    }
}

/// The value that stands most often; of equals the least.
pub fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let best = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == best).map(|(value, _)| value)
}
