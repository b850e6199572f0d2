//! Before the parse: scripts, styles, drawings and comments are cut from the markup, because a sixth of the parse goes to them and no
//! rule reads them; what structured data needs (`application/ld+json`) stays. The same scan sees whether the page breaks off.

use memchr::{memchr, memmem};

/// Markup without what no rule reads.
#[derive(Debug, PartialEq, Eq)]
pub struct Stripped {
    /// The markup that is left.
    pub html: String,
    /// Where and how the page breaks off, if it does.
    pub broken_off: Option<String>,
}

/// Elements whose whole content is no text of the page.
const CUT: [&str; 5] = ["script", "style", "svg", "noscript", "template"];
/// Elements that a whole page closes, because HTML demands it.
const CONTAINERS: [&str; 7] = ["div", "section", "article", "main", "table", "form", "ul"];

/// Cuts scripts, styles, drawings and comments.
#[must_use]
pub fn strip(source: &str) -> Stripped {
    let bytes = source.as_bytes();
    let mut html = String::with_capacity(source.len());
    let mut scan = Scan::default();
    let (mut kept, mut at) = (0, 0);
    while let Some(open) = memchr(b'<', bytes.get(at..).unwrap_or_default()).map(|offset| at + offset) {
        let rest = bytes.get(open..).unwrap_or_default();
        if rest.starts_with(b"<!--") {
            let Some(end) = memmem::find(rest.get(2..).unwrap_or_default(), b"-->") else {
                scan.broken_off = Some("inside a comment");
                break;
            };
            html.push_str(source.get(kept..open).unwrap_or_default());
            at = open + 2 + end + 3;
            kept = at;
            continue;
        }
        let (name, is_end) = tag_name(rest);
        if name.is_empty() {
            at = open + 1;
            continue;
        }
        let Some(tag_end) = end_of_tag(rest) else {
            scan.broken_off = Some("inside a tag");
            break;
        };
        at = open + tag_end;
        let tag = rest.get(..tag_end).unwrap_or_default();
        if !is_end && CUT.iter().any(|cut| name.eq_ignore_ascii_case(cut.as_bytes())) && !tag.ends_with(b"/>") {
            let Some(end) = end_of_element(bytes, at, name) else {
                scan.broken_off = Some("inside a script or style");
                break;
            };
            if !is_structured_data(tag) {
                html.push_str(source.get(kept..open).unwrap_or_default());
                kept = end;
            }
            at = end;
        } else {
            scan.count(name, is_end);
        }
    }
    html.push_str(source.get(kept..).unwrap_or_default());
    Stripped { html, broken_off: scan.verdict() }
}

/// What the scan has seen of the frame of the page.
#[derive(Debug, Default)]
struct Scan {
    is_document: bool,
    is_closed: bool,
    depth: [i32; CONTAINERS.len()],
    broken_off: Option<&'static str>,
}

impl Scan {
    fn count(&mut self, name: &[u8], is_end: bool) {
        if name.eq_ignore_ascii_case(b"html") || name.eq_ignore_ascii_case(b"body") {
            self.is_document = true;
            self.is_closed |= is_end;
        } else if let Some(place) = CONTAINERS.iter().position(|container| name.eq_ignore_ascii_case(container.as_bytes()))
            && let Some(depth) = self.depth.get_mut(place)
        {
            *depth += if is_end { -1 } else { 1 };
        }
    }

    /// A page may leave out `</body>` and `</html>`; one that leaves them out with containers open was cut off. A fragment was not.
    fn verdict(&self) -> Option<String> {
        if let Some(place) = self.broken_off {
            return (!self.is_closed).then(|| format!("the page ends {place}"));
        }
        let open: Vec<_> = CONTAINERS.iter().zip(self.depth).filter(|(_, depth)| *depth > 0).map(|(name, _)| *name).collect();
        (self.is_document && !self.is_closed && !open.is_empty()).then(|| format!("the page ends with open elements: {}", open.join(", ")))
    }
}

/// The name of the tag that starts here, and whether it is an end tag; empty if this is no tag.
fn tag_name(rest: &[u8]) -> (&[u8], bool) {
    let is_end = rest.get(1) == Some(&b'/');
    let name = rest.get(if is_end { 2 } else { 1 }..).unwrap_or_default();
    let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if name.first().is_some_and(u8::is_ascii_alphabetic) { (name.get(..length).unwrap_or_default(), is_end) } else { (&[], is_end) }
}

/// Bytes up to and with the `>` that ends the tag; a `>` within quotes does not. Quotes that never end do not hold the tag open.
fn end_of_tag(rest: &[u8]) -> Option<usize> {
    let first = memchr(b'>', rest)?;
    let inside = rest.get(..first)?;
    if !inside.iter().any(|byte| matches!(byte, b'"' | b'\'')) {
        return Some(first + 1);
    }
    let (mut place, mut previous) = (0, b' ');
    while let Some(&byte) = rest.get(place) {
        match byte {
            b'>' => return Some(place + 1),
            b'"' | b'\'' if previous == b'=' => place += 1 + memchr(byte, rest.get(place + 1..)?)?,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
        place += 1;
    }
    None
}

/// Where the element that opened before `from` ends: behind its end tag.
fn end_of_element(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        let open = at + memmem::find(bytes.get(at..)?, b"</")?;
        let tag = bytes.get(open + 2..)?;
        let is_same = tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_same && tag.get(name.len()).is_none_or(|next| !next.is_ascii_alphanumeric()) {
            return Some(open + memchr(b'>', bytes.get(open..)?)? + 1);
        }
        at = open + 2;
    }
}

fn is_structured_data(tag: &[u8]) -> bool {
    memmem::find(tag, b"ld+json").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(source: &str) -> String {
        strip(source).html
    }

    #[test]
    fn scripts_styles_and_comments_go_and_structured_data_stays() {
        assert_eq!(html("a<script>if (1 < 2) {'</p>'}</script>b<STYLE>x</STYLE >c<!-- <script> -->d"), "abcd");
        let data = r#"<script type="application/ld+json">{"a":"<b>"}</script>"#;
        assert_eq!(html(data), data);
        assert_eq!(html("<!--[if IE]><html><![endif]--><!--[if !IE]><!--><html><!--<![endif]-->"), "<html>");
        assert_eq!(html("a <svg><title>lock</title></svg>b"), "a b");
        assert_eq!(html("1 < 2 and 3 > 2"), "1 < 2 and 3 > 2");
        assert_eq!(html("<a title=\"5 > 4 <script>\">x</a>"), "<a title=\"5 > 4 <script>\">x</a>");
        assert_eq!(html("<svg/><p>it's</p>"), "<svg/><p>it's</p>");
    }

    #[test]
    fn a_page_that_breaks_off_is_seen() {
        for cut in [
            "<html><body><div><p>One. Two",
            "<html><body><p>One</p><a href=\"x",
            "<p>One</p><script>var a",
            "<div><!-- half",
            "<!doctype html><html><body><main><p>One</p>",
        ] {
            assert!(strip(cut).broken_off.is_some(), "{cut}");
        }
    }

    #[test]
    fn a_whole_page_without_optional_end_tags_is_whole() {
        for whole in [
            "<html><body><div><p>One</div>",
            "<div><p>One",
            "<p>One",
            "<html><body><div>One</body></html>",
            "<html><body><p>1 < 2</p>\n</body></html>\n<!-- archived",
            "plain text",
            "",
        ] {
            assert_eq!(strip(whole).broken_off, None, "{whole}");
        }
    }
}
