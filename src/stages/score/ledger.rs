//! Packages, their items and the running totals of a page, compared by what they say; nobody labelled where they stand.

use serde::Deserialize;

use super::measure::Scores;
use super::tally::{Tally, Wrong};
use crate::mentions::Mentions;
use crate::mentions::announcements::{AnnouncedItem, Announcement, Claim};
use crate::records::Article;

/// What a page claims.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Claims {
    /// Packages it announces.
    packages: Vec<Package>,
    /// What it says has been given so far.
    stated_totals: Vec<Total>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Package {
    ordinal: Option<i64>,
    value_usd: Option<i64>,
    recipient: Option<String>,
    items: Option<Vec<Item>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Item {
    name: String,
    #[serde(default)]
    quantity: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Total {
    value_usd: i64,
}

/// Compares what a page claims with what was found in it. Items count where the label lists some.
#[must_use]
pub fn compare(claims: &Claims, article: &Article, mentions: &Mentions) -> Scores {
    let id = article.article_id.as_str();
    let mut scores = Scores::default();
    let mut rows: Vec<_> = mentions.announcements.iter().filter(|row| row.claim != Claim::Recalled).collect();
    for package in &claims.packages {
        let same = |row: &&Announcement| {
            row.value_high_usd == package.value_usd
                && row.recipient == package.recipient
                && (package.ordinal.is_none() || row.ordinal == package.ordinal)
        };
        let tally = scores.of("packages", "value");
        let Some(row) = rows.iter().position(same).map(|at| rows.remove(at)) else {
            missed(tally, id, format!("{:?} {:?} {:?}", package.value_usd, package.ordinal, package.recipient));
            continue;
        };
        tally.hits += 1;
        if let Some(items) = package.items.as_ref().filter(|items| !items.is_empty()) {
            let found = mentions.announced_items.iter().filter(|item| item.announcement_no == row.announcement_no);
            compare_items(scores.of("items", "name and count"), items, found.collect(), id);
        }
    }
    for row in rows {
        let what = format!("{} {:?} {:?} {:?} {:?}", row.claim, row.value_high_usd, row.ordinal, row.recipient, row.authority);
        extra(scores.of("packages", "value"), id, &what, &row.surface);
    }
    let mut totals: Vec<_> = mentions.stated_totals.iter().collect();
    let tally = scores.of("stated totals", "value");
    for total in &claims.stated_totals {
        match totals.iter().position(|row| row.value_high_usd == total.value_usd) {
            Some(at) => {
                totals.remove(at);
                tally.hits += 1;
            }
            None => missed(tally, id, total.value_usd.to_string()),
        }
    }
    for row in totals {
        extra(tally, id, &row.value_high_usd.to_string(), &row.surface);
    }
    scores
}

fn compare_items(tally: &mut Tally, items: &[Item], mut found: Vec<&AnnouncedItem>, id: &str) {
    for item in items {
        let same =
            |row: &&AnnouncedItem| is_same_name(&row.name, &item.name) && (item.quantity.is_none() || row.quantity_low == item.quantity);
        match found.iter().position(same) {
            Some(at) => {
                found.remove(at);
                tally.hits += 1;
            }
            None => missed(tally, id, format!("{:?} {}", item.quantity, item.name)),
        }
    }
    for row in found {
        extra(tally, id, &format!("{:?}", row.quantity_low), &row.name);
    }
}

fn missed(tally: &mut Tally, article_id: &str, sentence: String) {
    tally.missed += 1;
    tally.wrong.push(Wrong { article_id: article_id.to_owned(), what: "missed".to_owned(), sentence });
}

fn extra(tally: &mut Tally, article_id: &str, what: &str, sentence: &str) {
    tally.extra += 1;
    tally.wrong.push(Wrong { article_id: article_id.to_owned(), what: format!("extra {what}"), sentence: sentence.to_owned() });
}

/// Names that differ only in case, plural, articles and words like "additional".
fn is_same_name(left: &str, right: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let folded = name.to_lowercase().replace(['-', '.', '\u{2011}'], " ");
        let kept =
            folded.split_whitespace().filter(|word| !matches!(*word, "the" | "a" | "an" | "additional" | "more" | "new" | "of" | "other"));
        kept.map(|word| word.trim_end_matches('s').to_owned()).collect()
    };
    words(left) == words(right)
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn case_plural_and_articles_make_no_other_item() {
        assert!(is_same_name("Additional Javelin anti-armor systems", "Javelin anti armor system"));
        assert!(!is_same_name("radars", "counter-artillery radars"));
    }
}
