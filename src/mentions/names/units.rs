//! Military units: by an ordinal and a noun, `3rd Infantry Division`, or by letters, `VMFA-121`, `96th MDG`.

use super::shapes::REACH;
use super::words::{is_ordinal, is_roman};
use super::{Line, Name, What};
use crate::mentions::organizations::OrganizationKind;

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
        if !line.joins_names(before) {
            return None;
        }
        first = before;
    }
    None
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
