//! Sums of several packages and their parts.

use super::{World, announced, conflicts, counted, day, said, unmatched};
use crate::entities::packages::Status;
use crate::mentions::announcements::{Authority, Claim};
use crate::mentions::money::Bound;
use crate::records::PageKind;

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
fn a_headline_that_holds_more_than_packages_is_none() {
    let mut world = World::default();
    let parts = [announced().pda().no(46).worth(175), announced().by(Authority::Fmf).worth(100)];
    world.release("2023-09-06", &[announced().worth(1000).bound(Bound::AtLeast), parts[0].clone(), parts[1].clone()]);
    let entities = world.resolve();
    assert_eq!(counted(&entities).iter().map(|row| row.1).collect::<Vec<_>>(), [Some(100), Some(175)]);
    assert_eq!(unmatched(&entities), ["sum of packages and of what is none"]);
}
