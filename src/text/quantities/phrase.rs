//! The noun phrase that a number counts: where it ends, and when a number counts nothing.
//!
//! There is no tagger here. A phrase ends at a word that seldom stands inside one, at punctuation, or at its plural head.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::figure::group;
use super::nouns::{
    SUBSTANTIVES, is_closing, is_concrete, is_describing, is_in, is_irregular, is_measure, is_no_thing, is_persons, is_plural, is_stop,
};
use crate::text::{numbers, pattern, tail};

/// The noun phrase after a count.
static PHRASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:of[\s\x{a0}]+(?:(?:the|our|their|its|his|her|these|those|all)[\s\x{a0}]+)?)?(?:(?:more|additional|other|new|extra)[\s\x{a0}]+)?(?P<thing>[A-Za-z0-9][\w’'./+-]*(?:[\s\x{a0}]+[A-Za-z0-9(.][\w’'./+-]*\)?){0,9})",
    )
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
/// The noun phrase that starts at `at`; `is_many` where more than one is counted, so that it must name several.
pub(super) fn thing(text: &str, at: usize, is_many: bool) -> Option<Range<usize>> {
    let first = simple(text, at, is_many)?;
    let (words, rest) = (text.get(first.clone())?, text.get(first.end..)?);
    if !is_many || has_plural(words) {
        return Some(first);
    }
    let last = in_series(text, &first).or_else(|| behind_comma(text, &first));
    let is_part = || text.get(at..).is_some_and(|rest| rest.starts_with("of "));
    last.map(|end| first.start..end).or_else(|| (is_name(words, rest) && !is_part()).then_some(first))
}

fn has_plural(phrase: &str) -> bool {
    let last = phrase.rsplit(char::is_whitespace).next();
    phrase.split(char::is_whitespace).any(is_plural) || last.is_some_and(|word| is_in(SUBSTANTIVES, word))
}

/// Where "active duty, Guard, Reserve and civilian Airmen" ends, of which `first` is the start.
fn in_series(text: &str, first: &Range<usize>) -> Option<usize> {
    let series = SERIES.find(text.get(first.end..)?)?;
    let is_count = |word: &str| numbers::words(word).is_some_and(|count| count > 0) || group(word).is_some();
    if series.as_str().split([' ', ',']).any(is_count) {
        return None;
    }
    let last = simple(text, first.end + series.end(), true)?;
    ends_in_plural(text.get(last.clone())?).then_some(last.end)
}

/// Where "small, unmanned vehicles" ends, of which `first` is the start.
fn behind_comma(text: &str, first: &Range<usize>) -> Option<usize> {
    let describes = text.get(first.clone())?.chars().all(char::is_lowercase);
    let rest = text.get(first.end..)?.strip_prefix(", ").filter(|rest| describes && rest.starts_with(char::is_lowercase))?;
    let next = simple(text, text.len() - rest.len(), true)?;
    ends_in_plural(text.get(next.clone())?).then_some(next.end)
}

/// Whether a phrase of several words ends in a plural.
fn ends_in_plural(phrase: &str) -> bool {
    phrase.contains(' ') && phrase.rsplit(' ').next().is_some_and(is_plural)
}

/// Whether a phrase without a plural names what comes in numbers: "800 Stinger and", "31 Abrams". A street, an act or a title goes on or
/// says what it is.
fn is_name(phrase: &str, rest: &str) -> bool {
    const NO_NAMES: &str = "U.S|Street|Avenue|Road|Boulevard|Drive|Pentagon|Highway|Award|Summit|Act|Agreement|Agenda|Project|Award|Initiative|Program|Report|Order";
    let (first, last) = (phrase.split(char::is_whitespace).next(), phrase.rsplit(char::is_whitespace).next());
    let is_named = last.is_some_and(|word| word.starts_with(char::is_uppercase) && word.len() > 2 && !is_in(NO_NAMES, word))
        || last.is_some_and(|word| word.contains(|letter: char| letter.is_ascii_digit()) && word.contains(char::is_uppercase));
    let follower = rest.trim_start().split(char::is_whitespace).next().unwrap_or_default();
    let is_over = !rest.starts_with([' ', '\u{a0}', '/', '-', '’'])
        || follower.starts_with(['(', '—', '–', '-'])
        || is_in("and|or|from|for|in|with|that|by|at|on|is|are|was|were|will|would|have|per|as|but|which|who", follower);
    is_named && is_over && first.is_some_and(|word| !is_stop(word))
}

/// The noun phrase that starts at `at`: words up to a stop.
fn simple(text: &str, at: usize, is_many: bool) -> Option<Range<usize>> {
    let rest = tail(text, at, 120);
    let is_number = |word: &str, next: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') && !next.starts_with("mm") && !next.starts_with("millim")
    };
    // A number alone is counted by none, and a list of them is common: "1 2 3".
    let (bare, next) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if is_number(bare, next) || LENGTH.is_match(rest) {
        return None;
    }
    let phrase = PHRASE.captures(rest)?.name("thing")?;
    let words: Vec<(usize, &str)> = words(phrase.as_str()).collect();
    // "one of 22 teams", "two of the four ships".
    let opening = words.first()?.1;
    if is_number(opening, words.get(1).map_or("", |(_, word)| *word)) || numbers::words(opening).is_some_and(|count| count > 0) {
        return None;
    }
    let mut taken = extent(&words, is_many);
    let first = words.first().filter(|_| taken > 0)?.1.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_named = words[..taken].iter().any(|(_, word)| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1)
        || first.chars().count() == 3 && is_plural(first);
    let is_calibre = first.starts_with(|letter: char| letter.is_ascii_digit()) && taken == 1;
    if is_no_thing(first) || !is_named || is_calibre || first.eq_ignore_ascii_case("of") || phrase.as_str().starts_with("U.S. Code ") {
        return None;
    }
    let goes_on_with_money = rest.get(phrase.end()..).is_some_and(|rest| rest.trim_start().starts_with(['$', '€', '£']));
    taken = paired(&words, taken, goes_on_with_money);
    // "44 of the island’s 69 piers".
    let is_numbered = |pair: &[(usize, &str)]| pair[0].1 != "of" && is_number(pair[1].1, "");
    if rest.starts_with("of ") && words[..taken].windows(2).any(is_numbered) {
        return None;
    }
    let (start, last) = words.get(taken - 1)?;
    let end = start + last.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len();
    if is_measure(phrase.as_str().get(..end)?) {
        return None;
    }
    Some(at + phrase.start()..at + phrase.start() + end)
}

/// How many of the words make the phrase: up to a stop, a verb, or what stands behind the head.
fn extent(words: &[(usize, &str)], is_many: bool) -> usize {
    let mut taken = 0;
    for (index, (_, word)) in words.iter().enumerate() {
        if index > 0 && taken == index && is_many && shares_head(words, index) {
            taken = index + 1;
            continue;
        }
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let is_of = word.eq_ignore_ascii_case("of") && index > 0 && index + 1 < words.len();
        // "one offer received".
        let is_told = |at: usize| !is_many && word.ends_with("ed") && is_concrete(words[at].1);
        if index > 0
            && !is_of
            && (is_told(index - 1) || ends_head(words[index - 1].1, word) || is_closing(bare) || tells_of_part(words, index))
        {
            break;
        }
        // "rocket systems (HIMARS)" ends before the bracket, "United Nations (UN) seats" goes on behind it.
        let goes_on = || words.iter().skip(index + 1).take_while(|(_, word)| !is_stop(word)).any(|(_, word)| is_plural(word));
        if word.starts_with('(') && words[..index].iter().any(|(_, word)| is_plural(word)) && !goes_on() {
            break;
        }
        let is_inner = word.starts_with('(') && word.ends_with(')') && words.get(index + 1).is_some_and(|(_, next)| !is_stop(next));
        if !is_of && (is_stop(bare) || bare.is_empty() || (index > 0 && word.eq_ignore_ascii_case("of"))) {
            break;
        }
        taken = index + 1;
        // A full stop that ends the sentence ends the phrase; one inside "U.S." does not.
        if word.ends_with(['.', ')']) && !is_inner && !word.trim_end_matches('.').contains('.') || is_many && is_owner(words, index) {
            break;
        }
    }
    if taken > 0 && words[taken - 1].1.eq_ignore_ascii_case("of") {
        taken -= 1;
    }
    taken
}

/// "three nations’ bond" counts nations; "two veterans’ groups" counts groups.
fn is_owner(words: &[(usize, &str)], at: usize) -> bool {
    let is_many = |word: &str| word.strip_suffix(['’', '\'']).is_some_and(is_plural);
    let rest = || words.iter().skip(at + 1).map(|(_, word)| *word).take_while(|word| !is_stop(word));
    is_many(words[at].1) && !rest().any(is_plural)
}

/// "70 members of Congress asked", "two pieces of news looking ahead": what the thing behind "of" does.
fn tells_of_part(words: &[(usize, &str)], at: usize) -> bool {
    let word = words[at].1;
    let is_doing = word.ends_with("ed") || is_in("looking|going|trying|hoping|waiting|working|asking|calling", word);
    let is_behind = || words[..at - 1].iter().skip(1).any(|(_, word)| *word == "of");
    let next = || words.get(at + 1).is_none_or(|(_, next)| is_stop(next) || is_closing(next));
    is_doing && word.starts_with(char::is_lowercase) && at > 1 && is_behind() && next()
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

/// Whether the noun phrase ends with `word`, given what follows: a plural is its head, unless another noun follows.
fn ends_head(word: &str, next: &str) -> bool {
    let lower = word.to_ascii_lowercase();
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
        "facing",
        "running",
    ];
    if is_s(word) && tells.contains(&next.trim_end_matches([',', '.'])) {
        return true;
    }
    if is_describing(&lower) {
        return false;
    }
    let is_plural = is_s(word) && word.chars().any(char::is_lowercase);
    match is_plural || is_irregular(&lower) {
        true if is_lower(word) && (is_plural || is_persons(word)) => true,
        true => next.starts_with(char::is_lowercase) && !is_plural_next,
        false => false,
    }
}

/// "50 allies and partners": two bare plurals are one thing.
fn paired(words: &[(usize, &str)], taken: usize, goes_on_with_money: bool) -> usize {
    let is_name = |word: &str| word.len() > 5 && word.ends_with('s') && word.starts_with(char::is_uppercase) && !word.contains(['’', '\'']);
    let is_bare_plural = |word: Option<&(usize, &str)>| {
        word.is_some_and(|(_, word)| {
            let is_s =
                word.len() > 3 && group(word).is_none() && word.ends_with('s') && word.chars().all(|letter| letter.is_ascii_lowercase());
            is_s || ["men", "women", "people"].contains(word) || is_name(word)
        })
    };
    let is_and = words.get(taken).is_some_and(|(_, word)| *word == "and");
    // "sets of body armor and helmets": behind a unit the first need not be a plural.
    let has_unit = words.iter().take(taken).any(|(_, word)| *word == "of");
    if !is_and || !(has_unit || is_bare_plural(taken.checked_sub(1).and_then(|last| words.get(last)))) {
        return taken;
    }
    let is_bare = |at: usize| {
        let is_word = |word: &str| word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        // "temporary roofs and installed pumps": another thing that was done.
        let is_done = |word: &str| word.ends_with("ed") && !is_in("armed|retired|injured|displaced|disabled|unmanned|allied", word);
        words.get(at).is_some_and(|(_, word)| {
            is_word(word)
                && !is_stop(word)
                && (word.contains('-') || !is_done(word))
                && numbers::words(word).is_none()
                && !is_in("additional|other|more|many|several|some|various|new", word)
        })
    };
    // "3,000 people and manages $6 billion", "two offices and supports the staff": a verb.
    let is_verb = |at: usize| match words.get(at + 1) {
        Some((_, next)) => {
            next.starts_with(|letter: char| letter.is_ascii_digit())
                || is_in("the|a|an|these|those|this|their|our|his|her|its|all|them|it|each", next)
        }
        None => goes_on_with_money,
    };
    let is_end = |at: usize| {
        is_bare_plural(words.get(at))
            && !is_verb(at)
            && !(words.get(at + 1).is_some_and(|(_, next)| *next == "and")
                && words.get(at + 2).is_some_and(|(_, next)| next.starts_with(char::is_uppercase)))
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
