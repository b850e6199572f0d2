//! People across pages: who they are, which titles pages give them and when, and which namings are theirs.
//!
//! Merging is cautious: full names that agree are one person ([`persons`]); a surname joins the person whom its title or the lookups point
//! to, or the only bearer of that time; otherwise it stays by itself, page by page. Two people of one surname never become one.

mod known;
mod persons;
mod sightings;
mod surnames;
#[cfg(test)]
mod tests;
mod titles;
mod write;

use chrono::NaiveDate;

use super::Entities;
use super::captions::Captions;
use super::seen::days;
use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::mentions::people::full_name::FullName;
use crate::records::{Article, Image};
use crate::{table, vocabulary};

use known::Known;
use persons::Persons;
use sightings::Sighting;

vocabulary! {
    /// What a person is to a page.
    pub enum PersonRole {
        /// Named in its text.
        Named = "named",
        /// Named in the caption of a photo on it.
        Caption = "caption",
        /// Credited with a photo on it.
        Photographer = "photographer",
        /// Named in its byline.
        Author = "author",
        /// The one whose life and posts it tells.
        Subject = "subject",
    }
}

vocabulary! {
    /// Why the person of a page is the person across pages.
    pub enum MatchReason {
        /// The page gives the full name.
        FullName = "full_name",
        /// The page gives the name in another spelling or form.
        Spelling = "spelling",
        /// The lookups know whose name it is.
        Known = "known",
        /// The page gives a surname and a title that one person of that surname holds.
        Title = "title",
        /// The page gives a surname that one person alone bears at that time.
        OnlyBearer = "only_bearer",
        /// The page gives a surname and nothing that leads further.
        SurnameAlone = "surname_alone",
    }
}

table! {
    /// One row per person. Given names alone (`thank you, Ada`) make nobody.
    pub struct Person = Entities.people, key(person_id) {
        /// The canonical name as a slug; for a surname alone also the title and country, or a digest of the page.
        person_id: String,
        /// The canonical name: as the lookups have it, else the fullest that pages give.
        name: String,
        /// Whether a surname is all that is known.
        is_surname_alone: bool,
        /// The country, ISO 3166-1 alpha-3: of the lookups, else as it stands at the titles.
        country: Option<String>,
        /// The item in Wikidata, where the lookups know it.
        wikidata: Option<String>,
        /// The names under which pages speak of the person.
        aliases: Vec<String>,
        /// Namings in the text of all pages.
        mention_count: i64,
        /// Photos credited, counted once a page.
        photo_count: i64,
        /// Pages that name, credit or portray the person.
        article_count: i64,
        /// First day of such a page.
        first_seen: NaiveDate,
        /// Last such day.
        last_seen: NaiveDate,
    }
}

table! {
    /// One row per title, rank or post of a person, with the days on which pages show it.
    pub struct PersonTitle = Entities.person_titles, key(person_id, title_no) {
        /// The person.
        person_id: String,
        /// Its place among the titles of the person, from 1.
        title_no: i64,
        /// The canonical title: as the lookups have it, else as written.
        title: String,
        /// Whether it is a rank.
        is_rank: bool,
        /// The organization or service that stands at it.
        organization: Option<String>,
        /// The country that stands at it, ISO 3166-1 alpha-3.
        country: Option<String>,
        /// The first day on which it was held, as a biography says.
        held_from: Option<NaiveDate>,
        /// The last day on which it was held, as a biography says; empty while it is held.
        held_to: Option<NaiveDate>,
        /// First day of a page that gives it.
        first_seen: NaiveDate,
        /// Last such day.
        last_seen: NaiveDate,
        /// Pages that give it.
        article_count: i64,
    }
}

table! {
    /// One row per person of a page: leads from `mentions/people` to `people`.
    pub struct PersonArticle = Entities.person_articles, key(article_id, page_person_id, role) {
        /// The page.
        article_id: String,
        /// The person as far as the page tells.
        page_person_id: String,
        /// What the person is to the page.
        role: PersonRole,
        /// The person across pages.
        person_id: String,
        /// Namings, credits or posts on the page.
        mention_count: i64,
        /// Why it is this person.
        match_reason: MatchReason,
    }
}

/// Gathers the people of all pages. The order of the rows given has no part in the outcome.
pub fn resolve(
    articles: &[Article],
    images: &[Image],
    captions: &Captions,
    mentions: &Mentions,
    lookups: &Lookups,
    entities: &mut Entities,
) {
    let days = days(articles);
    let known = Known::new(lookups);
    let sightings = sightings::gather(articles, images, captions, mentions, &days, lookups);
    let with_names: Vec<(&Sighting, Option<String>)> = sightings
        .iter()
        .filter(|sighting| !sighting.is_given || FullName::of(&sighting.name).is_some())
        .map(|sighting| (sighting, full_name(sighting, &known)))
        .collect();
    let persons = Persons::gather(&with_names, &known);
    let matches: Vec<_> = with_names.iter().map(|(sighting, full)| surnames::of(sighting, full.as_deref(), &persons, &known)).collect();
    write::rows(&matches, &persons, &known, mentions, lookups, entities);
}

/// The full name that a sighting gives, or that the lookups know behind its surname.
fn full_name(sighting: &Sighting, known: &Known) -> Option<String> {
    match FullName::of(&sighting.name) {
        Some(_) => Some(sighting.name.clone()),
        None => known.of_surname(sighting),
    }
}
