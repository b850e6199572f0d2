//! Titles: what stands at a name, and what stands for one.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::HashMap;

use super::inventory::Inventory;
use super::{Naming, NamingKind};
use crate::lookup::{EpochEvent, Lookups};
use crate::mentions::{Mentions, Page, Passage, within};
use crate::text::words::Word;

/// What the words before a name tell of a person.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub title: Option<String>,
    pub country: Option<String>,
    pub organization: Option<String>,
}

impl Told {
    /// This, and what `other` tells where this tells nothing.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            country: self.country.or(other.country),
            organization: self.organization.or(other.organization),
        }
    }
}

/// Reads the words of a title: nationality and organization are told apart from it.
pub(super) fn told(passage: &Passage, title: Range<usize>, found: &Mentions) -> Told {
    let at = passage.chars(&title);
    let nationality = within(&found.nationalities, at.clone()).next();
    let place = within(&found.places, at.clone()).next();
    let organization = within(&found.organizations, at.clone()).next();
    let country = nationality.and_then(|row| row.country.clone()).or_else(|| place.and_then(|row| row.country.clone()));
    // What the person is stands behind the nationality that opens the title.
    let from = nationality.filter(|row| row.start_char == at.start).map_or(title.start, |row| passage.byte_at(row.end_char));
    let words = passage
        .text
        .get(from..title.end)
        .unwrap_or_default()
        .trim()
        .trim_start_matches("the ")
        .trim_start_matches("a ")
        .trim_start_matches("an ");
    Told { title: (!words.is_empty()).then(|| words.to_owned()), country, organization: organization.map(|row| row.surface.clone()) }
}

/// A title with its rank in full, so that `Lt. Gen.` is a general.
pub(super) fn in_full(title: &str, lookups: &Lookups) -> String {
    let found = lookups.ranks.find(title);
    let ranks: Vec<&str> = found.iter().map(|(_, row)| row[1].as_str()).collect();
    if ranks.is_empty() { title.to_owned() } else { format!("{title} {}", ranks.join(" ")) }
}

/// Titles that stand for a person behind an article.
const STAND_INS: &[&str] = &[
    "vice president",
    "prime minister",
    "secretary general",
    "secretary-general",
    "first lady",
    "secretary",
    "president",
    "minister",
    "general",
    "chairman",
    "admiral",
    "ambassador",
    "colonel",
    "captain",
    "sergeant",
    "director",
    "governor",
    "senator",
    "commander",
    "chancellor",
    "lieutenant",
    "major",
    "chief master sergeant",
    "national security advisor",
    "national security adviser",
    "press secretary",
    "speaker",
    "chief",
];

/// The stand-ins by their first word.
static BY_FIRST: LazyLock<HashMap<&str, Vec<(usize, &str)>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<(usize, &str)>> = HashMap::default();
    for title in STAND_INS {
        let first = title.split(' ').next().unwrap_or_default();
        all.entry(first).or_default().push((title.split(' ').count(), title));
    }
    all
});

/// The office a title says, if it is one that tells people of one surname apart: ranks and `Mr.` do not.
pub(super) fn office(title: &str) -> Option<&'static str> {
    if title.is_empty() {
        return None;
    }
    let lower = title.to_lowercase();
    let head = lower.trim_end_matches([' ', '.']).split(" of ").next()?;
    let offices = [
        "first lady",
        "vice president",
        "prime minister",
        "secretary general",
        "press secretary",
        "president",
        "secretary",
        "minister",
        "governor",
        "senator",
        "ambassador",
        "chancellor",
        "speaker",
        "representative",
        "mayor",
        "king",
        "queen",
    ];
    offices.into_iter().find(|office| head.ends_with(office))
}

/// What is known, on the way through a page, of the bearers of a title.
struct Bearers {
    /// By person.
    bears: Vec<bool>,
    /// The one who holds the office on the day of the page, as the lookups know.
    today: Option<usize>,
    /// Namings of each bearer so far.
    counts: HashMap<usize, usize>,
    /// Who is named most, how often, and how often anybody else is.
    most: (usize, usize, usize),
    /// The bearer named last: passage and person.
    last: Option<(usize, usize)>,
    /// Namings looked at.
    seen: usize,
}

/// Adds the titles that stand for people whom the page names with that title.
pub(super) fn stand_ins(page: &Page, inventory: &Inventory, lookups: &Lookups, namings: &mut Vec<Naming>) {
    let mut added = Vec::new();
    let mut next = 0;
    let mut bearers: BTreeMap<&str, Bearers> = BTreeMap::new();
    for (at, passage) in page.passages.iter().enumerate() {
        let (text, words) = (passage.text, passage.words());
        for (index, word) in words.iter().enumerate() {
            if word.end - word.start != 3 || !word.of(text).eq_ignore_ascii_case("the") {
                continue;
            }
            let Some((end, title)) = stand_in(text, words, index + 1) else { continue };
            let range = word.start..words[end - 1].end;
            while namings.get(next).is_some_and(|naming| (naming.passage, naming.range.start) < (at, range.start)) {
                next += 1;
            }
            let of_title = bearers.entry(title).or_insert_with(|| Bearers::new(title, inventory, page, lookups));
            // "the Secretary of Harbors, Ada Quill": the title of the name behind it.
            let of_next =
                namings.get(next).filter(|naming| naming.passage == at).and_then(|naming| text.get(range.end..naming.range.start));
            if of_next.is_some_and(|gap| gap.starts_with(", ") && is_title_gap(gap)) {
                continue;
            }
            let is_capital = text.get(range.start + 4..).is_some_and(|title| title.starts_with(char::is_uppercase));
            if let Some(person) = of_title.today.filter(|_| is_capital).or_else(|| of_title.meant(&namings[..next], at)) {
                added.push(Naming { passage: at, range, kind: NamingKind::Title, person, title: None });
            }
        }
    }
    namings.append(&mut added);
}

/// Titles that have an object: `the ambassador to Turkey`, `the director for operations`.
const OBJECTS: [&str; 9] = [
    "ambassador",
    "secretary",
    "minister",
    "director",
    "commander",
    "chairman",
    "national security advisor",
    "national security adviser",
    "press secretary",
];

/// Whether nothing but a rank or another title stands between a title and a name.
fn is_title_gap(gap: &str) -> bool {
    gap.len() < 40 && gap.split([' ', ',']).filter(|word| !word.is_empty()).all(|word| super::words::is_title(word.trim_end_matches('.')))
}

/// The title at a word, with its last word, exclusive: `president of the United States`, but not `president of the club`.
fn stand_in(text: &str, words: &[Word], at: usize) -> Option<(usize, &'static str)> {
    let word = |at: usize| words.get(at).filter(|word| word.follows).map_or("", |word| word.of(text));
    let first = word(at).to_ascii_lowercase();
    let (length, title) = *BY_FIRST.get(first.as_str())?.iter().find(|(length, title)| {
        let rest = title.split(' ').enumerate().skip(1);
        *length == 1 || rest.into_iter().all(|(step, part)| word(at + step).eq_ignore_ascii_case(part))
    })?;
    let end = at + length;
    for tail in ["of the United States of America", "of the United States", "of the Joint Chiefs of Staff"] {
        let count = tail.split(' ').count();
        if tail.split(' ').enumerate().all(|(step, part)| word(end + step) == part) {
            return Some((end + count, title));
        }
    }
    let is_label = text.get(words[end - 1].end..)?.starts_with(':');
    let is_written_out = text.get(words[at - 1].start..)?.starts_with("THE");
    let next = words.get(end).filter(|next| next.follows);
    let goes_on = next.is_some_and(|next| {
        let is_shared = next.of(text) == "and"
            && words.get(end + 1).is_some_and(|word| word.is_capital() && word.of(text) != "I" || super::words::is_title(word.of(text)));
        let is_object = matches!(next.of(text), "for" | "in" | "to") && OBJECTS.contains(&title);
        next.of(text) == "of" || is_object || is_shared || next.is_capital()
    });
    (!goes_on && (is_label || !is_written_out)).then_some((end, title))
}

impl Bearers {
    fn new(head: &str, inventory: &Inventory, page: &Page, lookups: &Lookups) -> Self {
        let bears: Vec<bool> = inventory.people.iter().map(|person| person.titles.iter().any(|title| bears(title, head))).collect();
        let day = page.article.published_date;
        let terms = lookups.epochs.iter().filter(|epoch| epoch.event == EpochEvent::Term && epoch.base_date <= day);
        let term = terms.max_by_key(|epoch| epoch.base_date).filter(|_| head == "president");
        let holds = |at: &usize| bears[*at] && term.is_some_and(|term| inventory.people[*at].name.split(' ').any(|word| word == term.name));
        let today = (0..bears.len()).find(holds);
        Self { bears, today, counts: HashMap::default(), most: (0, 0, 0), last: None, seen: 0 }
    }

    /// Whom the title means behind the namings `before`, in passage `at`: the last person named who bears it, or whom the page names most.
    fn meant(&mut self, before: &[Naming], at: usize) -> Option<usize> {
        for naming in before.get(self.seen..).unwrap_or_default() {
            if self.bears.get(naming.person) == Some(&true) {
                self.count(naming.person);
                self.last = Some((naming.passage, naming.person));
            }
        }
        self.seen = self.seen.max(before.len());
        let Some((passage, last)) = self.last else { return self.only() };
        let (most, count, runner_up) = self.most;
        // Whom the page names far more often is meant; else the last, if nobody else comes near.
        match (count >= 2 * runner_up && count > 1, at.saturating_sub(passage) <= 1) {
            _ if runner_up == 0 => Some(last),
            (true, _) => Some(most),
            (false, is_close) => is_close.then_some(last),
        }
    }

    fn count(&mut self, person: usize) {
        let count = self.counts.entry(person).or_default();
        *count += 1;
        let (most, highest, runner_up) = self.most;
        self.most = match *count {
            count if person == most || highest == 0 => (person, count, runner_up),
            count if count >= highest => (person, count, highest),
            count => (most, highest, runner_up.max(count)),
        };
    }

    /// The one person of the page who bears the title, named further on or in the page's own title.
    fn only(&self) -> Option<usize> {
        let mut all = self.bears.iter().enumerate().filter(|(_, bears)| **bears).map(|(person, _)| person);
        all.next().filter(|_| all.next().is_none())
    }
}

/// Whether somebody of this title, in small letters, may be called by the stand-in `head`.
fn bears(title: &str, head: &str) -> bool {
    let is_other = match head {
        "president" => title.contains("vice president"),
        "general" => title.contains("secretary general") || title.contains("attorney"),
        "secretary" => ["press secretary", "secretary general", "deputy", "assistant"].iter().any(|other| title.contains(other)),
        "chief" => !title.contains("chief master") && !title.contains("chief petty"),
        _ => false,
    };
    let first = head.split(' ').next();
    !is_other
        && title.contains(head)
        && title.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| Some(word) == first)
}
