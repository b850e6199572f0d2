//! The rows of packages and of their evidence.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};

use super::ids::{self, Identity};
use super::ledger::{Cluster, Ledger};
use super::prefer::{From, Preferred, prefer};
use super::told::Told;
use super::{Package, PackageEvidence, Status, series};
use crate::lookup::Lookups;
use crate::mentions::announcements::{Authority, Claim};

/// The recipient of what goes to several.
pub const SEVERAL: &str = "several";

/// A package, all its values chosen.
#[derive(Debug)]
pub struct Resolved {
    /// Where its claims are.
    pub cluster: usize,
    /// Its id.
    pub id: String,
    /// Who receives it.
    pub recipient: String,
    /// The law or fund; of a sum, the one all parts draw on.
    pub authority: Option<Authority>,
    /// Its ordinal.
    pub ordinal: Option<From<i64>>,
    /// Whether it is the sum of several.
    pub is_sum: bool,
    /// How far it has come.
    pub status: Status,
    /// What it takes from its claims.
    pub preferred: Preferred,
}

/// Chooses the values and the id of every package.
#[must_use]
pub fn resolve(ledger: &Ledger, lookups: &Lookups, items: &impl Fn(&Told) -> usize) -> Vec<Resolved> {
    let prefer = |cluster: &Cluster| (!cluster.members.is_empty()).then(|| prefer(ledger, cluster, items));
    let preferred: Vec<Option<Preferred>> = ledger.clusters.iter().map(prefer).collect();
    let entries: Vec<_> =
        ledger.clusters.iter().zip(&preferred).map(|(cluster, chosen)| Some((cluster.recipient, chosen.as_ref()?))).collect();
    let ordinals = series::choose(&entries);
    let parts = parts(ledger);
    let days: Vec<Option<From<NaiveDate>>> = preferred.iter().map(|chosen| chosen.as_ref().map(|chosen| chosen.day)).collect();
    let packages = preferred.into_iter().zip(ordinals).enumerate().filter_map(|(at, (preferred, ordinal))| {
        let mut preferred = preferred?;
        let cluster = &ledger.clusters[at];
        let within = parts.get(&at).map_or(&[][..], Vec::as_slice);
        if !cluster.stages.contains(&Claim::Announced) {
            // A sum that was only previewed comes when its parts do.
            let came = within.iter().filter(|part| ledger.clusters[**part].stages.contains(&Claim::Announced));
            preferred.day = came.filter_map(|part| days[*part]).max().unwrap_or(preferred.day);
        }
        Some(Resolved {
            cluster: at,
            id: String::new(),
            recipient: recipient(ledger, cluster, within),
            authority: if cluster.is_sum {
                common(within.iter().map(|part| ledger.clusters[*part].authority))
            } else {
                preferred.authority.map(|(authority, _)| authority)
            },
            ordinal: ordinal.and_then(|place| preferred.ordinals.get(place).copied()),
            is_sum: cluster.is_sum,
            status: status(ledger, cluster, within),
            preferred,
        })
    });
    name(packages.collect(), ledger, lookups)
}

/// Gives ids in the order of what identifies the packages, so that they do not depend on the order of the pages.
fn name(mut packages: Vec<Resolved>, ledger: &Ledger, lookups: &Lookups) -> Vec<Resolved> {
    packages.sort_by(|a, b| {
        let key = |package: &Resolved| {
            let Preferred { day, amount, claims, .. } = &package.preferred;
            (
                package.is_sum,
                package.authority,
                package.ordinal.map(|(ordinal, _)| ordinal),
                day.0,
                amount.map(|(amount, _)| amount),
                claims[0],
            )
        };
        a.recipient.cmp(&b.recipient).then_with(|| key(a).cmp(&key(b)))
    });
    let mut taken = BTreeSet::new();
    for package in &mut packages {
        debug_assert!(!ledger.clusters[package.cluster].members.is_empty());
        let identity = Identity {
            recipient: &package.recipient,
            authority: package.authority,
            ordinal: package.ordinal.map(|(ordinal, _)| ordinal),
            day: package.preferred.day.0,
            amount: package.preferred.amount.map(|(amount, _)| amount),
            is_sum: package.is_sum,
        };
        package.id = ids::of(identity, lookups, &mut taken);
    }
    packages
}

/// Sum -> its parts.
fn parts(ledger: &Ledger) -> BTreeMap<usize, Vec<usize>> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, cluster) in ledger.clusters.iter().enumerate() {
        if let Some(parent) = cluster.parent.filter(|_| !cluster.members.is_empty()) {
            parts.entry(parent).or_default().push(at);
        }
    }
    parts
}

fn recipient(ledger: &Ledger, cluster: &Cluster, parts: &[usize]) -> String {
    if !cluster.recipient.is_empty() {
        return cluster.recipient.to_owned();
    }
    let names: BTreeSet<&str> = parts.iter().map(|part| ledger.clusters[*part].recipient).collect();
    match names.into_iter().collect::<Vec<_>>()[..] {
        [only] if parts.len() > 1 && !only.is_empty() => only.to_owned(),
        _ => SEVERAL.to_owned(),
    }
}

fn common(mut authorities: impl Iterator<Item = Option<Authority>>) -> Option<Authority> {
    let first = authorities.next()??;
    authorities.all(|other| other == Some(first)).then_some(first)
}

/// The row of a package. `ids`: cluster -> id.
#[must_use]
pub fn package(ledger: &Ledger, package: &Resolved, ids: &BTreeMap<usize, String>) -> Package {
    let cluster = &ledger.clusters[package.cluster];
    let pages: BTreeMap<&str, NaiveDate> = cluster
        .members
        .iter()
        .map(|member| &ledger.told[member.claim].page)
        .map(|page| (page.article_id.as_str(), page.published_date))
        .collect();
    let day = package.preferred.day.0;
    let (amount, source) = package.preferred.amount.unzip();
    let stated = source.map(|claim| ledger.told[claim].row);
    Package {
        package_id: package.id.clone(),
        recipient: package.recipient.clone(),
        authority: package.authority,
        ordinal: package.ordinal.map(|(ordinal, _)| ordinal),
        announced_date: day,
        announced_month: day.with_day(1).unwrap_or(day),
        fiscal_year: i64::from(day.year()) + i64::from(day.month() >= 10),
        value_low_usd: amount.map(|amount| amount.low),
        value_high_usd: amount.map(|amount| amount.high),
        bound: amount.map(|amount| amount.bound),
        qualifier: stated.and_then(|row| row.qualifier.clone()),
        status: package.status,
        is_new_money: is_new_money(ledger, cluster),
        is_composite: package.is_sum,
        parent_package_id: cluster.parent.and_then(|parent| ids.get(&parent).cloned()),
        report_count: i64::try_from(pages.len()).unwrap_or(i64::MAX),
        first_seen: pages.values().min().copied().unwrap_or(day),
        last_seen: pages.values().max().copied().unwrap_or(day),
    }
}

/// How far the package, or the best of its parts, has come.
fn status(ledger: &Ledger, cluster: &Cluster, parts: &[usize]) -> Status {
    let has = |claim: Claim| cluster.stages.contains(&claim) || parts.iter().any(|part| ledger.clusters[*part].stages.contains(&claim));
    if has(Claim::Announced) {
        Status::Announced
    } else if has(Claim::Authorized) {
        Status::Authorized
    } else {
        Status::Previewed
    }
}

/// New unless a page of those days says that authority given before is used for the whole of it.
fn is_new_money(ledger: &Ledger, cluster: &Cluster) -> bool {
    let whole = cluster.members.iter().filter(|member| !member.is_share).map(|member| &ledger.told[member.claim]);
    whole.filter(|told| told.claim != Claim::Recalled).all(|told| told.row.is_new_money)
}

/// The evidence of a package.
#[must_use]
pub fn evidence(ledger: &Ledger, package: &Resolved) -> Vec<PackageEvidence> {
    let first = package.preferred.claims[0];
    let rows = ledger.clusters[package.cluster].members.iter().map(|member| {
        let told = &ledger.told[member.claim];
        PackageEvidence {
            package_id: package.id.clone(),
            article_id: told.row.article_id.clone(),
            announcement_no: told.row.announcement_no,
            claim: told.claim,
            match_reason: member.reason,
            match_detail: member.detail.clone(),
            paragraph_no: told.row.paragraph_no,
            start_char: told.row.start_char,
            end_char: told.row.end_char,
            surface: told.row.surface.clone(),
            published_date: told.page.published_date,
            is_preferred: member.claim == first,
        }
    });
    rows.collect()
}
