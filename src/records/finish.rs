//! A draft becomes rows: the one place where `body_text` and the offsets into it are made.

use super::{Article, Block, DateBasis, Draft, Image, Link, LinkRole, Origin, PageKind, Paragraph, Parsed, Photo};
use crate::capture::Capture;
use crate::sources::address;

/// Turns a complete draft into rows. Here, and only here, the paragraphs become one text and get their offsets.
#[must_use]
pub fn finish(draft: Draft, capture: &Capture, origin: &Origin, layout: &str) -> Parsed {
    let article_id = &origin.article_id;
    let captured = capture.captured_at.date_naive();
    let (published_date, published_date_basis) = draft.published.unwrap_or((captured, DateBasis::Capture));
    let (body_text, paragraphs) = text(&draft.blocks, article_id);
    let article = Article {
        article_id: article_id.clone(),
        url: capture.url.clone(),
        canonical_url: draft.canonical_url.unwrap_or_else(|| capture.url.clone()),
        publisher: origin.publisher.clone(),
        source: origin.source.clone(),
        layout: layout.to_owned(),
        kind: draft.kind.unwrap_or(PageKind::Other),
        title: draft.title.unwrap_or_default(),
        subtitle: draft.subtitle,
        published_date,
        published_date_basis,
        dateline: draft.dateline,
        byline: draft.byline,
        is_historical_collection: draft.is_historical_collection,
        body_text,
        capture_sha256: capture.sha256(),
        captured_at: capture.captured_at,
    };
    Parsed {
        articles: vec![article],
        paragraphs,
        images: images(draft.photos, article_id, &capture.url),
        links: links(draft.links, article_id, &capture.url),
        ..Parsed::default()
    }
}

fn text(blocks: &[Block], article_id: &str) -> (String, Vec<Paragraph>) {
    const BLANK_LINE: &str = "\n\n";
    let mut body_text = String::with_capacity(blocks.iter().map(|block| block.text.len() + BLANK_LINE.len()).sum());
    let mut paragraphs = Vec::with_capacity(blocks.len());
    let mut end_char = 0;
    for (block, paragraph_no) in blocks.iter().zip(1..) {
        if !body_text.is_empty() {
            body_text.push_str(BLANK_LINE);
            end_char += 2;
        }
        let start_char = end_char;
        body_text.push_str(&block.text);
        end_char += i64::try_from(block.text.chars().count()).unwrap_or(i64::MAX);
        paragraphs.push(Paragraph { article_id: article_id.to_owned(), paragraph_no, kind: block.kind, start_char, end_char });
    }
    (body_text, paragraphs)
}

fn images(photos: Vec<Photo>, article_id: &str, base: &str) -> Vec<Image> {
    let image = |(photo, image_no): (Photo, i64)| Image {
        article_id: article_id.to_owned(),
        image_no,
        virin: photo.virin,
        taken_date: photo.taken_date,
        title: photo.title,
        alt_text: photo.alt_text,
        caption: photo.caption,
        photographer: photo.photographer,
        rank: photo.rank,
        service: photo.service,
        credit_organization: photo.credit_organization,
        image_url: photo.image_url.map(|url| address::absolute(base, &url)),
    };
    photos.into_iter().zip(1..).map(image).collect()
}

/// Rows of links, addresses made absolute.
#[must_use]
pub fn links(links: Vec<(String, String, LinkRole)>, article_id: &str, base: &str) -> Vec<Link> {
    let link = |((href, text, role), link_no): ((String, String, LinkRole), i64)| Link {
        article_id: article_id.to_owned(),
        link_no,
        href: address::absolute(base, &href),
        text,
        role,
    };
    links.into_iter().zip(1..).map(link).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::records::BlockKind;

    #[test]
    fn offsets_count_scalars_of_the_joined_text() {
        let block = |text: &str| Block { kind: BlockKind::Body, text: text.to_owned() };
        let capture = Capture {
            url: "https://a.example/1".to_owned(),
            captured_at: DateTime::UNIX_EPOCH,
            status: None,
            content_type: None,
            body: Vec::new(),
        };
        let draft = Draft { blocks: vec![block("“Kyiv”"), block("Two.")], ..Draft::default() };
        let parsed = finish(draft, &capture, &Origin::default(), "generic/x");
        let article = &parsed.articles[0];
        assert_eq!(article.body_text, "“Kyiv”\n\nTwo.");
        let spans: Vec<_> = parsed.paragraphs.iter().map(|row| (row.start_char, row.end_char)).collect();
        assert_eq!(spans, [(0, 6), (8, 12)]);
        assert_eq!((article.canonical_url.as_str(), article.published_date_basis), ("https://a.example/1", DateBasis::Capture));
    }
}
