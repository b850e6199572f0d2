//! Whether two stated values can be one value told twice.
//!
//! Officials round: "nearly $3 billion" and "$2.98 billion" are one package. A rounded figure covers a finer one only within the
//! last digit it states, so that neighbouring packages ("$400 million", "$425 million") stay apart.

use crate::mentions::announcements::Announcement;
use crate::mentions::money::Bound;

/// A stated value in US dollars; `low` and `high` differ for ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    /// The value, or the low end of a range.
    pub low: i64,
    /// The value, or the high end of a range.
    pub high: i64,
    /// How far it binds.
    pub bound: Bound,
}

/// How well two values go together, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// The same figures.
    Equal,
    /// One is rounded and covers the other.
    Near,
    /// One of them is not stated.
    Unknown,
    /// The same digits, the scale slipped: "$300" or "$300 billion" for "$300 million".
    Slip,
    /// Different values.
    Clash,
}

impl Amount {
    /// The value of a claim, if it states one.
    #[must_use]
    pub fn of(claim: &Announcement) -> Option<Self> {
        let low = claim.value_low_usd.or(claim.value_high_usd)?;
        let high = claim.value_high_usd.unwrap_or(low);
        Some(Self { low: low.min(high), high: high.max(low), bound: claim.bound.unwrap_or(Bound::Exact) })
    }

    /// A value that is exactly `usd`.
    #[must_use]
    pub const fn exact(usd: i64) -> Self {
        Self { low: usd, high: usd, bound: Bound::Exact }
    }

    const fn is_range(self) -> bool {
        self.low != self.high
    }

    /// The weight of its last stated digit: 10 million for 2.98 billion.
    fn unit(self) -> i64 {
        if self.low <= 0 {
            return 1;
        }
        let mut unit = 1;
        while self.low % (unit * 10) == 0 && unit < i64::MAX / 100 {
            unit *= 10;
        }
        unit
    }

    /// Whether `other` is what it rounds: near it, and stated more finely.
    #[must_use]
    pub fn rounds(self, other: Self) -> bool {
        self.low != other.low && self.unit() > other.unit() && self.agrees(other) == Agreement::Near
    }

    /// How well the two go together; the same either way round.
    #[must_use]
    pub fn agrees(self, other: Self) -> Agreement {
        if (self.low, self.high) == (other.low, other.high) {
            return Agreement::Equal;
        }
        if self.is_range() || other.is_range() {
            let overlap = self.low <= other.high && other.low <= self.high;
            return if overlap { Agreement::Near } else { Agreement::Clash };
        }
        let same_unit = self.unit() == other.unit();
        let covered = match self.unit().cmp(&other.unit()) {
            std::cmp::Ordering::Greater => self.covers(other, same_unit),
            std::cmp::Ordering::Less => other.covers(self, same_unit),
            std::cmp::Ordering::Equal => self.covers(other, true) || other.covers(self, true),
        };
        if covered {
            Agreement::Near
        } else if slipped(self.low, other.low) {
            Agreement::Slip
        } else {
            Agreement::Clash
        }
    }

    fn covers(self, finer: Self, same_unit: bool) -> bool {
        let off = self.low.saturating_sub(finer.low);
        let (allowed, percent) = match self.bound {
            Bound::Exact => (!same_unit, 5),
            Bound::AtMost => (off >= 0, 10),
            Bound::AtLeast => (off <= 0, 10),
            Bound::About => (true, 10),
        };
        let share = self.low.max(finer.low) / 100 * percent;
        allowed && off.saturating_abs() <= share.min(self.unit().max(finer.unit()))
    }
}

fn slipped(a: i64, b: i64) -> bool {
    let (small, large) = (a.min(b), a.max(b));
    small > 0 && [1_000, 1_000_000, 1_000_000_000].iter().any(|scale| small.checked_mul(*scale) == Some(large))
}

#[cfg(test)]
mod tests {
    use super::*;

    const M: i64 = 1_000_000;

    fn agrees(a: (i64, Bound), b: (i64, Bound)) -> Agreement {
        let amount = |(low, bound)| Amount { low, high: low, bound };
        assert_eq!(amount(a).agrees(amount(b)), amount(b).agrees(amount(a)));
        amount(a).agrees(amount(b))
    }

    #[test]
    fn a_rounded_value_covers_a_finer_one_on_the_side_it_names() {
        use Bound::{About, AtLeast, AtMost, Exact};
        assert_eq!(agrees((3000 * M, AtMost), (2980 * M, Exact)), Agreement::Near);
        assert_eq!(agrees((2300 * M, AtLeast), (2350 * M, Exact)), Agreement::Near);
        assert_eq!(agrees((2300 * M, AtLeast), (2200 * M, Exact)), Agreement::Clash);
        assert_eq!(agrees((3750 * M, AtLeast), (3757 * M, Exact)), Agreement::Near);
        assert_eq!(agrees((8000 * M, AtMost), (7900 * M, Exact)), Agreement::Near);
        assert_eq!(agrees((2200 * M, About), (2175 * M, Exact)), Agreement::Near);
        assert_eq!(agrees((5500 * M, Exact), (5550 * M, AtMost)), Agreement::Near);
        assert_eq!(agrees((300 * M, AtLeast), (325 * M, Exact)), Agreement::Near);
    }

    #[test]
    fn neighbouring_values_are_not_one_value() {
        use Bound::{AtMost, Exact};
        for (a, b) in [(400, 425), (250, 275), (375, 400), (125, 225), (450, 460), (100, 128)] {
            assert_eq!(agrees((a * M, Exact), (b * M, Exact)), Agreement::Clash, "{a} {b}");
        }
        assert_eq!(agrees((800 * M, AtMost), (400 * M, Exact)), Agreement::Clash);
    }

    #[test]
    fn a_slipped_scale_is_told_from_another_value() {
        assert_eq!(agrees((300, Bound::Exact), (300 * M, Bound::AtMost)), Agreement::Slip);
        assert_eq!(agrees((300_000 * M, Bound::Exact), (300 * M, Bound::AtMost)), Agreement::Slip);
        assert_eq!(agrees((30 * M, Bound::Exact), (300 * M, Bound::Exact)), Agreement::Clash);
    }

    #[test]
    fn a_range_agrees_with_what_it_holds() {
        let range = Amount { low: 240 * M, high: 375 * M, bound: Bound::Exact };
        assert_eq!(range.agrees(Amount::exact(300 * M)), Agreement::Near);
        assert_eq!(range.agrees(Amount::exact(400 * M)), Agreement::Clash);
    }

    #[test]
    fn extreme_values_do_not_overflow() {
        for value in [0, -1, i64::MAX, i64::MIN] {
            let amount = Amount { low: value, high: value, bound: Bound::About };
            assert_eq!(amount.agrees(amount), Agreement::Equal);
            let _ = (amount.agrees(Amount::exact(1)), amount.rounds(Amount::exact(i64::MAX)));
        }
    }
}
