//! Precision and recall of packages, items and running totals against texts labelled by hand.
//!
//! The texts are not part of the project: they lie where `DRAWDOWN_CORPUS` says. Without them only the reader is tested. Labels of
//! our own hold digests and figures, never sentences.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::corpus::corpus;
use chrono::{DateTime, NaiveDate};
use drawdown::capture::sha256_hex;
use drawdown::lookup::Lookups;
use drawdown::mentions::announcements::Claim;
use drawdown::mentions::{self, Mentions};
use drawdown::records::{Article, BlockKind, DateBasis, PageKind, Paragraph};
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    title: String,
    date: NaiveDate,
    category: String,
    #[serde(rename = "text")]
    body: String,
    url: String,
}

#[derive(Deserialize)]
struct Label {
    #[serde(default)]
    text_file: String,
    #[serde(default)]
    text_sha256: String,
    packages: Vec<Package>,
    stated_totals: Vec<Total>,
}

#[derive(Deserialize)]
struct Package {
    ordinal: Option<i64>,
    value_usd: Option<i64>,
    recipient: Option<String>,
    items: Option<Vec<Item>>,
}

#[derive(Deserialize)]
struct Item {
    name: String,
    #[serde(default)]
    quantity: Option<i64>,
}

#[derive(Deserialize)]
struct Total {
    value_usd: i64,
}

/// Hits, rows found and not labelled, rows labelled and not found.
#[derive(Default)]
struct Score {
    hits: u32,
    extra: u32,
    missed: u32,
    wrong: String,
}

impl Score {
    fn precision(&self) -> f64 {
        f64::from(self.hits) / f64::from((self.hits + self.extra).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.hits) / f64::from((self.hits + self.missed).max(1))
    }

    fn report(&self, name: &str) -> String {
        let (precision, recall) = (self.precision(), self.recall());
        let Self { hits, extra, missed, wrong } = self;
        format!("{name:<10} precision {precision:.3} recall {recall:.3} ({hits} hits, {extra} extra, {missed} missed)\n{wrong}")
    }

    fn extra(&mut self, file: &str, what: &str) {
        self.extra += 1;
        let _ = writeln!(self.wrong, "  extra  {} {what}", name_of(file));
    }

    fn missed(&mut self, file: &str, what: &str) {
        self.missed += 1;
        let _ = writeln!(self.wrong, "  missed {} {what}", name_of(file));
    }
}

fn name_of(file: &str) -> String {
    file.trim_start_matches("text/wh-").chars().take(34).collect()
}

#[derive(Default)]
struct Scores {
    packages: Score,
    items: Score,
    totals: Score,
}

impl Scores {
    fn add(&mut self, file: &str, label: &Label, mentions: &Mentions) {
        let mut rows: Vec<_> = mentions.announcements.iter().filter(|row| row.claim != Claim::Recalled).collect();
        for package in &label.packages {
            let same = |row: &&drawdown::mentions::announcements::Announcement| {
                row.value_high_usd == package.value_usd
                    && row.recipient == package.recipient
                    && (package.ordinal.is_none() || row.ordinal == package.ordinal)
            };
            let what = format!("{:?} {:?} {:?}", package.value_usd, package.ordinal, package.recipient);
            let Some(at) = rows.iter().position(same) else {
                self.packages.missed(file, &what);
                continue;
            };
            self.packages.hits += 1;
            let row = rows.remove(at);
            if let Some(items) = package.items.as_ref().filter(|items| !items.is_empty()) {
                self.add_items(file, items, mentions, row.announcement_no);
            }
        }
        for row in rows {
            let what = format!(
                "{:?} {:?} {:?} {:?} {:?}: {}",
                row.claim, row.value_high_usd, row.ordinal, row.recipient, row.authority, row.surface
            );
            self.packages.extra(file, &what);
        }
        let mut totals: Vec<_> = mentions.stated_totals.iter().collect();
        for total in &label.stated_totals {
            match totals.iter().position(|row| row.value_high_usd == total.value_usd) {
                Some(at) => {
                    totals.remove(at);
                    self.totals.hits += 1;
                }
                None => self.totals.missed(file, &total.value_usd.to_string()),
            }
        }
        for row in totals {
            self.totals.extra(file, &format!("{} {:?}: {}", row.value_high_usd, row.scope, row.surface));
        }
    }

    fn add_items(&mut self, file: &str, items: &[Item], mentions: &Mentions, announcement_no: i64) {
        let mut rows: Vec<_> = mentions.announced_items.iter().filter(|row| row.announcement_no == announcement_no).collect();
        for item in items {
            let same = |row: &&drawdown::mentions::announcements::AnnouncedItem| {
                is_same_name(&row.name, &item.name) && (item.quantity.is_none() || row.quantity_low == item.quantity)
            };
            match rows.iter().position(same) {
                Some(at) => {
                    rows.remove(at);
                    self.items.hits += 1;
                }
                None => self.items.missed(file, &format!("{:?} {}", item.quantity, item.name)),
            }
        }
        for row in rows {
            self.items.extra(file, &format!("{:?} {}", row.quantity_low, row.name));
        }
    }

    fn report(&self, of: &str) -> String {
        let rows = [self.packages.report("packages"), self.items.report("items"), self.totals.report("totals")];
        format!("-- {of}\n{}", rows.concat())
    }
}

/// Names that differ only in case, plural, articles and words like "additional".
fn is_same_name(left: &str, right: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let folded = name.to_lowercase().replace(['-', '.', '\u{2011}'], " ");
        let kept =
            folded.split_whitespace().filter(|word| !matches!(*word, "the" | "a" | "an" | "additional" | "more" | "new" | "of" | "other"));
        kept.map(|word| word.trim_end_matches('s').to_owned()).collect()
    };
    words(left) == words(right)
}

fn kind_of(text: &Text) -> PageKind {
    let title = text.title.to_lowercase();
    if title.contains("memorandum") || title.contains("delegation of authority") {
        PageKind::Memorandum
    } else if title.contains("fact sheet") {
        PageKind::FactSheet
    } else if title.contains("briefing") || title.contains("gaggle") || title.contains("press call") {
        PageKind::Transcript
    } else if text.category.contains("remarks") {
        PageKind::Speech
    } else {
        PageKind::Release
    }
}

/// The blocks of a text: paragraphs parted by blank lines, ends of lines folded, bullets as list items, marks of emphasis removed.
fn blocks_of(text: &str) -> Vec<(BlockKind, String)> {
    let mut blocks: Vec<(BlockKind, String)> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let folded = line.split([' ', '\t', '\u{a0}', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if folded.is_empty() {
            is_open = false;
            continue;
        }
        let bullet = folded.strip_prefix("- ").or_else(|| folded.strip_prefix("* "));
        match (bullet, blocks.last_mut().filter(|_| is_open)) {
            (None, Some((_, block))) => {
                block.push(' ');
                block.push_str(&folded);
            }
            (Some(item), _) => blocks.push((BlockKind::ListItem, item.to_owned())),
            (None, None) => blocks.push((BlockKind::Body, folded)),
        }
        is_open = true;
    }
    blocks.into_iter().map(|(kind, block)| (kind, without_marks(&block))).filter(|(_, block)| !block.is_empty()).collect()
}

fn without_marks(block: &str) -> String {
    let mut plain = String::with_capacity(block.len());
    let mut rest = block;
    while let Some((before, struck)) = rest.split_once("<s>") {
        plain.push_str(before);
        rest = struck.split_once("</s>").map_or("", |(_, after)| after);
        // A correction in brackets stands for what is struck through.
        if let Some((correction, after)) = rest.trim_start().strip_prefix("\\[").and_then(|rest| rest.split_once("\\]")) {
            plain.push_str(correction);
            rest = after;
        }
    }
    plain.push_str(rest);
    let plain = plain.replace("<sup>", "").replace("</sup>", "").replace(['*', '\\'], "");
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn read(text: &Text, lookups: &Lookups) -> Mentions {
    let mut body_text = String::new();
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for (index, (kind, block)) in blocks_of(&text.body).into_iter().enumerate() {
        if index > 0 {
            body_text.push_str("\n\n");
            at += 2;
        }
        let length = i64::try_from(block.chars().count()).expect("the corpus is well formed");
        paragraphs.push(Paragraph {
            article_id: text.url.clone(),
            paragraph_no: i64::try_from(index + 1).expect("the corpus is well formed"),
            kind,
            start_char: at,
            end_char: at + length,
        });
        at += length;
        body_text.push_str(&block);
    }
    let article = Article {
        article_id: text.url.clone(),
        url: text.url.clone(),
        canonical_url: text.url.clone(),
        publisher: "White House".to_owned(),
        source: "whitehouse".to_owned(),
        layout: "text".to_owned(),
        kind: kind_of(text),
        title: text.title.clone(),
        subtitle: None,
        published_date: text.date,
        published_date_basis: DateBasis::Metadata,
        dateline: None,
        byline: None,
        is_historical_collection: false,
        body_text,
        capture_sha256: String::new(),
        captured_at: DateTime::UNIX_EPOCH,
    };
    mentions::extract(&article, &paragraphs, lookups)
}

fn lookups() -> Lookups {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/lookups");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the corpus is well formed") {
        let path = entry.expect("the corpus is well formed").path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let stem = path.file_stem().expect("the corpus is well formed").to_string_lossy().into_owned();
            files.insert(stem, std::fs::read_to_string(path).expect("the corpus is well formed"));
        }
    }
    Lookups::parse(&files).expect("the corpus is well formed")
}

fn labels(path: &Path) -> Vec<Label> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| serde_json::from_str(line).expect("the corpus is well formed")).collect()
}

fn texts(folder: &Path) -> BTreeMap<String, (String, Text)> {
    let mut texts = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("the corpus is well formed") {
        let path = entry.expect("the corpus is well formed").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let text: Text = serde_json::from_str(&std::fs::read_to_string(&path).expect("the corpus is well formed"))
                .expect("the corpus is well formed");
            let digest = sha256_hex(text.body.as_bytes());
            texts.insert(format!("text/{}", path.file_name().expect("the corpus is well formed").to_string_lossy()), (digest, text));
        }
    }
    texts
}

#[test]
fn packages_items_and_totals_of_labelled_texts_are_found() {
    let Some(folder) = corpus() else {
        println!("no corpus: nothing scored");
        return;
    };
    let lookups = lookups();
    let texts = texts(&folder.join("text"));
    let mut theirs = Scores::default();
    for label in labels(&folder.join("text/LABELS.jsonl")) {
        let (_, text) = &texts[&label.text_file];
        theirs.add(&label.text_file, &label, &read(text, &lookups));
    }
    println!("{}", theirs.report("labels of the corpus"));
    let mut ours = Scores::default();
    let by_digest: BTreeMap<&str, (&String, &Text)> = texts.iter().map(|(file, (digest, text))| (digest.as_str(), (file, text))).collect();
    for label in labels(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels/texts.jsonl")) {
        if let Some((file, text)) = by_digest.get(label.text_sha256.as_str()) {
            ours.add(file, &label, &read(text, &lookups));
        }
    }
    println!("{}", ours.report("labels of our own"));
    for (score, floor) in [(&theirs.packages, 0.95), (&theirs.items, 0.90), (&theirs.totals, 0.90)] {
        assert!(score.precision() >= floor && score.recall() >= floor, "below the floor of {floor}");
    }
}

#[test]
fn blocks_of_a_text_are_paragraphs_and_bullets() {
    let blocks = blocks_of("**First** line  \nfolded.\n\n- one\n  more\n- two\n\nLast <s>old</s> \\[new\\].");
    let kinds: Vec<_> = blocks.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [BlockKind::Body, BlockKind::ListItem, BlockKind::ListItem, BlockKind::Body]);
    assert_eq!(blocks[0].1, "First line folded.");
    assert_eq!(blocks[1].1, "one more");
    assert_eq!(blocks[3].1, "Last new.");
}
