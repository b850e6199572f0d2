//! What each amount is said of.
//!
//! Decided from the words next to the amount, up to the next amount or strong break; then from its sentence; then from the sentence
//! before it. The order of the questions is the rule: what an amount is surely not (a waiver, a sale, a request) is asked first.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::announcements::ordinal::strip;
use super::cues;
use super::givers::{is_partners, opens_with_partner};
use super::money::MoneyRole;
use super::reading::{Reading, Sentence};
use super::topics::{Topic, first_topic, topic_of};
use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::records::PageKind;
use crate::text::{pattern, tail};

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

/// A sum that the page has told as one up to now stays that when it is said again: "as I said, we have announced $800 million".
fn say_again(reading: &Reading, roles: &mut [(usize, MoneyRole)]) {
    let mut totals = BTreeSet::new();
    let amounts = reading.sentences.iter().flat_map(|sentence| (0..sentence.amounts.len()).map(move |index| (sentence, index)));
    for ((sentence, index), (_, role)) in amounts.zip(roles) {
        let value = (sentence.amounts[index].low, sentence.amounts[index].high);
        let is_package = || cues::PACKAGE.is_match(sentence.before(index)) || cues::PACKAGE.is_match(sentence.just_after(index));
        if *role == MoneyRole::PackageValue && totals.contains(&value) && cues::DECIDED.is_match(sentence.before(index)) && !is_package() {
            *role = MoneyRole::RunningTotal;
        }
        if *role == MoneyRole::RunningTotal {
            totals.insert(value);
        }
    }
}

/// An amount said twice in one sentence, as by a speaker who corrects himself, has the role it has last.
fn repeat(sentence: &Sentence, roles: &mut [MoneyRole]) {
    for at in 1..roles.len() {
        let same = (sentence.amounts[at].low, sentence.amounts[at].high);
        if (sentence.amounts[at - 1].low, sentence.amounts[at - 1].high) == same && sentence.text.contains('—') {
            roles[at - 1] = roles[at];
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

/// Whether an amount only goes on with what the one before it is of: "it holds $6 billion for the initiative and $11 billion for drawdowns".
fn goes_on(sentence: &Sentence, index: usize, role: MoneyRole) -> bool {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:,| and|,? as well as|,? plus) (?:[A-Z]\w+ )?(?:about |roughly |nearly |more than |another |up to |an additional )?$")
    });
    static ACTS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:announc|authoriz|approv|sign|send|sent|provid|commit|deliver|pledg)\w*"));
    static AID: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:assistance|aid|package|draw-?down)\b"));
    let Some(before) = index.checked_sub(1).and_then(|before| sentence.amounts.get(before)) else { return false };
    let gap = sentence.text.get(before.range.end..sentence.amounts[index].range.start).unwrap_or_default();
    let is_one = match role {
        MoneyRole::Request | MoneyRole::Appropriation => true,
        MoneyRole::Sale => !AID.is_match(sentence.after(index)),
        MoneyRole::Other => RUNNING.is_match(sentence.after(index - 1)),
        _ => false,
    };
    is_one && JOINT.is_match(gap) && !gap.contains([';', ':']) && !ACTS.is_match(gap)
}

/// The topic of the title; of the opening where the page is on one subject, as a briefing is not.
fn page_topic(page: &Page) -> Option<Topic> {
    let is_on_one = !matches!(page.article.kind, PageKind::Transcript | PageKind::Speech | PageKind::Other);
    let opens_with_security = is_on_one && page.passages.iter().take(3).any(|passage| cues::SECURITY.is_match(passage.text));
    if opens_with_security { Some(Topic::Security) } else { first_topic(&page.article.title) }
}

/// "Today I am announcing another $800 million. This package includes heavy weapons."
fn is_package_behind(sentence: &Sentence, index: usize, next: Option<&Sentence>) -> bool {
    static ANNOUNCES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:announc|authoriz|approv|sign|unveil)(?:e|es|ed|ing)?\b"));
    static POINTS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^(?:this|the|that|today['’]s) (?:new |latest )?(?:\w+ )?(?:package|tranche|draw-?down|assistance)\b"));
    let before = sentence.before(index);
    let is_new = || cues::NEW.is_match(before) || cues::NEW.is_match(sentence.just_after(index));
    ANNOUNCES.is_match(before) && is_new() && next.is_some_and(|next| POINTS.is_match(next.text) && cues::SECURITY.is_match(next.text))
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
    static BUYS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^ (?:is|was|goes|went|would be) to (?:purchase|buy|replenish|build|continue|replace|procure|backfill)\b"));
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

/// What an office is run with, year after year: "manages $60 billion annually", "a $145 billion annual budget".
static RUNNING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:[\w-]+ ){0,2}(?:annual|annually|budgets?|portfolio|per year|a year|each year)\b"));

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

/// Whether the words next to the amount make it a sum up to now.
fn is_total(sentence: &Sentence, index: usize) -> bool {
    static SUBJECT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:total|assistance|aid|commitment|sum|support)\b"));
    static FROM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^ (?:from|under|through) (?:the )?(?:ukraine security|USAI|presidential|foreign military|draw)"));
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[^,.;]{0,70}?\b(?:we|it|they|that|the united states|the u\.s\.)(?:['’]ve| have| has) (?:\w+ ){0,2}?(?:provided|committed|sent|given|delivered|been able to)\b",
        )
    });
    let (before, after) = (sentence.just_before(index), sentence.just_after(index));
    if cues::VALUED.is_match(before) {
        return false;
    }
    // What brings another sum to its height is none itself.
    static BRINGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^[^.;]{0,60}\b(?:brings?|brought|raises?|lifts?|takes?|pushes) "));
    if index + 1 < sentence.amounts.len() && BRINGS.is_match(after) {
        return false;
    }
    let span = sentence.text.get(sentence.amounts[index].range.clone()).unwrap_or_default();
    let fresh = |text: &str| cues::NEW.is_match(text) || cues::PACKAGE.is_match(text);
    let counted = |text: &str| cues::WINDOW.is_match(&strip(text));
    let lead = strip(sentence.before(index));
    let lead = lead.rfind(", ").filter(|cut| lead.len() - cut > 3).map_or(lead.as_ref(), |cut| &lead[cut + 2..]);
    if cues::WINDOW.is_match(lead) || counted(after) {
        return !(cues::PACKAGE.is_match(after) && cues::NEW.is_match(before) && !after.contains("since"));
    }
    if cues::SUMS.is_match(sentence.before(index)) && (counted(sentence.text) || SUBJECT.is_match(before)) {
        return true;
    }
    let rest = sentence.after(index);
    if rest.contains(" since ") && counted(rest) && !fresh(before) && !fresh(span) && !cues::PACKAGE.is_match(after) {
        return true;
    }
    // "gave $650 million in 2021": what one year came to.
    static GAVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:gave|provided|committed|sent|delivered|spent)\b[^,.;]{0,60}$"));
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^[^.;]{0,70}?\bin (?:calendar |fiscal )?(?:year )?20\d\d\b"));
    if GAVE.is_match(before) && YEAR.is_match(after) && !fresh(before) && !fresh(span) && !cues::PACKAGE.is_match(after) {
        return true;
    }
    if index == 0 && leads_with_window(sentence.text) {
        return true;
    }
    let decided = || cues::DECIDED.is_match(sentence.before(index)) && counted(sentence.text);
    let given = cues::PERFECT.is_match(sentence.before(index)) || GIVEN.is_match(rest) || decided();
    given && !FROM.is_match(rest) && !fresh(sentence.before(index)) && !fresh(after) && !cues::NEW.is_match(span)
}

fn leads_with_window(text: &str) -> bool {
    let lead = text.split(", ").next().unwrap_or_default();
    cues::WINDOW.find(lead).is_some_and(|found| found.start() < 12) && lead.len() < text.len()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, release};
    use crate::mentions::money::MoneyRole::{self, *};
    use crate::records::PageKind;

    fn roles(sentence: &str) -> Vec<MoneyRole> {
        release(&[sentence]).money.into_iter().map(|row| row.role).collect()
    }

    #[test]
    fn a_new_package_is_a_package_value() {
        assert_eq!(roles("Today the department announced a $275 million security assistance package for Ukraine."), [PackageValue]);
        assert_eq!(roles("The drawdown is valued at up to $90 million."), [PackageValue]);
    }

    #[test]
    fn the_next_sentence_can_say_that_it_is_a_package() {
        let found = read(
            PageKind::Speech,
            "Remarks",
            &["Today I am announcing another $800 million to help Ukraine fight on. This package includes artillery weapons."],
        );
        assert_eq!(found.money[0].role, PackageValue);
    }

    #[test]
    fn sums_up_to_now_are_running_totals() {
        assert_eq!(roles("The United States has committed $3.1 billion in security assistance to Ukraine since 2014."), [RunningTotal]);
        assert_eq!(roles("That brings military aid to Ukraine to more than $5 billion to date."), [RunningTotal]);
    }

    #[test]
    fn the_largest_package_since_a_day_is_no_sum_up_to_now() {
        let sentence = "They announced the single largest, most expansive, most useful transfer of weapons since the war began, more than $3 billion.";
        assert_eq!(roles(sentence), [PackageValue]);
    }

    #[test]
    fn a_package_and_the_total_it_brings_are_told_apart() {
        let sentence = "The new $200 million package of weapons brings security assistance to $9 billion since the invasion.";
        assert_eq!(roles(sentence), [PackageValue, RunningTotal]);
    }

    #[test]
    fn what_a_legislature_votes_or_is_asked_for_is_no_package() {
        assert_eq!(roles("Congress passed $12 billion for weapons and ammunition."), [Appropriation]);
        assert_eq!(roles("$2.4 billion was to purchase weapons and to replenish stocks."), [Appropriation]);
        assert_eq!(roles("The President requested $24 billion in military aid for Ukraine."), [Request]);
        assert_eq!(
            roles("The administration is calling on Congress to provide $20 billion for weapons. This includes $5 billion for ammunition."),
            [Request, Request]
        );
    }

    #[test]
    fn sales_contracts_and_corrections_are_no_packages() {
        assert_eq!(roles("A possible sale of missiles for $310 million was notified."), [Sale]);
        assert_eq!(roles("A firm was awarded $44 million for artillery shells."), [Contract]);
        assert_eq!(roles("Equipment sent before was overvalued by $600 million."), [Revaluation]);
    }

    #[test]
    fn what_an_office_runs_on_is_no_package() {
        assert_eq!(roles("The command supports weapons programs and manages $70 billion annually for the force."), [Other]);
        assert_eq!(roles("She secures approval for the service's $140 billion annual budget and its weapons."), [Other]);
    }

    #[test]
    fn an_amount_goes_on_with_the_one_before_it() {
        assert_eq!(roles("The supplemental holds $6 billion for weapons and $11 billion for drawdown authority."), [Appropriation; 2]);
        assert_eq!(roles("A possible sale of $265 million worth of radars, and $30 million for gun mounts, was approved."), [Sale; 2]);
        assert_eq!(roles("Israel receives $3.8 billion a year in Foreign Military Financing, and Egypt $1.3 billion."), [Other; 2]);
        assert_eq!(roles("The $6 billion package brings security assistance to $50 billion since the invasion."), [PackageValue, RunningTotal]);
        assert_eq!(roles("The United States gave Ukraine $650 million in security assistance in 2021."), [RunningTotal]);
    }

    #[test]
    fn other_help_keeps_its_own_role() {
        let sentence = "He announced $300 million in security assistance and $150 million in economic support for Ukraine.";
        assert_eq!(roles(sentence), [PackageValue, Economic]);
        assert_eq!(roles("She announced $80 million in humanitarian assistance for refugees."), [Humanitarian]);
    }

    #[test]
    fn what_others_give_is_a_pledge() {
        assert_eq!(roles("Norway announced $120 million in military aid to Ukraine."), [PartnerPledge]);
        assert_eq!(roles("Allies have committed $40 billion in security assistance."), [PartnerPledge]);
        assert_eq!(roles("Ukraine will receive $70 million in new military aid."), [PackageValue]);
    }

    #[test]
    fn sections_of_the_act_decide_in_a_memorandum() {
        let text = "I hereby delegate the authority under section 614(a)(1) to furnish up to $30 million in assistance to Ukraine, and the \
                    authority under section 506(a)(1) to direct the drawdown of up to $80 million in defense articles.";
        let found = read(PageKind::Memorandum, "Memorandum", &[text]);
        assert_eq!(found.money.iter().map(|row| row.role).collect::<Vec<_>>(), [Authority, PackageValue]);
    }
}
