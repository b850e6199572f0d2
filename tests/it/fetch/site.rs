//! An invented publisher on the loopback server, and a project that fetches it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use drawdown::stages::fetch::archive::INDEX;
use drawdown::stages::fetch::index::Entry;
use drawdown::stages::fetch::{self, Request, Tally};
use drawdown::stages::progress::Reporter;

use super::server::{Answer, Server};
use crate::project::Project;

pub const SOURCE: &str = "loopback";

/// The body of an invented page.
pub fn words(number: usize, words: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Notice {number}</title></head><body><main><article>\
         <h1>Notice {number}</h1><p>March {}, 2024</p>\
         <p>The invented ministry said on Monday that notice number {number} concerns {words}, worth $5 million in all.</p>\
         <p>A second paragraph says that the notice is kept so that readers of page {number} can look it up later.</p>\
         </article></main></body></html>",
        number % 28 + 1
    )
}

pub fn path(number: usize) -> String {
    format!("/news/Article/{number}/")
}

/// Puts a page on the server, with an `ETag`.
pub fn put(server: &Server, number: usize, text: &str) {
    let body = words(number, text);
    server.put(&path(number), Answer::html(&body).with("ETag", &format!("\"{:x}\"", body.len() * 1000 + number)));
}

/// A feed of some addresses.
pub fn feed(urls: &[String]) -> Answer {
    let items: String = urls
        .iter()
        .map(|url| format!("<item><title>Notice</title><link>{url}</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>"))
        .collect();
    Answer::typed(
        "application/rss+xml",
        format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title>{items}</channel></rss>").as_bytes(),
    )
}

/// A server with pages 1 to `count`, all in its feed.
pub fn publisher(count: usize) -> Server {
    let server = Server::start();
    (1..=count).for_each(|number| put(&server, number, "thirty trucks"));
    server.put("/feed", feed(&(1..=count).map(|number| server.url(&path(number))).collect::<Vec<_>>()));
    server
}

/// A project whose only source is the server. `seeds`: lines of its table `[fetch]`; `settings`: more lines of that of `run.toml`.
pub fn project(server: &Server, seeds: &str, settings: &str) -> Project {
    let project = Project::new(1000);
    fs::remove_file(project.path("pipelines/sources/example.toml")).unwrap();
    let run = format!(
        "raw = [\"data/raw\"]\ndata = \"data\"\nas_of = 2025-01-31\ncaptures_per_shard = 100\n\n[reconciliation]\ntolerance_percent = 5\n\n\
         [fetch]\ncontact = \"https://example.org/contact\"\npause_seconds = 0\nretries = 2\nretry_seconds = 0.01\nlongest_wait_seconds = 3\n\
         request_seconds = 1\nredirects = 3\nbody_bytes = 100000\nprivate_addresses = [\"127.0.0.1\"]\ncommoncrawl_index = \"{0}\"\n\
         commoncrawl_data = \"{0}\"\nwayback = \"{0}\"\n{settings}",
        server.url("")
    );
    project.write("pipelines/run.toml", run.as_bytes());
    let source = format!(
        "name = \"{SOURCE}\"\npublisher = \"Invented Ministry\"\nid_host = \"127.0.0.1\"\nhosts = [\"127.0.0.1\", \"127.0.0.2\", \"localhost\"]\n\
         family = \"generic\"\narticle_id = ['/Article/(\\d+)']\n\n[kinds]\n\"/news/Article/\" = \"release\"\n\"/news/\" = \"listing\"\n\n\
         [fetch]\n{seeds}"
    );
    project.write(&format!("pipelines/sources/{SOURCE}.toml"), source.as_bytes());
    project
}

/// A project that reads the feed of the server.
pub fn by_feed(server: &Server) -> Project {
    project(server, &format!("feeds = [\"{}\"]\n", server.url("/feed")), "")
}

/// Fetches with the library.
pub fn run(project: &Project, request: &Request) -> Tally {
    fetch::run(&project.config(), request, &Reporter::silent()).unwrap().remove(0)
}

/// Fetches all there is.
pub fn run_all(project: &Project) -> Tally {
    run(project, &Request::default())
}

/// The program, as a person calls it.
pub fn command(project: &Project, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
    command.arg("fetch").arg("--pipelines").arg(project.path("pipelines")).args(arguments);
    command
}

pub fn output(project: &Project, arguments: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = command(project, arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

/// The folder of the captures.
pub fn raw(project: &Project) -> std::path::PathBuf {
    project.path("data/raw").join(SOURCE)
}

/// The lines of the index.
pub fn index(project: &Project) -> Vec<Entry> {
    let text = fs::read_to_string(raw(project).join(INDEX)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What `warcio` reads in all WARC files below a folder, every digest checked: kind, address, status, payload digest.
pub fn warcio(folder: &Path) -> Vec<(String, String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join(".venv/bin/python");
    assert!(python.exists(), ".venv/bin/python is missing; `make test` makes it: it holds warcio, the second reader of this test");
    let output = Command::new(python).arg(root.join("tests/warc_read.py")).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let fields = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    text.lines()
        .map(|line| fields(line).try_into().map(|[kind, url, status, digest]: [String; 4]| (kind, url, status, digest)).unwrap())
        .collect()
}
