//! Places a page names, and the nationalities it speaks of.

use crate::{mention, vocabulary};

vocabulary! {
    /// What kind of place it is.
    pub enum PlaceKind {
        /// A country.
        Country = "country",
        /// A state, province or territory of a country.
        State = "state",
        /// A city, town or village.
        City = "city",
        /// A part of the world or of a country: Donbas, Middle East.
        Region = "region",
        /// A base, camp, post or training area.
        Base = "base",
        /// A named building or site.
        Facility = "facility",
        /// A sea, river or other water.
        Water = "water",
        /// None of these, or not known.
        Other = "other",
    }
}

mention! {
    /// One row per naming of a place.
    pub struct PlaceMention = places, key(article_id, start_char, end_char) {
        /// What kind of place it is.
        kind: PlaceKind,
        /// Its name in full.
        name: String,
        /// The place: its canonical name as a slug, with the country where that is known.
        place_id: String,
        /// The country it lies in (its own for a country), ISO 3166-1 alpha-3, where the lookups or the page say so.
        country: Option<String>,
    }
}

mention! {
    /// One row per word of nationality: `Ukrainian`, `Russians`.
    pub struct Nationality = nationalities, key(article_id, start_char, end_char) {
        /// The country, ISO 3166-1 alpha-3; empty for peoples of no one country.
        country: Option<String>,
        /// The place: the country's canonical name as a slug.
        place_id: Option<String>,
    }
}
