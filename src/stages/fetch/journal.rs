//! What a run over a source remembers, so that one that is killed goes on where it was: when it started, and what it was told of pages.
//!
//! It lies in `data/fetch/<source>`. The pages themselves are in the WARC files alone.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::super::store;
use super::courier::Failure;
use crate::capture::sha256_hex;

/// A run that was broken off longer ago than this is not gone on with: what it was told is old.
const RESUMABLE: TimeDelta = TimeDelta::hours(12);

/// What a run is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    started_at: DateTime<Utc>,
    /// What was asked for.
    request: String,
}

/// The memory of the run that is under way.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    run: Run,
    _lock: File,
}

impl Journal {
    /// Goes on with the run that was broken off, if it was asked for the same, or begins one. Two at a time are an error.
    pub fn open(data: &Path, source: &str, request: &str) -> Result<Self> {
        let folder = data.join("fetch").join(source);
        let context = || format!("write {}", folder.display());
        fs::create_dir_all(&folder).with_context(context)?;
        let lock = File::create(folder.join("lock")).with_context(context)?;
        if lock.try_lock().is_err() {
            bail!("{source}: another `drawdown fetch` is at it ({} is locked)", folder.join("lock").display());
        }
        let now = Utc::now().trunc_subsecs(6);
        let before: Option<Run> = fs::read(folder.join("run.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let before = before.filter(|run| run.request == request && now - run.started_at < RESUMABLE);
        let run = if let Some(run) = before {
            run
        } else {
            let run = Run { started_at: now, request: request.to_owned() };
            store::remove(&folder.join("run.json"))?;
            clear(&folder.join("told"))?;
            store::write_whole(&folder.join("run.json"), &serde_json::to_vec(&run)?)?;
            run
        };
        Ok(Self { folder, run, _lock: lock })
    }

    /// When the run started, at first.
    #[must_use]
    pub fn started_at(&self) -> DateTime<Utc> {
        self.run.started_at
    }

    /// What was told under a name, or is now.
    pub fn told(&self, name: &str, ask: impl FnOnce() -> Result<Vec<u8>, Failure>) -> Result<Result<Vec<u8>, Failure>> {
        let path = self.folder.join("told").join(sha256_hex(name.as_bytes()));
        if let Ok(bytes) = fs::read(&path) {
            return Ok(Ok(bytes));
        }
        match ask() {
            Ok(bytes) => {
                store::write_whole(&path, &bytes)?;
                Ok(Ok(bytes))
            }
            failed => Ok(failed),
        }
    }

    /// Whether all that the source had was once fetched, so that what a listing has behind known pages is known as well.
    #[must_use]
    pub fn was_complete(&self) -> bool {
        self.folder.join("complete").is_file()
    }

    /// Notes that all that the source has was fetched.
    pub fn complete(&self) -> Result<()> {
        store::write_whole(&self.folder.join("complete"), b"")
    }

    /// Forgets the run: it came to its end.
    pub fn finish(self) -> Result<()> {
        store::remove(&self.folder.join("run.json"))?;
        clear(&self.folder.join("told"))
    }
}

fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).with_context(|| format!("remove {}", folder.display())),
        _ => Ok(()),
    }
}
