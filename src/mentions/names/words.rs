//! Small closed sets of words that names begin after, end before, or are never made of.

use std::sync::LazyLock;

use crate::text::lexicon::Lexicon;
use crate::text::words::is_listed;

/// Titles, ranks and posts by their last word: what stands before one names whom it serves, what stands behind it names a person.
pub(in crate::mentions) const TITLES: &str = "secretary undersecretary president minister premier chancellor director commander chief chairman chairwoman chairperson chair deputy \
    ambassador envoy governor gov mayor senator sen representative rep congressman congresswoman general gen lieutenant lt colonel col \
    major maj captain capt admiral adm sergeant sgt corporal cpl private pvt pfc spc specialist airman seaman petty officer ensign \
    spokesman spokeswoman spokesperson speaker judge justice king queen prince princess pope sheikh sultan emir prof professor rev sir \
    lord lady administrator commissioner commandant superintendent manager leader advisor adviser counselor analyst engineer pilot \
    navigator instructor coordinator comptroller attorney treasurer editor reporter author owner founder cadet chaplain surgeon nurse \
    doctor coach commodore marshal cmdr cdr";
/// Parts of titles and ways of address that end names of organizations and places as titles do.
const PARTS: &str = "vice assistant sailor brig brigadier master tech staff senior mr mrs ms miss dr inspector member correspondent writer \
    president-elect midshipman recruit veteran msgt tsgt ssgt cpt supt hon amb";

/// Words that open sentences or stand in capitals for other reasons, and begin no name.
const OPENERS: &str = "the a an this that these those it its he she his her they their we our i you your my in on at as for from by with \
    without aboard to of and but or so if when while after before since until because although though however there here today yesterday \
    tomorrow tonight now then also additionally meanwhile moreover furthermore instead thus therefore once during through throughout \
    under over between among across against about above below near both all any each every either neither no not only some many most \
    more several few other others another such same what who whom whose which where why how let please thank thanks yes well what's \
    former current late annual increasing retired active acting incoming outgoing then-secretary last next one two three four \
    five six seven eight nine ten another according like unlike despite including following given per via upon within is are was were \
    be been being has have had do does did will would can could may might must shall should said says using based headed led join joined \
    assigned attended served commanded completed earned received graduate graduated distinguished outstanding bachelor master doctor \
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november \
    december jan feb mar apr jun jul aug sept sep oct nov dec q question en route related read learn photo video see click download";

/// People in the plural and other nouns that stand in capitals behind a name and are no part of it.
const FOLLOWERS: &str = "soldiers soldier airmen airman marines marine sailors sailor guardsmen guardsman reservists reservist officials \
    officers members leaders leader commander commanders public affairs spokesman spokeswoman spokesperson secretary president director \
    chief deputy veterans team day week month year jr sr ii iii iv";

static TITLE_WORDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[TITLES, PARTS]));
static OPENER_WORDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[OPENERS]));
static FOLLOWER_WORDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[FOLLOWERS, OPENERS]));

/// Whether a word, in any case, is a title, a rank or a post, or a part of one.
pub(super) fn is_title(word: &str) -> bool {
    TITLE_WORDS.holds(word)
}

/// Whether a title is a trade that schools and units bear in their names: `Staff School`, `Pilot Training Wing`.
pub(super) fn is_trade(word: &str) -> bool {
    is_listed(word, "pilot engineer officer staff recruit cadet instructor navigator")
}

/// Whether a word, in any case, begins no name.
pub(in crate::mentions) fn is_opener(word: &str) -> bool {
    OPENER_WORDS.holds(word)
}

/// Whether a word in capitals behind a name is no part of it.
pub(super) fn is_follower(word: &str) -> bool {
    FOLLOWER_WORDS.holds(word)
}

/// Whether a word, in small letters, leads to a place: `in`, `near`.
pub(super) fn leads_to_place(word: &str) -> bool {
    const LEADS: [&str; 24] = [
        "in",
        "at",
        "to",
        "from",
        "near",
        "across",
        "around",
        "outside",
        "inside",
        "through",
        "throughout",
        "toward",
        "towards",
        "into",
        "over",
        "via",
        "between",
        "beyond",
        "leaving",
        "visiting",
        "above",
        "off",
        "within",
        "surrounding",
    ];
    LEADS.iter().any(|lead| lead.eq_ignore_ascii_case(word))
}

/// Whether a word says which part of a place is meant: `Downtown`, `North`.
pub(super) fn is_direction(word: &str) -> bool {
    const PARTS: [&str; 16] = [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "downtown",
        "greater",
        "upper",
        "lower",
        "old",
        "metropolitan",
        "mainland",
    ];
    PARTS.iter().any(|part| part.eq_ignore_ascii_case(word))
}

/// Whether a word of a number names a unit: `3rd`, `101st`; or a word: `Third`.
pub(super) fn is_ordinal(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
        "Seventh",
        "Eighth",
        "Ninth",
        "Tenth",
        "Eleventh",
        "Twelfth",
        "Thirteenth",
        "Fourteenth",
        "Fifteenth",
        "Sixteenth",
        "Seventeenth",
        "Eighteenth",
        "Nineteenth",
        "Twentieth",
    ];
    let suffix = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (suffix.len() < word.len() && ["st", "nd", "rd", "th", "d", "ST", "ND", "RD", "TH"].contains(&suffix)) || WORDS.contains(&word)
}

/// Whether a word is a Roman numeral of a corps: `V`, `XVIII`.
pub(super) fn is_roman(word: &str) -> bool {
    word.len() <= 6 && !word.is_empty() && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}
