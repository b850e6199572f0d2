//! Words that say how far a figure binds: "up to", "more than", "nearly", "an estimated".

use std::sync::LazyLock;

use regex::Regex;

use super::{lead, pattern, tail};
use crate::vocabulary;

vocabulary! {
    /// How far a stated figure binds.
    pub enum Bound {
        /// The figure itself.
        Exact = "exact",
        /// That or less: "up to", "nearly", "as much as".
        AtMost = "at_most",
        /// That or more: "more than", "at least", "over".
        AtLeast = "at_least",
        /// Near it on either side: "about", "approximately", "some", "an estimated".
        About = "about",
    }
}

const AT_MOST: &str = concat!(
    r"up to|as (?:much|many|high) as|(?:no|not) more than|not exceeding|not to exceed|at most|(?:just |slightly |a little |somewhat )?(?:less|fewer) than|",
    r"(?:just |well )?(?:under|below)|(?:very )?nearly|almost|just (?:short|shy) of|a (?:maximum|ceiling|cap) of|maximum of|capped at"
);
const AT_LEAST: &str = concat!(
    r"(?:well |far |much |slightly |a little |just )?more than|(?:well |far |just )?over|at least|at a minimum|(?:no|not) (?:less|fewer) than|(?:well )?in excess of|",
    r"upwards? of|exceeding|greater than|(?:well )?above|a minimum of|north of|(?:sur|top)passing|topping"
);
const ABOUT: &str = concat!(
    r"(?:just )?about|approximately|approx\.|(?:somewhere )?around|roughly|some|an? estimated(?: (?:value|total|cost|worth) of)?|estimated(?: (?:at|value of|to be))?|",
    r"close to|circa|in the (?:neighbou?rhood|range|vicinity) of|(?:on|in) the order of"
);
/// Words that may stand between the binding words and the figure, and bind nothing.
const NEUTRAL: &str = concat!(
    r"an additional|additional|another|a further|further|a new|new|the|a|an|other|as|in|value of|an aggregate value of|aggregate value of|aggregate of|a (?:combined )?(?:total|value) of|a total value of|",
    r"combined|total of|totall?ing|valued at|worth|to|of|what"
);

/// The chain of such words that ends where a figure starts.
static CHAIN: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\w-])((?:(?:{AT_MOST}|{AT_LEAST}|{ABOUT}|{NEUTRAL}),?[\s\x{{a0}}]+)+)$")));
static BINDING: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\b(?:(?P<most>{AT_MOST})|(?P<least>{AT_LEAST})|(?P<about>{ABOUT}))(?:[\s\x{{a0}},]|$)")));
/// What parts a figure from binding words before it: in "over the $35 cap" and "talk about a $5 million loan" they are prepositions.
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:the|what|other)[\s\x{a0}]|\b(?:about|over|under|above|below|around)[\s\x{a0}]+an?[\s\x{a0}]+(?:new[\s\x{a0}]+)?$")
});
/// What is talked "about" is not bounded by it.
static TALK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:talk(?:s|ed|ing)?|ask(?:s|ed|ing)?|questions?|hear|heard|know|inform(?:s|ed)?|call|call this morning|announcements?|said|said that|statements?|",
        r"briefing|briefed|story|news|worr(?:y|ied)|concern(?:s|ed)?|details?|speak|spoke|think(?:ing)?)[\s\x{a0}]+$"
    ))
});
/// Words after a figure that bind it.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?P<least>\+|[\s\x{a0}]+or more\b|[\s\x{a0}]+and (?:up|counting)\b|[\s-]plus\b)|(?P<most>[\s\x{a0}]+or (?:less|fewer)\b)|(?P<about>[\s\x{a0}]+or so\b|-(?:odd|ish)\b|[\s\x{a0}]+or thereabouts\b))",
    )
});

/// Words that bind a figure, and where the figure with them starts and ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// How far it binds.
    pub bound: Bound,
    /// The words, as written, white space folded.
    pub qualifier: Option<String>,
    /// Where the figure starts, binding words included.
    pub start: usize,
    /// Where it ends, binding words included.
    pub end: usize,
}

/// Reads the words around the figure at `start..end` of `text`.
#[must_use]
pub fn around(text: &str, start: usize, end: usize) -> Binding {
    before(text, start, end).or_else(|| after(text, start, end)).unwrap_or(Binding { bound: Bound::Exact, qualifier: None, start, end })
}

fn before(text: &str, start: usize, end: usize) -> Option<Binding> {
    let head = lead(text, start, 90);
    let chain = CHAIN.captures(head)?.get(1)?;
    let is_phrase = |end: usize| ["range", "neighb", "vicinity", "order"].iter().any(|noun| tail(chain.as_str(), end, 8).starts_with(noun));
    let mut from = PARTS.find_iter(chain.as_str()).map(|parts| parts.end()).filter(|end| !is_phrase(*end)).last().unwrap_or(0);
    let is_about = chain.as_str().get(from..)?.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("about"));
    if is_about && TALK.is_match(head.get(..chain.start() + from)?) {
        from += 5;
    }
    let found: Vec<_> = BINDING.captures_iter(chain.as_str().get(from..)?).collect();
    let bounds = found.iter().map(|words| match () {
        () if words.name("most").is_some() => Bound::AtMost,
        () if words.name("least").is_some() => Bound::AtLeast,
        () => Bound::About,
    });
    // "up to approximately" binds as "up to" does: a limit is more than a likeness.
    let bounds: Vec<Bound> = bounds.collect();
    let bound = bounds.iter().copied().find(|bound| *bound != Bound::About).or_else(|| bounds.first().copied())?;
    let words = |at: usize| found.get(at).and_then(|words| ["most", "least", "about"].iter().find_map(|name| words.name(name)));
    let (first, last) = (from + words(0)?.start(), from + words(found.len() - 1)?.end());
    let qualifier = chain.as_str().get(first..last)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let start = start - head.len() + chain.start() + first;
    Some(Binding { bound, qualifier: Some(qualifier), start, end })
}

fn after(text: &str, start: usize, end: usize) -> Option<Binding> {
    let words = AFTER.captures(tail(text, end, 24))?;
    let whole = words.get(0)?;
    let bound = match () {
        () if words.name("least").is_some() => Bound::AtLeast,
        () if words.name("most").is_some() => Bound::AtMost,
        () => Bound::About,
    };
    let qualifier = whole.as_str().trim_start_matches(|letter: char| letter.is_whitespace() || letter == '-').to_owned();
    Some(Binding { bound, qualifier: Some(qualifier), start, end: end + whole.end() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str, figure: &str, rest: &str) -> (Bound, Option<String>) {
        let text = format!("{head}{figure}{rest}");
        let binding = around(&text, head.len(), head.len() + figure.len());
        assert!(binding.start <= head.len() && binding.end >= head.len() + figure.len());
        (binding.bound, binding.qualifier)
    }

    #[test]
    fn chains_are_read_as_written() {
        for (head, bound, qualifier) in [
            ("valued at up to an additional ", Bound::AtMost, "up to"),
            ("up to approximately ", Bound::AtMost, "up to approximately"),
            ("an estimated value of ", Bound::About, "an estimated value of"),
            ("nearly ", Bound::AtMost, "nearly"),
            ("Well over ", Bound::AtLeast, "Well over"),
            ("worth as much as ", Bound::AtMost, "as much as"),
            ("gave some\u{a0}", Bound::About, "some"),
            ("no more than ", Bound::AtMost, "no more than"),
            ("in the range of about ", Bound::About, "in the range of about"),
            ("more than\nanother ", Bound::AtLeast, "more than"),
        ] {
            assert_eq!(read(head, "$5", " million"), (bound, Some(qualifier.to_owned())), "{head}");
        }
    }

    #[test]
    fn words_that_bind_nothing_are_no_qualifier() {
        assert_eq!(read("a package worth ", "$5", ""), (Bound::Exact, None));
        for head in ["over the ", "about the ", "a deal about a ", "under a new ", "They asked about ", "talking about "] {
            assert_eq!(read(head, "$5", " cap"), (Bound::Exact, None), "{head}");
        }
        assert_eq!(read("asked about the more than ", "$5", ""), (Bound::AtLeast, Some("more than".to_owned())));
        assert_eq!(read("costs about ", "$5", ""), (Bound::About, Some("about".to_owned())));
        assert_eq!(read("moreover, ", "$5", ""), (Bound::Exact, None));
    }

    #[test]
    fn words_after_the_figure_bind_too() {
        assert_eq!(read("", "$5 billion", " or more"), (Bound::AtLeast, Some("or more".to_owned())));
        assert_eq!(read("a ", "$5 billion", "-plus plan"), (Bound::AtLeast, Some("plus".to_owned())));
    }
}
