//! The print view of AFPIMS, 2007-2016: `Print.aspx` pages of af.mil and its sister sites.
//!
//! The body stands in `div.da_black`, mostly bare text split by `<br>`; the photos stand apart in `div.da_media_item`, where a control
//! ("DOWNLOAD HI-RES / PHOTO DETAILS") precedes the caption; the day follows "Published" in `p.da_story_info`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Context, Family, Found, Layout, body, links};
use crate::html::{Page, day};
use crate::records::{DateBasis, Draft, LinkRole, PageKind};
use crate::reject::Reject;

/// The family.
pub const FAMILY: Family = Family { name: "afpims_print", layouts: &[BIOGRAPHY, ARTICLE] };

const BIOGRAPHY: Layout = Layout {
    name: "afpims_print/biography",
    marks: &["da_print_bio", "biotitleprint", "da_bio_small_image", "da_black", "da_story_info"],
    recognise: |page| page.has("da_print_bio"),
    parse: |page, context| {
        let mut draft = Draft { title: Some(page.title(&["biotitleprint"])?), kind: Some(PageKind::Biography), ..Draft::default() };
        draft.subtitle = page.words("da_story_info");
        fill(&mut draft, page, context)?;
        Ok(Found::article(draft))
    },
};

const ARTICLE: Layout = Layout {
    name: "afpims_print/article",
    marks: &[
        "da_print_body",
        "da_print",
        "title",
        "da_story_info",
        "da_black",
        "da_media_item",
        "da_related_item",
        "da_body_center",
        "story_end",
    ],
    recognise: |page| page.has("da_print_body") || page.has("da_black") && page.has("da_story_info"),
    parse: article,
};

fn article(page: &Page, context: &Context<'_>) -> Result<Found, Reject> {
    let mut draft = Draft { title: Some(page.title(&["title"])?), ..Draft::default() };
    let info = page.words("da_story_info").unwrap_or_default();
    let (who, published) = split_info(&info);
    draft.published = published.and_then(day::first).map(|date| (date, DateBasis::DateLine));
    if page.has("story_end") {
        // Speeches tell in place of the author who speaks where.
        draft.kind = Some(PageKind::Speech);
        draft.published = draft.published.or_else(|| who.as_deref().and_then(day::first).map(|date| (date, DateBasis::Text)));
        draft.subtitle = who;
    } else {
        draft.kind = Some(if page.has("da_print") { PageKind::FactSheet } else { PageKind::Story });
        draft.byline = who;
    }
    fill(&mut draft, page, context)?;
    Ok(Found::article(draft))
}

fn fill(draft: &mut Draft, page: &Page, context: &Context<'_>) -> Result<(), Reject> {
    body(draft, &page.some("da_black")?, &[], context);
    let media: Vec<_> = page.all("da_media_item").collect();
    let mut aside = Draft::default();
    body(&mut aside, &media, &[], context);
    draft.photos.append(&mut aside.photos);
    let downloads = aside.links.into_iter().filter(|(_, _, role)| *role == LinkRole::Download);
    draft.links.extend(downloads);
    draft.links.extend(links(page.all("da_related_item"), LinkRole::Related));
    draft.links.extend(links(page.all("da_body_center"), LinkRole::Tag));
    Ok(())
}

/// "By Ida Quill, 1st Wing Public Affairs / Published May 27, 2015": who, and what follows "Published".
fn split_info(info: &str) -> (Option<String>, Option<&str>) {
    static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)[\s/|,]*\bpublished\b:?\s*").expect("the pattern is a constant"));
    let (who, published) = match PUBLISHED.find(info) {
        Some(found) => (info.get(..found.start()).unwrap_or_default(), info.get(found.end()..)),
        None => (info, None),
    };
    let who = who.trim().trim_end_matches([',', '/']).trim();
    let who = who.strip_prefix("By ").unwrap_or(who).replace(" ,", ",");
    (Some(who).filter(|who| !who.is_empty()), published)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_under_the_title_tells_who_and_when() {
        let (who, published) = split_info("By Staff Sgt. Ida Quill , 1st Wing Public Affairs / Published May 27, 2015");
        assert_eq!(who.as_deref(), Some("Staff Sgt. Ida Quill, 1st Wing Public Affairs"));
        assert_eq!(published, Some("May 27, 2015"));
        assert_eq!(split_info("Published July 30, 2010"), (None, Some("July 30, 2010")));
        assert_eq!(split_info("By News Service, / Published July 30, 2010").0.as_deref(), Some("News Service"));
        assert_eq!(split_info(""), (None, None));
    }
}
