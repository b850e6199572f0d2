//! whitehouse.gov: the block theme of 2025, the `WordPress` theme of 2021-25 and the Drupal pages of 2017 (and before).

use std::sync::LazyLock;

use regex::Regex;
use scraper::ElementRef;

use super::complete::kind_of_title;
use super::{Context, Family, Found, Layout, body, links};
use crate::html::{Page, day, has_class, text_of};
use crate::records::{DateBasis, Draft, LinkRole, PageKind};
use crate::reject::Reject;

/// The family.
pub const FAMILY: Family = Family { name: "whitehouse", layouts: &[BLOCKS_2025, WORDPRESS_2021, DRUPAL_2017] };

const BLOCKS_2025: Layout = Layout {
    name: "whitehouse/2025",
    marks: &[
        "wp-block-whitehouse-topper",
        "wp-block-whitehouse-topper__headline",
        "entry-content",
        "wp-block-post-content",
        "wp-block-post-date",
        "wp-block-query",
        "wp-block-post",
        "time",
    ],
    recognise: |page| page.has("wp-block-whitehouse-topper"),
    parse: blocks_2025,
};

const WORDPRESS_2021: Layout = Layout {
    name: "whitehouse/2021",
    marks: &[
        "topper",
        "body-content",
        "page-title",
        "page-header__title",
        "posted-on",
        "posted-on__date",
        "news-item",
        "news-item__title",
        "time",
    ],
    recognise: |page| page.has("body-content") || page.has("topper") || page.has("news-item"),
    parse: wordpress_2021,
};

const DRUPAL_2017: Layout = Layout {
    name: "whitehouse/2017",
    marks: &[
        "pane-node-title",
        "forall-body",
        "press-article-date",
        "pane-forall-blog-post-author-pane",
        "field-name-field-forall-summary",
        "views-row",
        "node-full",
        "pane-node-field-forall-body",
        "field-name-field-forall-basic-page-body",
        "press-article-release",
    ],
    recognise: |page| page.has("pane-node-title") || page.has("forall-body"),
    parse: drupal_2017,
};

fn blocks_2025(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let content: Vec<_> = page.all("entry-content").chain(page.all("wp-block-post-content")).take(1).collect();
    if content.is_empty() || page.all("wp-block-post").count() > 2 {
        let headlines = page.all("wp-block-post").chain(page.all("wp-block-query"));
        return Ok(Found::Listing(without_repeats(links(headlines, LinkRole::Related))));
    }
    let mut draft = Draft { title: Some(page.title(&["wp-block-whitehouse-topper__headline"])?), ..Draft::default() };
    draft.published = day_of(page.all("wp-block-post-date").chain(page.all("time")));
    body(&mut draft, &content, &[], context);
    Ok(Found::article(with_kind(draft)))
}

fn wordpress_2021(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    if !page.has("body-content") || page.all("news-item").count() > 2 {
        return Ok(Found::Listing(without_repeats(links(page.all("news-item").chain(page.all("news-item__title")), LinkRole::Related))));
    }
    let mut draft = Draft { title: Some(page.title(&["page-header__title", "page-title"])?), ..Draft::default() };
    draft.published = day_of(page.all("posted-on__date").chain(page.all("posted-on")).chain(page.all("time")));
    let roots: Vec<_> = page.all("body-content").collect();
    body(&mut draft, &outermost(&roots), &[], context);
    Ok(Found::article(with_kind(draft)))
}

fn drupal_2017(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let content: Vec<_> =
        page.all("pane-node-field-forall-body").chain(page.all("forall-body").filter(|element| has_class(*element, "field"))).collect();
    let content = outermost(&content);
    if page.all("views-row").count() > 2 || content.is_empty() {
        return Ok(Found::Listing(links(page.all("views-row"), LinkRole::Related)));
    }
    let mut draft = Draft { title: Some(page.title(&["pane-node-title"])?), subtitle: summary(page), ..Draft::default() };
    let date = |element| day::first(&text_of(element)).map(|date| (date, DateBasis::DateLine));
    draft.published = page.all("press-article-date").find_map(date);
    if let Some(line) = page.words("pane-forall-blog-post-author-pane") {
        draft.published = draft.published.or_else(|| day::first(&line).map(|date| (date, DateBasis::DateLine)));
        draft.byline = author(&line);
        draft.kind = Some(PageKind::Story);
    }
    body(&mut draft, &content, &[], context);
    if page.has("field-name-field-forall-basic-page-body") && !super::generic::has_prose(&draft) {
        return Ok(Found::Listing(draft.links));
    }
    Ok(Found::article(with_kind(draft)))
}

/// What the press office puts out is a statement, unless its title says what else it is.
fn with_kind(mut draft: Draft) -> Draft {
    draft.kind = draft.kind.or_else(|| draft.title.as_deref().and_then(kind_of_title)).or(Some(PageKind::Release));
    draft
}

/// The elements that stand in no other of them.
fn outermost<'a>(elements: &[ElementRef<'a>]) -> Vec<ElementRef<'a>> {
    let is_inner = |element: &ElementRef<'a>| element.ancestors().any(|ancestor| elements.iter().any(|other| other.id() == ancestor.id()));
    let mut outer: Vec<_> = elements.iter().copied().filter(|element| !is_inner(element)).collect();
    outer.dedup_by_key(|element| element.id());
    outer
}

fn summary(page: &Page) -> Option<String> {
    let text = page.words("field-name-field-forall-summary")?;
    let text = text.strip_prefix("Summary:").unwrap_or(&text).trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// "August 18, 2017 at 2:00 PM ET by Ida Quill".
fn author(line: &str) -> Option<String> {
    static BY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\bby\s+(.+)$").expect("the pattern is a constant"));
    BY.captures(line).and_then(|captures| captures.get(1)).map(|name| name.as_str().trim().to_owned())
}

/// The first day that these elements tell, by attribute or text.
fn day_of<'a>(elements: impl Iterator<Item = ElementRef<'a>>) -> Option<(chrono::NaiveDate, DateBasis)> {
    let read = |element: ElementRef<'a>| {
        let time = std::iter::once(element).chain(element.descendent_elements()).find_map(|inner| inner.attr("datetime"));
        day::first(&text_of(element)).or_else(|| day::first(time?))
    };
    elements.into_iter().find_map(read).map(|date| (date, DateBasis::DateLine))
}

fn without_repeats(mut links: Vec<(String, String, LinkRole)>) -> Vec<(String, String, LinkRole)> {
    let mut seen = std::collections::BTreeSet::new();
    links.retain(|(href, text, _)| seen.insert((href.clone(), text.clone())));
    links
}
