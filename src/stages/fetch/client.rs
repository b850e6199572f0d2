//! One request and its answer, with every bound that a foreign server must not break: time, size, unpacked size, address.
//!
//! Redirects are not followed here and nothing is repeated; see [`super::courier`].

use std::io::{self, Read, Write};
use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, SubsecRound as _, Utc};
use flate2::write::MultiGzDecoder;
use ureq::http::{HeaderMap, Response, Version, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, http::Uri};
use url::Url;

use super::Settings;
use super::private::is_private;

const MAX_HEAD_BYTES: usize = 64 << 10;
const CHUNK: usize = 16 << 10;

/// Why a body is not whole, in the words of `WARC-Truncated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It is longer than the cap, as sent or unpacked.
    Length,
    /// It took too long.
    Time,
    /// The connection ended before the body did.
    Disconnect,
}

impl Cut {
    /// The word that WARC files have for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Time => "time",
            Self::Disconnect => "disconnect",
        }
    }
}

/// A request and its answer.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// The address that was asked for.
    pub url: Url,
    /// When the request was sent.
    pub at: DateTime<Utc>,
    /// The request as sent.
    pub request: Vec<u8>,
    /// The status.
    pub status: u16,
    /// Status line and headers, up to the empty line.
    pub head: Vec<u8>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body: chunks joined, content encoding as sent.
    pub body: Vec<u8>,
    /// Why the body is not whole.
    pub cut: Option<Cut>,
}

impl Exchange {
    /// A header as text.
    #[must_use]
    pub fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }

    /// Where a redirect leads; none for another answer.
    #[must_use]
    pub fn location(&self) -> Option<Url> {
        let is_redirect = matches!(self.status, 301 | 302 | 303 | 307 | 308);
        self.header(header::LOCATION).filter(|_| is_redirect).and_then(|location| self.url.join(location).ok())
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NoAnswer {
    /// The address must not be asked.
    #[error("{0}")]
    Forbidden(String),
    /// The server cannot be reached or does not speak HTTP; that may pass.
    #[error("{0}")]
    Network(String),
}

/// Asks servers.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    user_agent: String,
    body_bytes: u64,
}

impl Client {
    /// A client with the bounds of `settings`. It asks hosts themselves, whatever proxy the environment names: only so can the
    /// address be checked.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs_f64(settings.request_seconds)))
            .max_response_header_size(MAX_HEAD_BYTES)
            .max_idle_age(Duration::from_secs(10))
            .build();
        let guard = Guard { allowed: settings.private_addresses.clone(), inner: DefaultResolver::default() };
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        Self { agent, user_agent: settings.user_agent(), body_bytes: settings.body_bytes }
    }

    /// Asks for an address, with headers beside those that are always sent.
    pub fn ask(&self, url: &Url, more: &[(&'static str, String)]) -> Result<Exchange, NoAnswer> {
        // A part of a file is asked for as it lies there.
        let is_part = more.iter().any(|(name, _)| *name == "Range");
        let encoding = if is_part { "identity" } else { "gzip" };
        let own = [("User-Agent", self.user_agent.as_str()), ("Accept", "*/*"), ("Accept-Encoding", encoding)];
        let sent: Vec<_> = own.into_iter().chain(more.iter().map(|(name, value)| (*name, value.as_str()))).collect();
        let mut request = self.agent.get(url.as_str());
        for (name, value) in &sent {
            request = request.header(*name, *value);
        }
        let at = Utc::now().trunc_subsecs(6);
        let response = request.call().map_err(|error| no_answer(&error))?;
        let (head, status, headers) = (head(&response), response.status().as_u16(), response.headers().clone());
        let is_gzip = headers.get(header::CONTENT_ENCODING).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"gzip"));
        let (body, cut) = read(response.into_body(), self.body_bytes, is_gzip && !is_part);
        Ok(Exchange { url: url.clone(), at, request: request_bytes(url, &sent), status, head, headers, body, cut })
    }
}

fn request_bytes(url: &Url, headers: &[(&str, &str)]) -> Vec<u8> {
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut lines = vec![format!("GET {}{query} HTTP/1.1", url.path()), format!("Host: {}", url.authority())];
    lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    (lines.join("\r\n") + "\r\n\r\n").into_bytes()
}

/// Status line and headers. The chunks of the body are joined, so the header that speaks of them is kept under another name.
fn head(response: &Response<Body>) -> Vec<u8> {
    let version = if response.version() == Version::HTTP_10 { "HTTP/1.0" } else { "HTTP/1.1" };
    let mut head = format!("{version} {}\r\n", response.status()).into_bytes();
    for (name, value) in response.headers() {
        let name = if *name == header::TRANSFER_ENCODING { "X-Crawl-Transfer-Encoding" } else { name.as_str() };
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// Reads a body up to `most` bytes, as sent and, of a gzipped one, as unpacked.
fn read(body: Body, most: u64, is_gzip: bool) -> (Vec<u8>, Option<Cut>) {
    let mut reader = body.into_reader();
    let mut bytes = Vec::new();
    let mut unpacked = is_gzip.then(|| MultiGzDecoder::new(Counter { left: most }));
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = match reader.read(&mut chunk) {
            Ok(0) => return (bytes, None),
            Ok(read) => chunk.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return (bytes, Some(if is_timeout(&error) { Cut::Time } else { Cut::Disconnect })),
        };
        let room = usize::try_from(most - bytes.len() as u64).unwrap_or(usize::MAX);
        if read.len() > room {
            bytes.extend_from_slice(read.get(..room).unwrap_or(read));
            return (bytes, Some(Cut::Length));
        }
        bytes.extend_from_slice(read);
        match unpacked.as_mut().map(|unpacked| unpacked.write_all(read)) {
            Some(Err(error)) if error.kind() == io::ErrorKind::FileTooLarge => return (bytes, Some(Cut::Length)),
            // What is no gzip is kept as it came; that it cannot be read is for `parse` to say.
            Some(Err(_)) => unpacked = None,
            _ => {}
        }
    }
}

/// Counts what is written to it, and refuses more than is left.
struct Counter {
    left: u64,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn is_timeout(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
    error.kind() == io::ErrorKind::TimedOut || matches!(inner, Some(ureq::Error::Timeout(_)))
}

fn no_answer(error: &ureq::Error) -> NoAnswer {
    match error {
        ureq::Error::Other(other) if other.is::<PrivateAddress>() => NoAnswer::Forbidden(other.to_string()),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => NoAnswer::Forbidden(error.to_string()),
        _ => NoAnswer::Network(error.to_string()),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("its name leads to {0}, a private address; `private_addresses` in run.toml does not list it")]
struct PrivateAddress(IpAddr);

/// Looks names up, and refuses those that lead to a private address, wherever they stand.
#[derive(Debug)]
struct Guard {
    allowed: Vec<IpAddr>,
    inner: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &ureq::config::Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        match found.iter().map(std::net::SocketAddr::ip).find(|address| is_private(*address) && !self.allowed.contains(address)) {
            Some(address) => Err(ureq::Error::Other(Box::new(PrivateAddress(address)))),
            None => Ok(found),
        }
    }
}
