//! Where and when pages speak of a thing: the columns that every entity of names has.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::mentions::Evidence;
use crate::records::Article;

/// The day of each article.
pub type Days<'a> = BTreeMap<&'a str, NaiveDate>;

/// The days of publication of `articles`.
#[must_use]
pub fn days(articles: &[Article]) -> Days<'_> {
    articles.iter().map(|page| (page.article_id.as_str(), page.published_date)).collect()
}

/// The namings of one thing.
#[derive(Debug, Default)]
pub struct Seen<'a> {
    surfaces: BTreeSet<&'a str>,
    articles: BTreeMap<&'a str, NaiveDate>,
    /// Namings on all pages.
    pub mention_count: i64,
}

impl<'a> Seen<'a> {
    /// Adds a naming; an article that `days` does not know does not count.
    pub fn add(&mut self, surface: &'a str, article_id: &'a str, days: &Days<'_>) {
        if let Some(day) = days.get(article_id) {
            self.surfaces.insert(surface);
            self.articles.insert(article_id, *day);
            self.mention_count += 1;
        }
    }

    /// The names under which pages speak of it, sorted.
    #[must_use]
    pub fn aliases(&self) -> Vec<String> {
        self.surfaces.iter().map(|surface| (*surface).to_owned()).collect()
    }

    /// Pages that name it.
    #[must_use]
    pub fn article_count(&self) -> i64 {
        i64::try_from(self.articles.len()).unwrap_or(i64::MAX)
    }

    /// The first day a page names it; none where no page does.
    #[must_use]
    pub fn first(&self) -> Option<NaiveDate> {
        self.articles.values().min().copied()
    }

    /// The last such day.
    #[must_use]
    pub fn last(&self) -> Option<NaiveDate> {
        self.articles.values().max().copied()
    }
}

/// A naming: the page it stands on, and its row.
pub type Naming<'a, R> = (&'a str, &'a R);

/// The namings of each thing by its id.
pub fn by_id<'a, R: Evidence>(
    namings: impl Iterator<Item = Naming<'a, R>>,
    days: &Days<'_>,
    id: impl Fn(&'a R) -> &'a str,
) -> BTreeMap<&'a str, (Seen<'a>, Vec<&'a R>)> {
    let mut things: BTreeMap<&str, (Seen, Vec<&R>)> = BTreeMap::new();
    for (article_id, row) in namings {
        let (seen, rows) = things.entry(id(row)).or_default();
        seen.add(row.surface(), article_id, days);
        rows.push(row);
    }
    things
}

/// Rows of a mention table as namings.
pub fn namings<R: Evidence>(rows: &[R]) -> impl Iterator<Item = Naming<'_, R>> {
    rows.iter().map(|row| (row.article_id(), row))
}

/// The narrowest of some stretches of days, the earliest of equals.
#[must_use]
pub fn narrowest(stretches: impl Iterator<Item = (Option<NaiveDate>, Option<NaiveDate>)>) -> Option<(NaiveDate, NaiveDate)> {
    stretches.filter_map(|(low, high)| low.zip(high)).min_by_key(|(low, high)| (*high - *low, *low))
}

/// What most say, the first in order among equals.
#[must_use]
pub fn most_said<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_said_is_the_first_among_equals() {
        assert_eq!(most_said(["b", "a", "b", "a", "c"].into_iter()), Some("a"));
        assert_eq!(most_said(std::iter::empty::<&str>()), None);
    }

    #[test]
    fn the_narrowest_stretch_wins() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let found = narrowest([(day("2024-06-01"), day("2024-06-30")), (day("2024-06-13"), day("2024-06-13")), (None, None)].into_iter());
        assert_eq!(found, day("2024-06-13").zip(day("2024-06-13")));
    }
}
