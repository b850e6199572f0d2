//! Events across pages, those that captions of photos name among them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Entities;
use super::seen::{Days, Seen, days, most_said, narrowest};
use crate::mentions::Mentions;
use crate::mentions::events::EventMention;
use crate::records::Article;
use crate::table;

table! {
    /// One row per event: of those with one name, each iteration or year is an event of its own.
    pub struct EventEntity = Entities.events, key(event_id) {
        /// The slug of the name, with iteration or year where a page tells.
        event_id: String,
        /// Its name, as most pages write it.
        name: String,
        /// Which of its kind.
        iteration: Option<i64>,
        /// First day, as the page that tells it most narrowly has it.
        date_low: Option<NaiveDate>,
        /// Last day.
        date_high: Option<NaiveDate>,
        /// Where it takes place, as most pages say.
        place: Option<String>,
        /// The words that name it.
        aliases: Vec<String>,
        /// Namings in the text of pages.
        mention_count: i64,
        /// Pages whose text names it.
        article_count: i64,
        /// Photos whose caption names it.
        photo_count: i64,
        /// First day a page or a photo's page names it.
        first_seen: NaiveDate,
        /// Last such day.
        last_seen: NaiveDate,
    }
}

/// Gathers the events of all pages. Runs after the photos, whose captions name some: `scenes` are these, with the day of their page.
pub fn resolve(articles: &[Article], mentions: &Mentions, scenes: &[(EventMention, NaiveDate)], entities: &mut Entities) {
    let days = days(articles);
    let mut events: BTreeMap<&str, (Vec<&EventMention>, Vec<NaiveDate>)> = BTreeMap::new();
    for row in &mentions.events {
        events.entry(&row.event_id).or_default().0.push(row);
    }
    for (scene, day) in scenes {
        let (rows, of_photos) = events.entry(&scene.event_id).or_default();
        rows.push(scene);
        of_photos.push(*day);
    }
    entities.events = events.into_iter().filter_map(|(id, (rows, of_photos))| row(id, &rows, &of_photos, &days)).collect();
}

fn row(id: &str, rows: &[&EventMention], of_photos: &[NaiveDate], days: &Days<'_>) -> Option<EventEntity> {
    let mut seen = Seen::default();
    for row in rows {
        seen.add(&row.surface, &row.article_id, days);
    }
    let when = narrowest(rows.iter().map(|row| (row.date_low, row.date_high)));
    Some(EventEntity {
        event_id: id.to_owned(),
        name: most_said(rows.iter().map(|row| row.name.as_str()))?.to_owned(),
        iteration: rows.iter().find_map(|row| row.iteration),
        date_low: when.map(|(low, _)| low),
        date_high: when.map(|(_, high)| high),
        place: most_said(rows.iter().filter_map(|row| row.place.clone())),
        aliases: seen.aliases(),
        mention_count: seen.mention_count,
        article_count: seen.article_count(),
        photo_count: i64::try_from(of_photos.len()).unwrap_or(i64::MAX),
        first_seen: seen.first().into_iter().chain(of_photos.iter().copied()).min()?,
        last_seen: seen.last().into_iter().chain(of_photos.iter().copied()).max()?,
    })
}
