//! A folder and a WARC file of the same pages say the same; what is damaged is a row and not a stop.

use std::io::Write as _;

use drawdown::records::{Article, CaptureRecord, Link, Outcome, Paragraph};
use drawdown::reject::{Reason, RejectRow};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

use crate::project::{Page, Project, pages};

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    brotli::CompressorWriter::new(&mut packed, 4096, 5, 20).write_all(bytes).unwrap();
    packed
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for chunk in bytes.chunks(100) {
        body.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        body.extend_from_slice(chunk);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"0\r\n\r\n");
    body
}

fn record(kind: &str, url: &str, date: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:{kind}-{url}>\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(page: &Page, encoding: usize) -> Vec<u8> {
    let (headers, body) = match encoding % 6 {
        0 => ("", page.html.clone()),
        1 => ("Transfer-Encoding: chunked\r\n", chunked(&page.html)),
        2 => ("Content-Encoding: gzip\r\n", gzip(&page.html)),
        3 => ("Content-Encoding: br\r\n", brotli(&page.html)),
        4 => ("content-encoding: br\r\ntransfer-encoding: chunked\r\n", chunked(&brotli(&page.html))),
        _ => ("Content-Encoding: deflate\r\n", zlib(&page.html)),
    };
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n");
    record("response", &page.url, &page.fetched_at, "application/http; msgtype=response", &[head.as_bytes(), &body].concat())
}

/// The records of a crawl: a page each, and what else a crawler writes.
pub fn records(pages: &[Page]) -> Vec<Vec<u8>> {
    let mut records = vec![record("warcinfo", "", "2024-03-01T00:00:00Z", "application/warc-fields", b"software: invented\r\n")];
    for (number, page) in pages.iter().enumerate() {
        let request = b"GET / HTTP/1.1\r\nHost: news.example.org\r\n\r\n";
        records.push(record("request", &page.url, &page.fetched_at, "application/http; msgtype=request", request));
        records.push(response(page, number));
        records.push(record("metadata", &page.url, &page.fetched_at, "application/warc-fields", b"fetchTimeMs: 1\r\n"));
    }
    let revisit = b"HTTP/1.1 304 Not Modified\r\n\r\n";
    records.push(record("revisit", &pages[0].url, "2024-04-01T00:00:00Z", "application/http; msgtype=response", revisit));
    records
}

/// A gzip member for each record, as crawlers write them.
pub fn members(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|record| gzip(record)).collect()
}

fn of_warc(name: &str, bytes: &[u8]) -> Project {
    let project = Project::new(1000);
    project.write(&format!("raw/2024/{name}"), bytes);
    project.parse();
    project.extract();
    project
}

/// What the captures say, their place aside.
fn said(project: &Project) -> Vec<CaptureRecord> {
    let mut rows = project.rows::<CaptureRecord>();
    rows.retain(|row| row.outcome != Outcome::Skipped);
    for row in &mut rows {
        row.shard.clear();
        row.record_no = 0;
        // A folder does not keep it.
        row.status = None;
    }
    rows.sort_by(|a, b| (&a.url, a.captured_at).cmp(&(&b.url, b.captured_at)));
    rows
}

fn assert_same(folder: &Project, warc: &Project) {
    assert_eq!(folder.rows::<Article>(), warc.rows::<Article>());
    assert_eq!(folder.rows::<Paragraph>(), warc.rows::<Paragraph>());
    assert_eq!(folder.rows::<Link>(), warc.rows::<Link>());
    assert_eq!(said(folder), said(warc));
}

#[test]
fn a_warc_says_what_the_folder_says() {
    let mut input = pages(12);
    input.push(Page::new(3, "2024-03-09", "sixty trucks"));
    input.push(Page { html: Vec::new(), ..Page::new(13, "2024-03-01", "") });
    let folder = Project::with_pages(4, &input);
    folder.parse();
    let records = records(&input);
    for (name, bytes) in [("crawl.warc.gz", members(&records)), ("crawl.warc", records.concat()), ("one.warc.gz", gzip(&records.concat()))]
    {
        let warc = of_warc(name, &bytes);
        assert_same(&folder, &warc);
        let captures = warc.rows::<CaptureRecord>();
        let count = |outcome| captures.iter().filter(|row| row.outcome == outcome).count();
        assert_eq!(captures.len(), records.len());
        let counts = [Outcome::Article, Outcome::Superseded, Outcome::Rejected, Outcome::Skipped].map(count);
        assert_eq!(counts, [12, 1, 1, input.len() * 2 + 2], "{name}");
    }
}

#[test]
fn a_resource_is_a_page_and_a_dns_answer_is_not() {
    let page = pages(1).remove(0);
    let resource = record("resource", &page.url, &page.fetched_at, "text/html", &page.html);
    let dns = record("response", "dns:news.example.org", &page.fetched_at, "text/dns", b"20240301080000\n");
    let warc = of_warc("saved.warc.gz", &members(&[dns, resource]));
    let outcomes: Vec<_> = warc.rows::<CaptureRecord>().into_iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [Outcome::Skipped, Outcome::Article]);
    assert_same(
        &{
            let folder = Project::with_pages(9, &[page]);
            folder.parse();
            folder
        },
        &warc,
    );
}

#[test]
fn a_page_without_address_or_instant_is_a_reject() {
    let page = pages(1).remove(0);
    let records = [
        record("resource", "", &page.fetched_at, "text/html", &page.html),
        record("resource", &page.url, "20240301080000", "text/html", &page.html),
    ];
    let warc = of_warc("saved.warc.gz", &members(&records));
    let rejects: Vec<_> = warc.rows::<RejectRow>().into_iter().map(|row| row.detail).collect();
    assert_eq!(rejects, ["under which address", "when"].map(|missing| format!("the record does not say {missing} it was captured")));
}

#[test]
fn a_damaged_member_costs_one_record() {
    let input = pages(9);
    let records: Vec<_> = input.iter().map(|page| response(page, 0)).collect();
    let packed: Vec<_> = records.iter().map(|record| gzip(record)).collect();
    let damage: [fn(&mut Vec<u8>); 4] = [
        |member| member[0] = 0,
        |member| member.truncate(member.len() / 2),
        |member| {
            let middle = member.len() / 2;
            member[middle..middle + 20].fill(0xFF);
        },
        |member| *member = gzip(b"no WARC record at all\r\n\r\n"),
    ];
    for (number, damage) in damage.into_iter().enumerate() {
        for place in [0, 4, 8] {
            let mut packed = packed.clone();
            damage(&mut packed[place]);
            let warc = of_warc("damaged.warc.gz", &packed.concat());
            assert_eq!(warc.rows::<Article>().len(), 8, "damage {number} at {place}");
            let rejects = warc.rows::<RejectRow>();
            assert_eq!(rejects.len(), 1, "damage {number} at {place}: {rejects:?}");
            assert!(matches!(rejects[0].reason, Reason::Unreadable | Reason::Truncated), "{rejects:?}");
        }
    }
}

#[test]
fn a_plain_file_is_read_on_behind_damage() {
    let input = pages(5);
    let mut records: Vec<_> = input.iter().map(|page| response(page, 0)).collect();
    let text = String::from_utf8(records[1].clone()).unwrap();
    records[1] = text.replace("Content-Length: ", "Content-Length: x").into_bytes();
    let last = records.last_mut().unwrap();
    last.truncate(last.len() - 50);
    let warc = of_warc("damaged.warc", &records.concat());
    assert_eq!(warc.rows::<Article>().len(), 3);
    let reasons: Vec<_> = warc.rows::<RejectRow>().into_iter().map(|row| row.reason).collect();
    assert_eq!(reasons, [Reason::Unreadable, Reason::Truncated]);
}

#[test]
fn an_empty_member_is_not_the_end() {
    let records: Vec<_> = pages(3).iter().map(|page| gzip(&response(page, 0))).collect();
    let warc = of_warc("gap.warc.gz", &[records[0].clone(), gzip(b""), records[1].clone(), gzip(b""), records[2].clone()].concat());
    assert_eq!((warc.rows::<Article>().len(), warc.rows::<RejectRow>().len()), (3, 0));
}

#[test]
fn noise_of_any_kind_stops_nothing() {
    let mut seed = 1_u32;
    let mut noise = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u8::try_from(seed >> 24).unwrap()
    };
    let packed = members(&records(&pages(3)));
    for _ in 0..60 {
        let mut bytes = packed.clone();
        for _ in 0..8 {
            let place = (usize::from(noise()) << 8 | usize::from(noise())) % bytes.len();
            bytes[place] = noise();
        }
        let warc = of_warc("noise.warc.gz", &bytes);
        assert!(warc.rows::<CaptureRecord>().len() <= 40);
    }
    of_warc("empty.warc", b"");
    of_warc("short.warc.gz", b"\x1F\x8B\x08");
    of_warc("zeros.warc.gz", &[0; 5000]);
}

#[test]
fn a_bad_row_is_a_reject_and_the_rest_is_read() {
    let input = pages(3);
    let project = Project::with_pages(1000, &input);
    project.list("pages/none.html,https://news.example.org/notices/Article/9/,2024-03-01T08:00:00Z\n");
    project.list("pages/1-2024-03-01.html,https://news.example.org/notices/Article/10/\n");
    project.list("pages/1-2024-03-01.html,https://news.example.org/notices/Article/11/,yesterday\n");
    project.list("../pipelines/run.toml,https://news.example.org/notices/Article/12/,2024-03-01T08:00:00Z\n");
    project.list("pages/1-2024-03-01.html,,2024-03-01T08:00:00Z\n");
    project.write("raw/pages/forgotten.html", b"<p>No row names this page.</p>");
    let summary = project.parse();
    assert_eq!((summary.outcomes["article"], summary.outcomes["rejected"], summary.unlisted_files), (3, 5, 1));
    let details: Vec<_> = project.rows::<RejectRow>().into_iter().map(|row| row.detail).collect();
    let expected = [
        "pages/none.html: not there",
        "captures.csv: found 2 fields, expected 3",
        "captures.csv: fetched_at: found \"yesterday\", expected an instant such as 2024-02-29T12:00:00Z",
        "captures.csv: file: found \"../pipelines/run.toml\", expected a path inside the folder",
        "captures.csv: url: found \"\", expected an address",
    ];
    assert_eq!(details, expected);
    // A file that comes later is read then.
    project.write("raw/pages/none.html", &Page::new(9, "2024-03-01", "nine trucks").html);
    assert_eq!(project.parse().outcomes["article"], 4);
}
