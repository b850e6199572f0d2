//! What is written: read by another implementation, derived anew, repaired, parsed.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write as _;

use drawdown::entities::page_versions::{Change, PageVersion};
use drawdown::records::{Article, CaptureRecord, Outcome};
use drawdown::stages::fetch::archive::{Archive, INDEX};

use drawdown::stages::progress::Reporter;
use drawdown::stages::{Options, resolve, store};
use drawdown::table::Layer;

use super::server::Answer;
use super::site::{self, SOURCE, by_feed, path, publisher, put, run_all};

#[test]
fn another_implementation_reads_every_record_and_digest() {
    let server = publisher(5);
    server
        .put(&path(4), Answer::typed("text/html", &crate::raw::gzip(site::words(4, "tents").as_bytes())).with("Content-Encoding", "gzip"));
    let chunked = site::words(5, "boats");
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{chunked}\r\n0\r\n\r\n",
        chunked.len()
    );
    server.put(&path(5), Answer::Bytes(chunked.into_bytes()));
    let project = by_feed(&server);
    run_all(&project);
    put(&server, 2, "forty trucks");
    run_all(&project);
    let records = site::warcio(&project.path("data/raw"));
    let count = |kind: &str| records.iter().filter(|record| record.0 == kind).count();
    assert_eq!(["warcinfo", "request", "response", "revisit"].map(count), [1, 10, 6, 4]);
    let read: BTreeSet<_> = records.iter().filter(|record| record.0 != "request" && record.0 != "warcinfo").cloned().collect();
    let index = site::index(&project);
    let kind = |entry: &drawdown::stages::fetch::index::Entry| format!("{:?}", entry.kind).to_lowercase();
    let indexed =
        index.iter().map(|entry| (kind(entry), entry.url.clone(), entry.status.unwrap().to_string(), entry.digest.clone().unwrap()));
    assert_eq!(read, indexed.collect());
    // Each entry is found where the index says, as one member.
    for entry in index {
        let bytes = fs::read(site::raw(&project).join(&entry.file)).unwrap();
        let place = usize::try_from(entry.offset).unwrap();
        let mut member = &bytes[place..place + usize::try_from(entry.length).unwrap()];
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::bufread::GzDecoder::new(&mut member), &mut text).unwrap_or_default();
        assert!(member.is_empty());
    }
}

#[test]
fn what_is_fetched_is_parsed() {
    let server = publisher(6);
    let project = by_feed(&server);
    run_all(&project);
    put(&server, 2, "forty boats");
    server.remove(&path(3));
    run_all(&project);
    project.parse();
    let articles = project.rows::<Article>();
    assert_eq!(articles.len(), 6, "a page that is gone stays as it was");
    let second = articles.iter().find(|article| article.url.ends_with("/2/")).unwrap();
    assert!(second.body_text.contains("forty boats"), "the newest capture is read: {}", second.body_text);
    let captures = project.rows::<CaptureRecord>();
    let count = |outcome| captures.iter().filter(|row| row.outcome == outcome).count();
    // A record for the file, 12 requests, 4 revisits; of the answers one is superseded, one says 404.
    assert_eq!([Outcome::Skipped, Outcome::Superseded, Outcome::Rejected].map(count), [17, 1, 1]);
    // Both captures stay, and the versions say what became of the pages.
    project.extract();
    resolve::run(&project.config(), &Options::default(), &Reporter::silent()).unwrap();
    let versions = store::read::<PageVersion>(&store::whole_path(&project.path("data"), Layer::Entities, "page_versions")).unwrap();
    let seen: Vec<_> = versions.iter().filter(|row| row.change != Change::First).map(|row| (row.article_id.as_str(), row.change)).collect();
    assert_eq!((versions.len(), seen), (8, vec![("127.0.0.1/2", Change::Edited), ("127.0.0.1/3", Change::Gone)]));
    let edited = versions.iter().find(|row| row.change == Change::Edited).unwrap();
    assert!(edited.title_before.is_none() && edited.body_chars_before == edited.body_chars.map(|chars| chars + 2), "{edited:?}");
}

#[test]
fn the_index_is_derived_and_half_a_record_is_cut_off() {
    let server = publisher(5);
    let project = by_feed(&server);
    run_all(&project);
    let (warc, index) = (site::raw(&project).join(site::index(&project)[0].file.clone()), site::raw(&project).join(INDEX));
    let whole = (fs::read(&warc).unwrap(), fs::read(&index).unwrap());
    let settings = project.config().fetch;
    let opened = || {
        drop(Archive::open(&site::raw(&project), SOURCE, &settings).unwrap());
        (fs::read(&warc).unwrap(), fs::read(&index).unwrap())
    };
    fs::remove_file(&index).unwrap();
    assert!(opened() == whole, "an index that is lost");
    fs::write(&index, &whole.1[..whole.1.len() - 40]).unwrap();
    assert!(opened() == whole, "half a line");
    let lines: Vec<_> = whole.1.split_inclusive(|byte| *byte == b'\n').collect();
    fs::write(&index, lines[..3].concat()).unwrap();
    assert!(opened() == whole, "lines that are missing");
    let entries = site::index(&project);
    let (start, end) = (entries[3].offset + entries[3].length, whole.0.len() as u64);
    // At every byte of the last request and response: what is left is the capture before.
    for cut in (start + 1..end).step_by(7) {
        fs::write(&warc, &whole.0[..usize::try_from(cut).unwrap()]).unwrap();
        fs::write(&index, lines[..4].concat()).unwrap();
        let (bytes, index) = opened();
        assert!(bytes.len() as u64 == start && index == lines[..4].concat(), "cut at {cut}");
    }
    fs::write(&warc, &whole.0[..1]).unwrap();
    assert_eq!(opened(), (Vec::new(), Vec::new()), "a file without a whole record");
    // Damage in the middle costs what it hit, and nothing behind it.
    let mut bytes = whole.0.clone();
    let middle = usize::try_from(entries[2].offset).unwrap() + 40;
    bytes[middle..middle + 20].fill(0xFF);
    fs::write(&warc, &bytes).unwrap();
    fs::write(&index, b"").unwrap();
    let (kept, _) = opened();
    assert!(kept == bytes && site::index(&project).len() == 4);
    // Behind a tail that was cut off, writing goes on.
    fs::write(&warc, &whole.0).unwrap();
    fs::remove_file(&index).unwrap();
    OpenOptions::new().append(true).open(&warc).unwrap().write_all(&whole.0[..300]).unwrap();
    assert_eq!(run_all(&project).unchanged, 5);
    site::warcio(&project.path("data/raw"));
}

#[test]
fn a_full_file_is_followed_by_the_next() {
    let server = publisher(9);
    let project = site::project(&server, &format!("feeds = [\"{}\"]\n", server.url("/feed")), "warc_bytes = 4000\n");
    assert_eq!(run_all(&project).new, 9);
    let files: BTreeSet<_> = site::index(&project).into_iter().map(|entry| entry.file).collect();
    assert!(files.len() > 1 && files.iter().all(|file| fs::metadata(site::raw(&project).join(file)).unwrap().len() < 8000), "{files:?}");
    assert_eq!(run_all(&project).unchanged, 9);
    let records = site::warcio(&project.path("data/raw"));
    assert_eq!(records.iter().filter(|record| record.0 == "response").count(), 9);
    assert_eq!(project.parse().outcomes["article"], 9);
}
