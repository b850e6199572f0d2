//! Pages: the golden fixtures, and pages that never were.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::DateTime;
use drawdown::capture::Capture;
use drawdown::html::credit::CreditWords;
use drawdown::records::{PageKind, Parsed};
use drawdown::sources::{self, Reading, Site, Sites};
use proptest::prelude::*;
use regex::Regex;

const RANKS: &str =
    "name\nPetty Officer 1st Class\nPetty Officer 2nd Class\nSgt.\nStaff Sgt.\nTech. Sgt.\nMaster Sgt.\nSenior Airman\nAirman 1st Class\n";
const SERVICES: &str = "name\nNavy\nArmy\nAir Force\nU.S. Air Force\nU.S. Army\n";

pub static SITES: LazyLock<Sites> = LazyLock::new(|| {
    let site = |name: &str, family: &str, hosts: &[&str], kinds: &[(&str, PageKind)]| Site {
        name: name.to_owned(),
        publisher: name.to_owned(),
        id_host: hosts[0].to_owned(),
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
        licence: None,
        family: family.to_owned(),
        article_id: vec![r"(?i)/Article/(\d+)".to_owned(), r"(?i)[?&]Article=(\d+)".to_owned()],
        kinds: kinds.iter().map(|(fragment, kind)| ((*fragment).to_owned(), *kind)).collect(),
        rows: None,
        fetch: None,
    };
    let defense = site("defense", "afpims", &["defense.gov", "war.gov", "dod.defense.gov"], &[("/News-Stories/", PageKind::Story)]);
    let air_force = site("af", "afpims_print", &["af.mil"], &[("/Commentaries/", PageKind::Story)]);
    let white_house = site("whitehouse", "whitehouse", &["whitehouse.gov"], &[]);
    let credits = CreditWords::parse(RANKS, SERVICES).expect("the lists are well formed");
    Sites::new(vec![defense, air_force, white_house]).expect("the sites are well formed").with_credits(credits)
});

pub fn capture(url: &str, body: Vec<u8>) -> Capture {
    let captured_at = DateTime::from_timestamp(1_780_000_000, 0).expect("the instant is in range");
    Capture { url: url.to_owned(), captured_at, status: None, content_type: None, body }
}

pub fn article(capture: &Capture) -> Parsed {
    match sources::read(capture, &SITES) {
        Ok(Reading::Article(parsed)) => *parsed,
        other => panic!("{}: expected an article, found {other:?}", capture.url),
    }
}

/// The texts of the paragraphs, by their offsets.
pub fn texts(parsed: &Parsed) -> Vec<String> {
    let text: Vec<char> = parsed.articles[0].body_text.chars().collect();
    let range = |start: i64, end: i64| usize::try_from(start).unwrap()..usize::try_from(end).unwrap();
    parsed.paragraphs.iter().map(|row| text[range(row.start_char, row.end_char)].iter().collect()).collect()
}

/// The fixtures: `<family>/<layout>-<n>.html` (or `.txt`) with the expected `.json` beside it.
fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files =
        folders.filter(|path| path.is_dir()).flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "html" || extension == "txt")).collect();
    pages.sort();
    pages
}

/// The address a fixture was captured from: its canonical link, else one made of its name.
fn fixture_capture(path: &Path) -> Capture {
    let body = std::fs::read(path).unwrap();
    let stated = Regex::new(r"<!-- captured from (\S+) -->").unwrap();
    let text = String::from_utf8_lossy(&body);
    let name = path.file_stem().unwrap().to_string_lossy();
    let url = stated.captures(&text).map_or_else(|| format!("https://fixture.example/{name}"), |found| found[1].to_owned());
    capture(&url, body)
}

/// A page as JSON: what was read, paragraphs with their text, digests left out.
fn golden(reading: Result<Reading, drawdown::reject::Reject>) -> serde_json::Value {
    match reading {
        Err(reject) => serde_json::json!({ "reject": reject.reason, "detail": reject.detail }),
        Ok(Reading::Ignored { article_id, name, links }) => {
            serde_json::json!({ "ignored": name, "article_id": article_id, "links": links })
        }
        Ok(Reading::Article(parsed)) => {
            let mut article = serde_json::to_value(&parsed.articles[0]).unwrap();
            for column in ["body_text", "capture_sha256", "captured_at"] {
                article.as_object_mut().unwrap().remove(column);
            }
            let blocks = parsed.paragraphs.iter().zip(texts(&parsed)).map(|(row, text)| serde_json::json!([row.kind, text]));
            serde_json::json!({ "article": article, "paragraphs": blocks.collect::<Vec<_>>(), "images": parsed.images, "links": parsed.links })
        }
    }
}

#[test]
fn fixtures_are_read_as_expected() {
    let is_blessing = std::env::var_os("DRAWDOWN_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in fixtures() {
        let found = golden(sources::read(&fixture_capture(&path), &SITES));
        let expected = path.with_extension("json");
        if is_blessing {
            std::fs::write(&expected, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
            continue;
        }
        let text = std::fs::read_to_string(&expected).unwrap_or_default();
        if serde_json::from_str::<serde_json::Value>(&text).ok().as_ref() != Some(&found) {
            wrong.push(format!("{}: found {}", expected.display(), serde_json::to_string_pretty(&found).unwrap()));
        }
    }
    assert!(wrong.is_empty(), "{} fixtures are read differently (make bless, then look at the diff):\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_layout_has_a_fixture() {
    let mut read = std::collections::BTreeSet::new();
    for path in fixtures() {
        let family = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let layout = format!("{family}/{}", name.rsplit_once('-').map_or(name.as_str(), |(layout, _)| layout));
        if let Ok(Reading::Article(parsed)) = sources::read(&fixture_capture(&path), &SITES) {
            assert_eq!(parsed.articles[0].layout, layout, "{}", path.display());
            read.insert(layout);
        }
    }
    for layout in sources::ALL.iter().flat_map(|family| family.layouts) {
        assert!(read.contains(layout.name), "no fixture for the layout {}", layout.name);
    }
}

/// A fixture with a piece cut out, doubled or overwritten.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let pages: Vec<Vec<u8>> = fixtures().iter().map(|path| std::fs::read(path).unwrap()).collect();
    let junk = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..12),
        "<(div|p|table|tr|td|li|br|figure|img alt=|a href=|s|!--|script|/div|/p|/body)?>?".prop_map(String::into_bytes),
        "(Photo By:|VIRIN:|Published|July 2, 2024|•| -- |\u{a0}|’|\u{1F600}){1,3}".prop_map(String::into_bytes),
    ];
    (proptest::sample::select(pages), proptest::collection::vec((any::<prop::sample::Index>(), 0..200_usize, junk), 1..6)).prop_map(
        |(mut page, edits)| {
            for (at, length, junk) in edits {
                let at = at.index(page.len() + 1);
                let end = (at + length).min(page.len());
                page.splice(at..end, junk);
            }
            page
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_reader_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = sources::read(&capture("https://any.example/", body), &SITES);
    }

    #[test]
    fn no_text_and_no_address_make_the_reader_panic(text in "\\PC{0,300}", url in "\\PC{0,60}") {
        let _ = sources::read(&capture(&url, text.into_bytes()), &SITES);
    }

    #[test]
    fn a_mutated_page_is_read_soundly_or_rejected(body in mutated()) {
        if let Ok(Reading::Article(parsed)) = sources::read(&capture("https://www.defense.gov/News/Article/1/", body), &SITES) {
            prop_assert_eq!(texts(&parsed).join("\n\n"), parsed.articles[0].body_text.clone());
        }
    }
}
