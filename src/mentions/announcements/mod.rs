//! Claims of a page that a package of assistance is announced, previewed, authorized or recalled.
//!
//! Each sentence is read for what it tells of a package ([`candidates`]); the tellings of the page are put together ([`merge`]),
//! sums find their parts ([`composite`]), lists find their package ([`items`]).

pub(super) mod authority;
mod candidates;
mod composite;
mod item;
mod items;
mod list;
mod merge;
pub(super) mod ordinal;
pub(super) mod recipient;
mod tense;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use authority::Authority;
use merge::Told;
use recipient::Recipient;

use candidates::Value;

use super::money::Bound;
use super::reading::Reading;
use super::{Mentions, Page, cues};
use crate::lookup::Lookups;
use crate::text::amounts;
use crate::{mention, vocabulary};

vocabulary! {
    /// What a page does with a package.
    pub enum Claim {
        /// Announces it, or retells an announcement of these days.
        Announced = "announced",
        /// Says that it will be announced.
        Previewed = "previewed",
        /// Delegates or notifies the authority for it.
        Authorized = "authorized",
        /// Recalls it as history.
        Recalled = "recalled",
    }
}

mention! {
    /// One row per claim of a page about a package; the span is the sentence that carries the claim.
    pub struct Announcement = announcements, key(article_id, announcement_no) {
        /// Its place in the article, from 1.
        announcement_no: i64,
        /// The announcement of the same article that gives the sum this one is a part of.
        part_of_no: Option<i64>,
        /// What the page does with the package.
        claim: Claim,
        /// Who receives it, canonical.
        recipient: Option<String>,
        /// The law or fund it draws on.
        authority: Option<Authority>,
        /// Its place in the series of its recipient and authority.
        ordinal: Option<i64>,
        /// The stated value, or the low end of a range, in US dollars.
        value_low_usd: Option<i64>,
        /// The stated value, or the high end of a range.
        value_high_usd: Option<i64>,
        /// How far the value binds.
        bound: Option<Bound>,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// Where the amount stands: `start_char` of its row in `money`.
        money_start_char: Option<i64>,
        /// First day on which it can have been announced, as this page tells.
        date_low: Option<NaiveDate>,
        /// Last day.
        date_high: Option<NaiveDate>,
        /// Whether it is new money; false where the page says that authority given before is used.
        is_new_money: bool,
    }
}

mention! {
    /// One row per item that a page lists for a package it announces; the span is the item with its count.
    pub struct AnnouncedItem = announced_items, key(article_id, announcement_no, item_no) {
        /// The announcement.
        announcement_no: i64,
        /// Its place in the list, from 1.
        item_no: i64,
        /// The item as written, without its count.
        name: String,
        /// The canonical thing, where `lookups/equipment.csv` knows it.
        equipment_id: Option<String>,
        /// Its category.
        category: Option<String>,
        /// The count, or the low end of a range.
        quantity_low: Option<i64>,
        /// The count, or the high end of a range.
        quantity_high: Option<i64>,
        /// How far the count binds.
        bound: Option<Bound>,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// The unit: rounds, sets.
        unit: Option<String>,
        /// The calibre: `155 mm`.
        calibre: Option<String>,
        /// Whether it is said to come on top of earlier deliveries.
        is_additional: bool,
    }
}

/// Finds the claims of a page about packages. Needs the money and dates in `found`, with their roles.
pub(super) fn find(page: &Page, reading: &Reading, lookups: &Lookups, found: &mut Mentions) {
    let mut told = merge::merge(candidates::find(page, reading, lookups));
    if told.is_empty() {
        return;
    }
    from_title(page, &mut told);
    let parents = composite::parents(&mut told);
    for (at, package) in told.iter().enumerate() {
        let Some(row) = row(page, reading, package, number(at), lookups) else { continue };
        let part_of_no = parents.get(at).copied().flatten().map(number);
        found.announcements.push(Announcement { part_of_no, ..row });
    }
    items::find(page, reading, lookups, &told, &parents, found);
}

/// Gives the value of the title to the only package of the page, where its sentences state none; the evidence stays in the body.
fn from_title(page: &Page, told: &mut [Told]) {
    let title = &page.article.title;
    let mut live = told.iter_mut().filter(|package| package.is_live());
    let (Some(only), None) = (live.next(), live.next()) else { return };
    let mut stated = amounts::find(title).into_iter().filter(|amount| amount.currency == "USD");
    let (Some(amount), None) = (stated.next(), stated.next()) else { return };
    if only.best.value.is_none() && (cues::SECURITY.is_match(title) || cues::PACKAGE.is_match(title)) {
        only.best.value =
            Some(Value { low: amount.low, high: amount.high, bound: amount.bound, qualifier: amount.qualifier, start_char: None });
    }
}

fn number(at: usize) -> i64 {
    i64::try_from(at).map_or(i64::MAX, |at| at.saturating_add(1))
}

fn first_passage(reading: &Reading, package: &Told) -> Option<usize> {
    reading.sentences.get(*package.sentences.first()?).map(|sentence| sentence.passage)
}

fn row(page: &Page, reading: &Reading, package: &Told, announcement_no: i64, lookups: &Lookups) -> Option<Announcement> {
    let best = &package.best;
    let sentence = reading.sentences.get(best.sentence)?;
    let span = page.passages.get(sentence.passage)?.span(sentence.range.clone());
    let value = best.value.as_ref();
    Some(Announcement {
        article_id: page.article.article_id.clone(),
        paragraph_no: span.paragraph_no,
        start_char: span.start_char,
        end_char: span.end_char,
        surface: span.surface,
        announcement_no,
        part_of_no: None,
        claim: best.claim,
        recipient: match &best.recipient {
            Some(Recipient::One(name)) => Some(name.clone()),
            Some(Recipient::Several) => None,
            None => recipient::of_context(page, first_passage(reading, package).unwrap_or(sentence.passage), lookups),
        },
        authority: best.authority,
        ordinal: best.ordinal,
        value_low_usd: value.map(|value| value.low),
        value_high_usd: value.map(|value| value.high),
        bound: value.map(|value| value.bound),
        qualifier: value.and_then(|value| value.qualifier.clone()),
        money_start_char: value.and_then(|value| value.start_char),
        date_low: Some(best.low),
        date_high: Some(best.high),
        is_new_money: best.is_new_money,
    })
}
