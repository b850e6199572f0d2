//! Numbers in digits and in words.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern;

/// A number in digits: `1,400`, `2.98`, `500`. For use inside other patterns.
pub const DIGITS: &str = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)";
/// A cardinal in words below a thousand. For use inside other patterns; not case-insensitive by itself.
pub const WORDS: &str = concat!(
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|a)[\s-]hundred(?:\s(?:and\s)?(?:",
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|",
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|one|two|three|four|five|six|seven|eight|nine)\b)?|",
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|",
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|one|two|three|four|five|six|seven|eight|nine)"
);
/// A magnitude in words. For use inside other patterns.
pub const MAGNITUDE: &str = r"(?:thousand|million|billion|trillion|mln|mn|bln|bn|tn)";

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// An ordinal below a hundred in words, or one in digits: `23rd`, `twenty-third`, `Fiftieth`.
#[must_use]
pub fn ordinal(text: &str) -> Option<i64> {
    const FIRST: [&str; 20] = [
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty() {
        let ending = text.get(digits.len()..)?;
        return ["st", "nd", "rd", "th"].contains(&ending.to_ascii_lowercase().as_str()).then(|| digits.parse().ok()).flatten();
    }
    let lower = text.to_ascii_lowercase();
    let unit = |word: &str| FIRST.iter().position(|name| !name.is_empty() && *name == word);
    let (tens, rest) = lower.split_once(['-', ' ', '–']).unwrap_or((&lower, ""));
    let ten = TENS.iter().position(|name| !name.is_empty() && *name == tens);
    let value = match (ten, rest) {
        (Some(ten), rest) if !rest.is_empty() => ten * 10 + unit(rest).filter(|unit| *unit < 10)?,
        _ => unit(&lower).or_else(|| {
            let stem = lower.strip_suffix("ieth")?;
            TENS.iter().position(|name| !name.is_empty() && name.strip_suffix('y') == Some(stem)).map(|ten| ten * 10)
        })?,
    };
    i64::try_from(value).ok()
}

/// What a magnitude multiplies by: `million`, `bn`, `K`.
#[must_use]
pub fn magnitude(word: &str) -> Option<i64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "k" | "thousand" => 1_000,
        "m" | "mn" | "mln" | "million" => 1_000_000,
        "b" | "bn" | "bln" | "billion" => 1_000_000_000,
        "t" | "tn" | "trillion" => 1_000_000_000_000,
        _ => return None,
    })
}

/// A number in digits times `factor`, rounded half up to a whole; none where it does not fit.
#[must_use]
pub fn digits(text: &str, factor: i64) -> Option<i64> {
    let text: String = text.chars().filter(|letter| *letter != ',').collect();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction: String = fraction.chars().take(15).collect();
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let number: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scaled = number.checked_mul(i128::from(factor))?.checked_add(scale / 2)? / scale;
    i64::try_from(scaled).ok()
}

static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[a-z]+"));

/// A cardinal in words below a thousand: "forty-two", "a hundred and fifty".
#[must_use]
pub fn words(text: &str) -> Option<i64> {
    let text = text.to_ascii_lowercase();
    let (mut sum, mut is_any) = (0_i64, false);
    for word in WORD.find_iter(&text).map(|found| found.as_str()) {
        let place = |names: &[&str]| names.iter().position(|name| *name == word).and_then(|at| i64::try_from(at).ok());
        match word {
            "hundred" => sum = sum.max(1) * 100,
            "and" => {}
            "a" => sum = 1,
            _ => sum += place(&UNITS).or_else(|| place(&TENS).map(|tens| tens * 10))?,
        }
        is_any = true;
    }
    is_any.then_some(sum)
}

/// A number in digits or in words, times `factor`.
#[must_use]
pub fn either(text: &str, factor: i64) -> Option<i64> {
    if text.starts_with(|letter: char| letter.is_ascii_digit()) { digits(text, factor) } else { words(text)?.checked_mul(factor) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_scaled_exactly() {
        assert_eq!(digits("2.98", 1_000_000_000), Some(2_980_000_000));
        assert_eq!(digits("571.3", 1_000_000), Some(571_300_000));
        assert_eq!(digits("1,234,567.50", 1), Some(1_234_568));
        assert_eq!(digits("99999999999999999999", 1), None);
    }

    #[test]
    fn ordinals_are_read() {
        let cases = [
            ("23rd", Some(23)),
            ("twenty-third", Some(23)),
            ("Fiftieth", Some(50)),
            ("twelfth", Some(12)),
            ("fifty", None),
            ("15mm", None),
            ("", None),
        ];
        for (text, value) in cases {
            assert_eq!(ordinal(text), value, "{text}");
        }
    }

    #[test]
    fn words_are_read() {
        assert_eq!(words("Forty-two"), Some(42));
        assert_eq!(words("one hundred and fifty"), Some(150));
        assert_eq!(words("a hundred"), Some(100));
        assert_eq!(words("seventeen"), Some(17));
        assert_eq!(words("many"), None);
    }
}
