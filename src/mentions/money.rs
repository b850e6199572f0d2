//! Amounts of money and what they are said of.

use super::{Mentions, Page};
use crate::text::amounts;
pub use crate::text::bounds::Bound;
use crate::{mention, vocabulary};

vocabulary! {
    /// What an amount is said of.
    pub enum MoneyRole {
        /// The value of an assistance package, or of several announced as one sum.
        PackageValue = "package_value",
        /// What has been given or committed so far.
        RunningTotal = "running_total",
        /// Money that a legislature has voted.
        Appropriation = "appropriation",
        /// Money that is asked for.
        Request = "request",
        /// A sale, as of foreign military sales.
        Sale = "sale",
        /// A loan or a loan guarantee.
        Loan = "loan",
        /// What another government gives or promises.
        PartnerPledge = "partner_pledge",
        /// A contract with a company.
        Contract = "contract",
        /// Humanitarian aid.
        Humanitarian = "humanitarian",
        /// Budget, energy or economic support.
        Economic = "economic",
        /// Authority granted, notified or waived that is no package (section 614, section 552, authority notices).
        Authority = "authority",
        /// A correction of the value of what was given before.
        Revaluation = "revaluation",
        /// None of these.
        Other = "other",
    }
}

mention! {
    /// One row per amount of money in the text.
    pub struct Money = money, key(article_id, start_char, end_char) {
        /// The amount, or the low end of a range, in whole units of the currency.
        amount_low: i64,
        /// The amount, or the high end of a range.
        amount_high: i64,
        /// ISO 4217 code.
        currency: String,
        /// How far the figure binds.
        bound: Bound,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// What the amount is said of.
        role: MoneyRole,
    }
}

/// Finds the amounts of a page; their roles are read later, by the claims around them.
pub fn find(page: &Page, found: &mut Mentions) {
    for passage in &page.passages {
        for amount in amounts::find(passage.text) {
            let span = passage.span(amount.range);
            found.money.push(Money {
                article_id: page.article.article_id.clone(),
                paragraph_no: span.paragraph_no,
                start_char: span.start_char,
                end_char: span.end_char,
                surface: span.surface,
                amount_low: amount.low,
                amount_high: amount.high,
                currency: amount.currency.to_owned(),
                bound: amount.bound,
                qualifier: amount.qualifier,
                role: MoneyRole::Other,
            });
        }
    }
}
