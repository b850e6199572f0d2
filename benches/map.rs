//! What the map costs on real pages, on one thread, beside a bare parse of the same bytes.
//!
//! `cargo bench --bench map`. After the medians it prints the share of each rule in the extraction. Pages: every HTML file under `DRAWDOWN_CORPUS` (default `../shared/corpus`), else `data/sample`.

#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a report for a person")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use chrono::DateTime;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use drawdown::capture::Capture;
use drawdown::lookup::Lookups;
use drawdown::mentions::{self, Mentions, Page};
use drawdown::sources::{self, Reading, Sites};
use drawdown::stages::config::Config;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Pages {
    captures: Vec<Capture>,
    sites: Sites,
    lookups: Lookups,
    bytes: usize,
}

static PAGES: LazyLock<Pages> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("DRAWDOWN_CORPUS").map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let folder = if corpus.join("html").is_dir() { corpus.join("html") } else { root.join("data/sample") };
    let mut captures = Vec::new();
    collect(&folder, &mut captures);
    let bytes = captures.iter().map(|capture| capture.body.len()).sum();
    println!("{} pages, {:.1} MB", captures.len(), bytes as f64 / 1e6);
    let config = Config::load(&root.join("pipelines")).expect("the configuration loads");
    Pages { captures, sites: config.sites, lookups: config.lookups, bytes }
});

fn collect(folder: &Path, captures: &mut Vec<Capture>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).expect("a folder of pages").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, captures);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let url = format!("https://bench.example/{}", path.file_name().unwrap_or_default().to_string_lossy());
            let body = std::fs::read(&path).expect("a page");
            captures.push(Capture { url, captured_at: DateTime::UNIX_EPOCH, status: None, content_type: None, body });
        }
    }
}

fn main() {
    LazyLock::force(&PAGES);
    divan::main();
    shares();
}

/// How the time of extraction is shared between the rules: the median of eleven rounds for each.
fn shares() {
    let pages: Vec<_> = PAGES
        .captures
        .iter()
        .filter_map(|capture| match sources::read(capture, &PAGES.sites) {
            Ok(Reading::Article(parsed)) => Some(parsed),
            _ => None,
        })
        .collect();
    let mut rounds = vec![Vec::new(); mentions::RULES.len()];
    for _ in 0..11 {
        let mut times = vec![Duration::ZERO; mentions::RULES.len()];
        for parsed in &pages {
            let page = Page::new(&parsed.articles[0], &parsed.paragraphs);
            let mut found = Mentions::default();
            for ((_, rule), time) in mentions::RULES.iter().zip(&mut times) {
                let start = Instant::now();
                rule(&page, &PAGES.lookups, &mut found);
                *time += start.elapsed();
            }
        }
        for (of_rule, time) in rounds.iter_mut().zip(times) {
            of_rule.push(time);
        }
    }
    let medians: Vec<f64> = rounds
        .iter_mut()
        .map(|times| {
            times.sort_unstable();
            times[times.len() / 2].as_secs_f64() * 1e3
        })
        .collect();
    let whole: f64 = medians.iter().sum();
    println!("\nextract {whole:.1} ms, of which");
    for ((name, _), time) in mentions::RULES.iter().zip(&medians) {
        println!("  {name:<16} {time:>6.1} ms  {:>5.1} %", 100.0 * time / whole);
    }
}

fn counters<'a, 'b>(bencher: Bencher<'a, 'b>) -> Bencher<'a, 'b> {
    bencher.counter(BytesCount::new(PAGES.bytes)).counter(ItemsCount::new(PAGES.captures.len()))
}

/// html5ever's tree by way of scraper, and nothing else.
#[divan::bench]
fn bare_parse(bencher: Bencher) {
    counters(bencher).bench_local(|| {
        PAGES
            .captures
            .iter()
            .map(|capture| scraper::Html::parse_document(&String::from_utf8_lossy(&capture.body)).tree.nodes().count())
            .sum::<usize>()
    });
}

/// Capture to parsed rows.
#[divan::bench]
fn parse(bencher: Bencher) {
    counters(bencher).bench_local(|| PAGES.captures.iter().filter(|capture| sources::read(capture, &PAGES.sites).is_ok()).count());
}

/// Capture to mention rows: the whole map.
#[divan::bench]
fn parse_and_extract(bencher: Bencher) {
    counters(bencher).bench_local(|| {
        let mut rows = 0;
        for capture in &PAGES.captures {
            if let Ok(Reading::Article(parsed)) = sources::read(capture, &PAGES.sites) {
                let found = mentions::extract(&parsed.articles[0], &parsed.paragraphs, &PAGES.lookups);
                rows += found.money.len() + found.dates.len() + found.quantities.len() + found.announcements.len();
            }
        }
        rows
    });
}
