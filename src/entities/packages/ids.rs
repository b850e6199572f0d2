//! The id of a package: a pure function of what identifies it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::amounts::Amount;
use crate::entities::codes;
use crate::lookup::Lookups;
use crate::mentions::announcements::Authority;

/// What identifies a package.
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    /// Who receives it, canonical.
    pub recipient: &'a str,
    /// The law or fund.
    pub authority: Option<Authority>,
    /// Its place in the series.
    pub ordinal: Option<i64>,
    /// The day it was announced.
    pub day: NaiveDate,
    /// The stated value.
    pub amount: Option<Amount>,
    /// Whether it is the sum of several.
    pub is_sum: bool,
}

/// `UKR-PDA-37` by ordinal, `UKR-USAI-20220824-2980` by day and value in millions, `UKR-SUM-20220701-820` for sums; a number is added
/// where the id is taken.
pub fn of(identity: Identity, lookups: &Lookups, taken: &mut BTreeSet<String>) -> String {
    let code = codes::recipient(identity.recipient, lookups);
    let fund = if identity.is_sum { "SUM" } else { identity.authority.map_or("NA", Authority::as_str) };
    let value = identity.amount.map_or_else(|| "NV".to_owned(), |amount| codes::millions(amount.high));
    let by_day = || format!("{code}-{fund}-{}-{value}", identity.day.format("%Y%m%d"));
    let by_ordinal = identity.ordinal.map(|ordinal| format!("{code}-{fund}-{ordinal}")).filter(|id| !taken.contains(id));
    let base = by_ordinal.unwrap_or_else(by_day);
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let id = std::iter::once(base.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(base);
    taken.insert(id.clone());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_recipient_fund_and_ordinal_or_day_and_value() {
        let day = NaiveDate::from_ymd_opt(2024, 12, 20).unwrap();
        let amount = Some(Amount::exact(571_300_000));
        let mut identity =
            Identity { recipient: "Côte d'Ivoire", authority: Some(Authority::Pda), ordinal: Some(3), day, amount, is_sum: false };
        let (lookups, mut taken) = (Lookups::default(), BTreeSet::new());
        assert_eq!(of(identity, &lookups, &mut taken), "CÔTE_D_IVOIRE-PDA-3");
        assert_eq!(of(identity, &lookups, &mut taken), "CÔTE_D_IVOIRE-PDA-20241220-571.3");
        assert_eq!(of(identity, &lookups, &mut taken), "CÔTE_D_IVOIRE-PDA-20241220-571.3-2");
        let known = Identity { recipient: "Ukraine", ordinal: Some(37), ..identity };
        assert_eq!(of(known, Lookups::of_project(), &mut taken), "UKR-PDA-37");
        identity = Identity { authority: None, ordinal: None, amount: None, is_sum: true, ..identity };
        assert_eq!(of(identity, &lookups, &mut taken), "CÔTE_D_IVOIRE-SUM-20241220-NV");
    }
}
