//! What `pipelines/` says: the run, the sites, the lookups.
//!
//! A [`Config`] is read once, before any work. What is wrong in a file is a [`ConfigError`] that names file, line, key and what was
//! expected; unknown keys are errors. The digests of the files are kept, so that a stage can tell whether those it uses have changed.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::fetch::Settings;
use crate::capture::sha256_hex;
use crate::html::credit::CreditWords;
use crate::lookup::Lookups;
use crate::sources::{Site, Sites};

/// What is wrong in a file of `pipelines/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The key.
    pub key: Option<String>,
    /// What was found and what was expected.
    pub problem: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
        }
        if let Some(key) = &self.key {
            write!(formatter, ": key `{key}`")?;
        }
        write!(formatter, ": {}", self.problem)
    }
}

impl std::error::Error for ConfigError {}

impl ConfigError {
    /// Of a file or folder as a whole.
    #[must_use]
    pub fn of_file(file: &Path, problem: impl fmt::Display) -> Self {
        Self { file: file.to_owned(), line: None, key: None, problem: problem.to_string() }
    }

    /// Of a key on a line.
    #[must_use]
    pub fn of_key(file: &Path, line: usize, key: &str, problem: String) -> Self {
        Self { file: file.to_owned(), line: Some(line), key: Some(key.to_owned()), problem }
    }

    fn of_toml(file: &Path, text: &str, error: &toml::de::Error) -> Self {
        let mut lines = error.message().lines().map(str::trim).filter(|line| !line.is_empty());
        let problem = lines.next().unwrap_or("not TOML").to_owned();
        let line = error.span().map(|span| text.get(..span.start).unwrap_or(text).matches('\n').count() + 1);
        let missing = problem.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        let written = line.and_then(|line| text.lines().nth(line - 1)?.split_once('=')).map(|(key, _)| key.trim());
        let key = missing.or(written).map(str::to_owned);
        Self { file: file.to_owned(), line: if missing.is_some() { None } else { line }, key, problem }
    }
}

/// `run.toml` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    raw: Vec<String>,
    data: String,
    as_of: toml::Value,
    captures_per_shard: usize,
    reconciliation: Reconciliation,
    #[serde(default)]
    fetch: Settings,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reconciliation {
    tolerance_percent: i64,
}

/// All that a run needs to know beside the pages.
#[derive(Debug)]
pub struct Config {
    /// Where the pages are: folders and WARC files.
    pub raw: Vec<PathBuf>,
    /// The same as `run.toml` has it, whatever the command line asks for.
    whole_raw: Vec<PathBuf>,
    /// Where the tables go.
    pub data: PathBuf,
    /// The day the run speaks of: what is later is not yet known.
    pub as_of: NaiveDate,
    /// Captures in a slice of a folder, on average.
    pub captures_per_shard: usize,
    /// How far a stated total may lie from our own sum, in percent.
    pub tolerance_percent: i64,
    /// The sites.
    pub sites: Sites,
    /// The lookups.
    pub lookups: Lookups,
    /// The folder `pipelines`, where the SQL files are.
    pub pipelines: PathBuf,
    /// How pages are fetched.
    pub fetch: Settings,
    /// File under `pipelines`, with `/` -> SHA-256.
    digests: BTreeMap<String, String>,
}

impl Config {
    /// Reads the folder `pipelines`. Paths in `run.toml` are relative to the folder it lies in.
    pub fn load(pipelines: &Path) -> Result<Self, ConfigError> {
        let mut digests = BTreeMap::new();
        let mut read = |path: &Path| {
            let text = std::fs::read_to_string(path).map_err(|error| ConfigError::of_file(path, error))?;
            let name = path.strip_prefix(pipelines).unwrap_or(path).to_string_lossy().replace('\\', "/");
            digests.insert(name, sha256_hex(text.as_bytes()));
            Ok(text)
        };
        let run_file = pipelines.join("run.toml");
        if !run_file.exists() {
            let wanted = "not there: run drawdown in the folder that holds `pipelines`, or name it with --pipelines";
            return Err(ConfigError::of_file(&run_file, wanted));
        }
        let run_text = read(&run_file)?;
        let run: Run = from_toml(&run_file, &run_text)?;
        let mut sites = Vec::new();
        for path in files(&pipelines.join("sources"), "toml")? {
            let text = read(&path)?;
            let site = from_toml::<Site>(&path, &text)?;
            check_seeds(&path, &text, &site)?;
            sites.push(site);
        }
        let mut lookups = BTreeMap::new();
        for path in files(&pipelines.join("lookups"), "csv")? {
            lookups.insert(stem(&path), read(&path)?);
        }
        let of_folder = |folder| move |error: anyhow::Error| ConfigError::of_file(&pipelines.join(folder), format!("{error:#}"));
        let words = |name| lookups.get(name).map_or("", String::as_str);
        let credits = CreditWords::parse(words("ranks"), words("services")).map_err(of_folder("lookups"))?;
        let home = pipelines.parent().unwrap_or(Path::new(""));
        let raw: Vec<PathBuf> = run.raw.iter().map(|path| home.join(path)).collect();
        Ok(Self {
            raw: raw.clone(),
            whole_raw: raw,
            data: home.join(&run.data),
            as_of: run.day(&run_file, &run_text)?,
            captures_per_shard: run.positive(&run_file, &run_text)?,
            tolerance_percent: run.reconciliation.tolerance_percent,
            sites: Sites::new(sites).map_err(of_folder("sources"))?.with_credits(credits),
            lookups: Lookups::parse(&lookups).map_err(of_folder("lookups"))?,
            pipelines: pipelines.to_owned(),
            fetch: run.checked_fetch(&run_file, &run_text)?,
            digests,
        })
    }

    /// Whether the input is the one that `run.toml` names: what is promised of a site as a whole holds only then.
    #[must_use]
    pub fn is_whole_input(&self) -> bool {
        self.raw == self.whole_raw
    }

    /// One digest of those files of `pipelines` that `used` names, each or by their folder.
    #[must_use]
    pub fn digest(&self, used: &[&str]) -> String {
        let is_used =
            |name: &str| used.iter().any(|used| name.strip_prefix(used).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
        let digests = self.digests.iter().filter(|(name, _)| is_used(name));
        let lines: Vec<_> = digests.map(|(name, digest)| format!("{name} {digest}\n")).collect();
        sha256_hex(lines.concat().as_bytes())
    }
}

impl Run {
    /// The day, quoted or not.
    fn day(&self, file: &Path, text: &str) -> Result<NaiveDate, ConfigError> {
        let written = self.as_of.as_str().map_or_else(|| self.as_of.to_string(), str::to_owned);
        NaiveDate::parse_from_str(&written, "%Y-%m-%d")
            .map_err(|_| Self::error(file, text, "as_of", format!("found {}, expected a day such as 2025-01-31", self.as_of)))
    }

    fn positive(&self, file: &Path, text: &str) -> Result<usize, ConfigError> {
        match self.captures_per_shard {
            0 => Err(Self::error(file, text, "captures_per_shard", "found 0, expected 1 or more".to_owned())),
            some => Ok(some),
        }
    }

    fn checked_fetch(&self, file: &Path, text: &str) -> Result<Settings, ConfigError> {
        self.fetch.check().map_err(|(key, problem)| Self::error(file, text, key, problem))?;
        Ok(self.fetch.clone())
    }

    fn error(file: &Path, text: &str, key: &str, problem: String) -> ConfigError {
        let is_there = |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        let line = text.lines().position(is_there).map(|line| line + 1);
        ConfigError { file: file.to_owned(), line, key: Some(key.to_owned()), problem }
    }
}

/// The seeds of a site are addresses on its hosts.
fn check_seeds(file: &Path, text: &str, site: &Site) -> Result<(), ConfigError> {
    let Some(seeds) = &site.fetch else { return Ok(()) };
    seeds.check(&site.hosts).map_err(|(key, value, problem)| {
        let line = text.lines().position(|line| line.contains(&value)).map(|line| line + 1);
        ConfigError { file: file.to_owned(), line, key: Some(key.to_owned()), problem }
    })
}

fn from_toml<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| ConfigError::of_toml(file, text, &error))
}

/// The files of a folder with that extension, sorted by name.
pub fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, ConfigError> {
    let error = |error: std::io::Error| ConfigError::of_file(folder, error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(error)? {
        files.push(entry.map_err(error)?.path());
    }
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
