//! The public facts, told by pages as the departments tell them; only where the folder with the facts is at hand.

use std::collections::BTreeMap;
use std::io::{Write as _, stderr};
use std::path::PathBuf;
use std::sync::Once;

use super::{MILLION, World, announced, day, said, unmatched};
use crate::entities::Entities;
use crate::entities::packages::Status;
use crate::mentions::announcements::{Authority, Claim};
use crate::mentions::money::Bound;
use crate::records::PageKind;

struct Fact {
    authority: Authority,
    ordinal: Option<i64>,
    date: String,
    usd: i64,
    has_memo: bool,
}

fn facts() -> Option<Vec<Fact>> {
    static SAY: Once = Once::new();
    let corpus = std::env::var_os("DRAWDOWN_CORPUS").map_or_else(|| PathBuf::from("../shared/corpus"), PathBuf::from);
    let path = corpus.parent()?.join("facts/packages.csv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        // Written past the capture of the test harness, which shows nothing of a test that passes.
        SAY.call_once(|| {
            drop(writeln!(stderr(), "skipped: the tests over the public record: no facts at {}", path.display()));
        });
        return None;
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let fact = |row: &BTreeMap<String, String>| {
        Some(Fact {
            authority: Authority::from_text(&row["authority"])?,
            ordinal: row["ordinal_evidence"].starts_with("ordinal stated").then(|| row["ordinal"].parse().ok()).flatten(),
            date: row["announced_date"].clone(),
            usd: row["value_usd"].parse().unwrap(),
            has_memo: row["source_urls"].contains("presidential-actions"),
        })
    };
    Some(rows.iter().filter_map(fact).collect())
}

/// Each package by a release, a story of the next day, a preview, an order where there was one, and the last four recalled.
fn world(facts: &[Fact]) -> World {
    let mut world = World::default();
    let mut by_day: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        by_day.entry(&fact.date).or_default().push(fact);
    }
    let claim = |fact: &Fact| {
        let claim = announced().by(fact.authority).usd(fact.usd).bound(Bound::AtMost).on(&fact.date);
        fact.ordinal.map_or(claim.clone(), |ordinal| claim.no(ordinal))
    };
    for (date, group) in &by_day {
        let shifted = |days: i64| (day(date) + chrono::TimeDelta::days(days)).to_string();
        let sum = group.iter().map(|fact| fact.usd).sum();
        let mut claims = vec![announced().usd(sum)];
        match group[..] {
            [only] => claims = vec![claim(only).items(&[("Javelins", 0)])],
            _ => claims.extend(group.iter().map(|fact| claim(fact).part_of(1).items(&[("Javelins", 0)]))),
        }
        world.release(date, &claims);
        world.story(&shifted(1), &[announced().usd(sum)]);
        world.page(PageKind::Transcript, &shifted(-2), &[said(Claim::Previewed).usd(sum)]);
        for fact in group.iter().filter(|fact| fact.has_memo) {
            world.memo(&shifted(-1), fact.usd / MILLION);
        }
    }
    for window in facts.windows(4) {
        let last = window.iter().map(|fact| fact.date.as_str()).max().unwrap();
        let published = (day(last) + chrono::TimeDelta::days(20)).to_string();
        let recall = |fact: &Fact| {
            let claim = said(Claim::Recalled).by(fact.authority).usd(fact.usd);
            fact.ordinal.map_or_else(|| claim.clone().on(&fact.date), |ordinal| claim.clone().no(ordinal))
        };
        world.story(&published, &window.iter().map(recall).collect::<Vec<_>>());
    }
    world
}

fn total(entities: &Entities, authority: Authority) -> (usize, i64) {
    let packages = entities.packages.iter().filter(|package| package.authority == Some(authority) && !package.is_composite);
    let values: Vec<i64> = packages.filter_map(|package| package.value_high_usd).collect();
    (values.len(), values.iter().sum())
}

fn check(facts: &[Fact]) {
    let mut world = world(facts);
    world.memo("2024-09-26", 5550);
    let entities = world.resolve();
    assert_eq!(total(&entities, Authority::Pda), (74, 34_085_000_000));
    assert_eq!(total(&entities, Authority::Usai), (25, 33_478_000_000));
    assert_eq!(total(&entities, Authority::Fmf).0, 5);
    let without_authority = entities.packages.iter().filter(|package| package.authority.is_none() && !package.is_composite);
    assert_eq!(without_authority.count(), 0);
    assert_eq!(unmatched(&entities), ["authority that later packages draw on"]);
}

#[test]
fn the_public_facts_add_up_however_often_they_are_told() {
    if let Some(facts) = facts() {
        check(&facts);
    }
}

#[test]
fn the_public_facts_add_up_where_no_page_counts() {
    if let Some(mut facts) = facts() {
        for fact in &mut facts {
            fact.ordinal = None;
        }
        check(&facts);
    }
}

/// Only some of the pages at hand: packages get lost, but none is counted twice.
#[test]
fn a_part_of_the_pages_never_tells_of_more() {
    let Some(facts) = facts() else { return };
    let mut whole = world(&facts);
    whole.memo("2024-09-26", 5550);
    let truth: i64 = facts.iter().map(|fact| fact.usd).sum();
    for seed in 0..100_u64 {
        let mut world = whole.clone();
        let mut state = seed;
        world.articles.retain(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % 100 < 60
        });
        let entities = world.resolve();
        let counted = entities.packages.iter().filter(|package| !package.is_composite && package.status != Status::Previewed);
        let values: Vec<i64> = counted.filter_map(|package| package.value_high_usd).collect();
        assert!(values.len() <= facts.len() && values.iter().sum::<i64>() <= truth, "seed {seed}");
    }
}
