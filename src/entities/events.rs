//! Events across pages, those that captions of photos name among them.

use chrono::NaiveDate;

use super::Entities;
use super::captions::Captions;
use super::seen::{Seen, by_id, days, most_said, namings, narrowest};
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
        /// Namings on all pages and in the captions of their photos.
        mention_count: i64,
        /// Pages that name it.
        article_count: i64,
        /// First day a page names it.
        first_seen: NaiveDate,
        /// Last such day.
        last_seen: NaiveDate,
    }
}

/// Gathers the events of all pages and of their captions.
pub fn resolve(articles: &[Article], captions: &Captions, mentions: &Mentions, entities: &mut Entities) {
    let namings = namings(&mentions.events).chain(captions.rows(|found| &found.events));
    let events = by_id(namings, &days(articles), |row| &row.event_id);
    entities.events = events.into_iter().filter_map(|(id, (seen, rows))| row(id, &seen, &rows)).collect();
}

fn row(id: &str, seen: &Seen, rows: &[&EventMention]) -> Option<EventEntity> {
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
        first_seen: seen.first()?,
        last_seen: seen.last()?,
    })
}
