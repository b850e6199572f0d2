//! Packages and sums of packages: which are parts of which, told by the pages or by their values.

use std::collections::BTreeSet;

use super::MatchReason;
use super::amounts::{Agreement, Amount};
use super::families::sum;
use super::ledger::{Cluster, Ledger, Place};
use super::told::{Role, Told};
use crate::mentions::announcements::Claim;

/// More packages of one recipient on one day are not tried as addends.
const MOST_ADDENDS: usize = 8;

/// Set aside because it is the sum of a package and of what is none.
pub const HOLDS_AUTHORITY: &str = "sum that holds authority later packages draw on";

/// Makes the packages of a page parts of the sum the page gives, the smallest where several pages give one.
pub fn link_parts(ledger: &mut Ledger) {
    for at in 0..ledger.told.len() {
        let told = &ledger.told[at];
        let Some(parent) = told.parent.filter(|_| told.role != Role::Share) else { continue };
        let (Place::Package(part), Place::Package(sum)) = (&ledger.places[at], &ledger.places[parent]) else { continue };
        let (part, sum) = (*part, *sum);
        if ledger.clusters[sum].is_sum && !is_within(ledger, sum, part) {
            let chosen = ledger.clusters[part].parent.into_iter().chain([sum]);
            ledger.clusters[part].parent = chosen.min_by_key(|at| (ledger.clusters[*at].amounts.first().copied(), *at));
        }
    }
}

fn is_within(ledger: &Ledger, cluster: usize, outer: usize) -> bool {
    std::iter::successors(Some(cluster), |at| ledger.clusters[*at].parent).take(MOST_ADDENDS).any(|at| at == outer)
}

/// Finds packages that are the sum of others of those days: told as one package by a page that does not split it (they become the
/// sum), or split by a page that does not add it up (the addends become shares).
pub fn gather(ledger: &mut Ledger) {
    for whole in 0..ledger.clusters.len() {
        let cluster = &ledger.clusters[whole];
        if !cluster.is_announced() || cluster.parent.is_some() {
            continue;
        }
        let Some(addends) = cluster.amounts.first().and_then(|amount| addends(ledger, whole, *amount)) else { continue };
        if is_split(ledger, whole, &addends) {
            for share in addends {
                ledger.absorb(whole, share);
            }
        } else if is_sum(ledger, whole, &addends) {
            ledger.turn_into_sum(whole);
            for part in addends {
                ledger.clusters[part].parent = Some(whole);
            }
        }
    }
}

/// Whether the value of a claim is the sum of the packages of its days.
#[must_use]
pub fn is_sum_of_day(ledger: &Ledger, claim: usize) -> bool {
    let told = &ledger.told[claim];
    let (Some(recipient), Some(amount)) = (told.recipient, told.amount) else { return false };
    let day = told.likely_day();
    let days = ledger.near(Some(recipient), day, 2, day, 2);
    find(ledger, days.into_iter().filter(|at| ledger.clusters[*at].is_announced()), amount).is_some()
}

fn addends(ledger: &Ledger, whole: usize, amount: Amount) -> Option<Vec<usize>> {
    let cluster = &ledger.clusters[whole];
    let days = ledger.near(Some(cluster.recipient), cluster.day, 1, cluster.day, 1);
    let counted = |at: &usize| {
        let other = &ledger.clusters[*at];
        let is_one = other.parent.is_none() && (other.stages.contains(&Claim::Announced) || other.stages.contains(&Claim::Authorized));
        *at != whole && is_one && other.amounts.first().is_some_and(|part| part.high < amount.high)
    };
    find(ledger, days.into_iter().filter(counted), amount)
}

/// Whether an order and another package of those days add up to the value of `whole`: then it orders a part of that sum.
#[must_use]
pub fn completes(ledger: &Ledger, order: &Told, whole: usize, near: &[usize]) -> bool {
    let (Some(part), Some(amount)) = (order.amount, ledger.clusters[whole].amounts.first()) else { return false };
    let others = near.iter().filter(|at| **at != whole).filter_map(|at| ledger.clusters[*at].amounts.first());
    others.into_iter().any(|other| amount.agrees(sum([part, *other].into_iter())) <= Agreement::Near)
}

/// All of `packages`, or two of them, whose values add up to `amount`.
fn find(ledger: &Ledger, packages: impl Iterator<Item = usize>, amount: Amount) -> Option<Vec<usize>> {
    let packages: Vec<usize> = packages.take(MOST_ADDENDS + 1).collect();
    if !(2..=MOST_ADDENDS).contains(&packages.len()) {
        return None;
    }
    let pairs = packages.iter().enumerate().flat_map(|(at, a)| packages[at + 1..].iter().map(|b| vec![*a, *b]));
    let sets = std::iter::once(packages.clone()).chain(pairs);
    let graded = sets.map(|set| (amount.agrees(sum(set.iter().filter_map(|at| ledger.clusters[*at].amounts.first().copied()))), set));
    graded.filter(|(agreement, _)| *agreement <= Agreement::Near).min_by_key(|(agreement, _)| *agreement).map(|(_, set)| set)
}

/// One authority, no two ordinals, and one page that tells all addends: a package whose value the page splits.
fn is_split(ledger: &Ledger, whole: usize, addends: &[usize]) -> bool {
    let authority = ledger.clusters[whole].authority;
    let of_one = addends.iter().all(|at| ledger.clusters[*at].authority.is_some() && ledger.clusters[*at].authority == authority);
    let ordinals: BTreeSet<i64> = addends.iter().chain([&whole]).flat_map(|at| ledger.clusters[*at].ordinals.clone()).collect();
    let pages = |at: &usize| -> BTreeSet<&str> {
        let claims = ledger.clusters[*at].members.iter().map(|member| &ledger.told[member.claim]);
        claims.filter(|told| told.claim == Claim::Announced).map(|told| told.row.article_id.as_str()).collect()
    };
    let shared = addends.iter().map(pages).reduce(|a, b| &a & &b);
    of_one && ordinals.len() <= 1 && shared.is_some_and(|pages| !pages.is_empty())
}

/// The whole names no authority and no ordinal that is not that of an addend.
fn is_sum(ledger: &Ledger, whole: usize, addends: &[usize]) -> bool {
    let Cluster { authority, ordinals, stages, .. } = &ledger.clusters[whole];
    let known = |ordinal: &i64| addends.iter().any(|at| ledger.clusters[*at].ordinals.contains(ordinal));
    let named = authority.is_none() || addends.iter().any(|at| ledger.clusters[*at].authority == *authority);
    let apart: BTreeSet<_> = addends.iter().map(|at| (ledger.clusters[*at].authority, ledger.clusters[*at].ordinals.first())).collect();
    named && ordinals.iter().all(known) && !stages.contains(&Claim::Authorized) && (apart.len() > 1 || authority.is_none())
}

/// Places the shares with the package whose value they split.
pub fn place_shares(ledger: &mut Ledger) {
    for claim in ledger.open(|told| told.role == Role::Share) {
        match ledger.told[claim].parent.map(|parent| ledger.places[parent].clone()) {
            Some(Place::Package(cluster)) => ledger.join(claim, cluster, MatchReason::SumOfParts, "a share of the value".to_owned()),
            _ => ledger.set_aside(claim, "share of a value that tells of no package"),
        }
    }
}

/// Sets sums aside that hold a claim which was set aside as authority.
pub fn dissolve(ledger: &mut Ledger, authority: &BTreeSet<usize>) {
    for claim in authority {
        let Some(parent) = ledger.told[*claim].parent else { continue };
        if let Place::Package(sum) = ledger.places[parent] {
            ledger.clear(sum, HOLDS_AUTHORITY);
        }
    }
}

/// A sum that no package is part of is a package itself.
pub fn demote(ledger: &mut Ledger) {
    let parents: BTreeSet<usize> = ledger.clusters.iter().filter(|part| !part.members.is_empty()).filter_map(|part| part.parent).collect();
    for (at, cluster) in ledger.clusters.iter_mut().enumerate() {
        cluster.is_sum &= parents.contains(&at);
    }
}
