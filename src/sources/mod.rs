//! Template families: one file each, newest layout first. A family sees a page and fills a draft; it knows nothing of entities.
//!
//! [`read`] promises that a capture ends as an article, as a listing ignored by name, or as a [`Reject`] that says why. What every
//! family leaves open (kind, date, dateline, address) is completed here, once, so that the order of preference is the same everywhere.

pub mod address;
pub mod afpims;
pub mod afpims_print;
pub mod complete;
pub mod generic;
pub mod plain_text;
pub mod seeds;
pub mod site;
pub mod whitehouse;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use scraper::ElementRef;

use crate::capture::Capture;
use crate::html::credit::CreditWords;
use crate::html::flow::{self, Flow};
use crate::html::noise::link_role;
use crate::html::{Marks, Page, blocks, photos, strip};
use crate::records::{self, Draft, Link, LinkRole, Parsed};
use crate::reject::{Reason, Reject};
pub use site::{Rows, Site, Sites};

/// A template family: the layouts that one content system has had.
#[derive(Debug)]
pub struct Family {
    /// Its name, as `family` in a site file.
    pub name: &'static str,
    /// Newest first.
    pub layouts: &'static [Layout],
}

/// One layout of a family.
#[derive(Debug)]
pub struct Layout {
    /// Family and version.
    pub name: &'static str,
    /// The classes, ids and tags it asks the page for.
    pub marks: &'static [&'static str],
    /// Whether a page has this layout.
    pub recognise: fn(&Page) -> bool,
    /// Reads such a page.
    pub parse: fn(&Page, &Context<'_>) -> Result<Found, Reject>,
}

/// What a layout needs to know beside the page.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day of the capture; photos were taken before it.
    pub captured: NaiveDate,
    /// Ranks and services for photo credits.
    pub credits: &'a CreditWords,
}

/// What a layout makes of a page.
#[derive(Debug)]
pub enum Found {
    /// An article.
    Article(Box<Draft>),
    /// A page that only leads to others: address as written, text, role.
    Listing(Vec<(String, String, LinkRole)>),
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

/// The family that reads what no other does.
pub const GENERIC: &str = "generic";
/// The name under which pages that only lead to others are ignored.
pub const LISTING: &str = "listing";
/// The name under which feeds are ignored.
pub const FEED: &str = "feed";

/// All families, in the order in which they are asked.
pub const ALL: &[Family] = &[plain_text::FAMILY, afpims::FAMILY, afpims_print::FAMILY, whitehouse::FAMILY, generic::FAMILY];

static MARKS: LazyLock<Marks> =
    LazyLock::new(|| Marks::new(ALL.iter().flat_map(|family| family.layouts).flat_map(|layout| layout.marks).copied()));

/// Reads one capture.
pub fn read(capture: &Capture, sites: &Sites) -> Result<Reading, Reject> {
    let text = capture.text()?;
    if let Some(links) = generic::feed(&text) {
        return Ok(ignored(capture, sites, FEED, links));
    }
    let page = parse(capture, text)?;
    let context = Context { captured: capture.captured_at.date_naive(), credits: sites.credits() };
    let layout = layout(&page, sites.of(&capture.url).map(|site| site.family.as_str()));
    match (layout.parse)(&page, &context)? {
        Found::Listing(links) => Ok(ignored(capture, sites, LISTING, links)),
        Found::Article(draft) => {
            let draft = complete::complete(*draft, &page, capture, sites);
            if draft.kind == Some(records::PageKind::Listing) {
                return Ok(ignored(capture, sites, LISTING, draft.links));
            }
            if draft.blocks.is_empty() && draft.photos.is_empty() {
                return Err(Reject::new(Reason::NoText, format!("layout {}: no paragraph and no photo", layout.name)));
            }
            Ok(Reading::Article(Box::new(records::finish(draft, capture, &sites.origin(&capture.url), layout.name))))
        }
    }
}

fn parse(capture: &Capture, text: String) -> Result<Page, Reject> {
    if capture.is_plain_text() || plain_text::is_plain(&text) {
        return Ok(Page::text(&capture.url, text, &MARKS));
    }
    let stripped = strip::strip(&text);
    match stripped.broken_off {
        Some(how) => Err(Reject::new(Reason::Truncated, how)),
        None => Ok(Page::parse(&capture.url, stripped.html, &MARKS)),
    }
}

/// The first layout that knows the page: those of the site's own family first, the generic one last.
fn layout(page: &Page, family: Option<&str>) -> &'static Layout {
    let own = ALL.iter().filter(|candidate| Some(candidate.name) == family && candidate.name != GENERIC);
    let layouts = own.chain(ALL).flat_map(|family| family.layouts);
    layouts.into_iter().find(|layout| (layout.recognise)(page)).unwrap_or(&generic::LAYOUT)
}

fn ignored(capture: &Capture, sites: &Sites, name: &'static str, links: Vec<(String, String, LinkRole)>) -> Reading {
    let article_id = sites.article_id(&capture.url);
    let links = records::links(links, &article_id, &capture.url);
    Reading::Ignored { article_id, name, links }
}

impl Found {
    /// An article.
    #[must_use]
    pub fn article(draft: Draft) -> Self {
        Self::Article(Box::new(draft))
    }
}

/// Reads containers into the body, the photos and the links of a draft.
pub fn body(draft: &mut Draft, roots: &[ElementRef<'_>], skip: &[ego_tree::NodeId], context: &Context<'_>) {
    fill(draft, flow::read(roots, skip), context);
}

/// Reads what a walk found into the body, the photos and the links of a draft.
pub fn fill(draft: &mut Draft, flow: Flow, context: &Context<'_>) {
    let (lines, photos) = photos::take(flow.pieces, context.credits, context.captured);
    let (lines, related) = complete::without_related(lines);
    draft.links.extend(flow.links.into_iter().map(|(href, text, role)| {
        let role = if role == LinkRole::Body && related.contains(&text) { LinkRole::Related } else { role };
        (href, text, role)
    }));
    draft.blocks.extend(blocks::from_lines(lines));
    draft.photos.extend(photos);
}

/// The links below elements, each once though the elements may stand in one another.
pub fn links<'a>(roots: impl Iterator<Item = ElementRef<'a>>, role: LinkRole) -> Vec<(String, String, LinkRole)> {
    let mut seen = BTreeSet::new();
    let anchors = roots.flat_map(|root| root.descendent_elements().filter(|element| element.value().name() == "a"));
    let link = |anchor: ElementRef<'_>| {
        let href = anchor.attr("href")?.trim().to_owned();
        let text = crate::html::text_of(anchor);
        let role = link_role(&href, &text, role)?;
        seen.insert(anchor.id()).then_some((href, text, role))
    };
    anchors.filter_map(link).collect()
}
