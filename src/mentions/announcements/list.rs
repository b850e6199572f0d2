//! Lists of things: where one stands in a sentence, and where its items part.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::item::{self, Item};
use crate::lookup::Lookups;
use crate::mentions::cues;
use crate::text::{lead, pattern, tail};

/// The items of a line of a list: one, or several where each has its count.
pub(super) fn of_line(text: &str, lookups: &Lookups) -> Vec<Item> {
    let is_prose = cues::GIVES.is_match(text) && text.ends_with('.') && text.len() > 120;
    if is_prose || text.len() > 260 || CUMULATIVE.is_match(text) || DENIED_ITEM.is_match(text) {
        return Vec::new();
    }
    let read = parts(text, 0..text.len()).into_iter().filter_map(|range| item::read(text, range));
    let is_thing = |item: &Item| item.quantity.is_some() || is_thing(&item.name) || !lookups.equipment.find_in_item(&item.name).is_empty();
    read.filter(|item| is_thing(item) && !is_told(&item.name)).collect()
}

/// The items of the list inside a sentence.
pub(super) fn of_sentence(text: &str, lookups: &Lookups) -> Vec<Item> {
    let Some(range) = listed(text) else { return Vec::new() };
    let mut items: Vec<Item> = Vec::new();
    for part in split(text, range) {
        let words = text.get(part.clone()).unwrap_or_default();
        let inner = INNER.find(words).map_or(0, |found| found.end());
        if words.starts_with("specifically ") || words.starts_with("namely ") {
            items.pop();
        }
        let parts = parts(text, without_purpose(text, part.start + inner..part.end)).into_iter();
        for range in parts.flat_map(|range| pair(text, range)) {
            let words = text.get(range.clone()).unwrap_or_default();
            if words.len() > 160 || words.contains('$') || CUMULATIVE.is_match(words) {
                continue;
            }
            let is_known = |name: &str| is_thing(name) || !lookups.equipment.find_in_item(name).is_empty();
            let is_item = |item: &Item| is_known(&item.name) && !is_whole(&item.name) && !is_told(&item.name) && !DOES.is_match(&item.name);
            let Some(mut item) = item::read(text, range).filter(is_item) else { continue };
            if let Some(last) = items.last_mut().filter(|last| FUNDING.is_match(&last.name) && SERVICE.is_match(&item.name)) {
                text.get(last.range.end - last.name.len()..item.range.end).unwrap_or_default().clone_into(&mut last.name);
                last.range.end = item.range.end;
                continue;
            }
            // "additional interceptors and other munitions": the other munitions are additional too.
            item.is_additional |= item.is_other && items.last().is_some_and(|last| last.is_additional);
            items.push(item);
        }
    }
    items
}

/// Whether words name a thing that forces use.
pub(super) fn is_thing(words: &str) -> bool {
    THING.is_match(words)
}

/// Words that tell rather than name.
pub(super) fn is_told(words: &str) -> bool {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:q|to|on|by|how|what|when|where|why|if|can|could|them)\s|\b(?:we|you|they|he|she|i|it|this|that|them)(?:['’]\w+|\s+(?:is|are|was|were|will|can|could|would|has|have|had|also|\w+ed))\b",
        )
    });
    TOLD.is_match(words)
}

/// Words that open a list.
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:(?:includ(?:es?|ing|ed)|contain(?:s|ing|ed)?|compris(?:es?|ing)|consist(?:s|ing)? of|feature[sd]?|made up of|supplies|transfer of|such as|buys|carries|consisting of|brings|adds|holds)",
        r"|(?:will |to |that )?provid(?:es?|ing) (?:them|it|ukraine|\w+) with|(?:will|would) (?:provide|send|receive|get|deliver|give)|sends?|largely|funds?|calls for|needs? for|hand over|inside (?:it )?are|among (?:the|its) (?:\w+ ){1,3}are|in it are|on the list are|there are|takes from u\.s\. \w+)\b:?\s+(?:\w+- — )?(?:(?:up to |about |over |more than )?\$[\d.,]+ (?:million|billion) worth of )?|\b(?:equipment|capabilities|items|weapons|systems|aid|assistance|needs|following|contents|annex|list|artillery|subject): ",
    ))
});
/// What is given in the package has its verb still to come: "the systems we will provide in this package include".
static PLACED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:in|under|through|as part of|with) (?:this|the|that|today['’]s|our) (?:\w+ ){0,3}?(?:package|tranche|announcement|draw-?down)\b|^(?:for|to|on|by|about)\b",
    )
});
/// A list that stands inside the list.
static INNER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^.*\b(?:such as|specifically|namely|including|(?:that|which) (?:will )?includes?)\s+"));
static DENIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:\b(?:not|no|never|neither|nor|without|cannot)|n['’]t)\s+(?:\w+\s+){0,2}$"));
/// Where the list stops and its purpose begins.
static PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:,?\s+(?:for the first time|capable of|able to|needed to|designed to|intended to|that (?:will|would|can|are|is|have|has|ukraine|the|you|we)\b|which|so that|as (?:part|long|well)|for (?:eventual|use|ukraine(?:$|[,. ])|the defense)|where|while|as (?:they|it|ukraine)|tailored|otherwise known|[\w]+[’'](?:s (?:forces|troops|military|army))? (?:could|can|will))\b|\s+[—–]\s",
        r"|,?\s+(?:in order )?to (?:help\w*|bolster|equip|support|enable|strengthen|meet|defend|protect|make|assist|keep|ensure|counter|improve|give|arm|continue|maintain|sustain|the)\b)",
    ))
});
/// Services that one sum of money or one promise is for: "funding for training, maintenance, and sustainment".
static FUNDING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:funding|funds|support) for\b"));
static SERVICE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:training|maintenance|sustainment|transportation|logistics|repair|administrative costs)\b"));
/// What the package does, told in the same breath as what it holds: "as well as strengthen Ukraine's defense industry".
static DOES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:strengthen|support|help|improve|bolster|enhance|sustain|maintain|ensure|protect|defend|enable|meet|keep|give|make|continue|expand)\s+(?:the|its|their|our|them|it|these|those|to|[a-z]+['’]s?)\s",
    )
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
static DENIED_ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*(?:no|not|neither|without)\s"));

/// Cuts `text[range]` where another thing begins that has its own count, or is said to be additional: "18 howitzers and 18 vehicles
/// to tow howitzers".
fn parts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i),? (?:and|with|plus|along with) |, "));
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:additional|more|associated|an (?:array|assortment)|a (?:number|variety|range)|(?:tens|dozens|hundreds|thousands|scores) of)\s",
        )
    });
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

/// Cuts "counter-drone systems and mine-clearing equipment", where each side is the full name of a thing; "rifles and ammunition" is one item.
fn pair(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    static LAST: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"{}$", THING.as_str())));
    static MORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:support|other|related|associated|ancillary|spare|field) "));
    let words = text.get(range.clone()).unwrap_or_default();
    let is_full = |side: &str| side.contains(' ') && LAST.is_match(side) && ![" for ", " of "].iter().any(|word| side.contains(word));
    match words.split_once(" and ") {
        Some((left, right)) if is_full(left) && is_full(right) && !MORE.is_match(right) && !right.contains(" and ") => {
            let middle = range.start + left.len();
            vec![range.start..middle, middle + 5..range.end]
        }
        _ => vec![range],
    }
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
        if THING.is_match(inner) && !inner.trim_start().starts_with('$') && !PLACED.is_match(inner) {
            let is_inner = opener.as_str().to_ascii_lowercase().starts_with("including") || opener.as_str().ends_with(": ");
            if best.is_none() || is_inner {
                best = Some(start..end);
            }
        }
    }
    best.or_else(|| reversed(text)).or_else(|| after_verb(text))
}

/// "In the crates are additional missiles, ...": a list right after its verb.
fn after_verb(text: &str) -> Option<Range<usize>> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\b(?:is|are|has|have|takes?|carries|orders? (?:is|are) for|committed to)|:) (?P<list>(?:(?:over|more than|up to|about) )?(?:\d|additional|further|counter|[A-Z][a-z]+ and )[^.]*)",
        )
    });
    let list = VERB.captures(text)?.name("list")?;
    Some(list.start()..list_end(text, list.start()))
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
    static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"[^-]\s[—–]\s|.\s--\s|.; (?:and )?(?:it|this|the|we|they)\b"));
    let rest = text.get(start..).unwrap_or_default();
    let is_by_semicolon = rest.matches("; ").count() > 1;
    let behind_letter = |found: regex::Match| found.start() + found.as_str().chars().next().map_or(0, char::len_utf8);
    let mut breaks = BREAK.find_iter(rest).filter(|_| !is_by_semicolon).map(behind_letter);
    // Words between two dashes may stand inside the list.
    let (first, second) = (breaks.next(), breaks.next());
    let is_aside = second.is_some_and(|second| RESUMES.find(tail(rest, second, 30)).is_some_and(|found| found.start() == 0));
    let end = first.filter(|_| !is_aside).unwrap_or(rest.len());
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
            r"(?i)^\s*(?:and )?(?:(?:which|where|who|while|capable|able|as (?:they|do|part)|otherwise|also known|because|so|but|bringing|making|all of|they|it|we|to|in order|for (?:use|the|eventual)|that)\b)",
        )
    });
    static COMMA: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r",(?: (?:and|as well as|or))?(?:,? of course,)? (?:and )?|; (?:and )?| as well as | [—–] (?:and|as well as|plus) ")
    });
    let Some(list) = text.get(range.clone()) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut start = range.start;
    let mut has_final = false;
    let mut end = range.end;
    for comma in COMMA.find_iter(list) {
        if is_thousands(list, comma.start()) || range.start + comma.start() < start {
            continue;
        }
        if ENDS.is_match(tail(list, comma.end(), 40)) {
            let Some(resumed) = RESUMES.find(tail(list, comma.end(), 240)) else {
                end = range.start + comma.start();
                break;
            };
            has_final = true;
            parts.push(start..range.start + comma.start());
            start = range.start + comma.end() + resumed.end();
            continue;
        }
        if comma.as_str().ends_with("or ") && is_alias(list, comma.end()) {
            parts.push(start..range.start + comma.start());
            start = range.start + comma.end() + tail(list, comma.end(), 40).find([',', ';']).unwrap_or(0);
            continue;
        }
        has_final |= comma.as_str().contains("and") || comma.as_str().contains("as well as");
        parts.push(start..range.start + comma.start());
        start = range.start + comma.end();
    }
    let last = start.min(end)..end;
    match text.get(last.clone()).and_then(|last| last.find(" and ")) {
        Some(at)
            if !has_final && !PURPOSE.is_match(text.get(last.start..last.start + at).unwrap_or_default()) && !serves(text, &last, at) =>
        {
            parts.push(last.start..last.start + at);
            parts.push(last.start + at + 5..last.end);
        }
        _ => parts.push(last),
    }
    parts
}

/// Words that take a list up again behind an aside.
static RESUMES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:,| [—–]) (?:(?:as well as|plus|along with|together with) |and (?:also )?(?:additional|more|\d))"));

/// Whether the "and" at `at` joins what one kind of thing is for: "ammunition for HIMARS and howitzers".
fn serves(text: &str, part: &Range<usize>, at: usize) -> bool {
    static FOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:ammunition|munitions|rounds|missiles|rockets|parts) for [^,;]+$"));
    static USER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:[\w.-]+ ){0,3}?(?:artillery|howitzers?|mortars?|HIMARS|NASAMS|Patriots?|launchers?|rifles|machine guns|tanks|systems)\b",
        )
    });
    let (before, after) =
        (text.get(part.start..part.start + at).unwrap_or_default(), text.get(part.start + at + 5..part.end).unwrap_or_default());
    FOR.is_match(before) && USER.is_match(after) && item::count(after).is_none()
}

/// Whether a word or two follow that only name again what stands before: "anti-radiation missiles, or HARMs;".
fn is_alias(list: &str, at: usize) -> bool {
    static ALIAS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Z][\w.-]*(?: [A-Z][\w.-]*)?[,;]"));
    ALIAS.is_match(tail(list, at, 40))
}

fn is_thousands(list: &str, at: usize) -> bool {
    list.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
}
