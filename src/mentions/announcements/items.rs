//! The items of a package: lists of blocks after a sentence that opens them, and lists inside a sentence.

use std::sync::LazyLock;

use regex::Regex;

use super::item::Item;
use super::merge::Told;
use super::{AnnouncedItem, authority, list, number, ordinal};
use crate::lookup::Lookups;
use crate::mentions::reading::{Reading, Sentence};
use crate::mentions::{Mentions, Page, equipment};
use crate::records::{BlockKind, PageKind};
use crate::text::{pattern, tail};

static REFERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\b(?:this|the|that|today['’]s|our|its) (?:new |latest |upcoming )?(?:[\w$.-]+ ){0,4}?(?:package|tranche|announcement|assistance|draw-?down|aid|money|initiative|commitment)\b",
        r"|^(?:\w+[,]? )?(?:it|they|this|that)(?:['’]ll| will| also)? (?:also )?(?:includ|contain|compris|provid|suppl|consist)|^(?:and )?(?:it|this)['’]?(?:ll| will) (?:also )?|\bexpect (?:it|this|that) to (?:include|contain)|^these (?:new )?(?:capabilities|systems)|^(?:i|he|we) have also (?:approved|authorized)|^among (?:the|its))",
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
    // An order names what the law lets it give, and no things.
    if page.article.kind == PageKind::Memorandum {
        return;
    }
    let mut items = Vec::new();
    // The package whose list may follow, and the passage in which a package was last told.
    let mut block: Option<usize> = None;
    let mut last: Option<usize> = None;
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let is_list = is_list_item(page, sentence);
        if is_list && sentence.amounts.is_empty() && is_whole_passage(page, sentence) {
            items.extend(block.into_iter().flat_map(|package| found_in(sentence, package, list::of_line(sentence.text, lookups))));
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
            items.extend(package.into_iter().flat_map(|package| found_in(sentence, package, list::of_sentence(sentence.text, lookups))));
        }
    }
    write(page, lookups, items, found);
}

fn found_in(sentence: &Sentence, package: usize, items: Vec<Item>) -> impl Iterator<Item = Found> {
    let (passage, base) = (sentence.passage, sentence.range.start);
    items.into_iter().map(move |item| Found { package, passage, base, item })
}

/// A list item by its markup, by its bullet, or by its looks: a short line without an end, under a line that ends in a colon.
fn is_list_item(page: &Page, sentence: &Sentence) -> bool {
    let Some(passage) = page.passages.get(sentence.passage) else { return false };
    let bullet =
        |text: &str| text.starts_with(['•', '·', '–', '—']) || text.starts_with("- ") || text.starts_with("-- ") || text.starts_with("* ");
    if sentence.kind == BlockKind::ListItem || bullet(passage.text) {
        return true;
    }
    let is_spoken = matches!(page.article.kind, PageKind::Transcript | PageKind::Speech);
    sentence.kind == BlockKind::Body
        && !is_spoken
        && !list::is_told(passage.text)
        && is_whole_passage(page, sentence)
        && passage.text.len() < 160
        && !passage.text.ends_with(['.', ':', '?', '!', '”', '"'])
        && list::is_thing(passage.text)
}

/// What was given before the package: "before this package the United States had provided:".
fn is_earlier(text: &str) -> bool {
    static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(?:assistance|aid|support|equipment|capabilities|commitments?|deliveries) (?:\w+ )?(?:committed|provided|delivered|sent|given|transferred|pledged)\b[^.;]{0,60}\binclud\w+|had (?:already |previously )?(?:provided|sent|given|delivered|committed|supplied)|cumulative|no part of|before this|earlier (?:packages|deliveries)|previous(?:ly)? (?:provided|committed|announced|packages|assistance)|to date|so far|since (?:january|february|august|the)[^.]{0,60}(?:provided|committed)|have (?:already )?(?:provided|committed|sent))\b",
        )
    });
    EARLIER.is_match(text)
}

/// A sentence right after the package is told that names three things or more.
fn hands_over(page: &Page, sentence: &Sentence, told: Option<usize>) -> bool {
    let is_prose = !matches!(page.article.kind, PageKind::Transcript | PageKind::Speech | PageKind::Other);
    let is_next = told.is_some_and(|told| sentence.passage <= told + 1);
    let things = |text: &str| text.split([',', ';']).filter(|part| list::is_thing(part)).count();
    is_prose && is_next && sentence.amounts.is_empty() && !is_earlier(sentence.text) && things(sentence.text) > 2
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
            (last, !is_sum(package), std::cmp::Reverse(*package))
        })?;
    let joint = parents.get(last).copied().flatten().filter(|_| REFERS.is_match(sentence.text) || sentence.kind == BlockKind::Heading);
    Some(joint.unwrap_or(last))
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
        let known = equipment::of_item(&item.name, lookups);
        found.announced_items.push(AnnouncedItem {
            article_id: page.article.article_id.clone(),
            paragraph_no: span.paragraph_no,
            start_char: span.start_char,
            end_char: span.end_char,
            surface: span.surface,
            announcement_no: number(package),
            item_no: counter.1,
            name: item.name,
            equipment_id: known.as_ref().map(|thing| thing.equipment_id.clone()),
            category: known.as_ref().map(|thing| thing.category.clone()),
            quantity_low: item.quantity,
            quantity_high: item.quantity,
            bound: item.bound,
            qualifier: item.qualifier,
            unit: item.unit,
            calibre: known.and_then(|thing| thing.calibre),
            is_additional: item.is_additional,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::mentions::Mentions;
    use crate::mentions::testing::release;

    fn items(found: &Mentions) -> Vec<(i64, Option<i64>, &str)> {
        found.announced_items.iter().map(|row| (row.announcement_no, row.quantity_low, row.name.as_str())).collect()
    }

    #[test]
    fn a_list_of_blocks_belongs_to_the_package_told_before_it() {
        let found = release(&[
            "Today the department announced a $100 million drawdown for Ukraine. The package includes:",
            "* 18 155mm Howitzers and 18 Tactical Vehicles to tow 155mm Howitzers;",
            "* (25,000) 155mm artillery rounds;",
            "* Additional ammunition for HIMARS;",
        ]);
        assert_eq!(
            items(&found),
            [
                (1, Some(18), "155mm Howitzers"),
                (1, Some(18), "Tactical Vehicles to tow 155mm Howitzers"),
                (1, Some(25_000), "155mm artillery rounds"),
                (1, None, "ammunition for HIMARS"),
            ]
        );
        assert!(found.announced_items[3].is_additional);
    }

    #[test]
    fn two_lists_go_to_two_packages() {
        let found = release(&[
            "The department announced a drawdown of $50 million for Ukraine and $770 million under the Ukraine Security Assistance Initiative.",
            "The drawdown includes:",
            "* Two radars",
            "Under the Ukraine Security Assistance Initiative, the department will provide:",
            "* 150,000 rounds of 155mm ammunition",
        ]);
        assert_eq!(items(&found), [(1, Some(2), "radars"), (2, Some(150_000), "rounds of 155mm ammunition")]);
    }

    #[test]
    fn a_list_in_a_sentence_is_read() {
        let found = release(&[
            "Today we announced a $400 million security assistance package for Ukraine.",
            "This package includes 800 anti-aircraft systems to make sure the sky is safe, artillery systems and ammunition, and armored vehicles.",
        ]);
        assert_eq!(
            items(&found),
            [(1, Some(800), "anti-aircraft systems"), (1, None, "artillery systems and ammunition"), (1, None, "armored vehicles")]
        );
    }

    #[test]
    fn what_was_given_before_or_is_denied_is_no_item() {
        let found = release(&[
            "Today we announced a $40 million drawdown for Ukraine with field equipment.",
            "The package does not include long-range missiles.",
            "Before this package the United States had provided:",
            "* More than 10,000 Javelins to date",
        ]);
        assert!(items(&found).iter().all(|(_, _, name)| !name.contains("missiles") && !name.contains("Javelin")));
    }

    #[test]
    fn a_list_goes_on_behind_an_aside() {
        let found = release(&[
            "Today we announced a $400 million security assistance package for Ukraine.",
            "This package includes more ammunition for HIMARS and howitzers, which Ukraine is using well to defend itself, as well as armored \
             vehicles, counter-drone systems and mine-clearing equipment, and Patriot launchers, capable of bringing down missiles.",
        ]);
        let names = [
            "ammunition for HIMARS and howitzers",
            "armored vehicles",
            "counter-drone systems",
            "mine-clearing equipment",
            "Patriot launchers",
        ];
        assert_eq!(items(&found).iter().map(|(_, _, name)| *name).collect::<Vec<_>>(), names);
        let found = release(&[
            "Today we announced a $400 million security assistance package for Ukraine.",
            "It will provide Ukraine with ar- — additional armored vehicles — I know you asked — as well as radars, and strengthen Ukraine's air defenses.",
        ]);
        assert_eq!(items(&found).iter().map(|(_, _, name)| *name).collect::<Vec<_>>(), ["armored vehicles", "radars"]);
    }

    #[test]
    fn what_was_committed_in_all_is_no_part_of_the_package() {
        let found = release(&[
            "On June 14 the department announced a $100 million security assistance package for Ukraine.",
            "U.S. security assistance committed to Ukraine includes:",
            "* Over 10,000 Javelin systems",
        ]);
        assert!(items(&found).is_empty());
    }

    #[test]
    fn lines_that_tell_are_no_items() {
        let list =
            ["Today we announced a $400 million security assistance package for Ukraine, which includes:", "Radars", "Anti-tank weapons"];
        assert_eq!(items(&release(&list)).len(), 2);
        let told = [list[0], "And by using contracted aircraft we can bypass regular", "— on this new missile and how we are making it"];
        assert!(items(&release(&told)).is_empty());
        let order = "I hereby delegate the authority under section 506(a)(1) to direct the drawdown of up to $60 million in defense articles and \
                     services, and military education and training, to provide assistance to Ukraine.";
        assert!(items(&crate::mentions::testing::read(crate::records::PageKind::Memorandum, "Memorandum", &[order])).is_empty());
    }
}
