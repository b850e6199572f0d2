//! What the attributes of an element tell of the text in it: that it is no text of the page, that it is centred, where a link leads.
//!
//! The words are those that content systems put into class names; none belongs to one site.

use scraper::node::Element;

use crate::records::LinkRole;

/// Whether an element centres its text.
#[must_use]
pub fn is_centred(element: &Element) -> bool {
    element.name() == "center"
        || element.attrs().any(|(name, value)| match name {
            "align" => value.eq_ignore_ascii_case("center"),
            "style" => has_style(value, "text-align", "center"),
            "class" => value
                .split_ascii_whitespace()
                .any(|class| matches!(class, "rtecenter" | "has-text-align-center" | "text-center" | "aligncenter")),
            _ => false,
        })
}

/// Whether an element is not part of the text, whatever is in it.
#[must_use]
pub fn is_noise(element: &Element) -> bool {
    match element.name() {
        "script" | "style" | "noscript" | "template" | "svg" | "nav" | "aside" | "footer" | "header" | "button" | "input" | "select"
        | "textarea" | "option" | "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "form" | "s" | "del" | "strike"
        | "head" | "dialog" => true,
        _ => element.attrs().any(|(name, value)| match name {
            "hidden" => true,
            "style" => has_style(value, "display", "none") || has_style(value, "text-decoration", "line-through"),
            "class" => value.split_ascii_whitespace().any(is_noise_class),
            "id" => FRAME.contains(&value),
            "role" => matches!(value, "navigation" | "banner" | "contentinfo" | "search" | "complementary"),
            _ => false,
        }),
    }
}

fn is_noise_class(class: &str) -> bool {
    let has = |wanted: &[&str]| class.split(['-', '_']).any(|word| wanted.contains(&word));
    HIDDEN.contains(&class) || FRAME.contains(&class) || has(&ASIDE) || has(&["banner"]) && has(&BANNERS)
}

/// Classes of text that is on the page for programs that read it aloud, or for readers who go on to another page.
const HIDDEN: [&str; 7] =
    ["screen-reader-text", "element-invisible", "sr-only", "visually-hidden", "cat-links", "post-navigation", "skip-link"];

/// Classes and ids of the frame that all pages of a site share.
const FRAME: [&str; 10] = ["footer", "site-footer", "page-footer", "menu", "nav", "navbar", "main-nav", "main-menu", "sidebar", "masthead"];

/// Words in the classes of what stands beside a text.
const ASIDE: [&str; 19] = [
    "social",
    "share",
    "sharing",
    "sharedaddy",
    "related",
    "breadcrumb",
    "breadcrumbs",
    "newsletter",
    "subscribe",
    "addthis",
    "a2a",
    "pagination",
    "pager",
    "tags",
    "taglist",
    "tagcloud",
    "cookie",
    "advertisement",
    "prevnext",
];

/// Words that make a banner that of the website, not of the story.
const BANNERS: [&str; 6] = ["header", "usa", "gov", "official", "site", "alert"];

fn has_style(style: &str, property: &str, value: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, set)| {
        name.trim().eq_ignore_ascii_case(property) && set.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(value))
    })
}

/// The role of a link, or none if it leads nowhere.
#[must_use]
pub fn link_role(href: &str, text: &str, role: LinkRole) -> Option<LinkRole> {
    let lower = href.to_ascii_lowercase();
    if lower.is_empty()
        || lower.starts_with(['#'])
        || lower.starts_with("/#")
        || ["javascript:", "mailto:", "tel:", "data:"].iter().any(|scheme| lower.starts_with(scheme))
    {
        return None;
    }
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    let is_file = path.rsplit_once('.').is_some_and(|(_, extension)| {
        matches!(
            extension,
            "pdf"
                | "doc"
                | "docx"
                | "xls"
                | "xlsx"
                | "csv"
                | "ppt"
                | "pptx"
                | "zip"
                | "jpg"
                | "jpeg"
                | "png"
                | "gif"
                | "tif"
                | "mp3"
                | "mp4"
        )
    });
    Some(if is_file || text.to_ascii_lowercase().starts_with("download") {
        LinkRole::Download
    } else if path.contains("/tag/") || path.contains("/tags/") {
        LinkRole::Tag
    } else {
        role
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_noise_tag(html: &str) -> bool {
        let tree = scraper::Html::parse_fragment(html);
        let inner = tree.root_element().child_elements().next().unwrap();
        is_noise(inner.value())
    }

    #[test]
    fn what_is_hidden_or_beside_the_text_is_noise() {
        for html in [
            "<div hidden>",
            "<p style='color:red; DISPLAY: none'>",
            "<div class='social-block'>",
            "<ul class='x related_items'>",
            "<div role=navigation>",
            "<s>",
        ] {
            assert!(is_noise_tag(html), "{html}");
        }
        for html in [
            "<div class='article-body'>",
            "<p style='display:block'>",
            "<div class='unrelated'>",
            "<p class=tag>",
            "<div class='hero-banner'>",
        ] {
            assert!(!is_noise_tag(html), "{html}");
        }
    }

    #[test]
    fn a_link_has_a_role_or_leads_nowhere() {
        for href in ["", "#top", "/#facebook", "javascript:void(0)", "mailto:a@b.example"] {
            assert_eq!(link_role(href, "x", LinkRole::Body), None, "{href}");
        }
        assert_eq!(link_role("/a/report.PDF?x=1", "Report", LinkRole::Body), Some(LinkRole::Download));
        assert_eq!(link_role("/News/Tag/12/x/", "x", LinkRole::Body), Some(LinkRole::Tag));
        assert_eq!(link_role("/News/1/", "x", LinkRole::Related), Some(LinkRole::Related));
    }
}
