//! The steps of the daily job, as `refresh.yml` has them, run here too.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::release::{PAGES, Trial};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Name of a step -> what it runs, of every job of a workflow.
fn steps(workflow: &str) -> BTreeMap<String, String> {
    let read = "import json, sys, yaml\n\
                jobs = yaml.safe_load(open(sys.argv[1]))['jobs'].values()\n\
                print(json.dumps({step['name']: step['run'] for job in jobs for step in job['steps'] if 'run' in step}))";
    let python = root().join(".venv/bin/python");
    assert!(python.exists(), ".venv/bin/python is missing; `make test` makes it: it reads YAML");
    let output = Command::new(python).args(["-c", read]).arg(root().join(".github/workflows").join(workflow)).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a run of the job left: verdict, what it says, and whether the step `Refresh` succeeded.
struct Done {
    verdict: String,
    said: String,
    is_well: bool,
}

/// The job over one project: its configuration, the program, its folders.
struct Job<'a> {
    pipelines: &'a Path,
    drawdown: &'a Path,
    home: PathBuf,
    /// Packages that may differ.
    small: usize,
}

impl Job<'_> {
    /// Runs one step of `refresh.yml` in the shell, as the job does.
    fn step(&self, name: &str) -> (bool, String) {
        let run = steps("refresh.yml").remove(name).unwrap_or_else(|| panic!("refresh.yml has no step {name}"));
        let output = Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", &run])
            .current_dir(root())
            .env("DRAWDOWN", self.drawdown)
            .env("BUILD", "true")
            .env("OPTIONS", format!("--pipelines {}", self.pipelines.display()))
            .env("DATA", self.home.join("data"))
            .env("RELEASES", self.home.join("releases"))
            .env("GITHUB_OUTPUT", self.home.join("output"))
            .env("SMALL", self.small.to_string())
            .env("AS_OF", "2026-12-01")
            .output()
            .unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.success(), said)
    }

    /// The steps that every day runs.
    fn refresh(&self) -> Done {
        let _ = fs::remove_file(self.home.join("output"));
        let (is_well, said) = self.step("Refresh");
        let (has_verdict, _) = self.step("Verdict");
        let verdict = fs::read_to_string(self.home.join("output")).unwrap();
        assert!(has_verdict, "{said}");
        Done { verdict: verdict.trim().trim_start_matches("verdict=").to_owned(), said, is_well }
    }
}

/// The program, but `fetch` brings the pages of a folder: what these tests are about starts behind it.
fn with_fetch_from(trial: &Trial, fetch: &str) -> PathBuf {
    let path = trial.path("drawdown");
    let program = env!("CARGO_BIN_EXE_drawdown");
    fs::write(&path, format!("#!/bin/sh\nif [ \"$1\" = fetch ]; then\n{fetch}\nfi\nexec '{program}' \"$@\"\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[test]
fn the_steps_of_the_daily_job_run_here_too() {
    let trial = Trial::new(&PAGES);
    let copy = format!("mkdir -p \"$DATA\"; rm -rf \"$DATA/raw\"; cp -r '{}' \"$DATA/raw\"; exit 0", trial.path("raw").display());
    let drawdown = with_fetch_from(&trial, &copy);
    let mut job = Job { pipelines: &trial.path("pipelines"), drawdown: &drawdown, home: trial.path("home"), small: 20 };
    fs::create_dir_all(&job.home).unwrap();
    let left = job.home.join("data/refresh/issue.md");
    let issue = || fs::read_to_string(&left).unwrap_or_default();

    let first = job.refresh();
    assert_eq!((first.verdict.as_str(), first.is_well), ("small", true), "{}", first.said);
    let (is_released, said) = job.step("Release");
    assert!(is_released && said.contains("made v2026.12.1 (passed)"), "{said}");
    assert_eq!(job.refresh().verdict, "nothing");

    trial.add("2022-05-19");
    let more = job.refresh();
    assert_eq!((more.verdict.as_str(), more.is_well), ("small", true), "{}", more.said);
    let told = fs::read_to_string(job.home.join("data/refresh/pull_request.md")).unwrap();
    assert!(told.contains("# What changed since v2026.12.1") && told.contains("- added UKR-PDA-10, Ukraine PDA no. 10"), "{told}");

    job.small = 0;
    let large = job.refresh();
    assert_eq!((large.verdict.as_str(), large.is_well), ("large", false), "{}", large.said);
    assert!(
        issue().contains("stopped at `drawdown diff`") && issue().contains("not small: packages that differ: 1, and at most 0 may"),
        "{}",
        issue()
    );

    let never = "-- title: There is no package\n-- severity: error\nSELECT package_id FROM packages ORDER BY package_id\n";
    fs::write(trial.path("pipelines/checks/no_package.sql"), never).unwrap();
    let failed = job.refresh();
    assert_eq!((failed.verdict.as_str(), failed.is_well), ("failed", false), "{}", failed.said);
    for wanted in ["# Refresh stopped at `drawdown run`", "no_package", "package_id=UKR-PDA-10", "Hint: "] {
        assert!(issue().contains(wanted), "{wanted}: {}", issue());
    }
}

#[test]
fn a_fetch_that_fails_becomes_an_issue() {
    let trial = Trial::new(&PAGES[..1]);
    let drawdown = with_fetch_from(&trial, "echo 'error: war_gov: https://example.org/feed: 403' >&2; exit 1");
    let home = trial.path("home");
    fs::create_dir_all(&home).unwrap();
    let done = Job { pipelines: &trial.path("pipelines"), drawdown: &drawdown, home: home.clone(), small: 20 }.refresh();
    let issue = fs::read_to_string(home.join("data/refresh/issue.md")).unwrap();
    assert_eq!(done.verdict, "failed");
    assert!(
        issue.contains("stopped at `drawdown fetch`") && issue.contains("https://example.org/feed: 403") && issue.contains("archive"),
        "{issue}"
    );
}

#[test]
fn workflows_do_nothing_that_a_newcomer_cannot_do_by_make() {
    let ci: Vec<_> = steps("ci.yml").into_values().collect();
    assert_eq!(ci, ["make check", "make test"]);
    let refresh = steps("refresh.yml");
    assert_eq!((refresh["Refresh"].as_str(), refresh["Release"].as_str()), ("make refresh", "make release"));
    let makefile = fs::read_to_string(root().join("Makefile")).unwrap();
    for step in ci.iter().chain([&refresh["Refresh"], &refresh["Release"]]) {
        assert!(makefile.contains(&format!("\n{}:", step.trim_start_matches("make "))), "{step}");
    }
}
