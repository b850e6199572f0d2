//! Packages that are said to be coming: the announcement when it comes, else a package that is previewed only.

use super::MatchReason;
use super::amounts::Agreement;
use super::details;
use super::fit::{Choice, choose};
use super::ledger::{Cluster, Ledger};
use super::told::{Role, Told, days_between};
use crate::mentions::announcements::Claim;

/// A package is announced up to so many days after it was previewed.
const DAYS_AHEAD: u64 = 10;

/// Places every preview. Comes after announcements and orders.
pub fn place(ledger: &mut Ledger) {
    let mut open = ledger.open(|told| told.claim == Claim::Previewed && told.role != Role::Share);
    open.sort_by_key(|at| (ledger.told[*at].amount.is_none(), ledger.told[*at].page.published_date, *at));
    for claim in open {
        let told = &ledger.told[claim];
        if told.recipient.is_none() && told.role != Role::Sum {
            ledger.set_aside(claim, "names no recipient");
            continue;
        }
        match best(ledger, claim) {
            Choice::One(cluster) => {
                let detail = details::of(told, &ledger.clusters[cluster]);
                ledger.join(claim, cluster, MatchReason::Preview, detail);
            }
            Choice::Tie => ledger.set_aside(claim, "fits several packages equally well"),
            Choice::None if told.amount.is_none() && told.ordinal.is_none() => {
                ledger.set_aside(claim, "previews a package without value or ordinal, and none follows");
            }
            Choice::None => {
                ledger.found(claim);
            }
        }
    }
}

fn best(ledger: &Ledger, claim: usize) -> Choice<usize> {
    let told = &ledger.told[claim];
    let published = told.page.published_date;
    let last = told.days.map_or(published, |(_, high)| high.max(published));
    let candidates = ledger.near(told.recipient, published, DAYS_AHEAD, last, DAYS_AHEAD);
    choose(candidates.into_iter().filter_map(|at| Some((rank(told, &ledger.clusters[at])?, at))))
}

/// Announcements first; among them the same ordinal, the better value, the nearer day.
fn rank(told: &Told, cluster: &Cluster) -> Option<(bool, bool, Agreement, i64)> {
    let value = cluster.agrees(told.amount);
    let is_coming = !cluster.stages.contains(&Claim::Announced) && !cluster.stages.contains(&Claim::Authorized);
    let ahead = days_between(told.page.published_date, cluster.day);
    let apart = told.gap(cluster.day).unwrap_or(ahead.abs());
    let in_time = is_coming || (ahead >= -1 && (ahead <= 10 || told.gap(cluster.day).is_some_and(|gap| gap <= 1)));
    if !in_time || value > Agreement::Unknown {
        return None;
    }
    if cluster.is_sum || told.role == Role::Sum {
        let sums = cluster.is_sum && told.parent.is_none() && value <= Agreement::Near;
        return sums.then_some((is_coming, true, value, apart));
    }
    let same_ordinal = told.ordinal.is_some_and(|ordinal| cluster.ordinals.contains(&ordinal));
    let other_ordinal = !same_ordinal && told.ordinal.is_some() && !cluster.ordinals.is_empty();
    (told.fits_authority(cluster.authority) && !other_ordinal).then_some((is_coming, !same_ordinal, value, apart))
}
