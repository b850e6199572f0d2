//! Sitemaps and indexes of sitemaps (sitemaps.org), plain or gzipped.

use std::io::{self, Cursor, Read as _};

use chrono::{DateTime, Utc};
use flate2::bufread::MultiGzDecoder;
use sitemap::reader::{SiteMapEntity, SiteMapReader};
use url::Url;

use super::super::super::raw::MAX_PAGE_BYTES;
use super::Found;

/// Further sitemaps, and when each was changed last.
type More = Vec<(Url, Option<DateTime<Utc>>)>;

/// The pages that a sitemap lists, and the sitemaps that it leads to. An entry without an address is none.
pub fn read(bytes: &[u8]) -> io::Result<(Vec<Found>, More)> {
    let mut unpacked = Vec::new();
    if bytes.starts_with(&[0x1F, 0x8B]) {
        MultiGzDecoder::new(bytes).take(MAX_PAGE_BYTES).read_to_end(&mut unpacked)?;
    } else {
        unpacked.extend_from_slice(bytes);
    }
    let (mut found, mut more) = (Vec::new(), Vec::new());
    for entity in SiteMapReader::new(Cursor::new(unpacked)) {
        match entity {
            SiteMapEntity::Url(entry) => {
                let changed = entry.lastmod.get_time().map(|at| at.to_utc());
                found.extend(entry.loc.get_url().and_then(|url| Url::parse(url.as_str()).ok()).map(|url| Found {
                    url,
                    published: None,
                    changed,
                }));
            }
            SiteMapEntity::SiteMap(entry) => {
                let changed = entry.lastmod.get_time().map(|at| at.to_utc());
                more.extend(entry.loc.get_url().and_then(|url| Url::parse(url.as_str()).ok()).map(|url| (url, changed)));
            }
            // What was read before the error is good.
            SiteMapEntity::Err(error) if found.is_empty() && more.is_empty() => return Err(io::Error::other(error.to_string())),
            SiteMapEntity::Err(_) => break,
        }
    }
    Ok((found, more))
}
