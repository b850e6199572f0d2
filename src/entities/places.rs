//! Places across pages.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Entities;
use super::captions::Captions;
use super::seen::{Seen, by_id, days, most_said, namings};
use crate::lookup::{Lookups, slug};
use crate::mentions::Mentions;
use crate::mentions::places::{PlaceKind, PlaceMention};
use crate::records::Article;
use crate::table;

table! {
    /// One row per place that a page names.
    pub struct Place = Entities.places, key(place_id) {
        /// The canonical name as a slug, with state and country where they are known.
        place_id: String,
        /// The canonical name.
        name: String,
        /// What kind of place it is.
        kind: PlaceKind,
        /// The country it lies in, or is, ISO 3166-1 alpha-3, where lookups or pages say so.
        country: Option<String>,
        /// The two-letter code, of a country.
        iso2: Option<String>,
        /// Its item in Wikidata, where the lookups know it.
        wikidata: Option<String>,
        /// The names under which pages mention it.
        aliases: Vec<String>,
        /// Namings on all pages and in the captions of their photos.
        mention_count: i64,
        /// Pages that name it.
        article_count: i64,
        /// First day a page names it.
        first_seen: NaiveDate,
        /// Last day a page names it.
        last_seen: NaiveDate,
    }
}

/// Gathers the places of all pages and of their captions.
pub fn resolve(articles: &[Article], captions: &Captions, mentions: &Mentions, lookups: &Lookups, entities: &mut Entities) {
    let namings = namings(&mentions.places).chain(captions.rows(|found| &found.places));
    let things = by_id(namings, &days(articles), |row| &row.place_id);
    let countries = lookups.countries.rows().iter().filter(|row| row.get(4).is_some_and(|kind| kind == "country"));
    let mut known: BTreeMap<String, &[String]> = BTreeMap::new();
    for row in countries {
        if let Some(name) = row.get(1) {
            known.entry(slug(name)).or_insert(row);
        }
    }
    let place = |(id, (seen, rows)): (&str, (Seen, Vec<&PlaceMention>))| {
        let name = most_said(rows.iter().map(|row| &row.name))?;
        let kind = most_said(rows.iter().map(|row| row.kind))?;
        let facts = known.get(id).filter(|_| kind == PlaceKind::Country);
        let fact = |column: usize| facts.and_then(|row| row.get(column)).filter(|cell| !cell.is_empty()).cloned();
        Some(Place {
            place_id: id.to_owned(),
            name: name.clone(),
            kind,
            country: most_said(rows.iter().filter_map(|row| row.country.clone())),
            iso2: fact(2),
            wikidata: fact(5),
            aliases: seen.aliases(),
            mention_count: seen.mention_count,
            article_count: seen.article_count(),
            first_seen: seen.first()?,
            last_seen: seen.last()?,
        })
    };
    entities.places = things.into_iter().filter_map(place).collect();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mentions::testing;

    fn mention(place: usize, article: usize, at: i64) -> PlaceMention {
        let (id, name) = [("ukraine", "Ukraine"), ("kyiv-ukr", "Kyiv"), ("dayton-ohio-usa", "Dayton")][place];
        PlaceMention {
            article_id: format!("a/{article}"),
            paragraph_no: 1,
            start_char: at,
            end_char: at + 4,
            surface: name.to_uppercase(),
            kind: if place == 0 { PlaceKind::Country } else { PlaceKind::City },
            name: name.to_owned(),
            place_id: id.to_owned(),
            country: (place < 2).then(|| "UKR".to_owned()),
        }
    }

    fn places(mentions: Vec<PlaceMention>) -> Vec<Place> {
        let articles: Vec<_> = (0..3).map(|number| testing::article(&format!("a/{number}"))).collect();
        let mut entities = Entities::default();
        let mentions = Mentions { places: mentions, ..Mentions::default() };
        resolve(&articles, &Captions::default(), &mentions, Lookups::of_project(), &mut entities);
        entities.places
    }

    #[test]
    fn a_country_has_its_codes() {
        let rows = places(vec![mention(0, 0, 5), mention(0, 1, 9)]);
        assert_eq!(rows[0].iso2.as_deref(), Some("UA"));
        assert_eq!(rows[0].wikidata.as_deref(), Some("Q212"));
        assert_eq!((rows[0].mention_count, rows[0].article_count, &rows[0].aliases[..]), (2, 2, &["UKRAINE".to_owned()][..]));
    }

    proptest! {
        #[test]
        fn the_order_of_mentions_does_not_matter(
            picks in prop::collection::vec((0..3_usize, 0..3_usize, 0..90_i64), 0..20),
            turn in 0..20_usize,
        ) {
            let mentions: Vec<_> = picks.iter().map(|(place, article, at)| mention(*place, *article, *at)).collect();
            let mut turned = mentions.clone();
            turned.rotate_left(turn.min(mentions.len()));
            turned.reverse();
            prop_assert_eq!(places(mentions), places(turned));
        }
    }
}
