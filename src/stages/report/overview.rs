//! The figures at the top, and the charts with the same figures as tables.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use arrow::array::RecordBatch;
use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};

use super::charts::{self, Chart, PALETTE, Pair, Series};
use super::packages::words;
use super::tables::Tables;
use crate::stages::figures::{billions, dollars, plural, thousands};
use crate::stages::summary::findings;
use crate::table::cell;

/// A table of figures: headings, and rows whose first cell names them.
struct Figures {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The publishers of the pages, in words.
pub fn publishers(tables: &Tables) -> Result<String> {
    let coverage = tables.aggregate("article_coverage")?;
    let names: BTreeSet<String> = column::<String>(&coverage, "publisher")?.into_iter().collect();
    Ok(match names.len() {
        0 => "no publisher".to_owned(),
        1..=3 => names.into_iter().collect::<Vec<_>>().join(", "),
        many => plural(i64::try_from(many)?, "publisher"),
    })
}

/// The headline figures.
pub fn headline(tables: &Tables) -> Result<Markup> {
    let ledger = findings::ledger(&tables.aggregate("aid_totals_by_authority")?)?;
    let value: i64 = ledger.iter().map(|line| line.value_usd).sum();
    let packages: i64 = ledger.iter().map(|line| line.packages).sum();
    let without: i64 = ledger.iter().map(|line| line.without_value).sum();
    let bounded: i64 = ledger.iter().map(|line| line.at_most_usd).sum();
    let recipients = ledger.iter().map(|line| line.recipient.as_str()).collect::<BTreeSet<_>>().len();
    let series = findings::series(&tables.aggregate("ordinal_audit")?)?;
    let missing: usize = series.iter().map(|one| one.missing.len()).sum();
    let disputed: usize = series.iter().map(|one| one.conflicting.len()).sum();
    let totals = findings::reconciliation(&tables.aggregate("stated_total_reconciliation")?, tables.tolerance_percent())?;
    let read = tables.outcomes.get("article").copied().unwrap_or_default();
    let rejected = tables.outcomes.get("rejected").copied().unwrap_or_default();
    let card = |figure: String, of: &str, note: String, to: &str| {
        html! { li { a href=(to) { span.big { (figure) } span.of { (of) } span.note { (note) } } } }
    };
    let about =
        format!("{} of it “up to”{}", billions(bounded), if without > 0 { format!("; {without} without a value") } else { String::new() });
    Ok(html! {
        ul.headline aria-label="Headline figures" {
            (card(billions(value), "announced", about, "#totals"))
            (card(thousands(packages), "packages", format!("for {}", plural(i64::try_from(recipients)?, "recipient")), "#packages"))
            @if let Some(totals) = &totals {
                (card(format!("{:.1} %", totals.median_percent), "median gap to totals officials state", format!("{} compared", plural(i64::try_from(totals.totals)?, "total")), "#reconciliation"))
            }
            (card(missing.to_string(), "ordinals missing", format!("{disputed} disputed, in {} series", series.len()), "#audit"))
            (card(thousands(read), "pages read", format!("{rejected} could not be read"), "#coverage"))
        }
    })
}

/// Cumulative by authority, by month, and the ledger.
pub fn totals(tables: &Tables) -> Result<Markup> {
    let daily = tables.aggregate("aid_cumulative")?;
    let cumulative: Vec<Series> = by_name(&daily, "authority", "announced_date", "value_usd")?.into_iter().map(summed).collect();
    let monthly = by_name(&tables.aggregate("aid_totals_monthly")?, "authority", "announced_month", "value_usd")?;
    let names: Vec<String> = cumulative.iter().map(|one| words(&one.name)).collect();
    let ledger = findings::ledger(&tables.aggregate("aid_totals_by_authority")?)?;
    Ok(html! {
        section id="totals" aria-labelledby="totals-heading" {
            h2 id="totals-heading" { "Totals" }
            div.scroll tabindex="0" role="region" aria-label="Totals by recipient and authority" {
                table {
                    caption.hidden { "Totals by recipient and authority" }
                    thead { tr { th scope="col" { "Recipient" } th scope="col" { "Authority" } th.figure.minor scope="col" { "Packages" } th.figure scope="col" { "Value" } th.figure.minor scope="col" { "Of it “up to”" } th.figure.minor scope="col" { "“more than”" } th.figure.minor scope="col" { "“about”" } } }
                    tbody { @for line in &ledger { tr {
                        th scope="row" { (line.recipient) } td { (words(&line.authority)) } td.figure.minor { (thousands(line.packages)) } td.figure { (dollars(line.value_usd)) }
                        @for usd in [line.at_most_usd, line.at_least_usd, line.about_usd] { td.figure.minor { @if usd > 0 { (billions(usd)) } @else { "–" } } }
                    } } }
                }
            }
            (figure("Announced value, cumulative, by authority", &legend(&names), &charts::steps(&cumulative, money)?, &spread(&cumulative, "Day", billions)))
            (figure("Announced value by month and authority", &legend(&names), &charts::bars(&monthly, money)?, &spread(&monthly, "Month", billions)))
        }
    })
}

/// What was sent: lines of the lists by category.
pub fn sent(tables: &Tables) -> Result<Markup> {
    let totals = tables.aggregate("capability_totals")?;
    let mut counts = BTreeMap::<String, i64>::new();
    for row in 0..totals.num_rows() {
        *counts.entry(words(&cell::<String>(&totals, "category", row)?)).or_default() += number(&totals, "items", row)?;
    }
    let mut rows: Vec<(String, i64)> = counts.into_iter().collect();
    rows.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
    rows.truncate(14);
    let chart = charts::ranking(&rows.iter().map(|(name, count)| (name.clone(), float(*count))).collect::<Vec<_>>(), |value| {
        format!("{value:.0}")
    })?;
    let mut things = (0..totals.num_rows()).filter_map(|row| thing(&totals, row).transpose()).collect::<Result<Vec<_>>>()?;
    things.sort_by_key(|(lists, row)| (std::cmp::Reverse(*lists), row.clone()));
    let things = Figures {
        headings: ["Thing", "Recipient", "Packages", "Stated count", "Lines without a count"].map(str::to_owned).to_vec(),
        rows: things.into_iter().take(40).map(|(_, row)| row).collect(),
    };
    let rows = rows.into_iter().map(|(name, count)| vec![name, thousands(count)]).collect();
    Ok(html! {
        section id="sent" aria-labelledby="sent-heading" {
            h2 id="sent-heading" { "What was sent" }
            p.note { "Lines of the packages' lists that name a thing of the category. Counts of different things cannot be added; those of one thing are in the table." }
            (figure("Lines by category", &html! {}, &chart, &Figures { headings: vec!["Category".into(), "Lines".into()], rows }))
            details { summary { "The things named most, with their stated counts" } (table("Things named most", &things)) }
        }
    })
}

/// What officials said had been given, against our own sums.
pub fn reconciliation(tables: &Tables) -> Result<Markup> {
    let batch = tables.aggregate("stated_total_reconciliation")?;
    let mut pairs = Vec::new();
    for row in (0..batch.num_rows()).filter(|row| cell::<bool>(&batch, "is_covered", *row).unwrap_or(false)) {
        let (stated, own) = (number(&batch, "stated_usd", row)?, number(&batch, "own_usd", row)?);
        pairs.push(Pair { day: cell(&batch, "as_of_date", row)?, stated: float(stated), own: float(own) });
    }
    let legend = html! { ul.legend { li { span.dot.s1 {} "Stated by an official" } li { span.ring.s0 {} "Sum of the packages found" } } };
    let figures = Figures {
        headings: ["Day", "Stated", "Found"].map(str::to_owned).to_vec(),
        rows: pairs.iter().map(|pair| vec![pair.day.to_string(), billions(whole(pair.stated)), billions(whole(pair.own))]).collect(),
    };
    let found = findings::reconciliation(&batch, tables.tolerance_percent())?;
    Ok(html! {
        section id="reconciliation" aria-labelledby="reconciliation-heading" {
            h2 id="reconciliation-heading" { "Stated totals against our own sums" }
            @if let Some(found) = found {
                p { "Half of the " (thousands(i64::try_from(found.totals)?)) " totals lie within " (format!("{:.1} %", found.median_percent)) " of our sum; "
                    (found.beyond) " lie further off than " (found.tolerance_percent) " %. The largest difference is " (format!("{:+.1} %", found.worst_percent)) " on " (found.worst_date)
                    " (stated " (billions(found.worst_stated_usd)) ", found " (billions(found.worst_own_usd)) "). Officials count from different days, round, and revalue what was sent, so a gap is a question and not yet an error." }
                (figure("Totals as stated, and the sum of the packages found by that day", &legend, &charts::pairs(&pairs, money)?, &figures))
            } @else { p { "No page states a total that the pages read could add up to." } }
            (super::audit::stated(tables, &batch)?)
        }
    })
}

/// Pages read, by month.
pub fn coverage(tables: &Tables) -> Result<Markup> {
    let batch = tables.aggregate("article_coverage")?;
    let mut months = BTreeMap::<NaiveDate, (i64, i64)>::new();
    for row in 0..batch.num_rows() {
        let (year, month) = (number(&batch, "published_year", row)?, number(&batch, "published_month", row)?);
        let Some(day) = NaiveDate::from_ymd_opt(i32::try_from(year)?, u32::try_from(month)?, 1) else { continue };
        let telling = number(&batch, "articles_with_announcement", row)?;
        let counts = months.entry(day).or_default();
        counts.0 += telling;
        counts.1 += number(&batch, "articles", row)? - telling;
    }
    let of = |name: &str, pick: fn(&(i64, i64)) -> i64| Series {
        name: name.to_owned(),
        points: months.iter().map(|(day, counts)| (*day, float(pick(counts)))).collect(),
    };
    let series = [of("Pages that tell of a package", |counts| counts.0), of("Other pages", |counts| counts.1)];
    let names: Vec<String> = series.iter().map(|one| one.name.clone()).collect();
    Ok(html! {
        section id="coverage" aria-labelledby="coverage-heading" {
            h2 id="coverage-heading" { "Coverage" }
            p.note { "What the tables can tell ends where the pages end: a month without pages is not a month without packages." }
            (figure("Pages read by month", &legend(&names), &charts::bars(&series, |value| format!("{value:.0}"))?, &spread(&series, "Month", thousands)))
        }
    })
}

fn thing(totals: &RecordBatch, row: usize) -> Result<Option<(i64, Vec<String>)>> {
    let (name, recipient, unit): (String, String, String) =
        (cell(totals, "item", row)?, cell(totals, "recipient", row)?, cell(totals, "unit", row)?);
    let packages = number(totals, "packages", row)?;
    let Some(quantity) = cell::<Option<i64>>(totals, "quantity", row)? else { return Ok(None) };
    let unit = if unit == "each" { String::new() } else { format!(" {unit}") };
    let count = format!("{}{unit}", thousands(quantity));
    Ok(Some((packages, vec![name, recipient, thousands(packages), count, thousands(number(totals, "items_without_quantity", row)?)])))
}

/// A chart in both widths, its legend, and its figures as a table.
fn figure(caption: &str, legend: &Markup, chart: &Chart, figures: &Figures) -> Markup {
    if figures.rows.is_empty() {
        return html! { p.note { (caption) ": the pages read tell nothing to draw." } };
    }
    html! {
        figure {
            figcaption { (caption) }
            (legend)
            div.chart.for-wide role="img" aria-label=(caption) { (PreEscaped(&chart.wide)) }
            div.chart.for-narrow role="img" aria-label=(caption) { (PreEscaped(&chart.narrow)) }
            details { summary { "The figures of this chart" } (table(caption, figures)) }
        }
    }
}

fn table(caption: &str, figures: &Figures) -> Markup {
    html! {
        div.scroll.tall tabindex="0" role="region" aria-label={ (caption) ", as a table" } {
            table {
                caption.hidden { (caption) }
                thead { tr { @for (index, heading) in figures.headings.iter().enumerate() { th scope="col" .figure[index > 0] { (heading) } } } }
                tbody { @for row in &figures.rows { tr { @for (index, text) in row.iter().enumerate() { @if index == 0 { th scope="row" { (text) } } @else { td.figure { (text) } } } } } }
            }
        }
    }
}

fn legend(names: &[String]) -> Markup {
    html! { ul.legend { @for (index, name) in names.iter().enumerate() { li { span class={ "swatch s" (index.min(PALETTE.len() - 1)) } {} (name) } } } }
}

/// The series as one table, a column each.
fn spread(series: &[Series], day: &str, written: fn(i64) -> String) -> Figures {
    let mut rows = BTreeMap::<NaiveDate, Vec<String>>::new();
    for (index, one) in series.iter().enumerate() {
        for (day, value) in &one.points {
            rows.entry(*day).or_insert_with(|| vec!["–".to_owned(); series.len()])[index] = written(whole(*value));
        }
    }
    Figures {
        headings: std::iter::once(day.to_owned()).chain(series.iter().map(|one| words(&one.name))).collect(),
        rows: rows.into_iter().map(|(day, cells)| std::iter::once(day.to_string()).chain(cells).collect()).collect(),
    }
}

/// Sums by name and day; the name with the largest sum first, those beyond the palette together as the last.
fn by_name(batch: &RecordBatch, name: &str, day: &str, value: &str) -> Result<Vec<Series>> {
    let mut sums = BTreeMap::<String, BTreeMap<NaiveDate, i64>>::new();
    for row in 0..batch.num_rows() {
        *sums.entry(cell(batch, name, row)?).or_default().entry(cell(batch, day, row)?).or_default() += number(batch, value, row)?;
    }
    let mut names: Vec<_> = sums.iter().map(|(name, days)| (std::cmp::Reverse(days.values().sum::<i64>()), name.clone())).collect();
    names.sort();
    let mut series: Vec<(String, BTreeMap<NaiveDate, i64>)> = Vec::new();
    for (_, name) in names {
        let days = sums.remove(&name).unwrap_or_default();
        match series.get_mut(PALETTE.len() - 1) {
            None => series.push((name, days)),
            Some(rest) => {
                "others".clone_into(&mut rest.0);
                for (day, value) in days {
                    *rest.1.entry(day).or_default() += value;
                }
            }
        }
    }
    let series =
        series.into_iter().map(|(name, days)| Series { name, points: days.into_iter().map(|(day, value)| (day, float(value))).collect() });
    Ok(series.collect())
}

fn summed(mut series: Series) -> Series {
    let mut sum = 0.0;
    for (_, value) in &mut series.points {
        sum += *value;
        *value = sum;
    }
    series
}

fn column<T: crate::table::Cell>(batch: &RecordBatch, name: &str) -> Result<Vec<T>> {
    (0..batch.num_rows()).map(|row| cell(batch, name, row)).collect()
}

/// A figure; none is nothing to add.
fn number(batch: &RecordBatch, column: &str, row: usize) -> Result<i64> {
    Ok(cell::<Option<i64>>(batch, column, row)?.unwrap_or_default())
}

/// A mark on an axis of money.
fn money(usd: f64) -> String {
    if usd == 0.0 { "$0".to_owned() } else { billions(whole(usd)) }
}

#[expect(clippy::cast_precision_loss, reason = "a place on a picture; dollars stay below 2^53")]
fn float(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::cast_possible_truncation, reason = "sums of whole dollars, far below 2^53")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}
