//! Stamps: what the outputs of a stage that works on all tables at once were made from, written when they are all in place.
//!
//! No stamp, or one of other inputs: the stage works. It removes the stamp before it touches an output, so a killed run leaves none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use super::{VERSION, store};
use crate::table::Layer;

/// What the outputs of a stage were made from, and what they hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Digest of all that the outputs depend on.
    pub fingerprint: String,
    /// The program that wrote them.
    pub version: String,
    /// Table -> rows.
    pub rows: BTreeMap<String, i64>,
}

fn path(data: &Path, layer: Layer) -> PathBuf {
    data.join(layer.folder()).join("_stamp.json")
}

impl Stamp {
    /// The stamp of outputs that this program wrote.
    #[must_use]
    pub fn new(fingerprint: String, rows: BTreeMap<String, i64>) -> Self {
        Self { fingerprint, version: VERSION.to_owned(), rows }
    }

    /// The stamp of a layer. A stamp of another version of the program may be of another shape: it is none.
    #[must_use]
    pub fn read(data: &Path, layer: Layer) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(path(data, layer)).ok()?).ok()
    }

    /// The stamp of a layer that something is to be read from: outputs of another version may be of another shape.
    pub fn expect(data: &Path, layer: Layer) -> Result<Self> {
        let folder = data.join(layer.folder());
        let file = path(data, layer);
        if !file.exists() {
            bail!("{}: no tables yet; `drawdown run` makes them (in the repository: `make pipeline`)", folder.display());
        }
        let stamp = Self::read(data, layer).filter(|stamp| stamp.version == VERSION);
        stamp.with_context(|| format!("{}: made by another version of drawdown; `drawdown run` makes the tables anew", folder.display()))
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
