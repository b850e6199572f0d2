//! What single pages tell of people: the namings of one person on one page, its credits and its byline.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::PersonRole;
use super::titles::{self, Title};
use crate::entities::seen::Days;
use crate::lookup::{Lookups, slug};
use crate::mentions::Mentions;
use crate::mentions::people::{self, NamingKind};
use crate::records::{Article, Image, PageKind};

/// A person on a page, in one role.
#[derive(Debug)]
pub(super) struct Sighting<'a> {
    pub article_id: &'a str,
    /// The person as far as the page tells: the slug of the name.
    pub page_person_id: String,
    pub role: PersonRole,
    /// The fullest name the page gives.
    pub name: String,
    pub day: NaiveDate,
    /// The titles the page gives them.
    pub titles: BTreeSet<Title>,
    /// The countries that stand at their titles.
    pub countries: BTreeSet<&'a str>,
    /// The words that name them.
    pub surfaces: BTreeSet<String>,
    pub mention_count: i64,
    /// Whether a given name alone is all the page tells.
    pub is_given: bool,
}

type Key<'a> = (&'a str, String, PersonRole);

/// Gathers them, sorted.
pub(super) fn gather<'a>(
    articles: &'a [Article],
    images: &'a [Image],
    mentions: &'a Mentions,
    days: &Days<'a>,
    lookups: &Lookups,
) -> Vec<Sighting<'a>> {
    let mut all: BTreeMap<Key, Sighting> = BTreeMap::new();
    let mut at = |article_id: &'a str, name: &str, page_person_id: String, role: PersonRole, act: &mut dyn FnMut(&mut Sighting<'a>)| {
        let Some(day) = days.get(article_id) else { return };
        let sighting = all.entry((article_id, page_person_id.clone(), role)).or_insert_with(|| Sighting {
            article_id,
            page_person_id,
            role,
            name: name.to_owned(),
            day: *day,
            titles: BTreeSet::new(),
            countries: BTreeSet::new(),
            surfaces: BTreeSet::new(),
            mention_count: 0,
            is_given: true,
        });
        sighting.mention_count += 1;
        act(sighting);
    };
    for row in &mentions.people {
        at(&row.article_id, &row.name, row.page_person_id.clone(), PersonRole::Named, &mut |sighting| {
            sighting.is_given &= row.kind == NamingKind::Given;
            if row.kind != NamingKind::Title {
                sighting.surfaces.insert(plain(&row.surface));
            }
            sighting.countries.extend(row.country.as_deref());
            let written = row.title.as_deref().unwrap_or_default();
            sighting.titles.extend(titles::read(written, row.organization.as_deref(), row.country.as_deref(), lookups));
        });
    }
    for image in images {
        let Some(name) = image.photographer.as_deref().filter(|name| name.split_whitespace().count() > 1) else { continue };
        at(&image.article_id, name, slug(name), PersonRole::Photographer, &mut |sighting| {
            sighting.is_given = false;
            sighting.surfaces.insert(plain(name));
            let rank = image.rank.as_deref().unwrap_or_default();
            sighting.titles.extend(titles::read(rank, image.service.as_deref(), None, lookups));
        });
    }
    for article in articles {
        let Some(line) = article.byline.as_deref() else { continue };
        for (name, title) in people::of_line(line, lookups) {
            at(&article.article_id, &name, slug(&name), PersonRole::Author, &mut |sighting| {
                sighting.is_given = false;
                sighting.surfaces.insert(plain(&name));
                sighting.titles.extend(titles::read(title.as_deref().unwrap_or_default(), None, None, lookups));
            });
        }
    }
    let biographies: BTreeSet<&str> =
        articles.iter().filter(|article| article.kind == PageKind::Biography).map(|article| article.article_id.as_str()).collect();
    for post in mentions.posts.iter().filter(|post| biographies.contains(post.article_id.as_str())) {
        at(&post.article_id, &post.name, post.page_person_id.clone(), PersonRole::Subject, &mut |sighting| sighting.is_given = false);
    }
    all.into_values().collect()
}

/// A name on one line.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
