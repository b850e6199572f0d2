//! Verbs of saying, and the small words around them.

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::text::words::is_listed;

/// What a verb of saying can stand with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saying {
    /// What is said follows at once: `she said the plan holds`.
    Clause,
    /// It follows a `that`: `she noted that the plan holds`.
    That,
    /// It stands beside marks: `"…," she recalled`.
    Marks,
    /// It says what somebody takes something for: `she described it as "…"`.
    Describes,
}

const CLAUSE: &str = "said says say told tells";
const THAT: &str = "saying added adds adding noted notes noting explained explains explaining stated states stating stressed stresses stressing \
    emphasized emphasizes emphasizing emphasised acknowledged acknowledges warned warns argued argues insisted insists declared \
    declares announced announces confirmed confirms remarked testified reiterated reiterates asserted asserts cautioned cautions \
    claimed claims admitted admits concluded concluding maintained tweeted posted affirmed affirms predicted pledged vowed \
    contended conceded commented replied responded suggested suggests mentioned reported wrote writes observed recounted reminded \
    assured indicated pointed";
const MARKS: &str = "asked asks asking answered answers continued continues recalled recalls remembered remembers joked jokes quipped exclaimed \
    urged urges urging shared shares revealed offered offers opined mused lamented promised proclaimed repeated summarized \
    encouraged countered echoed elaborated agreed agrees began laughed smiled thought thinks believes believed reads read shouted \
    yelled whispered chanted expressed highlighted put puts quoted quoting challenged clarified advised declaring warning \
    insisting replying recalling wondered wonders vowing pledging expresses telling emphasising underscored underlined outlined \
    detailed reflected finished ended";
const DESCRIBES: &str = "described describes describing called calls calling praised hailed labeled termed characterized condemned denounced according \
    cited words";

static SAYINGS: LazyLock<HashMap<&str, Saying>> = LazyLock::new(|| {
    let lists = [(CLAUSE, Saying::Clause), (THAT, Saying::That), (MARKS, Saying::Marks), (DESCRIBES, Saying::Describes)];
    lists.into_iter().flat_map(|(list, saying)| list.split_ascii_whitespace().map(move |word| (word, saying))).collect()
});

/// How `word` says something, if it does.
pub(super) fn saying(word: &str) -> Option<Saying> {
    // Most words are no verbs of saying by their last letter.
    let may_say = (3..13).contains(&word.len()) && word.ends_with(['d', 's', 'g', 'y', 'e', 't', 'n', 'k']);
    may_say.then(|| SAYINGS.get(word).copied()).flatten()
}

const BETWEEN: &str = "also later then further again once has had have often always first still just even himself herself themselves would will did \
    now today yesterday both all never who went on to is was are were";

/// Words between a subject and its verb: `the general also later said`.
pub(super) fn stands_between(word: &str) -> bool {
    (word.ends_with("ly") && word.len() > 4 && word.starts_with(char::is_lowercase)) || is_listed(word, BETWEEN)
}

const PASSIVE: &str = "be been being is was are were am get got as";

/// Words that make a verb of saying passive, or no deed of anybody.
pub(super) fn is_passive(word: &str) -> bool {
    is_listed(word, PASSIVE)
}

const DETERMINERS: &str = "the a an his her their our my its one another some several many two three this these each no The A An His Her Their Our My One \
    Another Some Several Many Two Three This";

/// Whether a noun phrase starts at `word`.
pub(super) fn is_determiner(word: &str) -> bool {
    is_listed(word, DETERMINERS)
}

const PREPOSITIONS: &str = "of for at in from with on by to about between under after before alongside like joined including With After Before For From Of \
    Under Alongside Like In At On By To Including During during than against Between";

/// Prepositions, behind which a name is no subject.
pub(super) fn is_preposition(word: &str) -> bool {
    is_listed(word, PREPOSITIONS)
}

const NAMING: &str = "called calls calling titled entitled named dubbed nicknamed so-called termed labeled labelled codenamed code-named known word \
    words term terms phrase song book film movie article theme themed slogan motto nickname tagline hashtag acronym title series \
    program programme pamphlet document report paper study plan concept callsign sign letter sang singing sing played playing aka \
    marked designated stamped renamed christened means meaning class category clicking click select selecting pressing searching \
    game video page website album play band mission exercise operation project initiative campaign course award device";

/// Words that say that what follows in marks is a name, a title or a term rather than speech.
pub(super) fn is_naming(word: &str) -> bool {
    is_listed(word, NAMING)
}

const POSTS: &str = "the a an retired former then secretary president general chief commander director spokesman spokeswoman spokesperson minister \
    acting deputy assistant senior defense pilot officer sergeant captain major coach professor analyst chairman administrator \
    ambassador instructor manager";

/// Words of a post before a name: `retired`, `secretary of the`.
pub(super) fn is_post(word: &str) -> bool {
    is_listed(word, POSTS)
}

const OPENERS: &str = "and but as when while that because if where since until although though how why what said says And But As When While That \
    Because If Where Since Although Though";

/// Words behind which a clause starts.
pub(super) fn opens_clause(word: &str) -> bool {
    is_listed(word, OPENERS)
}

const PERSONS: &str = "general colonel admiral chief secretary president captain sergeant lieutenant airman soldier sailor marine pilot native \
    veteran father mother husband wife son daughter specialist surgeon chaplain athlete coach graduate cadet engineer scientist \
    candidate nurse doctor spokesman spokeswoman chairman chairwoman congressman congresswoman diplomat ambassador recruit Airman \
    Soldier Sailor Marine technician artist retiree survivor resident aide student";
/// Nouns like those of persons that mean things, or nobody by name.
const THINGS: &str = "letter paper center order newspaper chapter moderator number sensor reporter reader other matter leader member";

/// Nouns for a person, so that `the general` means the one last named.
pub(super) fn is_person_noun(word: &str) -> bool {
    let is_agent = word.len() > 5 && ["er", "or", "ist"].iter().any(|ending| word.ends_with(ending)) && !is_listed(word, THINGS);
    is_agent || is_listed(word, PERSONS)
}
