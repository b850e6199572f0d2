//! Which person a sighting is: by its full name, or by what stands at its surname.

use chrono::Days;

use super::MatchReason;
use super::known::Known;
use super::persons::{Lead, Persons};
use super::sightings::Sighting;
use super::titles::Title;
use crate::entities::codes::digest;
use crate::lookup::slug;
use crate::mentions::people::full_name::FullName;

/// A sighting with the person it is.
pub(super) struct Match<'s, 'a> {
    pub sighting: &'s Sighting<'a>,
    /// Index of the person; none for a surname that stays by itself.
    pub person: Option<usize>,
    pub reason: MatchReason,
}

/// How far from the pages that name somebody in full a surname without a title may still mean them.
const REACH: Days = Days::new(400);

/// Finds the person of a sighting.
pub(super) fn of<'s, 'a>(sighting: &'s Sighting<'a>, full: Option<&str>, persons: &Persons, known: &Known) -> Match<'s, 'a> {
    let (person, reason) = match full.and_then(|full| persons.of(full)) {
        Some(at) if FullName::of(&sighting.name).is_none() => (Some(at), MatchReason::Known),
        Some(at) => (Some(at), reason(persons, at, &sighting.name, known)),
        None => match of_surname(sighting, persons) {
            Some((at, reason)) => (Some(at), reason),
            None => (None, MatchReason::SurnameAlone),
        },
    };
    Match { sighting, person, reason }
}

fn reason(persons: &Persons, at: usize, name: &str, known: &Known) -> MatchReason {
    match persons.all[at].names.get(&slug(name)) {
        Some(Lead::Known) if known.canonical(name).as_deref() != Some(name) => MatchReason::Known,
        Some(Lead::Spelling) => MatchReason::Spelling,
        _ => MatchReason::FullName,
    }
}

/// The one person whom a surname can mean.
fn of_surname(sighting: &Sighting, persons: &Persons) -> Option<(usize, MatchReason)> {
    let is_open = |at: &usize| {
        let countries = &persons.all[*at].countries;
        countries.is_empty() || sighting.countries.is_empty() || sighting.countries.iter().any(|country| countries.contains(*country))
    };
    let bearers: Vec<usize> = persons.of_surname(&sighting.name).into_iter().filter(is_open).collect();
    let agrees = |at: &usize, is_rank: bool| {
        let its = || persons.all[*at].titles.iter().filter(|title| title.is_rank == is_rank);
        sighting.titles.iter().filter(|title| title.is_rank == is_rank).any(|title| its().any(|other| other.agrees(title)))
    };
    let is_near = |at: &usize| {
        let (first, last) = persons.all[*at].days;
        let from = first.checked_sub_days(REACH).unwrap_or(first);
        let to = last.checked_add_days(REACH).unwrap_or(last);
        (from..=to).contains(&sighting.day)
    };
    for is_rank in [false, true] {
        let holders: Vec<usize> = bearers.iter().copied().filter(|at| agrees(at, is_rank) && (!is_rank || is_near(at))).collect();
        if let [only] = holders[..] {
            return Some((only, MatchReason::Title));
        }
    }
    let [only] = bearers[..] else { return None };
    let is_told = sighting.titles.is_empty() || persons.all[only].titles.is_empty();
    (is_told && is_near(&only)).then_some((only, MatchReason::OnlyBearer))
}

/// The id of a surname that stays by itself: one for a post of a country, else one for the page.
pub(super) fn own_id(sighting: &Sighting) -> String {
    let post: Option<&Title> = sighting.titles.iter().find(|title| !title.is_rank);
    let country = sighting.countries.first().filter(|_| sighting.countries.len() == 1);
    match (post, country) {
        (Some(post), Some(country)) => slug(&format!("{} {} {country}", sighting.name, post.name)),
        _ => format!("{}-{}", slug(&sighting.name), digest(&[sighting.article_id, &sighting.page_person_id])),
    }
}
