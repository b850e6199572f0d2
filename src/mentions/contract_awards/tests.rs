//! Invented notices in the forms that contracts pages have had since 2014.

use proptest::prelude::*;

use super::{AwardCompany, ContractAward};
use crate::mentions::Mentions;
use crate::mentions::money::Bound;
use crate::mentions::testing::read;
use crate::records::PageKind;

fn page(paragraphs: &[&str]) -> Mentions {
    read(PageKind::Contracts, "Contracts For June 14, 2023", paragraphs)
}

fn one(paragraph: &str) -> ContractAward {
    let mut awards = page(&[paragraph]).contract_awards;
    assert_eq!(awards.len(), 1, "{paragraph}");
    awards.remove(0)
}

fn companies(paragraph: &str) -> Vec<(String, String, String, bool)> {
    let row = |row: AwardCompany| (row.name, row.city.unwrap_or_default(), row.state_or_country.unwrap_or_default(), row.is_small_business);
    page(&[paragraph]).award_companies.into_iter().map(row).collect()
}

fn places(paragraph: &str) -> Vec<(String, Option<i64>)> {
    page(&[paragraph]).award_places.into_iter().map(|row| (row.name, row.basis_points)).collect()
}

fn funds(sentence: &str) -> Vec<(Option<i64>, String, Option<i64>)> {
    let found = page(&[&format!("Ash Corp., Dover, Ohio, was awarded a $9,000,000 contract. {sentence}")]);
    found.award_funds.into_iter().map(|row| (row.fiscal_year, row.kind, row.amount_usd)).collect()
}

fn company(name: &str, city: &str, region: &str, is_small: bool) -> (String, String, String, bool) {
    (name.to_owned(), city.to_owned(), region.to_owned(), is_small)
}

#[test]
fn a_notice_is_read_in_full() {
    let award = one("Ash Corp., Dover, Ohio, has been awarded a maximum $9,000,000 firm-fixed-price modification (P00012) to contract \
                     FA8620-19-C-1234 to exercise an option for lamps. The modification brings the cumulative face value of the contract to \
                     $30,000,000 from $21,000,000. Work will be performed in Dover, Ohio, and is expected to be completed by May 2, 2024. This \
                     contract involves foreign military sales to Japan and Kuwait. Two offers were received. Fiscal 2023 lamp funds in the amount \
                     of $500,000 are being obligated. The Lamp Center, Dover, Ohio, is the contracting activity.");
    assert_eq!((award.amount_usd, award.amount_bound), (Some(9_000_000), Some(Bound::AtMost)));
    assert_eq!((award.cumulative_usd, award.obligated_usd, award.offers_received), (Some(30_000_000), Some(500_000), Some(2)));
    assert_eq!((award.is_modification, award.is_option, award.is_fms, award.is_small_business), (true, true, true, false));
    assert_eq!((award.modification_no.as_deref(), award.activity.as_deref()), (Some("P00012"), Some("Lamp Center, Dover, Ohio")));
    assert_eq!((award.contract_kinds, award.contract_numbers), (vec!["firm-fixed-price".to_owned()], vec!["FA8620-19-C-1234".to_owned()]));
    assert_eq!(award.fms_customers, ["Japan", "Kuwait"]);
    assert_eq!(award.completion_low.map(|day| day.to_string()).as_deref(), Some("2024-05-02"));
}

#[test]
fn several_companies_share_an_award() {
    let text = "Ash Corp.,* Dover, Ohio (W911S0-15-D-0001); The Elm Co., Washington, D.C. (W911S0-15-D-0002); and Fir GmbH, Ulm, Germany \
                (W911S0-15-D-0003), will compete for each order of the $24,000,000 contract.";
    let expected = [
        company("Ash Corp.", "Dover", "Ohio", true),
        company("The Elm Co.", "Washington", "D.C.", false),
        company("Fir GmbH", "Ulm", "Germany", false),
    ];
    assert_eq!(companies(text), expected);
    assert_eq!(one(text).contract_numbers.len(), 3);
    let found = page(&[text]);
    assert_eq!(found.award_companies[1].contract_number.as_deref(), Some("W911S0-15-D-0002"));
    assert_eq!(found.award_companies[1].organization_id, "elm");
    // Each is an organization, under the same id.
    let ids = |id: &str| found.organizations.iter().filter(|row| row.organization_id == id).count();
    assert!(found.award_companies.iter().all(|row| ids(&row.organization_id) == 1), "{:?}", found.organizations);
}

#[test]
fn names_hold_commas_and_lists_need_no_semicolon() {
    let found = companies(
        "Ash, Inc., Lamp Division, Dover, Ohio (N00039-10-D-0031) and Elm LLC, a Fir Corp. company, Reno, Nevada, are awarded $5.",
    );
    assert_eq!(found, [company("Ash, Inc., Lamp Division", "Dover", "Ohio", false), company("Elm LLC", "Reno", "Nevada", false)]);
    let found = companies("Ash Co. Ltd., Mapo-gu, Seoul, South Korea, is awarded a $7,000,000 contract.");
    assert_eq!(found, [company("Ash Co. Ltd.", "Mapo-gu", "South Korea", false)]);
    assert_eq!(companies("Ash Space, Dover Ohio, was awarded a $7,000,000 contract."), [company("Ash Space", "Dover", "Ohio", false)]);
}

#[test]
fn awardees_may_stand_behind_the_verb() {
    for text in [
        "A $7,000,000 contract was awarded to Ash Corp., Dover, Ohio, for lamps.",
        "The Lamp Center has awarded a $7,000,000 contract to Ash Corp., Dover, Ohio, for lamps.",
        "The following companies are awarded a $7,000,000 contract: Ash Corp., Dover, Ohio (N62863-20-D-0001).",
    ] {
        assert_eq!(companies(text), [company("Ash Corp.", "Dover", "Ohio", false)], "{text}");
        assert_eq!(one(text).amount_usd, Some(7_000_000), "{text}");
    }
}

#[test]
fn branches_head_the_notices_below_them() {
    let award = "Ash Corp., Dover, Ohio, is awarded a $7,000,000 contract.";
    let found = page(&["ARMY", award, award, "U.S. Lamp Command", award, "CORRECTION", award, "*Small business"]);
    let branches: Vec<_> = found.contract_awards.iter().map(|row| (row.award_no, row.branch.as_deref(), row.is_correction)).collect();
    let command = Some("U.S. LAMP COMMAND");
    assert_eq!(branches, [(1, Some("ARMY"), false), (2, Some("ARMY"), false), (3, command, false), (4, command, true)]);
}

#[test]
fn a_paragraph_may_hold_two_notices_and_a_notice_two_paragraphs() {
    let first = "Ash Corp., Dover, Ohio, is awarded a $7,000,000 contract. The Lamp Center is the contracting activity (N62863-20-C-0001).";
    let second = "Elm LLC, Reno, Nevada, has received a $8,000,000 contract.";
    let found = page(&[&format!("{first} {second}"), "Work will be performed in Reno, Nevada."]);
    let amounts: Vec<_> = found.contract_awards.iter().map(|row| (row.amount_usd, row.contract_numbers.len())).collect();
    assert_eq!(amounts, [(Some(7_000_000), 1), (Some(8_000_000), 0)]);
    assert_eq!(found.award_places.iter().map(|row| (row.award_no, row.name.as_str())).collect::<Vec<_>>(), [(2, "Reno, Nevada")]);
}

#[test]
fn a_correction_that_announces_another_notice_marks_it() {
    let lead = "CORRECTION: The contract announced on June 13, 2023, to Ash Corp., Dover, Ohio (N62863-20-C-0001) should read:";
    let found = page(&[lead, "Ash Corp., Dover, Ohio, was awarded a $7,000,000 contract.", "Elm LLC, Reno, Nevada, was awarded $5."]);
    assert_eq!(found.contract_awards.iter().map(|row| row.is_correction).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(found.award_companies[0].name, "Ash Corp.");
    for (text, name) in [
        ("UPDATE: The Elm Co., Dover, Ohio (SPE2DE-16-D-0008), has been added as an awardee to the contract for lamps.", "The Elm Co."),
        ("CORRECTION: The June 13 announcement that Ash Corp., Dover, Ohio, was awarded $5 gave a wrong sum.", "Ash Corp."),
    ] {
        assert_eq!(companies(text), [company(name, "Dover", "Ohio", false)], "{text}");
    }
}

#[test]
fn numbers_come_in_any_form() {
    let found = one(
        "Ash Corp., Dover, Ohio, was awarded a $7,000,000 order (N0004422F0017) under a previously issued agreement (N0004420G0008). The \
                     Lamp Center is the contracting activity (FA7000-22-F A012, SPE4A1‐14‐D‐0007-0012, solicitation FA7000-22-R-0001).",
    );
    assert_eq!(found.contract_numbers, ["N0004422F0017", "FA7000-22-F A012", "SPE4A1‐14‐D‐0007-0012"]);
    assert_eq!(found.parent_numbers, ["N0004420G0008"]);
    let found = one("Ash Corp., Dover, Ohio, was awarded a $7,000,000 order (0012) under contract W31P4Q-17-D-0026.");
    assert_eq!(found.contract_numbers, ["W31P4Q-17-D-0026"]);
    for (text, number) in [("modification (PZ0001)", "PZ0001"), ("modification 08 to", "08"), ("modification (001 CB)", "001 CB")] {
        let found = one(&format!("Ash Corp., Dover, Ohio, was awarded a $7,000,000 {text} contract W31P4Q-17-D-0026."));
        assert_eq!(found.modification_no.as_deref(), Some(number));
    }
}

#[test]
fn an_amount_may_stand_behind_and_figures_may_slip() {
    for (rest, amount, bound) in [
        ("was awarded a $ 7,215,330, contract.", 7_215_330, Bound::Exact),
        ("was awarded a not-to-exceed $16, 214,335 contract.", 16_214_335, Bound::AtMost),
        ("was awarded a $2.5 million ceiling contract.", 2_500_000, Bound::AtMost),
        ("was awarded a minimum $5,000,000 contract.", 5_000_000, Bound::AtLeast),
        ("was awarded a contract. In it an option was exercised in the amount of $34,000.", 34_000, Bound::Exact),
        ("was awarded a contract. The face value of this action is $44,000.", 44_000, Bound::Exact),
    ] {
        let award = one(&format!("Ash Corp., Dover, Ohio, {rest}"));
        assert_eq!((award.amount_usd, award.amount_bound), (Some(amount), Some(bound)), "{rest}");
    }
}

#[test]
fn what_a_contract_comes_to_is_the_new_sum() {
    for rest in [
        "The total cumulative face value of the contract is $99 from $88.",
        "The value rises by $11, making the cumulative value of this contract $99.",
        "This contract includes options which, if exercised, would bring the cumulative value to $99.",
        "This increases the value of the basic contract by $11; the new total value is $99.",
        "This modification raises the total contract value from $88 to $99.",
    ] {
        assert_eq!(one(&format!("Ash Corp., Dover, Ohio, was awarded a $11 modification. {rest}")).cumulative_usd, Some(99), "{rest}");
    }
}

#[test]
fn an_option_is_one_that_is_exercised_now() {
    for (text, is_option) in [
        ("to exercise options for lamps.", true),
        ("for lamps. This modification exercises option year two.", true),
        ("for lamps. Option year two has been exercised.", true),
        ("for lamps. It has options which, if exercised, would add lamps.", false),
        ("for lamps at two exercises.", false),
    ] {
        assert_eq!(one(&format!("Ash Corp., Dover, Ohio, was awarded a $11 contract {text}")).is_option, is_option, "{text}");
    }
}

#[test]
fn places_have_their_shares() {
    let award = "Ash Corp., Dover, Ohio, was awarded a $7,000,000 contract.";
    let found = places(&format!(
        "{award} Work will be performed in St. Ives, Ohio (76.62%); Rome, Italy (20%) Yuma, Arizona (2 percent) and various locations (1%), and is \
         expected to be completed by May 2024."
    ));
    let expected = [("St. Ives, Ohio", 7662), ("Rome, Italy", 2000), ("Yuma, Arizona", 200), ("various locations", 100)];
    assert_eq!(found, expected.map(|(name, share)| (name.to_owned(), Some(share))));
    for (text, expected) in [
        ("Locations of performance are Ohio and Texas, with a May 2, 2024, performance completion date.", vec!["Ohio", "Texas"]),
        ("Work will be performed at the plant in Dover, Ohio, with an estimated completion date of May 2, 2024.", vec!["Dover, Ohio"]),
        ("Work will be performed at Ash Air Base, Naha, Japan.", vec!["Ash Air Base, Naha, Japan"]),
        ("Work will be performed in the U.S., and at sea.", vec!["U.S.", "sea"]),
        ("Work locations and funding will be determined with each order.", vec![]),
    ] {
        assert_eq!(places(&format!("{award} {text}")).into_iter().map(|place| place.0).collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn funds_are_told_apart() {
    let fund = |year: i64, kind: &str, amount: Option<i64>| (Some(year).filter(|year| *year > 0), kind.to_owned(), amount);
    assert_eq!(
        funds(
            "Fiscal 2025 lamp procurement (Navy) funds in the amount of $500 (60%); FMS (Japan) funds in the amount of $300; and working capital (Navy) \
               funds in the amount of $200, will be obligated, of which $200 will expire."
        ),
        [fund(2025, "lamp procurement (Navy)", Some(500)), fund(0, "FMS (Japan)", Some(300)), fund(0, "working capital (Navy)", Some(200))]
    );
    assert_eq!(
        funds("Fiscal 2018 lamps, test and evaluation; and lamp maintenance funds in the amount of $500 are being obligated."),
        [fund(2018, "lamps, test and evaluation", None), fund(0, "lamp maintenance", None)]
    );
    assert_eq!(funds("Type of appropriation is fiscal 2024 through 2025 lamp capital funds."), [fund(2024, "lamp capital", None)]);
    assert_eq!(funds("$500 in fiscal 2022 lamp funds will be obligated."), [fund(2022, "lamp", Some(500))]);
    assert_eq!(funds("No funds will be obligated at the time of award."), []);
}

#[test]
fn completion_is_when_the_work_is_done() {
    for (text, low) in [
        ("Work is expected to be completed in May 2024.", Some("2024-05-01")),
        ("Location of performance is Ohio, with a May 2, 2024, performance completion date.", Some("2024-05-02")),
        ("The period of performance is May 2, 2023, through May 1, 2024.", Some("2024-05-01")),
        (
            "Work is expected to be completed by May 2024. If all options are exercised, work will continue through May 2029.",
            Some("2024-05-01"),
        ),
        ("Work will be performed in Ohio. This was announced on May 2, 2023.", None),
    ] {
        let award = one(&format!("Ash Corp., Dover, Ohio, was awarded a $7,000,000 contract. {text}"));
        assert_eq!(award.completion_low.map(|day| day.to_string()).as_deref(), low, "{text}");
    }
}

#[test]
fn words_that_open_sentences_open_names_too() {
    for name in ["All Lamps LLC", "IT Lamps Inc.", "Work Services Corp.", "The Contract Co."] {
        assert_eq!(companies(&format!("{name}, Dover, Ohio, was awarded a $7,000,000 contract.")), [company(name, "Dover", "Ohio", false)]);
    }
}

#[test]
fn a_modification_is_of_a_contract() {
    for (text, is_modification) in [
        ("a $7 modification to contract W31P4Q-17-D-0026 for lamps.", true),
        ("$7 for firm-fixed-price modification P00012 under contract W31P4Q-17-D-0026.", true),
        ("a $7 contract for lamps, the modification of lamps, and lamp modification kits.", false),
    ] {
        assert_eq!(one(&format!("Ash Corp., Dover, Ohio, was awarded {text}")).is_modification, is_modification, "{text}");
    }
}

#[test]
fn the_activity_stands_before_or_behind() {
    for text in [
        "The Lamp Contracting Office, Dover, Ohio, is the contracting activity (W31P4Q-17-D-0026).",
        "The contracting activity is the Lamp Contracting Office, Dover, Ohio (W31P4Q-17-D-0026).",
    ] {
        let award = one(&format!("Ash Corp., Dover, Ohio, was awarded a $7,000,000 contract. {text}"));
        assert_eq!(award.activity.as_deref(), Some("Lamp Contracting Office, Dover, Ohio"), "{text}");
    }
}

#[test]
fn other_pages_yield_nothing() {
    let text = "Ash Corp., Dover, Ohio, was awarded a $7,000,000 contract.";
    assert!(read(PageKind::Release, "A contract", &[text]).contract_awards.is_empty());
    assert!(page(&["Contracts are announced each day.", "This contract was awarded in May."]).contract_awards.is_empty());
}

#[test]
fn companies_are_organizations_once() {
    let found = page(&["Ash Corp., Dover, Ohio; and Elm LLC, Reno, Nevada, were awarded a $7,000,000 contract."]);
    let named: Vec<_> = found.organizations.iter().map(|row| row.surface.as_str()).collect();
    assert!(named.contains(&"Elm LLC") && named.len() >= 2, "{named:?}");
    assert!(found.organizations.windows(2).all(|pair| pair[0].end_char <= pair[1].start_char));
}

#[test]
fn a_long_notice_takes_linear_time() {
    let names = "Ash Corp.,* Dover, Ohio (W911S0-15-D-0001); ".repeat(20_000);
    let found = page(&[&format!("{names}were awarded a $7,000,000 contract. Work will be performed in {names}")]);
    assert_eq!(found.award_companies.len(), 20_000);
}

const PIECES: [&str; 20] = [
    "Ash Corp.,* Dover, Ohio ",
    "(N0004422F0017)",
    "; and ",
    " was awarded a ",
    "$5,000",
    "$ 16, 214",
    ", ",
    " (",
    ") ",
    " is the contracting activity",
    ". ",
    "CORRECTION: ",
    "Fiscal 2025 and 2026 funds ",
    " in the amount of ",
    "Work will be performed in ",
    "(20%)",
    " under a contract ",
    "é\u{a0}",
    "to ",
    ": ",
];

proptest! {
    #[test]
    fn no_notice_makes_the_rules_panic(picks in prop::collection::vec(0..PIECES.len(), 0..50), tail in ".{0,30}") {
        let text: String = picks.into_iter().map(|pick| PIECES[pick]).chain(std::iter::once(tail.as_str())).collect();
        let found = page(&["NAVY", &text, "Work will be performed in Ohio."]);
        for row in &found.award_companies {
            prop_assert_eq!(row.surface.chars().count(), usize::try_from(row.end_char - row.start_char).unwrap());
        }
        for row in &found.award_funds {
            prop_assert_eq!(row.surface.chars().count(), usize::try_from(row.end_char - row.start_char).unwrap());
        }
    }
}

#[test]
fn a_company_bears_the_id_that_the_lookups_give_it() {
    let found = page(&["Northrop Grumman Corp., Dover, Ohio, and Boeing Lamp and Buoy Division, Reno, Nevada, are awarded $5."]);
    let ids: Vec<_> = found.award_companies.iter().map(|row| row.organization_id.as_str()).collect();
    assert_eq!(ids, ["northrop-grumman", "boeing-lamp-and-buoy-division"]);
    let named: Vec<_> = found.organizations.iter().map(|row| row.organization_id.as_str()).collect();
    assert_eq!(named, ids, "a company stands in the place of the part of its name that is known");
}
