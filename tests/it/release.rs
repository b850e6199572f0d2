//! A release says what it holds and is never half there; what changed since is told exactly.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use drawdown::stages::config::Config;
use drawdown::stages::diff::{self, Changes};
use drawdown::stages::progress::Reporter;
use drawdown::stages::release::shelf::Standing;
use drawdown::stages::release::{self, Order, Published};
use drawdown::stages::{Options, aggregate, check, extract, parse, resolve};
use parquet::file::properties::ReaderProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::serialized_reader::ReadOptionsBuilder;

use crate::sample::RUN;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn publish(config: &Config, to: &Path) -> Published {
    let order = Order { to: to.to_owned(), version: None, url: None };
    release::run(config, &Options::default(), &order, &Reporter::silent()).unwrap()
}

/// All files under a folder, by their path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_release_of_the_sample_is_valid_to_other_readers_and_made_twice_the_same() {
    let shelves = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let made = [publish(&RUN.1, shelves[0].path()), publish(&RUN.1, shelves[1].path())];
    assert_eq!((made[0].listed.version.as_str(), made[0].listed.status), ("v2026.11.1", Standing::Passed), "{:?}", made[0].listed);
    assert_eq!(made[0].listed, made[1].listed);
    let [one, two] = [files(shelves[0].path()), files(shelves[1].path())];
    let differ: Vec<_> = one.iter().filter(|(name, bytes)| two.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    assert!(differ.is_empty() && one.len() == two.len(), "{differ:?}");

    let python = root().join(".venv/bin/python");
    assert!(python.exists(), ".venv/bin/python is missing; `make test` makes it: it holds the readers of this test");
    let output = Command::new(python).arg(root().join("tests/release_check.py")).arg(&made[0].folder).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    blooms(&made[0].folder);

    let again = publish(&RUN.1, shelves[0].path());
    assert!(!again.is_new && again.listed == made[0].listed);
    assert!(files(shelves[0].path()) == one);
}

/// Columns of ids have a filter that knows each id, and is as small as their number allows; no other column has one.
fn blooms(release: &Path) {
    let properties = ReaderProperties::builder().set_read_bloom_filter(true).build();
    let options = ReadOptionsBuilder::new().with_reader_properties(properties).build();
    let reader =
        SerializedFileReader::new_with_options(File::open(release.join("tables/package_items.parquet")).unwrap(), options).unwrap();
    let group = reader.get_row_group(0).unwrap();
    let columns = group.metadata().columns();
    let have: Vec<_> =
        columns.iter().filter(|column| column.bloom_filter_offset().is_some()).map(|column| column.column_path().string()).collect();
    assert_eq!(have, ["package_id", "equipment_id", "article_id"]);
    let filter = group.get_column_bloom_filter(0).unwrap();
    assert!(filter.check(&"UKR-PDA-47") && !filter.check(&"UKR-PDA-4711"));
    // Some 110 ids at 1 % take about ten bits each; the 875 rows would take a kilobyte.
    assert!(columns[0].bloom_filter_length().unwrap() < 512, "{:?}", columns[0].bloom_filter_length());
}

/// A project over some pages of the sample, with the shipped rules and no labels.
pub struct Trial {
    home: tempfile::TempDir,
}

impl Trial {
    pub fn new(pages: &[&str]) -> Self {
        let trial = Self { home: tempfile::tempdir().unwrap() };
        for folder in ["", "sources", "lookups", "aggregates", "checks"] {
            let to = trial.path("pipelines").join(folder);
            fs::create_dir_all(&to).unwrap();
            for entry in fs::read_dir(root().join("pipelines").join(folder)).unwrap().map(Result::unwrap) {
                if entry.path().is_file() {
                    fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
                }
            }
        }
        fs::create_dir_all(trial.path("raw")).unwrap();
        fs::write(trial.path("raw/captures.csv"), "file,url,fetched_at\n").unwrap();
        for page in pages {
            trial.add(page);
        }
        trial
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    fn index(&self) -> Vec<String> {
        fs::read_to_string(self.path("raw/captures.csv")).unwrap().lines().map(str::to_owned).collect()
    }

    /// Adds the page of the sample whose file starts so.
    pub fn add(&self, page: &str) {
        let index = fs::read_to_string(root().join("data/sample/captures.csv")).unwrap();
        let line = index.lines().find(|line| line.starts_with(&format!("releases/{page}"))).unwrap();
        let file = line.split(',').next().unwrap();
        fs::create_dir_all(self.path("raw/releases")).unwrap();
        fs::copy(root().join("data/sample").join(file), self.path("raw").join(file)).unwrap();
        fs::write(self.path("raw/captures.csv"), [self.index(), vec![line.to_owned()]].concat().join("\n") + "\n").unwrap();
    }

    /// Takes a page away again.
    pub fn remove(&self, page: &str) {
        let mut index = self.index();
        let at = index.iter().position(|line| line.starts_with(&format!("releases/{page}"))).unwrap();
        let line = index.remove(at);
        fs::remove_file(self.path("raw").join(line.split(',').next().unwrap())).unwrap();
        fs::write(self.path("raw/captures.csv"), index.join("\n") + "\n").unwrap();
    }

    /// Changes the words of a page.
    pub fn change(&self, page: &str, from: &str, to: &str) {
        let line = self.index().into_iter().find(|line| line.starts_with(&format!("releases/{page}"))).unwrap();
        let path = self.path("raw").join(line.split(',').next().unwrap());
        let html = fs::read_to_string(&path).unwrap();
        assert!(html.contains(from), "{from}");
        fs::write(path, html.replace(from, to)).unwrap();
    }

    pub fn config(&self) -> Config {
        let mut config = Config::load(&self.path("pipelines")).unwrap();
        config.raw = vec![self.path("raw")];
        config
    }

    /// Runs every stage.
    pub fn run(&self) -> Config {
        let (config, options, reporter) = (self.config(), Options::default(), Reporter::silent());
        parse::run(&config, &options, &reporter).unwrap();
        extract::run(&config, &options, &reporter).unwrap();
        resolve::run(&config, &options, &reporter).unwrap();
        aggregate::run(&config, &options, &reporter).unwrap();
        check::run(&config, &options, &reporter).unwrap();
        config
    }

    fn diff(&self) -> Changes {
        diff::run(&self.config(), &self.path("releases"), &Reporter::silent()).unwrap()
    }
}

pub const PAGES: [&str; 4] = ["2022-04-05", "2022-04-13", "2022-05-06", "2022-06-15"];

fn told(changes: &Changes, table: &str) -> Vec<String> {
    changes.of(table).map(|row| format!("{} {}", row.change, row.row_key)).collect()
}

#[test]
fn the_page_that_came_the_one_that_changed_and_the_one_that_went_are_named_and_no_other() {
    let trial = Trial::new(&PAGES);
    let first = publish(&trial.run(), &trial.path("releases"));
    assert_eq!(first.listed.status, Standing::Passed, "{:?}", first.listed);
    trial.add("2022-05-19");
    trial.change("2022-04-05", "$100 million", "$110 million");
    trial.remove("2022-06-15");
    let config = trial.run();
    let changes = trial.diff();
    assert_eq!(changes.since.as_deref(), Some("v2026.11.1"));
    let titles = |side: usize| -> BTreeSet<&str> { changes.articles[side].values().map(|article| article.title.as_str()).collect() };
    assert_eq!((titles(0).len(), titles(1).len()), (4, 4));
    let page = |change: &str, number: u32| format!("{change} article_id=sample.drawdown.example/{number}");
    assert_eq!(told(&changes, "articles"), [page("changed", 8_103_850), page("added", 8_106_410), page("removed", 8_107_224)]);
    let packages = ["added package_id=UKR-PDA-10", "removed package_id=UKR-PDA-12", "changed package_id=UKR-PDA-6"];
    let packages = packages.into_iter().chain(["removed package_id=UKR-SUM-20220615-1000", "removed package_id=UKR-USAI-20220615-650"]);
    assert_eq!(told(&changes, "packages"), packages.collect::<Vec<_>>());
    let words = fs::read_to_string(diff::words_path(&config)).unwrap();
    for wanted in ["# What changed since v2026.11.1", "Ukraine PDA", "added ", "removed ", "$110,000,000"] {
        assert!(words.contains(wanted), "{wanted}: {words}");
    }
    assert!(changes.large(500).is_empty(), "{:?}", changes.large(500));
    assert_eq!(changes.large(4)[0], "packages that differ: 5, and at most 4 may");

    let second = publish(&config, &trial.path("releases"));
    assert_eq!(second.listed.version, "v2026.11.2");
    let changelog = fs::read_to_string(second.folder.join("CHANGELOG.md")).unwrap();
    assert!(changelog.find("## v2026.11.2") < changelog.find("## v2026.11.1") && changelog.contains("Since v2026.11.1:"), "{changelog}");
    assert!(trial.diff().rows.is_empty());
}

#[test]
fn a_release_that_failed_a_check_is_listed_as_failed_and_latest_stays() {
    let trial = Trial::new(&PAGES);
    publish(&trial.run(), &trial.path("releases"));
    let latest = || fs::read_to_string(trial.path("releases/latest")).unwrap();
    assert_eq!(latest(), "v2026.11.1\n");
    let never = "-- title: There is no package\n-- severity: error\nSELECT package_id FROM packages ORDER BY package_id\n";
    fs::write(trial.path("pipelines/checks/no_package.sql"), never).unwrap();
    let failed = publish(&trial.config(), &trial.path("releases"));
    assert_eq!((failed.listed.version.as_str(), failed.listed.status), ("v2026.11.2", Standing::Failed));
    assert!(failed.listed.failed_because[0].starts_with("check no_package: "), "{:?}", failed.listed);
    assert_eq!(latest(), "v2026.11.1\n");
    let index: serde_json::Value = serde_json::from_slice(&fs::read(trial.path("releases/releases.json")).unwrap()).unwrap();
    assert_eq!((&index["latest"], &index["releases"][1]["status"]), (&"v2026.11.1".into(), &"failed".into()), "{index}");
    assert!(!publish(&trial.config(), &trial.path("releases")).is_new, "the same failure is not made twice");
    // What a killed run left is removed, and a list that is gone is written again.
    fs::create_dir_all(trial.path("releases/.v2026.11.3/tables")).unwrap();
    fs::remove_file(trial.path("releases/releases.json")).unwrap();
    fs::remove_file(trial.path("pipelines/checks/no_package.sql")).unwrap();
    assert_eq!(publish(&trial.config(), &trial.path("releases")).listed.version, "v2026.11.1");
    assert!(!trial.path("releases/.v2026.11.3").exists() && trial.path("releases/releases.json").exists());
}

#[test]
fn a_folder_that_holds_no_release_is_an_error_that_says_what_was_expected() {
    let trial = Trial::new(&PAGES[..1]);
    trial.run();
    let error = diff::run(&trial.config(), &trial.path("raw"), &Reporter::silent()).unwrap_err().to_string();
    assert!(error.contains("expected the folder of a release"), "{error}");
    assert!(diff::run(&trial.config(), &trial.path("nowhere"), &Reporter::silent()).unwrap().since.is_none());
}
