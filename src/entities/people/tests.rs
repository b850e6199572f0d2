//! People across invented pages.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::resolve;
use crate::entities::Entities;
use crate::entities::captions::Captions;
use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::mentions::testing::page;
use crate::records::{Article, Image, PageKind};

/// Reads pages, each its id, its month in 2023 and its paragraphs, and resolves them.
fn of(pages: &[(&str, u32, &[&str])]) -> Entities {
    let mut articles: Vec<Article> = Vec::new();
    let mut mentions = Mentions::default();
    for (id, month, paragraphs) in pages {
        let kind = if paragraphs[0] == "BIO" { PageKind::Biography } else { PageKind::Story };
        let day = NaiveDate::from_ymd_opt(2023, *month, 1).unwrap();
        let (article, found) = page(id, kind, day, paragraphs);
        articles.push(article);
        crate::table::RowSet::append(&mut mentions, found);
    }
    let mut entities = Entities::default();
    resolve(&articles, &[], &Captions::default(), &mentions, Lookups::of_project(), &mut entities);
    entities
}

fn ids(entities: &Entities) -> Vec<&str> {
    entities.people.iter().map(|person| person.person_id.as_str()).collect()
}

#[test]
fn initials_and_surnames_lead_to_one_person() {
    let found = of(&[
        ("a", 1, &["Secretary of Harbors Orla J. Quillfeather III spoke.", "Quillfeather left."]),
        ("b", 2, &["Secretary of Harbors Orla Quillfeather spoke."]),
        ("c", 3, &["Secretary Quillfeather spoke."]),
    ]);
    assert_eq!(ids(&found), ["orla-j-quillfeather-iii"]);
    assert_eq!((found.people[0].mention_count, found.people[0].article_count), (4, 3));
    assert_eq!(found.redirects.len(), 2);
    assert!(found.redirects.iter().any(|row| row.from_id == "orla-quillfeather" && row.to_id == "orla-j-quillfeather-iii"));
    let title = &found.person_titles.iter().find(|row| row.title == "Secretary of Harbors").unwrap();
    assert_eq!((title.first_seen.to_string().as_str(), title.last_seen.to_string().as_str()), ("2023-01-01", "2023-02-01"));
}

#[test]
fn two_people_of_one_surname_stay_two() {
    let found = of(&[
        ("a", 1, &["Gen. Ada Quillfeather and Ambassador Oda Quillfeather spoke."]),
        ("b", 2, &["Mr. Quillfeather spoke."]),
        ("c", 3, &["Ambassador Quillfeather spoke."]),
    ]);
    let named: Vec<_> = found.people.iter().filter(|person| !person.is_surname_alone).map(|person| person.name.as_str()).collect();
    assert_eq!(named, ["Ada Quillfeather", "Oda Quillfeather"]);
    assert_eq!(found.people.iter().filter(|person| person.is_surname_alone).count(), 1);
    let of_c = found.person_articles.iter().find(|row| row.article_id == "c").unwrap();
    assert_eq!(of_c.person_id, "oda-quillfeather");
}

#[test]
fn spellings_of_one_name_are_one_person() {
    let found = of(&[
        ("a", 1, &["Ukrainian President Volodymyr Quillenskyy spoke."]),
        ("b", 2, &["Ukrainian President Volodymyr Quillensky spoke."]),
        ("c", 3, &["Ukrainian President Vladimir Quillenskiy spoke."]),
        ("d", 4, &["Ukrainian President Quillensky spoke."]),
        ("e", 5, &["Russian Admiral Vladimir Quillensky spoke."]),
    ]);
    assert_eq!(ids(&found).len(), 2, "{:?}", found.people);
    let of_d = found.person_articles.iter().find(|row| row.article_id == "d").unwrap();
    assert_eq!(of_d.person_id, "volodymyr-quillenskyy");
}

#[test]
fn the_lookups_know_who_is_meant() {
    let found = of(&[("a", 1, &["President Biden met President Zelenskiy."])]);
    assert_eq!(ids(&found), ["joe-biden", "volodymyr-zelenskyy"]);
    assert!(found.people.iter().all(|person| person.wikidata.is_some()));
}

#[test]
fn a_biography_gives_posts_with_their_dates() {
    let found = of(&[(
        "a",
        1,
        &["BIO", "Maj. Gen. Ada Quillfeather commands the 9th Harbor Wing.", "July 2012 - June 2013, Commander, 9th Harbor Wing, Texas"],
    )]);
    let post = found.person_titles.iter().find(|row| row.held_from.is_some()).unwrap();
    assert_eq!((post.title.as_str(), post.held_to.map(|day| day.to_string()).as_deref()), ("Commander", Some("2013-06-30")));
    assert_eq!(post.person_id, "ada-quillfeather");
}

#[test]
fn photographers_are_people() {
    let (article, _) = page("a", PageKind::Story, NaiveDate::from_ymd_opt(2023, 1, 1).unwrap(), &["It floats."]);
    let image = Image {
        article_id: "a".to_owned(),
        image_no: 1,
        virin: None,
        taken_date: None,
        title: None,
        alt_text: None,
        caption: None,
        photographer: Some("Ada C. Quillfeather".to_owned()),
        rank: Some("Petty Officer 1st Class".to_owned()),
        service: Some("Navy".to_owned()),
        credit_organization: None,
        image_url: None,
    };
    let mut entities = Entities::default();
    resolve(&[article], &[image], &Captions::default(), &Mentions::default(), Lookups::of_project(), &mut entities);
    assert_eq!((ids(&entities)[0], entities.people[0].photo_count), ("ada-c-quillfeather", 1));
    assert_eq!(
        (entities.person_titles[0].title.as_str(), entities.person_titles[0].organization.as_deref()),
        ("Petty Officer First Class", Some("Navy"))
    );
}

const POOL: [&str; 10] = [
    "Secretary of Harbors Orla J. Quillfeather III spoke.",
    "Secretary of Harbors Orla Quillfeather spoke.",
    "Secretary Quillfeather spoke.",
    "Gen. Oda B. Quillfeather spoke.",
    "Gen. Oda C. Quillfeather spoke.",
    "Gen. Oda Quillfeather spoke.",
    "Ms. Quillfeather spoke.",
    "Ukrainian President Volodymyr Quillenskyy spoke.",
    "Ukrainian President Quillensky spoke.",
    "Ambassador Vladimir Quillensky spoke.",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_pages_has_no_part(picks in prop::collection::vec(0..POOL.len(), 1..7)) {
        let names: Vec<String> = (0..picks.len()).map(|at| format!("p{at}")).collect();
        let lines: Vec<[&str; 1]> = picks.iter().map(|pick| [POOL[*pick]]).collect();
        let pages: Vec<(&str, u32, &[&str])> = names.iter().zip(&lines).map(|(name, line)| (name.as_str(), 1, &line[..])).collect();
        let mut turned = pages.clone();
        turned.reverse();
        let (one, other) = (of(&pages), of(&turned));
        prop_assert_eq!(&one.people, &other.people);
        prop_assert_eq!(&one.person_titles, &other.person_titles);
        prop_assert_eq!(&one.redirects, &other.redirects);
    }

    #[test]
    fn an_id_stays_or_leads_on_when_a_page_is_added(picks in prop::collection::vec(0..POOL.len(), 2..7)) {
        let names: Vec<String> = (0..picks.len()).map(|at| format!("p{at}")).collect();
        let lines: Vec<[&str; 1]> = picks.iter().map(|pick| [POOL[*pick]]).collect();
        let pages: Vec<(&str, u32, &[&str])> = names.iter().zip(&lines).map(|(name, line)| (name.as_str(), 1, &line[..])).collect();
        let (before, after) = (of(&pages[..pages.len() - 1]), of(&pages));
        for id in ids(&before) {
            let leads = after.redirects.iter().any(|row| row.from_id == id && ids(&after).contains(&row.to_id.as_str()));
            prop_assert!(ids(&after).contains(&id) || leads, "{} is lost: {:?}", id, ids(&after));
        }
        prop_assert!(after.redirects.iter().all(|row| !ids(&after).contains(&row.from_id.as_str())));
    }
}
