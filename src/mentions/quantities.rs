//! Counted things.

use std::ops::Range;

use super::money::Bound;
use super::{Mentions, Page, equipment};
use crate::lookup::Lookups;
use crate::mention;
use crate::text::{quantities, tail};

mention! {
    /// One row per counted thing in the text; the span runs from the qualifier to the end of the thing, where it follows.
    pub struct Quantity = quantities, key(article_id, start_char, end_char) {
        /// The count, or the low end of a range.
        quantity_low: i64,
        /// The count, or the high end of a range.
        quantity_high: i64,
        /// How far the count binds.
        bound: Bound,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// The unit, where one stands between count and thing: rounds, sets, million rounds.
        unit: Option<String>,
        /// The thing, as written; where none follows the number, that which the sentence names before it, if any.
        item: Option<String>,
        /// The canonical thing, where `lookups/equipment.csv` knows it.
        equipment_id: Option<String>,
    }
}

/// Finds the counted things of a page. Needs the money and dates in `found`: what is one of these is no count.
pub fn find(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    let mut taken: Vec<(i64, i64)> = found.money.iter().map(|row| (row.start_char, row.end_char)).collect();
    taken.extend(found.dates.iter().map(|row| (row.start_char, row.end_char)));
    taken.sort_unstable();
    for passage in &page.passages {
        for mut counted in quantities::find(passage.text) {
            if let Some(end) = named_end(passage.text, &counted.item, lookups) {
                counted.item.end = end;
                counted.range.end = counted.range.end.max(end);
            }
            let span = passage.span(counted.range);
            let before = taken.partition_point(|(start, _)| *start < span.end_char);
            if before.checked_sub(1).and_then(|last| taken.get(last)).is_some_and(|(_, end)| *end > span.start_char) {
                continue;
            }
            let item = passage.text.get(counted.item).unwrap_or_default();
            found.quantities.push(Quantity {
                article_id: page.article.article_id.clone(),
                paragraph_no: span.paragraph_no,
                start_char: span.start_char,
                end_char: span.end_char,
                surface: span.surface,
                quantity_low: counted.low,
                quantity_high: counted.high,
                bound: counted.bound,
                qualifier: counted.qualifier,
                unit: counted.unit,
                equipment_id: equipment::of_item(item, lookups).map(|thing| thing.equipment_id),
                item: Some(item.to_owned()).filter(|item| !item.is_empty()),
            });
        }
    }
}

/// Where a known name that starts with the item ends beyond it: "Tube-Launched, Optically-Tracked, Wire-Guided missiles".
fn named_end(text: &str, item: &Range<usize>, lookups: &Lookups) -> Option<usize> {
    let is_cut = text.get(item.end..)?.starts_with(',');
    let (name, _) = is_cut.then(|| lookups.equipment.find_in_item(tail(text, item.start, 120)).into_iter().next())??;
    Some(item.start + name.end).filter(|end| name.start == 0 && *end > item.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_name_may_hold_commas() {
        let text = "1,500 Tube-Launched, Optically-Tracked, Wire-Guided missiles, and trucks";
        let end = named_end(text, &(6..19), Lookups::of_project());
        assert_eq!(end.map(|end| &text[6..end]), Some("Tube-Launched, Optically-Tracked, Wire-Guided missiles"));
        assert_eq!(named_end("5 tanks, trucks", &(2..7), Lookups::of_project()), None);
    }
}
