//! Pages as they would be read, made by hand: what they claim, without their text.

mod conflicts;
mod facts;
mod identity;
mod properties;
mod sums;

use chrono::{DateTime, NaiveDate};

use crate::entities::{Entities, resolve};
use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::mentions::announcements::{AnnouncedItem, Announcement, Authority, Claim};
use crate::mentions::money::Bound;
use crate::records::{Article, DateBasis, PageKind};

pub const MILLION: i64 = 1_000_000;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Pages and what they claim.
#[derive(Debug, Default, Clone)]
pub struct World {
    pub articles: Vec<Article>,
    pub mentions: Mentions,
}

/// A claim to be put on a page.
#[derive(Debug, Clone)]
pub struct Said {
    row: Announcement,
    items: Vec<(&'static str, i64)>,
}

pub fn said(claim: Claim) -> Said {
    let row = Announcement {
        article_id: String::new(),
        paragraph_no: 1,
        start_char: 0,
        end_char: 10,
        surface: "a sentence".into(),
        announcement_no: 0,
        part_of_no: None,
        claim,
        recipient: Some("Ukraine".into()),
        authority: None,
        ordinal: None,
        value_low_usd: None,
        value_high_usd: None,
        bound: None,
        qualifier: None,
        money_start_char: None,
        date_low: None,
        date_high: None,
        is_new_money: true,
    };
    Said { row, items: Vec::new() }
}

pub fn announced() -> Said {
    said(Claim::Announced)
}

pub fn recalled() -> Said {
    said(Claim::Recalled)
}

impl Said {
    pub fn to(mut self, recipient: &str) -> Self {
        self.row.recipient = (!recipient.is_empty()).then(|| recipient.into());
        self
    }
    pub fn by(mut self, authority: Authority) -> Self {
        self.row.authority = Some(authority);
        self
    }
    pub fn pda(self) -> Self {
        self.by(Authority::Pda)
    }
    pub fn usai(self) -> Self {
        self.by(Authority::Usai)
    }
    pub fn no(mut self, ordinal: i64) -> Self {
        self.row.ordinal = Some(ordinal);
        self
    }
    pub fn usd(mut self, dollars: i64) -> Self {
        (self.row.value_low_usd, self.row.value_high_usd) = (Some(dollars), Some(dollars));
        self.row.bound = self.row.bound.or(Some(Bound::Exact));
        self
    }
    pub fn worth(self, millions: i64) -> Self {
        self.usd(millions * MILLION)
    }
    pub fn bound(mut self, bound: Bound) -> Self {
        self.row.bound = Some(bound);
        self
    }
    pub fn on(self, text: &str) -> Self {
        self.between(text, text)
    }
    pub fn between(mut self, low: &str, high: &str) -> Self {
        (self.row.date_low, self.row.date_high) = (Some(day(low)), Some(day(high)));
        self
    }
    pub fn part_of(mut self, no: i64) -> Self {
        self.row.part_of_no = Some(no);
        self
    }
    pub fn old_money(mut self) -> Self {
        self.row.is_new_money = false;
        self
    }
    pub fn items(mut self, items: &[(&'static str, i64)]) -> Self {
        self.items = items.to_vec();
        self
    }
}

impl World {
    /// Adds a page, its claims numbered from 1.
    pub fn page(&mut self, kind: PageKind, published: &str, claims: &[Said]) -> &mut Self {
        let article_id = format!("{}/{:05}", kind, self.articles.len());
        self.articles.push(article(&article_id, kind, day(published)));
        for (no, said) in (1..).zip(claims) {
            let row = Announcement { article_id: article_id.clone(), announcement_no: no, start_char: no * 100, ..said.row.clone() };
            self.mentions.announcements.push(row);
            let items = (1..).zip(&said.items).map(|(item_no, (name, count))| item(&article_id, no, item_no, name, *count));
            self.mentions.announced_items.extend(items);
        }
        self
    }
    pub fn release(&mut self, published: &str, claims: &[Said]) -> &mut Self {
        self.page(PageKind::Release, published, claims)
    }
    pub fn story(&mut self, published: &str, claims: &[Said]) -> &mut Self {
        self.page(PageKind::Story, published, claims)
    }
    /// A memorandum that authorizes so many millions.
    pub fn memo(&mut self, published: &str, millions: i64) -> &mut Self {
        let claim = said(Claim::Authorized).pda().worth(millions).bound(Bound::AtMost);
        self.page(PageKind::Memorandum, published, &[claim])
    }
    pub fn resolve(&self) -> Entities {
        resolve(&self.articles, &[], &self.mentions, &Lookups::default())
    }
}

fn article(article_id: &str, kind: PageKind, published_date: NaiveDate) -> Article {
    Article {
        article_id: article_id.into(),
        url: String::new(),
        canonical_url: String::new(),
        publisher: String::new(),
        source: String::new(),
        layout: String::new(),
        kind,
        title: String::new(),
        subtitle: None,
        published_date,
        published_date_basis: DateBasis::DateLine,
        dateline: None,
        byline: None,
        is_historical_collection: false,
        body_text: String::new(),
        capture_sha256: String::new(),
        captured_at: DateTime::UNIX_EPOCH,
    }
}

fn item(article_id: &str, announcement_no: i64, item_no: i64, name: &str, count: i64) -> AnnouncedItem {
    AnnouncedItem {
        article_id: article_id.into(),
        paragraph_no: 2,
        start_char: item_no,
        end_char: item_no + 1,
        surface: name.into(),
        announcement_no,
        item_no,
        name: name.into(),
        equipment_id: Some(name.to_lowercase().trim_end_matches('s').replace(' ', "-")),
        category: None,
        quantity_low: (count > 0).then_some(count),
        quantity_high: (count > 0).then_some(count),
        bound: None,
        qualifier: None,
        unit: None,
        calibre: None,
        is_additional: false,
    }
}

/// id, value in millions, pages: of packages that count (no sums).
pub fn counted(entities: &Entities) -> Vec<(&str, Option<i64>, i64)> {
    let packages = entities.packages.iter().filter(|package| !package.is_composite);
    packages.map(|package| (package.package_id.as_str(), package.value_high_usd.map(|usd| usd / MILLION), package.report_count)).collect()
}

/// column, kept, other: of all conflicts.
pub fn conflicts(entities: &Entities) -> Vec<(&str, &str, &str)> {
    let rows = entities.package_conflicts.iter();
    rows.map(|row| (row.column.as_str(), row.preferred_value.as_str(), row.other_value.as_str())).collect()
}

pub fn unmatched(entities: &Entities) -> Vec<&str> {
    entities.unmatched_announcements.iter().map(|row| row.reason.as_str()).collect()
}
