//! Announcements, and the pages that retell them, become packages.

use super::amounts::{Agreement, Amount};
use super::fit::{Choice, Class, best};
use super::ledger::Ledger;
use super::told::{Role, Told};
use super::{details, families, sums};
use crate::mentions::announcements::Claim;

/// Places every announcement: with the package it fits best, else as a package of its own.
///
/// Claims come in the order of how much they settle, so that a package is founded on the best page that tells of it. A claim that
/// only rounds a sum waits until every other claim is placed.
pub fn place(ledger: &mut Ledger) {
    let mut open = ledger.open(|told| told.claim == Claim::Announced);
    open.sort_by(|a, b| order(&ledger.told[*a]).cmp(&order(&ledger.told[*b])));
    let waiting: Vec<usize> = open.into_iter().filter(|claim| place_one(ledger, *claim, false)).collect();
    for claim in waiting {
        place_one(ledger, claim, true);
    }
}

/// Whether the claim has to wait.
fn place_one(ledger: &mut Ledger, claim: usize, is_last: bool) -> bool {
    let told = &ledger.told[claim];
    if told.role == Role::Share {
        return false;
    }
    match best(ledger, claim) {
        Choice::One((_, Class::NearSum)) if !is_last => return true,
        Choice::One((_, Class::WrongValue | Class::OtherValue)) if sums::is_sum_of_day(ledger, claim) => {
            ledger.found(claim);
        }
        Choice::One((cluster, class)) => {
            let detail = details::of(&ledger.told[claim], &ledger.clusters[cluster]);
            ledger.join(claim, cluster, class.reason(), detail);
        }
        Choice::Tie => ledger.set_aside(claim, "fits several packages equally well"),
        Choice::None if told.recipient.is_none() && told.role != Role::Sum && told.parent.is_none() => {
            ledger.set_aside(claim, "names no recipient");
        }
        Choice::None if is_headline(ledger, claim) => ledger.set_aside(claim, "sum of packages and of what is none"),
        Choice::None if is_history(ledger, claim) => ledger.set_aside(claim, "the page tells of it as history"),
        Choice::None => {
            ledger.found(claim);
        }
    }
    false
}

fn order<'a>(told: &'a Told) -> impl Ord + 'a {
    let says_little = told.amount.is_none() && told.ordinal.is_none();
    let gaps = (told.amount.is_none(), told.ordinal.is_none(), told.authority.is_none(), told.exact_day().is_none());
    let key = (told.row.article_id.as_str(), told.row.announcement_no);
    (says_little, told.role, told.tier(), gaps, told.likely_day(), key)
}

/// "More than $1 billion in new help", beside two packages of the same page that name their funds and come to less.
fn is_headline(ledger: &Ledger, claim: usize) -> bool {
    let told = &ledger.told[claim];
    let is_part = |other: &&Told| {
        let alike = other.claim == told.claim && other.recipient == told.recipient && other.parent.is_none();
        alike && other.role == Role::Single && other.authority.is_some()
    };
    let parts: Vec<Amount> = ledger.page_of(claim).filter(is_part).filter_map(|other| other.amount).collect();
    let unnamed = told.role == Role::Single && told.authority.is_none() && told.ordinal.is_none() && told.parent.is_none();
    unnamed && parts.len() > 1 && told.amount.is_some_and(|amount| families::sum(parts.into_iter()).high < amount.high)
}

/// Neither fund nor ordinal, on a page that retells and recalls a package of the same value.
fn is_history(ledger: &Ledger, claim: usize) -> bool {
    let told = &ledger.told[claim];
    let unnamed = told.authority.is_none() && told.ordinal.is_none() && told.tier() > 1;
    let recalls = |other: &Told| {
        let same = other.amount.zip(told.amount).is_some_and(|(a, b)| a.agrees(b) == Agreement::Equal);
        other.claim == Claim::Recalled && other.recipient == told.recipient && same
    };
    unnamed && ledger.page_of(claim).any(recalls)
}
