//! Precision, recall, and the rows that cost them.

/// Hits, rows found and not labelled, rows labelled and not found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Labels that were found.
    pub hits: usize,
    /// Rows that no label bears out.
    pub extra: usize,
    /// Labels that no row meets.
    pub missed: usize,
    /// What went wrong, in the order of the pages.
    pub wrong: Vec<Wrong>,
}

/// A row that cost precision or recall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The page.
    pub article_id: String,
    /// Missed, extra, or what was found instead.
    pub what: String,
    /// The words, within their sentence where there is one.
    pub sentence: String,
}

impl Tally {
    /// Hits among what was found; 1 where nothing was.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.hits, self.hits + self.extra)
    }

    /// Hits among what is labelled; 1 where nothing is.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.hits, self.hits + self.missed)
    }

    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.hits, 2 * self.hits + self.extra + self.missed)
    }

    /// Labels.
    #[must_use]
    pub const fn support(&self) -> usize {
        self.hits + self.missed
    }

    /// Adds the counts of another page.
    pub fn add(&mut self, mut other: Self) {
        self.hits += other.hits;
        self.extra += other.extra;
        self.missed += other.missed;
        self.wrong.append(&mut other.wrong);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of labels are small")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_what_was_found_and_of_what_is_labelled() {
        let tally = Tally { hits: 3, extra: 1, missed: 2, wrong: Vec::new() };
        assert!((tally.precision() - 0.75).abs() < 1e-9 && (tally.recall() - 0.6).abs() < 1e-9);
        assert!((tally.f1() - 2.0 * 0.75 * 0.6 / (0.75 + 0.6)).abs() < 1e-9);
        assert_eq!(tally.support(), 5);
    }
}
