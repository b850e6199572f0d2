//! Events a page names: summits, conferences, exercises, operations, wars, and the meetings of a group.
//!
//! An event is a chain of capitals that ends or starts with a word for events (`Munich Security Conference`, `Operation Noble Oak`), a chain
//! with the number of an exercise (`Red Flag 15-1`), or what an ordinal counts (`the 23rd meeting of the Ukraine Defense Contact Group`).
//! Its day and place are those that stand beside it in its sentence.

mod days;
mod known;
mod naming;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use super::organizations::{OrganizationKind, OrganizationMention};
use super::{Evidence, Mentions, Page, Passage, within};
use crate::lookup::{Lookups, slug};
use crate::mention;
use crate::text::lead;

use naming::{Naming, Proof};

pub(super) use shapes::is_assembly;

mention! {
    /// One row per naming of an event.
    pub struct EventMention = events, key(article_id, start_char, end_char) {
        /// Its canonical name, without number and year: `Ukraine Defense Contact Group`, `NATO summit`.
        name: String,
        /// The event: the slug of its name, with iteration or year where known.
        event_id: String,
        /// Which of its kind: the 23rd meeting.
        iteration: Option<i64>,
        /// First day, as far as the page tells.
        date_low: Option<NaiveDate>,
        /// Last day.
        date_high: Option<NaiveDate>,
        /// Where it takes place.
        place: Option<String>,
    }
}

/// Characters between an event and the day or the place that are told of it.
const BESIDE: i64 = 60;

/// Finds the events of a page. Needs the dates, places and organizations in `found`.
pub fn find(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    let mut rows: Vec<EventMention> = Vec::new();
    for passage in &page.passages {
        for naming in naming::find(passage, lookups) {
            rows.extend(row(page, passage, naming, lookups, found));
        }
    }
    one_of_a_name(&mut rows);
    // "operations Noble Guard and Allied Force": what is named is no guard and no force.
    let operations: BTreeSet<i64> = rows.iter().filter(|row| is_operation(&row.name)).map(|row| row.end_char).collect();
    found.organizations.retain(|row| !operations.contains(&row.end_char));
    found.events.append(&mut rows);
}

/// The row of a naming, with the day and place beside it.
fn row(page: &Page, passage: &Passage, naming: Naming, lookups: &Lookups, found: &Mentions) -> Option<EventMention> {
    let sentence = passage.chars(passage.sentence_at(naming.range.start)?);
    let at = passage.chars(&naming.range);
    if !holds(passage, &naming, found) {
        return None;
    }
    let name = if naming.is_bare {
        let group = beside(&found.organizations, &sentence, &at, |row| row.kind == OrganizationKind::Alliance)?;
        let short = if group.surface.chars().count() < group.name.chars().count() { &group.surface } else { &group.name };
        format!("{short} {}", naming.name)
    } else {
        with_groups_in_full(&naming.name, &at, found)
    };
    let name = lookups.events.whole(&name).map_or(name, |row| row[1].clone());
    let place = beside(&found.places, &sentence, &at, |row| {
        let before = lead(passage.text, passage.byte_at(row.start_char), 12);
        [" in ", " at ", " near ", " in the ", " at the "].iter().any(|word| before.ends_with(word))
    });
    let inner = matches!(naming.proof, Proof::Places(_)).then(|| within(&found.places, at.clone()).next()).flatten();
    let place = place.or(inner);
    let days = if naming.is_age { None } else { days(&naming, &sentence, &at, found) };
    let span = passage.span(naming.range);
    let mut row = EventMention {
        article_id: page.article.article_id.clone(),
        paragraph_no: span.paragraph_no,
        start_char: span.start_char,
        end_char: span.end_char,
        surface: span.surface,
        event_id: String::new(),
        name,
        iteration: naming.iteration,
        date_low: days.map(|(low, _)| low),
        date_high: days.map(|(_, high)| high),
        place: place.map(|place| place.name.clone()),
    };
    row.event_id = id(&row);
    Some(row)
}

fn is_operation(name: &str) -> bool {
    name.starts_with("Operation ") || name.starts_with("Exercise ")
}

/// Whether what a naming must have before its noun is there, and nothing of it is an organization as a whole.
fn holds(passage: &Passage, naming: &Naming, found: &Mentions) -> bool {
    fn is_one<R: Evidence>(rows: &[R], chars: &Range<i64>) -> bool {
        within(rows, chars.clone()).any(|row| row.at() == *chars)
    }
    let at = passage.chars(&naming.range);
    match &naming.proof {
        Proof::None => naming.iteration.is_some() || is_operation(&naming.name) || !is_one(&found.organizations, &at),
        Proof::More(chain) => {
            let chain = passage.chars(chain);
            !(is_one(&found.organizations, &chain) || is_one(&found.places, &chain) || is_one(&found.nationalities, &chain))
        }
        Proof::Places(chain) => {
            let chain = passage.chars(chain);
            let length = |rows: &mut dyn Iterator<Item = Range<i64>>| rows.map(|at| at.end - at.start + 1).sum::<i64>();
            let places = length(&mut within(&found.places, chain.clone()).map(Evidence::at));
            let peoples = length(&mut within(&found.nationalities, chain.clone()).map(Evidence::at));
            // "Russian war" is one of many.
            places + peoples == chain.end - chain.start + 1 && (places > 0 || within(&found.nationalities, chain).count() > 1)
        }
    }
}

/// When it is: the day that stands in the naming or beside it, if it lies in the year of the naming; else that year.
fn days(naming: &Naming, sentence: &Range<i64>, at: &Range<i64>, found: &Mentions) -> Option<(NaiveDate, NaiveDate)> {
    // "the June 29-30, 2022 Lakeside Summit": the year is part of both.
    let first = found.dates.partition_point(|row| row.end_char <= at.start);
    let inner = found.dates.get(first).filter(|row| row.start_char <= at.start && row.end_char < at.end);
    let day = inner.or_else(|| beside(&found.dates, sentence, at, |_| true)).map(|row| (row.date_low, row.date_high));
    let year = naming.year.and_then(|year| Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)));
    day.filter(|(low, high)| year.is_none_or(|(first, last)| *low >= first && *high <= last)).or(year)
}

impl EventMention {
    /// Sets the day and the place where nothing told of them.
    pub fn complete(&mut self, day: Option<NaiveDate>, place: Option<&str>) {
        if self.date_low.is_none() {
            (self.date_low, self.date_high) = (day, day);
            self.event_id = id(self);
        }
        self.place = self.place.take().or_else(|| place.map(str::to_owned));
    }
}

/// The id of an event: its name, and which it is as far as that is known.
fn id(row: &EventMention) -> String {
    let name = slug(&row.name);
    match (row.iteration, row.date_low, row.date_high) {
        (Some(iteration), ..) => format!("{name}-{iteration}"),
        (None, Some(low), Some(high)) if low.year() == high.year() => format!("{name}-{}", low.year()),
        _ => name,
    }
}

/// The nearest row of a sentence that stands beside `at` and outside it; what follows goes before what precedes.
fn beside<'r, R: Evidence>(rows: &'r [R], sentence: &Range<i64>, at: &Range<i64>, is_asked: impl Fn(&R) -> bool) -> Option<&'r R> {
    let reach = sentence.start.max(at.start - 2 * BESIDE)..sentence.end.min(at.end + 2 * BESIDE);
    let distance = |row: &R| match row.at() {
        other if other.start >= at.end => Some((false, other.start - at.end)),
        other if other.end <= at.start => Some((true, at.start - other.end)),
        _ => None,
    };
    let candidates = within(rows, reach).filter(|row| is_asked(row)).filter_map(|row| Some((distance(row)?, row)));
    candidates.filter(|((_, distance), _)| *distance <= BESIDE).min_by_key(|(distance, _)| *distance).map(|(_, row)| row)
}

/// A name with the group it starts with in full: `G7 summit` is the Group of Seven summit.
fn with_groups_in_full(name: &str, at: &Range<i64>, found: &Mentions) -> String {
    // An acronym that everybody knows stays; a short form with a digit in it does not.
    let has_digit = |row: &&OrganizationMention| row.surface.contains(|letter: char| letter.is_ascii_digit());
    let group = within(&found.organizations, at.clone()).filter(has_digit).find(|row| name.starts_with(&row.surface));
    group.map_or_else(|| name.to_owned(), |row| name.replacen(&row.surface, &row.name, 1))
}

/// Gives the namings without number and day, or with no more than a year, those of the only event of that name on the page.
fn one_of_a_name(rows: &mut [EventMention]) {
    let days = |row: &EventMention| row.date_low.zip(row.date_high).map_or(i64::MAX, |(low, high)| (high - low).num_days());
    let mut known: BTreeMap<String, Option<EventMention>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.iteration.is_some() || row.date_low.is_some()) {
        let entry = known.entry(row.name.to_lowercase()).or_insert_with(|| Some(row.clone()));
        match entry {
            Some(other) if other.event_id != row.event_id => *entry = None,
            Some(other) if days(row) < days(other) => *other = row.clone(),
            _ => {}
        }
    }
    for row in rows.iter_mut().filter(|row| days(row) >= 364) {
        let other = known.get(&row.name.to_lowercase()).and_then(Option::as_ref);
        if let Some(other) = other.filter(|other| row.iteration.is_none() || row.event_id == other.event_id) {
            (row.iteration, row.date_low, row.date_high) = (other.iteration, other.date_low, other.date_high);
            row.event_id.clone_from(&other.event_id);
            row.place = row.place.take().or_else(|| other.place.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::mentions::testing::release;

    fn events(text: &str) -> Vec<(String, String, Option<i64>, Option<String>)> {
        let found = release(&[text]);
        found.events.into_iter().map(|row| (row.surface, row.name, row.iteration, row.date_low.map(|day| day.to_string()))).collect()
    }

    fn names(text: &str) -> Vec<String> {
        events(text).into_iter().map(|row| row.1).collect()
    }

    #[test]
    fn a_chain_that_ends_or_starts_with_a_word_for_events_is_one() {
        assert_eq!(
            names("She spoke at the Harbor Security Conference and at the NATO summit."),
            ["Harbor Security Conference", "NATO summit"]
        );
        assert_eq!(names("He served in Operation Noble Oak during World War II."), ["Operation Noble Oak", "World War II"]);
        assert_eq!(names("The Summit for Democracy opens."), ["Summit for Democracy"]);
    }

    #[test]
    fn names_stand_beside_each_other_and_within_another() {
        assert_eq!(
            names("At the Summit of the Lakes and the Battle of Midway, the U.S.-Lakeland Leaders’ Summit and United We Stand Summit."),
            ["Summit of the Lakes", "Battle of Midway", "U.S.-Lakeland Leaders’ Summit", "United We Stand Summit"]
        );
        assert_eq!(
            names("He flew in operations Provide Aid, Tall Pine and Bright Elm, and in Operation NOBLE OAK."),
            ["Operation Provide Aid", "Operation Tall Pine", "Operation Bright Elm", "Operation Noble Oak"]
        );
        let found = release(&["He flew in operations Noble Guard and Allied Force."]);
        assert_eq!((found.events.len(), found.organizations.len()), (2, 0));
        assert_eq!(names("They met at the Harbor Conference and the Lakeland State Fair."), ["Harbor Conference"]);
    }

    #[test]
    fn what_is_known_by_name_needs_no_noun() {
        let found =
            events("He served in Desert Storm and the Second World War, flew in Red Flag 15-3 and Northern Edge 15, and spoke at COP27.");
        let rows: Vec<_> = found.iter().map(|row| (row.0.as_str(), row.1.as_str(), row.2)).collect();
        assert_eq!(
            rows,
            [
                ("Desert Storm", "Operation Desert Storm", None),
                ("Second World War", "World War II", None),
                ("Red Flag 15-3", "Red Flag", Some(3)),
                ("Northern Edge 15", "Northern Edge", None),
                ("COP27", "UN Climate Change Conference", Some(27)),
            ]
        );
        assert_eq!(names("The Desert Storm veterans saw the Cold War Museum."), ["Operation Desert Storm"]);
    }

    #[test]
    fn wars_storms_and_ceremonies_are_described() {
        assert_eq!(
            names("After the Gaza war, the Israel-Gaza conflict and Hurricanes Ada and Bede, Tropical Storm Cy hit."),
            ["Gaza war", "Israel-Gaza conflict", "Hurricane Ada", "Hurricane Bede", "Tropical Storm Cy"]
        );
        assert_eq!(
            names("The 34th Annual Harbor Valor awards ceremony followed a Memorial Day ceremony."),
            ["Harbor Valor awards ceremony", "Memorial Day ceremony"]
        );
        assert_eq!(
            names("He proclaims National Lighthouse Week, Women’s History Month and Lakeland-Harbor Day."),
            ["National Lighthouse Week", "Women’s History Month", "Lakeland-Harbor Day"]
        );
        assert_eq!(
            names("The Lakeland National Convention met, in World War I-era clothes."),
            ["Lakeland National Convention", "World War I"]
        );
        assert_eq!(
            names("NATO leaders adopted it at the 2021 Summit, before the 75th anniversary summit for NATO."),
            ["NATO summit", "75th anniversary summit for NATO"]
        );
    }

    #[test]
    fn numbers_of_exercises_and_years_are_no_part_of_the_name() {
        let found = events("Crews flew in Red Anvil 15-1 before the 2024 Lakeside Games.");
        assert_eq!(found[0].1, "Red Anvil");
        assert_eq!((found[1].1.as_str(), found[1].3.as_deref()), ("Lakeside Games", Some("2024-01-01")));
    }

    #[test]
    fn an_ordinal_counts_the_meetings_of_a_group() {
        let found = events("They host the 23rd iteration of the Harbor Defense Contact Group today.");
        assert_eq!(
            (found[0].1.as_str(), found[0].2, found[0].3.as_deref()),
            ("Harbor Defense Contact Group", Some(23), Some("2023-06-14"))
        );
    }

    #[test]
    fn schools_medals_and_bare_words_are_no_events() {
        for text in [
            "She attended the National War College.",
            "Global War on Terrorism Expeditionary Medal",
            "The summit was long.",
            "This Conference was useful.",
            "Air Operation Center crews met.",
            "The Chief of Operations spoke.",
            "She chairs the Lakeland Conference of Mayors.",
            "The Harbor Convention bans such mines.",
            "They fund the Russian war machine, and a NATO exercise begins.",
            "The Battle Group left; Operations Support Squadron, Ohio, stayed.",
            "Judge Ada Day Quill spoke on a Wednesday of the Memorial Day weekend.",
            "The Hurricane Center warns of the F-16C Blocks 40-50.",
        ] {
            assert_eq!(names(text), [] as [&str; 0], "{text}");
        }
    }
}
