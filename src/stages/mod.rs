//! The stages: the only place with files and threads.
//!
//! A stage reads files and writes files; each can be run alone. `parse` and `extract` are the map: they see a shard at a time, skip
//! what is unchanged, and their outputs are the same bytes whatever the number of threads.

pub mod aggregate;
pub mod cells;
pub mod check;
pub mod config;
pub mod db;
pub mod declared_checks;
pub mod diff;
pub mod engine;
pub mod extract;
pub mod fetch;
pub mod figures;
pub mod folder;
pub mod http;
pub mod inspect;
pub mod joins;
pub mod marker;
pub mod page;
pub mod parse;
pub mod preview;
pub mod progress;
pub mod query;
pub mod raw;
pub mod release;
pub mod report;
pub mod resolve;
pub mod score;
pub mod stamp;
pub mod store;
pub mod summary;
pub mod supersede;
pub mod tables;
pub mod verify;
pub mod warc;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};

/// The program, to the byte of its source: outputs of another one are not taken for its own.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("DRAWDOWN_SOURCE_DIGEST"));

/// How a stage is to run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Take every n-th shard, starting with the i-th, from 1: `(i, n)`.
    pub shard: Option<(usize, usize)>,
    /// Do the work even where nothing changed.
    pub force: bool,
    /// Threads; all cores where not given.
    pub jobs: Option<usize>,
}

impl Options {
    /// Whether the shard at `index`, from 0, is to be taken.
    #[must_use]
    pub fn takes(&self, index: usize) -> bool {
        self.shard.is_none_or(|(i, n)| index % n.max(1) + 1 == i)
    }

    /// Runs `work` on as many threads as asked for.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs.unwrap_or(0)).build().context("start threads")?;
        pool.install(work)
    }
}

/// What a stage of the map did, and what its outputs hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Shards in the input, or in this machine's share of it.
    pub shards: usize,
    /// Shards that were read anew.
    pub done: usize,
    /// Shards that had not changed.
    pub skipped: usize,
    /// Shards no longer in the input, whose outputs were removed.
    pub removed: usize,
    /// Pages that lie in an input folder and that its `captures.csv` does not name.
    pub unlisted_files: usize,
    /// Table -> rows.
    pub rows: BTreeMap<String, i64>,
    /// What became of the captures -> how many.
    pub outcomes: BTreeMap<String, i64>,
    /// Reason of a reject -> how many.
    pub rejects: BTreeMap<String, i64>,
}
