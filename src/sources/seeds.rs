//! Seeds: where a site tells what it has published. Facts for `drawdown fetch`; nothing here asks for anything.

use serde::Deserialize;

use super::address::Address;
use crate::records::PageKind;

/// The table `[fetch]` of a site's file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seeds {
    /// Addresses of RSS, Atom or JSON feeds.
    #[serde(default)]
    pub feeds: Vec<String>,
    /// Addresses of sitemaps, or of indexes of sitemaps.
    #[serde(default)]
    pub sitemaps: Vec<String>,
    /// Pages that list others.
    #[serde(default)]
    pub listings: Vec<Listing>,
    /// What archives are asked for: addresses without scheme, `*` at the end for all that start so.
    #[serde(default)]
    pub archived: Vec<String>,
    /// The kinds of page that are fetched, as `[kinds]` tells them by the address; all but listings if there are none.
    #[serde(default)]
    pub kinds: Vec<PageKind>,
}

/// A page that lists others, and how its further pages are addressed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The address, `{page}` in the place of the number of the page.
    pub url: String,
    /// The number of the first page.
    #[serde(default = "first")]
    pub first: u32,
    /// The number of the last page that is asked for, at most.
    #[serde(default = "last")]
    pub last: u32,
    /// A CSS selector of one entry, in which the day of publication is looked for beside the link.
    #[serde(default)]
    pub item: Option<String>,
}

/// Where the number of the page stands in the address of a listing.
pub const PAGE: &str = "{page}";

const fn first() -> u32 {
    1
}

const fn last() -> u32 {
    500
}

impl Listing {
    /// The addresses of its pages, in order.
    pub fn pages(&self) -> impl Iterator<Item = String> + '_ {
        let last = if self.url.contains(PAGE) { self.last } else { self.first };
        (self.first..=last).map(|page| self.url.replace(PAGE, &page.to_string()))
    }
}

impl Seeds {
    /// Whether there is anything to start from on the site itself.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !(self.feeds.is_empty() && self.sitemaps.is_empty() && self.listings.is_empty())
    }

    /// Whether a page of this kind is fetched.
    #[must_use]
    pub fn takes(&self, kind: PageKind) -> bool {
        kind != PageKind::Listing && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }

    /// What is wrong, first of all: the key, the value and what was expected. `hosts`: those of the site.
    pub fn check(&self, hosts: &[String]) -> Result<(), (&'static str, String, String)> {
        let hosts: Vec<_> = hosts.iter().map(|host| super::address::host(host)).collect();
        let wrong = |key, value: &str, expected: &str| Err((key, value.to_owned(), format!("found {value:?}, expected {expected}")));
        let listings = self.listings.iter().map(|listing| ("url", &listing.url));
        let feeds = self.feeds.iter().map(|url| ("feeds", url));
        for (key, url) in feeds.chain(self.sitemaps.iter().map(|url| ("sitemaps", url))).chain(listings) {
            if !(url.starts_with("https://") || url.starts_with("http://")) {
                return wrong(key, url, "an address that starts with https:// or http://");
            }
            if !hosts.contains(&Address::parse(url).host) {
                return wrong(key, url, "an address on one of the hosts of the site");
            }
        }
        for url in &self.archived {
            if url.contains("://") || !hosts.contains(&Address::parse(url.trim_end_matches('*')).host) {
                return wrong("archived", url, "an address without scheme on one of the hosts of the site, such as \"example.org/news/*\"");
            }
        }
        for listing in &self.listings {
            if listing.last < listing.first {
                return wrong("last", &listing.last.to_string(), "a page that is not before `first`");
            }
            if let Some(item) = &listing.item
                && scraper::Selector::parse(item).is_err()
            {
                return wrong("item", item, "a CSS selector");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_of_a_listing_are_numbered() {
        let listing = |url: &str| Listing { url: url.to_owned(), first: 1, last: 3, item: None };
        assert_eq!(
            listing("https://a.example/?page={page}").pages().collect::<Vec<_>>()[1..],
            ["https://a.example/?page=2", "https://a.example/?page=3"]
        );
        assert_eq!(listing("https://a.example/news").pages().count(), 1);
    }

    #[test]
    fn a_seed_on_another_host_is_wrong() {
        let hosts = ["a.example".to_owned()];
        let seeds =
            |feed: &str, archived: &str| Seeds { feeds: vec![feed.to_owned()], archived: vec![archived.to_owned()], ..Seeds::default() };
        assert_eq!(seeds("https://www.a.example/feed", "a.example/news/*").check(&hosts), Ok(()));
        assert_eq!(seeds("https://b.example/feed", "a.example/*").check(&hosts).unwrap_err().0, "feeds");
        assert_eq!(seeds("ftp://a.example/feed", "a.example/*").check(&hosts).unwrap_err().0, "feeds");
        assert_eq!(seeds("https://a.example/feed", "https://a.example/*").check(&hosts).unwrap_err().0, "archived");
    }
}
