//! Who said what, on invented pages whose people are given.

use std::ops::Range;

use proptest::prelude::*;

use super::super::people::{NamingKind, PersonMention};
use super::super::testing::rows;
use super::super::{Mentions, Page};
use super::{Quote, SpeakerBasis};
use crate::lookup::{Lookups, slug};
use crate::records::PageKind;

const NAMES: [&str; 5] = ["Ada Roe", "Ben Oak", "Mark A. Fell III", "Kim Lane-Poe", "Tom Reilly"];

/// Reads a page on which each of [`NAMES`], whole or by its surname, is a person.
fn read(kind: PageKind, title: &str, paragraphs: &[&str]) -> Mentions {
    let (article, rows) = rows(kind, title, paragraphs);
    let page = Page::new(&article, &rows);
    let mut found = Mentions::default();
    for passage in &page.passages {
        for (range, name) in names(passage.text) {
            let span = passage.span(range);
            let kind = if span.surface.contains(' ') { NamingKind::Full } else { NamingKind::Surname };
            found.people.push(PersonMention {
                article_id: article.article_id.clone(),
                paragraph_no: span.paragraph_no,
                start_char: span.start_char,
                end_char: span.end_char,
                surface: span.surface,
                kind,
                name: name.to_owned(),
                page_person_id: slug(name),
                title: None,
                post: None,
                country: None,
                organization: None,
            });
        }
    }
    super::find(&page, Lookups::of_project(), &mut found);
    found
}

fn names(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let surname =
        |name: &'static str| name.split(' ').find(|word| word.len() > 2 && !["Ada", "Ben", "Mark", "Kim", "Tom", "III"].contains(word));
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    for name in NAMES {
        for written in [name, surname(name).unwrap_or(name)] {
            for variant in [written.to_owned(), written.to_uppercase()] {
                for (at, _) in text.match_indices(&variant) {
                    let range = at..at + variant.len();
                    if !found.iter().any(|(other, _)| other.start < range.end && range.start < other.end) {
                        found.push((range, name));
                    }
                }
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn direct(paragraphs: &[&str]) -> Vec<Quote> {
    read(PageKind::Story, "A day", paragraphs).quotes.into_iter().filter(|quote| quote.is_direct).collect()
}

/// The words, the name and the cue of each quotation.
fn said(paragraphs: &[&str]) -> Vec<(String, String, String)> {
    let quotes = direct(paragraphs).into_iter();
    quotes.map(|quote| (quote.surface, quote.speaker_name.unwrap_or_default(), quote.cue.unwrap_or_default())).collect()
}

fn one(text: &str) -> (String, String, String) {
    let mut quotes = said(&[text]);
    assert_eq!(quotes.len(), 1, "{text}: {quotes:?}");
    quotes.remove(0)
}

fn speaks(text: &str, name: &str, cue: &str) {
    let (_, speaker, verb) = one(text);
    assert_eq!((speaker.as_str(), verb.as_str()), (name, cue), "{text}");
}

#[test]
fn present_forms_are_verbs_beside_a_person() {
    let found = read(
        PageKind::Story,
        "Budgets",
        &[
            "\"Read the verbs,\" advises Ada Roe, an analyst. \"Appropriate, authorize, obligate, deliver. Only the last one stops a tank.\"",
        ],
    );
    assert_eq!(found.quotes.iter().map(|row| row.speaker_name.as_deref()).collect::<Vec<_>>(), [Some("Ada Roe"); 2]);
    let found = read(PageKind::Story, "Budgets", &["Ada Roe recommends \"a long walk in the hills\" to all who can."]);
    assert_eq!(found.quotes[0].speaker_name.as_deref(), Some("Ada Roe"));
    let found =
        read(PageKind::Story, "Courses", &["The school offers and details \"Harbor Watch\" in its remarks \"Night Watch\" as well."]);
    assert!(found.quotes.is_empty());
}

#[test]
fn the_speaker_stands_before_or_behind_the_words() {
    for text in [
        "\"The bridge holds,\" Roe said.",
        "\"The bridge holds,\" said Roe.",
        "“The bridge holds,” said Capt. Ada Roe, the commander of a company that builds bridges.",
        "“The bridge holds,” Roe, who built it, said.",
        "“The bridge holds,” the Army's Capt. Ada Roe said in a statement.",
        "Roe said: “The bridge holds.”",
        "Roe said, \"The bridge holds.\"",
        "In a letter to Oak, Roe said, \"The bridge holds.\"",
        "She thanked them. Roe also said that “the bridge holds.”",
        "Speaking with Oak, Roe later said the bridge \"holds in any weather\" so far.",
        "The bridge “holds in any weather,” Roe said.",
        "While the road is “not yet built,” the bridge holds, Roe said.",
        "Roe shook hands with the crew and said, “The bridge holds.”",
        "\"Does it hold?\" Roe said.",
        "“The bridge holds,” Roe said of the works of Oak.",
        "Asked whether it holds, Roe said, “It does.”",
        "Oak's deputy, Ada Roe, said “it holds in winter.”",
        "Roe, with Oak at her side, said “it holds in winter.”",
        "“The bridge,” said Roe.",
        "“The bridge holds,” said the commander of the works, Capt. Ada Roe.",
    ] {
        speaks(text, "Ada Roe", "said");
    }
    speaks("“It holds,” explained Tom Reilly.", "Tom Reilly", "explained");
    speaks("“It holds,” Reilly explained.", "Tom Reilly", "explained");
    speaks("According to Roe, the bridge “holds in any weather.”", "Ada Roe", "According");
    speaks("“It holds in winter,” Roe told Oak.", "Ada Roe", "told");
    speaks("“It holds,” said Lt. Gen. (Dr.) Ada Roe.", "Ada Roe", "said");
    speaks("“It holds in winter!” Roe shouted over the noise of the river and of the crew.", "Ada Roe", "shouted");
    speaks("“It holds in winter,” Roe beamed.", "Ada Roe", "");
    speaks("“It holds in winter” — Ada Roe", "Ada Roe", "");
    speaks("“It holds in winter.” -- Ada Roe, captain", "Ada Roe", "");
    speaks("Roe: “It holds in any winter.”", "Ada Roe", "");
    speaks("In the words of Roe, it “holds in any weather.”", "Ada Roe", "words");
    speaks("As Roe put it, “It holds.”", "Ada Roe", "put");
    speaks("“It holds,” according to Roe.", "Ada Roe", "according");
    speaks("Roe told reporters at the river, “The bridge holds.”", "Ada Roe", "told");
    speaks("Roe thanked the crew, adding, “The bridge holds.”", "Ada Roe", "adding");
}

#[test]
fn an_interrupted_quotation_is_one() {
    let quotes = direct(&["“The bridge holds,” Roe said. “We tried it.”", "“If it rains,” Oak said, “it holds.”"]);
    let numbers: Vec<_> = quotes.iter().map(|quote| (quote.quote_no, quote.speaker_name.as_deref(), quote.basis)).collect();
    let (roe, oak) = (Some("Ada Roe"), Some("Ben Oak"));
    let (sentence, paragraph) = (Some(SpeakerBasis::Sentence), Some(SpeakerBasis::Paragraph));
    assert_eq!(numbers, [(1, roe, sentence), (1, roe, paragraph), (2, oak, sentence), (2, oak, sentence)]);
}

#[test]
fn an_open_quotation_goes_on_in_the_next_paragraph() {
    let quotes = direct(&["“The bridge holds,” Roe said. “We tried it.", "“It took a year.”", "Nobody was there."]);
    let last = quotes.last().unwrap();
    assert_eq!((quotes.len(), last.speaker_name.as_deref(), last.basis), (3, Some("Ada Roe"), Some(SpeakerBasis::Continued)));
    assert_eq!(last.quote_no, quotes[1].quote_no);
}

#[test]
fn a_pronoun_means_the_person_named_last() {
    let text = [
        "Capt. Ada Roe has built bridges since 1999.",
        "“The bridge holds,” she said. “Try it.”",
        "“It is old,” said Oak.",
        "“So am I,” he added.",
    ];
    let names: Vec<_> = said(&text).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(names, ["Ada Roe", "Ada Roe", "Ben Oak", "Ben Oak"]);
    let text = ["“It holds,” said Oak.", "That was the last winter of Roe’s life on the river.", "“I liked it,” she said."];
    assert_eq!(said(&text)[1].1, "Ada Roe");
    let text = ["Roe opened the bridge.", "“The bridge holds,” the captain said.", "“Not in winter,” a senior official said."];
    let quotes = direct(&text);
    assert_eq!(quotes[0].speaker_name.as_deref(), Some("Ada Roe"));
    assert_eq!((quotes[1].speaker.as_deref(), quotes[1].speaker_name.as_deref()), (Some("a senior official"), None));
}

#[test]
fn a_paragraph_of_quotation_alone_goes_on() {
    let text = [
        "“It rains,” said Oak. Later Roe said the bridge will hold:",
        "“It has held for years.”",
        "“It will hold.”",
        "The end.",
        "“So it did.”",
    ];
    let rows: Vec<_> = direct(&text).into_iter().map(|row| (row.speaker_name.unwrap_or_default(), row.basis)).collect();
    let roe = |basis| ("Ada Roe".to_owned(), Some(basis));
    assert_eq!(rows[1..], [roe(SpeakerBasis::Continued), roe(SpeakerBasis::Continued), roe(SpeakerBasis::Paragraph)]);
}

#[test]
fn he_and_she_are_two() {
    let text = [
        "“The bridge holds,” Roe said. “So I am told,” she added.",
        "“Not so,” said Oak. “Not in snow,” he said.",
        "“It does,” she said.",
        "“We will see,” he said.",
    ];
    let names: Vec<_> = said(&text).into_iter().map(|(_, name, _)| name).collect();
    assert_eq!(names, ["Ada Roe", "Ada Roe", "Ben Oak", "Ben Oak", "Ada Roe", "Ben Oak"]);
}

#[test]
fn names_in_marks_are_no_speech() {
    for text in [
        "Lt. Gen. Ada “Bee” Roe spoke.",
        "The paper, titled “Bridges for All,” is new.",
        "The \"Bridge Day\" program starts.",
        "What Roe calls the “long pole” is steel.",
        "These \"round-trip\" flights were long.",
        "The term \"bridge\" means a way over water.",
        "They sang “Old River” and left.",
        "A ribbon with \"V\" device",
    ] {
        assert_eq!(said(&[text]), [], "{text}");
    }
}

#[test]
fn reported_speech_stands_apart() {
    let text = ["Roe said that the bridge will hold for a year.", "The road is next, Oak said.", "Oak said no word. He spoke of rain."];
    let found = read(PageKind::Story, "A day", &text).quotes;
    let rows: Vec<_> = found.iter().map(|row| (row.surface.as_str(), row.speaker_name.as_deref(), row.is_direct)).collect();
    let expected = [("the bridge will hold for a year", Some("Ada Roe"), false), ("The road is next", Some("Ben Oak"), false)];
    assert_eq!(rows, expected);
}

#[test]
fn a_transcript_has_turns() {
    let text = [
        "3:15 P.M.",
        "MS. ROE: Good day.",
        "We have news.",
        "Q You said, “We have news.” What is it?",
        "MS. ROE: The mayor said, “The bridge holds.”",
        "MR. OAK: (Laughs.) I said “no” before.",
        "END 3:20 P.M.",
        "Contact: the office",
    ];
    let found = read(PageKind::Transcript, "Press Briefing by Press Secretary Ada Roe", &text);
    let turns: Vec<_> = found.turns.iter().map(|turn| (turn.label.as_str(), turn.speaker_name.as_deref(), turn.is_question)).collect();
    let (roe, oak) = (Some("Ada Roe"), Some("Ben Oak"));
    assert_eq!(turns, [("MS. ROE", roe, false), ("Q", None, true), ("MS. ROE", roe, false), ("MR. OAK", oak, false)]);
    assert_eq!(found.turns[0].surface, "Good day.\n\nWe have news.");
    let quotes: Vec<_> = found.quotes.iter().map(|row| (row.turn_no, row.speaker.as_deref(), row.speaker_name.as_deref())).collect();
    assert_eq!(quotes, [(Some(2), Some("You"), roe), (Some(3), Some("The mayor"), None), (Some(4), Some("I"), oak)]);
}

#[test]
fn the_president_is_who_holds_the_office() {
    let speaker = |title: &str| read(PageKind::Speech, title, &["THE PRESIDENT: Good day."]).turns.remove(0).speaker_name;
    assert_eq!(speaker("Remarks by President Fellow on Bridges").as_deref(), Some("Fellow"));
    assert_eq!(speaker("Remarks on Bridges").as_deref(), Some("Joe Biden"));
    let head = ["REMARKS BY VICE PRESIDENT ADA FELLOW ON BRIDGES", "THE VICE PRESIDENT: Good day."];
    let turn = read(PageKind::Speech, "Remarks by the Vice President", &head).turns.remove(0);
    assert_eq!(turn.speaker_name.as_deref(), Some("Ada Fellow"));
}

#[test]
fn many_marks_and_long_paragraphs_take_linear_time() {
    let text = "“It holds,” Roe said. ".repeat(4_000);
    assert_eq!(direct(&[&text]).len(), 4_000);
    let text = "Roe said the bridge of Oak holds, and ".repeat(4_000);
    assert!(direct(&[&text]).is_empty());
    let text = "“It holds,” Roe said, and “it stays,” and ".repeat(2_000);
    assert_eq!(direct(&[&text]).len(), 4_000);
}

const PIECES: [&str; 22] = [
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "Roe ",
    "said",
    " said Oak",
    ", ",
    ". ",
    "It holds",
    " he ",
    "Q ",
    "MS. ROE: ",
    "according to ",
    " the ",
    "A",
    "é\u{a0}",
    "that ",
    "5\"",
    "\n",
    "told ",
];

proptest! {
    #[test]
    fn spans_hold_on_any_page(picks in prop::collection::vec(0..PIECES.len(), 0..60), cut in 0_usize..60) {
        let text = |picks: &[usize]| picks.iter().map(|pick| PIECES[*pick]).collect::<String>();
        let (first, second) = picks.split_at(cut.min(picks.len()));
        let found = read(PageKind::Transcript, "A day", &[&text(first), &text(second)]);
        for row in &found.quotes {
            prop_assert_eq!(row.surface.chars().count(), usize::try_from(row.end_char - row.start_char).unwrap());
        }
        for row in &found.turns {
            prop_assert_eq!(row.surface.chars().count(), usize::try_from(row.end_char - row.start_char).unwrap());
        }
    }
}
