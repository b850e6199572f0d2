//! AFPIMS, the content system of war.gov, defense.gov and some 700 sister sites.
//!
//! Articles stand in `div.adetail.content-type-<n>`; biographies in `div.adetail.bio`. A page of that system without an article is a
//! listing or a page of its own making, told apart by whether its modules hold prose.

use scraper::ElementRef;

use super::{Context, Family, Found, Layout, body, links};
use crate::html::noise::is_noise;
use crate::html::{Page, day, has_class, is_inside, text_of};
use crate::records::{DateBasis, Draft, LinkRole, PageKind, Photo};
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
        "related",
        "tags",
        "content-type-text",
        "figure",
    ],
    recognise: |page| page.has("maintitle") && detail(page).is_some(),
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
    marks: &["DNNModuleContent", "item", "h1"],
    recognise: |page| page.has("DNNModuleContent"),
    parse: modules,
};

/// The element that holds the article.
fn detail(page: &Page) -> Option<ElementRef<'_>> {
    page.first("adetail").or_else(|| page.first("article-view"))
}

fn article(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let detail = page.some(if page.has("adetail") { "adetail" } else { "article-view" })?.into_iter().next().unwrap_or(page.root());
    let words = |mark| page.within(detail, mark).map(text_of).find(|text| !text.is_empty());
    let label = || kind_of_label(&words("content-type-text")?);
    let flag = || page.has("immediate-flag").then_some(PageKind::Release);
    let mut dates = page.within(detail, "date").chain(page.within(detail, "date-line"));
    let mut draft = Draft {
        title: Some(page.title(&["maintitle"])?),
        kind: kind_of_number(detail).or_else(label).or_else(flag),
        byline: words("byline").or_else(|| words("author")).map(|text| without_by(&text)),
        published: dates.find_map(|date| day::first(&text_of(date))).map(|date| (date, DateBasis::DateLine)),
        is_historical_collection: memchr::memmem::find(page.source.as_bytes(), b"istorical collection").is_some()
            && super::complete::is_historical_notice_in(page.root()),
        ..Draft::default()
    };
    let containers = containers(page, detail);
    body(&mut draft, &containers, &[], context);
    let is_apart = |figure: &ElementRef<'_>| !containers.iter().any(|container| is_inside(*figure, *container));
    let figures: Vec<_> = page.within(detail, "figure").filter(is_apart).collect();
    let mut apart = Draft::default();
    body(&mut apart, &figures, &[], context);
    let has_credit = |photo: &Photo| photo.virin.is_some() || photo.photographer.is_some() || photo.credit_organization.is_some();
    draft.photos.splice(0..0, apart.photos.into_iter().filter(has_credit));
    draft.links.extend(links(page.all("related"), LinkRole::Related));
    draft.links.extend(links(page.all("tags"), LinkRole::Tag));
    Ok(Found::article(draft))
}

/// The body, or what stands in its place in older variants.
fn containers<'a>(page: &'a Page, detail: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    ["body", "ntext"].into_iter().find_map(|mark| page.within(detail, mark).next()).map_or_else(|| vec![detail], |found| vec![found])
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
    let all = page.some("adetail")?;
    let detail = all.iter().copied().find(|detail| has_class(*detail, "bio")).unwrap_or(page.root());
    let heads: Vec<_> =
        page.within(detail, "title").chain(page.within(detail, "subtitle")).filter(|head| head.value().name().starts_with('h')).collect();
    let words = |class| heads.iter().copied().find(|head| has_class(*head, class)).map(text_of);
    let mut draft = Draft { kind: Some(PageKind::Biography), title: words("title"), subtitle: words("subtitle"), ..Draft::default() };
    let skip: Vec<_> = heads.iter().map(|element| element.id()).collect();
    body(&mut draft, &containers(page, detail), &skip, context);
    Ok(Found::article(draft))
}

/// A page made of modules: prose in them is its body; without prose it only leads elsewhere.
fn modules(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let is_in_frame = |element: &ElementRef<'_>| {
        element.ancestors().filter_map(ElementRef::wrap).any(|ancestor| {
            is_noise(ancestor.value()) && ancestor.value().name() != "form" || matches!(ancestor.value().id(), Some("footer" | "header"))
        })
    };
    let roots: Vec<_> = page.some("DNNModuleContent")?.into_iter().filter(|element| !is_in_frame(element)).collect();
    let mut draft = Draft { title: page.words("h1"), ..Draft::default() };
    let skip: Vec<_> = page.all("h1").take(1).map(|element| element.id()).collect();
    body(&mut draft, &roots, &skip, context);
    if page.all("item").count() > 2 || !super::generic::has_prose(&draft) {
        return Ok(Found::Listing(links(roots.into_iter(), LinkRole::Related)));
    }
    Ok(Found::article(draft))
}
