//! AFPIMS, the content system of war.gov, defense.gov and some 700 sister sites.
//!
//! Articles stand in `div.adetail.content-type-<n>`; biographies in `div.adetail.bio`. A page of that system without an article is a
//! listing or a page of its own making, told apart by whether its modules hold prose.

use scraper::ElementRef;

use super::{Context, Family, Found, Layout, body, links};
use crate::html::{Page, day, flow, text_of};
use crate::records::{DateBasis, Draft, LinkRole, PageKind};
use crate::reject::Reject;

/// The family.
pub const FAMILY: Family = Family { name: "afpims", layouts: &[ARTICLE, BIOGRAPHY, MODULES] };

const ARTICLE: Layout = Layout {
    name: "afpims/article",
    marks: &[
        "adetail",
        "article-view",
        "maintitle",
        "body",
        "ntext",
        "date-line",
        "date",
        "byline",
        "author",
        "immediate-flag",
        "subtitle",
        "related",
        "tags",
        "content-type-text",
    ],
    recognise: |page| page.has("maintitle") && (page.has("adetail") || page.has("article-view")),
    parse: article,
};

const BIOGRAPHY: Layout = Layout {
    name: "afpims/biography",
    marks: &["bio", "adetail", "title", "subtitle", "body", "ntext"],
    recognise: |page| page.all("adetail").any(|detail| has_class(detail, "bio")),
    parse: biography,
};

const MODULES: Layout = Layout {
    name: "afpims/modules",
    marks: &["DNNModuleContent", "item", "h1", "Form", "Normal", "listView", "alist", "alist-inner", "skin-footer-background", "footer"],
    recognise: |page| page.has("DNNModuleContent"),
    parse: modules,
};

fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|found| found == class)
}

fn article(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let detail = page.first("adetail").or_else(|| page.first("article-view"));
    let label = || detail.and_then(|_| page.words("content-type-text"));
    let kind = detail.and_then(kind_of_number).or_else(|| kind_of_label(&label()?));
    let mut draft = Draft {
        title: Some(text_of(page.one("maintitle")?)),
        kind: kind.or_else(|| page.has("immediate-flag").then_some(PageKind::Release)),
        byline: ["byline", "author"].iter().find_map(|mark| page.words(mark)).map(|text| without_by(&text)),
        published: page
            .all("date")
            .chain(page.all("date-line"))
            .find_map(|date| day::first(&text_of(date)))
            .map(|date| (date, DateBasis::DateLine)),
        is_historical_collection: memchr::memmem::find(page.source.as_bytes(), b"historical collection").is_some()
            && super::complete::is_historical_notice_in(page.root()),
        ..Draft::default()
    };
    body(&mut draft, &containers(page), &[], context);
    draft.links.extend(links(page.all("related"), LinkRole::Related));
    draft.links.extend(links(page.all("tags"), LinkRole::Tag));
    Ok(Found::article(draft))
}

/// The body, or what stands in its place in older variants.
fn containers(page: &Page) -> Vec<ElementRef<'_>> {
    let inside = |mark| page.all(mark).filter(|element| element.value().name() != "body").take(1).collect::<Vec<_>>();
    ["body", "ntext", "adetail", "article-view"].into_iter().map(inside).find(|found: &Vec<_>| !found.is_empty()).unwrap_or_default()
}

/// The kind that the number of the content type tells; of the many numbers, those seen.
fn kind_of_number(detail: ElementRef<'_>) -> Option<PageKind> {
    match detail.value().classes().find_map(|class| class.strip_prefix("content-type-"))? {
        "400" => Some(PageKind::Contracts),
        "9" => Some(PageKind::Release),
        "1" | "800" => Some(PageKind::Story),
        _ => None,
    }
}

/// The kind that the label over the title tells.
fn kind_of_label(label: &str) -> Option<PageKind> {
    let label = label.to_ascii_lowercase();
    let labels = [
        ("contract", PageKind::Contracts),
        ("transcript", PageKind::Transcript),
        ("speech", PageKind::Speech),
        ("advisor", PageKind::Advisory),
        ("fact sheet", PageKind::FactSheet),
        ("biograph", PageKind::Biography),
        ("photo", PageKind::Photo),
        ("release", PageKind::Release),
        ("news", PageKind::Story),
        ("feature", PageKind::Story),
        ("commentar", PageKind::Story),
    ];
    labels.into_iter().find(|(word, _)| label.contains(word)).map(|(_, kind)| kind)
}

fn without_by(text: &str) -> String {
    let text = text.trim().trim_end_matches(['|', ',']).trim();
    let rest = text.get(..3).filter(|head| head.eq_ignore_ascii_case("by ")).and_then(|_| text.get(3..));
    rest.unwrap_or(text).trim().to_owned()
}

fn biography(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let mut draft =
        Draft { kind: Some(PageKind::Biography), title: page.words("title"), subtitle: page.words("subtitle"), ..Draft::default() };
    let skip: Vec<_> = page.all("title").chain(page.all("subtitle")).map(|element| element.id()).collect();
    body(&mut draft, &containers(page), &skip, context);
    Ok(Found::article(draft))
}

/// A page made of modules: prose in them is its body; without prose it only leads elsewhere.
fn modules(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let is_in_frame = |element: &ElementRef<'_>| {
        element.ancestors().filter_map(ElementRef::wrap).any(|ancestor| {
            flow::is_noise(ancestor.value()) && ancestor.value().name() != "form"
                || matches!(ancestor.value().id(), Some("footer" | "header"))
        })
    };
    let roots: Vec<_> = page.all("DNNModuleContent").filter(|element| !is_in_frame(element)).collect();
    let mut draft = Draft { title: page.words("h1"), ..Draft::default() };
    let skip: Vec<_> = page.all("h1").take(1).map(|element| element.id()).collect();
    body(&mut draft, &roots, &skip, context);
    if page.all("item").count() > 2 || !super::generic::has_prose(&draft) {
        return Ok(Found::Listing(links(roots.into_iter(), LinkRole::Related)));
    }
    Ok(Found::article(draft))
}
