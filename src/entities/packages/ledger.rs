//! Packages while they are gathered: claims under one roof, found again by recipient, day and ordinal.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::MatchReason;
use super::amounts::{Agreement, Amount};
use super::told::{Role, Told, earlier, later};
use crate::mentions::announcements::{Authority, Claim};

/// A claim that was taken to tell of a package.
#[derive(Debug, Clone)]
pub struct Member {
    /// The claim.
    pub claim: usize,
    /// Why.
    pub reason: MatchReason,
    /// What agreed, in words.
    pub detail: String,
    /// Whether it tells of a share of the package only.
    pub is_share: bool,
}

/// A package in the making.
#[derive(Debug)]
pub struct Cluster<'a> {
    /// Who receives it; empty for a sum whose claims name nobody.
    pub recipient: &'a str,
    /// The earliest day that its best announcing pages give.
    pub day: NaiveDate,
    /// The tier of those pages.
    tier: u8,
    /// The law or fund, as far as known.
    pub authority: Option<Authority>,
    /// The ordinals its claims give, in the order they came.
    pub ordinals: Vec<i64>,
    /// The values its claims give, in the order they came.
    pub amounts: Vec<Amount>,
    /// Its claims.
    pub members: Vec<Member>,
    /// What the pages have done with it so far.
    pub stages: BTreeSet<Claim>,
    /// Whether it is the sum of several packages.
    pub is_sum: bool,
    /// The sum it is part of.
    pub parent: Option<usize>,
    /// Its claims by page.
    pages: BTreeMap<&'a str, Vec<usize>>,
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Not looked at yet.
    Open,
    /// It tells of this package.
    Package(usize),
    /// It tells of none, for this reason.
    Unmatched(&'static str),
}

/// All claims, and the packages found so far.
#[derive(Debug)]
pub struct Ledger<'a> {
    /// The claims, in the order of their key.
    pub told: Vec<Told<'a>>,
    /// What became of each.
    pub places: Vec<Place>,
    /// The packages; one that was merged into another has no members.
    pub clusters: Vec<Cluster<'a>>,
    by_day: BTreeMap<&'a str, BTreeMap<NaiveDate, Vec<usize>>>,
    by_ordinal: BTreeMap<(&'a str, i64), Vec<usize>>,
}

impl<'a> Ledger<'a> {
    /// No packages yet.
    #[must_use]
    pub fn new(told: Vec<Told<'a>>) -> Self {
        let places = vec![Place::Open; told.len()];
        Self { told, places, clusters: Vec::new(), by_day: BTreeMap::new(), by_ordinal: BTreeMap::new() }
    }

    /// The open claims that `wanted` asks for.
    pub fn open(&self, wanted: impl Fn(&Told) -> bool) -> Vec<usize> {
        (0..self.told.len()).filter(|at| self.places[*at] == Place::Open && wanted(&self.told[*at])).collect()
    }

    /// All claims of the page of a claim.
    pub fn page_of(&self, claim: usize) -> impl Iterator<Item = &Told<'a>> {
        let page = self.told[claim].row.article_id.as_str();
        let start = self.told.partition_point(|other| other.row.article_id.as_str() < page);
        self.told[start..].iter().take_while(move |other| other.row.article_id == page)
    }

    /// Founds a package on a claim.
    pub fn found(&mut self, claim: usize) -> usize {
        let told = &self.told[claim];
        let at = self.clusters.len();
        let (recipient, day, is_sum) = (told.recipient.unwrap_or_default(), told.likely_day(), told.role == Role::Sum);
        self.clusters.push(Cluster {
            recipient,
            day,
            tier: u8::MAX,
            authority: None,
            ordinals: Vec::new(),
            amounts: Vec::new(),
            members: Vec::new(),
            stages: BTreeSet::new(),
            is_sum,
            parent: None,
            pages: BTreeMap::new(),
        });
        self.list(at, recipient);
        if is_sum {
            let page = self.told[claim].row.article_id.as_str();
            let start = self.told.partition_point(|other| other.row.article_id.as_str() < page);
            let on_page = self.told[start..].iter().take_while(|other| other.row.article_id == page);
            for recipient in on_page.filter(|part| part.parent == Some(claim)).filter_map(|part| part.recipient).collect::<BTreeSet<_>>() {
                self.list(at, recipient);
            }
        }
        self.join(claim, at, MatchReason::Founding, "the first claim by rank of its page".to_owned());
        at
    }

    /// Makes a package findable under a recipient.
    pub fn list(&mut self, cluster: usize, recipient: &'a str) {
        let days = self.by_day.entry(recipient).or_default().entry(self.clusters[cluster].day).or_default();
        if !days.contains(&cluster) {
            days.push(cluster);
        }
    }

    /// Takes a claim to tell of a package.
    pub fn join(&mut self, claim: usize, cluster: usize, reason: MatchReason, detail: String) {
        let told = &self.told[claim];
        let is_share = told.role == Role::Share || (reason == MatchReason::SumOfParts && !self.clusters[cluster].is_sum);
        let package = &mut self.clusters[cluster];
        package.members.push(Member { claim, reason, detail, is_share });
        package.pages.entry(&told.row.article_id).or_default().push(claim);
        package.stages.insert(told.claim);
        self.places[claim] = Place::Package(cluster);
        if is_share {
            return;
        }
        let (tier, day) = (told.tier(), told.likely_day());
        if told.claim == Claim::Announced && (tier < package.tier || (tier == package.tier && day < package.day)) {
            (package.tier, package.day) = (tier, day);
            let recipient = package.recipient;
            self.list(cluster, recipient);
        }
        let (told, package) = (&self.told[claim], &mut self.clusters[cluster]);
        if let Some(amount) = told.amount.filter(|amount| !package.amounts.contains(amount)) {
            package.amounts.push(amount);
        }
        if package.is_sum {
            return;
        }
        package.authority = package.authority.or(told.authority);
        let Some(ordinal) = told.ordinal.filter(|ordinal| !package.ordinals.contains(ordinal)) else { return };
        package.ordinals.push(ordinal);
        let listed = self.by_ordinal.entry((package.recipient, ordinal)).or_default();
        if !listed.contains(&cluster) {
            listed.push(cluster);
        }
    }

    /// Says that a claim tells of no package.
    pub fn set_aside(&mut self, claim: usize, reason: &'static str) {
        self.places[claim] = Place::Unmatched(reason);
    }

    /// Says of all claims of a package that they tell of none.
    pub fn clear(&mut self, cluster: usize, reason: &'static str) {
        for member in std::mem::take(&mut self.clusters[cluster].members) {
            self.set_aside(member.claim, reason);
        }
        self.clusters[cluster].pages.clear();
        for package in &mut self.clusters {
            package.parent = package.parent.filter(|parent| *parent != cluster);
        }
    }

    /// Makes a package the sum of several: it has no authority and no ordinal of its own.
    pub fn turn_into_sum(&mut self, cluster: usize) {
        let package = &mut self.clusters[cluster];
        package.is_sum = true;
        package.authority = None;
        for ordinal in std::mem::take(&mut package.ordinals) {
            let listed = self.by_ordinal.entry((package.recipient, ordinal)).or_default();
            listed.retain(|at| *at != cluster);
        }
    }

    /// Moves all claims of one package into another, as shares of its value.
    pub fn absorb(&mut self, cluster: usize, share: usize) {
        let members = std::mem::take(&mut self.clusters[share].members);
        self.clusters[share].pages.clear();
        for member in members {
            self.told[member.claim].role = Role::Share;
            self.join(member.claim, cluster, MatchReason::SumOfParts, "a share of the value".to_owned());
        }
    }

    /// The packages of a recipient (of all, where it is `None`) from `before` days before `low` to `after` days after `high`.
    pub fn near(&self, recipient: Option<&str>, low: NaiveDate, before: u64, high: NaiveDate, after: u64) -> Vec<usize> {
        let days = earlier(low, before)..=later(high, after);
        let of_one = |listed: &BTreeMap<NaiveDate, Vec<usize>>| -> Vec<usize> {
            listed.range(days.clone()).flat_map(|(_, all)| all).copied().collect()
        };
        let mut found = match recipient {
            Some(recipient) => self.by_day.get(recipient).map(of_one).unwrap_or_default(),
            None => self.by_day.values().flat_map(of_one).collect(),
        };
        found.retain(|at| !self.clusters[*at].members.is_empty());
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The packages of a recipient for which some claim gives this ordinal.
    pub fn with_ordinal(&self, recipient: &str, ordinal: i64) -> Vec<usize> {
        let listed = self.by_ordinal.get(&(recipient, ordinal)).into_iter().flatten().copied();
        listed.filter(|at| !self.clusters[*at].members.is_empty()).collect()
    }
}

impl Cluster<'_> {
    /// How well a value goes with those of the package.
    #[must_use]
    pub fn agrees(&self, amount: Option<Amount>) -> Agreement {
        let Some(amount) = amount else { return Agreement::Unknown };
        self.amounts.iter().map(|own| own.agrees(amount)).min().unwrap_or(Agreement::Unknown)
    }

    /// The claims that `page` makes about the package.
    pub fn told_on(&self, page: &str) -> &[usize] {
        self.pages.get(page).map_or(&[], Vec::as_slice)
    }

    /// Whether a page that announces of its own tells of it, not only pages that retell.
    #[must_use]
    pub const fn is_announced_by_its_own_page(&self) -> bool {
        self.tier < 2
    }

    /// Whether it is a package of its own that pages announce: no sum, and not merged into another.
    #[must_use]
    pub fn is_announced(&self) -> bool {
        !self.is_sum && self.stages.contains(&Claim::Announced) && !self.members.is_empty()
    }
}
