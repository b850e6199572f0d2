//! Military units: by an ordinal and a noun, `3rd Infantry Division`, or by letters, `VMFA-121`, `96th MDG`.

use super::shapes::REACH;
use super::words::{is_direction, is_ordinal, is_roman, is_title, is_trade};
use super::{Line, Name, What, heads};
use crate::mentions::organizations::OrganizationKind;
use crate::text::words::is_listed;

/// A unit: from its ordinal, numeral or letter to the last noun that can name one.
pub(super) fn numbered(line: &Line, at: usize) -> Option<(usize, usize)> {
    let mut first = at;
    while first > 0 && at - first < REACH && line.is_linked(first) {
        let before = first - 1;
        let word = line.word(before);
        if is_ordinal(word) || is_roman(word) {
            let owner = line.linked(before).and_then(|_| before.checked_sub(1)).filter(|owner| matches!(line.word(*owner), "U.S." | "US"));
            return Some((owner.unwrap_or(before), at));
        }
        // "1st Airborne Warning and Control Squadron", "2nd Civil Engineer Squadron".
        let is_pair =
            line.is_and(before) && before > 0 && line.is_linked(before) && line.joins_names(before - 1) && !is_unit(line.word(before - 1));
        let is_trade = line.words[before].is_capital() && is_trade(word);
        if !(line.joins_names(before) || is_pair || is_trade) {
            return None;
        }
        first = before - usize::from(is_pair);
    }
    None
}

/// A part of a larger body, `Mission Planning Division`, `Twin Pine Composite Squadron`: no capital but a title follows it.
pub(super) fn closed(line: &Line, at: usize, (first, last): (usize, usize)) -> Option<(usize, usize)> {
    let is_open = line.linked(last + 1).is_some_and(|next| line.words[next].is_capital() && !is_title(line.word(next)));
    let needed = if is_listed(line.word(at), "Division Branch") { 1 } else { 2 };
    let is_quarter = at == first + 1 && (is_direction(line.word(first)) || is_listed(line.word(first), "championship minor"));
    (last > at || at - first >= needed && !is_open && !is_quarter).then_some((first, last))
}

/// What a group is, by the words `first..at` before the noun; nothing where they are common.
pub(super) fn group(line: &Line, first: usize, at: usize) -> Option<OrganizationKind> {
    const PARTS: &str =
        "strike forces operations intelligence logistics medical maintenance engineer mission sustainment expeditionary amphibious";
    const TALKS: &str =
        "advisory working study studies contact action consultative steering support focus user review coordination leadership";
    const COMMON: &str =
        "age peer control ethnic target reading interest terrorist terror militant rebel discussion task test core small large";
    let (before, left) = (line.word(at.checked_sub(1)?), at - first);
    let is_open = line.linked(at + 1).is_some_and(|next| line.words[next].is_capital() && !is_title(line.word(next)));
    match before {
        _ if is_open || is_listed(before, COMMON) => None,
        _ if is_listed(before, PARTS) => (left > 1).then_some(OrganizationKind::Unit),
        _ if is_listed(before, TALKS) => (left > 1).then_some(OrganizationKind::Other),
        _ if line.is_place(at - 1) => Some(OrganizationKind::Other),
        _ if left == 1 => Some(OrganizationKind::Company),
        _ => (left < 4).then_some(OrganizationKind::Other),
    }
}

fn is_unit(word: &str) -> bool {
    heads::of(word).iter().any(|head| head.order == heads::Order::Numbered)
}

/// A unit by its letters, the last word of which stands at `at`.
pub(super) fn lettered(line: &Line, at: usize) -> Option<Name<'static>> {
    let first = if is_squadron(line.word(at)) { at } else { of_ordinal(line, at)? };
    Some(Name::shape(line.words[first].start..line.words[at].end, What::Organization(OrganizationKind::Unit)))
}

/// Whether a word is the letters and number of a squadron or task force.
fn is_squadron(word: &str) -> bool {
    const LETTERS: [&str; 26] = [
        "VMFA", "VMA", "VMM", "HMH", "HMLA", "HMM", "HMX", "VMGR", "VMU", "VMFAT", "VMAQ", "VFA", "VAQ", "VAW", "VP", "VQ", "VR", "VRC",
        "VX", "HSC", "HSM", "VUP", "CTF", "DESRON", "BLT", "HMLAT",
    ];
    word.split_once('-').is_some_and(|(letters, digits)| LETTERS.contains(&letters) && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The ordinal before the letters of a unit at `at`.
fn of_ordinal(line: &Line, at: usize) -> Option<usize> {
    const LETTERS: [&str; 11] = ["BCT", "ID", "AD", "CAB", "MEU", "MEB", "MEF", "BN", "REGT", "CAV", "ESC"];
    let (before, word) = (at.checked_sub(1).filter(|_| line.is_linked(at))?, line.word(at));
    let is_number = line.word(before).starts_with(|letter: char| letter.is_ascii_digit()) && is_ordinal(line.word(before));
    let is_unit = LETTERS.contains(&word) || (2..=5).contains(&word.len()) && word.ends_with(['W', 'G', 'S', 'Q']);
    (is_number && is_unit && word.bytes().all(|byte| byte.is_ascii_uppercase()) && line.known_at(at).is_none()).then_some(before)
}
