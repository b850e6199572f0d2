//! A contracts page cut into its notices: one per award, under the heading of the branch that awards it.
//!
//! A notice is one paragraph as a rule. Some pages run several together, each ending with its contracting activity; some tell one in two
//! paragraphs; a correction may stand alone or announce that the notice behind it is the corrected one.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::regions::is_listed;
use crate::mentions::{Page, Passage, Span};
use crate::text::pattern;

/// A sentence of a notice.
#[derive(Debug, Clone)]
pub(super) struct Line<'p> {
    /// The paragraph it stands in.
    pub passage: &'p Passage<'p>,
    /// Where, in bytes.
    pub range: Range<usize>,
}

impl<'p> Line<'p> {
    /// Its words.
    pub fn text(&self) -> &'p str {
        self.passage.text.get(self.range.clone()).unwrap_or_default()
    }

    /// The evidence of a range of its bytes.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.passage.span(self.range.start + range.start..self.range.start + range.end)
    }
}

/// What a page says of one award.
#[derive(Debug)]
pub(super) struct Notice<'p> {
    /// The paragraph it starts in.
    pub passage: &'p Passage<'p>,
    /// Where it stands there.
    pub range: Range<usize>,
    /// The words that name the awardees.
    pub head: Range<usize>,
    /// What is awarded: from the verb to the end of its sentence.
    pub opening: Line<'p>,
    /// The sentences behind.
    pub body: Vec<Line<'p>>,
    /// Whether it has named its contracting activity, as the last thing a notice tells.
    is_over: bool,
    /// The heading it stands under.
    pub branch: Option<String>,
    /// Whether it corrects or updates another.
    pub is_correction: bool,
}

impl<'p> Notice<'p> {
    /// The opening and the sentences behind it.
    pub fn lines(&self) -> impl Iterator<Item = &Line<'p>> {
        std::iter::once(&self.opening).chain(&self.body)
    }
}

/// What is done for the awardees.
static ACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:has|have|had|was|were|is|are|will)(?:\s(?:each|both|all|also|now|recently|competitively|jointly|individually|collectively|been|being|be)){0,4}",
        r"\s(?:awarded|issued|modified|added|selected|granted|awarding|sharing|receiving|received|won|share|compete|receive)|received|being awarded|awarded (?:an? |\$))"
    ))
});
/// How a notice opens that sets another right.
static CORRECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W{0,3}(?:(?:CORRECTION|CORRECTED|UPDATE|UPDATED|AMENDMENT|AMENDED|ADDENDUM|CLARIFICATION)S?\b(?:\sNOTICE)?|(?:Correction|Update|Amendment|Clarification|Editor['’]s Note)s?\s?[:–—-])[\s:*–—-]*",
    )
});
/// What opens a sentence that names no awardee.
static NO_AWARDEE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:This|These|That|It|They|No|All|Work|Fiscal|Funds?|Funding|Bids|Proposals)\s[a-z0-9]|The (?:[a-z-]+\s){0,3}",
        r"(?:contracts?|awards?|modifications?|orders?|options?|agreements?|requirements?|solicitations?|acquisitions?|procurements?|actions?|announcements?|total|value)\b)"
    ))
});
/// What a correction speaks of before it comes to the company.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:contract|announcement|award|modification|order|agreement)\b"));
/// What stands between the opening of a correction and the company: `The contract announced on June 13, 2023, to`.
static RECALLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:The|An?|On)\b.{0,160}?\b(?:announc|award|contract|modification|order|agreement|dated)[a-z]*\b.{0,120}?\b(?:that|to|for|with)\s",
    )
});
/// What follows the company in a correction.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r",?\s(?:is|was|were|are|should|has|had|which|that|incorrectly|listed|stated|included|contained|announced|for|on|under|with|as)\s",
    )
});
static FOLLOWING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\bfollow(?:ing|s)\b[^.]{0,40}|:)\s*$"));
static ACTIVITY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bcontracting (?:activit(?:y|ies)|office|agency)\b"));

/// The notices of a page, in order.
pub(super) fn find<'p>(page: &'p Page<'p>) -> Vec<Notice<'p>> {
    let mut notices: Vec<Notice> = Vec::new();
    let (mut branch, mut is_corrected) = (None, false);
    for passage in &page.passages {
        if let Some(heading) = heading(passage.text) {
            (branch, is_corrected) = (Some(heading), false);
            continue;
        }
        if passage.text.trim_start().starts_with('*') {
            continue;
        }
        for unit in units(passage) {
            let text = passage.text.get(unit[0].start..unit[unit.len() - 1].end).unwrap_or_default();
            let prefix = CORRECTION.find(text).map_or(0, |found| found.end());
            let Some(mut notice) = notice(passage, &unit, prefix) else {
                is_corrected |= prefix > 0;
                extend(notices.last_mut(), passage, &unit, prefix);
                continue;
            };
            notice.branch.clone_from(&branch);
            notice.is_correction |= std::mem::take(&mut is_corrected);
            is_corrected = prefix > 0 && FOLLOWING.is_match(text);
            notices.push(notice);
        }
    }
    notices
}

/// A paragraph that goes on with the notice before it.
fn extend<'p>(last: Option<&mut Notice<'p>>, passage: &'p Passage<'p>, unit: &[Range<usize>], prefix: usize) {
    let Some(last) = last.filter(|last| prefix == 0 && !last.is_over) else { return };
    let lines = unit.iter().map(|range| Line { passage, range: range.clone() });
    last.body.extend(lines.inspect(|line| last.is_over |= ACTIVITY.is_match(line.text())));
}

/// The sentences of a paragraph, cut where one notice ends and the next one starts.
fn units(passage: &Passage) -> Vec<Vec<Range<usize>>> {
    let mut units: Vec<Vec<Range<usize>>> = Vec::new();
    let mut is_over = false;
    for sentence in passage.sentences() {
        let text = passage.text.get(sentence.clone()).unwrap_or_default();
        if units.is_empty() || is_over && (CORRECTION.is_match(text) || is_opening(text)) {
            units.push(Vec::new());
            is_over = false;
        }
        if let Some(unit) = units.last_mut() {
            unit.push(sentence.clone());
        }
        is_over |= ACTIVITY.is_match(text);
    }
    units
}

fn is_opening(text: &str) -> bool {
    ACT.find(text).is_some_and(|act| names_awardees(text.get(..act.start()).unwrap_or_default()))
}

fn names_awardees(head: &str) -> bool {
    let head = head.trim_start();
    head.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit()) && !NO_AWARDEE.is_match(head)
}

/// Reads the sentences of a notice; `prefix` is the length of the word that makes it a correction.
fn notice<'p>(passage: &'p Passage<'p>, unit: &[Range<usize>], prefix: usize) -> Option<Notice<'p>> {
    let (first, last) = (unit.first()?, unit.last()?);
    let start = first.start + prefix;
    // The word may be a sentence of its own.
    let opening = unit.iter().find(|sentence| sentence.end > start)?;
    let text = passage.text.get(start..opening.end)?;
    let is_direct = ACT.find(text).is_some_and(|act| !ABOUT.is_match(&text[..act.start()]));
    let recalled = if prefix > 0 && !is_direct { RECALLED.find(text).map_or(0, |found| found.end()) } else { 0 };
    let rest = text.get(recalled..)?;
    let act = ACT.find(rest).filter(|act| names_awardees(rest.get(..act.start()).unwrap_or_default()));
    let (head, act) = match act {
        Some(act) => {
            let at = start + recalled + act.start();
            match receivers(passage.text, start + recalled, at..opening.end, act.as_str()) {
                Some(head) => (head, start + recalled),
                None => (start + recalled..at, at),
            }
        }
        None if recalled > 0 => {
            let end = NAMED.find(rest).map_or(opening.end, |found| start + recalled + found.start());
            (start + recalled..end, start + recalled)
        }
        None => return None,
    };
    let body = unit.iter().filter(|sentence| sentence.start >= opening.end);
    Some(Notice {
        passage,
        range: first.start..last.end,
        head,
        opening: Line { passage, range: act..opening.end },
        body: body.map(|range| Line { passage, range: range.clone() }).collect(),
        is_over: ACTIVITY.is_match(passage.text.get(first.start..last.end)?),
        branch: None,
        is_correction: prefix > 0,
    })
}

/// The words that name the awardees where they stand behind the verb: `A contract was awarded to`, `The following are awarded a contract:`.
fn receivers(text: &str, start: usize, rest: Range<usize>, act: &str) -> Option<Range<usize>> {
    let (head, words) = (text.get(start..rest.start)?, text.get(rest.clone())?);
    let colon = words.find(": ").map(|colon| colon + 2);
    let is_giver = act.ends_with("awarding") || act.ends_with("has awarded");
    let is_given = act.ends_with("awarded") && words.get(act.len()..)?.trim_start().starts_with("to ");
    let at = if is_giver || is_given {
        colon.or_else(|| words.find(" to ").map(|to| to + 4))
    } else {
        colon.filter(|_| head.contains("ollowing"))
    };
    at.map(|at| rest.start + at..rest.end)
}

/// The heading of a branch, in capitals.
fn heading(text: &str) -> Option<String> {
    const NOUNS: &str =
        "|Army|Navy|Force|Corps|Agency|Command|Services|Service|Office|Activity|Center|University|Guard|Department|Headquarters|";
    const NONE: [&str; 8] = ["CONTRACT", "CORRECTION", "UPDATE", "AMENDMENT", "MODIFICATION", "SMALL", "ADDENDUM", "CLARIFICATION"];
    let text = text.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
    if text.len() > 90 || text.contains(['$', ';', '*']) || text.ends_with('.') && !text.ends_with("U.S.") {
        return None;
    }
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic());
    let is_capital = letters.clone().count() > 2 && letters.all(char::is_uppercase);
    let mut words = text.split_whitespace();
    let is_name = words.clone().last().is_some_and(|last| is_listed(NOUNS, last))
        && words.all(|word| word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "for" | "and"));
    let heading = text.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
    let is_branch = (is_capital || is_name) && !NONE.iter().any(|word| heading.starts_with(word));
    is_branch.then_some(heading)
}
