//! A guest's manners: robots.txt, pauses, Retry-After, one request at a time.

use std::time::{Duration, Instant};

use super::server::{Answer, Server};
use super::site::{self, by_feed, path, project, publisher, run_all};

fn paths(server: &Server) -> Vec<String> {
    server.take_asked().into_iter().map(|asked| asked.path).collect()
}

#[test]
fn robots_txt_is_asked_first_and_obeyed() {
    let server = publisher(3);
    server.put(
        "/robots.txt",
        Answer::typed("text/plain", b"User-agent: *\nDisallow: /\n\nUser-agent: drawdown\nDisallow: /news/Article/2/\n"),
    );
    let project = by_feed(&server);
    let tally = run_all(&project);
    assert_eq!((tally.new, tally.failed), (2, 1), "{tally}");
    assert_eq!(paths(&server), ["/robots.txt", "/feed", "/news/Article/1/", "/news/Article/3/"]);
}

#[test]
fn rules_that_cannot_be_read_allow_nothing() {
    let server = publisher(3);
    server.put("/robots.txt", Answer::status(503));
    let tally = run_all(&by_feed(&server));
    assert!(tally.new == 0 && tally.problems[0].contains("robots.txt answers 503"), "{tally}");
    assert!(paths(&server).iter().all(|path| path == "/robots.txt"));
}

#[test]
fn a_pause_lies_between_two_requests_and_they_do_not_overlap() {
    let server = publisher(6);
    server.put("/robots.txt", Answer::typed("text/plain", b"User-agent: *\nCrawl-delay: 0.2\n"));
    let seeds = format!("feeds = [\"{}\"]\n", server.url("/feed"));
    let project = project(&server, &seeds, "");
    let text = std::fs::read_to_string(project.path("pipelines/run.toml")).unwrap();
    project.write("pipelines/run.toml", text.replace("pause_seconds = 0\n", "pause_seconds = 0.1\n").as_bytes());
    assert_eq!(run_all(&project).new, 6);
    let asked = server.take_asked();
    let gaps: Vec<_> = asked.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
    assert!(gaps[0] >= Duration::from_millis(95), "{gaps:?}");
    assert!(gaps[1..].iter().all(|gap| *gap >= Duration::from_millis(195)), "the publisher asks for more: {gaps:?}");
    assert_eq!(server.most_at_once(), 1);
}

#[test]
fn retry_after_is_honoured() {
    let server = publisher(2);
    let busy = Answer::status(429).with("Retry-After", "1");
    server.put(&path(1), Answer::Turns(vec![busy, Answer::html(&site::words(1, "tents"))]));
    let project = by_feed(&server);
    let start = Instant::now();
    assert_eq!(run_all(&project).new, 2);
    assert!(start.elapsed() >= Duration::from_secs(1));
    // Whoever asks for more than the settings grant is left alone, and the run is gone on with the next time.
    let server = publisher(4);
    server.put(&path(3), Answer::Turns(vec![Answer::status(429).with("Retry-After", "3600"), Answer::html(&site::words(3, "tents"))]));
    let project = by_feed(&server);
    let tally = run_all(&project);
    assert!(
        tally.new == 2
            && tally.problems == [format!("{} asks to wait 3600 s; run again then", server.url("").trim_start_matches("http://"))],
        "{tally}"
    );
    server.take_asked();
    let tally = run_all(&project);
    assert!(tally.new == 2 && tally.problems.is_empty(), "{tally}");
    assert_eq!(paths(&server), ["/robots.txt", "/news/Article/3/", "/news/Article/4/"]);
}

#[test]
fn failures_are_repeated_ever_later() {
    let server = publisher(1);
    server.put(&path(1), Answer::status(500));
    let project = project(&server, &format!("feeds = [\"{}\"]\n", server.url("/feed")), "");
    let text = std::fs::read_to_string(project.path("pipelines/run.toml")).unwrap();
    project.write("pipelines/run.toml", text.replace("retry_seconds = 0.01", "retry_seconds = 0.1").as_bytes());
    run_all(&project);
    let asked: Vec<_> = server.take_asked().into_iter().filter(|asked| asked.path == path(1)).collect();
    let gaps: Vec<_> = asked.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
    assert!(gaps.len() == 2 && gaps[0] >= Duration::from_millis(95) && gaps[1] >= Duration::from_millis(195), "{gaps:?}");
}
