//! What holds for any pages: the order of the rows does not matter, and every claim ends in one place.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Said, World, said};
use crate::entities::Entities;
use crate::mentions::announcements::{Authority, Claim};
use crate::mentions::money::Bound;
use crate::records::PageKind;
use crate::table::Row;

const VALUES: [i64; 8] = [50, 100, 128, 150, 197, 325, 770, 820];

fn any_said() -> impl Strategy<Value = Said> {
    let what = (0..Claim::ALL.len(), prop::option::of(0..Authority::ALL.len()), prop::option::of(1..6_i64));
    let value = (prop::option::of(0..VALUES.len()), 0..Bound::ALL.len(), any::<bool>());
    let place = (prop::option::of(0..20_u64), prop::option::of(1..4_i64), 0..4_usize);
    (what, value, place).prop_map(|((claim, authority, ordinal), (value, bound, is_new), (ago, part_of, recipient))| {
        let mut said = said(Claim::ALL[claim]).to(["Ukraine", "Ukraine", "Taiwan", ""][recipient]);
        said.row.authority = authority.map(|at| Authority::ALL[at]);
        said.row.ordinal = ordinal;
        said.row.part_of_no = part_of;
        said.row.is_new_money = is_new;
        if let Some(at) = value {
            said = said.bound(Bound::ALL[bound]).worth(VALUES[at]);
        }
        said.row.date_low = ago.and_then(|days| super::day("2022-07-20").checked_sub_days(chrono::Days::new(days)));
        said.row.date_high = said.row.date_low;
        said
    })
}

fn any_world() -> impl Strategy<Value = World> {
    let page = (0..PageKind::ALL.len(), 1..28_u32, prop::collection::vec(any_said(), 0..4));
    prop::collection::vec(page, 0..12).prop_map(|pages| {
        let mut world = World::default();
        for (kind, day, claims) in pages {
            world.page(PageKind::ALL[kind], &format!("2022-07-{day:02}"), &claims);
        }
        world
    })
}

fn check(world: &World, entities: &Entities) {
    let placed = entities.package_evidence.len() + entities.unmatched_announcements.len();
    assert_eq!(placed, world.mentions.announcements.len(), "every claim ends in one place");
    assert!(entities.unmatched_announcements.iter().all(|row| row.reason != "not looked at"));
    Row::sort(&mut entities.packages.clone()).unwrap();
    Row::sort(&mut entities.package_evidence.clone()).unwrap();
    Row::sort(&mut entities.package_conflicts.clone()).unwrap();
    Row::sort(&mut entities.package_items.clone()).unwrap();
    let ids: BTreeSet<&str> = entities.packages.iter().map(|package| package.package_id.as_str()).collect();
    for package in &entities.packages {
        let preferred = entities.package_evidence.iter().filter(|row| row.package_id == package.package_id && row.is_preferred);
        assert_eq!(preferred.count(), 1);
        let parent = package.parent_package_id.as_deref();
        assert!(parent.is_none_or(|parent| parent != package.package_id && ids.contains(parent)));
        let has_parts = entities.packages.iter().any(|part| part.parent_package_id.as_ref() == Some(&package.package_id));
        assert_eq!(package.is_composite, has_parts);
        assert!(package.first_seen <= package.last_seen && package.report_count >= 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_the_rows_gives_the_same_tables(world in any_world(), seed in any::<u64>()) {
        let entities = world.resolve();
        check(&world, &entities);
        let mut shuffled = world.clone();
        let mut state = seed | 1;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below.max(1)
        };
        for at in (1..shuffled.mentions.announcements.len()).rev() {
            shuffled.mentions.announcements.swap(at, next(at + 1));
        }
        shuffled.articles.reverse();
        prop_assert_eq!(entities, shuffled.resolve());
    }
}

#[test]
fn many_pages_take_seconds() {
    let mut world = World::default();
    let start = super::day("2000-01-01");
    for at in 0..5_000_u64 {
        let day = start.checked_add_days(chrono::Days::new(at * 7)).unwrap().to_string();
        let millions = 100 + i64::try_from(at % 37).unwrap();
        for _ in 0..5 {
            let claims = [said(Claim::Announced).worth(millions), said(Claim::Recalled).worth(50).on("2000-01-01")];
            world.story(&day, &claims);
        }
    }
    let begun = std::time::Instant::now();
    let entities = world.resolve();
    assert_eq!(entities.packages.len(), 5_000);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
