//! Organizations a page names, military units among them.

use crate::{mention, vocabulary};

vocabulary! {
    /// What kind of organization it is.
    pub enum OrganizationKind {
        /// A government, a department, an agency, a legislature, a court.
        Government = "government",
        /// An armed service, a command, armed forces.
        Military = "military",
        /// A military unit: a division, a wing, a squadron.
        Unit = "unit",
        /// An alliance or another body of states.
        Alliance = "alliance",
        /// A company.
        Company = "company",
        /// A school, a university.
        Education = "education",
        /// A paper, a broadcaster, an agency of news.
        Media = "media",
        /// None of these, or not known.
        Other = "other",
    }
}

mention! {
    /// One row per naming of an organization.
    pub struct OrganizationMention = organizations, key(article_id, start_char, end_char) {
        /// What kind of organization it is.
        kind: OrganizationKind,
        /// Its name in full, as the lookups or the page give it.
        name: String,
        /// The organization: its canonical name as a slug.
        organization_id: String,
    }
}
