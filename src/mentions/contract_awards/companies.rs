//! The companies of an award: `A Corp., Town, State (number); B LLC,* Town, State; and C Co., Town, Country`.
//!
//! A company is over at its state or country; what stands before the town is its name.

use std::ops::Range;

use super::numbers;
use super::regions::{Region, bare, cut, parts, region, region_end};
use crate::lookup::Lookups;
use crate::mentions::organizations::is_form;

/// A company as the page names it; ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Company {
    /// Its name.
    pub name: Range<usize>,
    /// Its town.
    pub city: Option<Range<usize>>,
    /// Its state or country.
    pub region: Option<Range<usize>>,
    /// Whether a star marks it.
    pub is_small: bool,
    /// The first number in its brackets.
    pub number: Option<String>,
}

/// The companies that `range` of `text` names, in order.
pub(super) fn find(text: &str, range: Range<usize>, lookups: &Lookups) -> Vec<Company> {
    let mut companies = Vec::new();
    for segment in cut(text, range, ';') {
        let parts = parts(text, segment, lookups);
        let mut open: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            at += 1;
            let words = bare(text, part.clone());
            if words.is_empty() {
                number_alone(text, part, &mut open, &mut companies);
                continue;
            }
            let Some(end) = (!open.is_empty()).then(|| region_end(text, &parts, at - 1, lookups)).flatten() else {
                open.push(part.clone());
                continue;
            };
            at = end;
            let place = words.start..bare(text, parts[end - 1].clone()).end;
            let whole = open[0].start..parts[end - 1].end;
            companies.extend(company(text, &std::mem::take(&mut open), Some(place), whole, lookups));
        }
        if let (Some(first), Some(last)) = (open.first(), open.last()) {
            companies.extend(unplaced(text, &open, first.start..last.end, lookups));
        }
    }
    companies
}

/// A part that is nothing but brackets numbers the company before it.
fn number_alone(text: &str, part: &Range<usize>, open: &mut Vec<Range<usize>>, companies: &mut Vec<Company>) {
    let number = numbers::first(text.get(part.clone()).unwrap_or_default());
    if let (Some(first), Some(_)) = (open.first().cloned(), &number) {
        let name = first.start..open.last().map_or(first.end, |last| last.end);
        let whole = name.start..part.end;
        companies.extend(named(text, name, None, None, &whole));
        open.clear();
    } else if let Some(last) = companies.last_mut().filter(|last| open.is_empty() && last.number.is_none()) {
        last.number = number;
    }
}

/// The company of the parts up to its state or country.
fn company(text: &str, open: &[Range<usize>], place: Option<Range<usize>>, whole: Range<usize>, lookups: &Lookups) -> Option<Company> {
    let words = |part: &Range<usize>| text.get(bare(text, part.clone())).unwrap_or_default();
    let (first, behind) = open.split_first()?;
    let is_abroad = place.clone().and_then(|place| region(text.get(place)?, lookups)) == Some(Region::Country);
    // Abroad a town may have its district behind it: the name is over at its legal form.
    let town = match behind {
        [] => 0,
        [.., last] if is_form(words(last)) => open.len(),
        _ if is_abroad => open.iter().rposition(|part| is_form(words(part).rsplit(' ').next().unwrap_or_default())).map_or(1, |at| at + 1),
        _ => open.len() - 1,
    };
    let city = open.get(town).filter(|_| town > 0).map(|part| bare(text, part.clone()));
    // What follows the name in small letters tells more of it: `a Maxim Corp. company`, `doing business as Maxim`.
    let named_by = behind.iter().take(town.max(1) - 1).take_while(|part| !words(part).starts_with(char::is_lowercase));
    let name = first.start..named_by.last().unwrap_or(first).end;
    named(text, name, city, place, &whole)
}

/// A company without a state: the last of several parts is its town, unless that is a legal form.
fn unplaced(text: &str, open: &[Range<usize>], whole: Range<usize>, lookups: &Lookups) -> Option<Company> {
    let last = bare(text, open.last()?.clone());
    let words = text.get(last.clone())?;
    // `Dover Ohio`: a comma is missing.
    let joined = words.char_indices().filter(|(_, letter)| *letter == ' ').find(|(at, _)| region(&words[at + 1..], lookups).is_some());
    if let (Some((at, _)), true) = (joined, open.len() > 1) {
        let mut parts = open.to_vec();
        parts.pop();
        parts.push(last.start..last.start + at);
        return company(text, &parts, Some(last.start + at + 1..last.end), whole, lookups);
    }
    // A state that is not known, or misspelled: it stands behind the town all the same.
    let before = open.len().checked_sub(2).and_then(|at| text.get(bare(text, open[at].clone()))).unwrap_or_default();
    if open.len() > 2 && !is_form(before) {
        return company(text, &open[..open.len() - 1], Some(last), whole, lookups);
    }
    company(text, open, None, whole, lookups)
}

fn named(
    text: &str,
    name: Range<usize>,
    city: Option<Range<usize>>,
    region: Option<Range<usize>>,
    whole: &Range<usize>,
) -> Option<Company> {
    let name = bare(text, name);
    let around = text.get(whole.clone())?;
    let is_name = text.get(name.clone())?.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
    is_name.then(|| Company { name, city, region, is_small: around.contains('*'), number: numbers::first(around) })
}
