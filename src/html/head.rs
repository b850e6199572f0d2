//! What a page says of itself in its head: title, meta tags, canonical address, JSON-LD.

use std::collections::BTreeMap;

use scraper::node::Element;
use serde_json::Value;

/// Metadata of a page.
#[derive(Debug, Default)]
pub struct Head {
    /// The text of `<title>`, white space folded.
    pub title: Option<String>,
    /// `<link rel="canonical">`.
    pub canonical: Option<String>,
    /// Content of meta tags by lower-case name or property; the first of each wins.
    pub meta: BTreeMap<String, String>,
    /// The nodes of the JSON-LD that are articles or pages, articles first.
    pub nodes: Vec<Value>,
}

impl Head {
    /// The first of the meta tags that is there and not empty.
    #[must_use]
    pub fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.meta.get(*name)).map(String::as_str)
    }

    /// The first text field of that name among the JSON-LD nodes.
    #[must_use]
    pub fn datum(&self, field: &str) -> Option<&str> {
        self.nodes.iter().find_map(|node| text_of(node.get(field)?))
    }

    /// The address the page calls its own.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.canonical.as_deref().or_else(|| self.first(&["og:url"])).or_else(|| self.datum("url"))
    }

    /// When the page says it was published, as written.
    #[must_use]
    pub fn published(&self) -> Option<&str> {
        const NAMES: [&str; 13] = [
            "article:published_time",
            "article:published",
            "og:published_time",
            "datepublished",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dcterms.date",
            "dc.date",
            "publish-date",
            "publication_date",
            "pubdate",
            "date",
        ];
        self.first(&NAMES).or_else(|| self.datum("datePublished")).or_else(|| self.datum("dateCreated"))
    }

    /// The title without the names of site and section that are put behind it.
    #[must_use]
    pub fn own_title(&self) -> Option<String> {
        let own = self.datum("headline").or_else(|| self.first(&["og:title", "twitter:title"])).or(self.title.as_deref())?;
        Some(without_site(own, self.first(&["og:site_name", "application-name"]))).filter(|title| !title.is_empty())
    }

    pub(super) fn take_meta(&mut self, element: &Element) {
        let (Some(name), Some(content)) =
            (element.attr("property").or_else(|| element.attr("name")).or_else(|| element.attr("itemprop")), element.attr("content"))
        else {
            return;
        };
        let content = super::fold(content);
        if !content.is_empty() {
            self.meta.entry(name.trim().to_ascii_lowercase()).or_insert(content);
        }
    }

    pub(super) fn take_link(&mut self, element: &Element) {
        let is_canonical = element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if let Some(href) = element.attr("href").map(str::trim)
            && is_canonical
            && !href.is_empty()
        {
            self.canonical.get_or_insert_with(|| href.to_owned());
        }
    }

    pub(super) fn take_data(&mut self, json: &str) {
        let Ok(value) = serde_json::from_str::<Value>(json.trim()) else { return };
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(values) => waiting.extend(values),
                Value::Object(mut fields) => {
                    if let Some(graph) = fields.remove("@graph") {
                        waiting.push(graph);
                    }
                    let node = Value::Object(fields);
                    match rank(&node) {
                        Some(0) => self.nodes.insert(0, node),
                        Some(_) => self.nodes.push(node),
                        None => {}
                    }
                }
                _ => {}
            }
        }
    }
}

/// 0 for an article, 1 for a page, nothing for organizations, crumbs and the rest.
fn rank(node: &Value) -> Option<u8> {
    let kind = text_of(node.get("@type")?)?;
    if kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" {
        Some(0)
    } else {
        matches!(kind, "WebPage" | "ItemPage" | "CreativeWork").then_some(1)
    }
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(text_of),
        Value::Object(fields) => text_of(fields.get("name").or_else(|| fields.get("@id"))?),
        _ => None,
    }
}

/// A title without the site's name.
fn without_site(title: &str, site: Option<&str>) -> String {
    const MARKS: [&str; 6] = [" > ", " | ", " – ", " — ", " - ", " :: "];
    let mut title = title.trim();
    if let Some((first, _)) = title.split_once(" > ").or_else(|| title.split_once(" | "))
        && !first.trim().is_empty()
    {
        title = first.trim();
    }
    for mark in MARKS {
        if let Some((rest, last)) = title.rsplit_once(mark)
            && site.is_some_and(|site| site.eq_ignore_ascii_case(last.trim()))
        {
            title = rest.trim();
        }
    }
    title.trim_start_matches(['>', '|']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_the_name_of_the_site() {
        assert_eq!(without_site("A Story > U.S. Department > News", None), "A Story");
        assert_eq!(without_site("A Memorandum | The House", Some("The House")), "A Memorandum");
        assert_eq!(without_site("Kyiv - A City - The Paper", Some("The Paper")), "Kyiv - A City");
    }

    #[test]
    fn articles_come_before_pages_and_organizations_not_at_all() {
        let mut head = Head::default();
        head.take_data(r#"{"@graph":[{"@type":"WebPage","name":"P"},{"@type":"Organization","name":"O"},{"@type":["NewsArticle"],"headline":"H","author":[{"name":"Ida Quill"}]}]}"#);
        assert_eq!((head.nodes.len(), head.datum("headline"), head.datum("author")), (2, Some("H"), Some("Ida Quill")));
        head.take_data("no JSON");
    }
}
