//! What is awarded, and what the contract comes to.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::funds;
use super::notices::{Line, Notice};
use crate::text::bounds::Bound;
use crate::text::{lead, numbers, pattern, tail};

/// Dollars from the sign on. A space within the figures is a slip.
static DOLLARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\$\s?(?P<figure>\d{1,3}(?:,\s?\d{3}\b){1,5}(?:\.\d{1,2})?|\d{1,15}(?:\.\d{1,4})?)(?:[\s\x{a0}-](?P<magnitude>(?i:thousand|million|billion|trillion))\b)?",
    )
});
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| pattern(r"^,?\d"));
/// What speaks of the contract as a whole.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:cumulative|face value|(?:total|overall|maximum|new|revised|estimated|potential|base) (?:[a-z-]+ ){0,3}(?:value|ceiling|maximum|amount)|",
        r"(?:value|ceiling|amount|total|price) of (?:the|this) (?:[a-z-]+ ){0,2}(?:contract|order|agreement)|contract (?:value|ceiling|total|maximum)|",
        r"(?:increas|rais|bring)(?:e|es|ed|ing) the (?:[a-z-]+ ){0,4}(?:value|ceiling|amount|total|maximum|contract)|total is)\b"
    ))
});
static AT_MOST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:\b(?:maximum|ceiling|not[\s-]to[\s-]exceed|up to|potential|no more than)\b[^,;$]{0,24})$"));
static AT_LEAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\b(?:minimum|at least|more than)\b[^,;$]{0,16})$"));
static ABOUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\b(?:estimated|approximately|about|approximate)\b[^,;$]{0,40})$"));
/// The value of one action, not of the contract.
static OWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:value|amount|ceiling|price) of (?:this|the) (?:contract action|action|modification|award|order|(?:task|delivery) order|contract action) is (?:a |an |up to )?$",
    )
});
static OWN_BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^ of (?:this|the) (?:action|modification|award|order|(?:task|delivery) order|contract action)\b"));
static CEILING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^,?\s(?:\([a-z]+\)\s)?(?:maximum|ceiling|not[\s-]to[\s-]exceed)\b"));

/// An amount in whole US dollars, and where it stands.
pub(super) type Dollars = (Range<usize>, i64);

/// The amounts of `text`.
pub(super) fn dollars(text: &str) -> Vec<Dollars> {
    let read = |found: regex::Captures| {
        let factor = found.name("magnitude").map_or(Some(1), |word| numbers::magnitude(word.as_str()))?;
        let figure: String = found["figure"].chars().filter(|letter| !letter.is_whitespace()).collect();
        let range = found.get(0)?.range();
        // A figure that goes on is a slip that cannot be mended.
        let goes_on = GOES_ON.is_match(text.get(range.end..)?);
        Some((range, numbers::digits(&figure, factor)?)).filter(|_| !goes_on)
    };
    DOLLARS.captures_iter(text).filter_map(read).collect()
}

/// What is awarded and how far that binds.
pub(super) fn awarded(notice: &Notice) -> Option<(i64, Bound)> {
    static VALUED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:\bin the amount of|\bvalued? (?:at|of|is)|\bworth|\bnot[\s-]to[\s-]exceed|\bceiling (?:of|is)|\bmaximum|\bestimated at|\bfor|\bvalue of (?:this|the) [a-z -]{1,40} is) (?:a |an |up to |approximately |about )?$",
        )
    });
    let opening = notice.opening.text();
    let first = dollars(opening).into_iter().find(|(range, _)| !WHOLE.is_match(lead(opening, range.start, 90)));
    if let Some((range, amount)) = first.or_else(|| dollars(opening).into_iter().next()) {
        return Some((amount, bound(opening, &range)));
    }
    let own = notice.body.iter().map(Line::text).find_map(|text| {
        let is_own = |range: &Range<usize>| {
            let before = lead(text, range.start, 60);
            OWN.is_match(before) || VALUED.is_match(before) && !funds::obligates(text)
        };
        let (range, amount) = dollars(text).into_iter().find(|(range, _)| is_own(range))?;
        Some((amount, bound(text, &range)))
    });
    own.or_else(|| shares(notice)).or_else(|| corrected(notice)).or_else(|| whole(notice))
}

/// The sum of what stands beside the companies: `Maxim Inc., Dover, Ohio (SPE602-24-D-0470, $5,000,000); and ...`.
fn shares(notice: &Notice) -> Option<(i64, Bound)> {
    let head = notice.passage.text.get(notice.head.clone())?;
    let sum = dollars(head).into_iter().map(|(_, amount)| amount).reduce(i64::saturating_add)?;
    Some((sum, Bound::Exact))
}

/// What a correction puts right, else the only amount it recalls.
fn corrected(notice: &Notice) -> Option<(i64, Bound)> {
    static CORRECT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:correct(?:ed)?|actual|should (?:have )?(?:read|been|be|stated?))\b[^$;.]{0,80}$"));
    let text = notice.passage.text.get(notice.range.clone()).filter(|_| notice.is_correction)?;
    let amounts = dollars(text);
    let right = amounts.iter().find(|(range, _)| CORRECT.is_match(lead(text, range.start, 120)));
    let only = || if let [only] = amounts.as_slice() { Some(only) } else { None };
    right.or_else(only).map(|(range, amount)| (*amount, bound(text, range)))
}

/// The value of a new contract, where nothing else is said of what is awarded: `The maximum value of all three contracts combined is $9,000,000`.
fn whole(notice: &Notice) -> Option<(i64, Bound)> {
    if notice.opening.text().contains("modif") {
        return None;
    }
    notice.body.iter().map(Line::text).filter(|text| !funds::obligates(text) && !text.contains(" if ")).find_map(|text| {
        let (range, amount) = dollars(text).into_iter().find(|(range, _)| WHOLE.is_match(lead(text, range.start, 90)))?;
        let is_most = lead(text, range.start, 120).to_ascii_lowercase().contains("maximum") || text.contains("ceiling");
        Some((amount, if is_most { Bound::AtMost } else { bound(text, &range) }))
    })
}

fn bound(text: &str, range: &Range<usize>) -> Bound {
    let (before, after) = (lead(text, range.start, 48), tail(text, range.end, 32));
    if AT_MOST.is_match(before) || CEILING.is_match(after) {
        Bound::AtMost
    } else if AT_LEAST.is_match(before) {
        Bound::AtLeast
    } else if ABOUT.is_match(before) {
        Bound::About
    } else {
        Bound::Exact
    }
}

/// What the contract comes to with this award: `brings the cumulative value of the contract to $X from $Y`.
pub(super) fn cumulative(notice: &Notice) -> Option<i64> {
    let opening = notice.opening.text();
    // The first amount of the opening is what is awarded.
    let awarded = dollars(opening).first().map_or(opening.len(), |(range, _)| range.end);
    let body = notice.body.iter().map(Line::text);
    opening.get(awarded..).into_iter().chain(body).find_map(|text| {
        let cue = WHOLE.find_iter(text).find(|cue| !OWN_BEHIND.is_match(&text[cue.end()..]))?;
        let rest = text.get(cue.end()..)?;
        let is_new = |(range, _): &Dollars| !matches!(rest[..range.start].trim_end().rsplit(' ').next(), Some("from" | "by"));
        dollars(rest).into_iter().find(is_new).map(|(_, amount)| amount)
    })
}

#[cfg(test)]
mod tests {
    use crate::mentions::contract_awards::ContractAward;
    use crate::mentions::money::Bound;
    use crate::mentions::testing::read;
    use crate::records::PageKind;

    fn award(paragraph: &str) -> ContractAward {
        let mut awards = read(PageKind::Contracts, "Contracts For June 14, 2023", &[paragraph]).contract_awards;
        assert_eq!(awards.len(), 1, "{paragraph}");
        awards.remove(0)
    }

    #[test]
    fn amounts_beside_the_companies_are_added_up() {
        let text = "Ash Corp., Dover, Ohio (SPE602-24-D-0470, $150,000); and Elm LLC,* Reno, Nevada (SPE602-24-D-0483, $50,000), have each been \
                    awarded a fixed-price contract for fuel.";
        assert_eq!(award(text).amount_usd, Some(200_000));
    }

    #[test]
    fn a_ceiling_told_behind_is_what_a_new_contract_is_worth() {
        let text = "The following companies are awarded a firm-fixed-price contract for dredging: Ash Corp., Dover, Ohio (N62470-24-D-0010); and \
                    Elm LLC, Reno, Nevada (N62470-24-D-0011). The maximum aggregate dollar value for both contracts combined is $240,000,000. \
                    Fiscal 2023 funds in the amount of $2,000 will be obligated at time of award.";
        let award = award(text);
        assert_eq!((award.amount_usd, award.amount_bound, award.obligated_usd), (Some(240_000_000), Some(Bound::AtMost), Some(2_000)));
    }

    #[test]
    fn a_correction_tells_the_right_amount() {
        let text = "CORRECTION: The $9,000,000 contract announced June 12, 2023, to Ash Corp., Dover, Ohio, included an incorrect amount. The \
                    correct amount is $8,000,000.";
        assert_eq!(award(text).amount_usd, Some(8_000_000));
    }

    #[test]
    fn governments_that_a_sale_serves_are_its_customers() {
        let text = "Ash Corp., Dover, Ohio, is awarded $500,000 for an order. It provides lamps for the Navy and the government of Australia. \
                    Fiscal 2024 (85%) and fiscal 2023 (15%) lamp procurement (Navy) funds in the amount of $400,000; and Foreign Military Sales \
                    customer funds in the amount of $20,000 will be obligated.";
        assert_eq!(award(text).fms_customers, ["Australia"]);
        let found = read(PageKind::Contracts, "Contracts For June 14, 2023", &[text]);
        let fund = &found.award_funds[0];
        assert_eq!((fund.fiscal_year, fund.fiscal_year_last, fund.kind.as_str()), (Some(2023), Some(2024), "lamp procurement (Navy)"));
    }
}
