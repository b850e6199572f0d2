//! Authority that later packages draw on is no package: counting it would count them twice.
//!
//! A notice of authority and an order for one package read alike. What follows tells them apart: where at least two announcements of
//! the same recipient and authority come in the months after, none of them with an order of its own, and fit into the value together,
//! they are drawn from it.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::Agreement;
use super::ledger::{Cluster, Ledger};
use super::sums;
use super::told::{Told, authorities_fit, days_between};
use crate::mentions::announcements::{Authority, Claim};

/// How long a notice is drawn on.
const MONTHS_DAYS: i64 = 130;

/// Set aside for that.
pub const DRAWN_LATER: &str = "authority that later packages draw on";

/// Sets aside what is authority and no package. `has_items` says of a claim whether its page lists items for it.
pub fn set_aside(ledger: &mut Ledger, has_items: impl Fn(&Told) -> bool) {
    let mut series: BTreeMap<(&str, Option<Authority>), Vec<usize>> = BTreeMap::new();
    for (at, cluster) in ledger.clusters.iter().enumerate() {
        if !cluster.is_sum && !cluster.members.is_empty() {
            series.entry((cluster.recipient, cluster.authority)).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for packages in series.values_mut() {
        packages.sort_by_key(|at| (ledger.clusters[*at].day, *at));
        let candidates = packages.iter().enumerate().filter(|(_, at)| may_be_notice(ledger, **at, &has_items));
        found.extend(candidates.filter(|(place, at)| is_drawn_on(ledger, **at, &packages[place + 1..])).map(|(_, at)| *at));
    }
    for notice in found.clone() {
        found.extend(retellings(ledger, notice));
    }
    found.sort_unstable();
    found.dedup();
    let claims: BTreeSet<usize> = found.iter().flat_map(|at| ledger.clusters[*at].members.iter().map(|member| member.claim)).collect();
    let mut wholes: Vec<usize> = found.iter().filter_map(|at| ledger.clusters[*at].parent).collect();
    for cluster in found {
        ledger.clear(cluster, DRAWN_LATER);
    }
    wholes.sort_unstable();
    wholes.dedup();
    for whole in wholes {
        ledger.clear(whole, sums::HOLDS_AUTHORITY);
    }
    sums::dissolve(ledger, &claims);
}

/// Later pages that name the value again, as where their packages come from.
fn retellings(ledger: &Ledger, notice: usize) -> Vec<usize> {
    let package = &ledger.clusters[notice];
    let months = u64::try_from(MONTHS_DAYS).unwrap_or(0);
    let mut later = ledger.near(Some(package.recipient), package.day, 0, package.day, months);
    later.retain(|at| *at != notice && names_again(package, &ledger.clusters[*at]));
    later
}

fn names_again(notice: &Cluster, later: &Cluster) -> bool {
    let bare = !later.is_sum && later.ordinals.is_empty() && authorities_fit(notice.authority, later.authority);
    bare && later.amounts.first().is_some_and(|amount| notice.agrees(Some(*amount)) == Agreement::Equal)
}

/// It is authorized, and no page gives it an ordinal or items.
fn may_be_notice(ledger: &Ledger, cluster: usize, has_items: &impl Fn(&Told) -> bool) -> bool {
    let package = &ledger.clusters[cluster];
    let bare = package.ordinals.is_empty() && !package.members.iter().any(|member| has_items(&ledger.told[member.claim]));
    package.stages.contains(&Claim::Authorized) && bare
}

/// `after`: the later packages of the same recipient and authority, by day.
fn is_drawn_on(ledger: &Ledger, cluster: usize, after: &[usize]) -> bool {
    let notice = &ledger.clusters[cluster];
    let Some(value) = notice.amounts.iter().map(|amount| amount.high).max() else { return false };
    let near = after.iter().map(|at| &ledger.clusters[*at]).take_while(|later| days_between(notice.day, later.day) <= MONTHS_DAYS);
    let drawn = near.take_while(|later| !later.stages.contains(&Claim::Authorized));
    let drawn = drawn.filter(|later| later.is_announced() && !names_again(notice, later));
    let values: Vec<i64> = drawn.filter_map(|later| later.amounts.first()).map(|amount| amount.high).collect();
    let sum = values.iter().fold(0_i64, |sum, value| sum.saturating_add(*value));
    values.len() > 1 && sum <= value
}
