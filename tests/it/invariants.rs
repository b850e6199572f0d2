//! The invariants of ARCHITECTURE.md that the source itself can break.

use std::fs;
use std::path::{Path, PathBuf};

/// The source files below `src/<folder>`, without their unit tests.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder)];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            let is_test = path.file_stem().is_some_and(|stem| stem == "tests" || stem == "testing");
            if is_test {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let rule = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                found.push((path, rule));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

fn assert_absent(folder: &str, words: &[&str]) {
    for (path, text) in sources(folder) {
        for word in words {
            assert!(!text.contains(word), "{} must not name {word}", path.display());
        }
    }
}

#[test]
fn below_the_stages_nothing_opens_a_file_reads_a_clock_starts_a_thread_or_prints() {
    let words = [
        "std::fs",
        "File::open",
        "Utc::now",
        "Local::now",
        "Instant::now",
        "SystemTime",
        "std::thread",
        "rayon",
        "println!",
        "eprintln!",
        "std::env",
    ];
    for folder in ["html", "text", "sources", "mentions", "entities"] {
        assert_absent(folder, &words);
    }
}

#[test]
fn families_know_nothing_of_entities_and_rules_nothing_of_html() {
    assert_absent("html", &["crate::entities", "crate::mentions"]);
    assert_absent("sources", &["crate::entities", "crate::mentions"]);
    assert_absent("mentions", &["crate::html", "crate::sources", "scraper::"]);
    assert_absent("entities", &["crate::html", "crate::sources", "scraper::"]);
    assert_absent("text", &["crate::html", "crate::sources", "crate::mentions", "crate::entities"]);
}

#[test]
fn only_the_stages_name_polars() {
    for folder in ["html", "text", "sources", "mentions", "entities"] {
        assert_absent(folder, &["polars::", "parquet::"]);
    }
}
