//! The items of a package: lists of blocks after a sentence that opens them, and lists inside a sentence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::item::{self, Item};
use super::merge::Told;
use super::{AnnouncedItem, authority, number, ordinal};
use crate::lookup::{Lookups, slug};
use crate::mentions::reading::{Reading, Sentence};
use crate::mentions::{Mentions, Page, cues};
use crate::records::{BlockKind, PageKind};
use crate::text::{lead, pattern, tail};

/// Words that open a list.
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:includ(?:es?|ing|ed)|contain(?:s|ing|ed)?|compris(?:es?|ing)|consist(?:s|ing)? of|feature[sd]?|made up of|supplies|transfer of|such as|buys|carries|consisting of|brings|adds|holds)",
        r"|(?:will |to |that )?provid(?:es?|ing) (?:them|it|ukraine|\w+) with|(?:will|would) (?:provide|send|receive|get|deliver|give)|sends?|largely|funds?|calls for|needs? for|hand over|inside (?:it )?are|among (?:the|its) (?:\w+ ){1,3}are|in it are|on the list are|there are|takes from u\.s\. \w+)\b:?\s+|\b(?:equipment|capabilities|items|weapons|systems|aid|assistance|needs|following): ",
    ))
});
/// A list that stands inside the list.
static INNER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^.*\b(?:such as|specifically|namely|including)\s+"));
static DENIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:\b(?:not|no|never|neither|nor|without|cannot)|n['’]t)\s+(?:\w+\s+){0,2}$"));
/// Where the list stops and its purpose begins.
static PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:,?\s+(?:needed to|designed to|intended to|that (?:will|would|can|are|is|have|has|ukraine|the|you|we)\b|which|so that|as (?:part|long|well)|for (?:eventual|use|ukraine\b|the defense)|where|while|as (?:they|it|ukraine)|tailored|otherwise known)\b|\s+[—–]\s",
        r"|,?\s+(?:in order )?to (?:help\w*|bolster|equip|support|enable|strengthen|meet|defend|protect|make|assist|keep|ensure|counter|improve|give|arm|continue|maintain|sustain|the)\b)",
    ))
});
static TOWS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s+to (?:tow|carry|transport|move|recover|haul|fire|launch|clear|detect|track|jam)\b"));
/// Words for things that forces use.
static THING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:vehicles?|systems?|rounds?|ammunition|munitions?|equipment|missiles?|capabilit\w+|launchers?|radars?|boats?|helicopters?|drones?|parts|gear|rifles?|arms|tanks?|",
        r"howitzers?|mortars?|artillery|rockets?|weapons?|interceptors?|carriers?|trucks?|trailers?|bridges?|devices?|optics|antennas|generators|vests|armor|helmets|mines?|explosives|charges|",
        r"aircraft|UAVs?|UAS|HIMARS|NASAMS|javelins?|stingers?|patriots?|GMLRS|ATACMS|DPICMs?|HARMs?|bradleys?|strykers?|abrams|armou?red|defenses?|tactical|communications?|maintenance|training|sustainment|",
        r"pistols|shotguns|machine guns|guns?|grenades?|shells?|bombs?|ships?|vessels?|clothing|kits|supplies|imagery|services)\b",
    ))
});
/// Counts of what was given before.
static CUMULATIVE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:to date|so far|in total|already|since|previously|earlier (?:packages|deliveries)|to the \d)\b"));
static REFERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\b(?:this|the|that|today['’]s|our|its) (?:new |latest |upcoming )?(?:[\w$.-]+ ){0,4}?(?:package|tranche|announcement|assistance|draw-?down|aid|money|initiative|commitment)\b",
        r"|^(?:\w+[,]? )?(?:it|they|this|that)(?:['’]ll| will| also)? (?:also )?(?:includ|contain|compris|provid|suppl|consist)|^(?:and )?(?:it|this)['’]?(?:ll| will) (?:also )?|^these (?:new )?(?:capabilities|systems)|^(?:i|he|we) have also (?:approved|authorized)|^among (?:the|its))",
    ))
});

/// A list read for one package.
struct Found {
    package: usize,
    passage: usize,
    /// Where `item.range` is counted from, in the passage.
    base: usize,
    item: Item,
}

/// Finds the items of the packages in `told`; `parents` says which of them are sums.
pub(super) fn find(page: &Page, reading: &Reading, lookups: &Lookups, told: &[Told], parents: &[Option<usize>], found: &mut Mentions) {
    let mut items = Vec::new();
    // The package whose list may follow, and the passage in which a package was last told.
    let mut block: Option<usize> = None;
    let mut last: Option<usize> = None;
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let is_list = is_list_item(page, sentence);
        if is_list && sentence.amounts.is_empty() && is_whole_passage(page, sentence) {
            items.extend(block.into_iter().flat_map(|package| of_block(sentence, package, lookups)));
            continue;
        }
        let package = package_of(told, parents, sentence, at, lookups);
        let is_told = package.and_then(|package| told.get(package)).is_some_and(|told| told.sentences.contains(&at));
        if is_told {
            last = Some(sentence.passage);
        }
        if !is_list {
            block = package.filter(|_| !is_earlier(sentence.text));
        }
        let is_near = last.is_some_and(|passage| sentence.passage.saturating_sub(passage) <= 6);
        let refers = || is_near && (REFERS.is_match(tail(sentence.text, 0, 120)) || hands_over(page, sentence, last));
        if !sentence.is_question && (is_told || refers()) {
            items.extend(package.into_iter().flat_map(|package| in_sentence(sentence, package)));
        }
    }
    write(page, lookups, items, found);
}

/// A list item by its markup, by its bullet, or by its looks: a short line without an end, under a line that ends in a colon.
fn is_list_item(page: &Page, sentence: &Sentence) -> bool {
    let Some(passage) = page.passages.get(sentence.passage) else { return false };
    let bullet =
        |text: &str| text.starts_with(['•', '·', '–', '—']) || text.starts_with("- ") || text.starts_with("-- ") || text.starts_with("* ");
    if sentence.kind == BlockKind::ListItem || bullet(passage.text) {
        return true;
    }
    sentence.kind == BlockKind::Body
        && is_whole_passage(page, sentence)
        && passage.text.len() < 160
        && !passage.text.ends_with(['.', ':', '?', '!', '”', '"'])
        && THING.is_match(passage.text)
}

/// What was given before the package: "before this package the United States had provided:".
fn is_earlier(text: &str) -> bool {
    static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:had (?:already |previously )?(?:provided|sent|given|delivered|committed)|before this|earlier (?:packages|deliveries)|previous(?:ly)? (?:provided|committed|announced|packages|assistance)|to date|so far|since (?:january|february|august|the)[^.]{0,60}(?:provided|committed)|have (?:already )?(?:provided|committed|sent))\b",
        )
    });
    EARLIER.is_match(text)
}

/// A sentence right after the package is told that hands over counted things.
fn hands_over(page: &Page, sentence: &Sentence, told: Option<usize>) -> bool {
    static HANDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:inside (?:it )?are|among (?:the|its) (?:\w+ ){1,3}are|(?:will|to) (?:hand over|deliver|send|supply|receive|go)|in it are|on the list are|there are|are (?:in it|on the list|among (?:the|its|them)|included)|travel with|comes? with|holds?|takes)\b",
        )
    });
    let is_prose = !matches!(page.article.kind, PageKind::Transcript | PageKind::Speech);
    is_prose && told.is_some_and(|told| sentence.passage <= told + 1) && HANDS.is_match(sentence.text) && !is_earlier(sentence.text)
}

fn is_whole_passage(page: &Page, sentence: &Sentence) -> bool {
    page.passages.get(sentence.passage).is_some_and(|passage| passage.text.trim().len() <= sentence.text.trim().len() + 2)
}

/// The package that a sentence speaks of: one told in it, else the one its authority or ordinal names, else the last one told.
fn package_of(told: &[Told], parents: &[Option<usize>], sentence: &Sentence, at: usize, lookups: &Lookups) -> Option<usize> {
    let live: Vec<usize> = (0..told.len()).filter(|package| told[*package].is_live()).collect();
    let here: Vec<usize> = live.iter().copied().filter(|package| told[*package].sentences.contains(&at)).collect();
    if let [only] = here.as_slice() {
        return Some(*only);
    }
    let ordinals = ordinal::find(sentence.text, lookups);
    let by_ordinal = live.iter().copied().find(|package| ordinals.iter().any(|ordinal| told[*package].best.ordinal == Some(ordinal.value)));
    let named = authority::only(sentence.text, lookups);
    let by_name = || live.iter().copied().find(|package| named.is_some() && told[*package].best.authority == named);
    if let Some(package) = by_ordinal.or_else(by_name) {
        return Some(package);
    }
    let is_sum = |package: &usize| parents.contains(&Some(*package));
    if let Some(sum) = here.iter().copied().find(is_sum) {
        return Some(sum);
    }
    let last =
        live.iter().copied().filter(|package| told[*package].sentences.iter().any(|sentence| *sentence <= at)).max_by_key(|package| {
            let last = told[*package].sentences.iter().copied().filter(|sentence| *sentence <= at).max();
            (last, !is_sum(package))
        })?;
    let joint = parents.get(last).copied().flatten().filter(|_| REFERS.is_match(sentence.text) || sentence.kind == BlockKind::Heading);
    Some(joint.unwrap_or(last))
}

static DENIED_ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*(?:no|not|neither|without)\s"));

/// A list item is one item, or several where each has its count.
fn of_block(sentence: &Sentence, package: usize, lookups: &Lookups) -> Vec<Found> {
    let text = sentence.text;
    if DENIED_ITEM.is_match(text)
        || text.len() > 260
        || cues::GIVES.is_match(text) && text.ends_with('.') && text.len() > 120
        || CUMULATIVE.is_match(text)
        || DENIES.is_match(lead(text, text.len().min(30), 30))
    {
        return Vec::new();
    }
    parts(text, 0..text.len())
        .into_iter()
        .filter_map(|range| item::read(text, range))
        .filter(|item| item.quantity.is_some() || THING.is_match(&item.name) || !lookups.equipment.find_in_item(&item.name).is_empty())
        .map(|item| Found { package, passage: sentence.passage, base: sentence.range.start, item })
        .collect()
}

/// Cuts `text[range]` where another thing begins that has its own count, or is said to be additional: "18 howitzers and 18 vehicles
/// to tow howitzers".
fn parts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i),? (?:and|with|plus|along with) |, "));
    static NEXT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:additional|more|associated)\s"));
    static QUALIFIED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:up to|over|more than|approximately|about|nearly|at least) "));
    let Some(part) = text.get(range.clone()) else { return Vec::new() };
    let is_counted = item::read(text, range.clone()).is_some_and(|item| item.quantity.is_some());
    let mut parts = Vec::new();
    let mut start = range.start;
    for joint in JOINT.find_iter(part) {
        let rest = tail(text, range.start + joint.end(), 80);
        let counted = item::count(QUALIFIED.replace(rest, "").as_ref()).is_some() && is_counted;
        if counted || NEXT.is_match(rest) {
            parts.push(start..range.start + joint.start());
            start = range.start + joint.end();
        }
    }
    parts.push(start..range.end);
    parts
}

/// The lists inside a sentence.
fn in_sentence(sentence: &Sentence, package: usize) -> Vec<Found> {
    let text = sentence.text;
    let Some(range) = listed(text) else { return Vec::new() };
    let mut items = Vec::new();
    for part in split(text, range) {
        let inner = INNER.find(text.get(part.clone()).unwrap_or_default()).map_or(0, |found| found.end());
        for range in parts(text, without_purpose(text, part.start + inner..part.end)) {
            let words = text.get(range.clone()).unwrap_or_default();
            if words.len() > 160 || words.contains('$') || CUMULATIVE.is_match(words) {
                continue;
            }
            let Some(item) = item::read(text, range).filter(|item| THING.is_match(&item.name) && !is_whole(&item.name)) else { continue };
            items.push(Found { package, passage: sentence.passage, base: sentence.range.start, item });
        }
    }
    items
}

/// Names of the package itself, and of nothing in it.
fn is_whole(name: &str) -> bool {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:new|key|critical|significant|additional|security|military|defense|lethal|more|other|weapons|arms|of|and|in|u\.s\.)\s+)*(?:security assistance|military assistance|assistance|aid|package|support|weapons and equipment|draw-?down|tranche|(?:new|key|critical) capabilit\w+)\b",
        )
    });
    WHOLE.is_match(name)
}

/// Where the list of a sentence stands: after the last word that opens one before its first thing, up to its purpose.
fn listed(text: &str) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    for opener in OPENS.find_iter(text) {
        if DENIES.is_match(lead(text, opener.start(), 40)) {
            continue;
        }
        let start = opener.end();
        let end = list_end(text, start);
        let inner = text.get(start..end).unwrap_or_default();
        if THING.is_match(inner) && !inner.trim_start().starts_with('$') {
            let is_inner = opener.as_str().to_ascii_lowercase().starts_with("including") || opener.as_str().ends_with(": ");
            if best.is_none() || is_inner {
                best = Some(start..end);
            }
        }
    }
    best.or_else(|| reversed(text))
}

/// "Javelins, small arms and body armor are among the things that will move".
fn reversed(text: &str) -> Option<Range<usize>> {
    static CLOSES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i),? (?:are|is) (?:also )?(?:among|included|in (?:it|the)|on the (?:list|way)|part of)\b|,? (?:travel|go|come|ship) with (?:them|it)\b",
        )
    });
    let end = CLOSES.find(text)?.start();
    let is_list = text.get(..end).is_some_and(|list| (list.contains(", ") || list.contains(" and ")) && THING.is_match(list));
    is_list.then_some(0..end)
}

/// A list ends at the next strong break, or with its sentence.
fn list_end(text: &str, start: usize) -> usize {
    static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s[—–]\s|\s--\s|; (?:and )?(?:it|this|the|we|they)\b"));
    let rest = text.get(start..).unwrap_or_default();
    let is_by_semicolon = rest.matches("; ").count() > 1;
    let end = BREAK.find(rest).filter(|_| !is_by_semicolon).map_or(rest.len(), |found| found.start());
    start + rest.get(..end).unwrap_or_default().trim_end_matches(['.', '!', '"', '”', '’', ' ']).len()
}

/// The words of an item without what it is for; towing and carrying belong to its name.
fn without_purpose(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let end = PURPOSE.find_iter(words).find(|found| found.start() > 0 && !TOWS.is_match(tail(words, found.start(), 20)));
    range.start..end.map_or(range.end, |found| range.start + found.start())
}

/// Cuts a list at its commas, and at its last "and" where no comma stands before that.
fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\s*(?:and )?(?:(?:which|where|who|while|as (?:they|do|part)|otherwise|also known|because|so|but|bringing|making|all of|they|it|we|to|in order|for (?:use|the|eventual)|that)\b)",
        )
    });
    static COMMA: LazyLock<Regex> =
        LazyLock::new(|| pattern(r",(?: (?:and|as well as|or))?(?:,? of course,)? (?:and )?|; (?:and )?| as well as "));
    let Some(list) = text.get(range.clone()) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut start = range.start;
    let mut has_final = false;
    let mut end = range.end;
    for comma in COMMA.find_iter(list) {
        if is_thousands(list, comma.start()) {
            continue;
        }
        if ENDS.is_match(tail(list, comma.end(), 40)) {
            end = range.start + comma.start();
            break;
        }
        has_final |= comma.as_str().contains("and") || comma.as_str().contains("as well as");
        parts.push(start..range.start + comma.start());
        start = range.start + comma.end();
    }
    let last = start.min(end)..end;
    match text.get(last.clone()).and_then(|last| last.find(" and ")) {
        Some(at) if !has_final && !PURPOSE.is_match(text.get(last.start..last.start + at).unwrap_or_default()) => {
            parts.push(last.start..last.start + at);
            parts.push(last.start + at + 5..last.end);
        }
        _ => parts.push(last),
    }
    parts
}

fn is_thousands(list: &str, at: usize) -> bool {
    list.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
}

fn write(page: &Page, lookups: &Lookups, mut items: Vec<Found>, found: &mut Mentions) {
    items.sort_by_key(|item| (item.package, item.passage, item.base + item.item.range.start));
    let mut seen = std::collections::BTreeSet::new();
    let mut counter = (usize::MAX, 0);
    for Found { package, passage, base, item } in items {
        if !seen.insert((package, item.name.to_lowercase(), item.quantity)) {
            continue;
        }
        let Some(passage) = page.passages.get(passage) else { continue };
        let span = passage.span(base + item.range.start..base + item.range.end);
        counter = if counter.0 == package { (package, counter.1 + 1) } else { (package, 1) };
        let known = lookups.equipment.find(&item.name).into_iter().max_by_key(|(range, _)| range.len()).map(|(_, row)| row.to_vec());
        let field = |column: usize| known.as_ref().and_then(|row| row.get(column)).filter(|value| !value.is_empty()).cloned();
        found.announced_items.push(AnnouncedItem {
            article_id: page.article.article_id.clone(),
            paragraph_no: span.paragraph_no,
            start_char: span.start_char,
            end_char: span.end_char,
            surface: span.surface,
            announcement_no: number(package),
            item_no: counter.1,
            name: item.name,
            equipment_id: field(1).map(|name| slug(&name)),
            category: field(2),
            quantity_low: item.quantity,
            quantity_high: item.quantity,
            bound: item.bound,
            qualifier: item.qualifier,
            unit: item.unit,
            calibre: field(4),
            is_additional: item.is_additional,
        });
    }
}
