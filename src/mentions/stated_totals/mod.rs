//! Running totals: what officials say has been given or committed since a base date.

mod base;
mod scope;

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
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
    let is_total = |amount: &Amount| amount.role == MoneyRole::RunningTotal && amount.is_usd;
    let mut totals = Vec::new();
    for sentence in reading.sentences.iter().filter(|sentence| !sentence.is_question && sentence.amounts.iter().any(is_total)) {
        let scopes = scope::find(sentence);
        for (index, amount) in sentence.amounts.iter().enumerate().filter(|(_, amount)| is_total(amount)) {
            // Of a figure said again, as by a speaker who corrects himself, the last counts.
            let repeats = |later: &Amount| (later.low, later.role) == (amount.low, amount.role);
            if !sentence.amounts.iter().skip(index + 1).any(repeats) {
                let told = recipient::of_text(sentence.after(index), lookups).or_else(|| recipient::of_text(sentence.text, lookups));
                totals.push((sentence, index, told, scope::of(sentence, index, &scopes)));
            }
        }
    }
    let mut told = totals.iter().filter_map(|(_, _, told, _)| if let Some(Recipient::One(name)) = told { Some(name) } else { None });
    let only = told.next().filter(|first| told.all(|name| name == *first)).cloned();
    for (sentence, index, told, scope) in totals {
        let recipient = match told {
            Some(Recipient::One(name)) => Some(name),
            Some(Recipient::Several) => None,
            // A page that totals the help for one country speaks of it in its other totals too.
            None => recipient::of_passage(page, sentence.passage, lookups)
                .or_else(|| only.clone())
                .or_else(|| recipient::of_context(page, sentence.passage, lookups)),
        };
        found.stated_totals.extend(row(page, sentence, index, recipient, scope, lookups));
    }
}

/// The row of total `index`, whose scope stands at `scope`.
fn row(
    page: &Page,
    sentence: &Sentence,
    index: usize,
    recipient: Option<String>,
    scope: Option<Range<usize>>,
    lookups: &Lookups,
) -> Option<StatedTotal> {
    let amount = sentence.amounts.get(index)?;
    let span = page.passages.get(sentence.passage)?.span(sentence.range.clone());
    let words = scope.clone().and_then(|range| sentence.text.get(range));
    let base_date =
        scope.zip(words).and_then(|(range, words)| base::find(page, sentence, range.start, words, recipient.as_deref(), lookups));
    Some(StatedTotal {
        article_id: page.article.article_id.clone(),
        paragraph_no: span.paragraph_no,
        start_char: span.start_char,
        end_char: span.end_char,
        surface: span.surface,
        money_start_char: amount.start_char,
        recipient,
        authority: authority_of(sentence, index, lookups),
        scope: words.map(str::to_owned),
        base_date,
        as_of_date: page.article.published_date,
        value_low_usd: amount.low,
        value_high_usd: amount.high,
        bound: amount.bound,
        qualifier: amount.qualifier.clone(),
    })
}

/// The law or fund the total is of. What brings a total to its height ("the drawdown brings security assistance to ...") is the package
/// told beside it and does not narrow the total.
fn authority_of(sentence: &Sentence, index: usize, lookups: &Lookups) -> Option<Authority> {
    static BRINGS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)\b(?:bring|tak|rais|lift|push|carr|add|reach)(?:s|es|ing|ies|ed)\b|\b(?:bring|take|raise|brought|took|reach)\b",
            r"|\b(?:with|counting) (?:this|that|the|today['’]s)\b",
        ))
    });
    let before = sentence.before(index);
    let named_before = || if BRINGS.is_match(before) { None } else { authority::only(before, lookups) };
    authority::only(sentence.after(index), lookups).or_else(named_before)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, release};
    use super::*;
    use crate::records::PageKind;

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
    fn the_package_that_raises_a_total_does_not_narrow_it() {
        let authority = |sentence: &str| release(&[sentence]).stated_totals[0].authority;
        assert_eq!(authority("The drawdown brings security assistance for Ukraine to $9 billion since the war began."), None);
        let narrow = "The United States has committed $9 billion in security assistance to Ukraine since 2021 under Presidential Drawdown Authority.";
        assert_eq!(authority(narrow), Some(Authority::Pda));
    }

    #[test]
    fn each_sum_of_a_sentence_has_its_own_base() {
        let term = day(2021, 1, 20);
        let war = day(2022, 2, 24);
        let sentence = "Since the beginning of the administration more than $27.4 billion in security assistance has been committed, \
                        and since February 24 of last year, $26.7 billion.";
        assert_eq!(bases(sentence), [(27_400_000_000, term), (26_700_000_000, war)]);
        let sentence = "With this drawdown, military assistance to Ukraine will reach $19.3 billion since the beginning of the Biden \
                        Administration and $18.6 billion since Russia's unprovoked, premeditated invasion.";
        assert_eq!(bases(sentence), [(19_300_000_000, term), (18_600_000_000, war)]);
        let sentence = "We have sent $3.2 billion in security assistance to Ukraine in total, $2.6 billion since the conflict started.";
        assert_eq!(bases(sentence), [(3_200_000_000, None), (2_600_000_000, war)]);
        let sentence = "We have given Ukraine $2 billion in arms from stocks and $1 billion in weapons on order since 2021.";
        assert_eq!(bases(sentence), [(2_000_000_000, day(2021, 1, 1)), (1_000_000_000, day(2021, 1, 1))]);
    }

    #[test]
    fn what_an_ordinal_counts_from_is_no_base() {
        let sentence =
            "The tenth drawdown since August 2021 lifts security assistance for Ukraine to $15 billion under the present administration.";
        assert_eq!(bases(sentence), [(15_000_000_000, day(2021, 1, 20))]);
    }

    #[test]
    fn a_vague_day_of_the_war_is_the_day_it_began() {
        let found = read(
            PageKind::Release,
            "Remarks",
            &["Since Russia invaded Ukraine more than a year ago, we have sent Ukraine more than $30 billion in security assistance."],
        );
        assert_eq!(found.stated_totals[0].base_date, day(2022, 2, 24));
    }

    #[test]
    fn a_page_that_totals_the_help_for_one_country_means_it_throughout() {
        let found = release(&[
            "We have committed $1.2 billion in security assistance to Ukraine since 2021.",
            "The President spoke of it with Canada, Canada's neighbors and Canada's parliament.",
            "We delivered $300 million in security assistance just over the last two weeks.",
        ]);
        assert!(found.stated_totals.iter().all(|row| row.recipient.as_deref() == Some("Ukraine")));
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
