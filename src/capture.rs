//! A captured page: its bytes, what is known of them, and their text.
//!
//! [`Capture::text`] promises the page's own characters or a reason why there are none. The charset is what the page says it is (byte
//! order mark, header, meta) as long as the bytes agree; only when all of that leaves it open is it guessed. Markup is not parsed here.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use chrono::{DateTime, Utc};
use encoding_rs::{Encoding, UTF_8};
use regex::{Regex, RegexSet};
use sha2::{Digest as _, Sha256};

use crate::reject::{Reason, Reject};
use crate::text::{any_cased, pattern};

/// A page as received: transfer and content encodings undone, charset not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// The address it was asked for under.
    pub url: String,
    /// When.
    pub captured_at: DateTime<Utc>,
    /// The HTTP status, where the raw form keeps it.
    pub status: Option<u16>,
    /// The `Content-Type` header, where the raw form keeps it.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Capture {
    /// The text of the page, or why it is none: a wall, an error status, nothing, a binary, or bytes that are not what they claim.
    pub fn text(&self) -> Result<String, Reject> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            self.refuse_status()?;
            return Err(Reject::new(Reason::EmptyBody, format!("{} bytes, none of them text", self.body.len())));
        }
        if let Some(what) = binary(&self.body) {
            return Err(Reject::new(Reason::Binary, what));
        }
        let text = decode(&self.body, self.content_type.as_deref())?;
        if let Some(words) = wall(&text) {
            return Err(Reject::new(Reason::AccessDenied, format!("the page says {words:?}")));
        }
        self.refuse_status()?;
        Ok(text)
    }

    /// Whether the header calls the body plain text.
    #[must_use]
    pub fn is_plain_text(&self) -> bool {
        self.content_type.as_deref().is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("text/plain"))
    }

    /// SHA-256 of the body, in hex.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256_hex(&self.body)
    }

    fn refuse_status(&self) -> Result<(), Reject> {
        match self.status {
            Some(status) if !(200..300).contains(&status) => Err(Reject::new(Reason::HttpStatus, format!("status {status}"))),
            _ => Ok(()),
        }
    }
}

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digits = |byte: u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    Sha256::digest(bytes).iter().copied().flat_map(digits).collect()
}

/// What the first bytes of files that are no page look like.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xD0\xCF\x11\xE0", "an office document"),
    (b"\x1F\x8B", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\x28\xB5\x2F\xFD", "zstd data"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"RIFF", "a RIFF sound, picture or film"),
    (b"OggS", "an Ogg sound or film"),
    (b"ID3", "an MP3 sound"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x7FELF", "a program"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
];

/// How much of a body is looked at to tell text from a binary.
const SNIFFED: usize = 16 * 1024;

fn binary(body: &[u8]) -> Option<String> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| body.starts_with(signature)) {
        return Some(format!("the bytes are {what}"));
    }
    if Encoding::for_bom(body).is_some() {
        return None;
    }
    let head = body.get(..SNIFFED).unwrap_or(body);
    if let Some(place) = memchr::memchr(0, head) {
        return Some(format!("NUL byte at {place}"));
    }
    let is_control = |byte: &&u8| **byte < b' ' && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let controls = head.iter().filter(is_control).count();
    (controls * 50 > head.len()).then(|| format!("{controls} control bytes among the first {}", head.len()))
}

fn decode(body: &[u8], content_type: Option<&str>) -> Result<String, Reject> {
    if let Some((encoding, _)) = Encoding::for_bom(body) {
        return strict(body, encoding).ok_or_else(|| undecodable(encoding));
    }
    let utf8 = std::str::from_utf8(body).ok();
    let declared: Vec<_> = [content_type.and_then(header_charset), meta_charset(body)].into_iter().flatten().collect();
    // Bytes that are UTF-8 by more than chance are UTF-8, whatever a template says of them.
    if let Some(text) = utf8
        && (declared.is_empty() || declared.iter().all(|encoding| encoding.is_ascii_compatible()) && !body.contains(&0x1B))
    {
        return Ok(text.to_owned());
    }
    if let Some(text) = declared.iter().find_map(|encoding| strict(body, encoding)) {
        return Ok(text);
    }
    if let Some(encoding) = declared.first() {
        return Err(undecodable(encoding));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(body, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    strict(body, guess).ok_or_else(|| undecodable(guess))
}

fn undecodable(encoding: &'static Encoding) -> Reject {
    Reject::new(Reason::Undecodable, format!("the bytes are not {}", encoding.name()))
}

/// The text, unless more than a stray character (one in a thousand) cannot be decoded.
fn strict(body: &[u8], encoding: &'static Encoding) -> Option<String> {
    let (text, _, has_errors) = encoding.decode(body);
    if has_errors {
        let bad = text.matches('\u{FFFD}').count();
        if bad > 2 && bad * 1000 > text.chars().count() {
            return None;
        }
    }
    Some(text.into_owned())
}

fn header_charset(content_type: &str) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| pattern(r#"(?i)charset\s*=\s*["']?([\w.:-]+)"#));
    Encoding::for_label(CHARSET.captures(content_type)?.get(1)?.as_str().as_bytes())
}

/// The charset a meta tag among the first 1,024 bytes names. A tag that can be read at all is not in UTF-16, whatever it says.
fn meta_charset(body: &[u8]) -> Option<&'static Encoding> {
    static META: LazyLock<regex::bytes::Regex> = LazyLock::new(|| {
        regex::bytes::Regex::new(r#"(?i)<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)"#)
            .expect("the pattern is a constant")
    });
    let head = body.get(..1024).unwrap_or(body);
    let label = META.captures(head)?.get(1)?.as_bytes();
    Encoding::for_label(label).map(|encoding| if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

/// The words of a publisher's wall that answered in place of the page: its title or opening says nothing else, and the page is short.
fn wall(text: &str) -> Option<String> {
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?is)<(?:script|style|svg)\b.*?</(?:script|style|svg)\s*>|<!--.*?-->|<[^>]*>"));
    static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<(?:title|h1)\b[^>]*>(.*?)</"));
    static WALL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:error\s*)?403\W*)?(?:access (?:to this page (?:has been|is) )?denied|forbidden|attention required!.*|just a moment\W*|request (?:rejected|blocked|unsuccessful).*|you have been blocked|security check.*|pardon our interruption\W*|are you a (?:human|robot)\W*|(?:the )?access is denied)\W*$",
        )
    });
    static PERMISSION: LazyLock<RegexSet> = LazyLock::new(|| {
        RegexSet::new([
            r"(?i)you (?:don['’]?t|do not) have (?:permission|access)",
            r"(?i)\breference(?:\s|&#32;)*(?:id\s*:?|(?:#|&#35;))\s*[\da-f]",
            r"(?i)incapsula incident id|cloudflare ray id|\bray id\b|support id is",
            r"(?i)enable (?:javascript|js) and (?:cookies|disable)|checking (?:your browser|if the site connection)|verify (?:that )?you are (?:a )?human",
            r"(?i)errors\.edgesuite\.net|request (?:was|has been) (?:blocked|denied)",
        ])
        .expect("the patterns are constants")
    });
    static HINT: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let hints = [
            "denied",
            "forbidden",
            "attention required",
            "just a moment",
            "rejected",
            "blocked",
            "unsuccessful",
            "security check",
            "interruption",
            "are you a ",
        ];
        any_cased(&hints)
    });
    const LONGEST: usize = 64 * 1024;
    const LONGEST_PROSE: usize = 1500;
    if text.len() > LONGEST || !HINT.is_match(text) {
        return None;
    }
    let (mut lines, mut length) = (Vec::new(), 0);
    for line in TAG.split(text).flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()) {
        length += line.len();
        if length > LONGEST_PROSE {
            return None;
        }
        lines.push(line);
    }
    let titles = TITLE.captures_iter(text).filter_map(|captures| captures.get(1)).map(|title| title.as_str().trim());
    let words = titles.chain(lines.first().copied()).find(|line| WALL.is_match(line))?;
    let has_more = lines.iter().any(|line| PERMISSION.is_match(line)) || lines.iter().all(|line| WALL.is_match(line));
    has_more.then(|| words.chars().take(80).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capture(body: &[u8]) -> Capture {
        Capture {
            url: "https://example.org/1".to_owned(),
            captured_at: DateTime::UNIX_EPOCH,
            status: None,
            content_type: None,
            body: body.to_vec(),
        }
    }

    fn reason(capture: &Capture) -> Reason {
        capture.text().unwrap_err().reason
    }

    const WALL: &str = "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n \nYou don't have permission to access \"http&#58;&#47;&#47;x\" on this server.<P>\nReference&#32;&#35;18&#46;4\n</BODY>\n</HTML>\n";

    #[test]
    fn a_wall_is_a_reject_with_any_status() {
        for status in [None, Some(200), Some(403)] {
            assert_eq!(reason(&Capture { status, ..capture(WALL.as_bytes()) }), Reason::AccessDenied);
        }
        let challenge = "<title>Just a moment...</title><style>a{}</style><p>Enable JavaScript and cookies to continue</p>";
        assert_eq!(reason(&Capture { status: Some(503), ..capture(challenge.as_bytes()) }), Reason::AccessDenied);
    }

    #[test]
    fn a_story_about_denied_access_is_no_wall() {
        let story = "<title>Access Denied: How Gate Guards Train</title><h1>Access Denied: How Gate Guards Train</h1><p>You don't have permission, the guard said.</p>";
        assert!(capture(story.as_bytes()).text().is_ok());
    }

    #[test]
    fn an_error_status_is_a_reject() {
        assert_eq!(reason(&Capture { status: Some(404), ..capture(b"<p>Not here</p>") }), Reason::HttpStatus);
        assert_eq!(reason(&Capture { status: Some(500), ..capture(b"") }), Reason::HttpStatus);
    }

    #[test]
    fn nothing_is_empty_and_a_picture_is_binary() {
        assert_eq!(reason(&capture(b" \r\n\t ")), Reason::EmptyBody);
        assert_eq!(reason(&capture(b"%PDF-1.7 \xE2\xE3")), Reason::Binary);
        assert_eq!(reason(&capture(b"text\0text")), Reason::Binary);
        assert_eq!(reason(&capture(b"ab\x01\x02\x03\x04")), Reason::Binary);
    }

    #[test]
    fn the_charset_is_what_the_page_says() {
        let latin = Capture { content_type: Some("text/html; charset=ISO-8859-1".to_owned()), ..capture(b"caf\xE9 \x93x\x94") };
        assert_eq!(latin.text().unwrap(), "café “x”");
        assert_eq!(capture(b"<meta charset=windows-1252>caf\xE9").text().unwrap(), "<meta charset=windows-1252>café");
        assert_eq!(capture(b"\xFF\xFEa\0b\0").text().unwrap(), "ab");
        let shift_jis = Capture { content_type: Some("text/html; charset=shift_jis".to_owned()), ..capture(b"\x93\xFA\x96\x7B") };
        assert_eq!(shift_jis.text().unwrap(), "日本");
    }

    #[test]
    fn utf8_bytes_are_utf8_under_a_stale_declaration() {
        let stale = Capture { content_type: Some("text/html; charset=iso-8859-1".to_owned()), ..capture("Kyiv’s".as_bytes()) };
        assert_eq!(stale.text().unwrap(), "Kyiv’s");
    }

    #[test]
    fn an_undeclared_charset_is_guessed() {
        let text = capture(b"The caf\xE9 was \x93closed\x94, the mayor said, and na\xEFve visitors left.").text().unwrap();
        assert_eq!(text, "The café was “closed”, the mayor said, and naïve visitors left.");
    }

    #[test]
    fn bytes_that_are_not_their_charset_are_undecodable() {
        let body = [b"<meta charset=utf-8>".as_slice(), &b"\xC3\x28\xA0\xA1\xE2\x28\xA1".repeat(9)].concat();
        assert_eq!(reason(&capture(&body)), Reason::Undecodable);
    }

    #[test]
    fn a_digest_is_hex() {
        assert_eq!(&sha256_hex(b"")[..8], "e3b0c442");
    }
}
