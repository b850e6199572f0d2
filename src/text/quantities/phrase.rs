//! The noun phrase that a number counts: where it ends, and when a number counts nothing.
//!
//! There is no tagger here. A phrase ends at a word that seldom stands inside one, at punctuation, or at its plural head.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::HashSet;
use regex::Regex;

use super::group;
use crate::text::words::small;
use crate::text::{numbers, pattern, tail};

/// The noun phrase after a count.
static PHRASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:of|more|additional|other|new|extra)[\s\x{a0}]+)?(?P<thing>[A-Za-z0-9][\w’'./+-]*(?:[\s\x{a0}]+[A-Za-z0-9(.][\w’'./+-]*\)?){0,9})",
    )
});
/// Words that end a noun phrase.
const STOPS: &str = concat!(
    r"in|at|from|for|on|by|with|without|that|which|who|whom|whose|to|and|or|as|are|is|was|were|will|have|has|had|be|been|being|since|during|under|over|after|before|than|against|",
    r"including|would|could|can|may|might|must|should|when|where|while|into|across|through|about|per|between|among|around|along|if|because|so|but|not|it|they|we|you|he|she|i|this|these|those|",
    r"the|our|their|his|her|its|your|said|says|went|came|arrived|remain|remained|worth|valued|totaling|totalling|already|now|today|yesterday|ago|each|them|us|me|him|themselves|don’t|don't|didn’t|haven’t|hasn’t|aren’t|weren’t|won’t|can’t|together|globally|alone|just|probably|both|do|does|did|made|died|killed|were|up|out|there|here|via|plus|like|such|upon|within|toward|towards|a|an|what|how|going"
);

/// Whether a word, in any case, is one of [`STOPS`].
fn is_stop(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOPS.split('|').collect());
    !word.ends_with('.') && small(word, |word| WORDS.contains(word))
}

/// Words that make what follows a number no counted thing.
static NO_THING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:percent|percentage|per|pct|years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|nights?|mornings?|dollars?|euros?|cents?|pounds|a\.?m\.?|p\.?m\.?|o['’]clock|et|",
        r"mm|millimet(?:er|re)s?|cm|km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet|foot|inch(?:es)?|yards?|degrees?|knots|gallons?|lit(?:er|re)s?|acres?|mph|ghz|mhz|caliber|calibre|times|thing|b\.?c|a\.?d|included|thirds|quarters|halves|fifths|fewer|hundred|thousand|million|billion|trillion|",
        r"January|February|March|April|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?|",
        r"another|more|less|last|way|side|hand|point|reason|question|follow-up|final|quick|nd|rd|th|st|others?|else|all|most|many|few|still|also|just|only|even|then|again|year-old|fold)$"
    ))
});
/// "seven straight weeks": a length of time with a word that describes it.
static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:straight|consecutive|full|whole|long|short|additional|solid|calendar|business|more)[\s\x{a0}]+(?:years?|months?|weeks?|days?|hours?|minutes?)\b",
    )
});
/// Words before a head that a series of commas joins: "active duty, Guard, Reserve and civilian Airmen".
static SERIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:,[\s\x{a0}][A-Za-z][\w-]*(?:[\s\x{a0}][A-Z][\w-]*)?){1,4},?[\s\x{a0}](?:and|or)[\s\x{a0}]"));
/// "some 1.6 million flying hours": a length of time, whatever describes it.
pub(super) static LENGTH_HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:hours|days|weekdays|weeks|months|years)\W*$"));
/// The noun phrase that starts at `at`, over the comma between two words that describe one thing: "small, unmanned vehicles".
pub(super) fn thing(text: &str, at: usize, is_many: bool) -> Option<Range<usize>> {
    let first = simple(text, at, is_many)?;
    let words = text.get(first.clone())?;
    let has_head = !is_many || words.split(' ').any(is_plural);
    if let Some(series) = text.get(first.end..).and_then(|rest| SERIES.find(rest)).filter(|_| !has_head) {
        let is_counted =
            series.as_str().split([' ', ',']).any(|word| numbers::words(word).is_some_and(|count| count > 0) || group(word).is_some());
        let last = simple(text, first.end + series.end(), is_many).filter(|last| {
            !is_counted
                && text.get(last.clone()).is_some_and(|thing| thing.contains(' ') && thing.rsplit(' ').next().is_some_and(is_plural))
        });
        if let Some(last) = last {
            return Some(first.start..last.end);
        }
    }
    let describes = is_many && !words.contains(' ') && !is_plural(words) && words.chars().all(char::is_lowercase);
    match text.get(first.end..).and_then(|rest| rest.strip_prefix(", ")).filter(|_| describes) {
        Some(rest) if rest.starts_with(char::is_lowercase) => match simple(text, first.end + 2, is_many) {
            Some(next)
                if text.get(next.clone()).is_some_and(|thing| thing.contains(' ') && thing.rsplit(' ').next().is_some_and(is_plural)) =>
            {
                Some(first.start..next.end)
            }
            _ => Some(first),
        },
        _ => Some(first),
    }
}

/// Whether a word alone is a noun in the plural: one that seldom describes another.
pub(super) fn is_plural_noun(word: &str) -> bool {
    is_plural(word) && !DESCRIBING.split(',').any(|name| name.eq_ignore_ascii_case(word))
}

/// Whether a word is a plural, by its s or by its kind.
fn is_plural(word: &str) -> bool {
    let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let is_s = bare.len() > 3 && (bare.ends_with('s') || bare.ends_with('S')) && !bare.ends_with("ss");
    is_s || PLURALS.split(',').any(|name| name.eq_ignore_ascii_case(bare))
}

/// The noun phrase that starts at `at`: words up to a stop.
fn simple(text: &str, at: usize, is_many: bool) -> Option<Range<usize>> {
    let rest = tail(text, at, 120);
    // A number alone is counted by none, and a list of them is common: "1 2 3".
    let (bare, next) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') && !next.starts_with("mm") {
        return None;
    }
    if LENGTH.is_match(rest) {
        return None;
    }
    let phrase = PHRASE.captures(rest)?.name("thing")?;
    let words: Vec<(usize, &str)> = words(phrase.as_str()).collect();
    let mut taken = 0;
    for (index, (_, word)) in words.iter().enumerate() {
        if index > 0 && taken == index && is_many && shares_head(&words, index) {
            taken = index + 1;
            continue;
        }
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let is_of = word.eq_ignore_ascii_case("of") && index > 0 && index + 1 < words.len();
        if index > 0 && !is_of && ends_head(words[index - 1].1, word) {
            break;
        }
        if !is_of && (is_stop(bare) || bare.is_empty() || (index > 0 && word.eq_ignore_ascii_case("of"))) {
            break;
        }
        taken = index + 1;
        // A full stop that ends the sentence ends the phrase; one inside "U.S." does not.
        if word.ends_with(['.', ')']) && !word.trim_end_matches('.').contains('.') {
            break;
        }
    }
    if taken > 0 && words[taken - 1].1.eq_ignore_ascii_case("of") {
        taken -= 1;
    }
    let first = words.first().filter(|_| taken > 0)?.1.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_named = words[..taken].iter().any(|(_, word)| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1);
    let is_calibre = first.starts_with(|letter: char| letter.is_ascii_digit()) && taken == 1;
    if NO_THING.is_match(first) || !is_named || is_calibre || first.eq_ignore_ascii_case("of") {
        return None;
    }
    taken = paired(&words, taken);
    let (start, last) = words.get(taken - 1)?;
    if LENGTH_HEAD.is_match(last) {
        return None;
    }
    let end = start + last.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len();
    Some(at + phrase.start()..at + phrase.start() + end)
}

/// "500 FEMA and other federal personnel": before a head has come, "and" joins words that describe one that follows.
fn shares_head(words: &[(usize, &str)], at: usize) -> bool {
    let (before, rest) = words.split_at(at);
    let is_head = is_plural;
    let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit()) && !word.ends_with("mm") || group(word).is_some();
    if !matches!(rest.first(), Some((_, "and" | "or"))) || before.iter().any(|(_, word)| is_head(word)) {
        return false;
    }
    let joined = rest.iter().skip(1).map(|(_, word)| *word).take(5);
    let joined: Vec<&str> = joined.take_while(|word| !is_stop(word) && !is_number(word) && numbers::words(word).is_none()).collect();
    let closes = |word: &&str| is_head(word);
    joined.iter().position(closes).is_some_and(|head| joined[..head].iter().all(|word| word.ends_with(char::is_alphanumeric)))
}

/// Plurals that often stand before the noun they describe: "small arms ammunition".
const DESCRIBING: &str = "arms,communications,weapons,operations,logistics,munitions,sports,sales,goods,services,optics,electronics,explosives,news,savings,systems,headquarters,forces,customs,corps,series,species,overseas,business,process,access,mass,class,glass,cross,gas,bus,pass,press,express,wireless,virus,status,campus,crisis,basis,analysis,diesel,stainless,less,various,previous,serious,religious,indigenous,continuous,numerous,dangerous,autonomous,surplus,plus,us,gps";
/// Plurals without an s.
const PLURALS: &str = "airmen,guardsmen,midshipmen,people,personnel,men,women,children,troops,servicemembers,aircraft,servicemen,servicewomen,police,staff,members";

/// Whether the noun phrase ends with `word`, given what follows: a plural is its head, unless another noun follows.
fn ends_head(word: &str, next: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_in = |list: &str, word: &str| list.split(',').any(|name| name == word);
    let is_s = |word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.contains(['’', '\'']);
    let is_lower = |word: &str| word.chars().all(|letter| letter.is_lowercase() || letter == '-');
    let is_plural_next = is_s(next.trim_end_matches(['.', ',', ')'])) && is_lower(next.trim_end_matches(['.', ',', ')']));
    // A participle tells what they do, and is no part of what they are.
    let tells = [
        "providing",
        "using",
        "moving",
        "serving",
        "operating",
        "working",
        "living",
        "taking",
        "supporting",
        "participating",
        "representing",
        "carrying",
        "flying",
        "stationed",
        "deployed",
        "assigned",
        "trained",
        "designed",
    ];
    if is_s(word) && tells.contains(&next.trim_end_matches([',', '.'])) {
        return true;
    }
    if is_in(DESCRIBING, lower.rsplit('-').next().unwrap_or(&lower)) {
        return false;
    }
    let is_plural = is_s(word) && word.chars().any(char::is_lowercase);
    match is_plural || is_in(PLURALS, &lower) {
        true if is_lower(word) && is_plural => true,
        true => next.starts_with(char::is_lowercase) && !is_plural_next,
        false => false,
    }
}

/// "50 allies and partners": two bare plurals are one thing.
fn paired(words: &[(usize, &str)], taken: usize) -> usize {
    let is_bare_plural = |word: Option<&(usize, &str)>| {
        word.is_some_and(|(_, word)| {
            let is_s =
                word.len() > 3 && group(word).is_none() && word.ends_with('s') && word.chars().all(|letter| letter.is_ascii_lowercase());
            is_s || ["men", "women", "people"].contains(word)
                || word.len() > 5 && word.ends_with("ns") && word.starts_with(char::is_uppercase)
        })
    };
    let is_and = words.get(taken).is_some_and(|(_, word)| *word == "and");
    // "sets of body armor and helmets": behind a unit the first need not be a plural.
    let has_unit = words.iter().take(taken).any(|(_, word)| *word == "of");
    if !is_and || !(has_unit || is_bare_plural(taken.checked_sub(1).and_then(|last| words.get(last)))) {
        return taken;
    }
    let is_bare = |at: usize| {
        words.get(at).is_some_and(|(_, word)| word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-') && !is_stop(word))
    };
    let is_end = |at: usize| {
        is_bare_plural(words.get(at))
            && words.get(at + 1).is_none_or(|(_, next)| *next != "to" && (is_stop(next) || ends_head(words[at].1, next)))
    };
    match () {
        () if is_end(taken + 1) => taken + 2,
        () if is_bare(taken + 1) && is_end(taken + 2) => taken + 3,
        () => taken,
    }
}

fn words(phrase: &str) -> impl Iterator<Item = (usize, &str)> {
    phrase
        .split([' ', '\n', '\t', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - phrase.as_ptr() as usize, word))
}
