//! Foreign military sales that an award serves, and their customers.

use std::sync::LazyLock;

use regex::Regex;

use super::notices::{Line, Notice};
use crate::lookup::Lookups;
use crate::text::pattern;

static SALES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:foreign )?military[\s-]sales?\b|\bFMS\b|\bforeign partners?\b"));

/// Whether an award serves foreign military sales.
pub(super) fn is_sale(notice: &Notice) -> bool {
    notice.lines().any(|line| SALES.is_match(line.text()))
}

/// The customers, as written, each once: the countries of the sentences that speak of such sales.
pub(super) fn customers(notice: &Notice, lookups: &Lookups) -> Vec<String> {
    let mut customers: Vec<String> = Vec::new();
    let is_served = is_sale(notice);
    for text in notice
        .lines()
        .map(Line::text)
        .filter(|text| SALES.is_match(text) || is_served && (text.starts_with("Using ") || names_government(text)))
    {
        for (range, row) in lookups.countries.find(text) {
            let name = text.get(range).unwrap_or_default();
            if row[4] == "country" && row[3] != "USA" && !customers.iter().any(|known| known == name) {
                customers.push(name.to_owned());
            }
        }
    }
    customers
}

fn names_government(text: &str) -> bool {
    text.contains("government of ") || text.contains("governments of ")
}
