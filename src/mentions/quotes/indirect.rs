//! Speech that is told rather than quoted: `Roe said the plan holds`, `The plan holds, Roe said.`

use std::ops::Range;

use super::narration::{Cue, Narration, SubjectKind, Unit};
use super::verbs::{self, Saying};
use crate::text::words::Shape;

/// Shorter than anything that is reported.
const FEWEST: usize = 4;

/// What the cues of a unit report, each with its cue.
pub(super) fn find<'n>(narration: &Narration, unit: &'n Unit) -> Option<(Range<usize>, &'n Cue)> {
    let mut cues =
        unit.cues.iter().take(8).filter(|cue| {
            !cue.is_inverted && cue.subject.kind != SubjectKind::Unknown && matches!(cue.saying, Saying::Clause | Saying::That)
        });
    cues.find_map(|cue| Some((behind(narration, unit, cue).or_else(|| ahead(narration, unit, cue))?, cue)))
}

/// `Roe said that the plan holds.`
fn behind(narration: &Narration, unit: &Unit, cue: &Cue) -> Option<Range<usize>> {
    let (text, words) = (narration.text, narration.words);
    let mut next = cue.word + 1;
    let of = |index: usize| words.get(index).filter(|word| word.end <= unit.range.end).map(|word| word.of(text));
    let verb = words[cue.word].of(text);
    if matches!(verb, "told" | "tells" | "reminded" | "assured") {
        next = (next..next + 5).find(|index| of(*index) == Some("that"))?;
    }
    next += match (of(next)?, of(next + 1)) {
        ("today" | "yesterday" | "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday", _) => 1,
        ("last" | "this" | "earlier", Some("week" | "month" | "year" | "today" | "morning")) => 2,
        _ => 0,
    };
    let has_that = of(next)? == "that";
    next += usize::from(has_that);
    let first = words.get(next)?;
    let written = of(next)?;
    let starts_clause = verbs::is_determiner(written)
        || first.is_capital()
        || first.shape == Shape::Number
        || matches!(written, "he" | "she" | "it" | "they" | "we" | "those" | "there" | "such" | "all" | "most" | "more" | "both");
    if !(has_that || cue.saying == Saying::Clause && starts_clause && first.follows) {
        return None;
    }
    let end = unit.range.start + text[unit.range.clone()].trim_end_matches(|letter: char| letter.is_whitespace() || letter == '.').len();
    // Words in marks that start here are a quotation.
    let is_quoted = narration.stretch_at(first.start).is_some();
    (!is_quoted && count(narration, first.start..end) >= FEWEST).then_some(first.start..end)
}

/// `The plan holds, Roe said.`
fn ahead(narration: &Narration, unit: &Unit, cue: &Cue) -> Option<Range<usize>> {
    let text = narration.text;
    if text[cue.verb.end..unit.range.end].contains(char::is_alphanumeric) || unit.stretches.len() > 1 {
        return None;
    }
    let subject = cue.subject.range.start;
    let head = text.get(unit.range.start..subject)?;
    let comma = unit.range.start + head.rfind(", ")?;
    // Only a title stands between comma and name.
    let title = narration.words.partition_point(|word| word.start < comma);
    let is_title = narration.words[title..]
        .iter()
        .take_while(|word| word.start < subject)
        .all(|word| word.is_capital() || verbs::is_post(word.of(text)));
    let reported = unit.range.start..comma;
    let is_quoted = narration.quoted(unit).iter().any(|stretch| stretch.outer.start < reported.start + 2 || stretch.outer.end > comma);
    (is_title && !is_quoted && count(narration, reported.clone()) >= FEWEST).then_some(reported)
}

fn count(narration: &Narration, range: Range<usize>) -> usize {
    let start = narration.words.partition_point(|word| word.start < range.start);
    narration.words[start..].iter().take(FEWEST).take_while(|word| word.end <= range.end).count()
}
