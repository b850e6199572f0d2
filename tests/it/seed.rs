//! The story read by hand, of which every person, quotation, event and agreement is known: all of it comes out, and no more.

use std::collections::BTreeSet;

use drawdown::entities::{self, Entities};
use drawdown::mentions::{self, Mentions};
use drawdown::records::Parsed;
use serde_json::Value;

use crate::corpus::{captures, corpus};
use crate::pages::article;
use crate::score::config;

struct Story {
    parsed: Parsed,
    mentions: Mentions,
    entities: Entities,
    expected: Value,
}

fn story() -> Option<Story> {
    let folder = corpus()?;
    let expected = serde_json::from_slice(&std::fs::read(folder.join("seed/EXPECTED.json")).unwrap()).unwrap();
    let page = captures(&folder).into_iter().find(|capture| capture.url.contains("9825707")).unwrap();
    let lookups = config().lookups;
    let parsed = article(&page);
    let mentions = mentions::extract(&parsed.articles[0], &parsed.paragraphs, &lookups);
    let entities = entities::resolve(&parsed.articles, &parsed.images, &mentions, &lookups);
    Some(Story { parsed, mentions, entities, expected })
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap()
}

#[test]
fn its_people_have_their_titles() {
    let Some(story) = story() else { return };
    let known = |name: &str| {
        let is_named = |wanted: &str, given: &str| wanted == given;
        story.entities.people.iter().find(|person| is_named(&person.name, name) || person.aliases.iter().any(|alias| is_named(alias, name)))
    };
    for person in list(&story.expected, "people") {
        let found = known(text(person, "name")).unwrap_or_else(|| panic!("{person}"));
        let titles: BTreeSet<&str> =
            story.entities.person_titles.iter().filter(|row| row.person_id == found.person_id).map(|row| row.title.as_str()).collect();
        for title in list(person, "titles").iter().map(|title| title.as_str().unwrap()) {
            // The canonical forms of a rank and of a post.
            let canonical = match title {
                "Gen." => "General",
                "Defense Minister" => "Minister of Defense",
                other => other,
            };
            assert!(titles.contains(canonical), "{title} of {found:?}: {titles:?}");
        }
    }
    for photographer in list(&story.expected, "photographers") {
        let found = known(text(photographer, "name")).unwrap_or_else(|| panic!("{photographer}"));
        assert!(found.photo_count > 0, "{found:?}");
    }
    let strangers = story.entities.people.len() - list(&story.expected, "people").len() - list(&story.expected, "photographers").len();
    assert_eq!(strangers, 0, "{:?}", story.entities.people);
}

#[test]
fn its_organizations_and_places_are_known() {
    let Some(story) = story() else { return };
    let named: BTreeSet<&str> = story
        .entities
        .organizations
        .iter()
        .flat_map(|row| row.aliases.iter().chain(std::iter::once(&row.name)))
        .chain(story.entities.places.iter().flat_map(|row| row.aliases.iter().chain(std::iter::once(&row.name))))
        .map(String::as_str)
        .collect();
    for name in list(&story.expected, "organizations").iter().chain(list(&story.expected, "places")) {
        assert!(named.contains(name.as_str().unwrap()), "{name}: {named:?}");
    }
}

#[test]
fn its_quotations_have_their_speakers() {
    let Some(story) = story() else { return };
    let direct: Vec<_> = story.mentions.quotes.iter().filter(|row| row.is_direct).collect();
    let expected = list(&story.expected, "quotes");
    assert_eq!(direct.len(), expected.len());
    for (row, wanted) in direct.iter().zip(expected) {
        assert!(row.surface.starts_with(text(wanted, "starts")), "{row:?}");
        assert_eq!(row.speaker_name.as_deref(), Some(text(wanted, "speaker")), "{row:?}");
        assert_eq!(row.is_partial, wanted["partial"].as_bool().unwrap_or_default(), "{row:?}");
    }
}

#[test]
fn its_events_agreements_and_counts_are_read() {
    let Some(story) = story() else { return };
    for wanted in list(&story.expected, "events") {
        let row = story.entities.events.iter().find(|row| row.name == text(wanted, "name")).unwrap_or_else(|| panic!("{wanted}"));
        let day = |key: &str| wanted[key].as_str().or_else(|| wanted["date"].as_str()).map(|day| day.parse().unwrap());
        assert_eq!(
            (row.iteration, row.date_low, row.date_high),
            (wanted["iteration"].as_i64(), day("date_low"), day("date_high")),
            "{row:?}"
        );
        assert!(row.place.as_deref().unwrap().starts_with(text(wanted, "place")), "{row:?}");
    }
    for wanted in list(&story.expected, "agreements") {
        let row = story.entities.agreements.iter().find(|row| row.name == text(wanted, "name")).unwrap_or_else(|| panic!("{wanted}"));
        let parties: Vec<_> = list(wanted, "parties").iter().map(|party| party.as_str().unwrap()).collect();
        assert_eq!(
            (row.duration_years, row.parties.iter().map(String::as_str).collect()),
            (wanted["duration_years"].as_i64(), parties),
            "{row:?}"
        );
        let day = |key: &str| Some(text(wanted, key).parse().unwrap());
        assert_eq!((row.signed_low, row.signed_high), (day("signed_low"), day("signed_high")), "{row:?}");
    }
    for wanted in list(&story.expected, "quantities") {
        let row = story.mentions.quantities.iter().find(|row| row.surface == text(wanted, "text")).unwrap_or_else(|| panic!("{wanted}"));
        assert_eq!((Some(row.quantity_low), row.qualifier.as_deref()), (wanted["low"].as_i64(), wanted["qualifier"].as_str()), "{row:?}");
        assert_eq!(row.bound.as_str(), text(wanted, "bound"), "{row:?}");
    }
}

#[test]
fn its_photos_are_decoded() {
    let Some(story) = story() else { return };
    assert_eq!(story.parsed.images.len(), story.entities.photos.len());
    for wanted in list(&story.expected, "images") {
        let row = story.entities.photos.iter().find(|row| row.photo_id == text(wanted, "virin")).unwrap_or_else(|| panic!("{wanted}"));
        assert_eq!(row.taken_date.map(|day| day.to_string()).as_deref(), wanted["taken_date"].as_str());
        assert!(row.service.is_some() && row.place.is_some() && row.photo_number.is_some(), "{row:?}");
    }
}
