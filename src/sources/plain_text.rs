//! A page saved as text: banner, title, lines about the page, then paragraphs and photo blocks, until "Related Stories".

use std::sync::LazyLock;

use regex::Regex;

use super::complete::{is_historical_notice, is_related_heading, kind_of_title};
use super::{Context, Family, Found, Layout};
use crate::html::flow::{Line, Piece};
use crate::html::{Page, blocks, day, fold, photos};
use crate::records::{BlockKind, DateBasis, Draft, LinkRole, PageKind};
use crate::reject::{Reason, Reject};

/// The family.
pub const FAMILY: Family = Family { name: "plain_text", layouts: &[TEXT] };

const TEXT: Layout = Layout { name: "plain_text/page", marks: &[], recognise: |page| page.is_text, parse };

/// Whether a text has no markup: no tag among its first 4,096 bytes.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)<(?:!doctype|!--|\?xml|/?[a-z][a-z0-9-]*(?:\s[^<>]*|/)?>)").expect("the pattern is a constant"));
    !TAG.is_match(text.get(..text.floor_char_boundary(4096)).unwrap_or(text))
}

fn parse(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let start = page.source.trim_start().chars().next();
    if matches!(start, Some('{' | '[')) && serde_json::from_str::<serde::de::IgnoredAny>(&page.source).is_ok() {
        return Err(Reject::new(Reason::NoText, "the page is JSON"));
    }
    let mut lines = lines(&page.source);
    lines.drain(..banner(&lines));
    if let Some(end) = lines.iter().skip(1).position(|line| is_related_heading(&line.text)) {
        lines.truncate(end + 1);
    }
    let mut draft = Draft::default();
    if !lines.is_empty() {
        draft.title = Some(lines.remove(0).text);
    }
    preamble(&mut lines, &mut draft);
    addresses(&lines, &mut draft);
    let (lines, photos) = photos::take(lines.into_iter().map(Piece::Text).collect(), context.credits, context.captured);
    draft.photos = photos;
    draft.blocks = blocks::from_lines(lines);
    draft.kind = draft.kind.or_else(|| draft.title.as_deref().and_then(kind_of_title)).or(Some(PageKind::Story));
    Ok(Found::article(draft))
}

/// Lines; a blank one ends a chunk. Lines that are wrapped at a width are joined.
fn lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut block: Vec<blocks::RawLine> = Vec::new();
    let mut chunk = 0;
    for text in source.lines().map(fold).chain([String::new()]) {
        if !text.is_empty() {
            block.push(blocks::RawLine { text, ..blocks::RawLine::default() });
            continue;
        }
        chunk += 1;
        let is_alone = block.len() == 1;
        for line in blocks::merge(std::mem::take(&mut block)) {
            let is_heading = is_alone && line.text.len() <= 60 && blocks::is_capitals(&line.text);
            let kind = if is_heading { BlockKind::Heading } else { BlockKind::Body };
            lines.push(Line { kind, text: line.text, chunk, group: None, is_link: false });
        }
    }
    lines
}

/// How many of the first lines are the banner of an official website.
fn banner(lines: &[Line]) -> usize {
    static BANNER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:an official website of|here['’]s how you know|official websites use|a \.\w+ website belongs|\.\w+ (?:website|address)(?:es)? belongs?|secure \.\w+ websites|share sensitive information|skip to (?:main )?content|a lock \(|https://$|menu$|search$|home$|news$|press releases?$|releases?$|share$|print$)",
        )
        .expect("the pattern is a constant")
    });
    let head = lines.get(..lines.len().min(16)).unwrap_or_default();
    // The sentence on the lock ends every such banner, whatever the rest of it says.
    let lock = head.iter().rposition(|line| line.text.to_ascii_lowercase().starts_with("a lock (")).map_or(0, |at| at + 1);
    lock + lines.iter().skip(lock).take_while(|line| BANNER.is_match(&line.text)).count()
}

/// Takes the lines about the page that stand between title and text.
fn preamble(lines: &mut Vec<Line>, draft: &mut Draft) {
    static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[Bb]y|BY) ((?:\p{Lu}|[“\x22])[^.!?:]*(?:\b\p{Lu}[\w]{0,3}\.[^.!?:]*)*)$").expect("the pattern is a constant")
    });
    static RELEASE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)^(?:for )?immediate release\W*$").expect("the pattern is a constant"));
    while let Some(line) = lines.first() {
        let parts: Vec<_> = line.text.split(" | ").map(|part| part.trim_matches(['|', ' '])).collect();
        let dates: Vec<_> = parts.iter().filter_map(|part| day::only(part)).collect();
        let byline = parts.iter().find_map(|part| BYLINE.captures(part)?.get(1).map(|name| name.as_str().to_owned()));
        if is_historical_notice(&line.text) {
            draft.is_historical_collection = true;
        } else if RELEASE.is_match(&line.text) {
            draft.kind = Some(PageKind::Release);
        } else if let Some(date) = dates.first() {
            draft.published.get_or_insert((*date, DateBasis::DateLine));
            draft.byline = draft.byline.take().or(byline);
        } else if byline.is_some() && line.text.len() <= 120 {
            draft.byline = byline;
        } else if !is_control(&line.text) {
            break;
        }
        lines.remove(0);
    }
}

fn is_control(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "share" | "print" | "copy link" | "email" | "download" | "facebook" | "twitter" | "x" | "linkedin" | "whatsapp"
    )
}

/// Addresses written out in the text are its links.
fn addresses(lines: &[Line], draft: &mut Draft) {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"https?://[^\s<>\x22)\]]+").expect("the pattern is a constant"));
    for line in lines {
        for found in ADDRESS.find_iter(&line.text) {
            let href = found.as_str().trim_end_matches(['.', ',', ';', ':']);
            draft.links.push((href.to_owned(), href.to_owned(), LinkRole::Body));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_markup() {
        assert!(is_plain("Ammunition for guns < 155mm > 105mm\n\nA text."));
        assert!(!is_plain("<html><body>x"));
        assert!(!is_plain("One<br/>two"));
        assert!(!is_plain("a <a href=\"x\">b</a>"));
    }

    #[test]
    fn the_banner_ends_at_the_lock() {
        let lines = lines("A sample website\nWhat is this?\n\nA lock ( lock ) marks what needs no key.\n\nTitle\n\nText.");
        assert_eq!(lines.get(banner(&lines)).map(|line| line.text.as_str()), Some("Title"));
    }
}
