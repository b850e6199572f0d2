//! Sums within a page: which claims are the sum of several packages, and which are shares of one.
//!
//! "$820 million: $50 million by drawdown and $770 million by USAI" is a sum of two packages. "$325 million: $128 million newly
//! authorized and $197 million directed before" is one package whose value is split, and counts once.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::{Agreement, Amount};
use super::told::{Role, Told};
use crate::mentions::announcements::{Authority, Claim};

/// Sets role, parent and what is inherited within each sum.
pub fn relate(told: &mut [Told]) {
    for (parent, parts) in families(told) {
        inherit_recipient(told, parent, &parts);
        let split = is_split(told, parent, &parts);
        if let Some((authority, ordinal)) = split {
            told[parent].authority = authority;
            told[parent].ordinal = ordinal;
        } else {
            told[parent].role = Role::Sum;
        }
        for part in parts {
            told[part].parent = Some(parent);
            if split.is_some() {
                told[part].role = Role::Share;
            }
        }
    }
}

/// Parent -> its parts, inner sums first. A link to a claim without a value, or to a smaller one, is none.
fn families(told: &[Told]) -> Vec<(usize, Vec<usize>)> {
    let places: BTreeMap<(&str, i64), usize> =
        told.iter().enumerate().map(|(at, claim)| ((claim.row.article_id.as_str(), claim.row.announcement_no), at)).collect();
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, claim) in told.iter().enumerate() {
        let told_sum = claim.row.part_of_no.and_then(|no| places.get(&(claim.row.article_id.as_str(), no)).copied());
        let Some(parent) = told_sum.or_else(|| shared_whole(told, at)) else { continue };
        let smaller = claim.amount.zip(told[parent].amount).is_some_and(|(part, sum)| part.high < sum.high);
        if smaller {
            families.entry(parent).or_default().push(at);
        }
    }
    let mut families: Vec<_> = families.into_iter().collect();
    families.sort_by_key(|(parent, _)| (told[*parent].amount, *parent));
    families
}

/// "$2.2 billion for Ukraine and its neighbours, $1 billion of it for Ukraine": the claim of the page on the same fund that names no
/// single recipient and is larger.
fn shared_whole(told: &[Told], at: usize) -> Option<usize> {
    let claim = &told[at];
    let (amount, authority) = (claim.amount?, claim.authority?);
    let same_page = |other: &&Told| other.row.article_id == claim.row.article_id;
    let before = told[..at].iter().rev().take_while(same_page).count();
    let page = &told[at - before..];
    let is_live = |claim: &Told| claim.claim != Claim::Recalled;
    let wholes = page.iter().take_while(same_page).enumerate().filter(|(_, whole)| {
        let larger = whole.amount.is_some_and(|sum| amount.high < sum.high);
        whole.recipient.is_none() && larger && whole.authority == Some(authority) && is_live(whole) && is_live(claim)
    });
    let whole = wholes.min_by_key(|(_, whole)| whole.amount).filter(|_| claim.recipient.is_some() && claim.ordinal.is_none())?;
    Some(at - before + whole.0)
}

/// A sum goes to the recipient that all its parts name.
fn inherit_recipient(told: &mut [Told], parent: usize, parts: &[usize]) {
    let first = told[parts[0]].recipient;
    if parts.len() > 1 && parts.iter().all(|part| told[*part].recipient == first) {
        told[parent].recipient = told[parent].recipient.or(first);
    }
}

/// The authority and ordinal of the one package that the parts split; `None` where they are packages of their own.
fn is_split(told: &[Told], parent: usize, parts: &[usize]) -> Option<(Option<Authority>, Option<i64>)> {
    let all = || parts.iter().chain([&parent]).map(|at| &told[*at]);
    let authorities: BTreeSet<Authority> = all().filter_map(|claim| claim.authority).collect();
    let ordinals: BTreeSet<i64> = all().filter_map(|claim| claim.ordinal).collect();
    let days: BTreeSet<_> = all().filter_map(Told::exact_day).collect();
    let one_recipient = all().all(|claim| claim.recipient == told[parent].recipient);
    let holds_sum = parts.iter().any(|part| told[*part].role == Role::Sum);
    if !one_recipient || holds_sum || authorities.len() > 1 || ordinals.len() > 1 || days.len() > 1 {
        return None;
    }
    let of_one_fund = parts.iter().all(|part| told[*part].authority.is_some());
    let new: BTreeSet<bool> = parts.iter().map(|part| told[*part].row.is_new_money).collect();
    let sum = sum(parts.iter().filter_map(|part| told[*part].amount));
    let adds_up = told[parent].amount.is_some_and(|amount| amount.agrees(sum) <= Agreement::Near);
    if !adds_up {
        return Some((told[parent].authority, told[parent].ordinal));
    }
    (of_one_fund || new.len() > 1).then(|| (authorities.into_iter().next(), ordinals.into_iter().next()))
}

/// The exact sum of `amounts`.
#[must_use]
pub fn sum(amounts: impl Iterator<Item = Amount>) -> Amount {
    let (low, high) =
        amounts.fold((0_i64, 0_i64), |(low, high), amount| (low.saturating_add(amount.low), high.saturating_add(amount.high)));
    Amount { low, high, ..Amount::exact(0) }
}
