//! The report: one HTML file that shows what the tables say, and for every figure the sentence that states it.
//!
//! The file needs no server and no network. Its charts are SVG made here, its table is HTML made here; one small script searches, sorts,
//! filters, and builds the sentences of a package when it is opened. What pages say reaches the file as escaped text or as JSON only, and
//! the policy in its head lets no script run but ours.

mod audit;
mod charts;
mod details;
mod overview;
mod packages;
mod page;
mod tables;

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::config::Config;
use super::store;

/// Where the report goes unless told.
#[must_use]
pub fn default_path(data: &Path) -> PathBuf {
    data.join("report").join("index.html")
}

/// Writes the report; tells where.
pub fn run(config: &Config, to: Option<&Path>) -> Result<PathBuf> {
    let path = to.map_or_else(|| default_path(&config.data), Path::to_owned);
    let html = page::render(&tables::Tables::read(config)?, config)?;
    store::write_whole(&path, html.as_bytes())?;
    Ok(path)
}
