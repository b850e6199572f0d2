//! The items of a package: the longest list of the pages that announce it, and what other pages say of the same items.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Ledger;
use super::rows::Resolved;
use super::{PackageConflict, PackageItem};
use crate::mentions::announcements::{AnnouncedItem, Claim};

/// Claim (article, number) -> the items its page lists for it.
pub type Lists<'a> = BTreeMap<(&'a str, i64), Vec<&'a AnnouncedItem>>;

/// Gathers the items of all claims.
#[must_use]
pub fn lists(items: &[AnnouncedItem]) -> Lists<'_> {
    let mut lists: Lists = BTreeMap::new();
    for item in items {
        lists.entry((item.article_id.as_str(), item.announcement_no)).or_default().push(item);
    }
    for list in lists.values_mut() {
        list.sort_by_key(|item| item.item_no);
    }
    lists
}

/// The list of one page, all its claims about the package together; twice named is once listed.
struct PageList<'a> {
    page: &'a str,
    claim: i64,
    is_announced: bool,
    items: Vec<&'a AnnouncedItem>,
}

/// The items of a package, and where pages disagree on them.
#[must_use]
pub fn of(ledger: &Ledger, package: &Resolved, lists: &Lists) -> (Vec<PackageItem>, Vec<PackageConflict>) {
    let pages = page_lists(ledger, package, lists);
    let longest = pages.iter().enumerate().filter(|(_, list)| !list.items.is_empty());
    let Some((at, preferred)) = longest.max_by_key(|(at, list)| (list.is_announced, list.items.len(), std::cmp::Reverse(*at))) else {
        return (Vec::new(), Vec::new());
    };
    let others: Vec<&PageList> = pages.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, list)| list).collect();
    let mut counts = vec![1_i64; preferred.items.len()];
    let mut conflicts = Conflicts::new();
    for other in others {
        compare(preferred, other, &mut counts, &mut conflicts);
    }
    let numbered = preferred.items.iter().zip(counts).zip(1..);
    let rows = numbered.map(|((item, count), no)| row(&package.id, item, no, count)).collect();
    (
        rows,
        conflicts.into_iter().map(|(key, (kept, other, reason))| conflict(&package.id, preferred.page, key, kept, other, reason)).collect(),
    )
}

fn page_lists<'a>(ledger: &Ledger<'a>, package: &Resolved, lists: &Lists<'a>) -> Vec<PageList<'a>> {
    let mut pages: Vec<PageList> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in &package.preferred.claims {
        let row = ledger.told[*claim].row;
        let Some(items) = lists.get(&(row.article_id.as_str(), row.announcement_no)) else { continue };
        let at = *places.entry(&row.article_id).or_insert_with(|| {
            pages.push(PageList { page: &row.article_id, claim: row.announcement_no, is_announced: false, items: Vec::new() });
            pages.len() - 1
        });
        let list = &mut pages[at];
        list.is_announced |= ledger.told[*claim].claim == Claim::Announced;
        let known: BTreeSet<_> = list.items.iter().map(|item| (name(item), item.quantity_low, item.quantity_high)).collect();
        list.items.extend(items.iter().filter(|item| !known.contains(&(name(item), item.quantity_low, item.quantity_high))));
    }
    pages
}

type Conflicts = BTreeMap<(String, String, i64), (String, String, &'static str)>;

fn compare(preferred: &PageList, other: &PageList, counts: &mut [i64], conflicts: &mut Conflicts) {
    let mut seen = BTreeSet::new();
    for item in &other.items {
        let place = find(&preferred.items, item);
        let (kept, reason) = match place.map(|at| (at, preferred.items[at])) {
            Some((at, kept)) => {
                if seen.insert(at) {
                    counts[at] += 1;
                }
                if !contradicts(kept, item) {
                    continue;
                }
                (count(kept), "the page with the longest list is preferred")
            }
            None if item.equipment_id.is_some() => (String::new(), "not on the longest list"),
            None => continue,
        };
        let key = (format!("items:{}", name(item)), other.page.to_owned(), other.claim);
        conflicts.entry(key).and_modify(|(_, all, _)| *all = format!("{all}; {}", count(item))).or_insert((kept, count(item), reason));
    }
}

/// The same name, else the only one of the same equipment.
fn find(list: &[&AnnouncedItem], item: &AnnouncedItem) -> Option<usize> {
    let named = list.iter().position(|kept| name(kept) == name(item));
    named.or_else(|| {
        let equipment = item.equipment_id.as_ref()?;
        let mut same = list.iter().enumerate().filter(|(_, kept)| kept.equipment_id.as_ref() == Some(equipment));
        same.next().filter(|_| same.next().is_none()).map(|(at, _)| at)
    })
}

fn contradicts(kept: &AnnouncedItem, other: &AnnouncedItem) -> bool {
    let both = kept.quantity_low.is_some() && other.quantity_low.is_some();
    both && (kept.quantity_low, kept.quantity_high) != (other.quantity_low, other.quantity_high)
}

fn name(item: &AnnouncedItem) -> String {
    item.name.to_lowercase()
}

fn count(item: &AnnouncedItem) -> String {
    match (item.quantity_low, item.quantity_high) {
        (Some(low), Some(high)) if low != high => format!("{low}-{high}"),
        (Some(count), _) | (None, Some(count)) => count.to_string(),
        (None, None) => "listed without a count".to_owned(),
    }
}

fn row(package_id: &str, item: &AnnouncedItem, item_no: i64, report_count: i64) -> PackageItem {
    PackageItem {
        package_id: package_id.to_owned(),
        item_no,
        name: item.name.clone(),
        equipment_id: item.equipment_id.clone(),
        category: item.category.clone(),
        quantity_low: item.quantity_low,
        quantity_high: item.quantity_high,
        bound: item.bound,
        qualifier: item.qualifier.clone(),
        unit: item.unit.clone(),
        calibre: item.calibre.clone(),
        is_additional: item.is_additional,
        article_id: item.article_id.clone(),
        start_char: item.start_char,
        end_char: item.end_char,
        report_count,
    }
}

fn conflict(package_id: &str, page: &str, key: (String, String, i64), kept: String, other: String, reason: &str) -> PackageConflict {
    let (column, article_id, announcement_no) = key;
    PackageConflict {
        package_id: package_id.to_owned(),
        column,
        article_id,
        announcement_no,
        preferred_value: kept,
        preferred_article_id: page.to_owned(),
        other_value: other,
        reason: reason.to_owned(),
    }
}
