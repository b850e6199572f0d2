//! What agreed when a claim was matched, in words.

use super::amounts::{Agreement, Amount};
use super::ledger::Cluster;
use super::told::{Told, days_between};

/// What the claim and the package have in common, and what they do not.
#[must_use]
pub fn of(told: &Told, cluster: &Cluster) -> String {
    let mut words = Vec::new();
    if told.recipient == Some(cluster.recipient) {
        words.push(format!("recipient {}", cluster.recipient));
    }
    match (told.authority, cluster.authority) {
        (Some(a), Some(b)) if a == b => words.push(format!("authority {a}")),
        (Some(a), Some(b)) => words.push(format!("authority {a} beside {b}")),
        _ => {}
    }
    match told.ordinal {
        Some(ordinal) if cluster.ordinals.contains(&ordinal) => words.push(format!("ordinal {ordinal}")),
        Some(ordinal) if !cluster.ordinals.is_empty() => words.push(format!("ordinal {ordinal} contradicts")),
        _ => {}
    }
    words.extend(told.amount.and_then(|amount| value(amount, cluster)));
    words.push(days(told, cluster));
    words.join(", ")
}

fn value(amount: Amount, cluster: &Cluster) -> Option<String> {
    let own = cluster.amounts.iter().min_by_key(|own| own.agrees(amount))?;
    Some(match own.agrees(amount) {
        Agreement::Equal | Agreement::Unknown => format!("value {}", usd(amount)),
        Agreement::Near => format!("value {} rounds with {}", usd(amount), usd(*own)),
        Agreement::Slip => format!("value {} at another scale than {}", usd(amount), usd(*own)),
        Agreement::Clash => format!("value {} contradicts {}", usd(amount), usd(*own)),
    })
}

fn days(told: &Told, cluster: &Cluster) -> String {
    match told.gap(cluster.day).unwrap_or_else(|| days_between(cluster.day, told.page.published_date).abs()) {
        0 => format!("day {}", cluster.day),
        1 => "1 day apart".to_owned(),
        days => format!("{days} days apart"),
    }
}

/// A value as a plain number, or as `low-high`.
#[must_use]
pub fn usd(amount: Amount) -> String {
    if amount.low == amount.high { amount.low.to_string() } else { format!("{}-{}", amount.low, amount.high) }
}
