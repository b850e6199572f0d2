//! The audit, as plainly as the results: what is missing, what pages disagree on, what could not be read, what the checks found.

use std::collections::BTreeMap;

use anyhow::Result;
use arrow::array::RecordBatch;
use maud::{Markup, html};

use super::details::web;
use super::packages::{bound, words};
use super::tables::{Quote, Tables};
use crate::mentions::announcements::Authority;
use crate::stages::figures::{billions, plural, ranges};
use crate::stages::query::Severity;
use crate::stages::summary::findings;
use crate::table::cell;

/// The section.
pub fn section(tables: &Tables) -> Result<Markup> {
    Ok(html! {
        section id="audit" aria-labelledby="audit-heading" {
            h2 id="audit-heading" { "Audit" }
            (ordinals(tables)?)
            (conflicts(tables))
            (unmatched(tables))
            (rejects(tables))
            (checks(tables))
        }
    })
}

fn ordinals(tables: &Tables) -> Result<Markup> {
    let series = findings::series(&tables.aggregate("ordinal_audit")?)?;
    let cell = |ordinals: &[i64]| if ordinals.is_empty() { "none".to_owned() } else { ranges(ordinals) };
    Ok(html! {
        h3 { "Missing ordinals" }
        p.note { "Officials number their packages, so a series shows what it lacks." }
        @if series.is_empty() { p { "No page numbers its packages." } } @else {
            (table("Numbered series", &["Recipient", "Authority", "Highest", "Missing", "Disputed", "Filled by packages without a number"], &html! {
                @for one in &series { tr {
                    th scope="row" { (one.recipient) } td { (words(&one.authority)) } td { (one.highest) } td { (cell(&one.missing)) } td { (cell(&one.conflicting)) } td { (cell(&one.unnumbered)) }
                } }
            }))
        }
    })
}

fn conflicts(tables: &Tables) -> Markup {
    let rows: Vec<_> = tables.conflicts.values().flatten().collect();
    html! {
        h3 { "Conflicts" }
        p.note { "Pages that give a package another value than the one kept, and why the other was preferred." }
        @if rows.is_empty() { p { "Pages agree." } } @else {
            details open[rows.len() <= 30] { summary { (plural(i64::try_from(rows.len()).unwrap_or(i64::MAX), "conflict")) }
                (table("Conflicts", &["Package", "What", "Kept", "Other", "Page with the other", "Reason"], &html! {
                    @for row in rows { tr {
                        th scope="row" { a href={ "#" (row.package_id) } { (row.package_id) } } td { (words(&row.column)) } td { (row.preferred_value) } td { (row.other_value) } td { (page(tables, &row.article_id)) } td { (row.reason) }
                    } }
                }))
            }
        }
    }
}

fn unmatched(tables: &Tables) -> Markup {
    let mut reasons = BTreeMap::<&str, Vec<_>>::new();
    for row in &tables.unmatched {
        reasons.entry(&row.reason).or_default().push(row);
    }
    html! {
        h3 { "Claims that are no package" }
        @if reasons.is_empty() { p { "None." } }
        @for (reason, rows) in &reasons {
            details { summary { (plural(i64::try_from(rows.len()).unwrap_or(i64::MAX), "claim")) ": " (reason) }
                ul.sentences { @for row in rows { li {
                    @if let Some(claim) = tables.claim(&row.article_id, row.announcement_no) { q { (claim.surface) } " " }
                    (page(tables, &row.article_id))
                } } }
            }
        }
    }
}

fn rejects(tables: &Tables) -> Markup {
    html! {
        h3 { "Pages that could not be read" }
        @if tables.rejects.is_empty() { p { "None." } } @else {
            details open[tables.rejects.len() <= 30] { summary { (plural(i64::try_from(tables.rejects.len()).unwrap_or(i64::MAX), "reject")) }
                (table("Rejects", &["Address", "Stage", "Reason", "Found and expected"], &html! {
                    @for row in &tables.rejects { tr { th.address scope="row" { (link(&row.url, &row.url)) } td { (row.stage) } td { (words(row.reason.as_str())) } td { (row.detail) } } }
                }))
            }
        }
    }
}

fn checks(tables: &Tables) -> Markup {
    html! {
        h3 id="checks" { "Checks" }
        (table("Checks of the last run", &["Check", "Promise", "Result"], &html! {
            @for check in &tables.checks { tr {
                th scope="row" { code { (check.check_name) } } td { (check.title) }
                td { @if check.is_passed { "passed" } @else { strong.bad { @if check.severity == Severity::Error { "failed" } @else { "to look at" } ": " (plural(check.violations, "row")) } } }
            } }
        }))
    }
}

/// Every stated total with its sentence.
pub fn stated(tables: &Tables, batch: &RecordBatch) -> Result<Markup> {
    let mut rows = Vec::new();
    for row in 0..batch.num_rows() {
        let id: String = cell(batch, "stated_total_id", row)?;
        let Some(total) = tables.totals.get(&id) else { continue };
        rows.push((total, cell::<Option<i64>>(batch, "own_usd", row)?.unwrap_or_default()));
    }
    Ok(html! {
        @if !rows.is_empty() {
            details { summary { (plural(i64::try_from(rows.len())?, "stated total")) ", each with its sentence" }
                (table("Stated totals", &["As of", "For", "Since", "Stated", "Found", "Sentence"], &html! {
                    @for (total, own) in &rows { tr {
                        th scope="row" { (total.as_of_date) }
                        td { (total.recipient.as_deref().unwrap_or("several")) @if let Some(authority) = total.authority.map(Authority::as_str) { ", " (words(authority)) } }
                        td { @if let Some(day) = total.base_date { (day) } }
                        td { (bound(total.qualifier.as_deref(), Some(total.bound), &billions(total.value_low_usd))) }
                        td { (billions(*own)) }
                        td.long { @if let Some(quote) = tables.total(total) { (sentence(&quote)) " " } (page(tables, &total.article_id)) }
                    } }
                }))
            }
        }
    })
}

fn sentence(Quote(before, span, after): &Quote) -> Markup {
    html! { q { (before) @if !span.is_empty() { mark { (span) } } (after) } }
}

fn page(tables: &Tables, article_id: &str) -> Markup {
    html! {
        @if let Some(article) = tables.article(article_id) {
            (link(&article.canonical_url, &article.title)) " " span.note { (article.published_date) }
        } @else { (article_id) }
    }
}

/// A link, where the address is one of the web; else its text.
fn link(url: &str, text: &str) -> Markup {
    html! { @if web(url).is_empty() { (text) } @else { a href=(url) rel="noreferrer" { (text) } } }
}

fn table(caption: &str, headings: &[&str], rows: &Markup) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table { caption.hidden { (caption) } thead { tr { @for heading in headings { th scope="col" { (heading) } } } } tbody { (rows) } }
        }
    }
}
