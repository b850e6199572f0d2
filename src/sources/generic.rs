//! Any page: metadata first, the main text by density of text (Readability).
//!
//! Readability picks the container; the walk that all families share makes the paragraphs, so that lists, tables, photo blocks and
//! struck words are read as everywhere.

use std::sync::LazyLock;

use dom_smoothie::{Config, Readability};
use regex::Regex;
use scraper::{ElementRef, Html};

use super::{Context, Family, Found, GENERIC, Layout, body, fill, links};
use crate::html::{Page, day, flow};
use crate::records::{BlockKind, DateBasis, Draft, LinkRole, PageKind};
use crate::reject::{Reason, Reject};

/// The family.
pub const FAMILY: Family = Family { name: GENERIC, layouts: &[LAYOUT] };

/// Reads any page.
pub const LAYOUT: Layout =
    Layout { name: "generic/readability", marks: &["h1", "time", "article", "main", "byline", "author"], recognise: |_| true, parse };

fn parse(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let head = &page.head;
    let mut draft = Draft {
        title: head.datum("headline").or_else(|| head.first(&["og:title"])).map_or_else(|| page.words("h1"), |_| head.own_title()),
        kind: kind_of_data(page),
        byline: byline(page),
        ..Draft::default()
    };
    draft.published = published(page);
    let readable = readable(page);
    if let Some(html) = readable {
        let tree = Html::parse_fragment(&html);
        body(&mut draft, &[tree.root_element()], &[], context);
    }
    if !has_prose(&draft) {
        fallback(page, context, &mut draft);
    }
    if !has_prose(&draft) && draft.blocks.len() < 3 {
        let all = links(std::iter::once(page.root()), LinkRole::Related);
        if all.len() > 15 {
            return Ok(Found::Listing(all));
        }
    }
    if draft.blocks.is_empty() && draft.photos.is_empty() {
        return Err(Reject::new(Reason::NoText, "the page holds no text"));
    }
    Ok(Found::article(draft))
}

/// The whole of `<main>`, `<article>` or the page, where Readability finds nothing.
fn fallback(page: &Page, context: &Context<'_>, draft: &mut Draft) {
    let roots: Vec<_> = page.all("article").take(1).chain(page.all("main").take(1)).chain([page.root()]).collect();
    for root in roots {
        let mut whole = Draft::default();
        let skip: Vec<_> = page.all("h1").take(1).map(|element| element.id()).collect();
        let mut flow = flow::read(&[root], &skip);
        // With no markup to tell the frame from the text, a line that is all link is the frame.
        flow.pieces.retain(|piece| piece.line().is_none_or(|line| !line.is_link));
        fill(&mut whole, flow, context);
        let length = |draft: &Draft| draft.blocks.iter().map(|block| block.text.len()).sum::<usize>();
        if length(&whole) > length(draft) {
            draft.blocks = whole.blocks;
            draft.photos = whole.photos;
            draft.links = whole.links;
        }
        if has_prose(draft) {
            return;
        }
    }
}

/// The markup of the main text.
fn readable(page: &Page) -> Option<String> {
    const DEEPEST: usize = 256;
    if is_deeper(page.root(), DEEPEST) {
        return None;
    }
    let config = Config { keep_classes: true, disable_json_ld: true, char_threshold: 120, ..Config::default() };
    let mut readability = Readability::new(page.source.as_str(), None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    Some(article.content.to_string())
}

/// Readability recurses, so a page that nests without end is not given to it.
fn is_deeper(root: ElementRef<'_>, limit: usize) -> bool {
    let mut depth = 0;
    root.traverse().any(|edge| {
        match edge {
            ego_tree::iter::Edge::Open(_) => depth += 1,
            ego_tree::iter::Edge::Close(_) => depth -= 1,
        }
        depth > limit
    })
}

/// Whether there is running text: sentences, not a list of headlines.
#[must_use]
pub fn has_prose(draft: &Draft) -> bool {
    let is_prose = |text: &str| text.len() > 80 && text.contains(['.', '?', '!', '。']);
    let prose: usize =
        draft.blocks.iter().filter(|block| block.kind == BlockKind::Body && is_prose(&block.text)).map(|block| block.text.len()).sum();
    prose > 200
}

fn byline(page: &Page) -> Option<String> {
    let head = &page.head;
    let name =
        head.datum("author").or_else(|| head.first(&["author", "article:author", "dc.creator"])).filter(|name| !name.contains("://"))?;
    Some(name.strip_prefix("By ").unwrap_or(name).to_owned())
}

fn published(page: &Page) -> Option<(chrono::NaiveDate, DateBasis)> {
    let metadata = page.head.published().and_then(day::first).map(|date| (date, DateBasis::Metadata));
    let time =
        |element: ElementRef<'_>| element.attr("datetime").and_then(day::first).or_else(|| day::first(&crate::html::text_of(element)));
    metadata.or_else(|| page.all("time").find_map(time).map(|date| (date, DateBasis::DateLine)))
}

fn kind_of_data(page: &Page) -> Option<PageKind> {
    let kind = page.head.nodes.first()?.get("@type")?.as_str()?;
    kind.ends_with("NewsArticle").then_some(PageKind::Story)
}

/// The links of a feed, if the text is one: RSS, Atom or a sitemap.
#[must_use]
pub fn feed(text: &str) -> Option<Vec<(String, String, LinkRole)>> {
    static ROOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\u{FEFF}?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^>]*-->\s*|<\?[^>]*\?>\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
            .expect("the pattern is a constant")
    });
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)<(item|entry|url|sitemap)\b[^>]*>(.*?)</(?:item|entry|url|sitemap)>").expect("the pattern is a constant")
    });
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)<title\b[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</title>").expect("the pattern is a constant")
    });
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?s)<(?:link|loc)\b[^>]*>\s*(?:<!\[CDATA\[)?\s*(\S+?)\s*(?:\]\]>)?\s*</(?:link|loc)>|<link\b[^>]*\bhref="([^"]+)""#)
            .expect("the pattern is a constant")
    });
    if !ROOT.is_match(text.get(..text.floor_char_boundary(512)).unwrap_or(text)) {
        return None;
    }
    let link = |item: regex::Captures<'_>| {
        let inner = item.get(2)?.as_str();
        let found = LINK.captures(inner)?;
        let href = found.get(1).or_else(|| found.get(2))?.as_str();
        let title = TITLE.captures(inner).and_then(|captures| captures.get(1)).map_or("", |title| title.as_str());
        Some((unescaped(href), unescaped(&crate::html::fold(title)), LinkRole::Related))
    };
    Some(ITEM.captures_iter(text).filter_map(link).collect())
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_gives_its_links() {
        let rss = "<?xml version=\"1.0\"?>\n<rss><channel><title>News</title><link>https://a.example/</link><item><title><![CDATA[One & two]]></title><link>https://a.example/1?x=1&amp;y=2</link></item></channel></rss>";
        assert_eq!(feed(rss), Some(vec![("https://a.example/1?x=1&y=2".to_owned(), "One & two".to_owned(), LinkRole::Related)]));
        assert_eq!(feed("<html><body>"), None);
    }
}
