//! Who is named on invented pages.

use proptest::prelude::*;

use crate::lookup::Lookups;
use crate::mentions::extract;
use crate::mentions::testing::{read, release, rows};
use crate::records::PageKind;

/// Surface and the fullest name of each naming.
fn people(paragraphs: &[&str]) -> Vec<(String, String)> {
    release(paragraphs).people.into_iter().map(|row| (row.surface, row.name)).collect()
}

fn surfaces(text: &str) -> Vec<String> {
    people(&[text]).into_iter().map(|row| row.0).collect()
}

#[test]
fn a_title_before_a_name_makes_it_a_person() {
    for (text, name) in [
        ("Secretary of Defense Orla J. Quillfeather III spoke.", "Orla J. Quillfeather III"),
        ("Today Ukrainian Defense Minister Zorvan Umberov arrived.", "Zorvan Umberov"),
        ("Air Force Maj. Gen. Pellam Ryder-Roe briefed the press.", "Pellam Ryder-Roe"),
        ("They heard Deputy Assistant Secretary of Defense for Harbors Lorna Cooper.", "Lorna Cooper"),
        ("A word from Tech. Sgt. Wren van der Meer, 88th Harbor Wing.", "Wren van der Meer"),
        ("Prime Minister Ulsa von der Quill met them.", "Ulsa von der Quill"),
    ] {
        assert_eq!(surfaces(text), [name], "{text}");
    }
}

#[test]
fn a_verb_of_saying_or_an_apposition_makes_a_name_a_person() {
    assert_eq!(surfaces("\"It floats,\" said Zorvan Umberov."), ["Zorvan Umberov"]);
    assert_eq!(surfaces("Army Air Corps 1st Lt. Hanford \"Rusty\" J. Umberov flew."), ["Hanford \"Rusty\" J. Umberov"]);
    assert_eq!(surfaces("Gen. Mark A. Welsh III smiled. Welsh slept."), ["Mark A. Welsh III", "Welsh"]);
    assert_eq!(surfaces("They met Zorvan Umberov, commander of the harbor, there."), ["Zorvan Umberov"]);
    assert_eq!(surfaces("It was CQ Umberov, Jr., who spoke with Ada “Scout” Umberov."), ["CQ Umberov, Jr.", "Ada “Scout” Umberov"]);
}

#[test]
fn a_list_and_a_call_name_people() {
    assert_eq!(surfaces("Guests were Ada Quill, Zorvan Umberov, and Pellam Roe."), ["Ada Quill", "Zorvan Umberov", "Pellam Roe"]);
    assert_eq!(surfaces("Thank you, Karen. My wife, Karen, waits. Bill Vogel came."), ["Karen", "Karen", "Bill Vogel"]);
}

#[test]
fn surnames_are_read_by_the_names_of_the_page() {
    let found = people(&["Umberov's crew slept.", "Col. Zorvan T. Umberov smiled. \"We slept,\" Umberov said."]);
    assert_eq!(found.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["Zorvan T. Umberov"; 3]);
}

#[test]
fn half_a_name_in_brackets_is_part_of_it() {
    assert_eq!(surfaces("It began with [Prime Minister Zorvan] Umberov's choice."), ["Zorvan] Umberov"]);
}

#[test]
fn a_place_that_is_a_surname_of_the_page_is_a_person() {
    let found = release(&["Secretary of Defense Lloyd Austin spoke.", "Austin left for Austin, Texas."]);
    assert_eq!(found.people[1].surface, "Austin");
    assert_eq!(found.people[1].name, "Lloyd Austin");
}

#[test]
fn a_title_tells_people_of_one_surname_apart() {
    let found = people(&["Col. Ada Umberov met her son, Zorvan Umberov, a planner.", "Col. Umberov smiled."]);
    assert_eq!(found[2].1, "Ada Umberov");
    let found = people(&["Hunter Biden slept.", "President Biden spoke."]);
    assert_eq!(found.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["Hunter Biden", "Biden"]);
}

#[test]
fn labels_of_turns_name_people() {
    let found =
        read(PageKind::Transcript, "Press Briefing by Press Secretary Ada Quill", &["MS. QUILL: Good day.", "Q: Why?", "COL. ROE: So."]);
    assert_eq!(
        found.people.iter().map(|row| (row.surface.as_str(), row.name.as_str())).collect::<Vec<_>>(),
        [("QUILL", "Ada Quill"), ("ROE", "Roe")]
    );
}

#[test]
fn what_is_no_person_is_left() {
    for text in [
        "The Biden administration acted.",
        "The Defense Department and the Air Force Research Laboratory agreed.",
        "Chief Financial Officer duties were shared.",
        "Security Assistance to Ukraine and Additional Training Support",
        "Operation Noble Oak began in March.",
        "The secretary smiled.",
        "German Americans and Polish Americans came.",
        "In May June bugs fly; the Bill passed.",
        "The USS Abraham Lincoln sailed.",
        "Four Bradley Infantry Fire Support Team vehicles",
    ] {
        assert_eq!(surfaces(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn a_title_stands_for_its_last_bearer() {
    let found = people(&["Secretary of Defense Orla Quillfeather met Gen. Pellam Roe.", "The secretary thanked the general."]);
    assert_eq!(
        found[2..],
        [("The secretary".to_owned(), "Orla Quillfeather".to_owned()), ("the general".to_owned(), "Pellam Roe".to_owned()),]
    );
}

#[test]
fn somebody_called_or_of_kin_is_a_person() {
    assert_eq!(surfaces("Thank you, Bill. My wife, Zorvania, and I are here."), ["Bill", "Zorvania"]);
    assert_eq!(surfaces("He lives there with his sons Zorvan and Theodore."), ["Zorvan", "Theodore"]);
    assert_eq!(surfaces("In a letter Wendy, a harbor pilot, wrote. Wendy’s boat sank."), ["Wendy", "Wendy"]);
}

#[test]
fn ordinary_words_may_be_part_of_a_name() {
    assert_eq!(surfaces("Capt. W. Austin Street said so."), ["W. Austin Street"]);
    assert_eq!(surfaces("They thanked Bill Umberov."), ["Bill Umberov"]);
    assert_eq!(surfaces("Lt. Gen. Zorvan J. \"Bill\" Umberov spoke."), ["Zorvan J. \"Bill\" Umberov"]);
    assert_eq!(surfaces("In August Zorvania received tanks."), [] as [&str; 0]);
}

#[test]
fn the_president_is_the_one_of_the_day() {
    let found = people(&["The President met President Umberov. Then the President left.", "President Biden spoke."]);
    assert_eq!(found.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["Biden", "Umberov", "Biden", "Biden"]);
}

#[test]
fn a_title_is_cut_from_what_opens_the_sentence() {
    let title = |text: &str| release(&[text]).people[0].title.clone();
    for text in ["Did President Umberov speak?", "APEC and President Umberov agreed.", "During President Umberov's visit it rained."] {
        assert_eq!(title(text).as_deref(), Some("President"), "{text}");
    }
    assert_eq!(title("Ukrainian Defense Minister Zorvan Umberov spoke.").as_deref(), Some("Defense Minister"));
}

#[test]
fn title_and_post_are_both_read() {
    let found = release(&["Air Force Gen. Zorvan Umberov, chairman of the Joint Chiefs of Staff, spoke."]);
    assert_eq!(found.people[0].title.as_deref(), Some("Air Force Gen."));
    assert_eq!(found.people[0].post.as_deref(), Some("chairman of the Joint Chiefs of Staff"));
}

#[test]
fn given_names_of_the_lookups_are_only_a_hint() {
    let texts = [
        "Secretary of Harbors Ada B. Quillfeather III spoke with Mr. Roeburn.",
        "\"It floats,\" said Ada Quillfeather.",
        "Ada Quillfeather, commander of the wing, left.",
        "They met Gen. Ada Quillfeather. Quillfeather smiled.",
    ];
    let without = Lookups { given_names: foldhash::HashSet::default(), ..Lookups::of_project_anew() };
    for text in texts {
        let (article, rows) = rows(PageKind::Story, "", &[text]);
        let names = |lookups| extract(&article, &rows, lookups).people.into_iter().map(|row| row.surface).collect::<Vec<_>>();
        assert_eq!(names(&without), names(Lookups::of_project()), "{text}");
    }
}

proptest! {
    #[test]
    fn names_lie_in_the_text_and_do_not_overlap(text in "((Gen\\. |Mr\\. |the )?[A-Z][a-z]{1,5}( [A-Z]\\.)?[ ,.’\"\\[\\]-]{1,2}|v\\. |II |\u{a0}|é){0,30}") {
        let rows = release(&[&text]).people;
        prop_assert!(rows.windows(2).all(|pair| pair[0].end_char <= pair[1].start_char));
        for row in rows {
            let (start, end) = (usize::try_from(row.start_char).unwrap(), usize::try_from(row.end_char).unwrap());
            prop_assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), row.surface);
        }
    }
}

#[test]
fn a_rank_of_several_words_is_kept_whole() {
    let title = |text: &str| {
        let found = release(&[text]);
        found.people.into_iter().map(|row| row.title.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(title("Photo by Master Sgt. Orla Quill."), ["Master Sgt."]);
    assert_eq!(title("It was Master Sgt. Orla Quill who spoke."), ["Master Sgt."]);
    assert_eq!(title("Army 1st Lt. Orla Quill spoke."), ["Army 1st Lt."]);
    assert_eq!(title("Navy Petty Officer 1st Class Orla Quill spoke."), ["Navy Petty Officer 1st Class"]);
}
