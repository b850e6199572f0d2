//! What the captions of photos say: each is read once, as a page of its own, by the rules that read pages.
//!
//! Captions are no part of the text of a page, so what they name stands in the entity tables and in no mention table.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};

use super::seen::Days;
use crate::lookup::Lookups;
use crate::mentions::places::PlaceMention;
use crate::mentions::{self, Mentions};
use crate::records::{Article, BlockKind, DateBasis, Image, PageKind, Paragraph};

/// The captions of all photos, read.
#[derive(Debug, Default)]
pub struct Captions<'a> {
    read: BTreeMap<&'a str, Mentions>,
    images: &'a [Image],
}

impl<'a> Captions<'a> {
    /// Reads the captions of `images`. Days are told from the day of the photo, else from that of its page; an event that the caption names
    /// without a day or a place is when and where the photo was taken.
    #[must_use]
    pub fn read(images: &'a [Image], days: &Days<'_>, lookups: &Lookups) -> Self {
        let mut read = BTreeMap::new();
        for image in images {
            let (Some(caption), Some(published)) = (image.caption.as_deref(), days.get(image.article_id.as_str())) else { continue };
            read.entry(caption).or_insert_with(|| {
                let mut found = of(caption, image.taken_date.unwrap_or(*published), lookups);
                let place = scene(caption, &found).map(|place| place.name.clone());
                for event in &mut found.events {
                    event.complete(image.taken_date, place.as_deref());
                }
                found
            });
        }
        Self { read, images }
    }

    /// What the caption of a photo says.
    #[must_use]
    pub fn of(&self, caption: &str) -> Option<&Mentions> {
        self.read.get(caption)
    }

    /// The rows of one kind with the page on which each stands.
    pub fn rows<'c, R: 'c>(&'c self, rows: fn(&Mentions) -> &Vec<R>) -> impl Iterator<Item = (&'c str, &'c R)> {
        let of_image = |image: &'a Image| Some((image.article_id.as_str(), self.read.get(image.caption.as_deref()?)?));
        self.images.iter().filter_map(of_image).flat_map(move |(article_id, found)| rows(found).iter().map(move |row| (article_id, row)))
    }
}

/// The place that a caption says the picture shows: the first that stands after a word of place.
#[must_use]
pub fn scene<'m>(caption: &str, found: &'m Mentions) -> Option<&'m PlaceMention> {
    const WORDS: [&str; 7] = ["in", "at", "near", "over", "off", "aboard", "outside"];
    let is_behind = |place: &&PlaceMention| {
        let before: String = caption.chars().take(usize::try_from(place.start_char).unwrap_or_default()).collect();
        let before = before.trim_end().trim_end_matches(" the").to_lowercase();
        before.split_whitespace().next_back().is_some_and(|word| WORDS.contains(&word))
    };
    found.places.iter().find(is_behind)
}

fn of(caption: &str, day: NaiveDate, lookups: &Lookups) -> Mentions {
    let end_char = i64::try_from(caption.chars().count()).unwrap_or(i64::MAX);
    let paragraph = Paragraph { article_id: String::new(), paragraph_no: 1, kind: BlockKind::Body, start_char: 0, end_char };
    let page = Article {
        article_id: String::new(),
        url: String::new(),
        canonical_url: String::new(),
        publisher: String::new(),
        source: String::new(),
        layout: String::new(),
        kind: PageKind::Photo,
        title: String::new(),
        subtitle: None,
        published_date: day,
        published_date_basis: DateBasis::LatestPhoto,
        dateline: None,
        byline: None,
        is_historical_collection: false,
        body_text: caption.to_owned(),
        capture_sha256: String::new(),
        captured_at: DateTime::UNIX_EPOCH,
    };
    mentions::extract(&page, std::slice::from_ref(&paragraph), lookups)
}
