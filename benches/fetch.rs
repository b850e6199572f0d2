//! Peak memory and pages a second of `drawdown fetch` over 1,000 and 10,000 small pages of a server on loopback.
//!
//! `cargo bench --bench fetch`. Reads the high-water mark that Linux keeps for the process (`VmHWM`); says so and does nothing elsewhere.

#![allow(clippy::print_stdout, clippy::cast_precision_loss, clippy::format_collect, reason = "a report for a person")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Instant;

mod peak;

fn main() {
    if !peak::can_be_read() {
        println!("fetch: needs /proc, as on Linux");
        return;
    }
    for pages in [1_000, 10_000] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("its number"));
        let server = base.clone();
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let server = server.clone();
                thread::spawn(move || serve(stream, &server, pages));
            }
        });
        configure(folder.path(), &base);
        let start = Instant::now();
        let most = peak::of(|program| {
            program.args(["fetch", "--quiet", "--pipelines"]).arg(folder.path().join("pipelines"));
        });
        let index = fs::read_to_string(folder.path().join("data/raw/loopback/index.jsonl")).expect("an index");
        assert_eq!(index.lines().count(), pages, "every page was fetched");
        println!("{pages:>6} pages  fetch    {most:>6.1} MB at most, {:.0} pages/s", pages as f64 / start.elapsed().as_secs_f64());
    }
}

/// Answers with a sitemap of all pages, and with pages of about 4 kB.
fn serve(stream: TcpStream, base: &str, pages: usize) {
    let Ok(mut writer) = stream.try_clone() else { return };
    let mut lines = BufReader::new(stream).lines();
    while let Some(Ok(first)) = lines.next() {
        while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
        let path = first.split(' ').nth(1).unwrap_or_default();
        let (status, body) = match path {
            "/robots.txt" => (404, String::new()),
            "/sitemap.xml" => {
                let urls: String = (0..pages).map(|number| format!("<url><loc>{base}/news/Article/{number}/</loc></url>")).collect();
                (200, format!("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{urls}</urlset>"))
            }
            page => (200, format!("<html><title>{page}</title><p>{}</p></html>", format!("Invented words of {page}. ").repeat(90))),
        };
        let head = format!("HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", body.len());
        if writer.write_all((head + &body).as_bytes()).is_err() {
            return;
        }
    }
}

fn configure(folder: &Path, base: &str) {
    let pipelines = folder.join("pipelines");
    for name in ["sources", "lookups"] {
        fs::create_dir_all(pipelines.join(name)).expect("a folder to write");
    }
    for lookup in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/lookups")).expect("the lookups") {
        let lookup = lookup.expect("a lookup");
        fs::copy(lookup.path(), pipelines.join("lookups").join(lookup.file_name())).expect("a file to write");
    }
    let run = "raw = [\"data/raw\"]\ndata = \"data\"\nas_of = 2025-01-31\ncaptures_per_shard = 100\n[reconciliation]\ntolerance_percent = 5\n\
               [fetch]\ncontact = \"bench\"\npause_seconds = 0\nprivate_addresses = [\"127.0.0.1\"]\n";
    fs::write(pipelines.join("run.toml"), run).expect("a file to write");
    let site = format!(
        "name = \"loopback\"\npublisher = \"x\"\nid_host = \"127.0.0.1\"\nhosts = [\"127.0.0.1\"]\nfamily = \"generic\"\n\
         article_id = ['/Article/(\\d+)']\n[kinds]\n\"/news/\" = \"story\"\n[fetch]\nsitemaps = [\"{base}/sitemap.xml\"]\n"
    );
    fs::write(pipelines.join("sources/loopback.toml"), site).expect("a file to write");
}
