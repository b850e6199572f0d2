//! Where pages disagree: values, ordinals, days, counts.

use super::{World, announced, conflicts, counted, day, recalled, said};
use crate::mentions::announcements::{Authority, Claim};
use crate::mentions::money::Bound;
use crate::records::{DateBasis, PageKind};

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
fn the_day_is_that_of_the_earliest_of_the_best_pages() {
    let mut world = World::default();
    world.release("2024-12-07", &[announced().usai().no(22).worth(988), announced().pda().no(71).worth(725)]);
    world.release("2024-12-02", &[announced().pda().no(71)]).story("2024-12-01", &[announced().pda().no(71).worth(725)]);
    let entities = world.resolve();
    assert_eq!(counted(&entities), [("UKRAINE-PDA-71", Some(725), 3), ("UKRAINE-USAI-22", Some(988), 1)]);
    assert_eq!(entities.packages[0].announced_date, day("2024-12-02"));
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
