//! The folder of releases: which there are, which is the latest that passed, which number comes next.
//!
//! A release is its folder: `releases.json` and `latest` are written from the manifests in the folders, so a run that was killed between
//! two of these steps is put right by the next.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::capture::sha256_hex;
use crate::stages::store;

/// The file of a release that says what is in it.
pub const MANIFEST: &str = "manifest.json";
/// The file that lists the releases.
pub const INDEX: &str = "releases.json";
/// The file that holds the name of the latest release that passed.
const LATEST: &str = "latest";

/// `vYYYY.M.N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    year: i32,
    month: u32,
    number: u32,
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = || {
            let mut parts = text.strip_prefix('v')?.split('.');
            let version =
                Self { year: parts.next()?.parse().ok()?, month: parts.next()?.parse().ok()?, number: parts.next()?.parse().ok()? };
            let is_whole = parts.next().is_none() && (1..=12).contains(&version.month) && version.to_string() == text;
            is_whole.then_some(version)
        };
        parsed().ok_or_else(|| format!("found {text}, expected vYEAR.MONTH.NUMBER, as in v2025.1.3"))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "v{}.{}.{}", self.year, self.month, self.number)
    }
}

crate::vocabulary! {
    /// Whether a release may be used.
    pub enum Standing {
        /// Every check passed.
        Passed = "passed",
        /// A check failed: it is there to be looked at.
        Failed = "failed",
    }
}

/// What the list says of a release; part of its manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// `vYYYY.M.N`.
    pub version: String,
    /// Whether it may be used.
    pub status: Standing,
    /// Why not.
    pub failed_because: Vec<String>,
    /// The day it speaks of.
    pub as_of: NaiveDate,
    /// Digest of all that it was made from.
    pub fingerprint: String,
    /// Digest of its manifest, which has those of all its files.
    #[serde(default)]
    pub manifest_sha256: String,
}

#[derive(Serialize)]
struct Index<'a> {
    latest: Option<&'a str>,
    releases: Vec<&'a Listed>,
}

/// The releases of a folder, oldest first.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    releases: Vec<(Version, Listed)>,
}

impl Shelf {
    /// Reads the folder, removes what a killed run left in it, and puts the list right.
    pub fn open(folder: &Path) -> Result<Self> {
        let mut shelf = Self { folder: folder.to_owned(), releases: Vec::new() };
        for name in folders(folder)? {
            if name.strip_prefix('.').is_some_and(|name| name.parse::<Version>().is_ok()) {
                std::fs::remove_dir_all(folder.join(&name)).with_context(|| format!("remove {}", folder.join(&name).display()))?;
            } else if let Ok(version) = name.parse() {
                let path = folder.join(&name).join(MANIFEST);
                let bytes = std::fs::read(&path).with_context(|| format!("read {}", path.display()))?;
                let listed: Listed = serde_json::from_slice(&bytes).with_context(|| format!("{}: no manifest", path.display()))?;
                shelf.releases.push((version, Listed { manifest_sha256: sha256_hex(&bytes), ..listed }));
            }
        }
        shelf.releases.sort_by_key(|(version, _)| *version);
        if !shelf.releases.is_empty() {
            shelf.list()?;
        }
        Ok(shelf)
    }

    /// The release of that name.
    #[must_use]
    pub fn get(&self, version: Version) -> Option<&Listed> {
        self.releases.iter().find(|(listed, _)| *listed == version).map(|(_, listed)| listed)
    }

    /// The newest release that was made from the same.
    #[must_use]
    pub fn made_from(&self, fingerprint: &str) -> Option<&Listed> {
        self.releases.iter().rev().map(|(_, listed)| listed).find(|listed| listed.fingerprint == fingerprint)
    }

    /// The newest release that passed.
    #[must_use]
    pub fn latest(&self) -> Option<&Listed> {
        self.releases.iter().rev().map(|(_, listed)| listed).find(|listed| listed.status == Standing::Passed)
    }

    /// The next number of the month.
    #[must_use]
    pub fn next(&self, day: NaiveDate) -> Version {
        let (year, month) = (day.year(), day.month());
        let same = self.releases.iter().filter(|(version, _)| (version.year, version.month) == (year, month));
        Version { year, month, number: same.map(|(version, _)| version.number).max().unwrap_or(0) + 1 }
    }

    /// The folder of a release.
    #[must_use]
    pub fn path(&self, version: Version) -> PathBuf {
        self.folder.join(version.to_string())
    }

    /// The folder in which a release is made before it gets its name.
    #[must_use]
    pub fn draft(&self, version: Version) -> PathBuf {
        self.folder.join(format!(".{version}"))
    }

    /// Gives a finished draft its name and lists it.
    pub fn place(&self, version: Version) -> Result<Self> {
        let (draft, path) = (self.draft(version), self.path(version));
        std::fs::rename(&draft, &path).with_context(|| format!("rename {} to {}", draft.display(), path.display()))?;
        Self::open(&self.folder)
    }

    fn list(&self) -> Result<()> {
        let latest = self.latest().map(|listed| listed.version.as_str());
        let index = Index { latest, releases: self.releases.iter().map(|(_, listed)| listed).collect() };
        store::write_whole(&self.folder.join(INDEX), &json(&index)?)?;
        latest.map_or(Ok(()), |latest| store::write_whole(&self.folder.join(LATEST), format!("{latest}\n").as_bytes()))
    }
}

/// JSON for people: indented, with a line end.
pub fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The name of the latest release that passed, as `latest` has it.
pub fn latest(folder: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(folder.join(LATEST)) {
        Ok(name) => Ok(Some(name.trim().to_owned())),
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("read {}", folder.join(LATEST).display())),
    }
}

/// The file of a table in the folder of a release.
#[must_use]
pub fn table_path(release: &Path, table: &str) -> PathBuf {
    release.join("tables").join(format!("{table}.parquet"))
}

fn folders(folder: &Path) -> Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let context = || format!("read {}", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_year_a_month_and_a_number() {
        assert_eq!("v2025.1.3".parse::<Version>().unwrap().to_string(), "v2025.1.3");
        for wrong in ["2025.1.3", "v2025.1", "v2025.13.1", "v2025.01.1", "v2025.1.1.1", "v2025.1.x", "latest"] {
            assert!(wrong.parse::<Version>().is_err(), "{wrong}");
        }
        assert!("v2025.10.1".parse::<Version>().unwrap() > "v2025.9.12".parse::<Version>().unwrap());
    }
}
