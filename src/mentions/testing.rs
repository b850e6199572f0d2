//! Pages made of invented sentences, for the tests of the rules.

use chrono::{DateTime, NaiveDate};

use super::{Mentions, extract};
use crate::lookup::Lookups;
use crate::records::{Article, BlockKind, DateBasis, PageKind, Paragraph};

/// The day on which the invented pages are published: a Wednesday.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 6, 14).unwrap()
}

/// Reads a page of `kind` with these paragraphs; one that starts with `* ` is a list item.
pub(super) fn read(kind: PageKind, title: &str, paragraphs: &[&str]) -> Mentions {
    let (article, rows) = rows(kind, title, paragraphs);
    extract(&article, &rows, Lookups::of_project())
}

/// Reads a page under an id and a day of its own; gives the article with its mentions.
pub(crate) fn page(article_id: &str, kind: PageKind, day: NaiveDate, paragraphs: &[&str]) -> (Article, Mentions) {
    let (article, mut rows) = rows(kind, "", paragraphs);
    for row in &mut rows {
        article_id.clone_into(&mut row.article_id);
    }
    let article = Article { article_id: article_id.to_owned(), published_date: day, ..article };
    let found = extract(&article, &rows, Lookups::of_project());
    (article, found)
}

/// The rows of such a page.
pub(super) fn rows(kind: PageKind, title: &str, paragraphs: &[&str]) -> (Article, Vec<Paragraph>) {
    let mut rows = Vec::new();
    let mut body_text = String::new();
    for (index, text) in paragraphs.iter().enumerate() {
        let (block, text) = text.strip_prefix("* ").map_or((BlockKind::Body, *text), |item| (BlockKind::ListItem, item));
        if index > 0 {
            body_text.push_str("\n\n");
        }
        let start_char = i64::try_from(body_text.chars().count()).unwrap();
        body_text.push_str(text);
        rows.push(Paragraph {
            article_id: "a/1".to_owned(),
            paragraph_no: i64::try_from(index + 1).unwrap(),
            kind: block,
            start_char,
            end_char: i64::try_from(body_text.chars().count()).unwrap(),
        });
    }
    let article = Article { kind, title: title.to_owned(), body_text, ..article("a/1") };
    (article, rows)
}

/// An article without text.
pub(crate) fn article(article_id: &str) -> Article {
    Article {
        article_id: article_id.to_owned(),
        url: "https://example.test/1".to_owned(),
        canonical_url: "https://example.test/1".to_owned(),
        publisher: "Example".to_owned(),
        source: "example".to_owned(),
        layout: "test".to_owned(),
        kind: PageKind::Release,
        title: String::new(),
        subtitle: None,
        published_date: today(),
        published_date_basis: DateBasis::DateLine,
        dateline: None,
        byline: None,
        is_historical_collection: false,
        body_text: String::new(),
        capture_sha256: String::new(),
        captured_at: DateTime::UNIX_EPOCH,
    }
}

/// Reads a release.
pub(super) fn release(paragraphs: &[&str]) -> Mentions {
    read(PageKind::Release, "Security Assistance for Ukraine", paragraphs)
}

mod tests {
    use proptest::prelude::*;

    use super::release;

    const PIECES: [&str; 24] = [
        "$",
        "$1.5 billion ",
        "up to ",
        "$300 million",
        "€5",
        " in security assistance ",
        "for Ukraine",
        "’s ",
        " — ",
        "; ",
        ", ",
        ". ",
        ": ",
        "the 41st ",
        "sixty-second ",
        "drawdown ",
        "package ",
        "includes ",
        "18 155mm Howitzers",
        " and ",
        "since August 2021",
        "506(a)(1) ",
        "today ",
        "é\u{a0}",
    ];

    proptest! {
        #[test]
        fn no_page_makes_the_rules_panic(picks in prop::collection::vec(0..PIECES.len(), 0..60), tail in ".{0,40}") {
            let text: String = picks.into_iter().map(|pick| PIECES[pick]).chain(std::iter::once(tail.as_str())).collect();
            let found = release(&[&text, "* 5 radars", &text]);
            for row in &found.announced_items {
                prop_assert!(row.start_char <= row.end_char);
                prop_assert_eq!(row.surface.chars().count(), usize::try_from(row.end_char - row.start_char).unwrap());
            }
        }
    }
}
