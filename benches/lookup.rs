//! What the search for names costs by how many a lookup holds: the same 500 names alone and among 10,000, over the same text.
//!
//! `cargo bench --bench lookup`. The text is that of `data/sample`, the 500 are organizations of `pipelines/lookups`, the others are
//! invented; every third of these opens with the first word of one that is real, as names do.

#![allow(clippy::print_stdout, reason = "a report for a person")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::DateTime;
use divan::Bencher;
use divan::counter::BytesCount;
use drawdown::capture::Capture;
use drawdown::lookup::Index;
use drawdown::sources::{self, Reading};
use drawdown::stages::config::Config;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Names that are real.
const FEW: usize = 500;
/// Names with the invented ones.
const MANY: usize = 10_000;
/// How often the text is repeated, so that a search takes longer than the clock's grain.
const TIMES: usize = 20;

struct Bench {
    text: String,
    names: Vec<String>,
}

static BENCH: LazyLock<Bench> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = Config::load(&root.join("pipelines")).expect("the configuration loads");
    let mut names: Vec<String> = Vec::with_capacity(MANY);
    for row in config.lookups.organizations.rows() {
        if names.len() < FEW && !names.contains(&row[0]) {
            names.push(row[0].clone());
        }
    }
    for number in 0..MANY - names.len() {
        let opening = names[number % FEW].split(' ').next().unwrap_or_default();
        let name = if number % 3 == 0 { format!("{opening} {}", invented(number)) } else { invented(number) };
        names.push(name);
    }
    let files =
        |folder: &Path| -> Vec<PathBuf> { std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect() };
    let mut pages: Vec<PathBuf> = files(&root.join("data/sample")).iter().flat_map(|folder| files(folder)).collect();
    pages.retain(|path| path.extension().is_some_and(|end| end == "html"));
    pages.sort();
    let texts = pages.iter().filter_map(|path| {
        let url = "https://bench.example/".to_owned();
        let body = std::fs::read(path).ok()?;
        match sources::read(&Capture { url, captured_at: DateTime::UNIX_EPOCH, status: None, content_type: None, body }, &config.sites) {
            Ok(Reading::Article(parsed)) => parsed.articles.into_iter().next().map(|article| article.body_text),
            _ => None,
        }
    });
    let text = texts.collect::<Vec<_>>().join("\n").repeat(TIMES);
    Bench { text, names }
});

/// Two words of no language, others for each number.
fn invented(mut number: usize) -> String {
    const SYLLABLES: [&str; 12] = ["ka", "vor", "lun", "mi", "tes", "dro", "pel", "sha", "nor", "bry", "gal", "wen"];
    let mut word = |length: usize| {
        let mut word = String::new();
        for _ in 0..length {
            word.push_str(SYLLABLES[number % SYLLABLES.len()]);
            number /= SYLLABLES.len();
        }
        word[..1].to_ascii_uppercase() + &word[1..]
    };
    format!("{} {}", word(3), word(2))
}

fn index(count: usize) -> Index {
    let mut csv = "name,canonical,note\n".to_owned();
    for name in &BENCH.names[..count] {
        let _ = writeln!(csv, "\"{name}\",\"{name}\",as cased");
    }
    Index::parse(&csv, "name,canonical,note").expect("a lookup")
}

fn main() {
    let found = [FEW, MANY].map(|count| index(count).find(&BENCH.text).len());
    println!("{} kB of text, {} names in it for {FEW}, {} for {MANY}", BENCH.text.len() / 1000, found[0], found[1]);
    divan::main();
}

/// The search, folding of the text included.
#[divan::bench(args = [FEW, MANY])]
fn find(bencher: Bencher, count: usize) {
    let index = index(count);
    bencher.counter(BytesCount::new(BENCH.text.len())).bench_local(|| index.find(&BENCH.text).len());
}
