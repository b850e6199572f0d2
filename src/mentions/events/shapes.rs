//! Events by the noun that makes a name of the words around it: `Operation Noble Oak`, `Harbor Security Conference`, `Red Flag 15-1`.

use std::ops::Range;

use super::naming::{
    FIRST, LAST, LAST_IN_SMALL, MANY, MEETINGS, NO_EVENT, Naming, Proof, STORMS, chain_end, chain_start, ends_event, follows, names, naming,
};
use crate::text::numbers;
use crate::text::words::{Shape, Word, is_listed};

/// Words that a name of a group that meets ends with.
const GROUPS: &str = "group council coalition forum commission committee assembly";
/// What a ceremony is for, in small letters: `awards ceremony`.
const OCCASIONS: &str = "awards award presentation induction graduation commissioning retirement promotion opening closing wreath-laying";
/// Words that go on with `of`, `on` or `for`.
const TALKS: &str = "summit conference forum symposium dialogue ministerial workshop";
/// What has a war before it and is none.
const WAGED: &str = "machine machines effort efforts chest crime crimes criminal criminals economy plan plans plane planes ships games cabinet \
    room footing powers prevention zone zones resolution correspondent hero heroes memorial veteran veterans";
/// Words that make a chain before a noun for events something else.
const NO_GATHERING: &str = "press news post republican republicans democratic senate presidential rights thanksgiving christmas armed";
/// Words that make a gathering of a convention, which is a treaty without them.
const ASSEMBLIES: &str = "national annual party democratic republican constitutional nominating";

/// The naming that the word at `at` makes; `lower` is the word in small letters.
pub(super) fn find(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    counted(text, words, at, lower)
        .or_else(|| started(text, words, at, lower))
        .or_else(|| storm(text, words, at, lower))
        .or_else(|| ended(text, words, at, lower))
}

/// Whether a convention is a gathering, by the words before it: `Lakeland National Convention`; else it is a treaty.
pub(in crate::mentions) fn is_assembly<'t>(mut before: impl Iterator<Item = &'t str>) -> bool {
    before.any(|word| is_listed(word, ASSEMBLIES))
}

/// `the 23rd meeting of the Harbor Defense Contact Group`, or `its 23rd meeting` behind the group.
fn counted(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    if !is_listed(lower, MEETINGS) || at == 0 {
        return None;
    }
    let number = numbers::ordinal(words[at - 1].of(text))?;
    let (first, end) = if words.get(at + 1).is_some_and(|next| next.of(text) == "of") {
        let first = if words.get(at + 2)?.of(text) == "the" { at + 3 } else { at + 2 };
        (first, chain_end(text, words, first))
    } else {
        // The last group named before, within a sentence or two; a chain behind it goes before ("at its 25th meeting, ... the Group").
        let is_group = |at: &usize| words[*at].is_capital() && is_listed(words[*at].of(text), GROUPS);
        let last = (at.saturating_sub(30)..at).rev().find(is_group).or_else(|| (at..words.len().min(at + 20)).find(is_group))?;
        (chain_start(text, words, last), last + 1)
    };
    let (start, stop) = (words.get(first)?.start, words.get(end.checked_sub(1)?)?.end);
    let name = text.get(start..stop).unwrap_or_default().to_owned();
    (end >= first + 2).then(|| Naming { iteration: Some(number), ..Naming::new(start..stop, name) })
}

/// `Operation Noble Oak`, `Battle of Midway`, `Summit for Democracy`, `War on Terrorism`.
fn started(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    let word = &words[at];
    if !word.is_capital()
        || !is_listed(lower, FIRST)
        || (at > 0 && follows(text, words, at) && names(text, &words[at - 1]) && lower != "war")
    {
        return None;
    }
    let next = words.get(at + 1).filter(|next| next.follows)?;
    let end = match (lower, next.of(text)) {
        ("operation" | "exercise", _) if names(text, next) => chain_end(text, words, at + 1),
        ("battle" | "summit" | "conference", "of" | "for") | ("summit" | "conference" | "war", "on") => {
            let first = if words.get(at + 2)?.of(text) == "the" { at + 3 } else { at + 2 };
            chain_end(text, words, first)
        }
        _ => return None,
    };
    if end <= at + 1 || !names(text, words.get(end - 1)?) || (at + 1..end).any(|inner| is_listed(words[inner].of(text), NO_EVENT)) {
        return None;
    }
    let first = if lower == "war" { chain_start(text, words, at) } else { at };
    let mut naming = naming(text, words, first, end, matches!(lower, "operation" | "battle" | "war"))?;
    if matches!(lower, "operation" | "exercise") {
        naming.name = in_title_case(&naming.name);
    }
    Some(naming)
}

/// A name of an operation without capitals throughout: `Operation NOBLE OAK`, and the name alone.
fn in_title_case(name: &str) -> String {
    let own = name.strip_prefix("Operation ").or_else(|| name.strip_prefix("Exercise ")).unwrap_or(name);
    if own.chars().any(char::is_lowercase) || !own.contains(' ') {
        return name.to_owned();
    }
    let word = |word: &str| {
        let second = word.char_indices().nth(1).map_or(word.len(), |(second, _)| second);
        format!("{}{}", &word[..second], word[second..].to_lowercase())
    };
    format!("{}{}", &name[..name.len() - own.len()], own.split(' ').map(word).collect::<Vec<_>>().join(" "))
}

/// `Hurricane Ada`, `Tropical Storm Ada`.
fn storm(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    let word = &words[at];
    if word.shape != Shape::Capital || !is_listed(lower, STORMS) {
        return None;
    }
    let is_led = at > 0 && word.follows && names(text, &words[at - 1]);
    let is_tropical = is_led && is_listed(words[at - 1].of(text), "tropical super");
    let is_named = words
        .get(at + 1)
        .is_some_and(|next| next.follows && next.shape == Shape::Capital && names(text, next) && !is_listed(next.of(text), NO_EVENT));
    let is_storm = is_named && is_led == is_tropical && (is_tropical || lower != "storm");
    is_storm.then(|| naming(text, words, at - usize::from(is_tropical), at + 2, false)).flatten()
}

/// `Munich Security Conference`, `NATO summit`, `Korean War`, `World War II`, and a bare `summit of`.
fn ended(text: &str, words: &[Word], at: usize, lower: &str) -> Option<Naming> {
    let word = &words[at];
    let is_war = lower == "war" && word.shape == Shape::Capital;
    let is_small = word.shape == Shape::Lower;
    if !is_war && !(if is_small { is_listed(lower, LAST_IN_SMALL) } else { word.is_capital() && is_listed(lower, LAST) }) {
        return None;
    }
    let next = words.get(at + 1).filter(|next| next.follows);
    if is_war && next.is_some_and(|next| next.of(text) == "on") {
        return None;
    }
    let is_occasion = lower == "ceremony" && at > 0 && word.follows && is_listed(words[at - 1].of(text), OCCASIONS);
    let last = at - usize::from(is_occasion);
    let first = chain_start(text, words, last);
    if first == last {
        return (lower == "summit").then(|| bare(text, words, at)).flatten();
    }
    let mut before = words[first..at].iter().map(|word| word.of(text));
    let is_other = match lower {
        "convention" => !is_assembly(before),
        "war" | "conflict" if is_small => next.is_some_and(|next| is_listed(next.of(text), WAGED)),
        _ => before.any(|word| is_listed(word, NO_GATHERING)),
    };
    let is_short = is_small && matches!(lower, "exercise" | "dinner" | "parade") && last - first < 2;
    // A third world war has not been.
    let is_third = is_war && next.is_some_and(|next| matches!(next.of(text), "Three" | "III" | "3")) && words[last - 1].of(text) == "World";
    if is_other || is_short || is_third {
        return None;
    }
    let mut end = at + 1;
    let mut cut = None;
    if is_war && let Some(next) = next {
        if matches!(next.of(text), "I" | "II" | "One" | "Two" | "1" | "2") {
            end += 1;
        }
        // "World War I-era": the numeral alone.
        cut = next.of(text).split_once('-').map(|(number, _)| number).filter(|number| matches!(*number, "I" | "II"));
        cut = cut.inspect(|_| end += 1);
    }
    // A longer name goes on behind the word: "Conference and Technology Exposition", "Conference on Hunger".
    let is_on = is_listed(lower, TALKS) && next.is_some_and(|next| matches!(next.of(text), "on" | "of" | "for"));
    let is_and = next.is_some_and(|next| next.of(text) == "and");
    if word.is_capital() && !is_war && (is_on || is_and) && words.get(at + 2).is_some_and(|after| after.follows && names(text, after)) {
        let longer = chain_end(text, words, at + 2);
        let closing = words[longer - 1].of(text);
        // "Conference of Mayors": those who confer are an organization.
        if is_on && is_listed(closing, NO_EVENT) {
            return None;
        }
        if is_on || ends_event(closing) {
            end = longer;
        }
    }
    let mut naming = naming(text, words, first, end, is_war)?;
    if let Some(number) = cut {
        naming.range.end = words[end - 1].start + number.len();
        text.get(words[first].start..naming.range.end)?.clone_into(&mut naming.name);
    }
    let chain = words[first].start..words[last - 1].end;
    naming.proof = proof(lower, is_small, &naming, chain);
    Some(naming)
}

/// What must be known of the chain before a noun that is common.
fn proof(lower: &str, is_small: bool, naming: &Naming, chain: Range<usize>) -> Proof {
    match lower {
        "war" | "conflict" if is_small => Proof::Places(chain),
        "ceremony" | "exercise" | "dinner" | "breakfast" | "parade" if naming.iteration.is_none() => Proof::More(chain),
        _ => Proof::None,
    }
}

/// A summit of a group that is named elsewhere: `last month's summit`, `the 2021 Summit`, `their 75th anniversary summit for NATO`.
fn bare(text: &str, words: &[Word], at: usize) -> Option<Naming> {
    let word = &words[at];
    let is_of = words.get(at + 1).is_some_and(|next| next.follows && matches!(next.of(text), "of" | "for"));
    if at > 0 && word.follows && is_listed(words[at - 1].of(text), "anniversary") {
        let first = at.checked_sub(2).filter(|first| numbers::ordinal(words[*first].of(text)).is_some() && words[at - 1].follows)?;
        let end = if is_of { chain_end(text, words, at + 2).max(at + 1) } else { at + 1 };
        let end = if end == at + 2 { at + 1 } else { end };
        let range = words[first].start..words[end - 1].end;
        return Some(Naming::new(range.clone(), text.get(range)?.to_owned()));
    }
    let is_owned = at > 0 && text.get(words[at - 1].end..word.start).is_some_and(|gap| matches!(gap, "’s " | "'s "));
    let year = at.checked_sub(1).filter(|_| word.follows && word.is_capital()).and_then(|before| super::naming::year(text, &words[before]));
    let is_bare = word.shape == Shape::Lower && (is_owned || is_of) || year.is_some();
    let start = if year.is_some() { words[at - 1].start } else { word.start };
    is_bare.then(|| Naming { is_bare: true, year, ..Naming::new(start..word.end, "summit".to_owned()) })
}

/// `Red Flag 15-1`: a chain of two capitals or more with the number of an exercise.
pub(super) fn numbered(text: &str, words: &[Word], at: usize) -> Option<Naming> {
    let word = &words[at];
    let (year, number) = word.of(text).split_once('-')?;
    let is_number = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !word.follows || !is_number(year, 2) || year.len() != 2 || !is_number(number, 2) {
        return None;
    }
    let first = chain_start(text, words, at);
    let is_name = at - first >= 2 && !words[first..at].iter().any(|word| word.of(text).contains(|letter: char| letter.is_ascii_digit()));
    if !is_name {
        return None;
    }
    let (start, stop) = (words[first].start, words[at - 1].end);
    let year = year.parse::<i32>().ok().map(|year| if year >= 70 { 1900 + year } else { 2000 + year });
    Some(Naming { iteration: number.parse().ok(), year, ..Naming::new(start..word.end, text.get(start..stop)?.to_owned()) })
}

/// `COP27`: a conference of the parties by its number.
pub(super) fn parties(text: &str, words: &[Word], at: usize) -> Option<Naming> {
    let word = &words[at];
    let rest = word.of(text).strip_prefix("COP")?;
    let number = rest.trim_start_matches('-').parse().ok().filter(|number| (1..100).contains(number))?;
    Some(Naming { iteration: Some(number), ..Naming::new(word.start..word.end, "UN Climate Change Conference".to_owned()) })
}

/// What several names are listed behind: `operations Noble Oak, Bright Elm and Tall Pine`, `Hurricanes Ada and Bede`.
pub(super) fn several(text: &str, words: &[Word], at: usize, lower: &str) -> Vec<Naming> {
    let word = &words[at];
    let is_led = at > 0 && word.follows && names(text, &words[at - 1]);
    if !is_listed(lower, MANY) || is_led || !words.get(at + 1).is_some_and(|next| next.follows && next.is_capital()) {
        return Vec::new();
    }
    let (mut items, mut first): (Vec<(usize, usize)>, usize) = (Vec::new(), at + 1);
    loop {
        let mut end = first;
        while end < words.len() && (end == first || words[end].follows) && names(text, &words[end]) && end - first < 4 {
            end += 1;
        }
        if end == first || (first..end).any(|inner| is_listed(words[inner].of(text), NO_EVENT)) {
            break;
        }
        items.push((first, end));
        let gap = |at: usize| text.get(words[at - 1].end..words.get(at)?.start);
        let is_and = words.get(end).is_some_and(|word| word.of(text) == "and") && matches!(gap(end), Some(" " | ", "));
        match gap(end) {
            _ if is_and => first = end + 1,
            Some(", ") => first = end,
            _ => break,
        }
        if first >= words.len() {
            break;
        }
    }
    let Some(noun) = lower.strip_suffix('s').map(|noun| format!("{}{}", noun[..1].to_uppercase(), &noun[1..])) else { return Vec::new() };
    let is_storm = is_listed(&noun, STORMS);
    let fits = |(first, end): &(usize, usize)| if is_storm { end - first == 1 } else { end - first > 1 };
    // "Operations Support" may be anything; a second name behind it may not.
    if word.is_capital() && items.iter().filter(|item| fits(item)).count() < 2 {
        return Vec::new();
    }
    let items = items.into_iter().filter(fits).map(|(first, end)| (words[first].start..words[end - 1].end, end));
    let named = items.filter_map(|(range, _)| Some((text.get(range.clone())?, range)));
    named.map(|(name, range)| Naming { is_age: !is_storm, ..Naming::new(range, format!("{noun} {}", in_title_case(name))) }).collect()
}
