//! People a page names, and who is meant by a surname or a title.
//!
//! First the full names of the whole page are taken up (an inventory), then every surname, given name and title is read by it. What says
//! that a chain of capitals is a person: a title or rank before it, a title behind it, a verb of saying, an initial, a known given name.
//! The title of the page helps to know its people, but gives no mention.

mod inventory;
mod names;
pub mod posts;
mod surnames;
mod titles;
mod words;

use std::collections::HashSet;

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
    let small: HashSet<&str> = page
        .passages
        .iter()
        .flat_map(|passage| passage.words().iter().filter(|word| word.shape == Shape::Lower).map(|word| word.of(passage.text)))
        .collect();
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

/// The title in the apposition behind a name that ends at `end`.
fn behind(text: &str, end: usize) -> Option<std::ops::Range<usize>> {
    let title = names::apposition(text.get(end..)?)?;
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
    let full = in_line(line, false, &HashSet::new(), lookups).into_iter();
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
    let found = lookups.people.find(name);
    found.into_iter().find(|(range, _)| *range == (0..name.len())).map(|(_, row)| row[1].as_str())
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
mod tests {
    use crate::mentions::testing::{read, release};
    use crate::records::PageKind;

    /// Surface and the fullest name of each naming.
    fn people(paragraphs: &[&str]) -> Vec<(String, String)> {
        release(paragraphs).people.into_iter().map(|row| (row.surface, row.name)).collect()
    }

    fn surfaces(text: &str) -> Vec<String> {
        people(&[text]).into_iter().map(|row| row.0).collect()
    }

    #[test]
    fn a_title_before_a_name_makes_it_a_person() {
        for (text, name) in [
            ("Secretary of Defense Orla J. Quillfeather III spoke.", "Orla J. Quillfeather III"),
            ("Today Ukrainian Defense Minister Zorvan Umberov arrived.", "Zorvan Umberov"),
            ("Air Force Maj. Gen. Pellam Ryder-Roe briefed the press.", "Pellam Ryder-Roe"),
            ("They heard Deputy Assistant Secretary of Defense for Harbors Lorna Cooper.", "Lorna Cooper"),
            ("A word from Tech. Sgt. Wren van der Meer, 88th Harbor Wing.", "Wren van der Meer"),
            ("Prime Minister Ulsa von der Quill met them.", "Ulsa von der Quill"),
        ] {
            assert_eq!(surfaces(text), [name], "{text}");
        }
    }

    #[test]
    fn a_verb_of_saying_or_an_apposition_makes_a_name_a_person() {
        assert_eq!(surfaces("\"It floats,\" said Zorvan Umberov."), ["Zorvan Umberov"]);
        assert_eq!(surfaces("Army Air Corps 1st Lt. Hanford \"Rusty\" J. Umberov flew."), ["Hanford \"Rusty\" J. Umberov"]);
        assert_eq!(surfaces("Gen. Mark A. Welsh III smiled. Welsh slept."), ["Mark A. Welsh III", "Welsh"]);
        assert_eq!(surfaces("They met Zorvan Umberov, commander of the harbor, there."), ["Zorvan Umberov"]);
        assert_eq!(surfaces("It was CQ Umberov, Jr., who spoke with Ada “Scout” Umberov."), ["CQ Umberov, Jr.", "Ada “Scout” Umberov"]);
    }

    #[test]
    fn a_list_and_a_call_name_people() {
        assert_eq!(surfaces("Guests were Ada Quill, Zorvan Umberov, and Pellam Roe."), ["Ada Quill", "Zorvan Umberov", "Pellam Roe"]);
        assert_eq!(surfaces("Thank you, Karen. My wife, Karen, waits. Bill Vogel came."), ["Karen", "Karen", "Bill Vogel"]);
    }

    #[test]
    fn surnames_are_read_by_the_names_of_the_page() {
        let found = people(&["Umberov's crew slept.", "Col. Zorvan T. Umberov smiled. \"We slept,\" Umberov said."]);
        assert_eq!(found.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["Zorvan T. Umberov"; 3]);
    }

    #[test]
    fn half_a_name_in_brackets_is_part_of_it() {
        assert_eq!(surfaces("It began with [Prime Minister Zorvan] Umberov's choice."), ["Zorvan] Umberov"]);
    }

    #[test]
    fn a_place_that_is_a_surname_of_the_page_is_a_person() {
        let found = release(&["Secretary of Defense Lloyd Austin spoke.", "Austin left for Austin, Texas."]);
        assert_eq!(found.people[1].surface, "Austin");
        assert_eq!(found.people[1].name, "Lloyd Austin");
    }

    #[test]
    fn a_title_tells_people_of_one_surname_apart() {
        let found = people(&["Col. Ada Umberov met her son, Zorvan Umberov, a planner.", "Col. Umberov smiled."]);
        assert_eq!(found[2].1, "Ada Umberov");
        let found = people(&["Hunter Biden slept.", "President Biden spoke."]);
        assert_eq!(found.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["Hunter Biden", "Biden"]);
    }

    #[test]
    fn labels_of_turns_name_people() {
        let found = read(
            PageKind::Transcript,
            "Press Briefing by Press Secretary Ada Quill",
            &["MS. QUILL: Good day.", "Q: Why?", "COL. ROE: So."],
        );
        assert_eq!(
            found.people.iter().map(|row| (row.surface.as_str(), row.name.as_str())).collect::<Vec<_>>(),
            [("QUILL", "Ada Quill"), ("ROE", "Roe")]
        );
    }

    #[test]
    fn what_is_no_person_is_left() {
        for text in [
            "The Biden administration acted.",
            "The Defense Department and the Air Force Research Laboratory agreed.",
            "Chief Financial Officer duties were shared.",
            "Security Assistance to Ukraine and Additional Training Support",
            "Operation Noble Oak began in March.",
            "The secretary smiled.",
            "German Americans and Polish Americans came.",
            "In May June bugs fly; the Bill passed.",
            "The USS Abraham Lincoln sailed.",
        ] {
            assert_eq!(surfaces(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn a_title_stands_for_its_last_bearer() {
        let found = people(&["Secretary of Defense Orla Quillfeather met Gen. Pellam Roe.", "The secretary thanked the general."]);
        assert_eq!(
            found[2..],
            [("The secretary".to_owned(), "Orla Quillfeather".to_owned()), ("the general".to_owned(), "Pellam Roe".to_owned()),]
        );
    }
}
