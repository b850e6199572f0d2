//! Pages from their publisher: where they are found, and what a later run asks for.

use chrono::NaiveDate;
use drawdown::stages::fetch::Request;
use drawdown::stages::fetch::index::Kind;

use super::server::{Answer, Server};
use super::site::{self, SOURCE, by_feed, path, project, publisher, put, run, run_all};

/// The numbers of the pages that were asked for, in order.
fn asked(server: &Server) -> Vec<usize> {
    let asked = server.take_asked();
    asked.iter().filter_map(|asked| asked.path.strip_prefix("/news/Article/")?.trim_end_matches('/').parse().ok()).collect()
}

#[test]
fn a_feed_that_lists_a_page_twice_gives_it_once() {
    let server = publisher(3);
    let urls: Vec<_> = [1, 2, 1, 3, 2].iter().map(|number| server.url(&path(*number))).collect();
    server.put("/feed", site::feed(&urls));
    let project = by_feed(&server);
    assert_eq!((run_all(&project).new, asked(&server)), (3, vec![1, 2, 3]));
    let agent = format!("drawdown/{} (+https://example.org/contact)", env!("CARGO_PKG_VERSION"));
    put(&server, 1, "forty trucks");
    run_all(&project);
    assert!(server.take_asked().iter().all(|asked| asked.headers["user-agent"] == agent));
}

#[test]
fn a_listing_is_walked_to_its_end_and_later_to_what_is_known() {
    let server = publisher(12);
    let walk = |newest: usize| {
        for (page, from) in (1..).zip((1..=newest).rev().step_by(4)) {
            let links: String = (from.saturating_sub(3).max(1)..=from)
                .rev()
                .map(|number| format!("<li><a href='{}'>Notice</a></li>", path(number)))
                .collect();
            server.put(
                &format!("/news/?p={page}"),
                Answer::html(&format!("<nav><a href='/about'>About</a></nav><ul>{links}</ul><p>Notices of the ministry.</p>")),
            );
        }
    };
    walk(12);
    let seeds = format!("[[fetch.listings]]\nurl = \"{}\"\n", server.url("/news/?p={page}"));
    let project = project(&server, &seeds, "recheck_days = 0\n");
    assert_eq!(run_all(&project).new, 12);
    let listings = |server: &Server| server.take_asked().iter().filter(|asked| asked.path.starts_with("/news/?")).count();
    assert_eq!(listings(&server), 4, "three pages, and the answer that there is no fourth");
    put(&server, 13, "boats");
    walk(13);
    assert_eq!((run_all(&project).new, listings(&server)), (1, 2), "the second page holds known ones alone");
}

#[test]
fn a_listing_says_which_day_its_entries_are_of() {
    let server = publisher(3);
    let entry = |number: usize, day: &str| format!("<li><a href='{}'>Notice</a> <time datetime='{day}'>x</time></li>", path(number));
    server.put("/news/", Answer::html(&format!("<ul>{}{}{}</ul>", entry(1, "2024-03-01"), entry(2, "2024-02-01"), entry(3, "2024-01-01"))));
    let project = project(&server, &format!("[[fetch.listings]]\nurl = \"{}\"\nitem = \"li\"\n", server.url("/news/")), "");
    let day = |month| NaiveDate::from_ymd_opt(2024, month, 15);
    let request = Request { since: day(1), until: day(2), ..Request::default() };
    assert_eq!((run(&project, &request).new, asked(&server)), (1, vec![2]));
}

#[test]
fn sitemaps_lead_to_sitemaps_and_say_what_changed() {
    let server = publisher(4);
    let map = |numbers: &[usize], changed: &str| {
        let urls: String = numbers
            .iter()
            .map(|number| format!("<url><loc>{}</loc><lastmod>{changed}</lastmod></url>", server.url(&path(*number))))
            .collect();
        format!("<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{urls}</urlset>")
    };
    let index = format!(
        "<?xml version=\"1.0\"?><sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>{0}/a.xml</loc></sitemap>\
         <sitemap><loc>{0}/b.xml.gz</loc></sitemap><sitemap><loc>{0}/index.xml</loc></sitemap></sitemapindex>",
        server.url("")
    );
    server.put("/index.xml", Answer::typed("application/xml", index.as_bytes()));
    server.put("/a.xml", Answer::typed("application/xml", map(&[1, 2], "2024-03-01").as_bytes()));
    server.put("/b.xml.gz", Answer::typed("application/gzip", &crate::raw::gzip(map(&[3, 4], "2024-03-01").as_bytes())));
    let project = project(&server, &format!("sitemaps = [\"{}\"]\n", server.url("/index.xml")), "recheck_days = 0\n");
    assert_eq!(run_all(&project).new, 4);
    put(&server, 2, "forty trucks");
    server.put("/a.xml", Answer::typed("application/xml", map(&[1, 2], "2199-03-01").as_bytes()));
    server.take_asked();
    let tally = run_all(&project);
    assert_eq!((tally.changed, tally.unchanged, asked(&server)), (1, 1, vec![1, 2]));
}

#[test]
fn an_unchanged_page_is_a_revisit_and_a_changed_or_gone_one_is_seen() {
    let server = publisher(4);
    // This one says nothing by which it could be asked for conditionally.
    server.put(&path(4), Answer::html(&site::words(4, "tents")));
    let project = by_feed(&server);
    assert_eq!(run_all(&project).new, 4);
    put(&server, 2, "forty trucks");
    server.remove(&path(3));
    put(&server, 5, "boats");
    server.put("/feed", site::feed(&[5, 4, 2, 1].map(|number| server.url(&path(number)))));
    let tally = run_all(&project);
    assert_eq!((tally.new, tally.changed, tally.unchanged, tally.gone, tally.failed), (1, 1, 2, 1, 0), "{tally}");
    assert_eq!(tally.problems, Vec::<String>::new());
    let kinds: Vec<_> = site::index(&project).iter().skip(4).map(|entry| (entry.kind, entry.status)).collect();
    let (page, gone) = ((Kind::Response, Some(200)), (Kind::Response, Some(404)));
    assert_eq!(kinds, [page, (Kind::Revisit, Some(200)), page, (Kind::Revisit, Some(304)), gone]);
    // What is gone is not asked for for ever, and a second revisit refers to the same page.
    let tally = run_all(&project);
    assert_eq!((tally.unchanged, tally.gone), (4, 0), "{tally}");
}

#[test]
fn a_limit_and_the_kinds_are_kept_to() {
    let server = publisher(5);
    let project = project(&server, &format!("feeds = [\"{}\"]\nkinds = [\"speech\"]\n", server.url("/feed")), "");
    assert_eq!(run_all(&project).to_string().trim(), format!("{SOURCE:<12} nothing to fetch"));
    let project = by_feed(&server);
    let three = Request { limit: Some(3), ..Request::default() };
    assert_eq!(run(&project, &three).new, 3);
    assert_eq!(run(&project, &three).new, 2, "the limit takes new pages first");
}

#[test]
fn redirects_are_followed_and_kept() {
    let server = publisher(2);
    server.put(&path(1), Answer::redirect("/news/old"));
    server.put("/news/old", Answer::redirect(&server.url("/news/Article/77/")));
    put(&server, 77, "trucks");
    let project = by_feed(&server);
    let tally = run_all(&project);
    assert_eq!((tally.new, tally.failed), (2, 0), "{tally}");
    let statuses: Vec<_> = site::index(&project).iter().map(|entry| entry.status.unwrap()).collect();
    assert_eq!(statuses, [302, 302, 200, 200]);
    project.parse();
    let outcomes = project.parse().outcomes;
    assert_eq!((outcomes["article"], outcomes.get("rejected")), (2, None), "{outcomes:?}");
}

#[test]
fn the_program_says_what_it_did_and_what_is_wrong() {
    let server = publisher(3);
    let project = by_feed(&server);
    let (code, said) = site::output(&project, &["--source", SOURCE, "--limit", "2"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("loopback     2 new") && said.contains("fetch: 2 of 2 pages, "), "{said}");
    let (code, said) = site::output(&project, &["--source", "elsewhere"]);
    assert!(code == 2 && said.contains("--source elsewhere: expected one with seeds for this: loopback"), "{code} {said}");
    let wrong = [
        (
            "pause_seconds = 0",
            "pause_seconds = -1",
            "pipelines/run.toml:11: key `pause_seconds`: found -1, expected seconds between 0 and 86400",
        ),
        ("redirects = 3", "redirect = 3", "pipelines/run.toml:16: key `redirect`: unknown field `redirect`"),
        ("contact = \"https://example.org/contact\"", "contact = \"\"", "fetch.contact: expected an address or mailbox"),
    ];
    let text = std::fs::read_to_string(project.path("pipelines/run.toml")).unwrap();
    for (right, wrong, expected) in wrong {
        project.write("pipelines/run.toml", text.replace(right, wrong).as_bytes());
        let (code, said) = site::output(&project, &[]);
        assert!(code == 2 && said.contains(expected), "{code} {said}");
    }
    project.write("pipelines/run.toml", text.as_bytes());
    let file = format!("pipelines/sources/{SOURCE}.toml");
    let source = std::fs::read_to_string(project.path(&file)).unwrap();
    project.write(&file, source.replace("feeds = [\"http://127.0.0.1", "feeds = [\"http://elsewhere.example").as_bytes());
    let (code, said) = site::output(&project, &[]);
    let expected = format!("{file}:13: key `feeds`: found \"http://elsewhere.example");
    assert!(code == 2 && said.contains(&expected), "{code} {said}");
}

#[test]
fn the_sources_of_the_project_have_seeds() {
    let config = drawdown::stages::config::Config::load(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines")).unwrap();
    let with = |is_it: fn(&drawdown::sources::seeds::Seeds) -> bool| {
        let names = config.sites.all().filter(|site| site.fetch.as_ref().is_some_and(is_it)).map(|site| site.name.as_str());
        names.collect::<Vec<_>>()
    };
    let all = ["aaro_mil", "af_mil", "army_mil", "gov_uk", "nato", "navy_mil", "state_gov", "war_gov", "whitehouse"];
    assert_eq!(with(drawdown::sources::seeds::Seeds::is_live), all);
    assert_eq!(with(|seeds| !seeds.archived.is_empty()), all);
}
