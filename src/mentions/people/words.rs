//! What each word of a paragraph can be in a name or a title.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use crate::lookup::Lookups;
use crate::mentions::names::TITLES;
use crate::mentions::{Evidence, Mentions, Passage, within};
use crate::text::words::{Shape, Word};

/// What a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of a name.
    Name,
    /// Part of a name if something says so: it is a place or an ordinary word too.
    Soft,
    /// A title or a rank: `Secretary`, `Gen.`.
    Title,
    /// `Mr.`, `Dr.`: a surname follows.
    Honorific,
    /// A capital that belongs to something else: an organization, a month, a weapon.
    Other,
    /// No capital.
    Lower,
}

/// Ends of titles beside [`TITLES`]: the word right before a name says what the person is.
const CALLINGS: &str = "consort widow counsel curator historian scientist father rabbi imam bishop loadmaster technician planner crown \
    dean principal trainee nsa boss moderator ombudsman whip intern ayatollah controller liaison warrant dame physician firefighter \
    astronaut journalist lawyer archbishop cardinal";
const HONORIFICS: &str = "\
    mr. mrs. ms. dr. mr mrs ms dr miss madam messrs.";
/// Words that stand with a capital and name no person.
const NO_NAME: &str = "\
    characteristics course matters panel chapter lawyers intent announces announce nominate appoint op-ed guest accords contest track block video bilateral clean sector residence preparatory subject order executive emergency campaign hotel seminar programs requirements natives ally oil pass route en tanks foods rights voting fed \
    presidential senior official officials reporter reporters participant audience operator voice speaker staffer unidentified multiple via telephone teleconference \
    the a an this that these those it its he she they we i you our his her their my your in on at as for but and or so if when \
    while after before since with there today yesterday tomorrow also however to what who how why where which from by of not no \
    yes all some many most more each every one two three four five six seven eight nine ten first second third fourth fifth last \
    next new now then here during under over about between through because although though even only just still both january \
    february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec \
    monday tuesday wednesday thursday friday saturday sunday air force army navy marine marines corps guard coast national \
    international united states american department ministry agency bureau office command committee council commission congress \
    senate house white pentagon kremlin university college school academy institute center centre museum hospital base station \
    camp fort field wing squadron group division brigade battalion regiment company corporation corp inc llc ltd co association \
    foundation fund bank union alliance organization program project initiative operation exercise act bill law treaty agreement \
    accord summit conference forum war day week month year award medal star cross ribbon cup bowl street avenue road drive hall \
    room building tower bridge park lake river mountain island islands bay sea ocean north south east west northern southern \
    eastern western central state city county province district region republic kingdom federal public private joint combined \
    special strategic security defense defence military foreign affairs relations policy press media news times post report \
    briefing statement remarks fact sheet question answer thank thanks good morning afternoon evening hello well let look please \
    god lord christmas easter thanksgiving health education energy commerce treasury labor interior justice transportation \
    homeland veterans human services service management budget technology science research development training support systems \
    system missile missiles aircraft ship submarine tank vehicle weapon weapons mission team task unit airlines flight airport \
    democracy freedom peace covid republican republicans democrat democrats democratic party administration government parliament \
    court supreme constitution board staff chiefs reserve wounded warrior heritage class master bachelor degree arts assignments \
    summary dates information awards decorations achievements promotion effective photo courtesy released plans operations \
    logistics installation directorate headquarters detachment element flag global pacific atlantic middle africa europe asia \
    english french german russian chinese ukrainian islam islamic muslim jewish interpreter crosstalk laughter applause \
    advocacy analytics economics engineering league studies marietta brothers northwest northeast southeast southwest legislature \
    go did does do has have had is are was were be been being can could would should may might must why yet per \
    aide aides assistant airmen characteristics ceo ceos almighty advocate band centers extraordinary plenipotentiary guardsmen memorandum \
    online series rangers secretaries trophy prize plan garden agenda address review diploma diplomas projects associates boulevard leadership response \
    breakfast graduate graduates works resources healthcare petroleum baseball archive soldiers sailors marines americans africans europeans \
    leaders child inaugural unity elect designate leg net live call roll midtown rescue change civil top young-adult lines water phase \
    proclaims signs meets visits hosts discusses delivers urges honors receives says tells calls holds attends participates joins \
    welcomes highlights underscores speaks travels launches issues releases takes makes gives praises presents cites talks nominates \
    inaudible q memorial arctic family families infantry artillery cavalry armor fire \
    children women men people nation world country mr member members allies partners happy via dear sincerely";
/// Words of the lists that are surnames too, where a given name or an initial stands before and no capital behind.
const SURNAMES: &str = "\
    street field west park lake hall day cross law north east bay post star force bridge bank church power justice judge major board guard \
    king dean bishop pope duke prince lord baron page chief general marshal sergeant constable pilot hunter grant bill plan price fleet battle";
/// Endings of nouns that no name has.
const NOUNS: [&str; 13] =
    ["istics", "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ities", "ings", "ology", "ships", "ability"];
/// Titles that more often stand before a noun than before a surname alone: `Officer Course`, `Private Sector`.
const WEAK: &str = "\
    officer pilot engineer instructor technician manager analyst director planner loadmaster scientist editor reporter author lawyer curator \
    historian intern leader chief deputy specialist coordinator private deputy founder principal dean counsel trainee cadet commander chair \
    petty warrant attorney nurse physician firefighter comptroller whip crown king queen prince navigator controller liaison";
/// The words of the lists above, in small letters, and what a capital makes of them.
static KNOWN: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
    let of = |list: &'static str, class: Class| list.split_whitespace().map(move |word| (word, class));
    of(NO_NAME, Class::Other)
        .chain(of(TITLES, Class::Title))
        .chain(of(CALLINGS, Class::Title))
        .chain(of(HONORIFICS, Class::Honorific))
        .collect()
});

fn known(lower: &str) -> Option<Class> {
    KNOWN.get(lower).or_else(|| KNOWN.get(lower.strip_suffix('.')?)).copied()
}

/// Whether a word, in any case, ends a title.
pub(super) fn is_title(word: &str) -> bool {
    known(&word.to_lowercase()) == Some(Class::Title)
}

/// Whether a title before a single capital says little of it.
pub(super) fn is_weak_title(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| WEAK.split_whitespace().collect());
    WORDS.contains(word.to_lowercase().as_str())
}

/// Whether a word is one of a list, whatever its case.
pub(super) fn in_list(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Spans of a kind that lie in a passage, in bytes.
fn spans<R: Evidence>(rows: &[R], passage: &Passage) -> impl Iterator<Item = Range<usize>> {
    within(rows, passage.chars(&(0..passage.text.len()))).map(|row| passage.bytes(&row.at()))
}

/// The class of each word of a passage. `small`: the words that the page also writes in small letters.
pub(super) fn classes(passage: &Passage, small: &HashSet<&str>, lookups: &Lookups, found: &Mentions) -> Vec<Class> {
    let (text, words) = (passage.text, passage.words());
    let mut lower = String::new();
    let mut classes: Vec<Class> = words.iter().map(|word| class(text, word, small, &mut lower)).collect();
    // A reporter's turn: `Q  Will the secretary ...`.
    if words.first().is_some_and(|word| word.of(text).trim_end_matches('.') == "Q") {
        classes[0] = Class::Other;
    }
    name_words(text, words, &mut classes, lookups);
    let mut mark = |range: &Range<usize>, class: Class| {
        let first = words.partition_point(|word| word.start < range.start);
        for at in first..words.partition_point(|word| word.start < range.end) {
            // "1st" of "Petty Officer 1st Class" is no word in capitals, but part of one thing.
            let is_lower = classes[at] == Class::Lower && !words[at].of(text).starts_with(|letter: char| letter.is_ascii_digit());
            if words[at].end <= range.end && !is_lower {
                classes[at] = class;
            }
        }
    };
    for range in spans(&found.places, passage) {
        let is_word = !text.get(range.clone()).unwrap_or_default().contains([' ', '.']);
        mark(&range, if is_word { Class::Soft } else { Class::Other });
    }
    for range in spans(&found.equipment, passage) {
        let is_word = !text.get(range.clone()).unwrap_or_default().contains(' ');
        mark(&range, if is_word { Class::Soft } else { Class::Other });
    }
    for range in spans(&found.organizations, passage) {
        // A company that bears a person's name: "Walt Quillney".
        let is_word = text.get(range.clone()).is_some_and(|name| !name.contains(' ') && name.chars().any(char::is_lowercase));
        mark(&range, if is_word { Class::Soft } else { Class::Other });
    }
    for range in spans(&found.nationalities, passage) {
        // "Welsh" may be a surname; "Americans" is none.
        let is_many = text.get(range.clone()).is_some_and(|word| word.ends_with('s') || word.contains(' '));
        mark(&range, if is_many { Class::Other } else { Class::Soft });
    }
    for index in [&lookups.titles, &lookups.ranks] {
        for (range, _) in passage.capital_names(index) {
            mark(&range, Class::Title);
        }
    }
    beside(text, words, &mut classes);
    classes
}

/// Whether somebody is called by name behind the word: `thank you, Ada`.
pub(super) fn is_call(word: &str) -> bool {
    CALLS.iter().any(|call| call.eq_ignore_ascii_case(word))
}

/// Words after which somebody is called by name.
const CALLS: [&str; 17] = [
    "you",
    "thanks",
    "ahead",
    "hi",
    "hello",
    "hey",
    "there",
    "yes",
    "yeah",
    "sorry",
    "okay",
    "well",
    "right",
    "no",
    "morning",
    "afternoon",
    "what",
];

/// Sets right the listed words that are part of a name where they stand: `Bill Quill`, `Ada August Quill`, `Ada Street`.
fn name_words(text: &str, words: &[Word], classes: &mut [Class], lookups: &Lookups) {
    static BOTH: LazyLock<HashSet<&str>> = LazyLock::new(|| SURNAMES.split_whitespace().collect());
    let is_given = |at: usize| lookups.is_given_name(words[at].of(text));
    for at in 0..words.len() {
        if !matches!(classes[at], Class::Other | Class::Title) || words[at].shape != Shape::Capital {
            continue;
        }
        let before = at.checked_sub(1).filter(|before| words[at].follows && classes[*before] == Class::Name);
        let after = words.get(at + 1).filter(|after| after.follows && after.is_capital());
        let is_name_after = after.is_some() && matches!(classes[at + 1], Class::Name | Class::Soft);
        // "In August Quill came": a month is a name between two others only.
        let is_month = MONTHS.iter().any(|month| month.eq_ignore_ascii_case(words[at].of(text)));
        let may_open = if is_month { before.is_some() } else { is_given(at) };
        let is_first = classes[at] == Class::Other && is_name_after && words[at + 1].shape != Shape::Upper && may_open;
        let is_last = || before.is_some_and(|before| words[before].shape == Shape::Initial || is_given(before));
        let is_bare = before.is_none_or(|before| {
            before == 0 || words[before].shape != Shape::Initial && !matches!(classes[before - 1], Class::Title | Class::Honorific)
        });
        let is_surname = after.is_none() && !is_bare && BOTH.contains(words[at].of(text).to_lowercase().as_str()) && is_last();
        let is_called =
            || at > 0 && is_call(words[at - 1].of(text)) && text.get(words[at - 1].end..words[at].start) == Some(", ") && is_given(at);
        if is_first || is_surname || (classes[at] == Class::Other && after.is_none() && is_called()) {
            classes[at] = Class::Soft;
        }
    }
}

/// Months that are given names.
const MONTHS: [&str; 5] = ["April", "May", "June", "August", "January"];

/// Sets right what a rank and an initial before it make a name: `Capt. W. Austin Street`. And what is a case at law: `Roe v. Quill`.
fn beside(text: &str, words: &[Word], classes: &mut [Class]) {
    for at in 1..words.len() {
        let is_ranked =
            words[at].shape == Shape::Initial && words[at].follows && matches!(classes[at - 1], Class::Title | Class::Honorific);
        if is_ranked {
            let linked = words[at + 1..].iter().take(3).take_while(|word| word.follows && word.shape == Shape::Capital).count();
            classes[at] = Class::Name;
            for class in classes[at + 1..=at + linked].iter_mut().filter(|class| **class == Class::Other) {
                *class = Class::Soft;
            }
        }
        if matches!(words[at].of(text), "v" | "vs") {
            classes[at - 1] = Class::Other;
            if let Some(next) = classes.get_mut(at + 1) {
                *next = Class::Other;
            }
        }
    }
}

/// `lower` is room for the word in small letters.
fn class(text: &str, word: &Word, small: &HashSet<&str>, lower: &mut String) -> Class {
    if !word.is_capital() || word.shape == Shape::Initial {
        return if word.is_capital() { Class::Name } else { Class::Lower };
    }
    let written = word.of(text);
    lower.clear();
    lower.push_str(written);
    lower.make_ascii_lowercase();
    let lower = lower.as_str();
    if let Some(class) = known(lower.strip_suffix("-elect").or_else(|| lower.strip_suffix("-designate")).unwrap_or(lower)) {
        return class;
    }
    let is_compound =
        lower.split_once('-').is_some_and(|(first, _)| first == "non" || first.len() > 3 && known(first) == Some(Class::Other));
    let is_plural_acronym = word.shape == Shape::Capital && written.chars().take(2).all(char::is_uppercase) && written.ends_with('s');
    if is_compound || is_plural_acronym {
        return Class::Other;
    }
    let is_contraction = lower.split_once(['’', '\'']).is_some_and(|(_, end)| matches!(end, "ve" | "m" | "ll" | "re" | "d" | "t"));
    if is_contraction || NOUNS.iter().any(|end| lower.ends_with(end)) {
        return Class::Other;
    }
    match word.shape {
        // "CQ", "JD": two capitals may be a given name; three are an acronym, unless the line is all capitals.
        Shape::Upper if written.contains('.') && written.len() > 4 || written.contains(|letter: char| letter.is_ascii_digit()) => {
            Class::Other
        }
        Shape::Upper => Class::Soft,
        Shape::Capital if small.contains(lower) => Class::Soft,
        _ => Class::Name,
    }
}
