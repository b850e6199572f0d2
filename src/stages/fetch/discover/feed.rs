//! RSS, Atom and JSON feeds.

use feed_rs::parser;
use url::Url;

use super::Found;

/// The entries of a feed.
pub fn read(bytes: &[u8], url: &Url) -> Result<Vec<Found>, parser::ParseFeedError> {
    let feed = parser::Builder::new().base_uri(Some(url)).build().parse(bytes)?;
    let found = feed.entries.into_iter().filter_map(|entry| {
        let is_page = |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
        let link = entry.links.iter().find(is_page).or(entry.links.first())?;
        Some(Found { url: url.join(&link.href).ok()?, published: entry.published.map(|at| at.date_naive()), changed: entry.updated })
    });
    Ok(found.collect())
}
