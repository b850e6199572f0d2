//! The public archives, as their own interfaces answer.

use std::fs;
use std::sync::Arc;

use chrono::NaiveDate;
use drawdown::records::{Article, CaptureRecord, Outcome};
use drawdown::stages::fetch::record::digest;
use drawdown::stages::fetch::{From, Request, Tally};

use super::server::{Answer, Asked, Server};
use super::site::{self, project, run};
use crate::project::Project;

/// A capture that an archive holds.
struct Held {
    stamp: String,
    url: String,
    html: String,
}

fn held(count: usize) -> Vec<Held> {
    let page = |number: usize| Held {
        stamp: format!("202402{:02}120000", number % 13 + 15),
        url: format!("http://127.0.0.1/news/Article/{number}/"),
        html: site::words(number, "tents"),
    };
    let mut held: Vec<_> = (1..=count).map(page).collect();
    held.push(Held { stamp: "20240401120000".into(), html: site::words(1, "forty tents"), ..page(1) });
    held
}

fn bare(digest: &str) -> &str {
    digest.trim_start_matches("sha1:")
}

/// The index server and the files of Common Crawl, two lines on a page of the index.
fn commoncrawl(server: &Server, held: &[Held]) -> Vec<Vec<u8>> {
    let (mut file, mut lines, mut members) = (vec![0; 100], Vec::new(), Vec::new());
    for page in held {
        let http =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Crawl-Content-Encoding: gzip\r\n\r\n{}", page.html);
        let date = format!("{}-{}-{}T12:00:00Z", &page.stamp[..4], &page.stamp[4..6], &page.stamp[6..8]);
        let text = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:5c2a4c3e-0000-4000-8000-{:012}>\r\nContent-Length: {}\r\n\
             Content-Type: application/http; msgtype=response\r\nWARC-Target-URI: {}\r\nWARC-Payload-Digest: {}\r\nWARC-Block-Digest: {}\r\n\r\n{http}\r\n\r\n",
            members.len(),
            http.len(),
            page.url,
            digest(page.html.as_bytes()),
            digest(http.as_bytes()),
        );
        let member = crate::raw::gzip(text.as_bytes());
        lines.push(format!(
            "{{\"urlkey\": \"x\", \"timestamp\": \"{}\", \"url\": \"{}\", \"mime\": \"text/html\", \"mime-detected\": \"text/html\", \"status\": \"200\", \
             \"digest\": \"{}\", \"length\": \"{}\", \"offset\": \"{}\", \"filename\": \"crawl-data/x.warc.gz\", \"languages\": \"eng\"}}\n",
            page.stamp,
            page.url,
            bare(&digest(page.html.as_bytes())),
            member.len(),
            file.len()
        ));
        file.extend_from_slice(&member);
        members.push(member);
    }
    server.put("/crawl-data/x.warc.gz", Answer::typed("application/octet-stream", &file));
    let crawls = br#"[{"id": "CC-MAIN-2024-18", "name": "April 2024", "cdx-api": "x"}, {"id": "CC-MAIN-2024-10", "name": "March 2024", "cdx-api": "x"}]"#;
    server.put("/collinfo.json", Answer::typed("application/json", crawls));
    let answer = move |asked: &Asked| {
        assert_eq!((asked.query("output").as_deref(), asked.query("url").as_deref()), (Some("json"), Some("127.0.0.1/news/*")));
        if asked.query("showNumPages").is_some() {
            return Answer::typed(
                "application/json",
                format!("{{\"pages\": {}, \"pageSize\": 5, \"blocks\": 3}}", lines.len().div_ceil(2)).as_bytes(),
            );
        }
        let page: usize = asked.query("page").unwrap().parse().unwrap();
        Answer::typed("text/x-ndjson", lines.chunks(2).nth(page).unwrap().concat().as_bytes())
    };
    server.put("/CC-MAIN-2024-10-index", Answer::Ask(Arc::new(answer)));
    server.put("/CC-MAIN-2024-18-index", Answer::status(404));
    members
}

/// The CDX server and the captures of the Wayback Machine, three rows in an answer.
fn wayback(server: &Server, held: &[Held]) {
    let mut rows = Vec::new();
    for page in held {
        rows.push(serde_json::json!([page.stamp, page.url, "text/html", bare(&digest(page.html.as_bytes()))]));
        let headers =
            Answer::html(&page.html).with("Memento-Datetime", "Thu, 29 Feb 2024 12:00:00 GMT").with("x-archive-orig-server", "invented");
        server.put(&format!("/web/{}id_/{}", page.stamp, page.url), headers);
    }
    let answer = move |asked: &Asked| {
        for (name, value) in [("output", "json"), ("filter", "statuscode:200"), ("collapse", "digest"), ("showResumeKey", "true")] {
            assert_eq!(asked.query(name).as_deref(), Some(value));
        }
        let from: usize = asked.query("resumeKey").map_or(0, |key| key.trim_start_matches("key ").parse().unwrap());
        let until = asked.query("to").unwrap_or("9".to_owned()) + "9";
        let fits = |row: &&serde_json::Value| row[0].as_str().unwrap() <= until.as_str();
        let mut answer = vec![serde_json::json!(["timestamp", "original", "mimetype", "digest"])];
        answer.extend(rows.iter().skip(from).take(3).filter(fits).cloned());
        if from + 3 < rows.len() {
            answer.extend([serde_json::json!([]), serde_json::json!([format!("key {}", from + 3)])]);
        }
        Answer::typed("application/json", serde_json::to_string(&answer).unwrap().as_bytes())
    };
    server.put("/cdx/search/cdx", Answer::Ask(Arc::new(answer)));
}

fn from(project: &Project, from: From) -> Tally {
    run(project, &Request { from, ..Request::default() })
}

fn archived(server: &Server) -> Project {
    project(server, "archived = [\"127.0.0.1/news/*\"]\n", "crawls = 2\n")
}

fn assert_read(project: &Project, count: usize) {
    assert_eq!(project.parse().outcomes["article"], i64::try_from(count).unwrap());
    let first = project.rows::<Article>().into_iter().find(|row| row.url.ends_with("/1/")).unwrap();
    assert!(
        first.body_text.contains("forty tents") && first.captured_at.to_string().starts_with("2024-04-01"),
        "the newest capture is read"
    );
    assert_eq!(project.rows::<CaptureRecord>().iter().filter(|row| row.outcome == Outcome::Superseded).count(), 1);
    let urls: Vec<_> =
        site::warcio(&project.path("data/raw")).into_iter().filter(|record| record.0 == "response").map(|record| record.1).collect();
    assert!(urls.len() == count + 1 && urls.iter().all(|url| url.starts_with("http://127.0.0.1/news/Article/")), "{urls:?}");
}

#[test]
fn common_crawl_is_copied_as_it_lies_there() {
    let server = Server::start();
    let members = commoncrawl(&server, &held(6));
    let project = archived(&server);
    let tally = from(&project, From::Commoncrawl);
    assert_eq!((tally.new, tally.failed, tally.problems.len()), (7, 0, 0), "{tally}");
    let file = fs::read(site::raw(&project).join(&site::index(&project)[0].file)).unwrap();
    for (entry, member) in site::index(&project).iter().zip(&members) {
        let place = usize::try_from(entry.offset).unwrap();
        assert!(&file[place..place + usize::try_from(entry.length).unwrap()] == member.as_slice(), "the bytes are those of the archive");
        assert_eq!(entry.source.as_deref(), Some(server.url("/crawl-data/x.warc.gz").as_str()));
        assert!(entry.fetched_at > entry.captured_at);
    }
    assert_read(&project, 6);
    server.take_asked();
    assert_eq!(from(&project, From::Commoncrawl).new, 0);
    assert!(!server.take_asked().iter().any(|asked| asked.path.starts_with("/crawl-data/")), "nothing is fetched twice");
}

#[test]
fn days_pick_the_crawls_and_the_captures() {
    let server = Server::start();
    commoncrawl(&server, &held(6));
    let project = archived(&server);
    let since = NaiveDate::from_ymd_opt(2024, 2, 18);
    let until = NaiveDate::from_ymd_opt(2024, 2, 19);
    let tally = run(&project, &Request { from: From::Commoncrawl, since, until, ..Request::default() });
    assert_eq!(tally.new, 2, "{tally}");
    assert!(!server.take_asked().iter().any(|asked| asked.path.contains("2024-18")));
    let limited = run(&project, &Request { from: From::Commoncrawl, limit: Some(3), ..Request::default() });
    assert_eq!(limited.new, 3);
}

#[test]
fn a_part_that_is_not_what_the_index_says_is_not_kept() {
    let server = Server::start();
    commoncrawl(&server, &held(3));
    let project = archived(&server);
    // A server that knows no ranges sends the whole file; another sends other bytes.
    for answer in [
        Answer::Ask(Arc::new(|_| Answer::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole".to_vec()))),
        Answer::typed("x", &[0; 9000]),
    ] {
        server.put("/crawl-data/x.warc.gz", answer);
        let tally = from(&project, From::Commoncrawl);
        assert_eq!((tally.new, tally.failed), (0, 4), "{tally}");
    }
    assert_eq!(fs::read_to_string(site::raw(&project).join("index.jsonl")).unwrap(), "");
    commoncrawl(&server, &held(3));
    assert_eq!(from(&project, From::Commoncrawl).new, 4);
}

#[test]
fn the_wayback_machine_is_asked_to_the_last_key() {
    let server = Server::start();
    wayback(&server, &held(7));
    let project = archived(&server);
    let tally = from(&project, From::Wayback);
    assert_eq!((tally.new, tally.failed, tally.problems.len()), (8, 0, 0), "{tally}");
    for entry in site::index(&project) {
        let stamp = entry.captured_at.format("%Y%m%d%H%M%S");
        assert_eq!(entry.source, Some(server.url(&format!("/web/{stamp}id_/{}", entry.url))));
    }
    assert_read(&project, 7);
    assert_eq!(from(&project, From::Wayback).new, 0);
    // What one archive gave is not fetched from the other.
    commoncrawl(&server, &held(8));
    assert_eq!(from(&project, From::Commoncrawl).new, 1);
}

#[test]
fn a_capture_that_leads_to_another_is_of_the_instant_of_that_one() {
    let server = Server::start();
    let pages = held(1);
    wayback(&server, &pages);
    let target = format!("/web/20240301000000id_/{}", pages[0].url);
    server.put(&format!("/web/{}id_/{}", pages[0].stamp, pages[0].url), Answer::redirect(&target));
    server.put(&target, Answer::html(&pages[0].html));
    let project = archived(&server);
    let until = NaiveDate::from_ymd_opt(2024, 3, 1);
    assert_eq!(run(&project, &Request { from: From::Wayback, until, ..Request::default() }).new, 1);
    assert_eq!(site::index(&project)[0].captured_at.to_string(), "2024-03-01 00:00:00 UTC");
}

#[test]
fn an_archive_that_is_down_is_said_in_a_line() {
    let server = Server::start();
    server.put("/cdx/search/cdx", Answer::status(503));
    server.put("/collinfo.json", Answer::html("<p>Maintenance</p>"));
    let project = archived(&server);
    let tally = from(&project, From::Wayback);
    assert!(tally.problems.len() == 1 && tally.problems[0].contains("answers 503"), "{tally}");
    let tally = from(&project, From::Commoncrawl);
    assert!(tally.problems.len() == 1 && tally.problems[0].contains("collinfo.json"), "{tally}");
}
