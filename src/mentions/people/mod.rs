//! People a page names, and who is meant by a surname or a title.
//!
//! First the full names of the whole page are taken up (an inventory), then every surname, given name and title is read by it. What says
//! that a chain of capitals is a person: a title or rank before it, a title behind it, a verb of saying, an initial, a known given name.
//! The title of the page helps to know its people, but gives no mention.

mod beside;
pub(crate) mod full_name;
mod inventory;
mod names;
pub mod posts;
mod surnames;
mod titles;
mod words;

use foldhash::{HashSet, HashSetExt as _};

use super::{Mentions, Page, Passage};
use crate::lookup::{Lookups, slug};
use crate::records::{BlockKind, PageKind, Paragraph};
use crate::text::words::Shape;
use crate::{mention, vocabulary};

use inventory::Inventory;
use names::Candidate;
use words::Class;

vocabulary! {
    /// How a mention names a person.
    pub enum NamingKind {
        /// A given name or initials and a surname.
        Full = "full",
        /// A surname alone.
        Surname = "surname",
        /// A given name alone.
        Given = "given",
        /// A title in place of a name: the secretary.
        Title = "title",
    }
}

mention! {
    /// One row per naming of a person; the span is the name without rank and title, or the title that stands for it.
    pub struct PersonMention = people, key(article_id, start_char, end_char) {
        /// How it names the person.
        kind: NamingKind,
        /// The fullest name the page gives of the person.
        name: String,
        /// The person as far as the page tells: the slug of `name`; `person_articles` leads to the person across pages.
        page_person_id: String,
        /// The title or rank that stands before the name, else the post behind it, as written: `Secretary of Defense`, `Gen.`.
        title: Option<String>,
        /// The post that stands behind the name, as written: `commander of the wing`.
        post: Option<String>,
        /// The nationality or country that stands at the title, ISO 3166-1 alpha-3: `Ukrainian Defense Minister`.
        country: Option<String>,
        /// The organization that stands at the title, as written: `NATO Secretary General`.
        organization: Option<String>,
    }
}

/// A naming before the page is known whole: passage, bytes, kind, person.
struct Naming {
    passage: usize,
    range: std::ops::Range<usize>,
    kind: NamingKind,
    person: usize,
    title: Option<std::ops::Range<usize>>,
}

/// Finds the people of a page. Needs the equipment, places, nationalities and organizations in `found`: what is one of these is no person;
/// takes out of `found` the places and organizations that turn out to be people.
pub fn find(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    let small = small_words(page);
    let mut inventory = Inventory::default();
    let candidates: Vec<(Vec<Class>, Vec<Candidate>)> = page
        .passages
        .iter()
        .map(|passage| {
            let classes = words::classes(passage, &small, lookups, found);
            let candidates = names::candidates(passage, &classes, lookups);
            (classes, candidates)
        })
        .collect();
    let subject = of_title(page, &small, lookups, &mut inventory);
    let mut namings = full_names(page, &candidates, lookups, &mut inventory);
    surnames::find(page, &candidates, lookups, &mut inventory, &mut namings);
    namings.sort_by_key(|naming| (naming.passage, naming.range.start));
    titles::stand_ins(page, &inventory, lookups, &mut namings);
    namings.sort_by_key(|naming| (naming.passage, naming.range.start));
    let subject = subject.or_else(|| namings.iter().find(|naming| naming.kind == NamingKind::Full).map(|naming| naming.person));
    let subject = subject.map(|person| inventory.people[person].name.clone());
    write(page, &inventory, namings, found);
    posts::find(page, subject.map(|name| (name.clone(), slug(&name))), lookups, found);
}

/// The words that the page writes in small letters.
fn small_words<'p>(page: &'p Page) -> HashSet<&'p str> {
    let count: usize = page.passages.iter().map(|passage| passage.words().len()).sum();
    let mut small = HashSet::with_capacity(count / 4);
    for passage in &page.passages {
        small.extend(passage.words().iter().filter(|word| word.shape == Shape::Lower).map(|word| word.of(passage.text)));
    }
    small
}

/// The title in the apposition behind a name that ends at `end`.
fn behind(text: &str, end: usize) -> Option<std::ops::Range<usize>> {
    let title = beside::apposition(text.get(end..)?)?;
    Some(end + title.start..end + title.end)
}

/// Takes up the people that the title of the page names; gives the first, who is the subject of a biography.
fn of_title(page: &Page, small: &HashSet<&str>, lookups: &Lookups, inventory: &mut Inventory) -> Option<usize> {
    let mut subject = None;
    let mut named = in_line(&page.article.title, page.article.kind == PageKind::Biography, small, lookups);
    // Full names first, so that a surname finds them.
    named.sort_by_key(|(name, _)| !name.contains(' '));
    for (name, title) in named {
        let known = canonical(&name, lookups);
        let person = inventory.add(&name, known).or_else(|| inventory.of_surname(&name).last().copied());
        let person = person.unwrap_or_else(|| inventory.add_surname(&name, known));
        subject = subject.or(Some(person));
        if let Some(title) = title {
            inventory.entitle(person, &titles::in_full(&title, lookups));
        }
    }
    subject
}

/// The full names in a line of no passage, as a byline, with the titles before them.
#[must_use]
pub fn of_line(line: &str, lookups: &Lookups) -> Vec<(String, Option<String>)> {
    let full = in_line(line, false, &HashSet::default(), lookups).into_iter();
    full.filter(|(name, _)| name.contains(' ')).collect()
}

/// The same; `is_name`: the line is a name and nothing else needs to say so.
fn in_line(line: &str, is_name: bool, small: &HashSet<&str>, lookups: &Lookups) -> Vec<(String, Option<String>)> {
    let length = i64::try_from(line.len()).unwrap_or(i64::MAX);
    let (start_char, end_char) = (i64::MIN / 2, i64::MIN / 2 + length);
    let paragraph = Paragraph { article_id: String::new(), paragraph_no: 0, kind: BlockKind::Heading, start_char, end_char };
    let passage = Passage::new(&paragraph, line);
    let classes = words::classes(&passage, small, lookups, &Mentions::default());
    let candidates = names::candidates(&passage, &classes, lookups).into_iter();
    let is_person = |candidate: &Candidate| {
        let is_titled = candidate.is_titled && !surnames::is_office(&passage, candidate) && !surnames::is_of_a_thing(&passage, candidate);
        let is_full = candidate.words.len() > 1;
        is_titled && (is_full || !candidate.is_soft && !is_name) || is_full && (is_name || candidate.is_borne_out)
    };
    candidates
        .filter(is_person)
        .filter_map(|candidate| {
            let title = candidate.title.and_then(|title| line.get(title)).map(str::to_owned);
            Some((line.get(candidate.range)?.to_owned(), title))
        })
        .collect()
}

/// The name under which the lookups know somebody of this name.
fn canonical<'l>(name: &str, lookups: &'l Lookups) -> Option<&'l str> {
    lookups.people.whole(name).map(|row| row[1].as_str())
}

fn full_names(page: &Page, candidates: &[(Vec<Class>, Vec<Candidate>)], lookups: &Lookups, inventory: &mut Inventory) -> Vec<Naming> {
    let mut namings = Vec::new();
    for (at, (passage, (_, of_passage))) in page.passages.iter().zip(candidates).enumerate() {
        // A name in a list of people is one: "Ada Quill, Zorvan Umberov, and Wren Roe".
        let mut listed_from = 0;
        for candidate in of_passage.iter().filter(|candidate| candidate.words.len() > 1) {
            let Some(name) = passage.text.get(candidate.range.clone()) else { continue };
            let known = canonical(name, lookups);
            let is_sure = candidate.is_titled && !surnames::is_office(passage, candidate)
                || candidate.is_borne_out
                || candidate.is_label
                || known.is_some();
            let gap = passage.text.get(listed_from..candidate.range.start).unwrap_or_default();
            let is_listed = !candidate.is_soft && listed_from > 0 && matches!(gap, ", " | ", and ") && candidate.words.len() < 4;
            if !is_sure && !is_listed || surnames::is_of_a_thing(passage, candidate) {
                continue;
            }
            listed_from = candidate.range.end;
            if let Some(person) = inventory.add(name, known) {
                let title = candidate.title.clone().or_else(|| behind(passage.text, candidate.range.end));
                if let Some(title) = title.and_then(|title| passage.text.get(title)) {
                    inventory.entitle(person, &titles::in_full(title, lookups));
                }
                namings.push(Naming {
                    passage: at,
                    range: candidate.range.clone(),
                    kind: NamingKind::Full,
                    person,
                    title: candidate.title.clone(),
                });
            }
        }
    }
    namings
}

/// Writes the rows, and takes back the places and organizations that are people.
fn write(page: &Page, inventory: &Inventory, namings: Vec<Naming>, found: &mut Mentions) {
    let mut rows: Vec<PersonMention> = Vec::with_capacity(namings.len());
    for naming in namings {
        let passage = &page.passages[naming.passage];
        let person = &inventory.people[naming.person];
        let span = passage.span(naming.range.clone());
        if rows.last().is_some_and(|last| last.end_char > span.start_char) {
            continue;
        }
        let post = Some(naming.kind).filter(|kind| *kind == NamingKind::Full).and_then(|_| behind(passage.text, naming.range.end));
        let post = post.map(|post| titles::told(passage, post, found));
        let before = naming.title.map(|title| titles::told(passage, title, found));
        let written = post.as_ref().and_then(|post| post.title.clone());
        let told = before.unwrap_or_default().or(post.unwrap_or_default());
        rows.push(PersonMention {
            article_id: page.article.article_id.clone(),
            paragraph_no: span.paragraph_no,
            start_char: span.start_char,
            end_char: span.end_char,
            surface: span.surface,
            kind: naming.kind,
            name: person.name.clone(),
            page_person_id: slug(&person.name),
            title: told.title,
            post: written,
            country: told.country,
            organization: told.organization,
        });
    }
    let is_person = |start: i64, end: i64| {
        let after = rows.partition_point(|row| row.end_char <= start);
        rows.get(after).is_some_and(|row| row.start_char < end && row.kind != NamingKind::Title)
    };
    found.places.retain(|row| !is_person(row.start_char, row.end_char));
    found.organizations.retain(|row| !is_person(row.start_char, row.end_char));
    found.nationalities.retain(|row| !is_person(row.start_char, row.end_char));
    found.equipment.retain(|row| !is_person(row.start_char, row.end_char));
    found.people = rows;
}

#[cfg(test)]
mod tests;
