//! The rows of the people tables.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::known::Known;
use super::persons::{Lead, Persons};
use super::surnames::{Match, own_id};
use super::titles::{self, Title};
use super::{MatchReason, Person, PersonArticle, PersonRole, PersonTitle};
use crate::entities::Entities;
use crate::entities::redirects::{EntityKind, Redirect, RedirectReason};
use crate::entities::seen::most_said;
use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::mentions::people::posts::Post;

/// A title with the days of a post.
type Held = (Title, Option<NaiveDate>, Option<NaiveDate>);

/// Writes them.
pub(super) fn rows(matches: &[Match], persons: &Persons, known: &Known, mentions: &Mentions, lookups: &Lookups, entities: &mut Entities) {
    let mut posts: BTreeMap<(&str, &str), Vec<&Post>> = BTreeMap::new();
    for post in &mentions.posts {
        posts.entry((&post.article_id, &post.page_person_id)).or_default().push(post);
    }
    let mut of_person: BTreeMap<String, Vec<&Match>> = BTreeMap::new();
    for found in matches {
        let id = found.person.map_or_else(|| own_id(found.sighting), |at| persons.all[at].id.clone());
        entities.person_articles.push(PersonArticle {
            article_id: found.sighting.article_id.to_owned(),
            page_person_id: found.sighting.page_person_id.clone(),
            role: found.sighting.role,
            person_id: id.clone(),
            mention_count: found.sighting.mention_count,
            match_reason: found.reason,
        });
        of_person.entry(id).or_default().push(found);
    }
    for (id, theirs) in &of_person {
        entities.people.extend(person(id, theirs, persons, known));
        titles_of(id, theirs, &posts, lookups, &mut entities.person_titles);
    }
    let ids: BTreeSet<&str> = of_person.keys().map(String::as_str).collect();
    redirects(matches, persons, &ids, &mut entities.redirects);
}

fn person(id: &str, theirs: &[&Match], persons: &Persons, known: &Known) -> Option<Person> {
    let first = theirs.first()?;
    let person = first.person.map(|at| &persons.all[at]);
    let name = person.map_or_else(|| first.sighting.name.clone(), |person| person.name.clone());
    let country = known
        .country(Some(&name))
        .or_else(|| most_said(theirs.iter().flat_map(|found| found.sighting.countries.iter().copied())).map(str::to_owned));
    let aliases: BTreeSet<&String> = theirs.iter().flat_map(|found| &found.sighting.surfaces).filter(|surface| **surface != name).collect();
    let of_role =
        |role: PersonRole| theirs.iter().filter(move |found| found.sighting.role == role).map(|found| found.sighting.mention_count).sum();
    let articles: BTreeSet<&str> = theirs.iter().map(|found| found.sighting.article_id).collect();
    Some(Person {
        person_id: id.to_owned(),
        is_surname_alone: person.is_none(),
        country,
        wikidata: person.and_then(|person| known.wikidata(&person.name)),
        aliases: aliases.into_iter().cloned().collect(),
        mention_count: of_role(PersonRole::Named),
        photo_count: of_role(PersonRole::Photographer),
        article_count: i64::try_from(articles.len()).unwrap_or(i64::MAX),
        first_seen: theirs.iter().map(|found| found.sighting.day).min()?,
        last_seen: theirs.iter().map(|found| found.sighting.day).max()?,
        name,
    })
}

fn titles_of(id: &str, theirs: &[&Match], posts: &BTreeMap<(&str, &str), Vec<&Post>>, lookups: &Lookups, rows: &mut Vec<PersonTitle>) {
    let mut held: BTreeMap<Held, BTreeMap<&str, NaiveDate>> = BTreeMap::new();
    for found in theirs {
        let sighting = found.sighting;
        let mut add = |held_title: Held| {
            held.entry(held_title).or_default().insert(sighting.article_id, sighting.day);
        };
        for title in &sighting.titles {
            add((title.clone(), None, None));
        }
        if sighting.role != PersonRole::Subject {
            continue;
        }
        for post in posts.get(&(sighting.article_id, sighting.page_person_id.as_str())).into_iter().flatten() {
            for title in titles::read(&post.title, post.organization.as_deref(), None, lookups) {
                add((title, Some(post.held_from), post.held_to));
            }
        }
    }
    for (number, ((title, held_from, held_to), pages)) in held.into_iter().enumerate() {
        let (Some(first_seen), Some(last_seen)) = (pages.values().min().copied(), pages.values().max().copied()) else { continue };
        rows.push(PersonTitle {
            person_id: id.to_owned(),
            title_no: i64::try_from(number + 1).unwrap_or(i64::MAX),
            title: title.name,
            is_rank: title.is_rank,
            organization: title.organization,
            country: title.country,
            held_from,
            held_to,
            first_seen,
            last_seen,
            article_count: i64::try_from(pages.len()).unwrap_or(i64::MAX),
        });
    }
}

/// The ids that other sets of pages give to these people; `ids` are those that stand.
fn redirects(matches: &[Match], persons: &Persons, ids: &BTreeSet<&str>, rows: &mut Vec<Redirect>) {
    let mut all: BTreeMap<String, (String, RedirectReason)> = BTreeMap::new();
    for person in &persons.all {
        for (from, lead) in person.names.iter().filter(|(from, _)| **from != person.id) {
            let reason = match lead {
                Lead::Same => RedirectReason::FullerName,
                Lead::Spelling => RedirectReason::Spelling,
                Lead::Known => RedirectReason::Known,
            };
            all.insert(from.clone(), (person.id.clone(), reason));
        }
    }
    let is_found = |found: &&Match| matches!(found.reason, MatchReason::Title | MatchReason::OnlyBearer);
    for found in matches.iter().filter(is_found) {
        if let Some(at) = found.person {
            all.entry(own_id(found.sighting)).or_insert_with(|| (persons.all[at].id.clone(), RedirectReason::Surname));
        }
    }
    let is_free = |from: &String| !ids.contains(from.as_str());
    let left = all.into_iter().filter(|(from, _)| is_free(from));
    rows.extend(left.map(|(from_id, (to_id, reason))| Redirect { entity: EntityKind::Person, from_id, to_id, reason }));
}
