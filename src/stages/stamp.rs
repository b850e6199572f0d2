//! Stamps: what the outputs of a stage that works on all tables at once were made from, written when they are all in place.
//!
//! No stamp, or one of other inputs: the stage works. It removes the stamp before it touches an output, so a killed run leaves none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::store;
use crate::table::Layer;

/// What the outputs of a stage were made from, and what they hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Digest of all that the outputs depend on.
    pub fingerprint: String,
    /// Table -> rows.
    pub rows: BTreeMap<String, i64>,
}

fn path(data: &Path, layer: Layer) -> PathBuf {
    data.join(layer.folder()).join("_stamp.json")
}

impl Stamp {
    /// The stamp of a layer. A stamp of another version of the program may be of another shape: it is none.
    #[must_use]
    pub fn read(data: &Path, layer: Layer) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(path(data, layer)).ok()?).ok()
    }

    /// Declares the outputs of a layer unfinished.
    pub fn clear(data: &Path, layer: Layer) -> Result<()> {
        store::remove(&path(data, layer))
    }

    /// Declares the outputs of a layer whole.
    pub fn write(&self, data: &Path, layer: Layer) -> Result<()> {
        store::write_whole(&path(data, layer), serde_json::to_string_pretty(self)?.as_bytes())
    }
}
