//! The table of packages: every row stands in the page, so that it is there without the script and on paper; the script searches,
//! sorts, filters and opens.

use std::collections::BTreeSet;

use chrono::Datelike as _;
use maud::{Markup, html};

use super::tables::Tables;
use crate::entities::packages::{Package, PackageItem, Status};
use crate::stages::figures::{dollars, plural, thousands};
use crate::text::bounds::Bound;

/// The columns: heading, whether it holds figures, whether a narrow page leaves it out.
const COLUMNS: [(&str, bool, bool); 8] = [
    ("Package", false, false),
    ("Date", false, false),
    ("Recipient", false, true),
    ("Authority", false, true),
    ("No.", true, true),
    ("Value", true, false),
    ("Items", true, true),
    ("Pages", true, true),
];

/// The section.
pub fn section(tables: &Tables) -> Markup {
    let all = &tables.packages;
    let years: BTreeSet<_> = all.iter().map(|package| std::cmp::Reverse(package.announced_date.year())).collect();
    let authorities: BTreeSet<_> = all.iter().map(authority).collect();
    let recipients: BTreeSet<_> = all.iter().map(|package| package.recipient.as_str()).collect();
    html! {
        section id="packages" tabindex="-1" aria-labelledby="packages-heading" {
            h2 id="packages-heading" { "Packages" }
            p.note { "Open a package to read its items and, for each figure, the sentence that states it. A sum of several packages stands here as well, but counts through its parts." }
            form.filters role="search" aria-label="Packages" hidden {
                div.wide { label for="search" { "Search" } input id="search" type="search" autocomplete="off" placeholder="name, item, recipient"; }
                (choice("year", "Year", years.iter().map(|year| year.0.to_string())))
                (choice("authority", "Authority", authorities.iter().map(|name| words(name))))
                (choice("recipient", "Recipient", recipients.iter().map(|name| (*name).to_owned())))
                button type="reset" { "Clear" }
            }
            p.hits id="hits" role="status" { (plural(i64::try_from(all.len()).unwrap_or(i64::MAX), "row")) }
            noscript { p.note { "Searching, filtering and the sentences need the script of this file; the rows are all here." } }
            table.packages id="packages-table" {
                caption.hidden { "Packages, the newest first" }
                thead { tr { @for (name, is_figure, is_minor) in COLUMNS { th scope="col" class=(class(is_figure, is_minor)) { (name) } } } }
                tbody { @for package in all { (row(tables, package)) } }
            }
            button.more id="more" type="button" hidden { "Show more" }
        }
    }
}

fn choice(id: &str, label: &str, values: impl Iterator<Item = String>) -> Markup {
    html! { div { label for=(id) { (label) } select id=(id) { option value="" { "All" } @for value in values { option { (value) } } } } }
}

fn row(tables: &Tables, package: &Package) -> Markup {
    let id = &package.package_id;
    let items = tables.items.get(id).map_or(0, Vec::len);
    let names = tables.items.get(id).into_iter().flatten().map(|item| item.name.as_str()).collect::<Vec<_>>().join(" ");
    let counts = !package.is_composite && package.status != Status::Previewed;
    html! {
        tr id=(id) data-year=(package.announced_date.year()) data-authority=(words(&authority(package))) data-recipient=(package.recipient)
            data-items=(names) data-sum=[package.value_low_usd.filter(|_| counts)] data-counts=[counts.then_some("")] {
            th scope="row" { button.open type="button" aria-expanded="false" { (id) } @if package.is_composite { " " span.tag { "sum of several" } } @else if package.status == Status::Previewed { " " span.tag { "preview" } } }
            td data-key=(package.announced_date) { time { (package.announced_date) } }
            td class=(class(false, true)) { (package.recipient) }
            td class=(class(false, true)) { (words(&authority(package))) }
            td class=(class(true, true)) data-key=[package.ordinal] { @if let Some(ordinal) = package.ordinal { (ordinal) } }
            td class=(class(true, false)) data-key=[package.value_low_usd] { (value(package)) }
            td class=(class(true, true)) data-key=(items) { (items) }
            td class=(class(true, true)) data-key=(package.report_count) { (package.report_count) }
        }
    }
}

fn class(is_figure: bool, is_minor: bool) -> &'static str {
    match (is_figure, is_minor) {
        (true, true) => "figure minor",
        (true, false) => "figure",
        (false, true) => "minor",
        (false, false) => "plain",
    }
}

fn authority(package: &Package) -> String {
    package.authority.map_or_else(|| "not stated".to_owned(), |authority| authority.to_string())
}

/// `FMF_loan` as `FMF loan`.
pub fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// `up to $800,000,000`.
pub fn value(package: &Package) -> String {
    let (Some(low), high) = (package.value_low_usd, package.value_high_usd) else { return "not stated".to_owned() };
    let figure = match high {
        Some(high) if high != low => format!("{} to {}", dollars(low), dollars(high)),
        _ => dollars(low),
    };
    bound(package.qualifier.as_deref(), package.bound, &figure)
}

/// `more than 1,500 rounds`; nothing where no count is stated.
pub fn count(item: &PackageItem) -> String {
    let Some(low) = item.quantity_low else { return String::new() };
    let figure = match item.quantity_high {
        Some(high) if high != low => format!("{} to {}", thousands(low), thousands(high)),
        _ => thousands(low),
    };
    let figure = bound(item.qualifier.as_deref(), item.bound, &figure);
    item.unit.as_ref().map_or_else(|| figure.clone(), |unit| format!("{figure} {unit}"))
}

/// A figure behind the words that bind it, as written.
pub fn bound(qualifier: Option<&str>, bound: Option<Bound>, figure: &str) -> String {
    let binding = qualifier.map(str::to_owned).or_else(|| match bound? {
        Bound::Exact => None,
        Bound::AtMost => Some("up to".to_owned()),
        Bound::AtLeast => Some("more than".to_owned()),
        Bound::About => Some("about".to_owned()),
    });
    binding.map_or_else(|| figure.to_owned(), |words| format!("{} {figure}", words.to_lowercase()))
}
