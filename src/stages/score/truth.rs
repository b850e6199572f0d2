//! Labels as they lie in files, and the pages they speak of.
//!
//! Three formats are read. Our own: one JSON object a line; a line with `floors` says what each score must hold, every other line labels
//! a page by the digest of its text, kind by kind, each label a span `at` and the columns of the mention table that somebody read; a text
//! that is another's stands as `sha256:` and the first 16 digits of the digest of its words in small letters. The
//! labels of packages of texts that lie beside the file (`text_file`), and the documents and entities of `re3d`, are labels of others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::ledger::Claims;
use super::{re3d, texts};
use crate::capture::sha256_hex;
use crate::lookup::Lookups;
use crate::records::{Article, Paragraph};

/// A span somebody labelled, and what stands in the columns they read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Label {
    /// Start and end in `body_text`, in Unicode scalars.
    pub at: (usize, usize),
    /// Column -> value.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

/// The labels of one page.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Labels {
    /// SHA-256 of `body_text`, in hex.
    #[serde(default)]
    pub text_sha256: String,
    /// The first character that nobody labelled; the end of the text where not given.
    #[serde(default)]
    pub upto: Option<usize>,
    /// Kind -> labels; a kind that is not here was not labelled.
    #[serde(default)]
    pub kinds: BTreeMap<String, Vec<Label>>,
    /// What the page claims of packages.
    #[serde(flatten)]
    pub claims: Option<Claims>,
}

/// A file of labels with its pages.
#[derive(Debug, Default)]
pub struct Gold {
    /// What the labels are of.
    pub title: String,
    /// `kind, measure` -> the least F1.
    pub floors: BTreeMap<String, f64>,
    /// The pages with their labels.
    pub pages: Vec<Page>,
    /// Labels whose page is not among those given.
    pub without_page: usize,
}

/// A page with its labels.
#[derive(Debug)]
pub struct Page {
    /// The article.
    pub article: Article,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// What somebody read in it.
    pub labels: Labels,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    title: String,
    floors: BTreeMap<String, f64>,
}

/// Pages by the digest of their text.
pub type Pages = BTreeMap<String, (Article, Vec<Paragraph>)>;

/// The pages of a list of articles and of their paragraphs, by the digest of their text.
#[must_use]
pub fn by_digest(articles: Vec<Article>, paragraphs: &[Paragraph]) -> Pages {
    let of_article = crate::stages::extract::by_article(paragraphs);
    let entry = |article: Article| {
        let paragraphs = of_article.get(article.article_id.as_str()).copied().unwrap_or_default().to_vec();
        (sha256_hex(article.body_text.as_bytes()), (article, paragraphs))
    };
    articles.into_iter().map(entry).collect()
}

/// Reads a file of labels. `pages` are where the pages of our own format are looked up.
pub fn read(file: &Path, pages: &Pages, lookups: &Lookups) -> Result<Gold> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    if file.file_name().is_some_and(|name| name == "entities.json") {
        return re3d::read(file, &text, lookups);
    }
    let mut gold = Gold { title: file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), ..Gold::default() };
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("{}:{}", file.display(), index + 1);
        let value: Value = serde_json::from_str(line).with_context(place)?;
        if value.get("floors").is_some() {
            let header: Header = serde_json::from_value(value).with_context(place)?;
            (gold.title, gold.floors) = (header.title, header.floors);
        } else if let Some(text_file) = value.get("text_file").and_then(Value::as_str) {
            let folder = beside(file, text_file).with_context(|| format!("{}: {text_file}: no such file", place()))?;
            let (article, paragraphs) = texts::read(&folder).with_context(place)?;
            gold.pages.push(Page { article, paragraphs, labels: serde_json::from_value(value).with_context(place)? });
        } else {
            let labels: Labels = serde_json::from_value(value).with_context(place)?;
            known(&labels).with_context(place)?;
            match pages.get(&labels.text_sha256) {
                Some((article, paragraphs)) => {
                    gold.pages.push(Page { article: article.clone(), paragraphs: paragraphs.clone(), labels });
                }
                None => gold.without_page += 1,
            }
        }
    }
    Ok(gold)
}

fn known(labels: &Labels) -> Result<()> {
    for kind in labels.kinds.keys() {
        let names: Vec<_> = super::measure::KINDS.iter().map(|kind| kind.name).collect();
        ensure!(names.contains(&kind.as_str()), "kind {kind:?}: expected one of {}", names.join(", "));
    }
    ensure!(!labels.text_sha256.is_empty(), "found no text_sha256, expected the digest of the text that is labelled");
    Ok(())
}

/// A file named in a file of labels: beside it, or beside its folder.
fn beside(file: &Path, name: &str) -> Option<PathBuf> {
    file.ancestors().skip(1).take(2).map(|folder| folder.join(name)).find(|path| path.is_file())
}
