//! Running totals: what officials say has been given or committed since a base date.

use std::sync::LazyLock;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use regex::Regex;

use super::announcements::recipient::{self, Recipient};
use super::announcements::{Authority, authority};
use super::money::{Bound, MoneyRole};
use super::reading::{Amount, Reading, Sentence};
use super::{Mentions, Page};
use crate::lookup::{Epoch, EpochEvent, Lookups};
use crate::mention;
use crate::text::{numbers, pattern};

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
            let recipient = match recipient::of_text(sentence.after(index), lookups).or_else(|| recipient::of_text(sentence.text, lookups))
            {
                Some(Recipient::One(name)) => Some(name),
                Some(Recipient::Several) => None,
                None => recipient::of_context(page, sentence.passage, lookups),
            };
            let (scope, base_date) = scope_of(page, sentence, index, recipient.as_deref(), lookups);
            found.stated_totals.push(StatedTotal {
                article_id: page.article.article_id.clone(),
                paragraph_no: span.paragraph_no,
                start_char: span.start_char,
                end_char: span.end_char,
                surface: span.surface,
                money_start_char: amount.start_char,
                recipient,
                authority: authority_of(sentence, index, lookups),
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
fn scope_of(
    page: &Page,
    sentence: &Sentence,
    index: usize,
    recipient: Option<&str>,
    lookups: &Lookups,
) -> (Option<String>, Option<NaiveDate>) {
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
    (
        Some(words.to_owned()),
        base_of(page, sentence, at, words, &|event| since(event, words, page.article.published_date, recipient, lookups)),
    )
}

/// The law or fund the total is of. What brings a total to its height ("the drawdown brings security assistance to ...") is the package
/// told beside it and does not narrow the total.
fn authority_of(sentence: &Sentence, index: usize, lookups: &Lookups) -> Option<Authority> {
    static BRINGS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:bring|tak|rais|lift|push|carr|add)(?:s|es|ing|ies|ed)\b|\b(?:bring|take|raise|brought|took)\b")
    });
    let before = sentence.before(index);
    let named_before = || if BRINGS.is_match(before) { None } else { authority::only(before, lookups) };
    authority::only(sentence.after(index), lookups).or_else(named_before)
}

/// The latest day from which such an event counts for `recipient`: that of the name in `words`, else the latest before the page.
fn since(event: EpochEvent, words: &str, published: NaiveDate, recipient: Option<&str>, lookups: &Lookups) -> Option<NaiveDate> {
    let concerns = |epoch: &&Epoch| epoch.recipient.is_none() || epoch.recipient.as_deref() == recipient;
    let begun = lookups.epochs.iter().filter(|epoch| epoch.event == event && epoch.base_date <= published).filter(concerns);
    begun.max_by_key(|epoch| (words.contains(&epoch.name), epoch.base_date)).map(|epoch| epoch.base_date)
}

/// The first day that `words`, which stand at `at`, let a total cover; `since` gives the day of an event.
fn base_of(page: &Page, sentence: &Sentence, at: usize, words: &str, since: &dyn Fn(EpochEvent) -> Option<NaiveDate>) -> Option<NaiveDate> {
    static WAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:invasion|invaded|war|conflict|aggression|hostilities|attacks?)\b"));
    static TERM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:administration|office|president \w+ (?:took|came)|inaugurat\w+)\b"));
    let published = page.article.published_date;
    let end = at + words.len();
    let stated = sentence.days.iter().find(|day| day.range.start >= at && day.range.start < end);
    let (is_war, is_term) = (WAR.is_match(words), TERM.is_match(words));
    let is_since = words.to_ascii_lowercase().contains("since");
    if let Some(day) = stated.filter(|_| is_since) {
        // "since the invasion in February 2022": the event is finer than the month.
        let began = since(EpochEvent::War).filter(|began| is_war && (day.low..=day.high).contains(began));
        return began.or(Some(day.low));
    }
    if is_since {
        static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bsince (?P<year>20\d\d)\b"));
        if let Some(year) = YEAR.captures(words).and_then(|found| found["year"].parse().ok()) {
            return NaiveDate::from_ymd_opt(year, 1, 1);
        }
        return if is_war {
            since(EpochEvent::War)
        } else if is_term {
            since(EpochEvent::Term)
        } else {
            None
        };
    }
    if is_term {
        return since(EpochEvent::Term);
    }
    if words.to_ascii_lowercase().contains("this year") {
        return NaiveDate::from_ymd_opt(published.year(), 1, 1);
    }
    span_back(published, words)
}

/// "over the past two weeks", "in the last year".
fn span_back(published: NaiveDate, words: &str) -> Option<NaiveDate> {
    static SPAN: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:past|last|this) (?:(?P<count>\d+|{}) )?(?P<unit>day|week|month|year)", numbers::WORDS)));
    let found = SPAN.captures(words)?;
    let count = found.name("count").map_or(Some(1), |count| numbers::either(count.as_str(), 1))?;
    let count = u32::try_from(count).ok()?;
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
    fn an_epoch_is_the_one_of_the_day_the_name_and_the_recipient() {
        let lookups = Lookups::of_project();
        let since = |event, words, published, recipient| since(event, words, published, recipient, lookups);
        let (then, later) = (day(2023, 6, 14).unwrap(), day(2025, 6, 14).unwrap());
        assert_eq!(since(EpochEvent::Term, "since the start of the administration", then, None), day(2021, 1, 20));
        assert_eq!(since(EpochEvent::Term, "since the start of the administration", later, None), day(2025, 1, 20));
        assert_eq!(since(EpochEvent::Term, "since the start of the Biden administration", later, None), day(2021, 1, 20));
        assert_eq!(since(EpochEvent::War, "since the war began", then, Some("Ukraine")), day(2022, 2, 24));
        assert_eq!(since(EpochEvent::War, "since the war began", then, Some("Lebanon")), None);
    }

    #[test]
    fn the_scope_ends_before_the_verb() {
        let found = release(&["Security assistance to Ukraine since the beginning of the war comes to $9 billion."]);
        assert_eq!(found.stated_totals[0].scope.as_deref(), Some("since the beginning of the war"));
    }

    #[test]
    fn the_package_that_raises_a_total_does_not_narrow_it() {
        let authority = |sentence: &str| release(&[sentence]).stated_totals[0].authority;
        assert_eq!(authority("The drawdown brings security assistance for Ukraine to $9 billion since the war began."), None);
        let narrow = "The United States has committed $9 billion in security assistance to Ukraine since 2021 under Presidential Drawdown Authority.";
        assert_eq!(authority(narrow), Some(Authority::Pda));
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
