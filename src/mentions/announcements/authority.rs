//! The law or fund that a package draws on.
//!
//! Names are facts (`lookups/authorities.csv`); which amount a name belongs to is the rule: the name after the amount, unless it
//! introduces the next amount, else the name before it, else the only name of the sentence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lookup::Lookups;
use crate::mentions::reading::Sentence;
use crate::text::{lead, pattern, tail};
use crate::vocabulary;

vocabulary! {
    /// The law or fund that a package draws on.
    pub enum Authority {
        /// Presidential Drawdown Authority, section 506(a) of the Foreign Assistance Act.
        Pda = "PDA",
        /// Ukraine Security Assistance Initiative.
        Usai = "USAI",
        /// Foreign Military Financing, as a grant.
        Fmf = "FMF",
        /// Foreign Military Financing, as a loan.
        FmfLoan = "FMF_loan",
        /// Excess Defense Articles.
        Eda = "EDA",
        /// A named authority that is none of these.
        Other = "other",
    }
}

/// A name set apart from what is given: "unlike a drawdown", "rather than from stocks".
static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:unlike|differs? from|rather than|different(?:ly)? (?:than|from)|instead of|in contrast to|as opposed to|as in)\b[^,.;]{0,45}|(?:not|no|neither|nor|ceiling on)(?:\s+(?:an?|the|any|from|through|under|by|presidential))*\s+)$",
    )
});
/// What stands between a name and the amount it introduces: "a drawdown of up to $1 billion".
static INTRODUCES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:authority|package|tranche)?(?:,?\s*(?:of|at|valued at|worth|for|totall?ing|with an estimated value of)|,)?(?:\s*(?:an?|additional|up|to|approximately|about|more|than|nearly|another|roughly|the|other|estimated|some))*\s*$",
    )
});

/// The authorities named in `text`, in order. Names set apart from what is given are left out.
pub(super) fn find(text: &str, lookups: &Lookups) -> Vec<(Range<usize>, Authority)> {
    let mut named = Vec::new();
    for (range, row) in lookups.authorities.find(text) {
        let Some(code) = row.get(1).and_then(|code| known(code)) else { continue };
        if DENIED.is_match(lead(text, range.start, 60)) {
            continue;
        }
        let near = |words: &str| words.contains("loan");
        let follows = tail(text, range.end, 60).split([',', '.', ';']).next().is_some_and(near);
        let is_loan = code == Authority::Fmf && (follows || near(lead(text, range.start, 30)));
        named.push((range, if is_loan { Authority::FmfLoan } else { code }));
    }
    for found in STOCKS.find_iter(text) {
        let is_known = named.iter().any(|(range, _)| range.start < found.end() && found.start() < range.end);
        if !is_known && !DENIED.is_match(lead(text, found.start(), 60)) {
            named.push((found.range(), Authority::Pda));
        }
    }
    named.sort_by_key(|(range, _)| range.start);
    named
}

/// Words that may name an authority without naming a package.
pub(super) static HINTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bsections? \d|\binitiative\b|\bexcess defense|\bauthorit(?:y|ies)\b"));

/// Stocks and delegations, as prose names the authority that draws on them.
pub(super) static STOCKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:drawn|drawing|taken|comes?|pulled) (?:down )?(?:directly )?(?:from|off|out of) (?:[\w.'’]+ ){0,4}?(?:stocks?|stockpiles?|inventor(?:y|ies)|shel(?:f|ves))|drawn down|(?:stuff )?off our own shelves|delegation of authority from|delegation (?:signed|made|given) by|delegated (?:\w+ ){0,6}?authority for)\b",
    )
});

fn known(code: &str) -> Option<Authority> {
    Some(match code {
        "PDA" => Authority::Pda,
        "USAI" => Authority::Usai,
        "FMF" => Authority::Fmf,
        "FMF_LOAN" => Authority::FmfLoan,
        "EDA" => Authority::Eda,
        "section_333" | "section_1206" | "section_2282" | "MSI" | "TSCI" | "ERI" | "EDI" | "CTEF" | "BSI" => Authority::Other,
        _ => return None,
    })
}

/// The only authority that `text` names, if it names just one.
pub(in crate::mentions) fn only(text: &str, lookups: &Lookups) -> Option<Authority> {
    let mut named = find(text, lookups).into_iter().map(|(_, code)| code);
    let first = named.next()?;
    named.all(|next| next == first).then_some(first)
}

/// The authority of amount `index`.
pub(super) fn of_amount(sentence: &Sentence, index: usize, lookups: &Lookups) -> Option<Authority> {
    let after = sentence.after(index);
    let has_next = index + 1 < sentence.amounts.len();
    let follows = find(after, lookups).into_iter().find(|(range, _)| {
        let gap = after.get(range.end..).unwrap_or_default();
        !(has_next && INTRODUCES.is_match(gap))
    });
    if let Some((_, code)) = follows {
        return Some(code);
    }
    let before = sentence.before(index);
    let is_next_to = |range: &Range<usize>| index == 0 || before.len() - range.end < 60;
    if let Some((_, code)) = find(before, lookups).into_iter().rfind(|(range, _)| is_next_to(range)) {
        return Some(code);
    }
    if has_next || index > 0 { None } else { only(sentence.text, lookups) }
}
