//! Which claims are of one package: equal values, orders and announcements, previews, recollections.

use super::{World, announced, conflicts, counted, day, recalled, said, unmatched};
use crate::entities::packages::{MatchReason, Status};
use crate::mentions::announcements::Claim;
use crate::mentions::money::Bound;
use crate::records::PageKind;

#[test]
fn equal_values_a_week_apart_are_two_packages() {
    let mut world = World::default();
    world.memo("2022-04-13", 800).memo("2022-04-21", 800);
    world.release("2022-04-13", &[announced().pda().no(7).worth(800).bound(Bound::AtMost)]);
    world.release("2022-04-21", &[announced().pda().no(8).worth(800), recalled().worth(800).on("2022-04-13")]);
    world.story("2022-04-14", &[announced().worth(800)]);
    world.story("2022-04-22", &[announced().pda().worth(800).on("2022-04-21"), recalled().no(7).pda()]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-7", Some(800), 5), ("UKRAINE-PDA-8", Some(800), 3)]);
    assert_eq!(entities.packages[0].announced_date, day("2022-04-13"));
    assert!(entities.package_conflicts.is_empty() && entities.unmatched_announcements.is_empty());
}

#[test]
fn equal_values_without_ordinals_stay_apart() {
    let mut world = World::default();
    world.release("2024-08-09", &[announced().pda().worth(125)]).release("2024-08-23", &[announced().pda().worth(125)]);
    world.memo("2024-08-23", 125).memo("2024-08-09", 125);
    world.story("2024-08-24", &[announced().worth(125)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-20240809-125", Some(125), 2), ("UKRAINE-PDA-20240823-125", Some(125), 3)]);
}

#[test]
fn a_memorandum_days_before_or_after_is_evidence() {
    let mut world = World::default();
    world.memo("2021-08-27", 60).release("2021-09-01", &[announced().pda().no(1).worth(60)]);
    world.release("2024-05-24", &[announced().pda().worth(275)]).memo("2024-05-28", 275);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-1", Some(60), 2), ("UKRAINE-PDA-20240524-275", Some(275), 2)]);
    assert_eq!(entities.package_evidence.iter().filter(|row| row.match_reason == MatchReason::Memorandum).count(), 2);
    assert!(entities.packages.iter().all(|package| package.status == Status::Announced));
    assert_eq!(entities.packages[0].first_seen, day("2021-08-27"));
}

#[test]
fn a_memorandum_without_an_announcement_is_an_authorized_package() {
    let mut world = World::default();
    for (published, recipient, millions) in [("2021-09-07", "Lebanon", 22), ("2024-03-26", "Haiti", 10), ("2024-04-12", "Haiti", 60)] {
        let claim = said(Claim::Authorized).to(recipient).pda().worth(millions);
        world.page(PageKind::Memorandum, published, &[claim]);
    }
    world.release("2021-09-07", &[announced().pda().worth(60)]);
    let entities = world.resolve();
    let ids = ["HAITI-PDA-20240326-10", "HAITI-PDA-20240412-60", "LEBANON-PDA-20210907-22", "UKRAINE-PDA-20210907-60"];
    assert_eq!(counted(&entities).iter().map(|row| row.0).collect::<Vec<_>>(), ids);
    assert_eq!(entities.packages[2].status, Status::Authorized);
}

#[test]
fn authority_that_later_packages_draw_on_is_no_package() {
    let mut world = World::default();
    world.memo("2024-09-25", 375).release("2024-09-25", &[announced().pda().no(66).worth(375)]);
    world.memo("2024-09-26", 5550);
    let authority = said(Claim::Authorized).pda().worth(5500).part_of(1);
    world.release("2024-09-26", &[announced().worth(7900), announced().usai().no(21).worth(2400).part_of(1), authority]);
    world.story("2024-09-27", &[announced().worth(8000).bound(Bound::AtMost)]);
    world.release("2024-10-16", &[announced().worth(5550)]);
    for (published, millions) in [("2024-10-16", 425), ("2024-10-21", 400), ("2024-11-01", 425), ("2025-01-09", 500)] {
        world.release(published, &[announced().pda().worth(millions)]);
    }
    let entities = world.resolve();
    let sum: i64 = counted(&entities).iter().filter_map(|row| row.1).sum();
    assert_eq!(sum, 375 + 2400 + 425 + 400 + 425 + 500);
    assert_eq!(entities.packages.iter().filter(|package| package.is_composite).count(), 0);
    let reasons = unmatched(&entities);
    assert_eq!(reasons.iter().filter(|reason| reason.contains("authority that later packages draw on")).count(), 3);
    assert_eq!(reasons.iter().filter(|reason| reason.contains("holds authority")).count(), 2);
}

#[test]
fn an_order_whose_announcement_is_not_known_stays_a_package_beside_others() {
    let mut world = World::default();
    world.memo("2022-08-08", 1000);
    for (published, millions) in [("2022-08-19", 775), ("2022-09-08", 675), ("2022-09-15", 600)] {
        world.release(published, &[announced().pda().worth(millions)]);
    }
    let entities = world.resolve();
    assert_eq!(counted(&entities).len(), 4);
    assert_eq!(counted(&entities)[0], ("UKRAINE-PDA-20220808-1000", Some(1000), 1));
}

#[test]
fn a_preview_becomes_the_announcement() {
    let mut world = World::default();
    let preview = |millions| said(Claim::Previewed).worth(millions);
    world.page(PageKind::Transcript, "2022-05-31", &[preview(700).pda().on("2022-06-01")]);
    world.release("2022-06-01", &[announced().pda().no(11).worth(700)]);
    world.page(PageKind::Transcript, "2022-06-14", &[said(Claim::Previewed)]);
    world.release("2022-06-23", &[announced().pda().no(13).worth(450)]);
    world.story("2025-03-01", &[preview(100)]).story("2025-03-03", &[preview(100)]).story("2025-06-01", &[said(Claim::Previewed)]);
    let entities = world.resolve();
    let expected = [("UKRAINE-NA-20250301-100", Some(100), 2), ("UKRAINE-PDA-11", Some(700), 2), ("UKRAINE-PDA-13", Some(450), 2)];
    assert_eq!(counted(&entities), expected);
    assert_eq!(entities.packages[0].status, Status::Previewed);
    assert_eq!(unmatched(&entities), ["previews a package without value or ordinal, and none follows"]);
}

#[test]
fn a_recollection_needs_an_ordinal_or_a_day_and_founds_nothing() {
    let mut world = World::default();
    world.release("2021-09-01", &[announced().pda().no(1).worth(60)]).release("2021-12-23", &[announced().pda().no(2).worth(200)]);
    let claims = [
        recalled().worth(60).between("2021-09-01", "2021-09-30"),
        recalled().pda().no(2).worth(250),
        recalled().worth(200),
        recalled().worth(600).on("2019-01-01"),
        announced().worth(60).on("2021-09-01"),
    ];
    world.story("2022-02-26", &claims);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-1", Some(60), 2), ("UKRAINE-PDA-2", Some(200), 2)]);
    assert_eq!(conflicts(&entities), [("value_low_usd", "200000000", "250000000")]);
    assert_eq!(unmatched(&entities), ["recalled without a day or an ordinal", "recalled, and no package is known that it points to"]);
}

#[test]
fn a_package_without_value_is_found_and_joined() {
    let mut world = World::default();
    world.page(PageKind::Transcript, "2024-12-12", &[announced().pda()]);
    world.release("2024-12-12", &[announced().pda().no(72).worth(500).bound(Bound::About)]);
    world.release("2025-03-01", &[announced().usai()]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-72", Some(500), 2), ("UKRAINE-USAI-20250301-NV", None, 1)]);
}

#[test]
fn two_packages_of_one_page_are_never_one() {
    let mut world = World::default();
    world.release("2024-07-29", &[announced().usai().no(20).worth(1500), announced().pda().no(62).worth(200)]);
    world.release("2024-09-01", &[announced().pda().no(63).worth(125), announced().pda().no(64).worth(125)]);
    assert_eq!(counted(&world.resolve()).len(), 4);
}

#[test]
fn authority_and_recipient_keep_equal_values_of_a_day_apart() {
    let mut world = World::default();
    world.release("2022-11-10", &[announced().pda().worth(400)]).release("2022-11-10", &[announced().usai().worth(400)]);
    world.release("2022-11-10", &[announced().to("Taiwan").pda().worth(400)]);
    world.story("2022-11-10", &[announced().worth(400)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities).len(), 3);
    assert_eq!(unmatched(&entities), ["fits several packages equally well"]);
}

#[test]
fn a_recollection_dated_like_its_page_has_no_day() {
    let mut world = World::default();
    world.release("2022-04-13", &[announced().pda().no(7).worth(800)]);
    world.release("2022-04-21", &[announced().pda().no(8).worth(800).on("2022-04-21"), recalled().worth(800).on("2022-04-21")]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-7", Some(800), 1), ("UKRAINE-PDA-8", Some(800), 1)]);
    assert_eq!(unmatched(&entities), ["recalled without a day or an ordinal"]);
}

#[test]
fn a_package_told_again_long_after_is_not_another() {
    let mut world = World::default();
    world.release("2022-12-21", &[announced().pda().no(28).worth(1000)]).release("2023-12-27", &[announced().pda().no(54).worth(250)]);
    world.story("2024-01-03", &[announced().pda().no(28).worth(1000), announced().pda().no(28)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-28", Some(1000), 2), ("UKRAINE-PDA-54", Some(250), 1)]);
    assert_eq!(entities.packages[0].announced_date, day("2022-12-21"));
}

#[test]
fn what_a_page_recalls_it_does_not_announce() {
    let mut world = World::default();
    world.release("2022-08-01", &[announced().pda().no(17).worth(550)]);
    world.story("2022-10-06", &[recalled().pda().no(17).worth(550).on("2022-08-01"), announced().worth(550)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-17", Some(550), 2)]);
    assert_eq!(unmatched(&entities), ["the page tells of it as history"]);
}
