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

/// Verbs by their stems; [`forms`] bends them.
const THAT: &str = "add note explain state stress emphasize emphasise acknowledge warn argue insist declare announce confirm remark testify \
    reiterate assert caution claim admit conclude maintain tweet post affirm predict pledge vow contend concede comment reply respond \
    suggest mention report write observe recount remind assure indicate point recommend complain boast confess stipulate";
const MARKS: &str = "ask answer continue recall remember joke quip exclaim urge share reveal offer opine muse lament promise proclaim repeat \
    summarize encourage counter echo elaborate agree laugh smile believe read shout yell whisper chant express highlight quote \
    challenge clarify advise wonder underscore underline outline detail reflect finish end put think begin counsel retort \
    interject protest object marvel enthuse implore plead propose concur confide chuckle sigh mutter murmur scoff vent";
const DESCRIBES: &str = "describe call praise hail label term characterize condemn denounce cite";
/// Forms that do not follow from a stem.
const IRREGULAR: [(&str, Saying); 18] = [
    ("said", Saying::Clause),
    ("says", Saying::Clause),
    ("say", Saying::Clause),
    ("told", Saying::Clause),
    ("tells", Saying::Clause),
    ("saying", Saying::That),
    ("wrote", Saying::That),
    ("telling", Saying::Marks),
    ("asking", Saying::Marks),
    ("urging", Saying::Marks),
    ("quoting", Saying::Marks),
    ("recalling", Saying::Marks),
    ("thought", Saying::Marks),
    ("began", Saying::Marks),
    ("read", Saying::Marks),
    ("put", Saying::Marks),
    ("according", Saying::Describes),
    ("words", Saying::Describes),
];
/// Stems whose last letter is doubled, and those whose past does not follow the rule.
const DOUBLING: &str = "admit quip concur";
const STRONG: &str = "write read think begin put";
/// Stems whose form in -ing is rather a deed than speech: `they are announcing the plan`.
const DEEDS: &str = "announce mention indicate suggest point post report write tweet observe maintain recommend";
/// Forms that mean speech whoever stands before them; the other forms in -s are nouns or deeds as well: `his remarks`, `the course offers`.
const SURE: &str = "asks adds notes explains states stresses emphasizes acknowledges warns argues insists declares announces confirms reiterates \
    asserts cautions claims admits affirms suggests writes answers continues recalls remembers jokes urges shares offers agrees \
    thinks believes reads puts wonders expresses describes calls";

/// How a form says something, and whether it needs a person beside it to be a verb at all.
static SAYINGS: LazyLock<HashMap<String, (Saying, bool)>> = LazyLock::new(|| {
    let mut sayings: HashMap<String, (Saying, bool)> = HashMap::default();
    for (list, saying) in [(THAT, Saying::That), (MARKS, Saying::Marks), (DESCRIBES, Saying::Describes)] {
        for stem in list.split_ascii_whitespace() {
            let [present, past, participle] = forms(stem);
            let is_sure = is_listed(&present, SURE);
            sayings.insert(present, (saying, !is_sure));
            if !is_listed(stem, STRONG) {
                sayings.insert(past, (saying, false));
            }
            if saying != Saying::Marks && !is_listed(stem, DEEDS) {
                sayings.insert(participle, (saying, false));
            }
        }
    }
    sayings.extend(IRREGULAR.map(|(form, saying)| (form.to_owned(), (saying, false))));
    sayings
});

/// The forms of a regular verb: `replies`, `replied`, `replying`.
fn forms(stem: &str) -> [String; 3] {
    let is_hissing = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| stem.ends_with(end));
    let bare = stem.strip_suffix('e').filter(|bare| !bare.ends_with('e')).unwrap_or(stem);
    if let Some(bare) = stem.strip_suffix('y').filter(|bare| !bare.ends_with(['a', 'e', 'o', 'u'])) {
        return [format!("{bare}ies"), format!("{bare}ied"), format!("{stem}ing")];
    }
    let double = if is_listed(stem, DOUBLING) { &stem[stem.len() - 1..] } else { "" };
    let past = stem.strip_suffix('e').unwrap_or(stem);
    [format!("{stem}{}", if is_hissing { "es" } else { "s" }), format!("{past}{double}ed"), format!("{bare}{double}ing")]
}

fn form(word: &str) -> Option<(Saying, bool)> {
    // Most words are no verbs of saying by their last letter.
    let may_say = (3..15).contains(&word.len()) && word.ends_with(['d', 's', 'g', 'y', 'e', 't', 'n']);
    may_say.then(|| SAYINGS.get(word).copied()).flatten()
}

/// How `word` says something, if it does.
pub(super) fn saying(word: &str) -> Option<Saying> {
    form(word).map(|(saying, _)| saying)
}

/// Whether `word` is a verb of saying only where a person stands beside it.
pub(super) fn needs_person(word: &str) -> bool {
    form(word).is_some_and(|(_, needs_person)| needs_person)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_from_the_stem() {
        assert_eq!(forms("reply"), ["replies", "replied", "replying"]);
        assert_eq!(forms("quip"), ["quips", "quipped", "quipping"]);
        assert_eq!(forms("stress"), ["stresses", "stressed", "stressing"]);
        assert_eq!(forms("agree"), ["agrees", "agreed", "agreeing"]);
        assert_eq!(forms("advise"), ["advises", "advised", "advising"]);
        assert_eq!(forms("echo"), ["echoes", "echoed", "echoing"]);
    }

    #[test]
    fn what_may_be_a_noun_needs_a_person() {
        assert!(needs_person("remarks") && needs_person("counters") && !needs_person("notes") && !needs_person("remarked"));
        assert_eq!(saying("advises"), Some(Saying::Marks));
        assert_eq!(saying("sharing"), None);
        assert_eq!(saying("writed"), None);
    }
}
