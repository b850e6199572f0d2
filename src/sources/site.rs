//! Sites: who publishes under which hosts, and how a publisher numbers its pages. The facts are TOML; this is what they mean.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use regex::Regex;
use serde::Deserialize;

use super::address::{self, Address};
use super::seeds::Seeds;
use super::{ALL, GENERIC};
use crate::html::credit::CreditWords;
use crate::records::{Origin, PageKind};

/// The facts of one site, as its TOML file states them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The name of the file.
    pub name: String,
    /// Who publishes it.
    pub publisher: String,
    /// The host under which its articles are counted, whatever alias they were captured from.
    pub id_host: String,
    /// The hosts it answers to, with or without `www.`.
    pub hosts: Vec<String>,
    /// The licence of its texts.
    #[serde(default)]
    pub licence: Option<String>,
    /// The template family that reads it when the page itself does not tell.
    pub family: String,
    /// Patterns whose first group is the publisher's own number in an address.
    #[serde(default)]
    pub article_id: Vec<String>,
    /// What kind of page an address holds, by a fragment of it; the longest fragment wins.
    #[serde(default)]
    pub kinds: BTreeMap<String, PageKind>,
    /// How many articles one run over the site may give.
    #[serde(default)]
    pub rows: Option<Rows>,
    /// Where the site tells what it has published.
    #[serde(default)]
    pub fetch: Option<Seeds>,
}

/// An expected count of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// At least.
    pub min: u64,
    /// At most.
    pub max: u64,
}

/// All sites of a run, and the words that credits are read with.
#[derive(Debug, Default)]
pub struct Sites {
    all: Vec<(Site, Vec<Regex>)>,
    by_host: BTreeMap<String, usize>,
    credits: CreditWords,
}

impl Sites {
    /// Checks the facts and puts them in order. An error names the site and the key.
    pub fn new(sites: Vec<Site>) -> Result<Self> {
        let mut known = Self::default();
        for site in sites {
            let place = known.all.len();
            let name = site.name.clone();
            ensure!(!site.id_host.is_empty(), "site {name:?}: id_host: expected a host, found nothing");
            ensure!(!site.hosts.is_empty(), "site {name:?}: hosts: expected at least one host, found none");
            if !ALL.iter().any(|family| family.name == site.family) {
                let names: Vec<_> = ALL.iter().map(|family| family.name).collect();
                bail!("site {name:?}: family: expected one of {}, found {:?}", names.join(", "), site.family);
            }
            for host in &site.hosts {
                if let Some(other) = known.by_host.insert(address::host(host), place) {
                    let other = known.all.get(other).map_or("it", |(site, _)| site.name.as_str());
                    bail!("site {name:?}: hosts: {host:?} also belongs to {other:?}");
                }
            }
            let mut patterns = Vec::with_capacity(site.article_id.len());
            for pattern in &site.article_id {
                let pattern = Regex::new(pattern).with_context(|| format!("site {name:?}: article_id"))?;
                ensure!(pattern.captures_len() > 1, "site {name:?}: article_id: expected a group in {pattern}, found none");
                patterns.push(pattern);
            }
            known.all.push((site, patterns));
        }
        Ok(known)
    }

    /// The same sites, with the ranks and services that photo credits are split by.
    #[must_use]
    pub fn with_credits(self, credits: CreditWords) -> Self {
        Self { credits, ..self }
    }

    /// All of them, in the order of their files.
    pub fn all(&self) -> impl Iterator<Item = &Site> {
        self.all.iter().map(|(site, _)| site)
    }

    /// The words photo credits are split by.
    #[must_use]
    pub fn credits(&self) -> &CreditWords {
        &self.credits
    }

    /// The site that publishes under the host of an address.
    #[must_use]
    pub fn of(&self, url: &str) -> Option<&Site> {
        self.entry(&Address::parse(url)).map(|(site, _)| site)
    }

    fn entry(&self, address: &Address) -> Option<&(Site, Vec<Regex>)> {
        self.all.get(*self.by_host.get(&address.host)?)
    }

    /// The id of the article at an address: `<id_host>/<publisher's number>`, else `<id_host>/<digest of path and query>`.
    #[must_use]
    pub fn article_id(&self, url: &str) -> String {
        let address = Address::parse(url);
        let Some((site, patterns)) = self.entry(&address) else { return format!("{}/{}", address.host, address.digest()) };
        let whole = format!("{}?{}", address.path, address.query);
        let number = patterns.iter().find_map(|pattern| pattern.captures(&whole)?.get(1).map(|group| group.as_str().to_owned()));
        format!("{}/{}", site.id_host, number.unwrap_or_else(|| address.digest()))
    }

    /// Whose page it is. A host that no site file names still has an origin: itself.
    #[must_use]
    pub fn origin(&self, url: &str) -> Origin {
        let article_id = self.article_id(url);
        match self.of(url) {
            Some(site) => Origin { article_id, publisher: site.publisher.clone(), source: site.name.clone() },
            None => Origin { article_id, publisher: Address::parse(url).host, source: GENERIC.to_owned() },
        }
    }

    /// What kind of page the site says an address holds.
    #[must_use]
    pub fn kind(&self, url: &str) -> Option<PageKind> {
        let address = Address::parse(url);
        let whole = format!("{}?{}", address.path, address.query).to_ascii_lowercase();
        let (site, _) = self.entry(&address)?;
        let matching = site.kinds.iter().filter(|(fragment, _)| whole.contains(&fragment.to_ascii_lowercase()));
        matching.max_by_key(|(fragment, _)| fragment.len()).map(|(_, kind)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site {
            name: "dod".to_owned(),
            publisher: "Department".to_owned(),
            id_host: "dod.example".to_owned(),
            hosts: vec!["dod.example".to_owned(), "www.war.example".to_owned()],
            licence: None,
            family: "afpims".to_owned(),
            article_id: vec![r"(?i)/Article/(\d+)".to_owned(), r"[?&]Article=(\d+)".to_owned()],
            kinds: [("/news/".to_owned(), PageKind::Story), ("/news/releases/".to_owned(), PageKind::Release)].into(),
            rows: None,
            fetch: None,
        }
    }

    #[test]
    fn an_article_has_one_id_under_all_hosts() {
        let sites = Sites::new(vec![site()]).unwrap();
        for url in [
            "https://www.dod.example/News/Article/Article/3825707/austin/",
            "http://WAR.example/News/Article/3825707//",
            "war.example/Print.aspx?PortalId=1&Article=3825707",
        ] {
            assert_eq!(sites.article_id(url), "dod.example/3825707", "{url}");
        }
        assert_eq!(sites.article_id("https://war.example/About/"), sites.article_id("http://dod.example/About"));
        assert!(sites.article_id("https://else.example/News/Article/1/").starts_with("else.example/"));
        assert_eq!(sites.origin("https://else.example/1").source, "generic");
    }

    #[test]
    fn the_longest_fragment_tells_the_kind() {
        let sites = Sites::new(vec![site()]).unwrap();
        assert_eq!(sites.kind("https://dod.example/News/Releases/Article/1/"), Some(PageKind::Release));
        assert_eq!(sites.kind("https://dod.example/News/Article/1/"), Some(PageKind::Story));
        assert_eq!(sites.kind("https://dod.example/About/"), None);
    }

    #[test]
    fn a_wrong_fact_is_named() {
        let error = |site| format!("{:#}", Sites::new(vec![site]).unwrap_err());
        assert!(error(Site { family: "afpimz".to_owned(), ..site() }).contains("site \"dod\": family: expected one of plain_text, afpims"));
        assert!(error(Site { article_id: vec!["(".to_owned()], ..site() }).starts_with("site \"dod\": article_id"));
        assert!(error(Site { hosts: vec!["a".to_owned(), "www.A".to_owned()], ..site() }).contains("hosts"));
    }
}
