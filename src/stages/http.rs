//! The bytes of a page out of an HTTP message body: transfer and content encodings undone.
//!
//! Archivers often keep the headers of an encoding they have undone already; a body that is plainly not encoded is taken as it is.

use std::io::{self, BufRead, ErrorKind, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::raw::{Body, MAX_PAGE_BYTES};
use crate::reject::{Reason, Reject};

/// Undoes the encodings that the headers of `body` name, the last one first.
pub fn decode(body: Body) -> Result<Vec<u8>, Reject> {
    let mut bytes = body.bytes;
    let encodings = [body.transfer_encoding, body.content_encoding].into_iter().flatten();
    for encodings in encodings {
        for encoding in encodings.rsplit(',') {
            bytes = undo(bytes, encoding.trim())?;
        }
    }
    Ok(bytes)
}

fn undo(bytes: Vec<u8>, encoding: &str) -> Result<Vec<u8>, Reject> {
    // Without a body (a redirect, say) there is nothing to undo.
    if bytes.is_empty() {
        return Ok(bytes);
    }
    match encoding.to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(bytes),
        "chunked" => dechunk(bytes),
        "gzip" | "x-gzip" if !bytes.starts_with(&[0x1F, 0x8B]) => Ok(bytes),
        "gzip" | "x-gzip" => unpack(encoding, GzDecoder::new(bytes.as_slice())),
        // RFC 9110 says zlib; some servers send the bare stream.
        "deflate" if is_zlib(&bytes) => unpack(encoding, ZlibDecoder::new(bytes.as_slice())),
        "deflate" if is_text(&bytes) => Ok(bytes),
        "deflate" => unpack(encoding, DeflateDecoder::new(bytes.as_slice())),
        "br" => match unpack(encoding, brotli::Decompressor::new(bytes.as_slice(), 16 << 10)) {
            Err(_) if is_text(&bytes) => Ok(bytes),
            unpacked => unpacked,
        },
        _ => Err(Reject::new(Reason::Undecodable, format!("encoding {encoding:?}: expected chunked, gzip, deflate or br"))),
    }
}

/// A zlib header: method 8, and a check that makes the two bytes a multiple of 31.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31))
}

fn is_text(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    start.first().is_some_and(|first| *first == b'<' || first.is_ascii_alphanumeric()) && std::str::from_utf8(bytes).is_ok()
}

fn unpack(encoding: &str, packed: impl Read) -> Result<Vec<u8>, Reject> {
    let mut bytes = Vec::new();
    let read = packed.take(MAX_PAGE_BYTES + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > MAX_PAGE_BYTES {
        return Err(Reject::new(Reason::Undecodable, format!("{encoding}: more than {MAX_PAGE_BYTES} bytes")));
    }
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let reason = if error.kind() == ErrorKind::UnexpectedEof { Reason::Truncated } else { Reason::Undecodable };
            Err(Reject::new(reason, format!("{encoding}: {error}, after {} bytes", bytes.len())))
        }
    }
}

/// Joins the chunks of a chunked body; one that does not start with a chunk size was joined before.
fn dechunk(bytes: Vec<u8>) -> Result<Vec<u8>, Reject> {
    let mut rest = bytes.as_slice();
    let mut joined = Vec::with_capacity(bytes.len());
    loop {
        let Some(size) = chunk_size(&mut rest) else {
            let is_whole = joined.is_empty();
            return if is_whole { Ok(bytes) } else { Err(cut_short(joined.len())) };
        };
        if size == 0 {
            return Ok(joined);
        }
        let Some((chunk, behind)) = rest.split_at_checked(size) else { return Err(cut_short(joined.len() + rest.len())) };
        joined.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
    }
}

fn cut_short(length: usize) -> Reject {
    Reject::new(Reason::Truncated, format!("chunked: the body ends after {length} bytes, before its last chunk"))
}

/// Reads the line with a chunk's size; extensions behind a semicolon mean nothing here.
fn chunk_size(rest: &mut &[u8]) -> Option<usize> {
    let mut line = Vec::new();
    let limit = 1024;
    io::Read::take(&mut *rest, limit).read_until(b'\n', &mut line).ok()?;
    let digits = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    usize::from_str_radix(digits.split(';').next()?.trim(), 16).ok()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn body(transfer: &str, content: &str, bytes: &[u8]) -> Body {
        let header = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        Body { transfer_encoding: header(transfer), content_encoding: header(content), bytes: bytes.to_vec(), ..Body::default() }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn chunks_are_joined_before_the_content_is_unpacked() {
        let packed = gzip(b"<p>text</p>");
        let (first, second) = packed.split_at(5);
        let chunked = [b"5;x=y\r\n", first, format!("\r\n{:X}\r\n", second.len()).as_bytes(), second, b"\r\n0\r\n\r\n"].concat();
        assert_eq!(decode(body("chunked", "gzip", &chunked)).unwrap(), b"<p>text</p>");
    }

    #[test]
    fn zlib_and_bare_deflate_are_both_deflate() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"<p>text</p>").unwrap();
        let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        bare.write_all(b"<p>text</p>").unwrap();
        for packed in [zlib.finish().unwrap(), bare.finish().unwrap()] {
            assert_eq!(decode(body("", "deflate", &packed)).unwrap(), b"<p>text</p>");
        }
    }

    #[test]
    fn a_body_that_was_decoded_before_is_taken_as_it_is() {
        for (transfer, content) in [("chunked", ""), ("", "gzip"), ("", "br"), ("", "deflate"), ("chunked", "gzip")] {
            assert_eq!(decode(body(transfer, content, b"<p>text</p>")).unwrap(), b"<p>text</p>", "{transfer} {content}");
        }
    }

    #[test]
    fn a_body_that_ends_early_is_truncated() {
        let packed = gzip(&b"text ".repeat(1000));
        assert_eq!(decode(body("", "gzip", &packed[..packed.len() / 2])).unwrap_err().reason, Reason::Truncated);
        assert_eq!(decode(body("chunked", "", b"4\r\ntext\r\n9\r\nte")).unwrap_err().reason, Reason::Truncated);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_under_any_encoding_stop_the_reader(noise: Vec<u8>, text in "[0-9a-f]{0,3}\r\n[ -~]{0,40}") {
            for bytes in [&noise, text.as_bytes(), &[b"\x1F\x8B\x08\0", noise.as_slice()].concat(), &[b"\x78\x9C", noise.as_slice()].concat()] {
                for encoding in ["chunked", "gzip", "deflate", "br", "br, gzip"] {
                    let _ = decode(body("", encoding, bytes));
                }
            }
        }
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = gzip(&vec![0; usize::try_from(MAX_PAGE_BYTES).unwrap() + 1]);
        assert_eq!(decode(body("", "gzip", &bomb)).unwrap_err().reason, Reason::Undecodable);
    }

    #[test]
    fn an_unknown_encoding_is_undecodable() {
        assert_eq!(decode(body("", "zstd", b"text")).unwrap_err().reason, Reason::Undecodable);
    }
}
