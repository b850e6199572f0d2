//! Running totals across pages: one row per figure, scope and day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Entities, codes};
use crate::lookup::Lookups;
use crate::mentions::Mentions;
use crate::mentions::announcements::Authority;
use crate::mentions::money::Bound;
use crate::mentions::stated_totals::StatedTotal;
use crate::records::Article;
use crate::table;
use crate::table::Row;

table! {
    /// One row per running total as officials stated it on a day.
    pub struct StatedTotalEntity = Entities.stated_totals, key(stated_total_id) {
        /// Pure function of recipient, authority, base date, day and value.
        stated_total_id: String,
        /// Who received it.
        recipient: Option<String>,
        /// The law or fund, where the total is of one.
        authority: Option<Authority>,
        /// What the total covers, as first written.
        scope: Option<String>,
        /// First day it covers.
        base_date: Option<NaiveDate>,
        /// The day it is stated for.
        as_of_date: NaiveDate,
        /// The stated value, or the low end of a range, in US dollars.
        value_low_usd: i64,
        /// The stated value, or the high end of a range.
        value_high_usd: i64,
        /// How far it binds.
        bound: Bound,
        /// The words that bind it, as written.
        qualifier: Option<String>,
        /// The article it was first read in.
        article_id: String,
        /// Where the sentence starts in its `body_text`.
        start_char: i64,
        /// Where it ends.
        end_char: i64,
        /// Pages that state it on that day.
        report_count: i64,
        /// First day a page states it.
        first_seen: Option<NaiveDate>,
        /// Last such day.
        last_seen: Option<NaiveDate>,
    }
}

/// Resolves the running totals of all pages: the same figure, scope and day is one row, whichever pages state it.
pub fn resolve(articles: &[Article], mentions: &Mentions, lookups: &Lookups, entities: &mut Entities) {
    let published: BTreeMap<&str, NaiveDate> = articles.iter().map(|page| (page.article_id.as_str(), page.published_date)).collect();
    let mut groups: BTreeMap<Key, Vec<&StatedTotal>> = BTreeMap::new();
    for total in &mentions.stated_totals {
        let value = (total.value_low_usd, total.value_high_usd);
        let key = (total.recipient.as_deref(), total.authority, total.base_date, total.as_of_date, value);
        groups.entry(key).or_default().push(total);
    }
    for mut group in groups.into_values() {
        group.sort_by_key(|total| (published.get(total.article_id.as_str()), &total.article_id, total.start_char, total.money_start_char));
        entities.stated_totals.push(row(&group, &published, lookups));
    }
    entities.stated_totals.sort_by(Row::compare);
}

type Key<'a> = (Option<&'a str>, Option<Authority>, Option<NaiveDate>, NaiveDate, (i64, i64));

/// One row for the statements of one figure, the earliest first.
fn row(group: &[&StatedTotal], published: &BTreeMap<&str, NaiveDate>, lookups: &Lookups) -> StatedTotalEntity {
    let first = group[0];
    let pages: BTreeSet<&str> = group.iter().map(|total| total.article_id.as_str()).collect();
    let days = || pages.iter().filter_map(|page| published.get(page).copied());
    StatedTotalEntity {
        stated_total_id: id(first, lookups),
        recipient: first.recipient.clone(),
        authority: first.authority,
        scope: group.iter().find_map(|total| total.scope.clone()),
        base_date: first.base_date,
        as_of_date: first.as_of_date,
        value_low_usd: first.value_low_usd,
        value_high_usd: first.value_high_usd,
        bound: first.bound,
        qualifier: first.qualifier.clone(),
        article_id: first.article_id.clone(),
        start_char: first.start_char,
        end_char: first.end_char,
        report_count: i64::try_from(pages.len()).unwrap_or(i64::MAX),
        first_seen: days().min(),
        last_seen: days().max(),
    }
}

/// `UKRAINE-ALL-20220224-20230303-32200`: recipient, authority or `ALL`, base day or `NB`, day, value in millions.
fn id(total: &StatedTotal, lookups: &Lookups) -> String {
    let recipient = codes::recipient(total.recipient.as_deref().unwrap_or_default(), lookups);
    let authority = total.authority.map_or("ALL", Authority::as_str);
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let base = total.base_date.map_or_else(|| "NB".to_owned(), day);
    let low = codes::millions(total.value_low_usd);
    let value = if total.value_low_usd == total.value_high_usd { low } else { format!("{low}_{}", codes::millions(total.value_high_usd)) };
    format!("{recipient}-{authority}-{base}-{}-{value}", day(total.as_of_date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(article_id: &str, usd: i64, scope: Option<&str>) -> StatedTotal {
        let day = NaiveDate::from_ymd_opt(2022, 12, 21).unwrap();
        StatedTotal {
            article_id: article_id.into(),
            paragraph_no: 1,
            start_char: 3,
            end_char: 9,
            surface: "a sentence".into(),
            money_start_char: 4,
            recipient: Some("Ukraine".into()),
            authority: None,
            scope: scope.map(str::to_owned),
            base_date: NaiveDate::from_ymd_opt(2022, 2, 24),
            as_of_date: day,
            value_low_usd: usd,
            value_high_usd: usd,
            bound: Bound::AtLeast,
            qualifier: Some("more than".into()),
        }
    }

    #[test]
    fn one_figure_of_one_day_is_one_row_whoever_states_it() {
        let scope = Some("since February 24");
        let stated_totals = vec![total("b", 21_200_000_000, scope), total("a", 21_200_000_000, None), total("a", 21_900_000_000, None)];
        let mentions = Mentions { stated_totals, ..Mentions::default() };
        let mut entities = Entities::default();
        resolve(&[], &mentions, Lookups::of_project(), &mut entities);
        let rows = entities.stated_totals.iter().map(|row| (row.stated_total_id.as_str(), row.report_count, row.scope.as_deref()));
        let expected = [("UKR-ALL-20220224-20221221-21200", 2, scope), ("UKR-ALL-20220224-20221221-21900", 1, None)];
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }
}
