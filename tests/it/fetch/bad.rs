//! Servers that misbehave: each costs what it must, and nothing else.

use drawdown::reject::{Reason, RejectRow};
use drawdown::stages::fetch::Tally;

use super::server::{Answer, Server};
use super::site::{self, SOURCE, by_feed, path, project, publisher, run_all};

/// Fetches five pages of which the third is answered so.
fn third(answer: Answer) -> (crate::project::Project, Server, Tally) {
    let server = publisher(5);
    server.put(&path(3), answer);
    let project = by_feed(&server);
    let tally = run_all(&project);
    (project, server, tally)
}

fn head(more: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}\r\n").into_bytes()
}

/// How often the third page was asked for.
fn tries(server: &Server) -> usize {
    server.take_asked().iter().filter(|asked| asked.path == path(3)).count()
}

#[test]
fn what_passes_is_asked_for_again() {
    let page = Answer::html(&site::words(3, "tents"));
    let short = [head("Content-Length: 5000\r\n"), b"<p>Half".to_vec()].concat();
    for answer in
        [Answer::status(500), Answer::status(503), Answer::Bytes(short.clone()), Answer::Reset(short), Answer::Bytes(b"no HTTP".to_vec())]
    {
        let (project, server, tally) = third(Answer::Turns(vec![answer, page.clone()]));
        assert_eq!((tally.new, tally.failed, tally.problems.len(), tries(&server)), (5, 0, 0, 2), "{tally}");
        assert_eq!(site::index(&project).len(), 5, "what failed first is not kept");
    }
}

#[test]
fn what_is_cut_short_is_kept_as_such_and_rejected_by_name() {
    let packed = crate::raw::gzip(&vec![b'x'; 10 << 20]);
    assert!(packed.len() < 100_000);
    let bomb = Answer::typed("text/html", &packed).with("Content-Encoding", "gzip");
    let short = [head("Content-Length: 5000\r\n"), b"<p>Half".to_vec()].concat();
    let chunk = [head("Transfer-Encoding: chunked\r\n"), b"400\r\n<p>Half".to_vec()].concat();
    let cases = [
        (Answer::Bytes(short.clone()), "disconnect", 3),
        (Answer::Reset(short), "disconnect", 3),
        (Answer::Bytes(chunk), "disconnect", 3),
        (Answer::Endless(head("")), "length", 1),
        (Answer::Drip(head("")), "time", 1),
        (bomb, "length", 1),
    ];
    for (number, (answer, why, expected)) in cases.into_iter().enumerate() {
        let (project, server, tally) = third(answer);
        assert_eq!((tally.new, tally.failed, tries(&server)), (4, 1, expected), "case {number}: {tally}");
        let entry = site::index(&project).into_iter().find(|entry| entry.url.ends_with("/3/")).unwrap();
        assert_eq!(entry.truncated.as_deref(), Some(why), "case {number}");
        assert!(entry.length < 110_000, "case {number}: {}", entry.length);
        site::warcio(&project.path("data/raw"));
        project.parse();
        let rejects: Vec<_> = project.rows::<RejectRow>().into_iter().map(|row| row.reason).collect();
        assert_eq!(rejects, [Reason::Truncated], "case {number}");
    }
}

#[test]
fn bytes_that_are_not_what_they_claim_are_kept_as_they_came() {
    let latin = [
        &b"<html><head><meta charset=utf-8><title>Notice</title></head><body><article><h1>Notice</h1><p>"[..],
        &b"\xC3\x28\xA0\xA1 ".repeat(50),
        b"</p></article></body></html>",
    ]
    .concat();
    let cases = [
        (Answer::typed("text/html", b"\x1F\x8B\x08\0no gzip at all").with("Content-Encoding", "gzip"), "undecodable"),
        (Answer::typed("text/html; charset=utf-8", &latin), "undecodable"),
        (Answer::Bytes([head("Content-Length: 3\r\n"), b"<p>more than three".to_vec()].concat()), "no_text"),
        (Answer::status(404), "http_status"),
        (Answer::status(403), "http_status"),
    ];
    for (number, (answer, reason)) in cases.into_iter().enumerate() {
        let (project, _server, tally) = third(answer);
        assert!(tally.problems.is_empty(), "case {number}: {tally}");
        assert_eq!(site::index(&project).len(), 5, "case {number}");
        site::warcio(&project.path("data/raw"));
        project.parse();
        let rejects: Vec<_> = project.rows::<RejectRow>().into_iter().map(|row| row.reason.as_str()).collect();
        assert_eq!(rejects, [reason], "case {number}");
    }
}

#[test]
fn redirects_lead_neither_in_circles_nor_away_nor_home() {
    let cases = [
        ("/news/Article/3/", "redirects in a circle"),
        ("http://elsewhere.example/news/Article/3/", "a host that the source does not list"),
        ("http://127.0.0.2/news/Article/3/", "127.0.0.2, a private address"),
        ("file:///etc/passwd", "neither http nor https"),
        ("ftp://127.0.0.1/x", "neither http nor https"),
    ];
    for (location, why) in cases {
        let (project, _server, tally) = third(Answer::redirect(location));
        assert_eq!((tally.new, tally.failed), (4, 1), "{location}: {tally}");
        let (code, said) = site::output(&project, &["--limit", "9"]);
        assert!(code == 0 && said.contains(why), "{location}: {code} {said}");
    }
    let server = publisher(5);
    server.put(&path(3), Answer::redirect("/r/1"));
    (1..9).for_each(|step| server.put(&format!("/r/{step}"), Answer::redirect(&format!("/r/{}", step + 1))));
    let project = by_feed(&server);
    assert_eq!(run_all(&project).failed, 1);
    assert_eq!(server.take_asked().iter().filter(|asked| asked.path.starts_with("/r/")).count(), 3);
}

#[test]
fn a_private_address_is_not_asked_unless_the_settings_allow_it() {
    let server = publisher(2);
    let project = project(&server, &format!("feeds = [\"{}\"]\n", server.url("/feed")), "");
    let text = std::fs::read_to_string(project.path("pipelines/run.toml")).unwrap();
    project.write("pipelines/run.toml", text.replace("private_addresses = [\"127.0.0.1\"]", "").as_bytes());
    let tally = run_all(&project);
    assert!(tally.new == 0 && tally.problems[0].contains("127.0.0.1, a private address"), "{tally}");
    assert!(server.take_asked().is_empty());
    // Nor is a name that leads to one.
    let port = server.url("").rsplit(':').next().unwrap().to_owned();
    project.write("pipelines/run.toml", text.replace("[\"127.0.0.1\"]", "[\"127.0.0.2\"]").as_bytes());
    let file = format!("pipelines/sources/{SOURCE}.toml");
    let source = std::fs::read_to_string(project.path(&file)).unwrap();
    project.write(&file, source.replace(&server.url("/feed"), &format!("http://localhost:{port}/feed")).as_bytes());
    let tally = run_all(&project);
    assert!(tally.problems[0].contains("a private address") && server.take_asked().is_empty(), "{tally}");
}

#[test]
fn a_wall_is_one_line_with_the_way_round_it() {
    let server = publisher(9);
    server.put("/feed", Answer::status(403));
    let project = by_feed(&server);
    let (code, said) = site::output(&project, &[]);
    assert_eq!(code, 6, "{said}");
    let walls: Vec<_> = said.lines().filter(|line| line.contains("403")).collect();
    assert!(walls.len() == 1 && walls[0].contains("--from wayback") && walls[0].contains("--from commoncrawl"), "{said}");
    // A wall that only pages are behind is noticed as well, and is not run against.
    let server = publisher(9);
    (1..=9).for_each(|number| server.put(&path(number), Answer::status(403)));
    let project = by_feed(&server);
    let tally = run_all(&project);
    assert!(tally.problems.len() == 1 && tally.problems[0].contains("--from wayback"), "{tally}");
    assert_eq!(server.take_asked().iter().filter(|asked| asked.path.starts_with("/news/")).count(), 3);
}

#[test]
fn a_dead_host_fails_its_source_and_not_the_run() {
    let server = publisher(3);
    let project = by_feed(&server);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let dead = format!("http://{}/feed", listener.local_addr().unwrap());
    drop(listener);
    let source = format!(
        "name = \"dead\"\npublisher = \"Nobody\"\nid_host = \"127.0.0.3\"\nhosts = [\"127.0.0.3\"]\nfamily = \"generic\"\n\n[fetch]\nfeeds = [\"{}\"]\n",
        dead.replace("127.0.0.1", "127.0.0.3")
    );
    project.write("pipelines/sources/dead.toml", source.as_bytes());
    let text = std::fs::read_to_string(project.path("pipelines/run.toml")).unwrap();
    project.write("pipelines/run.toml", text.replace("[\"127.0.0.1\"]", "[\"127.0.0.1\", \"127.0.0.3\"]").as_bytes());
    let (code, said) = site::output(&project, &[]);
    assert!(
        code == 6 && said.contains("loopback     3 new") && said.contains("incomplete: 127.0.0.3") && said.contains("no answer"),
        "{code} {said}"
    );
}
