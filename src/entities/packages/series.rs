//! The ordinal of each package, from those its claims give.
//!
//! An ordinal counts a series, so it rises with the day. One that the neighbours of the package contradict is a wrong copy ("13th" for
//! the thirtieth) or counts another series ("sixth since the supplemental"): it is not taken, and stays as a conflict.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::prefer::Preferred;
use crate::mentions::announcements::Authority;

/// Neighbours on each side that are asked.
const NEIGHBOURS: usize = 4;

/// A package and what is preferred for it.
pub type Entry<'a> = (&'a str, &'a Preferred);

/// Day, ordinal and place of the packages of one recipient and authority.
type Series = Vec<(NaiveDate, i64, usize)>;

/// The place in `ordinals` of the ordinal to take, for each package.
#[must_use]
pub fn choose(packages: &[Option<Entry>]) -> Vec<Option<usize>> {
    let mut series: BTreeMap<(&str, Option<Authority>), Series> = BTreeMap::new();
    for (at, package) in packages.iter().enumerate() {
        let Some((recipient, preferred)) = package else { continue };
        let Some((ordinal, _)) = preferred.ordinals.first() else { continue };
        let authority = preferred.authority.map(|(authority, _)| authority);
        series.entry((recipient, authority)).or_default().push((preferred.day.0, *ordinal, at));
    }
    let mut chosen = vec![None; packages.len()];
    for listed in series.values_mut() {
        listed.sort_unstable();
        for (place, (day, _, at)) in listed.iter().enumerate() {
            let Some((_, preferred)) = packages[*at] else { continue };
            chosen[*at] = preferred.ordinals.iter().position(|(ordinal, _)| is_in_order(listed, place, *day, *ordinal));
        }
    }
    chosen
}

/// At most one neighbour, or at most half of them, contradict.
fn is_in_order(listed: &[(NaiveDate, i64, usize)], place: usize, day: NaiveDate, ordinal: i64) -> bool {
    let before = listed[..place].iter().rev().filter(|(other, ..)| *other < day).take(NEIGHBOURS);
    let after = listed[place..].iter().filter(|(other, ..)| *other > day).take(NEIGHBOURS);
    let asked: Vec<bool> = before.map(|(_, other, _)| *other >= ordinal).chain(after.map(|(_, other, _)| *other <= ordinal)).collect();
    let against = asked.iter().filter(|contradicts| **contradicts).count();
    against < 2 || against * 2 <= asked.len()
}
