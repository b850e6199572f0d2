//! The awards of a daily contracts page.
//!
//! Such a page is written to a form: a heading for the branch, a paragraph for the award, in it one sentence for each thing. So each field
//! is read from the sentence that speaks of it, by a rule of its own file. Other pages that tell of contracts yield nothing.

mod companies;
mod completion;
mod funds;
mod notices;
mod numbers;
mod places;
mod regions;
mod sales;
mod sums;
mod terms;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;

use super::money::Bound;
use super::organizations::{OrganizationKind, OrganizationMention, company_id};
use super::{Mentions, Page, Span};
use crate::lookup::Lookups;
use crate::mention;
use crate::records::PageKind;

use notices::{Line, Notice};

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
        /// What is obligated at the time of the award; none where nothing is.
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
        /// Numbers of the contracts and agreements that an order is placed under.
        parent_numbers: Vec<String>,
        /// The contracting activity, as written.
        activity: Option<String>,
        /// First day of expected completion.
        completion_low: Option<NaiveDate>,
        /// Last such day.
        completion_high: Option<NaiveDate>,
        /// Customers of foreign military sales, as written.
        fms_customers: Vec<String>,
        /// Whether it serves foreign military sales.
        is_fms: bool,
        /// Whether an awardee is marked as a small business, or the award was set aside for such.
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
        /// The company: the slug of its canonical name, or of its name without legal form.
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
        /// The fiscal year of the appropriation, the first where there are several; none where the page says no year.
        fiscal_year: Option<i64>,
        /// The last fiscal year.
        fiscal_year_last: Option<i64>,
        /// The appropriation, as written: `operation and maintenance (Navy)`.
        kind: String,
        /// What of it is obligated, in whole US dollars.
        amount_usd: Option<i64>,
    }
}

mention! {
    /// One row per place where the work of an award is done; the span is its name.
    pub struct AwardPlace = award_places, key(article_id, award_no, place_no) {
        /// The award.
        award_no: i64,
        /// Its place among the places of the award, from 1.
        place_no: i64,
        /// The place, as written: `Dover, Ohio`.
        name: String,
        /// Its share of the work, in hundredths of a percent.
        basis_points: Option<i64>,
    }
}

/// Finds the awards of a contracts page. Needs dates and organizations in `found`.
pub fn find(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    let title = page.article.title.get(..13).unwrap_or_default();
    if page.article.kind != PageKind::Contracts && !title.eq_ignore_ascii_case("contracts for") {
        return;
    }
    let mut named = Vec::new();
    for (index, notice) in notices::find(page).iter().enumerate() {
        let place = Place { article_id: &page.article.article_id, award_no: number(index) };
        named.extend(companies(&place, notice, lookups, found));
        funds(&place, notice, found);
        places(&place, notice, lookups, found);
        award(&place, notice, lookups, found);
    }
    merge(named, &mut found.organizations);
}

/// The award that rows belong to.
struct Place<'a> {
    article_id: &'a str,
    award_no: i64,
}

fn number(index: usize) -> i64 {
    i64::try_from(index + 1).unwrap_or(i64::MAX)
}

fn award(place: &Place, notice: &Notice, lookups: &Lookups, found: &mut Mentions) {
    let span = notice.passage.span(notice.range.clone());
    let text = || notice.passage.text.get(notice.range.clone()).into_iter().chain(notice.body.iter().map(Line::text));
    let (amount_usd, amount_bound) = sums::awarded(notice).unzip();
    let completion = completion::find(notice, found);
    let fms_customers = sales::customers(notice, lookups);
    let modification_no = text().find_map(numbers::modification);
    let (contract_numbers, parent_numbers) = numbers::find(text());
    let of_award = |row: &&AwardCompany| row.award_no == place.award_no;
    let is_small_business =
        found.award_companies.iter().rev().take_while(of_award).any(|row| row.is_small_business) || terms::is_set_aside(notice);
    found.contract_awards.push(ContractAward {
        article_id: place.article_id.to_owned(),
        paragraph_no: span.paragraph_no,
        start_char: span.start_char,
        end_char: span.end_char,
        surface: span.surface,
        award_no: place.award_no,
        branch: notice.branch.clone(),
        amount_usd,
        amount_bound,
        cumulative_usd: sums::cumulative(notice),
        obligated_usd: funds::obligated(notice),
        contract_kinds: terms::kinds(notice),
        is_modification: terms::is_modification(notice) || modification_no.as_ref().is_some_and(|number| number.starts_with('P')),
        modification_no,
        is_option: terms::is_option(notice),
        contract_numbers,
        parent_numbers,
        activity: terms::activity(notice),
        completion_low: completion.map(|days| days.0),
        completion_high: completion.map(|days| days.1),
        is_fms: sales::is_sale(notice),
        fms_customers,
        is_small_business,
        offers_received: terms::offers(notice),
        is_correction: notice.is_correction,
    });
}

/// The companies become rows, and organizations; returned are those that are organizations not found before.
fn companies(place: &Place, notice: &Notice, lookups: &Lookups, found: &mut Mentions) -> Vec<OrganizationMention> {
    let mut named = Vec::new();
    let passage = notice.passage;
    let words = |range: Range<usize>| passage.text.get(range).unwrap_or_default().to_owned();
    for (index, company) in companies::find(passage.text, notice.head.clone(), lookups).into_iter().enumerate() {
        let span = passage.span(company.name.clone());
        let known = known(&span, &found.organizations).map(|row| row.organization_id.clone());
        let organization_id = known.unwrap_or_else(|| {
            let row = organization(place, &span);
            named.push(row.clone());
            row.organization_id
        });
        found.award_companies.push(AwardCompany {
            article_id: place.article_id.to_owned(),
            paragraph_no: span.paragraph_no,
            start_char: span.start_char,
            end_char: span.end_char,
            name: span.surface.clone(),
            surface: span.surface,
            award_no: place.award_no,
            company_no: number(index),
            organization_id,
            city: company.city.map(words),
            state_or_country: company.region.map(words),
            is_small_business: company.is_small,
            contract_number: company.number,
        });
    }
    named
}

/// The organization that was found over these very words. `rows` are in order.
fn known<'r>(span: &Span, rows: &'r [OrganizationMention]) -> Option<&'r OrganizationMention> {
    let row = rows.get(rows.partition_point(|row| row.end_char <= span.start_char))?;
    (row.start_char == span.start_char && row.end_char == span.end_char).then_some(row)
}

/// A company as an organization.
fn organization(place: &Place, span: &Span) -> OrganizationMention {
    OrganizationMention {
        article_id: place.article_id.to_owned(),
        paragraph_no: span.paragraph_no,
        start_char: span.start_char,
        end_char: span.end_char,
        name: span.surface.clone(),
        surface: span.surface.clone(),
        kind: OrganizationKind::Company,
        organization_id: company_id(&span.surface),
    }
}

/// Puts companies among the organizations, in the place of those that are parts of their names. Both are in order.
fn merge(named: Vec<OrganizationMention>, found: &mut Vec<OrganizationMention>) {
    found.retain(|row| {
        let company = named.get(named.partition_point(|company| company.end_char <= row.start_char));
        company.is_none_or(|company| company.start_char >= row.end_char)
    });
    found.extend(named);
    found.sort_by_key(|row| (row.start_char, row.end_char));
}

fn funds(place: &Place, notice: &Notice, found: &mut Mentions) {
    for (index, fund) in funds::find(notice).into_iter().enumerate() {
        let span = fund.line.span(fund.range);
        found.award_funds.push(AwardFund {
            article_id: place.article_id.to_owned(),
            paragraph_no: span.paragraph_no,
            start_char: span.start_char,
            end_char: span.end_char,
            kind: span.surface.clone(),
            surface: span.surface,
            award_no: place.award_no,
            fund_no: number(index),
            fiscal_year: fund.first_year,
            fiscal_year_last: fund.last_year,
            amount_usd: fund.amount,
        });
    }
}

fn places(place: &Place, notice: &Notice, lookups: &Lookups, found: &mut Mentions) {
    for (index, performed) in places::find(notice, lookups).into_iter().enumerate() {
        let span = performed.line.span(performed.range);
        found.award_places.push(AwardPlace {
            article_id: place.article_id.to_owned(),
            paragraph_no: span.paragraph_no,
            start_char: span.start_char,
            end_char: span.end_char,
            name: span.surface.clone(),
            surface: span.surface,
            award_no: place.award_no,
            place_no: number(index),
            basis_points: performed.share,
        });
    }
}
