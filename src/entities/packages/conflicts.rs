//! Where claims disagree with what was preferred: both values stay, with the reason.

use super::PackageConflict;
use super::amounts::Agreement;
use super::details::usd;
use super::ledger::{Ledger, Member};
use super::rows::Resolved;
use super::told::Told;
use crate::mentions::announcements::{Authority, Claim};

/// The conflicts of a package, over all its claims.
#[must_use]
pub fn of(ledger: &Ledger, package: &Resolved) -> Vec<PackageConflict> {
    let members = &ledger.clusters[package.cluster].members;
    members.iter().flat_map(|member| of_claim(ledger, package, member)).collect()
}

fn of_claim(ledger: &Ledger, package: &Resolved, member: &Member) -> Vec<PackageConflict> {
    let told = &ledger.told[member.claim];
    let differences = [
        value(package, told, member.is_share),
        authority(package, told, member.is_share),
        ordinal(package, told, member.is_share),
        day(package, told, member.is_share),
    ];
    let row = |difference: Difference| {
        let from = &ledger.told[difference.from.unwrap_or(package.preferred.claims[0])];
        PackageConflict {
            package_id: package.id.clone(),
            column: difference.column.to_owned(),
            article_id: told.row.article_id.clone(),
            announcement_no: told.row.announcement_no,
            preferred_value: difference.preferred,
            preferred_article_id: from.row.article_id.clone(),
            other_value: difference.other,
            reason: difference.reason.map_or_else(|| why(from, told), str::to_owned),
        }
    };
    differences.into_iter().flatten().map(row).collect()
}

struct Difference {
    column: &'static str,
    preferred: String,
    from: Option<usize>,
    other: String,
    reason: Option<&'static str>,
}

fn value(package: &Resolved, told: &Told, is_share: bool) -> Option<Difference> {
    let ((amount, from), other) = (package.preferred.amount?, told.amount?);
    let reason = match (is_share, amount.agrees(other)) {
        (true, _) if told.row.is_new_money => Some("a share of the value: new money"),
        (true, _) => Some("a share of the value: authority given before"),
        (false, Agreement::Slip) => Some("the same digits at another scale"),
        (false, Agreement::Clash) => None,
        (false, _) => return None,
    };
    Some(Difference { column: "value_low_usd", preferred: usd(amount), from: Some(from), other: usd(other), reason })
}

fn authority(package: &Resolved, told: &Told, is_share: bool) -> Option<Difference> {
    let other = told.authority.filter(|authority| !is_share && Some(*authority) != package.authority)?;
    let preferred = package.authority.map(Authority::as_str).unwrap_or_default().to_owned();
    let reason = package.is_sum.then_some("the value is the sum of several packages");
    let from = package.preferred.authority.map(|(_, from)| from);
    Some(Difference { column: "authority", preferred, from, other: other.to_string(), reason })
}

fn ordinal(package: &Resolved, told: &Told, is_share: bool) -> Option<Difference> {
    let chosen = package.ordinal.map(|(ordinal, _)| ordinal);
    let other = told.ordinal.filter(|ordinal| !is_share && Some(*ordinal) != chosen)?;
    let preferred = chosen.map(|ordinal| ordinal.to_string()).unwrap_or_default();
    let reason = match (package.is_sum, chosen) {
        (true, _) => Some("the value is the sum of several packages"),
        (false, None) => Some("out of order among the packages before and after"),
        (false, Some(_)) if package.preferred.ordinals.first().is_some_and(|(first, _)| *first == other) => {
            Some("out of order among the packages before and after")
        }
        _ => None,
    };
    Some(Difference { column: "ordinal", preferred, from: package.ordinal.map(|(_, from)| from), other: other.to_string(), reason })
}

fn day(package: &Resolved, told: &Told, is_share: bool) -> Option<Difference> {
    let (day, from) = package.preferred.day;
    let tells_day = matches!(told.claim, Claim::Announced | Claim::Recalled) && !is_share;
    let other = told.exact_day().filter(|other| tells_day && *other != day)?;
    Some(Difference { column: "announced_date", preferred: day.to_string(), from: Some(from), other: other.to_string(), reason: None })
}

/// Why the claim that was preferred stands above the other.
fn why(preferred: &Told, other: &Told) -> String {
    if preferred.claim != other.claim {
        return format!("{} is preferred to {}", noun(preferred.claim), noun(other.claim));
    }
    if preferred.tier() != other.tier() {
        return format!("a {} is preferred to a {}", preferred.page.kind, other.page.kind);
    }
    "pages of the same rank: the one that states more, then the earlier, is preferred".to_owned()
}

const fn noun(claim: Claim) -> &'static str {
    match claim {
        Claim::Announced => "an announcement",
        Claim::Previewed => "a preview",
        Claim::Authorized => "an order",
        Claim::Recalled => "a recollection",
    }
}
