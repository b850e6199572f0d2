//! Which claim a package takes its values from.
//!
//! An announcement beats the order that authorizes it, a preview and a recollection; the page that announces beats the one that
//! retells, and a transcript comes last; but a finer figure beats the one that rounds it, and a figure whose scale slipped never wins.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::amounts::{Agreement, Amount};
use super::ledger::{Cluster, Ledger, Member};
use super::told::{Role, Told, days_between};
use crate::mentions::announcements::{Authority, Claim};

/// A page that comes so many days after the announcement retells it.
const LATE_DAYS: i64 = 2;

/// A value, and the claim it was taken from.
pub type From<T> = (T, usize);

/// What a package takes from its claims.
#[derive(Debug, Clone)]
pub struct Preferred {
    /// Its claims, best first.
    pub claims: Vec<usize>,
    /// The stated value.
    pub amount: Option<From<Amount>>,
    /// The law or fund.
    pub authority: Option<From<Authority>>,
    /// Its ordinal, and the others that claims give, best first.
    pub ordinals: Vec<From<i64>>,
    /// The day it was announced.
    pub day: From<NaiveDate>,
}

/// Orders the claims of a package and takes each value from the first that states it. `items` counts the items a claim lists.
#[must_use]
pub fn prefer(ledger: &Ledger, cluster: &Cluster, items: &impl Fn(&Told) -> usize) -> Preferred {
    let votes = votes(ledger, cluster);
    let rank = |member: &&Member| {
        let told = &ledger.told[member.claim];
        let weak = told.amount.is_some_and(|amount| is_weak(amount, &votes));
        let missing = (told.amount.is_none(), told.ordinal.is_none(), told.authority.is_none(), told.exact_day().is_none());
        let foreign = cluster.is_sum && told.role != Role::Sum;
        let late = days_between(cluster.day, told.page.published_date) > LATE_DAYS;
        let place = (member.is_share, stage(told.claim), foreign, late, weak, told.tier());
        (place, missing, Reverse(items(told)), told.page.published_date, member.claim)
    };
    let mut members: Vec<&Member> = cluster.members.iter().collect();
    members.sort_by_cached_key(rank);
    let whole: Vec<&Told> = members.iter().filter(|member| !member.is_share).map(|member| &ledger.told[member.claim]).collect();
    let at: Vec<usize> = members.iter().filter(|member| !member.is_share).map(|member| member.claim).collect();
    let chosen = if cluster.is_announced_by_its_own_page() { cluster.day } else { most_told(&whole).unwrap_or(cluster.day) };
    let day = whole.iter().zip(&at).find(|(told, _)| told.likely_day() == chosen);
    let amounts = || whole.iter().zip(&at).filter_map(|(told, at)| Some((told.amount?, *at)));
    let mut ordinals: Vec<From<i64>> = Vec::new();
    for (told, at) in whole.iter().zip(&at).filter(|_| !cluster.is_sum) {
        ordinals.extend(told.ordinal.filter(|ordinal| ordinals.iter().all(|(known, _)| known != ordinal)).map(|ordinal| (ordinal, *at)));
    }
    Preferred {
        claims: members.iter().map(|member| member.claim).collect(),
        amount: amounts().find(|(amount, _)| !is_weak(*amount, &votes)).or_else(|| amounts().next()),
        authority: whole.iter().zip(&at).filter(|_| !cluster.is_sum).find_map(|(told, at)| Some((told.authority?, *at))),
        ordinals,
        day: (chosen, day.map_or(members[0].claim, |(_, at)| *at)),
    }
}

/// The day that most claims give, if one is given more often than any other; a day that is told counts twice one that is guessed.
fn most_told(claims: &[&Told]) -> Option<NaiveDate> {
    let mut votes: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for told in claims {
        match (told.claim, told.exact_day()) {
            (Claim::Announced | Claim::Recalled, Some(day)) => *votes.entry(day).or_default() += 2,
            (Claim::Announced, None) => *votes.entry(told.likely_day()).or_default() += 1,
            _ => {}
        }
    }
    let most = votes.values().max()?;
    let mut days = votes.iter().filter(|(_, count)| *count == most);
    days.next().filter(|_| days.next().is_none()).map(|(day, _)| *day)
}

const fn stage(claim: Claim) -> u8 {
    match claim {
        Claim::Announced => 0,
        Claim::Authorized => 1,
        Claim::Previewed => 2,
        Claim::Recalled => 3,
    }
}

/// Value -> how many claims that announce or authorize state it.
fn votes(ledger: &Ledger, cluster: &Cluster) -> BTreeMap<Amount, usize> {
    let whole = cluster.members.iter().filter(|member| !member.is_share).map(|member| &ledger.told[member.claim]);
    let mut votes = BTreeMap::new();
    for amount in whole.filter(|told| stage(told.claim) < 2).filter_map(|told| told.amount) {
        *votes.entry(amount).or_default() += 1;
    }
    votes
}

/// Whether another value is finer, or has the same digits at a likelier scale.
fn is_weak(amount: Amount, votes: &BTreeMap<Amount, usize>) -> bool {
    let weight = |amount: &Amount| ((100_000..100_000_000_000).contains(&amount.low), votes.get(amount).copied().unwrap_or(0));
    votes.keys().any(|other| {
        let slipped = amount.agrees(*other) == Agreement::Slip && weight(&amount) < weight(other);
        slipped || amount.rounds(*other)
    })
}
