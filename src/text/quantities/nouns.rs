//! Words of a noun phrase: which end it, which are plural, which measure and do not count.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::lexicon::Lexicon;
use crate::text::pattern;

/// Words that no noun phrase holds.
static STOPS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(&[concat!(
        "in|at|from|for|on|by|with|without|that|which|who|whom|whose|to|and|or|as|are|is|was|were|will|shall|have|has|had|be|been|being|since|during|under|over|after|before|than|against|",
        "including|would|could|can|may|might|must|should|when|where|while|into|across|through|about|per|between|among|around|along|if|because|so|but|not|it|they|we|you|he|she|i|this|these|those|",
        "the|our|their|his|her|its|your|said|says|went|came|arrived|remain|remained|worth|valued|totaling|totalling|already|now|today|yesterday|ago|each|them|us|me|him|themselves|together|globally|alone|just|",
        "probably|both|do|does|did|made|died|killed|up|out|there|here|via|plus|like|such|upon|within|toward|towards|a|an|what|how|going|until|unless|although|though|throughout|despite"
    )])
});
/// Words that end a noun phrase that has begun: what follows them says more of the thing, or what it did.
static CLOSING: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(&[concat!(
        "all|available|able|unable|ready|crucial|ahead|annually|nationwide|statewide|worldwide|too|also|still|even|only|again|ever|never|yet|then|once|everywhere|abroad|away|off|down|onto|amid|regarding|",
        "sent|took|gave|met|held|won|lost|led|paid|told|wrote|spoke|stood|got|began|became|rose|saw|showed|gets|goes|makes|takes|gives|comes|wants|continues|includes"
    )])
});

/// Whether a word, in any case, ends a noun phrase: one of [`STOPS`], or a pronoun or an auxiliary with another word drawn together.
pub(super) fn is_stop(word: &str) -> bool {
    let drawn = word.split_once(['’', '\'']).filter(|(head, tail)| *tail == "t" || is_in("I|we|you|they|he|she|it|that|there", head));
    !word.ends_with('.') && (drawn.is_some() || STOPS.holds(word))
}

/// Whether a word ends a noun phrase that has begun before it.
pub(super) fn is_closing(word: &str) -> bool {
    CLOSING.holds(word)
}

/// Words that make what follows a number no counted thing.
static NO_THING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:percent|percentage|basis|per|pct|years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)|nights?|mornings?|dollars?|euros?|cents?|pounds?|lbs?|a\.?m\.?|p\.?m\.?|o['’]clock|et|",
        r"mm|millimet(?:er|re)s?|cm|km|kilomet(?:er|re)s?|miles?|nautical|met(?:er|re)s?|feet|foot|inch(?:es)?|yards?|square|cubic|degrees?|knots|gallons?|lit(?:er|re)s?|acres?|hectares?|mph|ghz|mhz|kw|mw|(?:kilo|mega|giga)?watts?|shaft|horsepower|caliber|calibre|",
        r"times|thing|b\.?c|a\.?d|included|thirds?|quarters?|hal(?:f|ves)|fifths?|sixths?|eighths?|tenths?|fewer|dozen|hundred|thousand|million|billion|trillion|u\.s\.c|usc|c\.f\.r|cfr|stat|",
        r"January|February|March|April|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?|",
        r"another|more|less|way|side|hand|point|nd|rd|th|st|others?|else|all|many|few|still|also|just|only|even|then|again|year-old|fold)$"
    ))
});

/// Whether what starts with this word is counted by nobody.
pub(super) fn is_no_thing(first: &str) -> bool {
    NO_THING.is_match(first)
}

/// "some 1.6 million flying hours", "15 billion cubic meters": a length of time or a measure, whatever describes it.
static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\s\x{a0}])(?:hours|days|weekdays|weeks|months|years|times|dollars|euros|cents|(?:percentage|basis)[\s\x{a0}]points|miles|(?:kilo)?met(?:er|re)s|feet|inches|acres|gallons|lit(?:er|re)s|pounds|(?:kilo)?grams|tons|tonnes|(?:kilo|mega|giga)?watts|horsepower)\W*$",
    )
});

/// Whether a noun phrase, or what stands before the first "of" in it, is a measure.
pub(super) fn is_measure(phrase: &str) -> bool {
    let head = phrase.find(" of ").and_then(|at| phrase.get(..at)).unwrap_or(phrase);
    MEASURE.is_match(phrase) || MEASURE.is_match(head)
}

/// Plurals that often stand before the noun they describe: "small arms ammunition"; and words that only look like plurals.
static DESCRIBING: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(&[
        "arms|communications|weapons|operations|logistics|munitions|sports|sales|goods|services|optics|electronics|explosives|news|savings|systems|headquarters|forces|customs|corps|series|species|overseas|business|process|access|mass|class|glass|cross|gas|bus|pass|press|express|wireless|virus|status|campus|crisis|basis|analysis|diesel|stainless|less|various|previous|serious|religious|indigenous|continuous|numerous|dangerous|autonomous|surplus|plus|us|gps",
    ])
});
/// Plurals without an s.
static PLURALS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(&[
        "people|personnel|children|troops|servicemembers|aircraft|spacecraft|watercraft|rotorcraft|police|staff|members|alumni|criteria|media|cattle|livestock|infantry|cavalry|offspring|sheep|deer|fish|mice|teeth",
    ])
});
/// Words that name those who are so, where no noun follows: "2,000 wounded".
pub(super) const SUBSTANTIVES: &str = "dead|wounded|enlisted|injured";
/// Words in s that are no noun in the plural.
static NOT_PLURALS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(&["overseas|always|perhaps|sometimes|towards|whereas|gps|plus|surplus|status|virus|campus|diesel|analysis|basis"])
});
/// Who may be many: no noun follows that they describe.
static PERSONS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::of(&["people|men|women|children|airmen|guardsmen|servicemen|servicewomen|alumni"]));

/// Things of which one is counted, for they can be pointed at: persons, vehicles, weapons, units, offers.
static CONCRETE: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(&[concat!(
        "aircraft|airplane|plane|helicopter|jet|fighter|bomber|drone|glider|missile|rocket|bomb|round|shell|gun|rifle|tank|vehicle|truck|howitzer|launcher|radar|satellite|battery|battalion|",
        "brigade|squadron|regiment|platoon|ship|vessel|destroyer|carrier|submarine|boat|cutter|frigate|crew|pilot|gunner|loadmaster|navigator|engineer|operator|soldier|sailor|airman|marine|guardsman|",
        "officer|civilian|child|man|woman|girl|boy|son|daughter|brother|sister|hostage|prisoner|survivor|victim|student|teacher|hospital|school|building|bridge|airfield|offer|bid|proposal|cluster|medal|truckload|convoy"
    )])
});

/// Whether one of such things is counted.
pub(super) fn is_concrete(word: &str) -> bool {
    CONCRETE.holds(word)
}

/// Whether a word, in any case, is one of a few.
pub(super) fn is_in(list: &str, word: &str) -> bool {
    list.split('|').any(|name| name.eq_ignore_ascii_case(word))
}

/// Whether a plural often describes a noun that follows.
pub(super) fn is_describing(word: &str) -> bool {
    DESCRIBING.holds(word.rsplit('-').next().unwrap_or(word))
}

/// Whether a word alone is a noun in the plural: one that seldom describes another.
pub(super) fn is_plural_noun(word: &str) -> bool {
    is_plural(word) && !DESCRIBING.holds(word)
}

/// Whether a word names several persons without an s.
pub(super) fn is_persons(word: &str) -> bool {
    PERSONS.holds(word)
}

/// Whether a word is a plural without an s: "personnel", "airmen".
pub(super) fn is_irregular(word: &str) -> bool {
    let is_men = word.len() > 4 && (word.ends_with("men") || word.ends_with("MEN")) && !is_in("specimen|regimen|acumen|abdomen", word);
    is_men || PLURALS.holds(word) || PERSONS.holds(word)
}

/// Whether a word is a plural, by its s or by its kind.
pub(super) fn is_plural(word: &str) -> bool {
    let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    // "Ukraine’s" is none, "C’s" is.
    let is_owner = bare.find(['’', '\'']).is_some_and(|at| at > 2 && !bare[..at].ends_with(|letter: char| letter.is_ascii_digit()));
    let is_s = bare.len() > 3 && bare.ends_with(['s', 'S']) && !bare.ends_with("ss") && !bare.ends_with("ous");
    is_s && !is_owner && !NOT_PLURALS.holds(bare) || is_irregular(bare)
}
