//! Figures as a person reads them: in a terminal, and in the report.

use std::collections::BTreeMap;

/// `2 binary, 1 no_text`.
#[must_use]
pub fn counted(counts: &BTreeMap<String, i64>) -> String {
    counts.iter().map(|(name, count)| format!("{} {name}", thousands(*count))).collect::<Vec<_>>().join(", ")
}

/// `1 package`, `2 packages`.
#[must_use]
pub fn plural(count: i64, noun: &str) -> String {
    let ending = if count == 1 || noun.ends_with('s') { "" } else { "s" };
    format!("{} {noun}{ending}", thousands(count))
}

/// Digits in groups of three.
#[must_use]
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `$34,085,000,000`.
#[must_use]
pub fn dollars(usd: i64) -> String {
    format!("${}", thousands(usd))
}

/// `$34.09 bn`, `$250 m`: three figures or so, for a sentence.
#[must_use]
pub fn billions(usd: i64) -> String {
    let (unit, name) = if usd.abs() >= 1_000_000_000 { (1_000_000_000, "bn") } else { (1_000_000, "m") };
    let hundredths = usd.saturating_mul(100).saturating_add(usd.signum() * unit / 2) / unit;
    let text = format!("{}.{:02}", hundredths / 100, hundredths.abs() % 100);
    format!("${} {name}", text.trim_end_matches('0').trim_end_matches('.'))
}

/// `4, 9-12`.
#[must_use]
pub fn ranges(ordinals: &[i64]) -> String {
    let runs = ordinals.chunk_by(|a, b| a + 1 == *b);
    let run = |run: &[i64]| match run {
        [] => String::new(),
        [one] => one.to_string(),
        [first, .., last] => format!("{first}-{last}"),
    };
    runs.map(run).collect::<Vec<_>>().join(", ")
}
