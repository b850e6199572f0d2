//! Claims of a page that a package of assistance is announced, previewed, authorized or recalled.

use chrono::NaiveDate;

use super::money::Bound;
use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::{mention, vocabulary};

vocabulary! {
    /// The law or fund that a package draws on.
    pub enum Authority {
        /// Presidential Drawdown Authority, section 506(a) of the Foreign Assistance Act.
        Pda = "PDA",
        /// Ukraine Security Assistance Initiative.
        Usai = "USAI",
        /// Foreign Military Financing, as a grant.
        Fmf = "FMF",
        /// Foreign Military Financing, as a loan.
        FmfLoan = "FMF_loan",
        /// Excess Defense Articles.
        Eda = "EDA",
        /// A named authority that is none of these.
        Other = "other",
    }
}

vocabulary! {
    /// What a page does with a package.
    pub enum Claim {
        /// Announces it, or retells an announcement of these days.
        Announced = "announced",
        /// Says that it will be announced.
        Previewed = "previewed",
        /// Delegates or notifies the authority for it.
        Authorized = "authorized",
        /// Recalls it as history.
        Recalled = "recalled",
    }
}

mention! {
    /// One row per claim of a page about a package; the span is the sentence that carries the claim.
    pub struct Announcement = announcements, key(article_id, announcement_no) {
        /// Its place in the article, from 1.
        announcement_no: i64,
        /// The announcement of the same article that gives the sum this one is a part of.
        part_of_no: Option<i64>,
        /// What the page does with the package.
        claim: Claim,
        /// Who receives it, canonical.
        recipient: Option<String>,
        /// The law or fund it draws on.
        authority: Option<Authority>,
        /// Its place in the series of its recipient and authority.
        ordinal: Option<i64>,
        /// The stated value, or the low end of a range, in US dollars.
        value_low_usd: Option<i64>,
        /// The stated value, or the high end of a range.
        value_high_usd: Option<i64>,
        /// How far the value binds.
        bound: Option<Bound>,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// Where the amount stands: `start_char` of its row in `money`.
        money_start_char: Option<i64>,
        /// First day on which it can have been announced, as this page tells.
        date_low: Option<NaiveDate>,
        /// Last day.
        date_high: Option<NaiveDate>,
        /// Whether it is new money; false where the page says that authority given before is used.
        is_new_money: bool,
    }
}

mention! {
    /// One row per item that a page lists for a package it announces; the span is the item with its count.
    pub struct AnnouncedItem = announced_items, key(article_id, announcement_no, item_no) {
        /// The announcement.
        announcement_no: i64,
        /// Its place in the list, from 1.
        item_no: i64,
        /// The item as written, without its count.
        name: String,
        /// The canonical thing, where `lookups/equipment.csv` knows it.
        equipment_id: Option<String>,
        /// Its category.
        category: Option<String>,
        /// The count, or the low end of a range.
        quantity_low: Option<i64>,
        /// The count, or the high end of a range.
        quantity_high: Option<i64>,
        /// How far the count binds.
        bound: Option<Bound>,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// The unit: rounds, sets.
        unit: Option<String>,
        /// The calibre: `155 mm`.
        calibre: Option<String>,
        /// Whether it is said to come on top of earlier deliveries.
        is_additional: bool,
    }
}

/// Finds the claims of a page about packages. Needs the money, dates and quantities in `found`.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
