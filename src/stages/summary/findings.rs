//! What the tables of a run hold, gathered for the summary; nothing is computed twice, only read.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result};
use arrow::array::{Array as _, AsArray as _, RecordBatch};
use arrow::datatypes::Float64Type;

use super::{Findings, LedgerLine, Reconciliation, Series};
use crate::entities::packages::{Package, Status};
use crate::stages::aggregate::{published, unchecked};
use crate::stages::check::{self, Outcome};
use crate::stages::config::Config;
use crate::stages::query::Severity;
use crate::stages::{Summary, engine, resolve, store};
use crate::table::{Layer, Row as _, cell};

/// Gathers what the stages of one run left.
pub fn gather(config: &Config, parse: &Summary, resolve: &resolve::Summary, check: &Outcome, elapsed: Duration) -> Result<Findings> {
    let packages: Vec<Package> = store::read(&store::whole_path(&config.data, Layer::Entities, Package::TABLE.name))?;
    let count = |is_wanted: fn(&Package) -> bool| i64::try_from(packages.iter().filter(|package| is_wanted(package)).count());
    let rows = |table: &str| resolve.rows.get(table).copied().unwrap_or(0);
    let of = |severity: Severity| -> BTreeMap<String, usize> {
        let failures = check.failures.iter().filter(|failure| failure.check.severity == Some(severity));
        failures.map(|failure| (failure.check.name.clone(), failure.violations)).collect()
    };
    Ok(Findings {
        outcomes: parse.outcomes.clone(),
        rejects: parse.rejects.clone(),
        ledger: ledger(&table(config, "aid_totals_by_authority")?)?,
        composites: count(|package| package.is_composite)?,
        previews: count(|package| package.status == Status::Previewed && !package.is_composite)?,
        series: series(&table(config, "ordinal_audit")?)?,
        reconciliation: reconciliation(&table(config, "stated_total_reconciliation")?, config.tolerance_percent)?,
        items: rows("package_items"),
        unmapped_items: rows("unmapped_items"),
        passed: check.results.iter().filter(|result| result.is_passed).count(),
        warnings: of(Severity::Warning),
        failed: of(Severity::Error),
        held_back: check.held_back.clone(),
        data: config.data.display().to_string(),
        tables: engine::tables().count() + crate::stages::aggregate::load(config)?.len() + check::TABLES.len(),
        elapsed,
    })
}

/// An aggregate as it was computed last, published or not.
pub(in crate::stages) fn table(config: &Config, name: &str) -> Result<RecordBatch> {
    let waiting = unchecked(&config.data, name);
    store::read_batch(&if waiting.exists() { waiting } else { published(&config.data, name) })
}

pub(in crate::stages) fn ledger(totals: &RecordBatch) -> Result<Vec<LedgerLine>> {
    let line = |row: usize| {
        let number = |column: &str| cell::<i64>(totals, column, row);
        Ok(LedgerLine {
            recipient: cell(totals, "recipient", row)?,
            authority: cell(totals, "authority", row)?,
            packages: number("packages")?,
            without_value: number("packages_without_value")?,
            value_usd: number("value_usd")?,
            at_most_usd: number("value_at_most_usd")?,
            at_least_usd: number("value_at_least_usd")?,
            about_usd: number("value_about_usd")?,
        })
    };
    let mut lines = (0..totals.num_rows()).map(line).collect::<Result<Vec<_>>>()?;
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for line in &lines {
        *sums.entry(line.recipient.clone()).or_default() += line.value_usd;
    }
    let rank = |line: &LedgerLine| (-sums.get(&line.recipient).copied().unwrap_or(0), line.recipient.clone(), -line.value_usd);
    lines.sort_by_cached_key(rank);
    Ok(lines)
}

pub(in crate::stages) fn series(audit: &RecordBatch) -> Result<Vec<Series>> {
    let mut all: Vec<Series> = Vec::new();
    for row in 0..audit.num_rows() {
        let (recipient, authority): (String, String) = (cell(audit, "recipient", row)?, cell(audit, "authority", row)?);
        if all.last().is_none_or(|last| (&last.recipient, &last.authority) != (&recipient, &authority)) {
            all.push(Series { recipient, authority, ..Series::default() });
        }
        let Some(last) = all.last_mut() else { continue };
        last.highest = cell(audit, "ordinal", row)?;
        match cell::<String>(audit, "status", row)?.as_str() {
            "missing" => last.missing.push(last.highest),
            "conflicting" => last.conflicting.push(last.highest),
            "unnumbered" => last.unnumbered.push(last.highest),
            _ => {}
        }
    }
    all.sort_by_key(|series| std::cmp::Reverse(series.highest));
    Ok(all)
}

pub(in crate::stages) fn reconciliation(totals: &RecordBatch, tolerance_percent: i64) -> Result<Option<Reconciliation>> {
    let percents = totals.column_by_name("difference_percent").and_then(|column| column.as_primitive_opt::<Float64Type>());
    let percents = percents.context("stated_total_reconciliation: difference_percent is no double")?;
    let tolerance = i32::try_from(tolerance_percent).map_or(f64::INFINITY, f64::from);
    let is_covered = |row: usize| cell::<bool>(totals, "is_covered", row).unwrap_or(false);
    let mut rows: Vec<(f64, usize)> =
        (0..percents.len()).filter(|row| percents.is_valid(*row) && is_covered(*row)).map(|row| (percents.value(row), row)).collect();
    rows.sort_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
    let (Some(&(median, _)), Some(&(worst_percent, row))) = (rows.get(rows.len() / 2), rows.last()) else { return Ok(None) };
    Ok(Some(Reconciliation {
        totals: rows.len(),
        beyond: rows.iter().filter(|(percent, _)| percent.abs() > tolerance).count(),
        tolerance_percent,
        median_percent: median.abs(),
        worst_percent,
        worst_date: cell(totals, "as_of_date", row)?,
        worst_stated_usd: cell(totals, "stated_usd", row)?,
        worst_own_usd: cell(totals, "own_usd", row)?,
    }))
}
