//! The sample, end to end: what the tables say is what the public record says, and saying it again changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use drawdown::entities::packages::{Package, PackageEvidence, Status};
use drawdown::mentions::announcements::Authority;
use drawdown::stages::check::Outcome;
use drawdown::stages::config::Config;
use drawdown::stages::progress::Reporter;
use drawdown::stages::{Options, aggregate, check, extract, parse, resolve, store, verify};
use drawdown::table::{Layer, Row};

use crate::project::Page;
use crate::raw;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn config(raw: PathBuf, data: &Path) -> Config {
    let mut config = Config::load(&root().join("pipelines")).unwrap();
    config.raw = vec![raw];
    data.clone_into(&mut config.data);
    config
}

/// Runs every stage; gives the shards that were done and what was checked.
fn run(config: &Config, jobs: usize) -> (usize, Outcome) {
    let (options, reporter) = (Options { jobs: Some(jobs), ..Options::default() }, Reporter::silent());
    let parsed = parse::run(config, &options, &reporter).unwrap();
    let extracted = extract::run(config, &options, &reporter).unwrap();
    resolve::run(config, &options, &reporter).unwrap();
    aggregate::run(config, &options, &reporter).unwrap();
    (parsed.done + extracted.done, check::run(config, &options, &reporter).unwrap())
}

/// The sample, run once for all tests that only look.
pub static RUN: LazyLock<(tempfile::TempDir, Config, Outcome)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let config = config(root().join("data/sample"), folder.path());
    let (_, outcome) = run(&config, 2);
    (folder, config, outcome)
});

fn entities<R: Row>(data: &Path) -> Vec<R> {
    store::read(&store::whole_path(data, Layer::Entities, R::TABLE.name)).unwrap()
}

fn series(packages: &[Package], authority: Authority) -> Vec<&Package> {
    let is_it = |package: &&Package| package.authority == Some(authority) && package.recipient == "Ukraine";
    packages.iter().filter(|package| !package.is_composite).filter(is_it).collect()
}

fn sum(packages: &[&Package]) -> i64 {
    packages.iter().filter_map(|package| package.value_low_usd).sum()
}

#[test]
fn the_packages_add_up_to_the_public_record() {
    let packages: Vec<Package> = entities(RUN.0.path());
    let drawdowns = series(&packages, Authority::Pda);
    let mut ordinals: Vec<i64> = drawdowns.iter().filter_map(|package| package.ordinal).collect();
    ordinals.sort_unstable();
    assert_eq!(ordinals, (1..=74).collect::<Vec<_>>());
    assert_eq!((drawdowns.len(), sum(&drawdowns)), (74, 34_085_000_000));
    let initiative = series(&packages, Authority::Usai);
    assert_eq!((initiative.len(), sum(&initiative)), (25, 33_478_000_000));
    assert!(packages.iter().all(|package| package.value_low_usd != Some(5_550_000_000)), "the authority notice is no package");
    assert!(packages.iter().all(|package| package.status != Status::Previewed), "every preview became an announcement");
}

#[test]
fn a_package_told_often_is_one_row_with_its_evidence() {
    let packages: Vec<Package> = entities(RUN.0.path());
    let evidence: Vec<PackageEvidence> = entities(RUN.0.path());
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for row in evidence.iter().filter(|row| row.is_preferred) {
        *told.entry(&row.package_id).or_default() += 1;
    }
    assert!(packages.iter().all(|package| told.get(package.package_id.as_str()) == Some(&1)), "one preferred claim each");
    assert!(packages.iter().filter(|package| package.report_count > 1).count() > 20);
    let parents: Vec<_> = packages.iter().filter(|package| package.is_composite).map(|package| package.package_id.as_str()).collect();
    let is_child = |package: &&Package| package.parent_package_id.as_deref().is_some_and(|parent| parents.contains(&parent));
    assert!(packages.iter().filter(is_child).count() >= 2 * 8, "composites have their parts");
}

#[test]
fn the_checks_pass_and_every_span_is_borne_out() {
    let (_, config, outcome) = &*RUN;
    let failed: Vec<_> = outcome.failures.iter().filter(|_| outcome.is_failed()).map(ToString::to_string).collect();
    assert_eq!(failed, Vec::<String>::new());
    let report = verify::run(config, &Options::default(), &Reporter::silent()).unwrap();
    assert_eq!(report.failures, []);
    assert!(report.checked["money"] > 300 && report.checked["package_items"] > 500, "{:?}", report.checked);
}

/// Every Parquet file below `folder`, by its path in it.
fn files(folder: &Path, layers: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders: Vec<PathBuf> = layers.iter().map(|layer| folder.join(layer)).collect();
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "parquet") {
                files.insert(path.strip_prefix(folder).unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

const LAYERS: [&str; 5] = ["parsed", "mentions", "entities", "aggregates", "checks"];

#[test]
fn one_thread_gives_the_bytes_of_two_and_a_second_run_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(root().join("data/sample"), folder.path());
    let (done, _) = run(&config, 1);
    assert!(done > 0);
    let once = files(folder.path(), &LAYERS);
    assert!(once == files(RUN.0.path(), &LAYERS));
    let (done, outcome) = run(&config, 2);
    assert_eq!((done, outcome.is_skipped), (0, true));
    assert!(once == files(folder.path(), &LAYERS));
}

#[test]
fn a_warc_of_the_sample_gives_the_same_entities() {
    let mut reader = csv::Reader::from_path(root().join("data/sample/captures.csv")).unwrap();
    let pages: Vec<Page> = reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let html = fs::read(root().join("data/sample").join(&row[0])).unwrap();
            Page { file: row[0].to_owned(), url: row[1].to_owned(), fetched_at: row[2].to_owned(), html }
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let warc = folder.path().join("sample.warc.gz");
    fs::write(&warc, raw::members(&raw::records(&pages))).unwrap();
    let config = config(warc, &folder.path().join("data"));
    run(&config, 2);
    assert!(files(&config.data, &["entities"]) == files(RUN.0.path(), &["entities"]));
}
