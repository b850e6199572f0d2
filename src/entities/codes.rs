//! The pieces that ids are made of.

use crate::capture::sha256_hex;
use crate::lookup::{Lookups, slug};

/// The ISO 3166 code of a recipient, else its name in capitals, words joined by `_`.
#[must_use]
pub fn recipient(name: &str, lookups: &Lookups) -> String {
    let known = lookups.countries.rows().iter().find(|row| row.get(1).is_some_and(|canonical| canonical == name));
    let iso3 = known.and_then(|row| row.get(3)).filter(|code| !code.is_empty()).cloned();
    iso3.unwrap_or_else(|| match slug(name).replace('-', "_").to_uppercase() {
        slug if slug.is_empty() => "NA".to_owned(),
        slug => slug,
    })
}

/// A digest of what identifies a thing that has no name, 16 hex digits long.
#[must_use]
pub fn digest(parts: &[&str]) -> String {
    sha256_hex(parts.join("\n").as_bytes()).chars().take(16).collect()
}

/// A value in millions, without trailing zeros: `571.3`.
#[must_use]
pub fn millions(usd: i64) -> String {
    const MILLION: i64 = 1_000_000;
    let rest = format!("{:06}", (usd % MILLION).abs());
    match rest.trim_end_matches('0') {
        "" => (usd / MILLION).to_string(),
        rest => format!("{}.{rest}", usd / MILLION),
    }
}
