//! Names in invented sentences.

use proptest::prelude::*;

use crate::mentions::organizations::OrganizationKind::{self, Alliance, Company, Education, Government, Military, Other, Unit};
use crate::mentions::places::PlaceKind::{self, Base, City, Country, Facility, Region, State, Water};
use crate::mentions::testing::release;

fn organizations(text: &str) -> Vec<(String, OrganizationKind)> {
    release(&[text]).organizations.into_iter().map(|row| (row.surface, row.kind)).collect()
}

fn places(text: &str) -> Vec<(String, PlaceKind)> {
    release(&[text]).places.into_iter().map(|row| (row.surface, row.kind)).collect()
}

fn nationalities(text: &str) -> Vec<String> {
    release(&[text]).nationalities.into_iter().map(|row| row.surface).collect()
}

fn own<T: Copy>(rows: &[(&str, T)]) -> Vec<(String, T)> {
    rows.iter().map(|(surface, kind)| ((*surface).to_owned(), *kind)).collect()
}

#[test]
fn known_organizations_are_found_under_all_their_names() {
    let found = release(&["The Pentagon and the U.S. Department of Defense told NATO and the White House."]);
    let rows: Vec<_> = found.organizations.iter().map(|row| (row.surface.as_str(), row.organization_id.as_str())).collect();
    assert_eq!(
        rows,
        [
            ("Pentagon", "department-of-defense"),
            ("U.S. Department of Defense", "department-of-defense"),
            ("NATO", "nato"),
            ("White House", "white-house")
        ]
    );
}

#[test]
fn head_nouns_make_organizations() {
    let text =
        "She left the Coastal Survey Agency for the Bureau of Tidal Studies, the Food and Grain Administration and Harrow University.";
    assert_eq!(
        organizations(text),
        own(&[
            ("Coastal Survey Agency", Government),
            ("Bureau of Tidal Studies", Government),
            ("Food and Grain Administration", Government),
            ("Harrow University", Education)
        ])
    );
    let text = "A school of its own, Orrin Valley University School of International and Public Affairs, taught him.";
    assert_eq!(organizations(text), own(&[("Orrin Valley University School of International and Public Affairs", Education)]));
}

#[test]
fn units_go_from_their_number_to_their_noun() {
    let text = "Soldiers of the 88th Infantry Division, the 601st Airlift Wing, VMFA-999 and the 96th MXG met V Corps and the Third Army.";
    assert_eq!(
        organizations(text),
        own(&[
            ("88th Infantry Division", Unit),
            ("601st Airlift Wing", Unit),
            ("VMFA-999", Unit),
            ("96th MXG", Unit),
            ("V Corps", Unit),
            ("Third Army", Unit)
        ])
    );
}

#[test]
fn units_hold_trades_and_pairs_and_parts_need_no_number() {
    assert_eq!(
        organizations("He led the 965th Harbor Warning and Control Squadron and the 2nd Civil Engineer Squadron."),
        own(&[("965th Harbor Warning and Control Squadron", Unit), ("2nd Civil Engineer Squadron", Unit)])
    );
    assert_eq!(
        organizations("Chief, Weapons and Tactics Branch, Twin Oak Composite Squadron, then Director, Mission Planning Division, Ohio"),
        own(&[
            ("Weapons and Tactics Branch", Government),
            ("Twin Oak Composite Squadron", Unit),
            ("Mission Planning Division", Government)
        ])
    );
    assert_eq!(
        organizations(
            "The Oakland Carrier Strike Group, the Harbor Advisory Group and Quillmark Group, but no age Group and no West Wing."
        ),
        own(&[("Oakland Carrier Strike Group", Unit), ("Harbor Advisory Group", Other), ("Quillmark Group", Company)])
    );
}

#[test]
fn what_an_office_is_for_may_be_a_list() {
    assert_eq!(
        organizations("The Bureau of Lamps, Tidal Lights and Buoys and the Office of Legislative Affairs wrote to the Quillmark Center."),
        own(&[
            ("Bureau of Lamps, Tidal Lights and Buoys", Government),
            ("Office of Legislative Affairs", Government),
            ("Quillmark Center", Other)
        ])
    );
    assert_eq!(
        organizations("The directors of the Office of Tidal Safety, Ada Quill and Bede Crane, spoke at the Convention Center."),
        own(&[("Office of Tidal Safety", Government)])
    );
}

#[test]
fn companies_are_known_by_what_stands_beside_them() {
    assert_eq!(
        organizations(
            "She was a partner at Orbvale and at the law firm of Quill, Vale & Mossby, then worked at Harwick, a maker of lamps."
        ),
        own(&[("Orbvale", Company), ("Quill, Vale & Mossby", Company), ("Harwick", Company)])
    );
    assert_eq!(organizations("Prime Contractor: Orbvale and Harwick Lamps"), own(&[("Orbvale", Company), ("Harwick Lamps", Company)]));
    assert_eq!(organizations("The firm led by Ada Quill, a company commander in Ohio, told the company Monday."), []);
}

#[test]
fn companies_are_known_by_their_suffix() {
    assert_eq!(
        organizations("Orbit & Vale Systems, Inc., and Quillmark LLC, Dayton, Ohio, are awarded contracts."),
        own(&[("Orbit & Vale Systems, Inc.", Company), ("Quillmark LLC", Company)])
    );
}

#[test]
fn services_belong_to_someone() {
    assert_eq!(
        organizations("The Royal Danish Navy and the Ohio National Guard cheered: Go Navy!"),
        own(&[("Royal Danish Navy", Military), ("Ohio National Guard", Military), ("Navy", Military)])
    );
}

#[test]
fn letters_in_brackets_stand_for_the_name_before_them() {
    let found = release(&["The Harbor Recovery Trust Fund (HRTF) grew.", "The HRTF pays."]);
    let rows: Vec<_> = found.organizations.iter().map(|row| (row.surface.as_str(), row.name.as_str())).collect();
    let full = "Harbor Recovery Trust Fund";
    assert_eq!(rows, [(full, full), ("HRTF", full), ("HRTF", full)]);
}

#[test]
fn letters_of_something_else_name_no_organization() {
    assert_eq!(organizations("The Foreign Assistance Act of 1961 (FAA) is old, and the FAA allows it."), []);
    assert_eq!(organizations("The FAA grounded it."), own(&[("FAA", Government)]));
}

#[test]
fn places_nest_in_nothing() {
    let text = "He flew from Ramstein Air Base, Germany, to Fort Hood, Texas, over the Black Sea.";
    assert_eq!(
        places(text),
        own(&[("Ramstein Air Base", Base), ("Germany", Country), ("Fort Hood", Base), ("Texas", State), ("Black Sea", Water)])
    );
    assert_eq!(places("The Georgia Army National Guard trained with the British Army."), []);
    assert!(nationalities("The Georgia Army National Guard trained with the British Army.").is_empty());
}

#[test]
fn unknown_places_are_known_by_what_stands_beside_them() {
    assert_eq!(places("She lives in Orrinville, Ohio."), own(&[("Orrinville", City), ("Ohio", State)]));
    assert_eq!(places("They left the towns of Marwick and Eldhaven near the Sorrel River."), {
        own(&[("Marwick", City), ("Eldhaven", City), ("Sorrel River", Water)])
    });
    assert_eq!(places("ELDMERE (SNS) -- It rained here."), own(&[("ELDMERE", City)]));
    assert_eq!(places("Camp Eldhaven lies in Tarn Province and on Saint Orrin Island."), {
        own(&[("Camp Eldhaven", Base), ("Tarn Province", State), ("Saint Orrin Island", Region)])
    });
}

#[test]
fn a_building_is_told_from_those_who_work_in_it() {
    assert_eq!(places("They met at the Pentagon."), own(&[("Pentagon", Facility)]));
    assert_eq!(organizations("They met at the Pentagon, the Pentagon said."), own(&[("Pentagon", Government)]));
}

#[test]
fn people_with_the_name_of_a_place_are_none() {
    assert_eq!(places("Gen. Orrin Jackson spoke. Jackson left."), []);
    assert_eq!(places("He drove to Jackson, Mississippi."), own(&[("Jackson", City), ("Mississippi", State)]));
    assert_eq!(nationalities("Gen. Orrin A. Welsh spoke. Welsh left with a Polish driver."), ["Polish"]);
    assert_eq!(places("MS. JEAN-PIERRE: Good afternoon."), []);
}

#[test]
fn names_of_other_things_hold_no_places() {
    assert_eq!(places("The Taiwan Relations Act, Operation Desert Storm, USS Ohio and the Munich Security Conference"), []);
    assert_eq!(organizations("He wears the Army Valor Medal."), []);
}

#[test]
fn ordinary_words_in_capitals_are_no_organizations() {
    assert_eq!(organizations("However, Command is hard. In Service we trust."), []);
    assert_eq!(organizations("He holds a Master of Public Administration degree."), []);
}

#[test]
fn alliances_and_others_have_their_kind() {
    assert_eq!(
        organizations("The United Nations, the Group of Seven, Hezbollah and the Red Cross"),
        own(&[("United Nations", Alliance), ("Group of Seven", Alliance), ("Hezbollah", Other), ("Red Cross", Other)])
    );
}

#[test]
fn two_places_of_one_name_are_told_apart() {
    let ids = |text: &str| release(&[text]).places.into_iter().map(|row| row.place_id).collect::<Vec<_>>();
    assert_eq!(ids("He serves at Fort Stewart, Georgia."), ["fort-stewart-usa", "georgia-usa"]);
    assert_eq!(ids("They spoke of Ukraine, Georgia and Moldova."), ["ukraine", "georgia", "moldova"]);
    assert_eq!(ids("She flew to Tbilisi. Troops of Georgia were there."), ["tbilisi-geo", "georgia"]);
    assert_eq!(ids("The yard in Bremerton, Washington, is old."), ["bremerton-washington-usa", "washington-usa"]);
}

#[test]
fn a_place_has_an_id_with_where_it_lies() {
    let found = release(&["They met in Kyiv, Ukraine, and in Dayton, Ohio."]);
    let ids: Vec<_> = found.places.iter().map(|row| row.place_id.as_str()).collect();
    assert_eq!(ids, ["kyiv-ukr", "ukraine", "dayton-ohio-usa", "ohio-usa"]);
}

const PIECES: [&str; 30] = [
    "U.S. ",
    "Army",
    "Air Force",
    " Base",
    ", Ohio",
    " of ",
    " and ",
    "the ",
    "The ",
    "3rd ",
    "Infantry Division",
    "Department",
    " Command",
    "Fort ",
    "Gen. ",
    "Jackson",
    "(NATO) ",
    "(ABC)",
    " Agency",
    ". ",
    ", Inc.",
    " & ",
    "Ukrainian",
    "’s ",
    "-",
    "WASHINGTON -- ",
    "in ",
    "St. ",
    "University",
    "é",
];

proptest! {
    #[test]
    fn a_stretch_of_text_names_one_thing(picks in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        let found = release(&[&text]);
        let mut spans: Vec<_> = found.organizations.iter().map(|row| (row.start_char, row.end_char)).collect();
        spans.extend(found.places.iter().map(|row| (row.start_char, row.end_char)));
        spans.extend(found.nationalities.iter().map(|row| (row.start_char, row.end_char)));
        spans.sort_unstable();
        prop_assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{:?} in {}", spans, text);
        prop_assert_eq!(&release(&[&text]), &found);
    }
}

#[test]
fn a_currency_is_no_place() {
    assert_eq!(places("The plan is worth US$40 billion to Poland."), own(&[("Poland", Country)]));
    let money: Vec<_> = release(&["The plan is worth US$40 billion."]).money.into_iter().map(|row| row.surface).collect();
    assert_eq!(money, ["US$40 billion"]);
}

#[test]
fn a_dateline_ends_in_the_noun_that_says_what_it_is() {
    assert_eq!(places("MARCH AIR RESERVE BASE, Calif. (NNS) -- Crews came.")[0], ("MARCH AIR RESERVE BASE".to_owned(), Base));
    assert_eq!(places("ORRINVALE, Calif. (NNS) -- Crews came.")[0], ("ORRINVALE".to_owned(), City));
}

#[test]
fn schools_bear_trades_in_their_names() {
    assert_eq!(organizations("He taught at the Lake Orrin Staff School."), own(&[("Lake Orrin Staff School", Education)]));
}

#[test]
fn short_forms_of_bases_are_bases() {
    assert_eq!(
        places("An instructor at Orrinvale AB, Germany; Quillmark AB, Orrintown, Sweden, made lamps."),
        own(&[("Orrinvale AB", Base), ("Germany", Country), ("Sweden", Country)])
    );
    assert_eq!(
        organizations("She chairs the Commission for the Preservation of America’s Harbors."),
        own(&[("Commission for the Preservation of America’s Harbors", Government)])
    );
}
