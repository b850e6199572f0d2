//! What a run found, as a person reads it at the end: a pure function of [`Findings`].
//!
//! Figures are aligned, bounds are told beside the sums they belong to, and what is wrong or missing is said in words.

pub(in crate::stages) mod findings;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use chrono::NaiveDate;

pub use findings::gather;

use super::figures::{billions, counted, dollars, plural, ranges, thousands};

/// All that the summary tells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// What became of the captures -> how many.
    pub outcomes: BTreeMap<String, i64>,
    /// Reason of a reject -> how many.
    pub rejects: BTreeMap<String, i64>,
    /// Packages that count, by recipient and authority; the largest recipient first.
    pub ledger: Vec<LedgerLine>,
    /// Sums of several packages, which count through their parts.
    pub composites: i64,
    /// Packages that were only previewed.
    pub previews: i64,
    /// Series whose packages officials number.
    pub series: Vec<Series>,
    /// Stated totals against our own sums.
    pub reconciliation: Option<Reconciliation>,
    /// Items of packages.
    pub items: i64,
    /// Item names that no lookup knows.
    pub unmapped_items: i64,
    /// Checks that passed.
    pub passed: usize,
    /// Checks that found something to look at, and how many rows.
    pub warnings: BTreeMap<String, usize>,
    /// Checks that failed, and how many rows.
    pub failed: BTreeMap<String, usize>,
    /// Aggregates that were not published because of them.
    pub held_back: Vec<String>,
    /// Where the tables are.
    pub data: String,
    /// How many tables there are.
    pub tables: usize,
    /// How long it took.
    pub elapsed: Duration,
}

/// Packages of one recipient and authority.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of `aid_totals_by_authority`")]
pub struct LedgerLine {
    pub recipient: String,
    pub authority: String,
    pub packages: i64,
    pub without_value: i64,
    pub value_usd: i64,
    pub at_most_usd: i64,
    pub at_least_usd: i64,
    pub about_usd: i64,
}

/// What the audit of one numbered series found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Series {
    /// Who receives it.
    pub recipient: String,
    /// The law or fund it draws on.
    pub authority: String,
    /// The highest ordinal that a page states.
    pub highest: i64,
    /// Ordinals without a package.
    pub missing: Vec<i64>,
    /// Ordinals on which pages disagree.
    pub conflicting: Vec<i64>,
    /// Ordinals that no page states, though as many packages are there as they ask for.
    pub unnumbered: Vec<i64>,
}

/// Stated totals against our own sums.
#[derive(Debug, Clone, PartialEq)]
pub struct Reconciliation {
    /// Totals that could be compared.
    pub totals: usize,
    /// How many lie further off than the tolerance.
    pub beyond: usize,
    /// The tolerance, in percent.
    pub tolerance_percent: i64,
    /// Half of them lie within so many percent.
    pub median_percent: f64,
    /// The difference that is largest in percent.
    pub worst_percent: f64,
    /// The day of that total.
    pub worst_date: NaiveDate,
    /// That total.
    pub worst_stated_usd: i64,
    /// Our sum on that day.
    pub worst_own_usd: i64,
}

/// How the summary is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether headings and alarms are coloured.
    pub is_coloured: bool,
}

const LABEL: usize = 10;

/// The summary.
#[must_use]
pub fn render(findings: &Findings, layout: Layout) -> String {
    let mut page = Page { text: String::from("\n"), layout };
    page.line("Pages", &pages(findings));
    if !findings.rejects.is_empty() {
        page.line("", &format!("rejected: {}", counted(&findings.rejects)));
    }
    page.line("Packages", &packages(findings));
    page.table(&ledger(&findings.ledger));
    page.line("Audit", &audit(findings));
    if let Some(totals) = &findings.reconciliation {
        page.line("", &reconciliation(totals));
    }
    for series in &findings.series {
        page.line("", &numbered(series));
    }
    page.line("Items", &items(findings));
    checks(&mut page, findings);
    page.line("Tables", &format!("{} in {} (`drawdown tables` tells what they hold)", findings.tables, findings.data));
    page.line("Time", &took(findings.elapsed));
    page.text
}

fn pages(findings: &Findings) -> String {
    let of = |outcome: &str| findings.outcomes.get(outcome).copied().unwrap_or(0);
    let all: i64 = findings.outcomes.iter().filter(|(outcome, _)| *outcome != "skipped").map(|(_, count)| count).sum();
    let mut text = format!("{} in: {}", thousands(all), plural(of("article"), "article"));
    for (outcome, words) in [("superseded", "superseded by newer captures"), ("ignored", "ignored by name"), ("rejected", "rejected")] {
        if of(outcome) > 0 {
            let _ = write!(text, ", {} {words}", thousands(of(outcome)));
        }
    }
    text
}

fn packages(findings: &Findings) -> String {
    let count: i64 = findings.ledger.iter().map(|line| line.packages).sum();
    let value: i64 = findings.ledger.iter().map(|line| line.value_usd).sum();
    let mut text = format!("{} worth {}", plural(count, "package"), dollars(value));
    if findings.composites > 0 {
        let _ = write!(text, "; {} of several, counted by their parts", plural(findings.composites, "sum"));
    }
    if findings.previews > 0 {
        let _ = write!(text, "; {} not counted", plural(findings.previews, "preview"));
    }
    text
}

/// Recipient, authority, packages, value, how far it binds.
fn ledger(lines: &[LedgerLine]) -> Vec<[String; 5]> {
    let mut before = "";
    let row = |line: &LedgerLine| {
        let bounds = [("up to", line.at_most_usd), ("more than", line.at_least_usd), ("about", line.about_usd)];
        let mut notes: Vec<_> =
            bounds.iter().filter(|(_, usd)| *usd > 0).map(|(words, usd)| format!("{} \"{words}\"", billions(*usd))).collect();
        notes.extend((line.without_value > 0).then(|| format!("{} without a value", line.without_value)));
        [line.recipient.clone(), line.authority.clone(), thousands(line.packages), dollars(line.value_usd), notes.join(", ")]
    };
    let mut rows: Vec<_> = lines.iter().map(row).collect();
    for (row, line) in rows.iter_mut().zip(lines) {
        if line.recipient == before {
            row[0].clear();
        }
        before = &line.recipient;
    }
    rows
}

fn audit(findings: &Findings) -> String {
    let count = |ordinals: fn(&Series) -> &[i64]| findings.series.iter().map(|series| ordinals(series).len()).sum::<usize>();
    match findings.series.len() {
        0 => "no page numbers its packages".to_owned(),
        all => {
            format!("{all} numbered series: {} missing, {} disputed", count(|series| &series.missing), count(|series| &series.conflicting))
        }
    }
}

fn numbered(series: &Series) -> String {
    let mut text = format!("{} {}: ordinals 1 to {}", series.recipient, series.authority, series.highest);
    if series.missing.is_empty() && series.unnumbered.is_empty() {
        text.push_str(" complete");
    }
    for (words, ordinals) in [
        ("missing", &series.missing),
        ("pages disagree on", &series.conflicting),
        ("packages whose ordinal no page states fill", &series.unnumbered),
    ] {
        if !ordinals.is_empty() {
            let _ = write!(text, "; {words} {}", ranges(ordinals));
        }
    }
    text
}

fn reconciliation(totals: &Reconciliation) -> String {
    format!(
        "{} against our own sums: half within {:.1} %, {} off by more than {} %, the worst by {:+.1} % ({}: stated {}, found {})",
        plural(i64::try_from(totals.totals).unwrap_or(i64::MAX), "stated total"),
        totals.median_percent,
        totals.beyond,
        totals.tolerance_percent,
        totals.worst_percent,
        totals.worst_date,
        billions(totals.worst_stated_usd),
        billions(totals.worst_own_usd),
    )
}

fn items(findings: &Findings) -> String {
    let unmapped = match findings.unmapped_items {
        0 => "all of them known".to_owned(),
        some => format!("{} that lookups/equipment.csv does not know (table unmapped_items)", plural(some, "name")),
    };
    format!("{} in packages; {unmapped}", thousands(findings.items))
}

fn checks(page: &mut Page, findings: &Findings) {
    let told = |checks: &BTreeMap<String, usize>| {
        let rows = checks.iter().map(|(name, rows)| format!("{name} {rows}"));
        rows.collect::<Vec<_>>().join(", ")
    };
    page.line("Checks", &format!("{} passed, {} to look at, {} failed", findings.passed, findings.warnings.len(), findings.failed.len()));
    if !findings.warnings.is_empty() {
        page.alarm("33", &format!("to look at (rows): {}", told(&findings.warnings)));
    }
    if !findings.failed.is_empty() {
        page.alarm("31", &format!("FAILED (rows): {}", told(&findings.failed)));
    }
    if !findings.held_back.is_empty() {
        page.alarm("31", &format!("not published, the last good ones stay: {}", findings.held_back.join(", ")));
    }
}

struct Page {
    text: String,
    layout: Layout,
}

impl Page {
    /// A label and its text, folded under itself at the width of the terminal.
    fn line(&mut self, label: &str, text: &str) {
        let padded = format!("{label:LABEL$}");
        let label = if self.layout.is_coloured && !label.is_empty() { format!("\u{1b}[1m{padded}\u{1b}[0m") } else { padded };
        self.text.push_str(&label);
        self.folded(text);
    }

    fn alarm(&mut self, colour: &str, text: &str) {
        let is_coloured = self.layout.is_coloured;
        let _ = write!(self.text, "{:LABEL$}", "");
        if is_coloured {
            let _ = write!(self.text, "\u{1b}[{colour}m");
        }
        self.folded(text);
        if is_coloured {
            self.text.push_str("\u{1b}[0m");
        }
    }

    fn folded(&mut self, text: &str) {
        let mut column = LABEL;
        for (index, word) in text.split(' ').enumerate() {
            let width = word.chars().count();
            if index > 0 && column + 1 + width > self.layout.width {
                let _ = write!(self.text, "\n{:LABEL$}", "");
                column = LABEL;
            } else if index > 0 {
                self.text.push(' ');
                column += 1;
            }
            self.text.push_str(word);
            column += width;
        }
        self.text.push('\n');
    }

    /// Rows of cells: texts to the left, figures to the right, the last one folded to a line of its own where it does not fit.
    fn table(&mut self, rows: &[[String; 5]]) {
        let wide = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let [recipient, authority, count, value] = [wide(0), wide(1), wide(2), wide(3)];
        for [name, law, packages, sum, note] in rows {
            let line = format!("{name:recipient$}  {law:authority$}  {packages:>count$}  {sum:>value$}");
            let _ = write!(self.text, "{:LABEL$}{line}", "");
            let used = LABEL + line.chars().count() + 2;
            if note.is_empty() {
                self.text.push('\n');
            } else if used + note.chars().count() <= self.layout.width {
                let _ = writeln!(self.text, "  {note}");
            } else {
                let _ = write!(self.text, "\n{:LABEL$}", "");
                self.folded(&format!("  of it {note}"));
            }
        }
    }
}

fn took(elapsed: Duration) -> String {
    match elapsed.as_secs() {
        0..60 => format!("{:.1} s", elapsed.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests;
