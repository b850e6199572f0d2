//! Names that no lookup holds, by the noun that makes them names: `Defense Logistics Agency`, `3rd Infantry Division`, `Fort Hays`.

use std::ops::Range;

use super::heads::{self, Head, Order};
use super::words::{is_follower, is_opener, is_ordinal, is_title, is_trade};
use super::{Line, Name, What, short, units};
use crate::mentions::organizations::OrganizationKind;
use crate::text::words::{Shape, is_listed, small};

/// The most words a name takes on either side of its head noun.
pub(super) const REACH: usize = 7;

/// Words that make a centre or a school one of armed forces.
const ARMED: [&str; 14] =
    ["air", "army", "naval", "navy", "marine", "joint", "combat", "warfare", "space", "defense", "military", "forces", "allied", "command"];

/// Finds the names around head nouns.
pub(super) fn find<'l>(line: &Line<'_, 'l>, names: &mut Vec<Name<'l>>) {
    for at in 0..line.words.len() {
        let word = &line.words[at];
        if !matches!(word.shape, Shape::Capital | Shape::Upper) {
            continue;
        }
        if word.shape == Shape::Upper && !line.is_dateline(at) && !heads::is_upper(line.word(at)) {
            names.extend(units::lettered(line, at));
            continue;
        }
        names.extend(heads::of(line.word(at)).iter().find_map(|head| name(line, at, *head)));
    }
}

/// The name that the head noun at `at` makes.
fn name<'l>(line: &Line<'_, 'l>, at: usize, head: Head) -> Option<Name<'l>> {
    let mut kind = head.what;
    let (first, last) = match head.order {
        Order::After => (at, after(line, at, 3)?),
        Order::Numbered => units::numbered(line, at)?,
        Order::Closed => units::closed(line, at, around(line, at, head)?)?,
        Order::Group => {
            let (first, last) = around(line, at, head)?;
            kind = What::Organization(units::group(line, first, at)?);
            (first, last)
        }
        Order::Suffix => (suffixed(line, at)?, at),
        Order::Defined => {
            short::bracketed(line.text, line.words[at].end)?;
            around(line, at, head)?
        }
        Order::Around | Order::Weak => around(line, at, head)?,
    };
    let range = line.words[first].start..line.words[last].end;
    // "Quillmark Systems Corp." is the Quillmark Systems that a lookup knows.
    let stem = last - usize::from(head.order == Order::Suffix);
    let known = line.known_at(stem).filter(|(known, end, _)| *end == stem && (first..*known).all(|at| is_prefix(line.word(at))));
    Some(match known {
        Some((_, _, known)) => Name { range, ..known.clone() },
        None => Name::shape(range, what(line, first..last, kind)),
    })
}

/// Whether a word before the name of an organization leaves it the same one: `U.S. Secret Service`.
fn is_prefix(word: &str) -> bool {
    matches!(word, "The" | "U.S." | "US" | "United" | "States" | "Headquarters" | "HQ" | "U." | "S.")
}

/// What a name names: a `Law Center` of a university is of the university's kind.
fn what(line: &Line, words: Range<usize>, what: What) -> What {
    let is_school = |at: usize| small(line.word(at), |word| matches!(word, "university" | "college"));
    let is_armed = |at: usize| small(line.word(at), |word| ARMED.contains(&word));
    match what {
        What::Organization(_) if words.clone().any(is_school) => What::Organization(OrganizationKind::Education),
        What::Organization(OrganizationKind::Other) if words.clone().any(is_armed) => What::Organization(OrganizationKind::Military),
        _ => what,
    }
}

/// A name whose words stand before its noun and perhaps, after `of`, behind it.
fn around(line: &Line, at: usize, head: Head) -> Option<(usize, usize)> {
    if line.is_title_case {
        return None;
    }
    let known = line.known_at(at).filter(|(first, last, _)| first < last && !matches!(head.what, What::Place(_)));
    let first = before(line, known.map_or(at, |(first, ..)| first), head.what);
    let last = known.map_or_else(|| behind(line, at, head), |(_, last, _)| last);
    if is_service(line.word(at))
        && (matches!(line.word(last + 1), "Base" | "Station") || (line.known_at(at).is_some() && !has_owner(line, first..at)))
    {
        return None;
    }
    let is_person = first > 0 && line.is_linked(first) && is_title(line.word(first - 1));
    if matches!(head.what, What::Place(_)) && (is_person || goes_on(line, last)) {
        return None;
    }
    // "Orrin AB, Lakeland": an air base; a company of Sweden has its town behind it.
    let is_company = line.word(at) == "AB"
        && (at.checked_sub(1).is_some_and(|before| line.known_at(before).is_some()) || line.gap(at + 1) == ", " && !line.is_place(at + 1));
    if is_degree(line, first) || is_company {
        return None;
    }
    let (left, right) = (at - first, last - at);
    let needed = if head.order == Order::Weak && right == 0 && !is_named_center(line, first, at) { 2 } else { 1 };
    (left + right > 0 && (left >= needed || right > 0)).then_some((first, last))
}

/// Whether a centre bears a name of one word: `the Quill Center`, not `the Convention Center`.
fn is_named_center(line: &Line, first: usize, at: usize) -> bool {
    const COMMON: &str = "convention conference visitor visitors resource community medical operations welcome training research fitness test data \
        call trade civic shopping education care health wellness command family youth senior recreation science cancer child law";
    let is_led = first > 0 && line.is_linked(first) && matches!(line.word(first - 1), "the" | "The");
    is_led && first + 1 == at && matches!(line.word(at), "Center" | "Centre") && !is_listed(line.word(first), COMMON)
}

/// Whether a word is what countries and states have of their own: `army`.
fn is_service(word: &str) -> bool {
    small(word, |word| matches!(word, "army" | "navy" | "force" | "guard" | "corps"))
}

/// Whether words name whose service it is: `Royal Danish Navy`, `Ohio National Guard`; not `Go Navy`.
fn has_owner(line: &Line, mut words: Range<usize>) -> bool {
    words.any(|at| matches!(line.word(at), "Royal" | "Imperial") || is_ordinal(line.word(at)) || line.is_place(at))
}

/// Whether a run of capitals is what a degree is in: `Master of Public Administration`.
fn is_degree(line: &Line, first: usize) -> bool {
    let of = first.checked_sub(1).filter(|of| line.is_linked(first) && line.is_linked(*of) && matches!(line.word(*of), "of" | "in"));
    of.is_some_and(|of| matches!(line.word(of - 1), "Master" | "Masters" | "Master’s" | "Bachelor" | "Doctor" | "Bachelors"))
}

/// Whether a run of capitals goes on behind a name of a place, so that it is the name of something else: `Desert Storm`.
fn goes_on(line: &Line, last: usize) -> bool {
    line.linked(last + 1).is_some_and(|next| line.joins_names(next) && !is_follower(line.word(next)) && !line.is_dateline(next))
}

/// The first word of the run of capitalised words that ends at `at`.
fn before(line: &Line, at: usize, what: What) -> usize {
    let is_organization = |head: &Head| matches!(head.what, What::Organization(_));
    let ends =
        |at: usize| matches!(what, What::Place(_)) && !is_service(line.word(at)) && heads::of(line.word(at)).iter().any(is_organization);
    let mut first = at;
    while first > 0 && at - first < REACH && line.is_linked(first) {
        let before = first - 1;
        let is_trade =
            what == What::Organization(OrganizationKind::Education) && is_trade(line.word(before)) && line.words[before].is_capital();
        if is_trade || line.joins_names(before) && !ends(before) {
            first = before;
        } else if let Some(pair) = Some(before).filter(|and| line.is_and(*and)).and_then(|and| paired(line, and, what)) {
            first = pair;
        } else {
            break;
        }
    }
    // A word that opens the sentence is in capitals for that.
    while first < at && is_opener(line.word(first)) {
        first += 1;
    }
    first
}

/// The first word of what `and` joins to the words behind it, as in `the Food and Drug Administration`; two names are not joined.
fn paired(line: &Line, and: usize, what: What) -> Option<usize> {
    let joins = |at: usize| line.joins_names(at) && line.known_at(at).is_none() && heads::of(line.word(at)).is_empty();
    let mut first = and.checked_sub(1).filter(|left| line.is_linked(and) && joins(*left))?;
    for _ in 0..2 {
        let Some(before) = first.checked_sub(1).filter(|before| line.is_linked(first) && joins(*before)) else { break };
        first = before;
    }
    let leads = |at: usize| matches!(line.word(at), "the" | "The" | "U.S." | "US" | "National" | "Federal" | "House" | "Senate");
    // In a list of posts: "analyst, Plans and Programs Office, ...".
    let is_item = first > 0
        && matches!(what, What::Organization(_))
        && matches!(line.gap(first), ", " | "; ")
        && !line.is_place(first)
        && line.word(and + 1) != "Government";
    (is_item || leads(first) || first > 0 && line.is_linked(first) && leads(first - 1)).then_some(first)
}

/// The last word of what `of` or `for` adds to the noun at `at`; `at` where nothing does.
fn behind(line: &Line, at: usize, head: Head) -> usize {
    let Some(of) = line.linked(at + 1).filter(|of| takes(line.word(at), line.word(*of), head.what)) else { return at };
    let the = line.linked(of + 1).filter(|the| line.word(*the) == "the");
    if the.is_some_and(|the| line.word(of) == "for" && is_name_of_its_own(line, the + 1)) {
        return at;
    }
    let mut last = the.unwrap_or(of);
    let Some(first) = line.linked(last + 1).filter(|first| line.joins_names(*first)) else { return at };
    while last < at + REACH {
        // "Commission for the Preservation of Lakeland’s Heritage": what a country owns is part of it.
        let is_owned = matches!(line.gap(last + 1), "’s " | "'s ") && line.is_place(last);
        let Some(word) = line.linked(last + 1).or((is_owned && line.joins_names(last + 1)).then_some(last + 1)) else { break };
        let after = line.linked(word + 1).filter(|after| line.joins_names(*after));
        last = match after {
            _ if line.joins_names(word) => word,
            Some(after) if line.word(word) == "of" => after,
            Some(after) if line.is_and(word) && line.words[after].shape != Shape::Upper && !is_name_of_its_own(line, after) => after,
            _ => break,
        };
    }
    if line.word(of) == "of" && head.what == What::Organization(OrganizationKind::Government) {
        last = enumerated(line, last);
    }
    let mut end = last;
    while end >= first && line.words[end].is_capital() && is_follower(line.word(end)) && !is_field(line, first, end) {
        end -= 1;
    }
    match line.words[end].is_capital() {
        // Behind "and" they are part of it: "School of International and Public Affairs".
        false if end > first => last,
        true if end >= first => end,
        _ => at,
    }
}

/// The last word of a list that goes on behind `last`: `Bureau of Lamps, Harbors and Ships`; `last` where there is none.
fn enumerated(line: &Line, last: usize) -> usize {
    let is_plain = |at: usize| {
        line.words.get(at).is_some_and(|word| word.shape == Shape::Capital)
            && line.joins_names(at)
            && heads::of(line.word(at)).is_empty()
            && line.known_at(at).is_none()
            && !line.is_place(at)
    };
    let item = |first: usize| {
        let end = (first + 1..first + 3).take_while(|at| line.is_linked(*at) && is_plain(*at)).last().unwrap_or(first);
        let is_person = end > first && line.lookups.is_given_name(line.word(first));
        (is_plain(first) && !is_person).then_some(end)
    };
    let mut at = last;
    for count in 0..4 {
        let is_and = matches!(line.gap(at + 1), " " | ", ") && line.is_and(at + 1) && line.is_linked(at + 2);
        let next = if is_and && count > 0 { at + 2 } else { at + 1 };
        match item(next) {
            Some(end) if is_and && count > 0 => return end,
            Some(end) if line.gap(at + 1) == ", " => at = end,
            _ => return last,
        }
    }
    last
}

/// Whether `Affairs` is what it is about, `Office of Legislative Affairs`, and not whom one asks: `Department of Harbors Public Affairs`.
fn is_field(line: &Line, first: usize, at: usize) -> bool {
    line.word(at) == "Affairs" && at > first && (line.word(at - 1) != "Public" || at == first + 1)
}

/// Whether a noun goes on with `of`, `for` or `on`.
fn takes(noun: &str, preposition: &str, what: What) -> bool {
    use OrganizationKind::{Alliance, Company, Education, Government, Media, Other, Unit};
    let What::Organization(kind) = what else { return false };
    let stands_alone = || small(noun, |word| matches!(word, "army" | "navy" | "force" | "staff" | "headquarters" | "command"));
    match preposition {
        "of" => !matches!(kind, Unit | Company | Media) && !stands_alone(),
        "on" if matches!(noun, "Federation" | "Union" | "Association" | "Society") => false,
        "for" | "on" => matches!(kind, Government | Other | Education | Alliance) && noun != "House",
        _ => false,
    }
}

/// Whether a word after `and` starts another name: a head noun stands within the run it opens.
fn is_name_of_its_own(line: &Line, at: usize) -> bool {
    let mut word = at;
    for _ in 0..4 {
        if !heads::of(line.word(word)).is_empty() {
            return true;
        }
        match line.linked(word + 1).filter(|next| line.joins_names(*next)) {
            Some(next) => word = next,
            None => return false,
        }
    }
    false
}

/// The last word of the run of capitalised words after the noun at `at`.
fn after(line: &Line, at: usize, reach: usize) -> Option<usize> {
    let mut last = at;
    while last < at + reach {
        let Some(next) = line.linked(last + 1) else { break };
        if !line.joins_names(next) || is_follower(line.word(next)) || (last > at && !heads::of(line.word(next)).is_empty()) {
            break;
        }
        last = next;
    }
    (last > at).then_some(last)
}

/// A company before its suffix, `Acme Systems, Inc.`: the first word of it.
fn suffixed(line: &Line, at: usize) -> Option<usize> {
    let between = line.text.get(line.words[at.checked_sub(1)?].end..line.words[at].start)?;
    // "Colorado Springs, Co.": a state.
    let is_state = between == ", " && line.word(at) == "Co." && line.is_place(at - 1);
    if !matches!(between, " " | ", " | "\u{a0}" | ". ") || !line.joins_names(at - 1) || is_state {
        return None;
    }
    let mut first = at - 1;
    while first > 0 && at - first < REACH && line.is_linked(first) {
        let before = first - 1;
        let pair = line.is_and(before) || line.word(before) == "of";
        if line.joins_names(before) || line.words[before].shape == Shape::Number {
            first = before;
        } else if pair && before > 0 && line.is_linked(before) && line.joins_names(before - 1) {
            first = before - 1;
        } else {
            break;
        }
    }
    while first < at && is_opener(line.word(first)) {
        first += 1;
    }
    (first < at).then_some(first)
}

impl Line<'_, '_> {
    /// Whether a word can be part of a name: in capitals, no title and no model of a thing.
    pub(super) fn joins_names(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_model = word.contains('-') && word.contains(|letter: char| letter.is_ascii_digit());
        let opens = self.starts_sentence(at) && is_opener(word);
        self.words[at].is_capital() && !is_model && !opens && !is_title(word)
    }
}
