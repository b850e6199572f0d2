//! Killed at any instant, run again: nothing is lost, nothing is there twice.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use drawdown::records::Article;
use drawdown::stages::fetch::archive::INDEX;

use super::server::{Answer, Server};
use super::site::{self, SOURCE, by_feed, path, publisher, put, raw};
use crate::project::Project;

const KILLS: usize = 60;
const PAGES: usize = 16;

/// A publisher with redirects, a page that is gone, and a page that fails at first.
fn world() -> Server {
    let server = publisher(PAGES);
    server.put(&path(5), Answer::redirect("/news/moved"));
    server.put("/news/moved", Answer::redirect("/news/Article/99/"));
    put(&server, 99, "tents");
    server.remove(&path(7));
    server.put(&path(9), Answer::Turns(vec![Answer::status(500), Answer::html(&site::words(9, "tents"))]));
    server
}

/// What a project holds, instants and places aside: each capture as `warcio` reads it, as the index has it, and the articles.
fn state(project: &Project, server: &Server) -> (Vec<String>, Vec<String>, Vec<String>) {
    let base = server.url("");
    let mut read: Vec<_> =
        site::warcio(&raw(project)).into_iter().filter(|record| record.0 != "warcinfo").map(|record| format!("{record:?}")).collect();
    let mut index: Vec<_> = site::index(project)
        .into_iter()
        .map(|entry| format!("{} {:?} {:?} {:?} {:?} {:?}", entry.url, entry.kind, entry.status, entry.digest, entry.etag, entry.location))
        .collect();
    project.parse();
    let articles = project.rows::<Article>().into_iter().map(|row| format!("{} {} {}", row.article_id, row.title, row.body_text));
    let mut articles: Vec<_> = articles.collect();
    for lines in [&mut read, &mut index, &mut articles] {
        lines.iter_mut().for_each(|line| *line = line.replace(&base, ""));
        lines.sort();
    }
    (read, index, articles)
}

/// Runs the program and kills it after a while; true if all was done by then, so that another run would be one of its own.
fn kill_after(project: &Project, delay: Duration) -> bool {
    let mut child = site::command(project, &["--quiet"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    let is_started = std::fs::read_to_string(raw(project).join(INDEX)).is_ok_and(|index| !index.is_empty());
    is_started && !project.path(&format!("data/fetch/{SOURCE}/run.json")).exists()
}

#[test]
fn killed_at_random_instants_it_ends_where_an_undisturbed_run_ends() {
    // The shortest of some runs, so that most kills come before the end.
    let calm = [world(), world(), world()].map(|server| (by_feed(&server), server));
    let undisturbed = |(project, _): &(Project, Server)| {
        let start = Instant::now();
        let (code, said) = site::output(project, &["--quiet"]);
        assert_eq!(code, 0, "{said}");
        start.elapsed()
    };
    let whole = calm.iter().map(undisturbed).min().unwrap();
    let expected = state(&calm[0].0, &calm[0].1);
    assert_eq!((expected.1.len(), expected.2.len()), (PAGES + 2, PAGES - 1));

    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let (mut kills, mut rounds) = (0, 0);
    while kills < KILLS {
        rounds += 1;
        let server = world();
        let project = by_feed(&server);
        // Killed until it comes to its end by itself: each time somewhere between start and end.
        let (mut killed, mut is_over) = (0, false);
        while killed < 8 && !is_over {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let share = f64::from(u32::try_from(random >> 32).unwrap()) / f64::from(u32::MAX);
            is_over = kill_after(&project, whole.mul_f64(share * 0.9));
            killed += usize::from(!is_over);
        }
        kills += killed;
        if !is_over {
            let (code, said) = site::output(&project, &["--quiet"]);
            assert_eq!(code, 0, "{said}");
        }
        assert_eq!(state(&project, &server), expected, "round {rounds}, killed {killed} times");
        // A page can be on its way at each kill, and no other is asked for twice.
        let mut asked = BTreeMap::<_, usize>::new();
        server
            .take_asked()
            .into_iter()
            .filter(|asked| asked.path.starts_with("/news/"))
            .for_each(|page| *asked.entry(page.path).or_default() += 1);
        let twice: usize = asked.values().map(|count| count - 1).sum();
        assert!(twice <= killed + 1, "{asked:?}");
    }
    println!("{kills} kills in {rounds} rounds");
}

#[test]
fn two_at_a_time_are_an_error() {
    let server = publisher(2);
    server.put(&path(1), Answer::Drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec()));
    let project = by_feed(&server);
    let mut first = site::command(&project, &["--quiet"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while !server.take_asked().iter().any(|asked| asked.path == path(1)) {
        thread::sleep(Duration::from_millis(5));
    }
    let (code, said) = site::output(&project, &[]);
    assert!(code == 1 && said.contains("another `drawdown fetch` is at it"), "{code} {said}");
    assert!(first.wait().unwrap().success());
}
