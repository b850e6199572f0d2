//! What each amount is said of.
//!
//! Decided from the words next to the amount, up to the next amount or strong break; then from its sentence; then from the sentence
//! before it. The order of the questions is the rule: what an amount is surely not (a waiver, a sale, a request) is asked first.

mod carried;
#[cfg(test)]
mod tests;
mod totals;

use std::cell::Cell;
use std::sync::LazyLock;

use regex::Regex;

use super::cues;
use super::givers::{is_partners, opens_with_partner};
use super::money::MoneyRole;
use super::reading::{Reading, Sentence};
use super::topics::{Topic, first_topic, topic_of};
use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::records::PageKind;
use crate::text::{pattern, tail};
use carried::{RUNNING, goes_on, is_package_behind, repeat, say_again};
use totals::is_total;

/// Gives every amount of the page its role, in `reading` and in `found`.
pub(super) fn assign(page: &Page, reading: &mut Reading, lookups: &Lookups, found: &mut Mentions) {
    if found.money.is_empty() {
        return;
    }
    let mut context = Context { page: page_topic(page), ..Context::default() };
    let mut all: Vec<(usize, MoneyRole)> = Vec::with_capacity(found.money.len());
    for (number, sentence) in reading.sentences.iter().enumerate() {
        context.enter(sentence, &reading.sentences[..number]);
        let mut roles: Vec<MoneyRole> = Vec::with_capacity(sentence.amounts.len());
        for index in 0..sentence.amounts.len() {
            let role = role_of(page, sentence, index, reading.sentences.get(number + 1), &context, roles.last().copied(), lookups);
            roles.push(role);
        }
        repeat(sentence, &mut roles);
        context.role = roles.last().map(|role| (sentence.passage, *role)).or(context.role);
        all.extend(sentence.amounts.iter().map(|amount| amount.row).zip(roles));
    }
    say_again(reading, &mut all);
    let amounts = reading.sentences.iter_mut().flat_map(|sentence| &mut sentence.amounts);
    for (amount, (row, role)) in amounts.zip(all) {
        amount.role = role;
        if let Some(row) = found.money.get_mut(row) {
            row.role = role;
        }
    }
}

/// So many passages a topic reaches.
const FARTHEST: usize = 3;

/// What the sentences before tell about this one. Few sentences hold an amount, so they are read when one asks.
#[derive(Default)]
struct Context<'p> {
    passage: usize,
    /// The sentences before this one.
    before: &'p [Sentence<'p>],
    /// How many of them were read for their topics; the last topic, and the passage it stood in.
    topics: Cell<(usize, Option<(usize, Topic)>)>,
    /// The first sentence of the passage.
    opener: &'p str,
    /// The role of the last amount, and the passage it stood in.
    role: Option<(usize, MoneyRole)>,
    /// What the page as a whole speaks of.
    page: Option<Topic>,
}

impl<'p> Context<'p> {
    fn enter(&mut self, sentence: &Sentence<'p>, before: &'p [Sentence<'p>]) {
        if self.passage != sentence.passage || sentence.range.start == 0 {
            (self.passage, self.opener) = (sentence.passage, sentence.text);
        }
        self.before = before;
    }

    /// The last topic of the sentences before, in this passage or in one of so many before it.
    fn topic_within(&self, passages: usize) -> Option<Topic> {
        let (read, last) = self.topics.get();
        // No sentence is read twice: one that is too far back now will be so later.
        let new = self.before.iter().skip(read).rev().take_while(|sentence| self.passage - sentence.passage <= FARTHEST);
        let last = new.into_iter().find_map(|sentence| Some((sentence.passage, first_topic(sentence.text)?))).or(last);
        self.topics.set((self.before.len(), last));
        last.filter(|(passage, _)| self.passage - passage <= passages).map(|(_, topic)| topic)
    }

    /// Whether the passage opens with another government as the one who acts.
    fn is_partners(&self, lookups: &Lookups) -> bool {
        opens_with_partner(self.opener, lookups)
    }

    /// The role that "this includes" and "of that" carry on.
    fn carried(&self, sentence: &Sentence) -> Option<MoneyRole> {
        static CARRIES: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?:(?:and|so|now|but|then),? )*(?:this|it|that|these|of (?:that|this|which|the)|the (?:other|rest|remaining|first|second|request|bill)|another|some)\b|^(?:and then |and |then |so )?(?:about |roughly |some |nearly )?\$\d",
            )
        });
        let (passage, role) = self.role?;
        let is_carried = matches!(role, MoneyRole::Request | MoneyRole::Appropriation);
        (is_carried && self.passage - passage <= 1 && CARRIES.is_match(sentence.text)).then_some(role)
    }
}

/// The topic of the title; of the opening where the page is on one subject, as a briefing is not.
fn page_topic(page: &Page) -> Option<Topic> {
    let is_on_one = !matches!(page.article.kind, PageKind::Transcript | PageKind::Speech | PageKind::Other);
    let opens_with_security = is_on_one && page.passages.iter().take(3).any(|passage| cues::SECURITY.is_match(passage.text));
    if opens_with_security { Some(Topic::Security) } else { first_topic(&page.article.title) }
}

fn role_of(
    page: &Page,
    sentence: &Sentence,
    index: usize,
    next: Option<&Sentence>,
    context: &Context,
    earlier: Option<MoneyRole>,
    lookups: &Lookups,
) -> MoneyRole {
    let (before, after) = (sentence.just_before(index), sentence.just_after(index));
    let near = |cue: &regex::Regex| cue.is_match(before) || cue.is_match(after);
    if let Some(role) = section_role(page, sentence, index) {
        return role;
    }
    if page.article.kind == PageKind::Contracts {
        return MoneyRole::Contract;
    }
    let revalues = cues::REVALUATION.is_match(sentence.text) || cues::REVALUATION.is_match(&page.article.title);
    if near(&cues::REVALUATION) || revalues && !near(&cues::PACKAGE) && !is_total(sentence, index) {
        return MoneyRole::Revaluation;
    }
    if near(&cues::REPLENISHMENT) {
        return MoneyRole::Appropriation;
    }
    if near(&cues::SALE) && !near(&cues::PACKAGE) {
        return MoneyRole::Sale;
    }
    if near(&cues::CONTRACT) && !near(&cues::PACKAGE) {
        return MoneyRole::Contract;
    }
    if is_partners(sentence, index, lookups) {
        return MoneyRole::PartnerPledge;
    }
    if near(&cues::REQUEST) {
        return MoneyRole::Request;
    }
    if let Some(role) = earlier.filter(|role| goes_on(sentence, index, *role)) {
        return role;
    }
    if let Some(role) = context.carried(sentence) {
        return role;
    }
    if is_appropriated(sentence, index, before, after) {
        return MoneyRole::Appropriation;
    }
    if !cues::OWN.is_match(sentence.text) && context.is_partners(lookups) {
        return MoneyRole::PartnerPledge;
    }
    let is_package = cues::PACKAGE.is_match(after) || cues::PACKAGE.is_match(before);
    let inherited = || context.topic_within(if is_package || cues::PACKAGE.is_match(sentence.text) { FARTHEST } else { 0 });
    match topic_of(sentence, index).or_else(|| earlier_topic(earlier)).or_else(inherited) {
        Some(Topic::Humanitarian) => MoneyRole::Humanitarian,
        Some(Topic::Economic) => MoneyRole::Economic,
        Some(Topic::Security) => security_role(sentence, index),
        None if is_package_behind(sentence, index, next) => MoneyRole::PackageValue,
        None if context.page == Some(Topic::Security) => match security_role(sentence, index) {
            // A page on security can speak of other sums; only what is called a package is one.
            MoneyRole::PackageValue if !is_package && !cues::VALUED.is_match(before) => MoneyRole::Other,
            role => role,
        },
        None => MoneyRole::Other,
    }
}

/// Amounts that follow in one sentence speak of the same help, unless they say otherwise.
fn earlier_topic(earlier: Option<MoneyRole>) -> Option<Topic> {
    match earlier? {
        MoneyRole::Humanitarian => Some(Topic::Humanitarian),
        MoneyRole::Economic => Some(Topic::Economic),
        MoneyRole::PackageValue | MoneyRole::RunningTotal => Some(Topic::Security),
        _ => None,
    }
}

/// Sections of the Foreign Assistance Act named before the amount: 506(a) is a drawdown, the others give no package.
fn section_role(page: &Page, sentence: &Sentence, index: usize) -> Option<MoneyRole> {
    let at = sentence.amounts[index].range.start;
    let number = |found: regex::Captures| found.name("number").map(|number| number.as_str().to_owned());
    let before = cues::SECTION.captures_iter(sentence.text.get(..at)?).last().and_then(number);
    let is_memorandum = page.article.kind == PageKind::Memorandum;
    let after = || cues::SECTION.captures(sentence.text.get(at..)?).and_then(number);
    let of_page = || {
        let texts = page.passages.iter().map(|passage| passage.text).chain(std::iter::once(page.article.title.as_str()));
        let mut numbers = texts.flat_map(|text| cues::SECTION.captures_iter(text)).filter_map(number);
        let first = numbers.next()?;
        numbers.all(|next| next == first).then_some(first)
    };
    let number = before.or_else(|| if is_memorandum { after().or_else(of_page) } else { None })?;
    Some(if number == "506" { MoneyRole::PackageValue } else { MoneyRole::Authority })
}

fn is_appropriated(sentence: &Sentence, index: usize, before: &str, after: &str) -> bool {
    static SHARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:some|part|portions?|rest|most|much) of (?:(?:this|the|that|our) (?:funding|money|request|supplemental)\b|that \$)",
        )
    });
    // What a part of a law or of a request buys: "$2.4 billion was to purchase weapons".
    static BUYS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^ (?:is|was|goes|went|would be) to (?:purchase|buy|replenish|build|continue|replace|procure|backfill)\b")
    });
    if SHARE.is_match(sentence.text) || BUYS.is_match(sentence.after(index)) {
        return true;
    }
    let near = cues::APPROPRIATION.is_match(before) || cues::APPROPRIATION.is_match(after);
    let wide = cues::APPROPRIATION.is_match(sentence.before(index)) || cues::APPROPRIATION.is_match(sentence.after(index));
    let names_law = cues::APPROPRIATION.find(after).is_some_and(|law| !cues::PACKAGE.is_match(tail(after, 0, law.start())));
    if names_law
        && !cues::NEW.is_match(sentence.text.get(sentence.amounts[index].range.clone()).unwrap_or_default())
        && !cues::NEW.is_match(before)
    {
        return true;
    }
    let is_package = cues::PACKAGE.is_match(before) || cues::PACKAGE.is_match(after);
    let is_given = cues::GIVES.is_match(before) || is_total(sentence, index);
    let is_new = cues::NEW.is_match(sentence.text.get(..sentence.amounts[index].range.end).unwrap_or_default());
    if near { !(is_package && (cues::GIVES.is_match(before) || is_new)) } else { wide && !is_package && !is_given }
}

/// No package is smaller, unless the source forgot a word: "$300 in military aid".
const SMALLEST: i64 = 1_000_000;

fn security_role(sentence: &Sentence, index: usize) -> MoneyRole {
    static TYPO: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\s*(?:worth )?(?:of |in )?(?:new |additional )?(?:security|military|package)"));
    static BUDGET: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:budget|(?:costs?|prices?)[- ]per[- ]\w+)\b[^,;]{0,30}$"));
    let (before, after) = (sentence.before(index), sentence.after(index));
    let is_small = sentence.amounts[index].high < SMALLEST && !TYPO.is_match(after);
    if is_small || BUDGET.is_match(before) || RUNNING.is_match(after) {
        return MoneyRole::Other;
    }
    if is_total(sentence, index) {
        let is_standing = cues::STANDING.is_match(before) || cues::STANDING.is_match(after);
        return if is_standing { MoneyRole::Authority } else { MoneyRole::RunningTotal };
    }
    if cues::STANDING.is_match(before) || cues::STANDING.is_match(after) {
        return MoneyRole::Authority;
    }
    if cues::LEFT.is_match(tail(after, 0, 40)) && !cues::GIVES.is_match(before) {
        return MoneyRole::Authority;
    }
    if cues::LOAN.is_match(after) && !cues::PACKAGE.is_match(after) && !cues::PACKAGE.is_match(before) {
        return MoneyRole::Loan;
    }
    let named = |text: &str| cues::PACKAGE.find_iter(text).any(|found| !matches!(found.as_str(), "PDA" | "USAI" | "FMF"));
    if cues::VALUED.is_match(before) {
        return MoneyRole::PackageValue;
    }
    let given = |text: &str| named(text) || cues::GIVES.is_match(text) || cues::NEW.is_match(text);
    if given(before) || given(after) || sentence.amounts.len() < 3 && given(sentence.text) {
        MoneyRole::PackageValue
    } else {
        MoneyRole::Other
    }
}
