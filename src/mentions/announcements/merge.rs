//! The tellings of one page put together: a package told several times on a page is one.
//!
//! Two tellings are of one package when nothing they say disagrees and something ties them: the value, the ordinal, or words that
//! point back. A package recalled as history never joins one that is announced, though their values be equal.

use super::Claim;
use super::candidates::{Candidate, Value};
use crate::mentions::money::Bound;

/// A package as one page tells it.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// What is known of it; its sentence is the one that carries the claim best.
    pub best: Candidate,
    /// The sentences that tell of it, in order.
    pub sentences: Vec<usize>,
    score: u8,
}

impl Told {
    fn new(candidate: Candidate) -> Self {
        Self { sentences: vec![candidate.sentence], score: score(&candidate), best: candidate }
    }

    pub(super) fn is_live(&self) -> bool {
        self.best.claim != Claim::Recalled
    }

    fn join(&mut self, other: &Candidate) {
        self.sentences.push(other.sentence);
        let (other_score, best) = (score(other), &mut self.best);
        best.authority = best.authority.or(other.authority);
        best.ordinal = best.ordinal.or(other.ordinal);
        best.is_new_money &= other.is_new_money;
        if best.recipient.is_none() {
            best.recipient.clone_from(&other.recipient);
        }
        if best.value.as_ref().is_none_or(|value| value.bound != Bound::Exact && is_finer(other.value.as_ref(), value))
            && other.value.is_some()
        {
            best.value.clone_from(&other.value);
        }
        if other.is_dated && !best.is_dated {
            (best.low, best.high, best.is_dated) = (other.low, other.high, true);
            if best.claim != Claim::Authorized {
                best.claim = other.claim;
            }
        }
        if other_score > self.score {
            (best.sentence, best.at, self.score) = (other.sentence, other.at, other_score);
        }
    }
}

/// "$2.98 billion" is finer than "nearly $3 billion".
fn is_finer(other: Option<&Value>, value: &Value) -> bool {
    other.is_some_and(|other| other.bound == Bound::Exact && other.low != value.low)
}

fn score(candidate: &Candidate) -> u8 {
    4 * u8::from(candidate.value.is_some())
        + 2 * u8::from(!candidate.is_reference)
        + u8::from(candidate.ordinal.is_some())
        + u8::from(candidate.recipient.is_some())
}

/// Puts the tellings of a page together, in order of their first telling.
pub(super) fn merge(candidates: Vec<Candidate>) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for candidate in candidates {
        match find(&told, &candidate) {
            Some(at) => {
                if let Some(package) = told.get_mut(at) {
                    package.join(&candidate);
                }
            }
            None if stands_alone(&candidate) => told.push(Told::new(candidate)),
            None => {}
        }
    }
    told
}

/// Whether a telling is enough for a package of its own.
fn stands_alone(candidate: &Candidate) -> bool {
    let is_named = candidate.value.is_some() || candidate.ordinal.is_some() && (!candidate.is_reference || candidate.authority.is_some());
    if candidate.claim == Claim::Recalled { is_named } else { is_named || !candidate.is_reference }
}

/// The package that a telling is of.
fn find(told: &[Told], candidate: &Candidate) -> Option<usize> {
    let fits = |package: &&(usize, &Told)| is_compatible(&package.1.best, candidate);
    let packages: Vec<(usize, &Told)> = told.iter().enumerate().collect();
    let compatible: Vec<&(usize, &Told)> = packages.iter().filter(fits).collect();
    let same_ordinal = |package: &Told| candidate.ordinal.is_some() && package.best.ordinal == candidate.ordinal;
    let same_value = |package: &Told| match (&package.best.value, &candidate.value) {
        (Some(left), Some(right)) => is_same_value(left, right, candidate.is_reference),
        _ => false,
    };
    let tied = |test: &dyn Fn(&Told) -> bool| compatible.iter().rev().find(|(_, package)| test(package)).map(|(at, _)| *at);
    if let Some(at) = tied(&same_ordinal).or_else(|| tied(&same_value)) {
        return Some(at);
    }
    if candidate.claim == Claim::Recalled {
        return None;
    }
    let same_authority =
        |package: &Told| package.is_live() && candidate.authority.is_some() && package.best.authority == candidate.authority;
    let live = |package: &Told| package.is_live();
    let found = tied(&same_authority).or_else(|| tied(&live))?;
    Some(found)
}

fn is_compatible(package: &Candidate, candidate: &Candidate) -> bool {
    let is_recalled = |candidate: &Candidate| candidate.claim == Claim::Recalled;
    let by_class = match (is_recalled(package), is_recalled(candidate)) {
        (false, true) => !candidate.is_dated && candidate.is_reference,
        (true, false) => false,
        _ => true,
    };
    let both_recalled = is_recalled(package) && is_recalled(candidate);
    let other_day = both_recalled && package.is_dated && candidate.is_dated && package.low != candidate.low;
    by_class
        && !other_day
        && agree(package.authority.as_ref(), candidate.authority.as_ref())
        && agree(package.ordinal.as_ref(), candidate.ordinal.as_ref())
        && agree(package.recipient.as_ref(), candidate.recipient.as_ref())
        && match (&package.value, &candidate.value) {
            (Some(left), Some(right)) => is_same_value(left, right, candidate.is_reference),
            _ => true,
        }
}

pub(super) fn agree<T: PartialEq>(left: Option<&T>, right: Option<&T>) -> bool {
    left.is_none() || right.is_none() || left == right
}

/// Equal, or near enough where one is rounded: "nearly $3 billion" and "$2.98 billion".
fn is_same_value(left: &Value, right: &Value, is_reference: bool) -> bool {
    if (left.low, left.high) == (right.low, right.high) {
        return true;
    }
    let is_rounded = left.bound != Bound::Exact || right.bound != Bound::Exact;
    let thousandths = if is_reference {
        45
    } else if is_rounded {
        20
    } else {
        return false;
    };
    let gap = i128::from(left.high.abs_diff(right.high));
    gap * 1000 <= i128::from(left.high.max(right.high)) * thousandths
}
