//! Titles: what stands at a name, and what stands for one.

use std::ops::Range;

use super::inventory::Inventory;
use super::{Naming, NamingKind};
use crate::lookup::Lookups;
use crate::mentions::{Mentions, Page, Passage};

/// What the words before a name tell of a person.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub title: Option<String>,
    pub country: Option<String>,
    pub organization: Option<String>,
}

/// Reads the words of a title: nationality and organization are told apart from it.
pub(super) fn told(passage: &Passage, title: Range<usize>, found: &Mentions) -> Told {
    let (start, end) = (passage.char_at(title.start), passage.char_at(title.end));
    let inside = |from: i64, to: i64| from >= start && to <= end;
    let nationality = near(&found.nationalities, start, |row| row.start_char).find(|row| inside(row.start_char, row.end_char));
    let place = near(&found.places, start, |row| row.start_char).find(|row| inside(row.start_char, row.end_char));
    let organization = near(&found.organizations, start, |row| row.start_char).find(|row| inside(row.start_char, row.end_char));
    let country = nationality.and_then(|row| row.country.clone()).or_else(|| place.and_then(|row| row.country.clone()));
    // What the person is stands behind the nationality that opens the title.
    let from = nationality.filter(|row| row.start_char == start).map_or(title.start, |row| passage.byte_at(row.end_char));
    let words = passage
        .text
        .get(from..title.end)
        .unwrap_or_default()
        .trim()
        .trim_start_matches("the ")
        .trim_start_matches("a ")
        .trim_start_matches("an ");
    Told { title: (!words.is_empty()).then(|| words.to_owned()), country, organization: organization.map(|row| row.surface.clone()) }
}

fn near<R>(rows: &[R], start: i64, at: impl Fn(&R) -> i64) -> impl Iterator<Item = &R> {
    let first = rows.partition_point(|row| at(row) < start);
    rows.get(first..).unwrap_or_default().iter().take(6)
}

/// A title with its rank in full, so that `Lt. Gen.` is a general.
pub(super) fn in_full(title: &str, lookups: &Lookups) -> String {
    let found = lookups.ranks.find(title);
    let ranks: Vec<&str> = found.iter().map(|(_, row)| row[1].as_str()).collect();
    if ranks.is_empty() { title.to_owned() } else { format!("{title} {}", ranks.join(" ")) }
}

/// Titles that stand for a person behind an article.
const STAND_INS: &[&str] = &[
    "vice president",
    "prime minister",
    "secretary general",
    "secretary-general",
    "first lady",
    "secretary",
    "president",
    "minister",
    "general",
    "chairman",
    "admiral",
    "ambassador",
    "colonel",
    "captain",
    "sergeant",
    "director",
    "governor",
    "senator",
    "commander",
    "chancellor",
    "lieutenant",
    "major",
    "chief master sergeant",
];

/// Adds the titles that stand for people whom the page names with that title.
pub(super) fn stand_ins(page: &Page, inventory: &Inventory, namings: &mut Vec<Naming>) {
    let mut added = Vec::new();
    let mut next = 0;
    for (at, passage) in page.passages.iter().enumerate() {
        let (text, words) = (passage.text, passage.words());
        for (index, word) in words.iter().enumerate() {
            if !matches!(word.of(text), "the" | "The") || !words.get(index + 1).is_some_and(|head| head.follows) {
                continue;
            }
            let Some((length, head)) = head(text, words, index + 1) else { continue };
            let end = index + 1 + length;
            let range = word.start..words[end - 1].end;
            let goes_on = words
                .get(end)
                .is_some_and(|next| next.follows && (matches!(next.of(text), "of" | "for" | "and" | "in") || next.is_capital()));
            if goes_on {
                continue;
            }
            while namings.get(next).is_some_and(|naming| (naming.passage, naming.range.start) < (at, range.start)) {
                next += 1;
            }
            if let Some(person) = meant(head, inventory, &namings[..next], at) {
                added.push(Naming { passage: at, range, kind: NamingKind::Title, person, title: None });
            }
        }
    }
    namings.append(&mut added);
}

/// The title at a word: how many words it has, and how it is known.
fn head(text: &str, words: &[crate::text::words::Word], at: usize) -> Option<(usize, &'static str)> {
    STAND_INS.iter().find_map(|title| {
        let parts: Vec<&str> = title.split(' ').collect();
        let is_here =
            parts.iter().enumerate().all(|(step, part)| words.get(at + step).is_some_and(|word| word.of(text).eq_ignore_ascii_case(part)));
        is_here.then_some((parts.len(), *title))
    })
}

/// Whom a title means: the last person named before who bears it, or whom the page names most.
fn meant(head: &str, inventory: &Inventory, before: &[Naming], at: usize) -> Option<usize> {
    let bears = |person: usize| {
        inventory.people[person].titles.iter().any(|title| {
            let is_other = head == "president" && title.contains("vice president")
                || head == "general" && (title.contains("secretary general") || title.contains("attorney"))
                || head == "secretary"
                    && (title.contains("press secretary")
                        || title.contains("secretary general")
                        || title.contains("deputy")
                        || title.contains("assistant"));
            !is_other
                && title.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| Some(word) == head.split(' ').next())
                && title.contains(head)
        })
    };
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for naming in before.iter().filter(|naming| bears(naming.person)) {
        *counts.entry(naming.person).or_default() += 1;
    }
    let last = before.iter().rev().take(60).find(|naming| bears(naming.person))?;
    let (most, count) = counts.iter().max_by_key(|(person, count)| (**count, **person == last.person))?;
    let runner_up = counts.iter().filter(|(person, _)| *person != most).map(|(_, count)| *count).max().unwrap_or_default();
    // Whom the page names far more often is meant; else the last, if nobody else comes near.
    match (*count >= 2 * runner_up && *count > 1, at.saturating_sub(last.passage) <= 1) {
        _ if runner_up == 0 => Some(last.person),
        (true, _) => Some(*most),
        (false, is_close) => is_close.then_some(last.person),
    }
}
