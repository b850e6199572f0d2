//! The traps of real announcements, one test each.

use super::{World, announced, conflicts, counted, day, recalled, said, unmatched};
use crate::entities::packages::{MatchReason, Status};
use crate::mentions::announcements::{Authority, Claim};
use crate::mentions::money::Bound;
use crate::records::{DateBasis, PageKind};

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
fn a_sum_of_two_packages_is_counted_once() {
    let mut world = World::default();
    let parts = [announced().worth(820), announced().pda().no(14).worth(50).part_of(1), announced().usai().worth(770).part_of(1)];
    world.release("2022-07-01", &parts);
    world.memo("2022-07-01", 50);
    world.story("2022-07-02", &[announced().pda().no(14).worth(820).on("2022-07-01")]);
    world.release("2022-07-01", &[announced().worth(820)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-14", Some(50), 2), ("UKRAINE-USAI-20220701-770", Some(770), 1)]);
    let sum = entities.packages.iter().find(|package| package.is_composite).unwrap();
    assert_eq!((sum.package_id.as_str(), sum.authority, sum.ordinal, sum.report_count), ("UKRAINE-SUM-20220701-820", None, None, 3));
    let parents: Vec<_> = entities.packages.iter().filter_map(|package| package.parent_package_id.as_deref()).collect();
    assert_eq!(parents, ["UKRAINE-SUM-20220701-820"; 2]);
    assert_eq!(conflicts(&entities), [("authority", "", "PDA"), ("ordinal", "", "14")]);
}

#[test]
fn a_sum_that_no_page_splits_is_found_by_its_value() {
    let mut world = World::default();
    world.page(PageKind::Speech, "2024-07-02", &[announced().pda().worth(2300).bound(Bound::AtLeast)]);
    world.release("2024-07-03", &[announced().pda().worth(150), announced().usai().worth(2200).bound(Bound::About)]);
    world.story("2022-06-16", &[announced().pda().no(12).worth(1000).on("2022-06-15")]);
    world.release("2022-06-15", &[announced().pda().no(12).worth(350)]).release("2022-06-15", &[announced().usai().worth(650)]);
    let entities = world.resolve();
    let ids = ["UKRAINE-PDA-12", "UKRAINE-PDA-20240703-150", "UKRAINE-USAI-20220615-650", "UKRAINE-USAI-20240703-2200"];
    assert_eq!(counted(&entities).iter().map(|row| row.0).collect::<Vec<_>>(), ids);
    let sums: Vec<_> = entities.packages.iter().filter(|package| package.is_composite).map(|package| package.package_id.as_str()).collect();
    assert_eq!(sums, ["UKRAINE-SUM-20220615-1000", "UKRAINE-SUM-20240702-2300"]);
}

#[test]
fn one_package_split_into_new_and_reused_authority_counts_once() {
    let mut world = World::default();
    let new = || announced().pda().worth(128);
    let old = || announced().pda().worth(197).old_money();
    world.release("2023-09-21", &[announced().pda().no(47).worth(325).items(&[("Javelins", 0)])]);
    world.release("2023-09-21", &[new(), old()]);
    world.memo("2023-09-21", 128);
    let apart = world.resolve();
    assert_eq!(counted(&apart), [("UKRAINE-PDA-47", Some(325), 3)]);
    assert!(conflicts(&apart).contains(&("value_low_usd", "325000000", "197000000")));

    let mut world = World::default();
    world.release("2023-09-21", &[announced().worth(325), new().no(47).part_of(1), old().part_of(1)]).memo("2023-09-21", 128);
    assert_eq!(counted(&world.resolve()), [("UKRAINE-PDA-47", Some(325), 2)]);
}

#[test]
fn shares_for_other_recipients_make_a_sum() {
    let mut world = World::default();
    let whole = announced().to("Ukraine and 15 others").by(Authority::Fmf).worth(713).bound(Bound::AtLeast);
    let share = announced().by(Authority::Fmf).worth(322).bound(Bound::AtLeast).part_of(1);
    world.release("2022-04-25", &[whole, share]);
    let nested = [
        announced().worth(2875),
        announced().pda().no(20).worth(675).part_of(1),
        announced().to("Ukraine and 18 others").by(Authority::Fmf).worth(2200).part_of(1),
        announced().by(Authority::Fmf).worth(1000).part_of(3),
    ];
    world.release("2022-09-08", &nested);
    world.story("2022-09-08", &[announced().worth(2800).bound(Bound::AtLeast)]);
    let entities = world.resolve();
    let ids = ["UKRAINE-FMF-20220425-322", "UKRAINE-FMF-20220908-1000", "UKRAINE-PDA-20"];
    assert_eq!(counted(&entities).iter().map(|row| row.0).collect::<Vec<_>>(), ids);
    assert_eq!(entities.packages.iter().filter(|package| package.is_composite).count(), 3);
    let inner = entities.packages.iter().find(|package| package.recipient == "Ukraine and 18 others").unwrap();
    assert_eq!(inner.parent_package_id.as_deref(), Some("UKRAINE-SUM-20220908-2875"));
}

#[test]
fn a_rounded_value_joins_the_finer_one_which_is_kept() {
    let mut world = World::default();
    world.release("2022-08-24", &[announced().worth(3000).bound(Bound::AtMost)]);
    world.story("2022-08-24", &[announced().usai().worth(2980)]);
    world.page(PageKind::Transcript, "2022-08-25", &[announced().worth(3000).bound(Bound::About).on("2022-08-24")]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-USAI-20220824-2980", Some(2980), 3)]);
    assert!(entities.package_conflicts.is_empty());
}

#[test]
fn a_slipped_scale_is_a_conflict_and_no_package() {
    let mut world = World::default();
    world.release("2024-03-12", &[announced().pda().usd(300)]);
    world.story("2024-03-13", &[announced().worth(300)]);
    world.story("2024-03-12", &[announced().worth(300_000)]);
    let taiwan = |claim| said(claim).to("Taiwan").pda();
    world.story("2024-09-30", &[taiwan(Claim::Announced).usd(567).on("2024-09-29")]);
    world.page(PageKind::Memorandum, "2024-09-29", &[taiwan(Claim::Authorized).worth(567)]);
    let entities = world.resolve();
    let expected = [("TAIWAN-PDA-20240929-567", Some(567), 2), ("UKRAINE-PDA-20240312-300", Some(300), 3)];
    assert_eq!(counted(&entities), expected);
    let values =
        [("value_low_usd", "567000000", "567"), ("value_low_usd", "300000000", "300"), ("value_low_usd", "300000000", "300000000000")];
    assert_eq!(conflicts(&entities), values);
}

#[test]
fn a_wrong_copy_of_an_ordinal_is_a_conflict() {
    let mut world = World::default();
    for (no, published, millions) in [(13, "2022-06-23", 450), (29, "2023-01-06", 2850), (30, "2023-01-19", 2500), (31, "2023-02-03", 425)]
    {
        world.release(published, &[announced().pda().no(no).worth(millions)]);
    }
    world.story("2023-01-20", &[announced().pda().no(13).worth(2500).on("2023-01-19")]);
    let entities = world.resolve();
    assert_eq!(counted(&entities).len(), 4);
    assert_eq!(conflicts(&entities), [("ordinal", "30", "13")]);
}

#[test]
fn an_ordinal_of_another_series_is_not_taken() {
    let mut world = World::default();
    let known =
        [(6, "2022-04-05", 100), (7, "2022-04-13", 800), (56, "2024-04-24", 1000), (57, "2024-05-10", 400), (62, "2024-07-29", 200)];
    for (no, published, millions) in known {
        world.release(published, &[announced().pda().no(no).worth(millions)]);
    }
    world.release("2024-06-07", &[announced().pda().worth(225)]);
    world.page(PageKind::Transcript, "2024-06-07", &[announced().no(6).worth(225)]);
    let entities = world.resolve();
    let package = entities.packages.iter().find(|package| package.announced_date == day("2024-06-07")).unwrap();
    assert_eq!((package.ordinal, package.report_count), (None, 2));
    assert_eq!(conflicts(&entities), [("ordinal", "", "6")]);
}

#[test]
fn the_announced_value_beats_the_smaller_one_of_its_order() {
    let mut world = World::default();
    world.memo("2024-07-11", 125).page(PageKind::Transcript, "2024-07-11", &[announced().pda().no(61).worth(225)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-61", Some(225), 2)]);
    assert_eq!(conflicts(&entities), [("value_low_usd", "225000000", "125000000")]);
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
fn items_come_from_the_longest_list_and_other_counts_are_kept() {
    let mut world = World::default();
    world.release("2022-06-23", &[announced().pda().no(13).worth(450).items(&[("HIMARS", 4), ("Patrol boats", 18), ("Radios", 0)])]);
    world.story("2022-06-24", &[announced().worth(450).on("2022-06-23").items(&[("Patrol boat", 8), ("HIMARS", 4), ("Tank", 2)])]);
    let entities = world.resolve();
    let items: Vec<_> = entities.package_items.iter().map(|item| (item.name.as_str(), item.quantity_low, item.report_count)).collect();
    assert_eq!(items, [("HIMARS", Some(4), 2), ("Patrol boats", Some(18), 2), ("Radios", None, 1)]);
    assert_eq!(conflicts(&entities), [("items:patrol boat", "18", "8"), ("items:tank", "", "2")]);
}

#[test]
fn another_value_on_a_page_that_retells_is_a_conflict() {
    let mut world = World::default();
    world.release("2021-03-01", &[announced().usai().worth(125)]).story("2021-03-01", &[announced().usai().worth(150)]);
    world.release("2024-05-15", &[announced().by(Authority::Fmf).worth(2000)]);
    world.story("2024-05-15", &[announced().by(Authority::Fmf).worth(400).old_money()]);
    let entities = world.resolve();
    assert_eq!(counted(&entities).iter().map(|row| row.1).collect::<Vec<_>>(), [Some(2000), Some(125)]);
    assert_eq!(conflicts(&entities), [("value_low_usd", "2000000000", "400000000"), ("value_low_usd", "125000000", "150000000")]);
}

#[test]
fn shares_of_one_fund_are_one_package() {
    let mut world = World::default();
    let fmf = |millions| announced().by(Authority::Fmf).worth(millions);
    world.release("2024-05-15", &[announced().worth(2000), fmf(1600).part_of(1), fmf(400).old_money().part_of(1)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-FMF-20240515-2000", Some(2000), 1)]);
    assert!(entities.packages[0].is_new_money && entities.package_evidence.len() == 3);
}

#[test]
fn a_fund_for_several_recipients_is_a_sum_of_the_shares_told() {
    let mut world = World::default();
    let fmf = |millions| announced().by(Authority::Fmf).worth(millions);
    let claims = [announced().to("").worth(2875), announced().pda().no(20).worth(675).part_of(1), fmf(2200).to("").part_of(1), fmf(1000)];
    world.release("2022-09-08", &claims).release("2022-04-25", &[fmf(713).to(""), fmf(322)]);
    let entities = world.resolve();
    let ids = ["UKRAINE-FMF-20220425-322", "UKRAINE-FMF-20220908-1000", "UKRAINE-PDA-20"];
    assert_eq!(counted(&entities).iter().map(|row| row.0).collect::<Vec<_>>(), ids);
    let sums: Vec<_> = entities.packages.iter().filter(|package| package.is_composite).map(|package| package.package_id.as_str()).collect();
    assert_eq!(sums, ["SEVERAL-SUM-20220425-713", "SEVERAL-SUM-20220908-2200", "SEVERAL-SUM-20220908-2875"]);
    assert!(entities.unmatched_announcements.is_empty());
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
fn the_day_is_that_of_the_earliest_of_the_best_pages() {
    let mut world = World::default();
    world.release("2024-12-07", &[announced().usai().no(22).worth(988), announced().pda().no(71).worth(725)]);
    world.release("2024-12-02", &[announced().pda().no(71)]).story("2024-12-01", &[announced().pda().no(71).worth(725)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-71", Some(725), 3), ("UKRAINE-USAI-22", Some(988), 1)]);
    assert_eq!(entities.packages[0].announced_date, day("2024-12-02"));
}

#[test]
fn a_sum_that_was_only_previewed_comes_with_its_parts() {
    let mut world = World::default();
    let preview = |millions| said(Claim::Previewed).worth(millions).on("2023-02-03");
    world.story("2023-02-02", &[preview(2175), preview(1750).usai().part_of(1), preview(425).pda().part_of(1)]);
    world.release("2023-02-03", &[announced().pda().no(31).worth(425), announced().usai().worth(1750)]);
    let entities = world.resolve();
    let sum = entities.packages.iter().find(|package| package.is_composite).unwrap();
    assert_eq!((sum.status, sum.announced_date), (Status::Announced, day("2023-02-03")));
    assert_eq!(entities.packages.iter().filter(|package| package.parent_package_id.is_some()).count(), 2);
}

#[test]
fn an_order_for_a_part_of_a_sum_is_not_an_order_for_the_sum() {
    let mut world = World::default();
    world.story("2022-07-02", &[announced().worth(820).items(&[("NASAMS", 2)]).on("2022-07-01")]);
    world.release("2022-07-01", &[announced().usai().worth(770)]).memo("2022-07-01", 50);
    let entities = world.resolve();
    assert_eq!(counted(&entities).iter().map(|row| row.0).collect::<Vec<_>>(), ["UKRAINE-PDA-20220701-50", "UKRAINE-USAI-20220701-770"]);
    assert_eq!(entities.packages.iter().filter(|package| package.is_composite).count(), 1);
}

#[test]
fn the_day_is_that_of_most_pages_where_none_announces_of_its_own() {
    let mut world = World::default();
    world.story("2022-02-24", &[announced().pda().no(3).worth(350).on("2022-02-23")]);
    world.story("2022-02-27", &[announced().pda().no(3).worth(350).on("2022-02-26")]);
    world.story("2022-10-06", &[recalled().pda().no(3).worth(350).on("2022-02-26")]);
    assert_eq!(world.resolve().packages[0].announced_date, day("2022-02-26"));
}

#[test]
fn a_page_without_a_date_of_its_own_leaves_the_day_open() {
    let mut world = World::default();
    world
        .story("2022-02-24", &[announced().pda().worth(350).on("2022-02-23")])
        .release("2022-02-28", &[announced().pda().no(3).worth(350)]);
    assert_eq!(world.resolve().packages.len(), 2);
    world.articles[0].published_date_basis = DateBasis::LatestPhoto;
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-3", Some(350), 2)]);
    assert!(entities.package_conflicts.is_empty());
}

#[test]
fn a_headline_that_holds_more_than_packages_is_none() {
    let mut world = World::default();
    let parts = [announced().pda().no(46).worth(175), announced().by(Authority::Fmf).worth(100)];
    world.release("2023-09-06", &[announced().worth(1000).bound(Bound::AtLeast), parts[0].clone(), parts[1].clone()]);
    let entities = world.resolve();
    assert_eq!(counted(&entities).iter().map(|row| row.1).collect::<Vec<_>>(), [Some(100), Some(175)]);
    assert_eq!(unmatched(&entities), ["sum of packages and of what is none"]);
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
