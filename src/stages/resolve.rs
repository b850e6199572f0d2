//! The claims of all pages become the entity tables.
//!
//! Skipped when no page, no rule and no lookup has changed. Of the mentions only those tables are read that resolving asks for, and
//! the text of the articles is dropped as it is read, so what is held grows with the claims, not with the pages.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::config::Config;
use super::marker::{self, Markers};
use super::progress::Reporter;
use super::stamp::Stamp;
use super::store::{self, AllParts, Store};
use super::{Options, VERSION};
use crate::capture::sha256_hex;
use crate::entities::{self, Entities};
use crate::mentions::Mentions;
use crate::records::{Article, CaptureRecord, Image, Parsed};
use crate::table::{Layer, Row as _, RowSet as _, Source as _};

/// What this stage reads of `pipelines`.
const USED: &[&str] = &["lookups"];

/// What resolving did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Whether nothing had changed.
    pub is_skipped: bool,
    /// Table -> rows.
    pub rows: BTreeMap<String, i64>,
}

/// Resolves across all pages, unless nothing has changed.
pub fn run(config: &Config, options: &Options, reporter: &Reporter) -> Result<Summary> {
    let data = config.data.as_path();
    let task = reporter.task("resolve", "steps", 1);
    let fingerprint = fingerprint(config)?;
    let before = Stamp::read(data, Layer::Entities).filter(|stamp| stamp.fingerprint == fingerprint && is_whole(data));
    if let Some(stamp) = before.filter(|_| !options.force) {
        task.step();
        return Ok(Summary { is_skipped: true, rows: stamp.rows });
    }
    Stamp::clear(data, Layer::Entities)?;
    let articles = articles(data)?;
    let mut parts = AllParts::new(data);
    let images: Vec<Image> = parts.give()?;
    let mentions = Mentions {
        announcements: parts.give()?,
        announced_items: parts.give()?,
        stated_totals: parts.give()?,
        equipment: parts.give()?,
        organizations: parts.give()?,
        places: parts.give()?,
        people: parts.give()?,
        posts: parts.give()?,
        events: parts.give()?,
        agreements: parts.give()?,
        contract_awards: parts.give()?,
        award_companies: parts.give()?,
        award_places: parts.give()?,
        ..Mentions::default()
    };
    let mut store = Store::whole(data);
    let captures: Vec<CaptureRecord> = parts.give()?;
    options.run(|| {
        let mut entities = entities::resolve(&articles, &images, &mentions, &config.lookups);
        entities::page_versions::resolve(&captures, &mut entities);
        entities.write(&mut store)
    })?;
    let stamp = Stamp::new(fingerprint, store.rows);
    stamp.write(data, Layer::Entities)?;
    task.step();
    Ok(Summary { is_skipped: false, rows: stamp.rows })
}

/// Digest of all that the entities, and what is computed from all tables, depend on.
fn fingerprint(config: &Config) -> Result<String> {
    let parsed = Markers::new(&config.data, Layer::Parsed, Parsed::TABLES);
    let mentions = Markers::new(&config.data, Layer::Mentions, Mentions::TABLES);
    let mut lines = vec![VERSION.to_owned(), config.digest(USED)];
    for shard in parsed.shards()? {
        let of_shard = [marker::expect(&parsed, &shard)?.parts, mentions.read(&shard).with_context(|| unextracted(&shard))?.parts];
        lines.push(format!("{shard} {of_shard:?}"));
    }
    Ok(sha256_hex(lines.join("\n").as_bytes()))
}

fn unextracted(shard: &str) -> String {
    format!("shard {shard}: its mentions are not whole; run `drawdown extract`")
}

fn is_whole(data: &Path) -> bool {
    Entities::TABLES.iter().all(|table| store::whole_path(data, Layer::Entities, table.name).is_file())
}

/// All articles without their text, sorted; an article that two shards hold is an error.
fn articles(data: &Path) -> Result<Vec<Article>> {
    let mut articles: Vec<Article> = Vec::new();
    for path in store::parts(data, &Article::TABLE)? {
        let rows = store::read::<Article>(&path)?;
        articles.extend(rows.into_iter().map(|article| Article { body_text: String::new(), ..article }));
    }
    articles.sort_by(Article::compare);
    for pair in articles.windows(2) {
        let [a, b] = pair else { continue };
        ensure!(a.article_id != b.article_id, "article {} is in two shards: {} and {}; run `drawdown parse`", a.article_id, a.url, b.url);
    }
    Ok(articles)
}
