//! Running totals: what officials say has been given or committed since a base date.

use std::sync::LazyLock;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use regex::Regex;

use super::announcements::recipient::{self, Recipient};
use super::announcements::{Authority, authority};
use super::money::{Bound, MoneyRole};
use super::reading::{Amount, Reading, Sentence};
use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::mention;
use crate::text::pattern;

mention! {
    /// One row per running total a page states; the span is the sentence that carries it.
    pub struct StatedTotal = stated_totals, key(article_id, money_start_char) {
        /// Where the amount stands: `start_char` of its row in `money`.
        money_start_char: i64,
        /// Who received it, canonical.
        recipient: Option<String>,
        /// The law or fund, where the total is of one.
        authority: Option<Authority>,
        /// What the total covers, as written: "since February 24, 2022".
        scope: Option<String>,
        /// First day it covers.
        base_date: Option<NaiveDate>,
        /// The day it is stated for.
        as_of_date: NaiveDate,
        /// The stated value, or the low end of a range, in US dollars.
        value_low_usd: i64,
        /// The stated value, or the high end of a range.
        value_high_usd: i64,
        /// How far it binds.
        bound: Bound,
        /// The words that bind it, as written.
        qualifier: Option<String>,
    }
}

/// Finds the running totals of a page. Needs the roles of the money in `found`.
pub(super) fn find(page: &Page, reading: &Reading, lookups: &Lookups, found: &mut Mentions) {
    for sentence in reading.sentences.iter().filter(|sentence| !sentence.is_question) {
        for (index, amount) in sentence.amounts.iter().enumerate() {
            if amount.role != MoneyRole::RunningTotal || !amount.is_usd {
                continue;
            }
            let repeats = |earlier: &Amount| (earlier.low, earlier.role) == (amount.low, amount.role);
            if sentence.amounts.iter().take(index).any(repeats) {
                continue;
            }
            let Some(passage) = page.passages.get(sentence.passage) else { continue };
            let span = passage.span(sentence.range.clone());
            let (scope, base_date) = scope_of(page, sentence, index);
            let recipient = match recipient::of_text(sentence.after(index), lookups).or_else(|| recipient::of_text(sentence.text, lookups))
            {
                Some(Recipient::One(name)) => Some(name),
                Some(Recipient::Several) => None,
                None => recipient::of_context(page, sentence.passage, lookups),
            };
            found.stated_totals.push(StatedTotal {
                article_id: page.article.article_id.clone(),
                paragraph_no: span.paragraph_no,
                start_char: span.start_char,
                end_char: span.end_char,
                surface: span.surface,
                money_start_char: amount.start_char,
                recipient,
                authority: authority::only(sentence.after(index), lookups).or_else(|| authority::only(sentence.before(index), lookups)),
                scope,
                base_date,
                as_of_date: page.article.published_date,
                value_low_usd: amount.low,
                value_high_usd: amount.high,
                bound: amount.bound,
                qualifier: amount.qualifier.clone(),
            });
        }
    }
}

/// What a total covers: the words as written, and the first day, where they tell it.
fn scope_of(page: &Page, sentence: &Sentence, index: usize) -> (Option<String>, Option<NaiveDate>) {
    static SCOPE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)(?:\b(?:just )?since (?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|[^,;:()—–]{1,90}(?:, 20\d\d)?)|\b(?:over|in|during|within) (?:just |only )?(?:the )?(?:past|last) (?:few |couple of |several |\w+ )?(?:days?|weeks?|months?|years?|year alone)",
            r"|\bunder (?:this|the (?:present|current|biden[\w-]*)) administration|\b(?:just )?this (?:past )?(?:year|week|month)(?: alone)?|\bto date\b|\bso far\b|\bin total\b|\bin 20\d\d\b)",
        ))
    });
    // The verb of the sentence is no part of what the total covers: "since 2014 comes to".
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)\s+(?:(?:(?:has |have )?(?:come|comes|grown|risen|stands?|amounts?|adds up)\s+)?(?:to|at)|is|reach(?:es|ed)|totals|exceeds",
            r"|(?:the united states|we|it|the u\.s\.|america|the department) (?:has|have)\b.*)$",
        ))
    });
    let range = sentence.amounts.get(index).map_or(0..0, |amount| amount.range.clone());
    let after = sentence.after(index);
    let found = SCOPE.find(after).map(|found| (range.end + found.start(), found.as_str()));
    let before = || {
        SCOPE
            .find_iter(sentence.before(index))
            .last()
            .map(|found| (range.start - (sentence.before(index).len() - found.start()), found.as_str()))
    };
    let Some((at, words)) = found.or_else(before).or_else(|| SCOPE.find(sentence.text).map(|found| (found.start(), found.as_str()))) else {
        return (None, None);
    };
    let words = words.trim().trim_end_matches(['.', '"', '”', '?', '!']);
    let words = VERB.find(words).and_then(|verb| words.get(..verb.start())).unwrap_or(words);
    (Some(words.to_owned()), base_of(page, sentence, at, words))
}

/// The first day that `words`, which stand at `at`, let a total cover.
fn base_of(page: &Page, sentence: &Sentence, at: usize, words: &str) -> Option<NaiveDate> {
    static INVASION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:invasion|invaded|war|conflict|aggression|hostilities|attack)\b"));
    static TERM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:administration|office|president biden (?:took|came)|inaugurat\w+)\b"));
    let published = page.article.published_date;
    let end = at + words.len();
    let stated = sentence.days.iter().find(|day| day.range.start >= at && day.range.start < end);
    let is_since = words.to_ascii_lowercase().contains("since");
    if let Some(day) = stated.filter(|_| is_since) {
        let began = NaiveDate::from_ymd_opt(2022, 2, 24).filter(|began| INVASION.is_match(words) && (day.low..=day.high).contains(began));
        return began.or(Some(day.low));
    }
    if is_since {
        static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bsince (?P<year>20\d\d)\b"));
        if let Some(year) = YEAR.captures(words).and_then(|found| found["year"].parse().ok()) {
            return NaiveDate::from_ymd_opt(year, 1, 1);
        }
        if TERM.is_match(words) && !INVASION.is_match(words) {
            return NaiveDate::from_ymd_opt(2021, 1, 20).filter(|base| *base <= published);
        }
        let base = NaiveDate::from_ymd_opt(2022, 2, 24).filter(|base| *base <= published);
        return if INVASION.is_match(words) { base } else { None };
    }
    if TERM.is_match(words) {
        return NaiveDate::from_ymd_opt(2021, 1, 20).filter(|base| *base <= published);
    }
    if words.to_ascii_lowercase().contains("this year") {
        return NaiveDate::from_ymd_opt(published.year(), 1, 1);
    }
    span_back(published, words)
}

/// "over the past two weeks", "in the last year".
fn span_back(published: NaiveDate, words: &str) -> Option<NaiveDate> {
    static SPAN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:past|last|this) (?:(?P<count>\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen) )?(?P<unit>day|week|month|year)",
        )
    });
    let found = SPAN.captures(words)?;
    let count = match found.name("count").map(|count| count.as_str().to_ascii_lowercase()) {
        None => 1,
        Some(word) => {
            let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
            let known = words.iter().position(|known| *known == word).and_then(|at| u32::try_from(at + 1).ok());
            known.or_else(|| (word == "eighteen").then_some(18)).or_else(|| word.parse().ok())?
        }
    };
    match found["unit"].to_ascii_lowercase().as_str() {
        "day" => published.checked_sub_days(Days::new(u64::from(count))),
        "week" => published.checked_sub_days(Days::new(u64::from(count) * 7)),
        "month" => published.checked_sub_months(Months::new(count)),
        _ => published.checked_sub_months(Months::new(count.checked_mul(12)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::release;
    use super::*;

    fn bases(sentence: &str) -> Vec<(i64, Option<NaiveDate>)> {
        release(&[sentence]).stated_totals.into_iter().map(|row| (row.value_high_usd, row.base_date)).collect()
    }

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn base_dates_follow_from_the_scope() {
        let sentence = "The United States has committed $9 billion in security assistance since the beginning of the Biden administration, \
                        including $8 billion since the start of Russia's invasion, and $11 billion since 2014.";
        assert_eq!(
            bases(sentence),
            [(9_000_000_000, day(2021, 1, 20)), (8_000_000_000, day(2022, 2, 24)), (11_000_000_000, day(2014, 1, 1))]
        );
    }

    #[test]
    fn the_scope_ends_before_the_verb() {
        let found = release(&["Security assistance to Ukraine since the beginning of the war comes to $9 billion."]);
        assert_eq!(found.stated_totals[0].scope.as_deref(), Some("since the beginning of the war"));
    }

    #[test]
    fn a_window_ends_today() {
        assert_eq!(
            bases("In the past two weeks we have delivered $300 million of security assistance."),
            [(300_000_000, day(2023, 5, 31))]
        );
    }

    #[test]
    fn totals_of_mixed_aid_are_left_out() {
        assert!(bases("We have provided $70 billion in security, humanitarian and economic assistance since 2022.").is_empty());
    }

    #[test]
    fn a_total_told_in_a_question_is_not_stated() {
        assert!(bases("Is it true that you have committed $9 billion in security assistance since 2021?").is_empty());
    }
}
