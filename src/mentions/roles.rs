//! What each amount is said of.
//!
//! Decided from the words next to the amount, up to the next amount or strong break; then from its sentence; then from the sentence
//! before it. The order of the questions is the rule: what an amount is surely not (a waiver, a sale, a request) is asked first.

use std::sync::LazyLock;

use regex::Regex;

use super::announcements::ordinal::strip;
use super::cues;
use super::money::MoneyRole;
use super::reading::{Reading, Sentence};
use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::records::PageKind;
use crate::text::{lead, pattern, tail};

/// What kind of help the words next to an amount speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Security,
    Humanitarian,
    Economic,
}

/// Gives every amount of the page its role, in `reading` and in `found`.
pub(super) fn assign(page: &Page, reading: &mut Reading, lookups: &Lookups, found: &mut Mentions) {
    let mut context = Context { page: page_topic(page), ..Context::default() };
    for number in 0..reading.sentences.len() {
        let sentence = &reading.sentences[number];
        context.enter(sentence, lookups);
        let mut roles: Vec<MoneyRole> = Vec::with_capacity(sentence.amounts.len());
        for index in 0..sentence.amounts.len() {
            let role = role_of(page, sentence, index, &context, roles.last().copied(), lookups);
            roles.push(role);
        }
        repeat(sentence, &mut roles);
        context.leave(sentence, roles.last().copied());
        for (amount, role) in reading.sentences[number].amounts.iter_mut().zip(roles) {
            amount.role = role;
            if let Some(row) = found.money.get_mut(amount.row) {
                row.role = role;
            }
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

/// What the sentences before tell about this one.
#[derive(Default)]
struct Context {
    passage: usize,
    /// The last topic, and the passage it stood in.
    topic: Option<(usize, Topic)>,
    /// The role of the last amount, and the passage it stood in.
    role: Option<(usize, MoneyRole)>,
    /// What the page as a whole speaks of.
    page: Option<Topic>,
    /// Whether the passage opens with another government as the one who acts.
    is_partners: bool,
}

impl Context {
    fn enter(&mut self, sentence: &Sentence, lookups: &Lookups) {
        if self.passage != sentence.passage || sentence.range.start == 0 {
            self.passage = sentence.passage;
            self.is_partners = opens_with_partner(sentence.text, lookups);
        }
    }

    fn leave(&mut self, sentence: &Sentence, role: Option<MoneyRole>) {
        if let Some(topic) = first_topic(sentence.text) {
            self.topic = Some((sentence.passage, topic));
        }
        if let Some(role) = role {
            self.role = Some((sentence.passage, role));
        }
    }

    fn topic_within(&self, passages: usize) -> Option<Topic> {
        self.topic.filter(|(passage, _)| self.passage - passage <= passages).map(|(_, topic)| topic)
    }

    /// The role that "this includes" and "of that" carry on.
    fn carried(&self, sentence: &Sentence) -> Option<MoneyRole> {
        static CARRIES: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?:(?:and|so|now|but|then),? )*(?:this|it|that|these|of (?:that|this|which|the)|the (?:other|rest|remaining|first|second|request|bill)|another|some)\b",
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

/// A passage that starts with another country: "Australia has", "In February, New Zealand announced".
fn opens_with_partner(text: &str, lookups: &Lookups) -> bool {
    let opening = tail(text, 0, 90);
    lookups
        .countries
        .find(opening)
        .first()
        .is_some_and(|(range, row)| row[1] != "United States" && row[4] == "country" && is_subject(opening, range.start, range.end))
        && !cues::OWN.is_match(opening)
}

fn role_of(page: &Page, sentence: &Sentence, index: usize, context: &Context, earlier: Option<MoneyRole>, lookups: &Lookups) -> MoneyRole {
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
    if near(&cues::REQUEST) {
        return MoneyRole::Request;
    }
    if let Some(role) = context.carried(sentence) {
        return role;
    }
    if is_appropriated(sentence, index, before, after) {
        return MoneyRole::Appropriation;
    }
    if is_partners(sentence, index, lookups) {
        return MoneyRole::PartnerPledge;
    }
    if context.is_partners && !cues::OWN.is_match(sentence.text) {
        return MoneyRole::PartnerPledge;
    }
    let is_package = cues::PACKAGE.is_match(after) || cues::PACKAGE.is_match(before);
    let inherited = context.topic_within(if is_package { 3 } else { 0 });
    match topic_of(sentence, index).or_else(|| earlier_topic(earlier)).or(inherited) {
        Some(Topic::Humanitarian) => MoneyRole::Humanitarian,
        Some(Topic::Economic) => MoneyRole::Economic,
        Some(Topic::Security) => security_role(sentence, index),
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
    let near = cues::APPROPRIATION.is_match(before) || cues::APPROPRIATION.is_match(after);
    let wide = cues::APPROPRIATION.is_match(sentence.before(index)) || cues::APPROPRIATION.is_match(sentence.after(index));
    let is_package = cues::PACKAGE.is_match(before) || cues::PACKAGE.is_match(after);
    let is_given = cues::GIVES.is_match(before) || is_total(sentence, index);
    let is_new = cues::NEW.is_match(sentence.text.get(..sentence.amounts[index].range.end).unwrap_or_default());
    if near { !(is_package && (cues::GIVES.is_match(before) || is_new)) } else { wide && !is_package && !is_given }
}

/// Whether another government or a group of them is the one who gives.
fn is_partners(sentence: &Sentence, index: usize, lookups: &Lookups) -> bool {
    let Some(head) = sentence.text.get(..sentence.amounts[index].range.start) else { return false };
    static OWNS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^['’]s? (?:[\w-]+ ){0,5}?(?:up to |total |contribution of |package of |commitment of |pledge of )?$")
    });
    let own = cues::OWN.find_iter(head).last().map_or(0, |found| found.end());
    let group =
        cues::PARTNER.find_iter(head).filter(|found| is_subject(head, found.start(), found.end())).last().map_or(0, |found| found.end());
    let country = lookups
        .countries
        .find(head)
        .into_iter()
        .filter(|(range, row)| {
            let is_owner = || row[4] == "country" && row[1] != "Ukraine" && OWNS.is_match(tail(head, range.end, 90));
            row[1] != "United States" && (is_subject(head, range.start, range.end) || is_owner())
        })
        .last()
        .map_or(0, |(range, _)| range.end);
    if group.max(country) > own {
        return true;
    }
    let after = sentence.just_after(index);
    after.trim_start().starts_with("from ")
        && !cues::PACKAGE.is_match(tail(after, 0, 60))
        && (cues::PARTNER.find(after).is_some_and(|found| found.start() < 12)
            || lookups.countries.find(after).first().is_some_and(|(range, row)| range.start < 12 && row[1] != "United States"))
}

/// Whether the name at `start..end` does something, rather than being given, fought or visited.
fn is_subject(head: &str, start: usize, end: usize) -> bool {
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\b(?:to|for|of|in|from|with|by|at|against|into|between|alongside|help|helping|support|supporting|arm|assist|provide|providing|provides|provided|give|giving|send|sending|sent|told|including|across|on|near)|['’]s)\s+(?:the\s+|its\s+|our\s+|other\s+|\d+\s+|nearly\s+|more than\s+)*(?:\w+\s+and\s+(?:its\s+)?)?$",
        )
    });
    static DOES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:['’]s?)?\s+(?:\S+\s+){0,3}?(?:has|have|had|will|announc\w*|pledg\w*|commit\w*|provid\w*|\w+ed|donat\w*|contribut\w*|sen[dt]s?|deliver\w*|approv\w*|gave|gives?|put up|is|are|added|offer\w*|promis\w*|recent|contribution|pledge)\b",
        )
    });
    static GETS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:['’]s?)?\s+(?:\w+ ){0,3}?(?:receiv\w*|gets?|getting|got|gains?|be (?:assisted|given|helped|supported|armed|provided))\b",
        )
    });
    let tail = tail(head, end, 80);
    DOES.is_match(tail) && !GETS.is_match(tail) && !GIVEN.is_match(lead(head, start, 80))
}

/// The help an amount is said of: the words after it, else those before it, else the sentence.
pub(super) fn topic_of(sentence: &Sentence, index: usize) -> Option<Topic> {
    let after = tail(sentence.after(index), 0, 110);
    let before = sentence.before(index);
    if is_mixed(after) || first_topic(after).is_none() && is_mixed(before) {
        return Some(Topic::Economic);
    }
    first_topic(after).or_else(|| last_topic(sentence.before(index))).or_else(|| first_topic(sentence.text))
}

/// Security and other help joined in one sum: "security, humanitarian and economic assistance".
fn is_mixed(after: &str) -> bool {
    static MIXED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:security|military)(?: assistance| aid)?(?:,| and| as well as)[^.;]{0,40}\b(?:humanitarian|economic|financial)|(?:humanitarian|economic|financial)(?: assistance| aid)?(?:,| and)[^.;]{0,40}\b(?:security|military)) (?:\w+ )?(?:assistance|aid|support|needs)\b",
        )
    });
    MIXED.is_match(after)
}

fn hits(text: &str, pick: impl Fn(&regex::Regex, &str) -> Option<usize>) -> [(Option<usize>, Topic); 3] {
    [
        (pick(&cues::SECURITY, text), Topic::Security),
        (pick(&cues::HUMANITARIAN, text), Topic::Humanitarian),
        (pick(&cues::ECONOMIC, text), Topic::Economic),
    ]
}

pub(super) fn first_topic(text: &str) -> Option<Topic> {
    let first = |cue: &regex::Regex, text: &str| cue.find(text).map(|found| found.start());
    hits(text, first).into_iter().filter_map(|(at, topic)| Some((at?, topic))).min_by_key(|(at, _)| *at).map(|(_, topic)| topic)
}

fn last_topic(text: &str) -> Option<Topic> {
    let last = |cue: &regex::Regex, text: &str| cue.find_iter(text).last().map(|found| found.start());
    hits(text, last).into_iter().filter_map(|(at, topic)| Some((at?, topic))).max_by_key(|(at, _)| *at).map(|(_, topic)| topic)
}

/// No package is smaller, unless the source forgot a word: "$300 in military aid".
const SMALLEST: i64 = 1_000_000;

fn security_role(sentence: &Sentence, index: usize) -> MoneyRole {
    static TYPO: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)^\s*(?:worth )?(?:of |in )?(?:new |additional )?(?:security|military|package)"));
    static BUDGET: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bbudget\b[^,;]{0,30}$"));
    let (before, after) = (sentence.before(index), sentence.after(index));
    let is_small = sentence.amounts[index].high < SMALLEST && !TYPO.is_match(after);
    if is_small || BUDGET.is_match(before) {
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
    let span = sentence.text.get(sentence.amounts[index].range.clone()).unwrap_or_default();
    let fresh = |text: &str| cues::NEW.is_match(text) || cues::PACKAGE.is_match(text);
    let counted = |text: &str| cues::WINDOW.is_match(&strip(text));
    if counted(before) || counted(after) {
        return !(cues::PACKAGE.is_match(after) && cues::NEW.is_match(before) && !after.contains("since"));
    }
    if cues::SUMS.is_match(sentence.before(index)) && (counted(sentence.text) || SUBJECT.is_match(before)) {
        return true;
    }
    let rest = sentence.after(index);
    if rest.contains(" since ") && counted(rest) && !fresh(before) && !fresh(span) && !cues::PACKAGE.is_match(after) {
        return true;
    }
    if index == 0 && leads_with_window(sentence.text) {
        return true;
    }
    let given = cues::PERFECT.is_match(sentence.before(index)) || GIVEN.is_match(rest);
    given && !FROM.is_match(rest) && !fresh(sentence.before(index)) && !fresh(after) && !cues::NEW.is_match(span)
}

fn leads_with_window(text: &str) -> bool {
    let lead = text.split(", ").next().unwrap_or_default();
    cues::WINDOW.find(lead).is_some_and(|found| found.start() < 12) && lead.len() < text.len()
}
