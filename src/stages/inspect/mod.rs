//! One page as the pipeline reads it, for a person in a terminal or as JSON for programs.

mod render;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use chrono::NaiveTime;
use serde::Serialize;

use super::config::Config;
use super::folder;
use super::raw::{self, Body, Content, Record};
use crate::mentions::{self, Mentions};
use crate::records::Parsed;

/// A page, read.
#[derive(Debug, Serialize)]
pub struct Inspection {
    /// The parsed rows.
    pub parsed: Parsed,
    /// The mention rows.
    pub mentions: Mentions,
}

/// Reads the page at `target`: a file, or an address that the raw input holds (the newest capture of it). A file's address is `url`, else
/// that in the `captures.csv` of a folder it lies in, else its own path.
pub fn inspect(config: &Config, target: &str, url: Option<&str>) -> Result<Inspection> {
    let path = Path::new(target);
    let record = if path.is_file() { of_file(config, path, url)? } else { of_address(config, target)? };
    let parsed = super::page::read("inspect", record, &config.sites);
    let mentions = match parsed.articles.first() {
        Some(article) => mentions::extract(article, &parsed.paragraphs, &config.lookups),
        None => Mentions::default(),
    };
    Ok(Inspection { parsed, mentions })
}

fn of_file(config: &Config, path: &Path, url: Option<&str>) -> Result<Record> {
    let whole = path.canonicalize().with_context(|| format!("read {}", path.display()))?;
    if let (None, Some(folder)) = (url, whole.ancestors().skip(1).find(|folder| folder.join(folder::INDEX).is_file()))
        && let Some(record) = folder::record_of(folder, &whole)?
    {
        return Ok(record);
    }
    let bytes = fs::read(&whole).with_context(|| format!("read {}", path.display()))?;
    let url = url.map_or_else(|| format!("file://{}", path.display()), str::to_owned);
    let captured_at = config.as_of.and_time(NaiveTime::MIN).and_utc();
    Ok(Record { number: 1, url, captured_at: Some(captured_at), content: Content::Page(Body { bytes, ..Body::default() }) })
}

fn of_address(config: &Config, target: &str) -> Result<Record> {
    if !target.contains("://") {
        bail!("{target}: no such file, and no address: expected a file, or an address as in captures.csv (https://...)");
    }
    let wanted = config.sites.article_id(target);
    let mut newest: Option<Record> = None;
    for shard in raw::plan(&config.raw, config.captures_per_shard)?.shards {
        for record in shard.records()? {
            let record = record?;
            let is_it = record.url == target || (!record.url.is_empty() && config.sites.article_id(&record.url) == wanted);
            let is_page = !matches!(record.content, Content::Skipped(_));
            if is_it && is_page && newest.as_ref().is_none_or(|newest| newest.captured_at <= record.captured_at) {
                newest = Some(record);
            }
        }
    }
    let inputs: Vec<_> = config.raw.iter().map(|path| path.display().to_string()).collect();
    newest.with_context(|| format!("{target}: not among the captures of {}", inputs.join(", ")))
}
