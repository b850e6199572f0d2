//! The report, in real Chromium: what a reader does with it, and what a page that holds markup cannot do to it.

use std::path::Path;
use std::process::Command;

use drawdown::stages::progress::Reporter;
use drawdown::stages::stamp::Stamp;
use drawdown::stages::{Options, aggregate, check, report, resolve};
use drawdown::table::Layer;

use crate::project::{Page, Project};
use crate::sample::RUN;

/// Runs `tests/browser/<script>` with the virtual environment; gives what it printed.
pub fn python(script: &str, arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join(".venv/bin/python");
    assert!(python.exists(), ".venv/bin/python is missing; `make test` makes it");
    let output = Command::new(python).arg(root.join("tests").join(script)).args(arguments).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    said
}

fn drive(report: &Path, facts: &serde_json::Value) -> String {
    let mut facts = facts.clone();
    facts["report"] = serde_json::json!(report);
    facts["screenshots"] = serde_json::json!(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/report"));
    let file = report.with_extension("json");
    std::fs::write(&file, facts.to_string()).unwrap();
    python("browser/report.py", &[file.to_str().unwrap()])
}

#[test]
fn a_reader_searches_filters_opens_and_follows() {
    let folder = tempfile::tempdir().unwrap();
    let file = report::run(&RUN.1, Some(&folder.path().join("index.html"))).unwrap();
    let facts = serde_json::json!({ "package": "UKR-PDA-47", "item": "javelin", "recipient": "Taiwan", "hostile": null });
    let said = drive(&file, &facts);
    assert!(said.contains("dark: axe-core finds nothing") && said.contains("without the script"), "{said}");
}

const HOSTILE: &str = "<script>window.pwned = 1</script>";

/// A release whose title, sentence, item and address are markup and script.
fn hostile() -> Project {
    let text = "&lt;script&gt;window.pwned = 1&lt;/script&gt;";
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Aid {text}</title>\
         <link rel=\"canonical\" href=\"javascript:window.pwned=1\"></head><body><main><article><h1>Aid {text} &lt;!--</h1>\
         <p>WASHINGTON, March 1, 2024: The Department of Defense today announced {text} a new security assistance package for Ukraine under \
         Presidential Drawdown Authority valued at up to $125 million.</p><p>The package includes:</p>\
         <ul><li>12 &lt;img src=x onerror=window.pwned=1&gt; howitzers;</li><li>Javelin anti-armor systems.</li></ul>\
         <p>It is the first of these packages, and the pages that tell of it are kept.</p></article></main></body></html>"
    );
    let page = Page { html: html.into_bytes(), ..Page::new(1, "2024-03-01", "") };
    let project = Project::with_pages(10, &[page]);
    for folder in ["aggregates", "checks"] {
        for file in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines").join(folder)).unwrap() {
            let file = file.unwrap();
            project.write(&format!("pipelines/{folder}/{}", file.file_name().display()), &std::fs::read(file.path()).unwrap());
        }
    }
    project.parse();
    project.extract();
    let (config, options, reporter) = (project.config(), Options::default(), Reporter::silent());
    resolve::run(&config, &options, &reporter).unwrap();
    aggregate::run(&config, &options, &reporter).unwrap();
    check::run(&config, &options, &reporter).unwrap();
    project
}

#[test]
fn a_page_that_holds_script_shows_as_text_and_runs_nothing() {
    let project = hostile();
    let file = report::run(&project.config(), None).unwrap();
    assert_eq!(file, project.path("data/report/index.html"));
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.matches("<script").count(), 3, "two of data and one of ours");
    assert!(!text.contains("href=\"javascript:"));
    let said = drive(&file, &serde_json::json!({ "package": "", "item": "", "recipient": "", "hostile": HOSTILE }));
    assert_eq!(said, "hostile text shown as text\n");
}

#[test]
fn without_tables_or_with_those_of_another_version_it_says_what_to_do() {
    let project = Project::new(10);
    let error = |config: &drawdown::stages::config::Config| report::run(config, None).unwrap_err().to_string();
    let none = error(&project.config());
    assert!(none.ends_with("data/aggregates: no tables yet; `drawdown run` makes them (in the repository: `make pipeline`)"), "{none}");
    let stamp = Stamp { version: "0.0.1+old".to_owned(), ..Stamp::default() };
    stamp.write(&project.path("data"), Layer::Aggregates).unwrap();
    let stale = error(&project.config());
    assert!(stale.ends_with("made by another version of drawdown; `drawdown run` makes the tables anew"), "{stale}");
    assert!(!report::default_path(&project.path("data")).exists());
}
