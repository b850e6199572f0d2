//! Agreements a page names: treaties, pacts, accords, memoranda of understanding.

use chrono::NaiveDate;

use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::{mention, vocabulary};

vocabulary! {
    /// What kind of agreement it is.
    pub enum AgreementKind {
        /// A treaty or convention.
        Treaty = "treaty",
        /// An agreement, arrangement or pact.
        Agreement = "agreement",
        /// An accord.
        Accord = "accord",
        /// A memorandum of understanding or letter of intent.
        Memorandum = "memorandum",
        /// None of these.
        Other = "other",
    }
}

mention! {
    /// One row per naming of an agreement.
    pub struct AgreementMention = agreements, key(article_id, start_char, end_char) {
        /// What kind of agreement it is.
        kind: AgreementKind,
        /// Its name: `bilateral security agreement`, `New START`.
        name: String,
        /// The agreement: the slug of its name, with parties where the name alone is common.
        agreement_id: String,
        /// Who concluded it, as far as the page tells: countries, organizations or the people who signed.
        parties: Vec<String>,
        /// For how many years.
        duration_years: Option<i64>,
        /// First day on which it may have been signed.
        signed_low: Option<NaiveDate>,
        /// Last such day.
        signed_high: Option<NaiveDate>,
    }
}

/// Finds the agreements of a page. Needs dates, places, nationalities, organizations and people in `found`.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
