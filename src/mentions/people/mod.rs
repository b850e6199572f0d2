//! People a page names, and who is meant by a surname or a title.

use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::{mention, vocabulary};

vocabulary! {
    /// How a mention names a person.
    pub enum NamingKind {
        /// A given name or initials and a surname.
        Full = "full",
        /// A surname alone.
        Surname = "surname",
        /// A given name alone.
        Given = "given",
        /// A title in place of a name: the secretary.
        Title = "title",
    }
}

mention! {
    /// One row per naming of a person; the span is the name without rank and title, or the title that stands for it.
    pub struct PersonMention = people, key(article_id, start_char, end_char) {
        /// How it names the person.
        kind: NamingKind,
        /// The fullest name the page gives of the person.
        name: String,
        /// The person as far as the page tells: the slug of `name`; `person_articles` leads to the person across pages.
        page_person_id: String,
        /// The title, rank or post that stands at the name, as written: `Secretary of Defense`, `Gen.`.
        title: Option<String>,
        /// The nationality or country that stands at the title, ISO 3166-1 alpha-3: `Ukrainian Defense Minister`.
        country: Option<String>,
        /// The organization that stands at the title, as written: `NATO Secretary General`.
        organization: Option<String>,
    }
}

/// Finds the people of a page. Needs the equipment, places and organizations in `found`: what is one of these is no person; takes out of
/// `found` the places and organizations that turn out to be people.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
