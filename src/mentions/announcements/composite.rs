//! Headline sums: "$820 million", of which $50 million is a drawdown and $770 million a purchase.
//!
//! A package is a sum when others of the page, two or three, add up to it within what its bound allows.

use super::Claim;
use super::merge::{Told, agree};
use crate::mentions::money::Bound;

/// For each package, the one that gives the sum it is a part of. Parts of a sum of several authorities take theirs from it.
pub(super) fn parents(told: &mut [Told]) -> Vec<Option<usize>> {
    let mut parents = vec![None; told.len()];
    let mut order: Vec<usize> = (0..told.len()).filter(|at| is_summand(&told[*at])).collect();
    order.sort_by_key(|at| told[*at].best.value.as_ref().map_or(0, |value| value.high));
    for sum in order.iter().copied() {
        let free: Vec<usize> =
            order.iter().copied().filter(|at| *at != sum && parents[*at].is_none() && parents[sum] != Some(*at)).collect();
        let Some(parts) = parts_of(told, sum, &free) else { continue };
        for part in parts.iter().copied() {
            parents[part] = Some(sum);
        }
        let mut authorities: Vec<_> = parts.iter().filter_map(|part| told[*part].best.authority).collect();
        let is_known = authorities.len() == parts.len();
        authorities.dedup();
        let best = &mut told[sum].best;
        if let [only] = authorities.as_slice() {
            best.authority = best.authority.or((is_known || best.ordinal.is_some()).then_some(*only));
        } else {
            (best.authority, best.ordinal) = (None, None);
        }
    }
    parents
}

fn is_summand(told: &Told) -> bool {
    told.best.claim != Claim::Recalled && told.best.value.is_some()
}

/// Two or three of `free`, at most the dozen largest, that add up to `sum`.
fn parts_of(told: &[Told], sum: usize, free: &[usize]) -> Option<Vec<usize>> {
    let value = told[sum].best.value.as_ref()?;
    let high = |at: usize| told[at].best.value.as_ref().map_or(0, |value| value.high);
    let recipient = told[sum].best.recipient.as_ref();
    let is_for_same = |at: usize| agree(told[at].best.recipient.as_ref(), recipient);
    let is_part = |at: &usize| high(*at) > 0 && high(*at) < value.high && is_for_same(*at);
    let smaller: Vec<usize> = free.iter().rev().copied().filter(is_part).take(12).collect();
    let named = |parts: &[usize]| parts.iter().any(|at| told[*at].best.authority.is_some());
    for (first_no, first) in smaller.iter().enumerate() {
        for (second_no, second) in smaller.iter().enumerate().skip(first_no + 1) {
            let pair = high(*first).saturating_add(high(*second));
            if adds_up(value.high, value.bound, value.qualifier.as_deref(), pair) && named(&[*first, *second]) {
                return Some(vec![*first, *second]);
            }
            for third in smaller.iter().skip(second_no + 1) {
                if adds_up(value.high, value.bound, value.qualifier.as_deref(), pair.saturating_add(high(*third)))
                    && named(&[*first, *second, *third])
                {
                    return Some(vec![*first, *second, *third]);
                }
            }
        }
    }
    None
}

/// Whether parts that come to `parts` can be stated as `sum`.
fn adds_up(sum: i64, bound: Bound, qualifier: Option<&str>, parts: i64) -> bool {
    let permille = i128::from(parts) * 1000 / i128::from(sum.max(1));
    let is_cap = qualifier.is_some_and(|words| words.to_ascii_lowercase().starts_with("up to"));
    match bound {
        Bound::AtLeast => (998..=1060).contains(&permille),
        Bound::AtMost if !is_cap => (930..=1002).contains(&permille),
        Bound::About => (970..=1030).contains(&permille),
        Bound::AtMost | Bound::Exact => (993..=1007).contains(&permille),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_within_the_bound() {
        assert!(adds_up(820, Bound::Exact, None, 820));
        assert!(adds_up(3_750, Bound::AtLeast, Some("more than"), 3_757));
        assert!(adds_up(2_500, Bound::AtMost, Some("nearly"), 2_470));
        assert!(!adds_up(1_000, Bound::Exact, None, 900));
        assert!(!adds_up(1_000, Bound::AtLeast, Some("more than"), 900));
    }
}
