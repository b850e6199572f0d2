//! Parsed articles become the mention tables, part by part.
//!
//! Reads what [`super::parse`] left whole and nothing else: no page is opened here.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use rayon::prelude::*;

use super::config::Config;
use super::marker::{self, Marker, Markers};
use super::progress::{Reporter, Task};
use super::store::{self, Store};
use super::{Options, Summary, VERSION};
use crate::capture::sha256_hex;
use crate::mentions::{self, Mentions};
use crate::records::{Article, Paragraph, Parsed};
use crate::table::{Layer, Row as _, RowSet as _};

/// What this stage reads of `pipelines`.
const USED: &[&str] = &["lookups"];

/// Extracts from the parts that have changed.
pub fn run(config: &Config, options: &Options, reporter: &Reporter) -> Result<Summary> {
    options.run(|| {
        let parsed = Markers::new(&config.data, Layer::Parsed, Parsed::TABLES);
        let markers = Markers::new(&config.data, Layer::Mentions, Mentions::TABLES);
        let all = parsed.shards()?;
        let shards: Vec<_> = all.iter().enumerate().filter(|(index, _)| options.takes(*index)).map(|(_, shard)| shard).collect();
        let mut summary = Summary { shards: shards.len(), ..Summary::default() };
        let task = reporter.task("extract", "shards", shards.len());
        let pipelines = config.digest(USED);
        for shard in shards {
            let input = marker::expect(&parsed, shard)?;
            let fingerprint = sha256_hex(format!("{VERSION}\n{pipelines}\n{:?}\n", input.parts).as_bytes());
            let before = markers.read(shard).filter(|marker| !options.force && marker.fingerprint == fingerprint);
            let marker = if let Some(marker) = before {
                summary.skipped += 1;
                marker
            } else {
                summary.done += 1;
                markers.clear(shard)?;
                let marker = extract(config, &input, fingerprint, &task)?;
                markers.write(shard, &marker)?;
                marker
            };
            marker.count(&mut summary);
            task.step();
        }
        if options.shard.is_none() {
            summary.removed = markers.retain(&all.iter().map(String::as_str).collect::<BTreeSet<_>>())?;
        }
        Ok(summary)
    })
}

fn extract(config: &Config, input: &Marker, fingerprint: String, task: &Task<'_>) -> Result<Marker> {
    let mut marker = Marker { fingerprint, ..Marker::default() };
    for part in input.parts.keys() {
        let read = |table| store::part_path(&config.data, Layer::Parsed, table, part);
        let articles: Vec<Article> = store::read(&read(Article::TABLE.name))?;
        let paragraphs: Vec<Paragraph> = store::read(&read(Paragraph::TABLE.name))?;
        let of_article = by_article(&paragraphs);
        let find = |article: &Article| {
            let paragraphs = of_article.get(article.article_id.as_str()).copied().unwrap_or_default();
            mentions::extract(article, paragraphs, &config.lookups)
        };
        let mut rows = Mentions::default();
        for found in articles.par_iter().map(find).collect::<Vec<_>>() {
            rows.append(found);
        }
        task.pages(articles.len());
        marker.write_part(Store::part(&config.data, part), rows, part).with_context(|| format!("mentions of part {part}"))?;
    }
    Ok(marker)
}

/// The paragraphs of each article, in order. They must be sorted by key.
#[must_use]
pub fn by_article(paragraphs: &[Paragraph]) -> BTreeMap<&str, &[Paragraph]> {
    let same = |a: &Paragraph, b: &Paragraph| a.article_id == b.article_id;
    let runs = paragraphs.chunk_by(same);
    runs.filter_map(|run| run.first().map(|first| (first.article_id.as_str(), run))).collect()
}
