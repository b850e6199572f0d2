//! Pages out of labelled sets that keep the text, and not the page.

use std::path::Path;

use anyhow::{Context as _, Result};
use chrono::{DateTime, NaiveDate};
use serde::Deserialize;

use crate::records::{Article, BlockKind, DateBasis, PageKind, Paragraph};

#[derive(Deserialize)]
struct Text {
    title: String,
    date: NaiveDate,
    category: String,
    #[serde(rename = "text")]
    body: String,
    url: String,
}

/// Reads a text of a White House page, kept as JSON.
pub fn read(file: &Path) -> Result<(Article, Vec<Paragraph>)> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    let text: Text = serde_json::from_str(&text).with_context(|| format!("{}", file.display()))?;
    Ok(page(&text.url, &text.title, text.date, kind_of(&text), &blocks_of(&text.body)))
}

/// A page of these blocks.
#[must_use]
pub fn page(url: &str, title: &str, date: NaiveDate, kind: PageKind, blocks: &[(BlockKind, String)]) -> (Article, Vec<Paragraph>) {
    let (mut body_text, mut paragraphs, mut at) = (String::new(), Vec::new(), 0);
    for ((kind, block), paragraph_no) in blocks.iter().zip(1..) {
        if paragraph_no > 1 {
            body_text.push_str("\n\n");
            at += 2;
        }
        let end_char = at + i64::try_from(block.chars().count()).unwrap_or(i64::MAX);
        paragraphs.push(Paragraph { article_id: url.to_owned(), paragraph_no, kind: *kind, start_char: at, end_char });
        at = end_char;
        body_text.push_str(block);
    }
    let article = Article {
        article_id: url.to_owned(),
        url: url.to_owned(),
        canonical_url: url.to_owned(),
        publisher: "labelled text".to_owned(),
        source: "gold".to_owned(),
        layout: "text".to_owned(),
        kind,
        title: title.to_owned(),
        subtitle: None,
        published_date: date,
        published_date_basis: DateBasis::Metadata,
        dateline: None,
        byline: None,
        is_historical_collection: false,
        body_text,
        capture_sha256: String::new(),
        captured_at: DateTime::UNIX_EPOCH,
    };
    (article, paragraphs)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_a_text_are_paragraphs_and_bullets() {
        let blocks = blocks_of("**First** line  \nfolded.\n\n- one\n  more\n- two\n\nLast <s>old</s> \\[new\\].");
        let kinds: Vec<_> = blocks.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [BlockKind::Body, BlockKind::ListItem, BlockKind::ListItem, BlockKind::Body]);
        assert_eq!(blocks[0].1, "First line folded.");
        assert_eq!(blocks[1].1, "one more");
        assert_eq!(blocks[3].1, "Last new.");
    }
}
