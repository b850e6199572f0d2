//! Bad configuration: file, line, key, what was expected.

use drawdown::stages::config::{Config, ConfigError};
use drawdown::stages::progress::Reporter;
use drawdown::stages::{Options, parse};

use crate::project::{Project, pages};

fn error(project: &Project) -> String {
    let error = Config::load(&project.path("pipelines")).unwrap_err().to_string();
    error.replace(&format!("{}/", project.path("").display()).replace("//", "/"), "")
}

const RUN: &str = "raw = [\"raw\"]\ndata = \"data\"\nas_of = 2025-01-31\ncaptures_per_shard = 5\n[reconciliation]\ntolerance_percent = 5\n";

#[test]
fn a_wrong_run_file_is_told_by_line_and_key() {
    let project = Project::new(5);
    let cases = [
        (RUN.replace("as_of", "as_off"), "pipelines/run.toml:3: key `as_off`: unknown field `as_off`, expected one of"),
        (RUN.replace("2025-01-31", "\"soon\""), "pipelines/run.toml:3: key `as_of`: found \"soon\", expected a day such as"),
        (RUN.replace("2025-01-31", "08:00:00"), "pipelines/run.toml:3: key `as_of`: found 08:00:00, expected a day"),
        (RUN.replace("shard = 5", "shard = -5"), "pipelines/run.toml:4: key `captures_per_shard`: invalid value: integer `-5`, expected"),
        (RUN.replace("shard = 5", "shard = 0"), "pipelines/run.toml:4: key `captures_per_shard`: found 0, expected 1 or more"),
        (RUN.replace("data = \"data\"\n", ""), "pipelines/run.toml: key `data`: missing field `data`"),
        (RUN.replace("[\"raw\"]", "[\"raw\""), "pipelines/run.toml:2: key `data`:"),
        (format!("{RUN}colour = 1\n"), "pipelines/run.toml:7: key `colour`: unknown field `colour`, expected `tolerance_percent`"),
    ];
    for (text, expected) in cases {
        project.write("pipelines/run.toml", text.as_bytes());
        let error = error(&project);
        assert!(error.starts_with(expected), "{error}\nexpected {expected}");
    }
}

#[test]
fn a_wrong_site_file_is_told_by_line_and_key() {
    let project = Project::new(5);
    project.write("pipelines/sources/other.toml", b"name = \"other\"\nhost = \"x\"\n");
    assert!(error(&project).starts_with("pipelines/sources/other.toml:2: key `host`: unknown field `host`, expected one of"));
}

#[test]
fn a_wrong_input_is_a_configuration_error() {
    let project = Project::with_pages(5, &pages(1));
    let parse = || {
        let error = parse::run(&project.config(), &Options::default(), &Reporter::silent()).unwrap_err();
        error.downcast::<ConfigError>().unwrap().to_string()
    };
    project.write("raw/captures.csv", b"file,address,fetched_at\n");
    let expected = "captures.csv:1: key `url`: found the columns [\"file\", \"address\", \"fetched_at\"], expected file,url,fetched_at";
    let error = parse();
    assert!(error.ends_with(expected), "{error}");
    std::fs::remove_dir_all(project.path("raw")).unwrap();
    assert!(parse().contains("raw: input: "));
    project.write("raw/notes.md", b"no pages");
    assert!(parse().ends_with("raw: input: expected a captures.csv (file,url,fetched_at) or WARC files in it"));
    project.write("pipelines/run.toml", RUN.replace("\"raw\"", "").as_bytes());
    assert!(parse().ends_with("run.toml: raw: expected a folder or WARC file, found an empty list"));
    project.write("pipelines/run.toml", RUN.replace("\"raw\"", "\"pipelines/run.toml\"").as_bytes());
    assert!(parse().ends_with("input: expected a folder, a .warc or a .warc.gz file"));
}
