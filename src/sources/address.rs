//! Addresses: hosts, identity, resolution. The id of an article is a function of its address and of nothing else.

use std::sync::LazyLock;

use regex::Regex;

use crate::capture::sha256_hex;

/// An address taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Lower case, without `www.` and port; empty if the address has none.
    pub host: String,
    /// The path, from its slash on.
    pub path: String,
    /// The query without its question mark.
    pub query: String,
}

/// Query parameters that tell where a reader came from, not what is read.
const TRACKING: [&str; 9] = ["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "source", "cmpid", "s_cid"];

impl Address {
    /// Takes an address apart; an address inside an archive's is the one meant.
    #[must_use]
    pub fn parse(url: &str) -> Self {
        let url = unarchived(url.trim());
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let rest = rest.split('#').next().unwrap_or_default();
        let (authority, after) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (path, query) = after.split_once('?').unwrap_or((after, ""));
        Self { host: host(authority), path: path.to_owned(), query: query.to_owned() }
    }

    /// Path and query without what does not tell pages apart: tracking, trailing and doubled slashes.
    #[must_use]
    pub fn normal(&self) -> String {
        let path: Vec<_> = self.path.split('/').filter(|part| !part.is_empty()).collect();
        let is_tracking = |pair: &&str| TRACKING.iter().any(|name| pair.to_ascii_lowercase().starts_with(name));
        let mut query: Vec<_> = self.query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
        query.sort_unstable();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/{}{mark}{}", path.join("/"), query.join("&"))
    }

    /// The first 16 hex digits of the SHA-256 of the normal form.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hex = sha256_hex(self.normal().as_bytes());
        hex.truncate(16);
        hex
    }
}

/// A host as it is compared: lower case, no user, no port, no `www.`.
#[must_use]
pub fn host(authority: &str) -> String {
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let name = authority.split(':').next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    name.strip_prefix("www.").map_or_else(|| name.clone(), str::to_owned)
}

/// The address that an archive's address holds.
#[must_use]
pub fn unarchived(url: &str) -> &str {
    static ARCHIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:https?://web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(https?://.+)$").expect("the pattern is a constant")
    });
    if !url.contains("/web/") {
        return url;
    }
    ARCHIVE.captures(url).and_then(|captures| captures.get(1)).map_or(url, |inner| inner.as_str())
}

/// An address as written on a page, made absolute.
#[must_use]
pub fn absolute(base: &str, href: &str) -> String {
    let href = unarchived(href.trim());
    let base = unarchived(base.trim());
    if href.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|symbol| symbol.is_ascii_alphanumeric() || "+.-".contains(symbol))
    }) {
        return href.to_owned();
    }
    let Some((scheme, rest)) = base.split_once("://") else { return href.to_owned() };
    if let Some(rest) = href.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if href.starts_with('/') {
        return format!("{scheme}://{authority}{href}");
    }
    if href.starts_with('?') {
        return format!("{scheme}://{authority}{path}{href}");
    }
    let mut parts: Vec<_> = path.split('/').collect();
    parts.pop();
    let (way, tail) = href.split_at(href.find(['?', '#']).unwrap_or(href.len()));
    for part in way.split('/') {
        match part {
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            "." | ".." => {}
            part => parts.push(part),
        }
    }
    if parts.first().is_none_or(|first| !first.is_empty()) {
        parts.insert(0, "");
    }
    format!("{scheme}://{authority}{}{tail}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_have_one_normal_form() {
        let normal = Address::parse("https://www.Example.org/News/Story/?b=2&a=1#top");
        assert_eq!(normal.host, "example.org");
        for url in [
            "http://example.org:80/News/Story?a=1&b=2&utm_source=x",
            "example.org/News//Story/?fbclid=1&b=2&a=1",
            "https://web.archive.org/web/20251014202242/https://example.org/News/Story?a=1&b=2",
        ] {
            let address = Address::parse(url);
            assert_eq!((address.host.as_str(), address.normal()), ("example.org", normal.normal()), "{url}");
        }
        assert_ne!(Address::parse("https://example.org/News/Story?a=1").digest(), normal.digest());
        assert_eq!(Address::parse("").normal(), "/");
    }

    #[test]
    fn a_link_is_made_absolute() {
        let base = "https://www.example.org/News/Story/1/?x=1";
        for (href, expected) in [
            ("/About/", "https://www.example.org/About/"),
            ("//media.example.org/a.jpg", "https://media.example.org/a.jpg"),
            ("https://other.example/", "https://other.example/"),
            ("photo.jpg?b=1", "https://www.example.org/News/Story/1/photo.jpg?b=1"),
            ("../2/", "https://www.example.org/News/Story/2/"),
            ("../../../../../x", "https://www.example.org/x"),
            ("/web/20260508180136im_/https://www.example.org/a.png", "https://www.example.org/a.png"),
        ] {
            assert_eq!(absolute(base, href), expected, "{href}");
        }
        assert_eq!(absolute("https://example.org", "a"), "https://example.org/a");
    }
}
