//! Orders that authorize a package become evidence of its announcement; each authorizes one.

use super::amounts::Agreement;
use super::details;
use super::ledger::{Cluster, Ledger};
use super::told::{Role, Told, days_between};
use super::{MatchReason, sums};
use crate::mentions::announcements::Claim;

/// An announcement comes up to so many days after the order.
const DAYS_AHEAD: u64 = 7;
/// An order is published up to so many days after the announcement.
const DAYS_BEHIND: u64 = 4;

/// Places every authorization: with the announcement it is for, else as a package that is authorized only.
pub fn place(ledger: &mut Ledger) {
    let groups = group(ledger);
    let mut taken = vec![false; groups.len()];
    let mut edges: Vec<_> = groups.iter().enumerate().flat_map(|(at, group)| edges(ledger, at, group[0])).collect();
    edges.sort_unstable();
    for (_, at, cluster) in edges {
        if !taken[at] && !ledger.clusters[cluster].stages.contains(&Claim::Authorized) {
            taken[at] = true;
            join(ledger, &groups[at], cluster);
        }
    }
    for (at, group) in groups.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        match larger_package(ledger, group[0]) {
            Some(cluster) => join(ledger, group, cluster),
            None => found(ledger, &groups[at]),
        }
    }
}

fn join(ledger: &mut Ledger, group: &[usize], cluster: usize) {
    for claim in group {
        let detail = details::of(&ledger.told[*claim], &ledger.clusters[cluster]);
        ledger.join(*claim, cluster, MatchReason::Memorandum, detail);
    }
}

fn found(ledger: &mut Ledger, group: &[usize]) {
    let cluster = ledger.found(group[0]);
    for claim in &group[1..] {
        let detail = details::of(&ledger.told[*claim], &ledger.clusters[cluster]);
        ledger.join(*claim, cluster, MatchReason::DateAndValue, detail);
    }
}

/// The claims that tell of one authorization: same recipient and authority, next days at most, values that agree.
fn group(ledger: &mut Ledger) -> Vec<Vec<usize>> {
    for claim in ledger.open(|told| told.claim == Claim::Authorized && told.recipient.is_none()) {
        if ledger.told[claim].role == Role::Sum || ledger.told[claim].parent.is_some() {
            ledger.found(claim);
        } else {
            ledger.set_aside(claim, "names no recipient");
        }
    }
    let mut open = ledger.open(|told| told.claim == Claim::Authorized && told.role != Role::Share);
    let key = |told: &Told| (told.recipient.unwrap_or_default().to_owned(), told.likely_day(), told.tier() != 1);
    open.sort_by_cached_key(|at| (key(&ledger.told[*at]), *at));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for claim in open {
        let told = &ledger.told[claim];
        let near = groups.iter_mut().rev().take(4).find(|group| {
            let first = &ledger.told[group[0]];
            let value = first.amount.zip(told.amount).is_some_and(|(a, b)| a.agrees(b) <= Agreement::Near);
            let close = days_between(first.likely_day(), told.likely_day()).abs() <= 1;
            first.recipient == told.recipient && told.fits_authority(first.authority) && close && value
        });
        match near {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    groups
}

type Rank = (Agreement, i64, bool);

/// Every announcement the authorization can be for, with its rank: value, days between, order before announcement.
fn edges(ledger: &Ledger, group: usize, claim: usize) -> Vec<(Rank, usize, usize)> {
    let told = &ledger.told[claim];
    let day = told.likely_day();
    let candidates = ledger.near(told.recipient, day, DAYS_BEHIND, day, DAYS_AHEAD);
    let fits = candidates.into_iter().filter_map(|at| {
        let cluster = &ledger.clusters[at];
        let value = cluster.agrees(told.amount);
        let apart = days_between(day, cluster.day);
        let agreed = value <= Agreement::Near || value == Agreement::Slip;
        (may_authorize(told, cluster) && agreed).then_some(((value, apart.abs(), apart < 0), group, at))
    });
    fits.collect()
}

fn may_authorize(told: &Told, cluster: &Cluster) -> bool {
    let ordinal = told.ordinal.is_none_or(|ordinal| cluster.ordinals.is_empty() || cluster.ordinals.contains(&ordinal));
    told.role == Role::Single && cluster.is_announced() && told.fits_authority(cluster.authority) && ordinal
}

/// The only announcement of those days that no order is known for, if it is larger: the rest is authority given before, or another
/// package of a sum, one that no page tells of.
fn larger_package(ledger: &Ledger, claim: usize) -> Option<usize> {
    let told = &ledger.told[claim];
    let day = told.likely_day();
    let near = ledger.near(told.recipient, day, 1, day, 3);
    let is_larger = |at: &&usize| {
        let cluster = &ledger.clusters[**at];
        let larger = told.amount.is_none_or(|part| cluster.amounts.iter().all(|whole| whole.high > part.high));
        may_authorize(told, cluster)
            && larger
            && !cluster.stages.contains(&Claim::Authorized)
            && !sums::completes(ledger, told, **at, &near)
    };
    let candidates: Vec<usize> = near.iter().filter(is_larger).copied().collect();
    match candidates[..] {
        [only] => Some(only),
        _ => None,
    }
}
