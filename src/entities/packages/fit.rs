//! How well an announcement fits a package. Equal values are never enough: the days must meet, the authority and the ordinal must not
//! contradict, and the best fit wins; where two packages fit equally well, none is chosen.

use std::cmp::Ordering;

use super::MatchReason;
use super::amounts::{Agreement, Amount};
use super::ledger::{Cluster, Ledger};
use super::told::{Role, Told, days_between};
use crate::mentions::announcements::Claim;
use crate::mentions::money::Bound;

/// Days within which a release and its retellings lie.
const SAME_DAYS: i64 = 2;
/// Days within which the same ordinal is the same package though the value is told differently.
const ORDINAL_DAYS: i64 = 3;
/// Days beyond which the same ordinal is a wrong copy, or another series.
const SERIES_DAYS: i64 = 45;

/// Why a claim fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Same ordinal, same days, values agree.
    OrdinalAndDay,
    /// Same days, same value.
    SameValue,
    /// Same days, the value of the sum of several packages.
    SameSum,
    /// Same days, one value rounds the other.
    NearValue,
    /// Same ordinal, days apart, values agree.
    Ordinal,
    /// Same days, same value, another ordinal: a wrong copy.
    WrongOrdinal,
    /// Same ordinal, same days, another value.
    WrongValue,
    /// Same days, the same digits at another scale.
    WrongScale,
    /// Same day, one of them states no value.
    SameDay,
    /// Same day, same authority, another value on a page that retells: a wrong copy, or a share told alone.
    OtherValue,
    /// Same ordinal, same value or none, long ago: told as if it were of today.
    History,
    /// Same days, a value that rounds the sum of several packages. Last: it may be a package that is yet to be found.
    NearSum,
}

/// The best of several fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<T> {
    /// None fits.
    None,
    /// This one.
    One(T),
    /// Two fit equally well.
    Tie,
}

impl Class {
    /// The reason as it stands in files.
    #[must_use]
    pub const fn reason(self) -> MatchReason {
        match self {
            Self::OrdinalAndDay | Self::Ordinal | Self::WrongValue | Self::History => MatchReason::Ordinal,
            Self::SameSum | Self::NearSum => MatchReason::SumOfParts,
            Self::SameValue | Self::NearValue | Self::WrongOrdinal | Self::WrongScale | Self::SameDay | Self::OtherValue => {
                MatchReason::DateAndValue
            }
        }
    }
}

/// The package that an announcement fits best.
#[must_use]
pub fn best(ledger: &Ledger, claim: usize) -> Choice<(usize, Class)> {
    let told = &ledger.told[claim];
    let (low, high) = told.days.unwrap_or((told.page.published_date, told.page.published_date));
    let mut candidates = ledger.near(told.recipient, low, 3, high, 3);
    if let Some((recipient, ordinal)) = told.recipient.zip(told.ordinal) {
        candidates.extend(ledger.with_ordinal(recipient, ordinal));
        candidates.sort_unstable();
        candidates.dedup();
    }
    choose(candidates.into_iter().filter_map(|at| {
        let cluster = &ledger.clusters[at];
        let class = class(ledger, told, cluster)?;
        let unsure = told.authority.is_none() || cluster.authority.is_none();
        let far = days_between(cluster.day, told.likely_day()).abs();
        Some(((class, told.gap(cluster.day), unsure, far), (at, class)))
    }))
}

/// The candidate with the lowest rank.
pub fn choose<Rank: Ord, T>(fits: impl Iterator<Item = (Rank, T)>) -> Choice<T> {
    let mut best: Option<(Rank, T)> = None;
    let mut tied = false;
    for (rank, candidate) in fits {
        match best.as_ref().map(|(lowest, _)| rank.cmp(lowest)) {
            None | Some(Ordering::Less) => (best, tied) = (Some((rank, candidate)), false),
            Some(Ordering::Equal) => tied = true,
            Some(Ordering::Greater) => {}
        }
    }
    match best {
        None => Choice::None,
        Some(_) if tied => Choice::Tie,
        Some((_, candidate)) => Choice::One(candidate),
    }
}

fn class(ledger: &Ledger, told: &Told, cluster: &Cluster) -> Option<Class> {
    let gap = told.gap(cluster.day)?;
    let value = cluster.agrees(told.amount);
    if cluster.is_sum || told.role == Role::Sum {
        return class_of_sum(told, cluster, gap, value);
    }
    if !told.fits_authority(cluster.authority) || rivals(ledger, told, cluster) {
        return None;
    }
    let same_ordinal = told.ordinal.is_some_and(|ordinal| cluster.ordinals.contains(&ordinal));
    let other_ordinal = !same_ordinal && told.ordinal.is_some() && !cluster.ordinals.is_empty();
    let agreed = value <= Agreement::Unknown;
    let is_later = cluster.day < told.page.published_date;
    let one_fund = told.authority.is_some() && told.authority == cluster.authority && told.role == Role::Single && told.parent.is_none();
    Some(match value {
        _ if same_ordinal && agreed && gap <= ORDINAL_DAYS => Class::OrdinalAndDay,
        Agreement::Equal if other_ordinal && gap <= SAME_DAYS => Class::WrongOrdinal,
        _ if other_ordinal => return None,
        Agreement::Equal if gap <= SAME_DAYS => Class::SameValue,
        Agreement::Near if gap <= SAME_DAYS => Class::NearValue,
        _ if same_ordinal && agreed && gap <= SERIES_DAYS => Class::Ordinal,
        _ if same_ordinal && gap <= ORDINAL_DAYS => Class::WrongValue,
        Agreement::Equal if same_ordinal && is_later => Class::History,
        Agreement::Unknown if same_ordinal && is_later && told.tier() > 1 => Class::History,
        Agreement::Slip if gap <= 1 => Class::WrongScale,
        Agreement::Unknown if gap <= 1 => Class::SameDay,
        Agreement::Clash if gap <= 1 && told.tier() > 1 && one_fund => Class::OtherValue,
        _ => return None,
    })
}

/// A sum is told by its value alone: pages that retell it call it one package, of one authority, with the ordinal of a part.
fn class_of_sum(told: &Told, cluster: &Cluster, gap: i64, value: Agreement) -> Option<Class> {
    let may_be_sum = told.role == Role::Sum || told.parent.is_none();
    if gap > SAME_DAYS || !cluster.is_sum || !may_be_sum {
        return None;
    }
    match value {
        Agreement::Equal => Some(Class::SameSum),
        Agreement::Near if told.role == Role::Sum => Some(Class::SameSum),
        Agreement::Near => Some(Class::NearSum),
        _ => None,
    }
}

/// Whether the page tells of this package and, beside it, of the claim as another: another ordinal, or another exact value.
fn rivals(ledger: &Ledger, told: &Told, cluster: &Cluster) -> bool {
    cluster.told_on(&told.page.article_id).iter().map(|at| &ledger.told[*at]).any(|other| {
        let ordinals = told.ordinal.zip(other.ordinal);
        let values = told.amount.zip(other.amount).is_some_and(|(a, b)| differ(a, b));
        other.claim == Claim::Announced && other.role == Role::Single && ordinals.map_or(values, |(a, b)| a != b)
    })
}

fn differ(a: Amount, b: Amount) -> bool {
    let exact = a.bound == Bound::Exact && b.bound == Bound::Exact;
    match a.agrees(b) {
        Agreement::Equal | Agreement::Unknown | Agreement::Slip => false,
        Agreement::Near => exact,
        Agreement::Clash => true,
    }
}
