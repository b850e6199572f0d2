//! Packages told as history: they point to a package by its ordinal or its day, and never found one.

use super::MatchReason;
use super::amounts::Agreement;
use super::details;
use super::fit::{Choice, choose};
use super::ledger::{Cluster, Ledger};
use super::told::{Role, Told, days_between};
use crate::mentions::announcements::Claim;

/// A recollection that names a longer time than this names no day.
const MONTH_DAYS: i64 = 31;
/// Days beyond which the same ordinal is another series.
const SERIES_DAYS: i64 = 45;

/// Places every recollection. Comes last.
pub fn place(ledger: &mut Ledger) {
    for claim in ledger.open(|told| told.claim == Claim::Recalled && told.role != Role::Share) {
        let told = &ledger.told[claim];
        match best(ledger, told) {
            Choice::One(cluster) => {
                let detail = details::of(told, &ledger.clusters[cluster]);
                ledger.join(claim, cluster, MatchReason::Recalled, detail);
            }
            Choice::Tie => ledger.set_aside(claim, "recalled, and fits several packages equally well"),
            Choice::None if told.days.is_none() && told.ordinal.is_none() => {
                ledger.set_aside(claim, "recalled without a day or an ordinal");
            }
            Choice::None => ledger.set_aside(claim, "recalled, and no package is known that it points to"),
        }
    }
}

fn best(ledger: &Ledger, told: &Told) -> Choice<usize> {
    let mut candidates = Vec::new();
    if let Some((low, high)) = told.days.filter(|(low, high)| days_between(*low, *high) <= MONTH_DAYS) {
        candidates = ledger.near(told.recipient, low, 1, high, 1);
    }
    if let Some((recipient, ordinal)) = told.recipient.zip(told.ordinal) {
        candidates.extend(ledger.with_ordinal(recipient, ordinal));
        candidates.sort_unstable();
        candidates.dedup();
    }
    choose(candidates.into_iter().filter_map(|at| Some((rank(told, &ledger.clusters[at])?, at))))
}

/// Ordinal, then day and value; a value that contradicts comes last, and needs the day itself and the authority.
fn rank(told: &Told, cluster: &Cluster) -> Option<(u8, i64)> {
    let value = cluster.agrees(told.amount);
    let gap = told.gap(cluster.day);
    let near = gap.is_some_and(|gap| gap <= 1);
    if days_between(cluster.day, told.page.published_date) < -1 {
        return None;
    }
    if cluster.is_sum || told.role == Role::Sum {
        let same = near && cluster.is_sum && value <= Agreement::Near;
        return same.then_some((2 + u8::from(value == Agreement::Near), gap.unwrap_or(0)));
    }
    let same_ordinal = told.ordinal.is_some_and(|ordinal| cluster.ordinals.contains(&ordinal));
    let other_ordinal = !same_ordinal && told.ordinal.is_some() && !cluster.ordinals.is_empty();
    let same_series = same_ordinal && gap.is_none_or(|gap| gap <= SERIES_DAYS);
    let sure = told.exact_day().is_some() && told.authority.is_some() && told.authority == cluster.authority;
    if !told.fits_authority(cluster.authority) || other_ordinal {
        return None;
    }
    let class = match value {
        _ if same_series && value <= Agreement::Unknown => 0,
        Agreement::Equal if near => 1,
        Agreement::Near if near => 3,
        Agreement::Unknown if near => 4,
        _ if same_series => 5,
        _ if near && sure => 6,
        _ => return None,
    };
    Some((class, gap.unwrap_or(0)))
}
