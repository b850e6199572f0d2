//! A claim with its page: what resolution asks of it, read once.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::amounts::Amount;
use crate::mentions::announcements::{Announcement, Authority, Claim};
use crate::records::{Article, DateBasis, PageKind};

/// A claim older than this on the day of its page is history, whatever the page calls it.
const HISTORY_DAYS: i64 = 14;
/// A page that gives no day retells what happened up to so many days before.
const RETOLD_DAYS: u64 = 3;
/// A page without a date of its own lies so many days off.
const UNDATED_DAYS: u64 = 7;

/// How a claim relates to the others of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It gives the sum of several packages.
    Sum,
    /// It tells of one package.
    Single,
    /// It tells of a share of the package that its parent tells of.
    Share,
}

/// A claim with its page.
#[derive(Debug)]
pub struct Told<'a> {
    /// The claim.
    pub row: &'a Announcement,
    /// Its page.
    pub page: &'a Article,
    /// What the page does with the package; a claim of long ago counts as recalled.
    pub claim: Claim,
    /// Who receives it; none where the page does not tell, or tells of several.
    pub recipient: Option<&'a str>,
    /// The law or fund.
    pub authority: Option<Authority>,
    /// Its place in the series.
    pub ordinal: Option<i64>,
    /// The stated value.
    pub amount: Option<Amount>,
    /// The days on which it can have been announced, ends included; `None` where the page does not tell.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// How it relates to the others of its page.
    pub role: Role,
    /// The claim that gives the sum it is part of.
    pub parent: Option<usize>,
}

impl<'a> Told<'a> {
    fn new(row: &'a Announcement, page: &'a Article) -> Self {
        let stated = row.date_low.or(row.date_high).zip(row.date_high.or(row.date_low));
        let days = stated.map(|(low, high)| (low.min(high), high.max(low)));
        // The day of the page stands where the sentence names none.
        let days = days.filter(|days| *days != (page.published_date, page.published_date));
        let old = days.is_some_and(|(_, high)| days_between(high, page.published_date) > HISTORY_DAYS);
        let claim = if row.claim == Claim::Announced && old { Claim::Recalled } else { row.claim };
        let published = page.published_date;
        let days = days.or(match claim {
            Claim::Announced if !announces(page.kind) => Some((earlier(published, RETOLD_DAYS), published)),
            Claim::Announced | Claim::Authorized => Some((published, published)),
            Claim::Previewed | Claim::Recalled => None,
        });
        let days = days.map(|days| widened(days, page));
        let recipient = row.recipient.as_deref().filter(|name| !name.is_empty());
        let (authority, ordinal, amount) = (row.authority, row.ordinal, Amount::of(row));
        Self { row, page, claim, recipient, authority, ordinal, amount, days, role: Role::Single, parent: None }
    }

    /// The day it was announced, where the page leaves no doubt.
    #[must_use]
    pub fn exact_day(&self) -> Option<NaiveDate> {
        self.days.filter(|(low, high)| low == high).map(|(low, _)| low)
    }

    /// The likeliest day: of those the page allows, the nearest to its publication.
    #[must_use]
    pub fn likely_day(&self) -> NaiveDate {
        self.days.map_or(self.page.published_date, |(low, high)| self.page.published_date.clamp(low, high))
    }

    /// Days between `day` and the days on which it can have been announced; `None` where the page does not tell.
    #[must_use]
    pub fn gap(&self, day: NaiveDate) -> Option<i64> {
        let (low, high) = self.days?;
        Some(days_between(day, low).max(days_between(high, day)).max(0))
    }

    /// Where its page stands among sources: the announcement itself, its order, retellings, talk.
    #[must_use]
    pub const fn tier(&self) -> u8 {
        match self.page.kind {
            PageKind::Release | PageKind::FactSheet => 0,
            PageKind::Memorandum => 1,
            PageKind::Speech | PageKind::Advisory => 2,
            PageKind::Transcript => 4,
            _ => 3,
        }
    }

    /// Whether it can be of this authority.
    #[must_use]
    pub fn fits_authority(&self, other: Option<Authority>) -> bool {
        authorities_fit(self.authority, other)
    }
}

/// Whether two claims can be of one authority: the same, or one is not stated, or both are military financing.
#[must_use]
pub fn authorities_fit(a: Option<Authority>, b: Option<Authority>) -> bool {
    let financing = |authority| matches!(authority, Authority::Fmf | Authority::FmfLoan);
    match (a, b) {
        (Some(a), Some(b)) => a == b || (financing(a) && financing(b)),
        _ => true,
    }
}

/// Days from `from` to `to`; negative where `to` is earlier.
#[must_use]
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// The day `days` before `day`.
#[must_use]
pub fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The day `days` after `day`.
#[must_use]
pub fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// A page that carries no date was published after its latest photo was taken, and before it was captured.
fn widened((low, high): (NaiveDate, NaiveDate), page: &Article) -> (NaiveDate, NaiveDate) {
    if days_between(low, page.published_date).abs() > HISTORY_DAYS {
        return (low, high);
    }
    match page.published_date_basis {
        DateBasis::LatestPhoto => (low, later(high, UNDATED_DAYS)),
        DateBasis::Capture => (earlier(low, UNDATED_DAYS), high),
        _ => (low, high),
    }
}

const fn announces(kind: PageKind) -> bool {
    matches!(kind, PageKind::Release | PageKind::FactSheet | PageKind::Memorandum | PageKind::Advisory)
}

/// All claims whose page is known, in the order of their key, and the rows whose page is not.
#[must_use]
pub fn read<'a>(articles: &'a [Article], rows: &'a [Announcement]) -> (Vec<Told<'a>>, Vec<&'a Announcement>) {
    let pages: BTreeMap<&str, &Article> = articles.iter().map(|page| (page.article_id.as_str(), page)).collect();
    let rows: BTreeMap<(&str, i64), &Announcement> = rows.iter().map(|row| ((row.article_id.as_str(), row.announcement_no), row)).collect();
    let (mut told, mut homeless) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows.into_values() {
        match pages.get(row.article_id.as_str()) {
            Some(page) => told.push(Told::new(row, page)),
            None => homeless.push(row),
        }
    }
    super::families::relate(&mut told);
    (told, homeless)
}
