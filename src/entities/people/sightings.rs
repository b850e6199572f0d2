//! What single pages tell of people: the namings of one person on one page, its credits and its byline.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::PersonRole;
use super::titles::{self, Title};
use crate::entities::captions::Captions;
use crate::entities::seen::{Days, namings};
use crate::lookup::{Lookups, slug};
use crate::mentions::Mentions;
use crate::mentions::people::{self, NamingKind, PersonMention};
use crate::records::{Article, Image};

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
    captions: &'a Captions<'a>,
    mentions: &'a Mentions,
    days: &Days<'a>,
    lookups: &Lookups,
) -> Vec<Sighting<'a>> {
    let mut all = Gathered { days, lookups, all: BTreeMap::new() };
    for (article_id, row) in namings(&mentions.people) {
        all.naming(article_id, row, PersonRole::Named);
    }
    for (article_id, row) in captions.rows(|found| &found.people) {
        all.naming(article_id, row, PersonRole::Caption);
    }
    for image in images {
        let Some(name) = image.photographer.as_deref().filter(|name| name.split_whitespace().count() > 1) else { continue };
        all.credit(&image.article_id, name, PersonRole::Photographer, image.rank.as_deref(), image.service.as_deref());
    }
    for article in articles {
        for (name, title) in article.byline.as_deref().map(|line| people::of_line(line, lookups)).unwrap_or_default() {
            all.credit(&article.article_id, &name, PersonRole::Author, title.as_deref(), None);
        }
    }
    for post in &mentions.posts {
        if let Some(sighting) = all.at(&post.article_id, &post.name, &post.page_person_id, PersonRole::Subject) {
            sighting.is_given = false;
        }
    }
    all.all.into_values().collect()
}

/// The sightings so far.
struct Gathered<'d, 'a> {
    days: &'d Days<'a>,
    lookups: &'d Lookups,
    all: BTreeMap<Key<'a>, Sighting<'a>>,
}

impl<'a> Gathered<'_, 'a> {
    /// The sighting of a person on a page, with one naming more; none where the page is not known.
    fn at(&mut self, article_id: &'a str, name: &str, page_person_id: &str, role: PersonRole) -> Option<&mut Sighting<'a>> {
        let day = *self.days.get(article_id)?;
        let key = (article_id, page_person_id.to_owned(), role);
        let sighting = self.all.entry(key).or_insert_with(|| Sighting {
            article_id,
            page_person_id: page_person_id.to_owned(),
            role,
            name: name.to_owned(),
            day,
            titles: BTreeSet::new(),
            countries: BTreeSet::new(),
            surfaces: BTreeSet::new(),
            mention_count: 0,
            is_given: true,
        });
        sighting.mention_count += 1;
        Some(sighting)
    }

    fn naming(&mut self, article_id: &'a str, row: &'a PersonMention, role: PersonRole) {
        let (organization, country) = (row.organization.as_deref(), row.country.as_deref());
        let written = [row.title.as_deref(), row.post.as_deref().filter(|post| Some(*post) != row.title.as_deref())];
        let titles = written.into_iter().flatten().flat_map(|written| titles::read(written, organization, country, self.lookups));
        let titles: Vec<Title> = titles.collect();
        let Some(sighting) = self.at(article_id, &row.name, &row.page_person_id, role) else { return };
        sighting.is_given &= row.kind == NamingKind::Given;
        if row.kind != NamingKind::Title {
            sighting.surfaces.insert(plain(&row.surface));
        }
        sighting.countries.extend(country);
        sighting.titles.extend(titles);
    }

    /// A name in a credit or a byline.
    fn credit(&mut self, article_id: &'a str, name: &str, role: PersonRole, title: Option<&str>, organization: Option<&str>) {
        let titles = titles::read(title.unwrap_or_default(), organization, None, self.lookups);
        let Some(sighting) = self.at(article_id, name, &slug(name), role) else { return };
        sighting.is_given = false;
        sighting.surfaces.insert(plain(name));
        sighting.titles.extend(titles);
    }
}

/// A name on one line.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
