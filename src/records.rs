//! The parsed tables, which every template family fills.
//!
//! A family reads a page into a [`Draft`]: fields and blocks in reading order, no offsets. [`finish`] turns the draft into rows; it
//! alone makes `body_text` and the offsets into it.

mod finish;

use chrono::{DateTime, NaiveDate, Utc};

pub use finish::{finish, links};

use crate::{row_set, table, vocabulary};

vocabulary! {
    /// What kind of page it is.
    pub enum PageKind {
        /// An announcement or statement of the publisher.
        Release = "release",
        /// A news story or commentary.
        Story = "story",
        /// A daily list of contract awards.
        Contracts = "contracts",
        /// A briefing or an interview, speaker by speaker.
        Transcript = "transcript",
        /// A speech or remarks by one speaker.
        Speech = "speech",
        /// A notice of what is to come.
        Advisory = "advisory",
        /// A list of facts on one subject.
        FactSheet = "fact_sheet",
        /// A person's life and posts.
        Biography = "biography",
        /// A signed direction or delegation of authority.
        Memorandum = "memorandum",
        /// A page whose subject is a photo.
        Photo = "photo",
        /// A page that only leads to others; ignored by name, its links kept.
        Listing = "listing",
        /// A page that is none of these.
        Other = "other",
    }
}

vocabulary! {
    /// What the publication date was read from.
    pub enum DateBasis {
        /// The page's own date element.
        DateLine = "date_line",
        /// The title, as on contract pages.
        Title = "title",
        /// A meta tag or JSON-LD.
        Metadata = "metadata",
        /// The dateline or another date at the start or end of the text.
        Text = "text",
        /// The address of the page.
        Url = "url",
        /// The latest photo on the page, because the page carries no date.
        LatestPhoto = "latest_photo",
        /// The day of the capture, because the page carries no date and no photo.
        Capture = "capture",
    }
}

vocabulary! {
    /// What kind of block a paragraph is.
    pub enum BlockKind {
        /// Running text.
        Body = "body",
        /// A heading inside the body.
        Heading = "heading",
        /// An item of a list, without its bullet.
        ListItem = "list_item",
        /// A row of a table, cells joined by tabs.
        TableRow = "table_row",
    }
}

vocabulary! {
    /// Where on the page a link stands.
    pub enum LinkRole {
        /// In the text.
        Body = "body",
        /// Among related stories or the entries of a listing.
        Related = "related",
        /// A tag.
        Tag = "tag",
        /// A file to download.
        Download = "download",
    }
}

vocabulary! {
    /// What became of a capture.
    pub enum Outcome {
        /// Read as an article.
        Article = "article",
        /// Ignored by name (a listing); its links are kept.
        Ignored = "ignored",
        /// Could not be read: see `rejects`.
        Rejected = "rejected",
        /// A newer capture of the same article was read.
        Superseded = "superseded",
        /// A WARC record that is no page (request, metadata, revisit, ...).
        Skipped = "skipped",
    }
}

table! {
    /// One row per article: a page that was read.
    pub struct Article = Parsed.articles, key(article_id) {
        /// The publisher's own id under its host (`defense.gov/3825707`), else the host and a digest of the address.
        article_id: String,
        /// The address of the capture.
        url: String,
        /// The address the page calls its own, else `url`.
        canonical_url: String,
        /// Who publishes the page.
        publisher: String,
        /// The name of the file in `pipelines/sources` that describes the site.
        source: String,
        /// The layout that read the page: template family and version.
        layout: String,
        /// What kind of page it is.
        kind: PageKind,
        /// The title, without the site's name.
        title: String,
        /// The line under the title.
        subtitle: Option<String>,
        /// The day of publication.
        published_date: NaiveDate,
        /// What the day was read from.
        published_date_basis: DateBasis,
        /// The place (and service mark) that opens the text, as written: `WASHINGTON`, `RAMSTEIN AIR BASE, Germany (AFNS)`.
        dateline: Option<String>,
        /// Who wrote it, as written, without "By".
        byline: Option<String>,
        /// Whether the page says that it belongs to a historical collection.
        is_historical_collection: bool,
        /// The text: paragraphs joined by a blank line. All offsets count its Unicode scalars.
        body_text: String,
        /// SHA-256 of the bytes of the page, in hex.
        capture_sha256: String,
        /// When the page was captured.
        captured_at: DateTime<Utc>,
    }
}

table! {
    /// One row per block of an article.
    pub struct Paragraph = Parsed.paragraphs, key(article_id, paragraph_no) {
        /// The article.
        article_id: String,
        /// Its place in the article, from 1.
        paragraph_no: i64,
        /// What kind of block it is.
        kind: BlockKind,
        /// Where it starts in `body_text`, in Unicode scalars.
        start_char: i64,
        /// Where it ends.
        end_char: i64,
    }
}

table! {
    /// One row per photo on a page.
    pub struct Image = Parsed.images, key(article_id, image_no) {
        /// The article.
        article_id: String,
        /// Its place on the page, from 1.
        image_no: i64,
        /// The visual information record identification number, as written.
        virin: Option<String>,
        /// The day it was taken: from the VIRIN, else from the caption.
        taken_date: Option<NaiveDate>,
        /// Its title.
        title: Option<String>,
        /// The alternative text.
        alt_text: Option<String>,
        /// The caption without its credit.
        caption: Option<String>,
        /// Who took it, without rank and service.
        photographer: Option<String>,
        /// The photographer's rank, as written.
        rank: Option<String>,
        /// The photographer's service, as written.
        service: Option<String>,
        /// The organization of the credit, as written.
        credit_organization: Option<String>,
        /// Where the picture is.
        image_url: Option<String>,
    }
}

table! {
    /// One row per link on a page, navigation aside.
    pub struct Link = Parsed.links, key(article_id, link_no) {
        /// The article, or the listing.
        article_id: String,
        /// Its place on the page, from 1.
        link_no: i64,
        /// The address, made absolute.
        href: String,
        /// Its text.
        text: String,
        /// Where on the page it stands.
        role: LinkRole,
    }
}

table! {
    /// One row per capture: what became of every page that came in.
    pub struct CaptureRecord = Parsed.captures, key(shard, record_no) {
        /// The shard the capture stands in.
        shard: String,
        /// Its place in the shard, from 1.
        record_no: i64,
        /// Its address; empty for a WARC record without one.
        url: String,
        /// When it was captured.
        captured_at: Option<DateTime<Utc>>,
        /// SHA-256 of the bytes of the page, in hex.
        capture_sha256: Option<String>,
        /// Bytes of the page, after transfer and content decoding.
        length_bytes: i64,
        /// What became of it.
        outcome: Outcome,
        /// The article it was read as, or would have been.
        article_id: Option<String>,
        /// Why, where it did not become an article.
        detail: Option<String>,
        /// The HTTP status, where the raw form keeps it.
        status: Option<i64>,
        /// The title it was read with, if as an article; kept when a newer capture supersedes it.
        title: Option<String>,
        /// The day of publication it was read with.
        published_date: Option<NaiveDate>,
        /// Unicode scalars of the text it was read with.
        body_chars: Option<i64>,
        /// SHA-256 of that text, in hex.
        body_sha256: Option<String>,
    }
}

row_set! {
    /// What reading one page, or many, gives.
    pub struct Parsed {
        articles: Article,
        paragraphs: Paragraph,
        images: Image,
        links: Link,
        captures: CaptureRecord,
        rejects: crate::reject::RejectRow,
    }
}

/// A block in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What kind of block it is.
    pub kind: BlockKind,
    /// Its text, white space folded, never empty.
    pub text: String,
}

/// A photo as a family reads it; the fields are those of [`Image`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `Image`")]
pub struct Photo {
    pub virin: Option<String>,
    pub taken_date: Option<NaiveDate>,
    pub title: Option<String>,
    pub alt_text: Option<String>,
    pub caption: Option<String>,
    pub photographer: Option<String>,
    pub rank: Option<String>,
    pub service: Option<String>,
    pub credit_organization: Option<String>,
    pub image_url: Option<String>,
}

/// A page as a family reads it, before it becomes rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `Article`")]
pub struct Draft {
    pub canonical_url: Option<String>,
    pub kind: Option<PageKind>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub published: Option<(NaiveDate, DateBasis)>,
    pub dateline: Option<String>,
    pub byline: Option<String>,
    pub is_historical_collection: bool,
    pub blocks: Vec<Block>,
    pub photos: Vec<Photo>,
    /// Address as written, text, role.
    pub links: Vec<(String, String, LinkRole)>,
}

/// Whose page it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The id of the article.
    pub article_id: String,
    /// Who publishes it.
    pub publisher: String,
    /// The site file that describes the site.
    pub source: String,
}
