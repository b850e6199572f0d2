//! Events whose name says by itself what they are, and that a lookup holds: `Desert Storm`, `Super Bowl`, `Red Flag`.

use super::naming::{Naming, naming};
use crate::lookup::Lookups;
use crate::mentions::Passage;
use crate::text::words::Shape;

/// The events of the lookup that are found wherever they stand.
pub(super) fn find(passage: &Passage, lookups: &Lookups) -> Vec<Naming> {
    let found = passage.capital_names(&lookups.events).into_iter();
    found.filter_map(|(range, row)| known(passage, range.start, range.end, row)).collect()
}

fn known(passage: &Passage, start: usize, stop: usize, row: &[String]) -> Option<Naming> {
    let [written, name, note] = row else { return None };
    let (_, kind) = note.split_once("stands alone: ")?;
    let (text, words) = (passage.text, passage.words());
    let first = words.partition_point(|word| word.start < start);
    let end = words.partition_point(|word| word.end <= stop);
    let is_whole = words.get(first)?.start == start && words.get(end.checked_sub(1)?)?.end == stop && end > first;
    let is_plural = text.get(start..stop)?.ends_with('s') && !written.ends_with('s');
    if !is_whole || is_plural {
        return None;
    }
    let mut naming = naming(text, words, first, end, matches!(kind, "operation" | "war"))?;
    naming.name.clone_from(name);
    // "Northern Edge 15": exercises bear the year.
    let next =
        words.get(end).filter(|next| kind == "exercise" && next.follows && next.shape == Shape::Number && next.end - next.start == 2);
    if let Some((next, year)) = next.and_then(|next| Some((next, next.of(text).parse::<i32>().ok()?))) {
        naming.year = Some(2000 + year);
        naming.range.end = next.end;
    }
    Some(naming)
}
