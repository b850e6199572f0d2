//! The steps of the daily job, as `refresh.yml` has them, run here too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fetch::server::{Answer, Server};
use crate::fetch::site;
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

/// What a run of the job left: verdict, what it says, what it would tell in a pull request or an issue, and whether `Refresh` succeeded.
struct Done {
    verdict: String,
    said: String,
    pull_request: String,
    issue: String,
    is_well: bool,
}

/// The job over one project: its configuration and its folders.
struct Job {
    pipelines: PathBuf,
    home: PathBuf,
    fetch: &'static str,
    /// Packages that may differ.
    small: usize,
}

impl Job {
    /// Runs one step of `refresh.yml` in the shell, as the job does.
    fn step(&self, name: &str) -> (bool, String) {
        let run = steps("refresh.yml").remove(name).unwrap_or_else(|| panic!("refresh.yml has no step {name}"));
        let output = Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", &run])
            .current_dir(root())
            .env("DRAWDOWN", env!("CARGO_BIN_EXE_drawdown"))
            // What an outer `make test` exports is not meant for the job.
            .env_remove("RAW")
            .env_remove("MAKEFLAGS")
            .env_remove("MAKELEVEL")
            .env("BUILD", "true")
            .env("OPTIONS", format!("--pipelines {}", self.pipelines.display()))
            .env("FETCH", self.fetch)
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
        let left = |file: &str| fs::read_to_string(self.home.join("data/refresh").join(file)).unwrap_or_default();
        let verdict = verdict.trim().trim_start_matches("verdict=").to_owned();
        Done { verdict, said, pull_request: left("pull_request.md"), issue: left("issue.md"), is_well }
    }
}

/// An invented publisher: pages of the sample on a server, and a project whose source it is.
struct Publisher {
    server: Server,
    trial: Trial,
    pages: Vec<&'static str>,
}

impl Publisher {
    fn new(pages: &[&'static str]) -> Self {
        let publisher = Self { server: Server::start(), trial: Trial::new(&[]), pages: Vec::new() };
        let pipelines = publisher.trial.path("pipelines");
        let of_sample = fs::read_to_string(pipelines.join("sources/sample.toml")).unwrap();
        let source = of_sample.replace("sample.drawdown.example", "127.0.0.1").replace("name = \"sample\"", "name = \"loopback\"");
        let seeds = format!("\n[fetch]\nfeeds = [\"{}\"]\n", publisher.server.url("/feed"));
        fs::write(pipelines.join("sources/loopback.toml"), source + &seeds).unwrap();
        let run = fs::read_to_string(pipelines.join("run.toml")).unwrap();
        let run = run
            .replace("contact = \"\"", "contact = \"https://example.org/contact\"")
            .replace("pause_seconds = 2.0", "pause_seconds = 0.0")
            .replace("retry_seconds = 2.0", "retry_seconds = 0.01")
            .replace("private_addresses = []", "private_addresses = [\"127.0.0.1\"]");
        fs::write(pipelines.join("run.toml"), run).unwrap();
        fs::create_dir_all(publisher.trial.path("home")).unwrap();
        pages.iter().fold(publisher, |publisher, page| publisher.with(page))
    }

    /// The page of the sample that starts so is published.
    fn with(mut self, page: &'static str) -> Self {
        self.put(page, |html| html);
        self.pages.push(page);
        self.feed();
        self
    }

    fn address(page: &str) -> String {
        format!("/News/Releases/Release/Article/{}/", page.replace('-', ""))
    }

    /// Publishes a page, or another wording of it.
    fn put(&self, page: &str, change: impl Fn(String) -> String) {
        let folder = root().join("data/sample/releases");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let file = files.into_iter().find(|path| path.file_name().unwrap().to_string_lossy().starts_with(page)).unwrap();
        self.server.put(&Self::address(page), Answer::html(&change(fs::read_to_string(file).unwrap())));
    }

    fn feed(&self) {
        let urls: Vec<_> = self.pages.iter().map(|page| self.server.url(&Self::address(page))).collect();
        self.server.put("/feed", site::feed(&urls));
    }

    fn job(&self, small: usize) -> Job {
        Job { pipelines: self.trial.path("pipelines"), home: self.trial.path("home"), fetch: "--source loopback", small }
    }
}

#[test]
fn the_steps_of_the_daily_job_name_what_the_publisher_added_changed_and_took_away() {
    let mut publisher = Publisher::new(&PAGES);
    let first = publisher.job(20).refresh();
    assert_eq!((first.verdict.as_str(), first.is_well), ("small", true), "{}", first.said);
    let (is_released, said) = publisher.job(20).step("Release");
    assert!(is_released && said.contains("made v2026.12.1 (passed)"), "{said}");
    let same = publisher.job(20).refresh();
    assert_eq!(same.verdict, "nothing", "{}{}", same.pull_request, same.said);

    publisher = publisher.with("2022-05-19");
    publisher.put("2022-04-13", |html| html.replace("$800 million", "$850 million"));
    publisher.server.put(&Publisher::address("2022-05-06"), Answer::status(404));
    let more = publisher.job(20).refresh();
    assert_eq!((more.verdict.as_str(), more.is_well), ("small", true), "{}", more.said);
    let listed = |heading: &str| -> Vec<String> {
        let section = more.pull_request.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_default();
        section.lines().filter(|line| line.starts_with("- ")).map(str::to_owned).collect()
    };
    let [pages, gone, packages] = [listed("Pages\n"), listed("Pages that"), listed("Packages")];
    let of = |line: &String, page: &str| line.contains(&Publisher::address(page));
    assert!(pages.len() == 2 && pages.iter().any(|line| line.starts_with("- added ") && of(line, "2022-05-19")), "{pages:?}");
    assert!(pages.iter().any(|line| line.starts_with("- changed ") && of(line, "2022-04-13")), "{pages:?}");
    assert!(gone.len() == 1 && gone[0].starts_with("- gone ") && of(&gone[0], "2022-05-06"), "{gone:?}");
    assert!(packages.iter().any(|line| line.starts_with("- added UKR-PDA-10, Ukraine PDA no. 10")), "{packages:?}");
    assert!(more.pull_request.contains("# What changed since v2026.12.1"));

    let large = publisher.job(0).refresh();
    assert_eq!((large.verdict.as_str(), large.is_well), ("large", false), "{}", large.said);
    let why = "not small: packages that differ: ";
    assert!(large.issue.contains("stopped at `drawdown diff`") && large.issue.contains(why), "{}", large.issue);

    let never = "-- title: There is no package\n-- severity: error\nSELECT package_id FROM packages ORDER BY package_id\n";
    fs::write(publisher.trial.path("pipelines/checks/no_package.sql"), never).unwrap();
    let failed = publisher.job(20).refresh();
    assert_eq!((failed.verdict.as_str(), failed.is_well), ("failed", false), "{}", failed.said);
    for wanted in ["# Refresh stopped at `drawdown run`", "no_package", "package_id=UKR-PDA-10", "Hint: "] {
        assert!(failed.issue.contains(wanted), "{wanted}: {}", failed.issue);
    }
}

#[test]
fn a_publisher_that_lets_nobody_in_does_not_hold_back_the_others() {
    let publisher = Publisher::new(&PAGES[..1]);
    let other = "name = \"closed\"\npublisher = \"Closed Ministry\"\nid_host = \"localhost\"\nhosts = [\"localhost\"]\nfamily = \"generic\"\n\
                 article_id = ['/Article/(\\d+)']\n\n[kinds]\n\"/news/\" = \"release\"\n\n[fetch]\nfeeds = [\"http://localhost:9/feed\"]\n";
    fs::write(publisher.trial.path("pipelines/sources/closed.toml"), other).unwrap();
    let done = Job { fetch: "--source loopback closed", ..publisher.job(20) }.refresh();
    assert_eq!((done.verdict.as_str(), done.is_well), ("small", true), "{}", done.said);
    assert!(done.pull_request.contains("## Not fetched") && done.pull_request.contains("incomplete: localhost:9"), "{}", done.pull_request);
}

#[test]
fn a_fetch_that_fails_becomes_an_issue() {
    let publisher = Publisher::new(&PAGES[..1]);
    let done = Job { fetch: "--source nobody", ..publisher.job(20) }.refresh();
    assert_eq!((done.verdict.as_str(), done.is_well), ("failed", false));
    assert!(done.issue.contains("stopped at `drawdown fetch`") && done.issue.contains("--source nobody: expected one"), "{}", done.issue);
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
