//! What every page needs and no layout need repeat: kind, date, dateline, title without the site's name, the page's own address.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;
use scraper::ElementRef;

use super::Sites;
use super::address::{self, Address};
use crate::capture::Capture;
use crate::html::flow::Line;
use crate::html::{Page, day, fold};
use crate::records::{Block, BlockKind, DateBasis, Draft, PageKind};

/// Fills what the layout left open.
#[must_use]
pub fn complete(mut draft: Draft, page: &Page, capture: &Capture, sites: &Sites) -> Draft {
    let title = draft.title.take().map(|title| fold(&title)).filter(|title| !title.is_empty());
    draft.title = title.or_else(|| page.head.own_title()).or_else(|| first_words(&draft.blocks));
    draft.is_historical_collection |= take_notice(&mut draft.blocks);
    drop_repeated_title(&mut draft);
    let own = draft.canonical_url.take().or_else(|| page.head.address().map(str::to_owned));
    draft.canonical_url =
        own.map(|own| with_one_slash(address::absolute(&capture.url, &own))).filter(|own| !Address::parse(own).host.is_empty());
    if draft.dateline.is_none() {
        draft.dateline = draft.blocks.iter().take(3).find(|block| block.kind == BlockKind::Body).and_then(|block| dateline(&block.text));
    }
    draft.kind =
        sites.kind(&capture.url).or(draft.kind).or_else(|| draft.title.as_deref().and_then(kind_of_title)).or(Some(PageKind::Other));
    draft.published = Some(draft.published.unwrap_or_else(|| published(&draft, page, capture)));
    draft
}

/// AFPIMS leaves the slash of an empty slug at the end of its addresses.
fn with_one_slash(mut address: String) -> String {
    while address.ends_with("//") {
        address.pop();
    }
    address
}

fn published(draft: &Draft, page: &Page, capture: &Capture) -> (NaiveDate, DateBasis) {
    let captured = capture.captured_at.date_naive();
    let past = |date: &NaiveDate| *date <= captured;
    let title = || draft.title.as_deref().and_then(day::first).filter(past).map(|date| (date, DateBasis::Title));
    let metadata = || page.head.published().and_then(day::first).map(|date| (date, DateBasis::Metadata));
    let text = || day_of_text(draft).filter(past).map(|date| (date, DateBasis::Text));
    let own = draft.canonical_url.as_deref().unwrap_or_default();
    let url =
        || [capture.url.as_str(), own].iter().find_map(|url| day::of_path(&Address::parse(url).path)).map(|date| (date, DateBasis::Url));
    let photo = || draft.photos.iter().filter_map(|photo| photo.taken_date).filter(past).max().map(|date| (date, DateBasis::LatestPhoto));
    // A list of contracts is dated by its title; the title of another page may name the day of something else.
    let first = if draft.kind == Some(PageKind::Contracts) { title().or_else(metadata) } else { metadata().or_else(title) };
    first.or_else(text).or_else(url).or_else(photo).unwrap_or((captured, DateBasis::Capture))
}

/// A day in the dateline, or one that is a whole line at the start or the end of the text.
fn day_of_text(draft: &Draft) -> Option<NaiveDate> {
    let whole = |block: &Block| day::only(&block.text);
    let dateline = draft.dateline.as_deref().and_then(day::first);
    dateline.or_else(|| draft.blocks.iter().take(4).find_map(whole)).or_else(|| draft.blocks.iter().rev().take(3).find_map(whole))
}

/// The place in capitals that opens a text, up to its dash: `WASHINGTON`, `RAMSTEIN AIR BASE, Germany (AFNS)`.
#[must_use]
pub fn dateline(text: &str) -> Option<String> {
    const LONGEST: usize = 160;
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(\p{Lu}[\p{Lu}\d.’'/-]*(?:[ ,]+(?:[\p{Lu}\d.’'/&-]+|of|de|del|la|al|upon|the|and|in))*(?:[ ,]+[\p{L}\d.,’' -]{0,50}?)?(?:\s?,?\([\p{L} .]{2,30}\))?)\s*(?:--+|[—–―]|-\s)")
            .expect("the pattern is a constant")
    });
    static MARKED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(\p{Lu}[\p{L}\d.,’'/ -]{2,60}?\s?,?\((?:[A-Z]{3,8}|[A-Z][a-zA-Z]+ News[\w ]*)\))").expect("the pattern is a constant")
    });
    let head = text.get(..text.floor_char_boundary(LONGEST))?;
    let is_capitals = |word: Option<&str>| word.is_some_and(|word| word.chars().filter(|symbol| symbol.is_uppercase()).count() > 2);
    if !is_capitals(head.split([' ', ',']).next()) && !head.contains(')') {
        return None;
    }
    let captures = DATELINE.captures(head).or_else(|| MARKED.captures(head))?;
    let place = captures.get(1)?.as_str().trim_matches([' ', ',', '-', '–']);
    let is_place = is_capitals(place.split([' ', ',']).next()) || place.ends_with(')');
    (is_place && place.chars().count() <= 90).then(|| place.to_owned())
}

fn first_words(blocks: &[Block]) -> Option<String> {
    const LONGEST: usize = 120;
    let text = &blocks.iter().find(|block| block.kind == BlockKind::Heading).or_else(|| blocks.first())?.text;
    match text.char_indices().nth(LONGEST) {
        None => Some(text.clone()),
        Some((end, _)) => text.get(..end).and_then(|head| head.rsplit_once(' ')).map(|(head, _)| format!("{head} …")),
    }
}

/// The title is not a paragraph.
fn drop_repeated_title(draft: &mut Draft) {
    let same = |block: &Block| draft.title.as_deref().is_some_and(|title| title.eq_ignore_ascii_case(&block.text));
    if draft.blocks.len() > 1 && draft.blocks.first().is_some_and(same) {
        draft.blocks.remove(0);
    }
}

/// Takes the notice that the page belongs to a historical collection out of the text.
fn take_notice(blocks: &mut Vec<Block>) -> bool {
    let before = blocks.len();
    blocks.retain(|block| !is_historical_notice(&block.text));
    blocks.len() < before
}

/// Whether a line is the notice that a page belongs to a historical collection.
#[must_use]
pub fn is_historical_notice(text: &str) -> bool {
    static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\byou have accessed part of a historical collection\b|\bthis (?:page|article|story|release|content|item|document)\b[^.]{0,40}\b(?:historical collection|historical archive)\b|^\W*historical collection\W*$")
            .expect("the pattern is a constant")
    });
    text.len() < 500 && (text.contains("istorical") || text.contains("ISTORICAL")) && NOTICE.is_match(text)
}

/// Whether a text anywhere on the page is that notice.
#[must_use]
pub fn is_historical_notice_in(root: ElementRef<'_>) -> bool {
    root.text().any(|text| is_historical_notice(&fold(text)))
}

/// Takes "Related Stories" and the links under it out of the text; the texts of those links come back.
#[must_use]
pub fn without_related(lines: Vec<Line>) -> (Vec<Line>, BTreeSet<String>) {
    let mut related = BTreeSet::new();
    let mut is_in = false;
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        if is_related_heading(&line.text) {
            is_in = true;
        } else if is_in && (line.is_link || line.kind == BlockKind::ListItem) {
            related.insert(line.text);
        } else {
            is_in = false;
            kept.push(line);
        }
    }
    (kept, related)
}

/// Whether a line heads a list of other pages.
#[must_use]
pub fn is_related_heading(text: &str) -> bool {
    static RELATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:related (?:stories|story|links?|articles?|content|news|coverage|information|releases?|media|items|topics)|more (?:stories|news|from [\w .]{2,40})|you may also like|read next|recommended(?: stories)?)\W*$")
            .expect("the pattern is a constant")
    });
    text.len() < 60
        && text.trim_start_matches(|symbol: char| !symbol.is_alphanumeric()).starts_with(['r', 'R', 'm', 'M', 'y', 'Y'])
        && RELATED.is_match(text)
}

/// The kind that a title tells by its first words.
#[must_use]
pub fn kind_of_title(title: &str) -> Option<PageKind> {
    static KINDS: LazyLock<Vec<(Regex, PageKind)>> = LazyLock::new(|| {
        let kinds = [
            (r"^contracts? for \w+", PageKind::Contracts),
            (r"^(?:presidential )?(?:memorandum|memoranda)\b|^(?:presidential )?determination\b|^memorandum\b", PageKind::Memorandum),
            (
                r"^(?:presidential )?executive order\b|^(?:a )?proclamation\b|^presidential (?:executive order|proclamation)\b|\bproclaims\b|^notice (?:regarding|of|on|to)\b",
                PageKind::Release,
            ),
            (r"^(?:fact ?sheet|background(?:er)?:)", PageKind::FactSheet),
            (
                r"press (?:briefing|gaggle|conference)|^gaggle\b|^interview\b|(?:news|media) (?:conference|availability|briefing)|^(?:background|on-the-record) (?:press )?(?:call|briefing)|holds? (?:a |an )?(?:[\w-]+ )?(?:press|news|media) |^transcript\b|press call\b|^(?:q ?& ?a|q and a)\b",
                PageKind::Transcript,
            ),
            (
                r"^(?:opening |closing |prepared |joint |as[- ]prepared )?remarks\b|^(?:keynote )?(?:speech|address)\b|^toast\b|weekly address|\bremarks (?:by|as prepared|at)\b",
                PageKind::Speech,
            ),
            (r"^(?:media |press |news )?advisory\b|^(?:week ahead|public schedule|daily guidance)\b", PageKind::Advisory),
            (
                r"^(?:readout|statement|joint (?:statement|declaration)|press release|news release|release:|message to|letter (?:to|from)|nominations?\b|text of|executive order)",
                PageKind::Release,
            ),
            (r"^(?:biography|bio)\b", PageKind::Biography),
        ];
        kinds
            .into_iter()
            .map(|(pattern, kind)| (Regex::new(&format!("(?i){pattern}")).expect("the patterns are constants"), kind))
            .collect()
    });
    KINDS.iter().find(|(pattern, _)| pattern.is_match(title.trim())).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_the_place_before_the_dash() {
        for (text, expected) in [
            ("WASHINGTON (AFNS) -- As the", Some("WASHINGTON (AFNS)")),
            ("RAMSTEIN AIR BASE, Germany (AFNS) -- Airmen", Some("RAMSTEIN AIR BASE, Germany (AFNS)")),
            ("WASHINGTON (AFNS) – Secretary", Some("WASHINGTON (AFNS)")),
            ("WASHINGTON, July 5, 2012 — The", Some("WASHINGTON, July 5, 2012")),
            ("JOINT BASE SAN ANTONIO-RANDOLPH, Texas (AFNS) -- The", Some("JOINT BASE SAN ANTONIO-RANDOLPH, Texas (AFNS)")),
            ("WASHINGTON - The", Some("WASHINGTON")),
            ("THE PRESIDENT: Well — thank you", None),
            ("The package — the largest", None),
            ("Q Thank you - sir", None),
            ("", None),
        ] {
            assert_eq!(dateline(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_title_tells_the_kind() {
        for (title, kind) in [
            ("Contracts For Sept. 30, 2025", Some(PageKind::Contracts)),
            ("Memorandum on the Delegation", Some(PageKind::Memorandum)),
            ("Press Briefing by Press Secretary", Some(PageKind::Transcript)),
            ("Remarks by the President", Some(PageKind::Speech)),
            ("FACT SHEET: Aid", Some(PageKind::FactSheet)),
            ("Readout of a Call", Some(PageKind::Release)),
            ("Howitzers Arrive", None),
        ] {
            assert_eq!(kind_of_title(title), kind, "{title}");
        }
    }
}
