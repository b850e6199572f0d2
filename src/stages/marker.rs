//! Markers: what a shard's outputs were made from, written when they are all in place.
//!
//! A shard without a marker is unfinished, whatever files there are. Work on a shard starts by removing its marker, so a run that is
//! killed at any instant leaves nothing that the next one could take for whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::store::{self, Store};
use crate::table::{Layer, RowSet};

/// What a shard's outputs were made from and what they hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marker {
    /// Digest of all that the outputs depend on, [`Marker::superseded`] aside.
    pub fingerprint: String,
    /// The records left out because another shard holds a newer capture of the same article.
    pub superseded: BTreeSet<i64>,
    /// Part name -> digest of its rows' files.
    pub parts: BTreeMap<String, String>,
    /// Table -> rows.
    pub rows: BTreeMap<String, i64>,
    /// What became of the captures -> how many.
    pub outcomes: BTreeMap<String, i64>,
    /// Reason of a reject -> how many.
    pub rejects: BTreeMap<String, i64>,
}

/// The markers of a layer.
#[derive(Debug)]
pub struct Markers {
    data: PathBuf,
    layer: Layer,
    tables: Vec<&'static str>,
}

impl Markers {
    /// The markers of `layer`, whose shards fill `tables`.
    #[must_use]
    pub fn new(data: &Path, layer: Layer, tables: &[crate::table::Table]) -> Self {
        Self { data: data.to_owned(), layer, tables: tables.iter().map(|table| table.name).collect() }
    }

    /// The marker of a shard, if its outputs are whole. A marker of another version of the program may be of another shape: it is none.
    #[must_use]
    pub fn read(&self, shard: &str) -> Option<Marker> {
        let marker: Marker = serde_json::from_slice(&fs::read(self.path(shard)).ok()?).ok()?;
        let is_there = |part: &String| self.tables.iter().all(|table| store::part_path(&self.data, self.layer, table, part).is_file());
        marker.parts.keys().all(is_there).then_some(marker)
    }

    /// The shards that have a marker, sorted.
    pub fn shards(&self) -> Result<Vec<String>> {
        let mut shards = store::stems(&self.folder(), "json")?;
        shards.sort();
        Ok(shards)
    }

    /// Declares the outputs of a shard unfinished.
    pub fn clear(&self, shard: &str) -> Result<()> {
        store::remove(&self.path(shard))
    }

    /// Declares the outputs of a shard whole, after removing parts of an earlier, longer one.
    pub fn write(&self, shard: &str, marker: &Marker) -> Result<()> {
        self.remove_parts(|part| shard_of(part) == Some(shard) && !marker.parts.contains_key(part))?;
        store::write_whole(&self.path(shard), serde_json::to_string_pretty(marker)?.as_bytes())
    }

    /// Removes all that belongs to no shard of `shards`, and what a killed run left. Returns how many shards were removed.
    pub fn retain(&self, shards: &BTreeSet<&str>) -> Result<usize> {
        let mut removed: BTreeSet<_> = self.shards()?.into_iter().filter(|shard| !shards.contains(shard.as_str())).collect();
        for shard in &removed {
            self.clear(shard)?;
        }
        let parts: BTreeSet<_> = shards.iter().filter_map(|shard| self.read(shard)).flat_map(|marker| marker.parts.into_keys()).collect();
        self.remove_parts(|part| {
            removed.extend(shard_of(part).filter(|shard| !shards.contains(shard)).map(str::to_owned));
            !parts.contains(part)
        })?;
        for folder in self.tables.iter().map(|table| store::table_folder(&self.data, self.layer, table)).chain([self.folder()]) {
            store::sweep(&folder)?;
        }
        Ok(removed.len())
    }

    fn remove_parts(&self, mut is_stale: impl FnMut(&str) -> bool) -> Result<()> {
        for table in &self.tables {
            for part in store::stems(&store::table_folder(&self.data, self.layer, table), "parquet")? {
                if is_stale(&part) {
                    store::remove(&store::part_path(&self.data, self.layer, table, &part))?;
                }
            }
        }
        Ok(())
    }

    fn folder(&self) -> PathBuf {
        self.data.join(self.layer.folder()).join("_markers")
    }

    fn path(&self, shard: &str) -> PathBuf {
        self.folder().join(format!("{shard}.json"))
    }
}

/// The name of the `number`-th part of a shard, from 1.
#[must_use]
pub fn part_name(shard: &str, number: usize) -> String {
    format!("{shard}-{number:04}")
}

/// The shard that a part belongs to.
#[must_use]
pub fn shard_of(part: &str) -> Option<&str> {
    part.rsplit_once('-').map(|(shard, _)| shard)
}

impl Marker {
    /// Writes one part of every table of `rows` and notes it.
    pub fn write_part(&mut self, mut store: Store<'_>, rows: impl RowSet, part: &str) -> Result<()> {
        rows.write(&mut store)?;
        self.parts.insert(part.to_owned(), store.digest());
        for (table, count) in store.rows {
            *self.rows.entry(table).or_default() += count;
        }
        Ok(())
    }

    /// Adds what this marker counts to `summary`.
    pub fn count(&self, summary: &mut super::Summary) {
        let add = |counts: &mut BTreeMap<String, i64>, more: &BTreeMap<String, i64>| {
            for (name, count) in more {
                *counts.entry(name.clone()).or_default() += count;
            }
        };
        add(&mut summary.rows, &self.rows);
        add(&mut summary.outcomes, &self.outcomes);
        add(&mut summary.rejects, &self.rejects);
    }
}

/// Reads a marker that must be there, as `parse` leaves it.
pub fn expect(markers: &Markers, shard: &str) -> Result<Marker> {
    markers.read(shard).with_context(|| format!("shard {shard}: its outputs are not whole; run `drawdown parse`"))
}
