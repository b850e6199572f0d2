//! WARC records (ISO 28500, WARC/1.1): made, each a gzip member with its digests, and read back for what the index says of them.

use std::io::{self, BufReader, Cursor};

use chrono::{DateTime, SecondsFormat, Utc};
use data_encoding::BASE32;
use fastwarc::warc::header::HeaderMap;
use fastwarc::warc::record::{AutoDecode, WarcRecord, WarcRecordType};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha1::{Digest as _, Sha1};

use super::super::raw;
use super::client::Exchange;
use super::index::{Entry, Kind};

/// Where an archive keeps what was copied from it: a field of ours in response and metadata records.
pub const SOURCE_URI: &str = "WARC-Source-URI";
const NOT_MODIFIED: &str = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
const SAME_PAYLOAD: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
const MAX_HTTP_HEADER_BYTES: usize = 64 << 10;

/// SHA-1 as WARC files write it.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("sha1:{}", BASE32.encode(&Sha1::digest(bytes)))
}

/// An instant as WARC files write it.
#[must_use]
pub fn date(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

struct Draft<'a> {
    kind: WarcRecordType,
    date: DateTime<Utc>,
    content_type: &'a str,
    fields: Vec<(&'a str, String)>,
    block: Vec<u8>,
}

impl Draft<'_> {
    /// The record as a gzip member, and its id.
    fn pack(self) -> io::Result<(Vec<u8>, String)> {
        let mut record = WarcRecord::new();
        record.init_headers(self.kind, None);
        let id = record.record_id().unwrap_or_default().into_owned();
        let headers = record.headers_mut();
        headers.set("WARC-Date", date(self.date));
        headers.append("Content-Type", self.content_type);
        headers.append("WARC-Block-Digest", digest(&self.block));
        for (name, value) in &self.fields {
            headers.append(*name, value);
        }
        record.set_bytes_payload(self.block);
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        record.write(&mut packer)?;
        Ok((packer.finish()?, id))
    }
}

/// The record that opens a file.
pub fn warcinfo(file: &str, source: &str, operator: &str, agent: &str) -> io::Result<Vec<u8>> {
    let lines = [
        ("software", agent),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("isPartOf", source),
        ("operator", operator),
        ("robots", "obey"),
    ];
    let block = lines.map(|(name, value)| format!("{name}: {value}\r\n")).concat();
    let fields = vec![("WARC-Filename", file.to_owned())];
    let kind = WarcRecordType::WarcInfo;
    Ok(Draft { kind, date: Utc::now(), content_type: "application/warc-fields", fields, block: block.into_bytes() }.pack()?.0)
}

/// What is stored of an exchange beside itself.
#[derive(Debug, Default)]
pub struct Stored<'a> {
    /// The address and instant of the capture, where an archive gave it.
    pub original: Option<(&'a str, DateTime<Utc>)>,
    /// The earlier capture that the page has not changed since.
    pub unchanged: Option<&'a Entry>,
}

/// The records of an exchange, in order: the request, then the response or the revisit.
pub fn exchange(exchange: &Exchange, stored: &Stored<'_>) -> io::Result<Vec<Vec<u8>>> {
    let (url, captured_at) = stored.original.unwrap_or((exchange.url.as_str(), exchange.at));
    let mut fields = vec![("WARC-Target-URI", url.to_owned())];
    if stored.original.is_some() {
        fields.push((SOURCE_URI, exchange.url.to_string()));
    }
    if let Some(cut) = exchange.cut {
        fields.push(("WARC-Truncated", cut.as_str().to_owned()));
    }
    let mut block = exchange.head.clone();
    let kind = if let Some(earlier) = stored.unchanged {
        let profile = if exchange.status == 304 { NOT_MODIFIED } else { SAME_PAYLOAD };
        fields.push(("WARC-Profile", profile.to_owned()));
        fields.push(("WARC-Refers-To-Target-URI", earlier.url.clone()));
        fields.push(("WARC-Refers-To-Date", date(earlier.captured_at)));
        fields.extend(earlier.digest.clone().map(|digest| ("WARC-Payload-Digest", digest)));
        WarcRecordType::Revisit
    } else {
        fields.push(("WARC-Payload-Digest", digest(&exchange.body)));
        block.extend_from_slice(&exchange.body);
        WarcRecordType::Response
    };
    let content_type = "application/http; msgtype=response";
    let (response, id) = Draft { kind, date: captured_at, content_type, fields, block }.pack()?;
    let fields = vec![("WARC-Target-URI", exchange.url.to_string()), ("WARC-Concurrent-To", format!("<{}>", id.trim_matches(['<', '>'])))];
    let (kind, content_type) = (WarcRecordType::Request, "application/http; msgtype=request");
    let (request, _) = Draft { kind, date: exchange.at, content_type, fields, block: exchange.request.clone() }.pack()?;
    Ok(vec![request, response])
}

/// What stands before a record that was copied as it came: from where, and when.
pub fn copied(url: &str, from: &Exchange, range: &str) -> io::Result<Vec<u8>> {
    let block = format!("via: {}\r\nrange: {range}\r\n", from.url).into_bytes();
    let fields = vec![("WARC-Target-URI", url.to_owned()), (SOURCE_URI, from.url.to_string())];
    let kind = WarcRecordType::Metadata;
    Ok(Draft { kind, date: from.at, content_type: "application/warc-fields", fields, block }.pack()?.0)
}

/// What a record is, as far as the index cares.
#[derive(Debug)]
pub enum Role {
    /// A page, or word of one.
    Capture(Box<Entry>),
    /// It belongs to the capture that follows: when that was fetched, and from where if not from its publisher.
    Ahead(DateTime<Utc>, Option<String>),
    /// It stands alone.
    Other,
}

/// Reads an unpacked record. Of an entry the place is left open.
pub fn read(bytes: Vec<u8>) -> io::Result<Role> {
    let missing = |what| io::Error::other(format!("WARC record: {what}"));
    let mut record = WarcRecord::new();
    record.attach_reader(BufReader::new(Cursor::new(bytes)));
    record.next_inplace().ok_or_else(|| missing("none"))??;
    let field = |name: &str| text(record.headers(), name);
    let captured_at = field("WARC-Date").and_then(|date| raw::instant(&date)).ok_or_else(|| missing("no date"))?;
    let kind = match record.record_type() {
        WarcRecordType::Response => Kind::Response,
        WarcRecordType::Revisit => Kind::Revisit,
        WarcRecordType::Request | WarcRecordType::Metadata => return Ok(Role::Ahead(captured_at, field(SOURCE_URI))),
        _ => return Ok(Role::Other),
    };
    let mut entry = Entry {
        url: field("WARC-Target-URI").ok_or_else(|| missing("no address"))?,
        captured_at,
        fetched_at: captured_at,
        kind,
        digest: field("WARC-Payload-Digest"),
        truncated: field("WARC-Truncated"),
        source: field(SOURCE_URI),
        ..Entry::default()
    };
    record.parse_http_with_opts(AutoDecode::None, MAX_HTTP_HEADER_BYTES, true)?;
    if let Some(http) = record.http_headers() {
        entry.status = http.status_code();
        entry.mime = text(http, "Content-Type").map(|mime| mime.split(';').next().unwrap_or_default().trim().to_owned());
        entry.etag = text(http, "ETag");
        entry.last_modified = text(http, "Last-Modified");
        let is_redirect = matches!(entry.status, Some(301 | 302 | 303 | 307 | 308));
        entry.location = text(http, "Location").filter(|_| is_redirect);
    }
    Ok(Role::Capture(Box::new(entry)))
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}
