//! The corpus of real pages, folder by folder: what must hold for every page of it, and so for pages like them.

use std::collections::BTreeMap;
use std::io::{Write as _, stderr};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Once};

use drawdown::capture::Capture;
use drawdown::html::day;
use drawdown::mentions;
use drawdown::records::{BlockKind, DateBasis, LinkRole, PageKind, Parsed};
use drawdown::reject::Reason;
use drawdown::sources::{self, Reading};
use drawdown::stages::config::Config;
use regex::Regex;
use scraper::{Html, Selector};

use crate::pages::{SITES, article, capture, texts};

/// The corpus folder, if it is here.
pub fn corpus() -> Option<PathBuf> {
    static SAY: Once = Once::new();
    let folder =
        std::env::var_os("DRAWDOWN_CORPUS").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    // Written past the capture of the test harness, which shows nothing of a test that passes.
    SAY.call_once(|| {
        drop(writeln!(stderr(), "skipped: the tests over real pages: no corpus at {} (set DRAWDOWN_CORPUS)", folder.display()));
    });
    None
}

/// A line of `html/INDEX.tsv`.
struct Entry {
    file: String,
    family: String,
    url: String,
    title: String,
    date: String,
    body: Vec<u8>,
}

impl Entry {
    fn capture(&self) -> Capture {
        let url = if self.url.is_empty() { format!("https://corpus.example/{}", self.file) } else { self.url.clone() };
        capture(&url, self.body.clone())
    }
}

fn entries(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<Entry> {
    let file = std::fs::File::open(folder.join("html/INDEX.tsv")).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(file);
    let entry = |row: csv::StringRecord| {
        let body = std::fs::read(folder.join("html").join(&row[0])).unwrap();
        Entry {
            file: row[0].to_owned(),
            family: row[1].to_owned(),
            url: row[2].to_owned(),
            title: row[3].to_owned(),
            date: row[4].to_owned(),
            body,
        }
    };
    let entries: Vec<_> = reader.records().map(|row| entry(row.unwrap())).filter(|entry| wanted(&entry.family)).collect();
    assert!(!entries.is_empty());
    entries
}

/// Every page of the corpus as it would be captured: the HTML, the story by hand, and the texts as pages of text.
pub fn captures(folder: &Path) -> Vec<Capture> {
    let mut captures: Vec<_> = entries(folder, |family| !family.starts_with("RSS")).iter().map(Entry::capture).collect();
    let story = std::fs::read(folder.join("seed/austin-underscores.html")).unwrap();
    captures.push(capture("https://www.defense.gov/News/News-Stories/Article/Article/9825707/x/", story));
    for entry in std::fs::read_dir(folder.join("text")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "json") {
            let text: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            let part = |name: &str| text[name].as_str().unwrap();
            let page = capture(part("url"), format!("{}\n\n{}", part("title"), part("text")).into_bytes());
            // Some hold a tag or two, and are text all the same.
            captures.push(Capture { content_type: Some("text/plain".to_owned()), ..page });
        }
    }
    captures
}

/// What no paragraph of any page may be.
fn foreign_words(parsed: &Parsed) -> Vec<String> {
    static FOREIGN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:download hi-?res.*|photo details|share(?: (?:on|to|via) .*)?|print|copy link|email|subscribe.*|search( form)?|skip to .*|jump to .*|related (?:stories|links)|previous post.*|next post.*|home|privacy(?: policy)?|copyright.*|stay connected|an official website.*|here's how you know|tags?:?|read more|back to top|you are here.*|for immediate release|summary:.*)$|VIRIN:|Photo By:|https?://\S+\.(?:js|css)\b|function ?\(|document\.|CDATA",
        )
        .unwrap()
    });
    let same = |part: &Option<String>, text: &str| part.as_deref().is_some_and(|part| part == text);
    let is_of_photo = |text: &str| parsed.images.iter().any(|image| same(&image.alt_text, text) || same(&image.caption, text));
    texts(parsed).into_iter().filter(|text| FOREIGN.is_match(text) || is_of_photo(text)).collect()
}

fn assert_sound(parsed: &Parsed, name: &str) {
    let article = &parsed.articles[0];
    assert_eq!(parsed.articles.len(), 1, "{name}");
    assert!(!article.title.trim().is_empty(), "{name}: no title");
    assert!(!article.body_text.is_empty() || !parsed.images.is_empty(), "{name}: no body");
    assert_eq!(texts(parsed).join("\n\n"), article.body_text, "{name}: offsets");
    for text in texts(parsed) {
        let is_folded = text.trim() == text && !text.contains("  ") && !text.contains(['\u{a0}', '\n', '\u{200b}']);
        assert!(is_folded && text.chars().any(char::is_alphanumeric), "{name}: {text:?}");
    }
    assert_eq!(foreign_words(parsed), Vec::<String>::new(), "{name}");
    for image in &parsed.images {
        let caption = image.caption.clone().unwrap_or_default();
        assert!(!caption.contains("HI-RES") && !caption.contains("PHOTO DETAILS"), "{name}: {caption}");
    }
}

#[test]
fn the_seed_story_is_read_in_both_forms() {
    let Some(folder) = corpus() else { return };
    let expected: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("seed/EXPECTED.json")).unwrap()).unwrap();
    let url = "https://www.defense.gov/News/News-Stories/Article/Article/3825707/austin-underscores-us-commitment-to-ukraine-in-meeting-with-counterpart/";
    let mut bodies = Vec::new();
    for (form, basis) in [("html", DateBasis::DateLine), ("txt", DateBasis::LatestPhoto)] {
        let parsed = article(&capture(url, std::fs::read(folder.join("seed/austin-underscores").with_extension(form)).unwrap()));
        assert_sound(&parsed, form);
        let article = &parsed.articles[0];
        let text = |pointer: &str| expected.pointer(pointer).and_then(serde_json::Value::as_str);
        assert_eq!(article.article_id, "defense.gov/3825707");
        assert_eq!(Some(article.title.as_str()), text("/article/title"), "{form}");
        assert_eq!(Some(article.kind.as_str()), text("/article/kind"), "{form}");
        assert_eq!(
            (article.published_date.to_string().as_str(), article.published_date_basis),
            (text("/article/published_date").unwrap(), basis)
        );
        let forbidden = text("/article/related_story_amount_must_not_appear").unwrap();
        assert!(!article.body_text.contains(forbidden), "{form}: the related story is in the body");
        let images = expected["images"].as_array().unwrap();
        assert_eq!(parsed.images.len(), images.len(), "{form}");
        for (image, expected) in parsed.images.iter().zip(images) {
            let row = serde_json::to_value(image).unwrap();
            for (field, value) in expected.as_object().unwrap() {
                assert_eq!(&row[field], value, "{form}: {field}");
            }
            assert!(image.alt_text.is_some() && image.caption.is_some(), "{form}");
        }
        bodies.push(article.body_text.clone());
    }
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0].matches("\n\n").count(), 14);
}

#[test]
fn the_seed_story_previews_its_package() {
    let Some(folder) = corpus() else { return };
    let expected: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("seed/EXPECTED.json")).unwrap()).unwrap();
    let config = Config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap();
    let url = "https://www.defense.gov/News/News-Stories/Article/Article/3825707/";
    let plain = |text: &serde_json::Value| text.as_str().unwrap().replace(' ', "_");
    for form in ["html", "txt"] {
        let capture = capture(url, std::fs::read(folder.join("seed/austin-underscores").with_extension(form)).unwrap());
        let Ok(Reading::Article(parsed)) = sources::read(&capture, &config.sites) else { panic!("{form}: no article") };
        let found = mentions::extract(&parsed.articles[0], &parsed.paragraphs, &config.lookups);
        let packages = expected["packages"].as_array().unwrap();
        assert_eq!(found.announcements.len(), packages.len(), "{form}");
        for (row, package) in found.announcements.iter().zip(packages) {
            let row = serde_json::to_value(row).unwrap();
            for field in ["recipient", "authority", "ordinal", "value_low_usd", "value_high_usd", "bound", "qualifier"] {
                assert_eq!(row[field], package[field], "{form}: {field}");
            }
            assert_eq!((&row["claim"], &row["date_low"]), (&package["status"], &package["announced_date"]), "{form}");
            let items = package["items"].as_array().unwrap();
            assert_eq!(found.announced_items.len(), items.len(), "{form}");
            for (item, expected) in found.announced_items.iter().zip(items) {
                assert_eq!(
                    (Some(item.name.as_str()), item.quantity_low),
                    (expected["name"].as_str(), expected["quantity"].as_i64()),
                    "{form}"
                );
                assert_eq!((item.is_additional, item.category.clone()), (true, Some(plain(&expected["category"]))), "{form}");
            }
        }
        for expected in expected["quantities"].as_array().unwrap() {
            let row = found.quantities.iter().find(|row| Some(row.surface.as_str()) == expected["text"].as_str());
            let row = row.map(|row| (row.quantity_low, row.quantity_high, row.bound.as_str(), row.qualifier.clone().unwrap_or_default()));
            let number = |key: &str| expected[key].as_i64().unwrap();
            let text = |key: &str| expected[key].as_str().unwrap();
            assert_eq!(row, Some((number("low"), number("high"), text("bound"), text("qualifier").to_owned())), "{form}");
        }
        assert!(found.money.iter().all(|row| row.amount_low != 9_900_000_000), "{form}: the related story's amount");
    }
}

#[test]
fn the_seed_story_is_read_in_any_markup() {
    let Some(folder) = corpus() else { return };
    let text = std::fs::read_to_string(folder.join("seed/austin-underscores.txt")).unwrap();
    let url = "https://www.defense.gov/News/News-Stories/Article/Article/3825707/";
    let expected = article(&capture(url, text.clone().into_bytes()));
    let title = &expected.articles[0].title;
    let story = &text[text.find(title).unwrap() + title.len()..text.find("Related Stories").unwrap()];
    let lines: Vec<&str> = story.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let wrap = |tag: &str| lines.iter().map(|line| format!("<{tag}>{line}</{tag}>")).collect::<Vec<_>>().join("\n");
    let chunks: Vec<String> = story.trim().split("\n\n").map(|chunk| format!("<p>{}</p>", chunk.trim().replace('\n', "<br>"))).collect();
    let bodies = [
        ("p", wrap("p")),
        ("div", wrap("div")),
        ("br", story.trim().replace('\n', "<br />\n")),
        ("br within p", chunks.concat()),
        ("pre", format!("<pre>{story}</pre>")),
    ];
    for (name, body) in bodies {
        let afpims = format!(
            "<html><body><div class=adetail><h1 class=maintitle>{title}</h1><div class=body>{body}<h2>Related Stories</h2><ul><li><a href=/1>Another, worth $9.9 billion</a></li></ul></div></div></body></html>"
        );
        let print = format!(
            "<html><body><div class=da_print_body><h1 class=title>{title}</h1><p class=da_story_info></p><div class=da_black>{body}</div></div></body></html>"
        );
        let generic = format!(
            "<html><head><title>{title} | News</title></head><body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article><footer>Privacy</footer></body></html>"
        );
        for (family, html) in [("afpims", afpims), ("print", print), ("generic", generic)] {
            let parsed = article(&capture(url, html.into_bytes()));
            assert_eq!(&parsed.articles[0].title, title, "{family}: {name}");
            assert_eq!(texts(&parsed), texts(&expected), "{family}: {name}");
            assert_eq!(parsed.images, expected.images, "{family}: {name}");
        }
    }
}

#[test]
fn every_print_view_page_is_read() {
    let Some(folder) = corpus() else { return };
    let media = Selector::parse(".da_media_item").unwrap();
    let caption = Selector::parse(".da_media_item > p:last-of-type").unwrap();
    let body = Selector::parse(".da_black").unwrap();
    let entries = entries(&folder, |family| family.ends_with("(print view)"));
    for entry in &entries {
        let parsed = article(&entry.capture());
        assert_sound(&parsed, &entry.file);
        let article = &parsed.articles[0];
        assert_eq!(drawdown::html::fold(&article.title), drawdown::html::fold(&entry.title), "{}", entry.file);
        if let Some(date) = day::first(&entry.date) {
            assert_eq!((article.published_date, article.published_date_basis), (date, DateBasis::DateLine), "{}", entry.file);
        }
        let kind = match entry.family.split(" (").next().unwrap_or_default() {
            "biography" => PageKind::Biography,
            "fact sheet" => PageKind::FactSheet,
            "speech" => PageKind::Speech,
            _ => PageKind::Story,
        };
        assert_eq!(article.kind, kind, "{}", entry.file);

        let tree = Html::parse_document(&String::from_utf8_lossy(&entry.body));
        let letters = |text: &str| text.chars().filter(|symbol| symbol.is_alphanumeric()).collect::<String>();
        let whole: String = tree.select(&body).map(|element| letters(&element.text().collect::<String>())).collect();
        assert_eq!(letters(&article.body_text), whole, "{}: the body is not the text of its container", entry.file);
        assert_eq!(parsed.images.len(), tree.select(&media).count(), "{}: photos", entry.file);
        // A caption that is nothing but its credit leaves none.
        let credit = |text: &String| text.trim().starts_with('(') && text.trim().ends_with(')');
        let captions = tree.select(&caption).map(|element| element.text().collect::<String>()).filter(|text| !credit(text));
        let captions: Vec<String> =
            captions.map(|text| letters(&text)).filter(|text| !text.is_empty() && !text.contains("HIRES")).collect();
        let read: Vec<String> = parsed.images.iter().filter_map(|image| image.caption.as_deref()).map(letters).collect();
        assert_eq!(read.len(), captions.len(), "{}: captions", entry.file);
        for (read, caption) in read.iter().zip(&captions) {
            assert!(caption.starts_with(read.as_str()), "{}: {read} / {caption}", entry.file);
        }
        for link in &parsed.links {
            assert!(link.role != LinkRole::Tag || link.href.contains("/Tag/"), "{}: {}", entry.file, link.href);
        }
    }
    println!("{} print-view pages", entries.len());
}

#[test]
fn the_contracts_page_has_a_paragraph_per_award_under_its_branch() {
    let Some(folder) = corpus() else { return };
    let award = Regex::new(r"\$ ?\d").unwrap();
    let whole = Regex::new(r"(?s)<p>(.*?)</p>").unwrap();
    for entry in entries(&folder, |family| family == "contracts") {
        let parsed = article(&entry.capture());
        assert_sound(&parsed, &entry.file);
        let article = &parsed.articles[0];
        assert_eq!((article.kind, article.title.as_str()), (PageKind::Contracts, entry.title.as_str()));
        assert_eq!((Some(article.published_date), article.published_date_basis), (day::first(&entry.date), DateBasis::Title));
        let texts = texts(&parsed);
        let mut awards: BTreeMap<&str, usize> = BTreeMap::new();
        let mut branch = "";
        for (row, text) in parsed.paragraphs.iter().zip(&texts) {
            if row.kind == BlockKind::Heading {
                branch = text;
                assert_eq!(&text.to_uppercase(), text, "a branch is in capitals");
            } else if award.is_match(text) {
                assert!(!branch.is_empty(), "an award before any branch: {text}");
                *awards.entry(branch).or_default() += 1;
            }
        }
        assert_eq!(parsed.paragraphs[0].kind, BlockKind::Heading);
        let source = String::from_utf8_lossy(&entry.body);
        let start = source.find("maintitle").unwrap();
        let expected = whole.captures_iter(&source[start..]).filter(|found| award.is_match(&found[1])).count();
        assert_eq!(awards.values().sum::<usize>(), expected, "{awards:?}");
    }
}

#[test]
fn every_page_of_the_white_house_is_read_or_ignored_as_a_listing() {
    let Some(folder) = corpus() else { return };
    let entries = entries(&folder, |family| family.starts_with("whitehouse.gov"));
    let mut moved = Vec::new();
    for entry in &entries {
        if entry.family.contains("listing") {
            let Ok(Reading::Ignored { name, links, .. }) = sources::read(&entry.capture(), &SITES) else {
                panic!("{}: expected a listing", entry.file)
            };
            assert_eq!(name, sources::LISTING);
            assert!(links.len() >= 3 || entry.url.ends_with("/pending-legislation"), "{}: {} links", entry.file, links.len());
            assert!(links.iter().all(|link| link.href.starts_with("http") && !link.href.contains("web.archive.org")), "{}", entry.file);
            continue;
        }
        let parsed = article(&entry.capture());
        assert_sound(&parsed, &entry.file);
        let article = &parsed.articles[0];
        assert_eq!(article.title, drawdown::html::fold(&entry.title), "{}", entry.file);
        assert_eq!(article.published_date_basis, DateBasis::DateLine, "{}", entry.file);
        assert_ne!(article.kind, PageKind::Other, "{}", entry.file);
        if Some(article.published_date) != day::first(&entry.date) {
            moved.push(format!("{} {} {}", article.published_date, entry.date, entry.file));
        }
    }
    // The index holds the time a page was made, which the page itself dates a day off now and then.
    assert!(moved.len() * 20 <= entries.len(), "{moved:#?}");
}

#[test]
fn the_other_pages_of_the_folder_end_as_something() {
    let Some(folder) = corpus() else { return };
    for entry in entries(&folder, |family| family.starts_with("RSS")) {
        let Ok(Reading::Ignored { name, links, .. }) = sources::read(&entry.capture(), &SITES) else {
            panic!("{}: expected a feed", entry.file)
        };
        assert_eq!(name, sources::FEED);
        assert!(!links.is_empty() && links.iter().all(|link| !link.text.is_empty()), "{}: {links:?}", entry.file);
    }
    for entry in entries(&folder, |family| family.contains("CMS") || family.contains("listing)")) {
        match sources::read(&entry.capture(), &SITES) {
            Ok(Reading::Article(parsed)) => {
                assert_sound(&parsed, &entry.file);
                assert!(!entry.family.contains("listing"), "{} is a listing", entry.file);
            }
            Ok(Reading::Ignored { .. }) => {}
            Err(reject) => panic!("{}: {reject}", entry.file),
        }
    }
}

#[test]
fn a_page_cut_short_is_a_reject() {
    let Some(folder) = corpus() else { return };
    for entry in entries(&folder, |family| !family.starts_with("RSS")) {
        for percent in [35, 50, 65, 80, 95] {
            let whole = entry.capture();
            let cut = Capture { body: whole.body[..whole.body.len() * percent / 100].to_vec(), ..whole };
            match sources::read(&cut, &SITES) {
                Err(reject) => assert_eq!(reject.reason, Reason::Truncated, "{} at {percent} %: {reject}", entry.file),
                Ok(reading) => panic!("{} at {percent} %: {reading:?}", entry.file),
            }
        }
    }
}
