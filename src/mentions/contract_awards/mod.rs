//! The awards of a daily contracts page.

use chrono::NaiveDate;

use super::money::Bound;
use super::{Mentions, Page};
use crate::lookup::Lookups;
use crate::mention;

mention! {
    /// One row per award or modification that a contracts page announces; the span is its paragraph.
    pub struct ContractAward = contract_awards, key(article_id, award_no) {
        /// Its place on the page, from 1.
        award_no: i64,
        /// The heading it stands under: `ARMY`, `DEFENSE LOGISTICS AGENCY`.
        branch: Option<String>,
        /// What is awarded, in whole US dollars.
        amount_usd: Option<i64>,
        /// How far that figure binds: a ceiling is `at_most`.
        amount_bound: Option<Bound>,
        /// What the contract comes to with this award, with or without its options.
        cumulative_usd: Option<i64>,
        /// What is obligated at the time of the award.
        obligated_usd: Option<i64>,
        /// Kinds of contract: `firm-fixed-price`, `indefinite-delivery/indefinite-quantity`.
        contract_kinds: Vec<String>,
        /// Whether it changes a contract awarded before.
        is_modification: bool,
        /// `P00012`, as written.
        modification_no: Option<String>,
        /// Whether it exercises an option.
        is_option: bool,
        /// Numbers of the contracts and orders, as written, in order.
        contract_numbers: Vec<String>,
        /// The contracting activity, as written.
        activity: Option<String>,
        /// Where the work is done, as written, in order.
        places_of_performance: Vec<String>,
        /// First day of expected completion.
        completion_low: Option<NaiveDate>,
        /// Last such day.
        completion_high: Option<NaiveDate>,
        /// Customers of foreign military sales, as written.
        fms_customers: Vec<String>,
        /// Whether it serves foreign military sales.
        is_fms: bool,
        /// Whether an awardee is marked as a small business.
        is_small_business: bool,
        /// Offers received.
        offers_received: Option<i64>,
        /// Whether it corrects or updates an announcement made before.
        is_correction: bool,
    }
}

mention! {
    /// One row per company of an award; the span is its name.
    pub struct AwardCompany = award_companies, key(article_id, award_no, company_no) {
        /// The award.
        award_no: i64,
        /// Its place among the companies of the award, from 1.
        company_no: i64,
        /// Its name, as written.
        name: String,
        /// The company: the slug of its name without legal form.
        organization_id: String,
        /// City, as written.
        city: Option<String>,
        /// State or country, as written.
        state_or_country: Option<String>,
        /// Marked as a small business.
        is_small_business: bool,
        /// The number of its own contract, where each company has one.
        contract_number: Option<String>,
    }
}

mention! {
    /// One row per fund that pays for an award; the span is the words that name it.
    pub struct AwardFund = award_funds, key(article_id, award_no, fund_no) {
        /// The award.
        award_no: i64,
        /// Its place among the funds of the award, from 1.
        fund_no: i64,
        /// The fiscal year of the appropriation; none where the page says no year.
        fiscal_year: Option<i64>,
        /// The appropriation, as written: `operation and maintenance (Navy)`.
        kind: String,
        /// What of it is obligated, in whole US dollars.
        amount_usd: Option<i64>,
    }
}

/// Finds the awards of a contracts page. Needs money and dates in `found`.
pub fn find(_page: &Page, _lookups: &Lookups, _found: &mut Mentions) {}
