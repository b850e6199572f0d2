//! Ids that a merge has left behind.

use crate::{table, vocabulary};

vocabulary! {
    /// What kind of entity an id is of.
    pub enum EntityKind {
        /// A person: `people`.
        Person = "person",
    }
}

vocabulary! {
    /// Why one id leads to another.
    pub enum RedirectReason {
        /// The same name, less full.
        FullerName = "fuller_name",
        /// The same name, spelled otherwise.
        Spelling = "spelling",
        /// The lookups know both names as one person's.
        Known = "known",
        /// A surname, and the one person whom the pages can mean by it.
        Surname = "surname",
    }
}

table! {
    /// One row per id that some set of pages gives and that is now part of another entity.
    pub struct Redirect = Entities.redirects, key(entity, from_id) {
        /// What kind of entity it is.
        entity: EntityKind,
        /// The id left behind.
        from_id: String,
        /// The id that holds instead.
        to_id: String,
        /// Why.
        reason: RedirectReason,
    }
}
