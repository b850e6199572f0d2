//! The pieces that ids are made of.

use crate::lookup::Lookups;

/// The ISO 3166 code of a recipient, else its name in capitals, words joined by `_`.
#[must_use]
pub fn recipient(name: &str, _lookups: &Lookups) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("_").to_uppercase();
    if slug.is_empty() { "NA".to_owned() } else { slug }
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
