//! Counts in sentences of our own.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Vec<(i64, Bound, &str, Option<String>)> {
    find(text).into_iter().map(|row| (row.low, row.bound, &text[row.item.clone()], row.unit)).collect()
}

fn one(text: &str, count: i64, bound: Bound, item: &str) {
    let found = read(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert_eq!((found[0].0, found[0].1, found[0].2), (count, bound, item), "{text}");
}

#[test]
fn things_are_counted() {
    one("more than 1,400 Stinger anti-aircraft systems;", 1_400, Bound::AtLeast, "Stinger anti-aircraft systems");
    one("(25,000) 155mm artillery rounds", 25_000, Bound::Exact, "155mm artillery rounds");
    one("Two NASAMS;", 2, Bound::Exact, "NASAMS");
    one("31 Abrams tanks to Ukraine", 31, Bound::Exact, "Abrams tanks");
    one("alongside some 50 allies and partners will", 50, Bound::About, "allies and partners");
    one("nearly 700 NATO personnel and partner countries", 700, Bound::AtMost, "NATO personnel");
    one("two presidents tasked their teams", 2, Bound::Exact, "presidents");
    one("70,000 Americans live there", 70_000, Bound::Exact, "Americans");
    one("200 M113 armored personnel carriers arrived", 200, Bound::Exact, "M113 armored personnel carriers");
    one("4,000 Zuni aircraft rockets", 4_000, Bound::Exact, "Zuni aircraft rockets");
    one("3,600 small arms ammunition boxes", 3_600, Bound::Exact, "small arms ammunition boxes");
    one("Over 2,700 grenade launchers and small arms;", 2_700, Bound::AtLeast, "grenade launchers and small arms");
    one("More than 500 FEMA and other federal personnel went", 500, Bound::AtLeast, "FEMA and other federal personnel");
    one("20 81mm and 60mm mortar systems", 20, Bound::Exact, "81mm and 60mm mortar systems");
    assert_eq!(read("100,000 troops and thousands of tanks").iter().map(|row| row.2).collect::<Vec<_>>(), ["troops", "tanks"]);
    one("twelve vessels and plans to build", 12, Bound::Exact, "vessels");
    one("more than three dozen calls", 36, Bound::AtLeast, "calls");
    one("about a dozen leaders", 12, Bound::About, "leaders");
    one("tens of millions of doses", 20_000_000, Bound::AtLeast, "doses");
    one("one Patriot air defense battery and munitions", 1, Bound::Exact, "Patriot air defense battery");
    one("the 50,000-plus Airmen there", 50_000, Bound::AtLeast, "Airmen");
    one(
        "664,000 active duty, Guard, Reserve and civilian Airmen and",
        664_000,
        Bound::Exact,
        "active duty, Guard, Reserve and civilian Airmen",
    );
    one("tens of thousands of artillery rounds", 20_000, Bound::AtLeast, "artillery rounds");
}

#[test]
fn what_is_pointed_at_is_counted_too() {
    one("between these two countries, and", 2, Bound::Exact, "countries");
    one("of only four brigades there", 4, Bound::Exact, "brigades");
    one("more than her last five predecessors", 5, Bound::Exact, "predecessors");
    one("I have two quick questions.", 2, Bound::Exact, "quick questions");
    one("with all 27 of the member states there", 27, Bound::Exact, "member states");
    one("They lost 10 of their soldiers that day", 10, Bound::Exact, "soldiers");
    one("one of 22 training sessions", 22, Bound::Exact, "training sessions");
    one("in 2022 and 2023 to four ports", 4, Bound::Exact, "ports");
    one("one or two ships more", 1, Bound::Exact, "ships");
}

#[test]
fn one_thing_is_counted_where_it_can_be_pointed_at() {
    one("killing one child on impact", 1, Bound::Exact, "child");
    one("Medal with one oak leaf cluster", 1, Bound::Exact, "oak leaf cluster");
    one("with one offer received", 1, Bound::Exact, "offer");
    for text in ["one day he will", "one more round of it", "one way or the other", "one of the soldiers", "that one officer", "one-on-one"]
    {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn numbers_of_several_words_are_read() {
    one("Two hundred trucks left", 200, Bound::Exact, "trucks");
    one("a hundred and thirty-seven trucks left", 137, Bound::Exact, "trucks");
    one("nine hundred thousand-plus civilians fled", 900_000, Bound::AtLeast, "civilians");
    one("half a million people", 500_000, Bound::Exact, "people");
    one("over one and a half million refugees", 1_500_000, Bound::AtLeast, "refugees");
    one("a half dozen different places", 6, Bound::Exact, "different places");
    one("some 50-odd countries", 50, Bound::About, "countries");
    one("a dozen or more states and", 12, Bound::AtLeast, "states");
    let range = |text: &str| find(text).first().map(|row| (row.low, row.high));
    assert_eq!(range("between 500 and 700 volunteers"), Some((500, 700)));
    assert_eq!(range("three to four hundred volunteers"), Some((300, 400)));
    assert_eq!(range("two to two and a half million barrels"), Some((2_000_000, 2_500_000)));
    assert_eq!(range("three and a half volunteers"), None);
}

#[test]
fn a_thing_ends_where_what_it_does_begins() {
    one("more than 70 members of Congress asked the president", 70, Bound::AtLeast, "members of Congress");
    one("three people makes it a crowd", 3, Bound::Exact, "people");
    one("some 80,000 people and manages $60 billion", 80_000, Bound::About, "people");
    one("five offices and supports the staff", 5, Bound::Exact, "offices");
    one("50 million barrels of oil available to", 50_000_000, Bound::Exact, "barrels of oil");
    one("our two countries’ shared commitment", 2, Bound::Exact, "countries");
    one("two dozen veterans’ groups", 24, Bound::Exact, "veterans’ groups");
    one("Two pieces of news looking ahead", 2, Bound::Exact, "news");
    one("More than 300 Soldiers and Marines met", 300, Bound::AtLeast, "Soldiers and Marines");
    one("our three countries and additional partners", 3, Bound::Exact, "countries");
    assert_eq!(read("15 persons and two companies").iter().map(|row| row.0).collect::<Vec<_>>(), [15, 2]);
    one("38 rocket systems (HIMARS) arrived", 38, Bound::Exact, "rocket systems");
    one("two permanent United Nations (UN) Council seats for them", 2, Bound::Exact, "permanent United Nations (UN) Council seats");
    one("19,000 temporary roofs and installed pumps", 19_000, Bound::Exact, "temporary roofs");
    one("90 patrol agents and Customs and Harbor staff", 90, Bound::Exact, "patrol agents");
    one("a drone that flew over three member states", 3, Bound::Exact, "member states");
}

#[test]
fn a_unit_stands_apart() {
    let found = read("over 60 million rounds of small arms ammunition.");
    assert_eq!(found, [(60_000_000, Bound::AtLeast, "small arms ammunition", Some("rounds".to_owned()))]);
}

#[test]
fn behind_a_unit_two_things_are_one() {
    let found = read("30,000 sets of body armor and helmets;");
    assert_eq!(found, [(30_000, Bound::Exact, "body armor and helmets", Some("sets".to_owned()))]);
}

#[test]
fn lists_give_every_count() {
    let found = read("18 155mm Howitzers and 18 Tactical Vehicles to tow 155mm Howitzers");
    assert_eq!(found.iter().map(|row| (row.0, row.2)).collect::<Vec<_>>(), [(18, "155mm Howitzers"), (18, "Tactical Vehicles")]);
    let found = read("800 Stinger and 2,000 Javelin systems");
    assert_eq!(found.iter().map(|row| (row.0, row.2)).collect::<Vec<_>>(), [(800, "Stinger"), (2_000, "Javelin systems")]);
}

#[test]
fn numbers_that_count_nothing_are_left() {
    for text in [
        "AIM-9M missiles",
        ".50 caliber machine guns",
        "Mi-17 helicopters",
        "T-72 tanks",
        "155mm rounds",
        "155 mm rounds",
        "section 506 drawdown",
        "506(a)(1) authority",
        "a 10-year agreement",
        "50 percent of",
        "24 hours",
        "10 years",
        "one of the first",
        "9:30 a.m.",
        "20th package",
        "$5 million package",
        "3.5 goals",
        "for three months.",
        "two years’ time",
        "many 2020 refunds",
        "one in ten Americans",
        "two thirds of them",
        "dozens injured",
        "150,000 fewer workers",
        "six of them",
        "hundreds of millions of dollars",
        "some 1.6 million flying hours",
        "some 200 million gallons of fuel",
        "every six or eight generations",
        "under 42 U.S.C. 4370m and",
        "10 U.S. Code 3204(a)",
        "Nord Stream 2 came online",
        "the first 2+2 meeting",
        "the Big Four met",
        "the Divine Nine historic sororities",
        "H.R. 40 passed",
        "the 1776 Harbor Treaty, which",
        "to Pine 6 Solutions LLC, Ohio",
        "Acorn LLC, Texas; Pine 6 Solutions LLC, Ohio",
        "a 3,000 pound blast class",
        "at 26,000 tons of corn",
        "1,500 horsepower",
        "15 billion cubic meters of gas",
        "40 basis points",
        "some 600 different times",
        "one third of all airports",
        "one quick follow-up.",
        "five point nine million people",
        "children under five showing signs",
        "the two engaged in talk",
        "this 21 ceasefire",
        "sections 2 and 3 of Executive Order 13766",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn long_texts_take_linear_time() {
    assert_eq!(find(&"5 tanks, ".repeat(50_000)).len(), 50_000);
    assert!(find(&"1 ".repeat(100_000)).is_empty());
}

proptest! {
    #[test]
    fn spans_lie_on_characters(text in "([0-9]{1,4}|two|rounds|of|[ ,.()–-]|é|mm|tanks|and| ){0,30}") {
        for row in find(&text) {
            prop_assert!(text.get(row.range).is_some() && text.get(row.item).is_some());
        }
    }
}
