//! Photo blocks, known by their text (`Photo By:`, `VIRIN:`) and not by their markup: in a figure, in a `div` or in bare lines.
//!
//! The order is the same everywhere: alternative text, title, caption, credit, VIRIN. What belongs to a photo is taken out of the
//! lines, so that none of it becomes a paragraph.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::credit::{self, Credit, CreditWords};
use super::day;
use super::flow::{Line, Picture, Piece};
use super::signature::{Signature, describes_a_picture, is_control, is_title};
use crate::records::{BlockKind, Photo};

/// Takes the photo blocks out of the pieces; what is left are the lines of the text.
#[must_use]
pub fn take(pieces: Vec<Piece>, words: &CreditWords, captured: NaiveDate) -> (Vec<Line>, Vec<Photo>) {
    let figures = figures(&pieces);
    let in_figure = |piece: &Piece| piece.group().filter(|group| figures.get(group) == Some(&true));
    let mut lines = Vec::with_capacity(pieces.len());
    let mut blocks = Vec::new();
    let mut rest = pieces.into_iter().peekable();
    while let Some(first) = rest.next() {
        let group = in_figure(&first);
        let mut run = vec![first];
        while let Some(next) = rest.next_if(|next| in_figure(next) == group) {
            run.push(next);
        }
        if group.is_some() {
            blocks.extend(figure(run));
        } else {
            lines.extend(bare(run, &mut blocks));
        }
    }
    let photos: Vec<_> = blocks.into_iter().filter_map(|block| block.finish(words, captured)).collect();
    (without_repeats(lines, &photos), photos)
}

/// The figures that hold a photo: those with a picture or a signature, and no table.
fn figures(pieces: &[Piece]) -> BTreeMap<usize, bool> {
    let mut figures = BTreeMap::new();
    for piece in pieces {
        match piece {
            Piece::Picture(Picture { group: Some(group), .. }) => {
                figures.entry(*group).or_insert(true);
            }
            Piece::Text(Line { group: Some(group), kind: BlockKind::TableRow, .. }) => {
                figures.insert(*group, false);
            }
            Piece::Text(Line { group: Some(group), text, .. }) if Signature::of(text).is_some() => {
                figures.entry(*group).or_insert(true);
            }
            _ => {}
        }
    }
    figures
}

/// The photos of one figure: a picture that brings its own alternative text begins the next one.
fn figure(pieces: Vec<Piece>) -> Vec<Parts> {
    let mut photos = vec![Parts::default()];
    for piece in pieces {
        let is_next =
            matches!(&piece, Piece::Picture(picture) if picture.alt.is_some()) && photos.last().is_some_and(|last| last.picture.is_some());
        if is_next {
            photos.push(Parts::default());
        }
        if let Some(last) = photos.last_mut() {
            last.add(piece);
        }
    }
    photos
}

/// Takes photo blocks out of pieces that stand in no figure: a signature, what belongs to it before it, and what ends it.
fn bare(pieces: Vec<Piece>, blocks: &mut Vec<Parts>) -> Vec<Line> {
    let mut rest = pieces;
    let mut lines = Vec::with_capacity(rest.len());
    while let Some(at) = rest.iter().position(|piece| piece.line().is_some_and(|line| Signature::of(&line.text).is_some())) {
        let (before, after) = rest.split_at(at);
        let start = at - start_of_block(before, after.first().and_then(Piece::line).map_or(0, |line| line.chunk));
        let mut probe = Parts::default();
        let mut behind = rest.split_off(start);
        let length = behind.iter().skip(at - start).take_while(|piece| probe.reads_on(piece)).count();
        let tail = behind.split_off(at - start + length);
        let mut block = Parts { is_bare: true, ..Parts::default() };
        for piece in behind {
            block.add(piece);
        }
        lines.extend(leave(std::mem::replace(&mut rest, tail), blocks));
        blocks.push(block);
    }
    lines.extend(leave(rest, blocks));
    lines
}

/// What stands between photo blocks: lines of the text, and pictures, of which those named by a VIRIN are photos.
fn leave(pieces: Vec<Piece>, blocks: &mut Vec<Parts>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Text(line) => lines.push(line),
            Piece::Picture(picture) if picture.src.as_deref().and_then(credit::virin_of_address).is_some() => {
                blocks.push(Parts { picture: Some(picture), ..Parts::default() });
            }
            Piece::Picture(_) => {}
        }
    }
    lines
}

/// How many of the last pieces belong to the photo whose signature follows in `chunk`.
fn start_of_block(before: &[Piece], chunk: usize) -> usize {
    let is_own = |piece: &&Piece| piece.line().is_some_and(|line| matches!(line.kind, BlockKind::Body | BlockKind::Heading));
    let own = before.iter().rev().take_while(is_own).count().min(3);
    let in_chunk = before.iter().rev().take(3).take_while(|piece| piece.line().is_some_and(|line| line.chunk == chunk)).count();
    let picture = |count: usize| before.iter().rev().nth(count).is_some_and(|piece| matches!(piece, Piece::Picture(_)));
    let count = if in_chunk > 0 {
        in_chunk
    } else if picture(own) {
        own
    } else {
        scattered(&before[before.len() - own..])
    };
    count + usize::from(picture(count))
}

/// How many of the last lines belong to a photo whose signature follows in a block of its own.
fn scattered(own: &[Piece]) -> usize {
    let lines: Vec<_> = own.iter().filter_map(Piece::line).collect();
    match lines.as_slice() {
        [.., first, title, _] if is_title(&title.text) && describes_a_picture(&first.text) => 3,
        [.., title, _] if is_title(&title.text) || title.kind == BlockKind::Heading => 2,
        lines => lines.len().min(1),
    }
}

/// The texts of one photo, in order, before they are told apart.
#[derive(Debug, Default)]
struct Parts {
    picture: Option<Picture>,
    texts: Vec<Line>,
    credit: Option<String>,
    virin: Option<String>,
    /// The label that waits for its value on the next line.
    label: Option<Label>,
    /// Whether it stood in no figure, so that alternative text can be a line of its own.
    is_bare: bool,
}

#[derive(Debug, Clone, Copy)]
enum Label {
    Credit,
    Virin,
}

impl Parts {
    fn add(&mut self, piece: Piece) {
        match piece {
            Piece::Picture(picture) => {
                self.picture.get_or_insert(picture);
            }
            Piece::Text(line) => {
                if let Some(rest) = self.sign(&line.text)
                    && !is_control(&rest)
                {
                    self.texts.push(Line { text: rest, ..line });
                }
            }
        }
    }

    /// Whether a piece behind the first signature still belongs to the photo; if it is signature, it is read.
    fn reads_on(&mut self, piece: &Piece) -> bool {
        let Some(line) = piece.line() else { return false };
        match Signature::of(&line.text) {
            Some(signature) => {
                let is_first = self.credit.is_none() && self.virin.is_none() && self.label.is_none();
                let is_new = signature.credit.is_none() || self.credit.is_none();
                let is_own = is_first || signature.before.is_empty() && is_new && (signature.virin.is_none() || self.virin.is_none());
                if is_own {
                    self.sign(&line.text);
                }
                is_own
            }
            None if self.label.is_some() && !is_control(&line.text) => self.sign(&line.text).is_none(),
            None => is_control(&line.text),
        }
    }

    /// Reads a signature; the text before it, or all of it if there is none, comes back.
    fn sign(&mut self, text: &str) -> Option<String> {
        let Some(signature) = Signature::of(text) else {
            return match self.label.take_if(|_| !is_control(text)) {
                Some(Label::Credit) => {
                    self.credit.get_or_insert(text.to_owned());
                    None
                }
                Some(Label::Virin) => {
                    self.virin.get_or_insert(text.to_owned());
                    None
                }
                None => Some(text.to_owned()),
            };
        };
        self.label = match (signature.credit.as_deref(), signature.virin.as_deref()) {
            (_, Some("")) => Some(Label::Virin),
            (Some(""), _) => Some(Label::Credit),
            _ => None,
        };
        if let Some(credit) = signature.credit.filter(|credit| !credit.is_empty()) {
            self.credit.get_or_insert(credit);
        }
        if let Some(virin) = signature.virin.filter(|virin| !virin.is_empty()) {
            self.virin.get_or_insert(virin);
        }
        Some(signature.before).filter(|before| !before.is_empty())
    }

    fn finish(self, words: &CreditWords, captured: NaiveDate) -> Option<Photo> {
        let Self { picture, mut texts, credit, virin, .. } = self;
        let (src, mut alt_text) = picture.map_or((None, None), |picture| (picture.src, picture.alt));
        if alt_text.is_some() && texts.len() > 1 {
            texts.retain(|line| Some(&line.text) != alt_text.as_ref());
        }
        if alt_text.is_none() && texts.len() > 2 && self.is_bare {
            alt_text = Some(texts.remove(0).text);
        }
        let has_title = texts.len() > 1 && texts.first().is_some_and(|line| line.kind == BlockKind::Heading || is_title(&line.text));
        let title = has_title.then(|| texts.remove(0).text);
        if alt_text.is_none() && texts.len() > 1 && self.is_bare && title.is_none() {
            alt_text = Some(texts.remove(0).text);
        }
        let caption = texts.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        let (caption, in_caption) = split_caption(&caption, words);
        let credit = credit.map(|credit| words.split(&credit)).or(in_caption).unwrap_or_default();
        let virin = virin.or_else(|| credit::virin_of_address(src.as_deref()?));
        let taken = virin.as_deref().and_then(|virin| credit::virin_day(virin, captured)).or_else(|| day::last(&caption));
        let caption = Some(caption).filter(|caption| !caption.is_empty());
        let is_photo = caption.is_some() || virin.is_some() || credit != Credit::default() || (alt_text.is_some() && src.is_some());
        let Credit { service, rank, photographer, organization } = credit;
        is_photo.then_some(Photo {
            virin,
            taken_date: taken,
            title,
            alt_text,
            caption,
            photographer,
            rank,
            service,
            credit_organization: organization,
            image_url: src,
        })
    }
}

/// A caption without the credit that ends it in parentheses.
fn split_caption(caption: &str, words: &CreditWords) -> (String, Option<Credit>) {
    static PHOTO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:photo|photograph|image|graphic|illustration|courtesy|video)s?(?-u:\b)")
            .expect("the pattern is a constant")
    });
    const LONGEST: usize = 250;
    let whole = caption.trim_end_matches(['.', ' ']);
    let mut depth = 0_i32;
    let open = whole.ends_with(')').then(|| {
        whole.char_indices().rev().find_map(|(at, symbol)| {
            depth += i32::from(symbol == ')') - i32::from(symbol == '(');
            (depth == 0).then_some(at)
        })
    });
    let credit = open.flatten().and_then(|open| Some((open, whole.get(open + 1..whole.len() - 1)?)));
    match credit {
        Some((open, inner)) if inner.len() <= LONGEST && PHOTO.is_match(inner) => {
            (whole.get(..open).unwrap_or_default().trim_end().to_owned(), Some(words.split_parenthesis(inner)))
        }
        _ => (caption.to_owned(), None),
    }
}

/// The lines without those that only repeat what a photo says.
fn without_repeats(lines: Vec<Line>, photos: &[Photo]) -> Vec<Line> {
    let repeats = |line: &Line| {
        photos.iter().any(|photo| {
            let same = |part: &Option<String>| part.as_deref() == Some(line.text.as_str());
            same(&photo.alt_text) || same(&photo.caption)
        })
    };
    lines.into_iter().filter(|line| !repeats(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::flow;

    const CAPTION: &str = "Soldiers load a howitzer near Kharkiv, Ukraine, Jan. 31, 2024.";
    const ALT: &str = "Two people in uniform stand beside a gun.";

    fn read(html: &str) -> (Vec<String>, Vec<Photo>) {
        let tree = scraper::Html::parse_document(html);
        let words = CreditWords::parse("name\nSgt.\n", "name\nArmy\n").unwrap();
        let captured = NaiveDate::from_ymd_opt(2024, 7, 3).unwrap();
        let (lines, photos) = take(flow::read(&[tree.root_element()], &[]).pieces, &words, captured);
        (lines.into_iter().map(|line| line.text).collect(), photos)
    }

    fn assert_whole(html: &str) {
        let (lines, photos) = read(html);
        assert_eq!(lines, ["The first paragraph of the story.", "The second paragraph, which follows."], "{html}");
        let [photo] = photos.as_slice() else { panic!("{html}: {photos:?}") };
        let fields = [&photo.title, &photo.alt_text, &photo.caption, &photo.photographer, &photo.virin, &photo.credit_organization];
        let expected = ["Gun Line", ALT, CAPTION, "Ida Quill", "240131-A-AB123-1001", "5th Brigade"];
        assert_eq!(fields.map(|field| field.as_deref().unwrap_or_default()), expected, "{html}");
        assert_eq!(photo.taken_date, NaiveDate::from_ymd_opt(2024, 1, 31), "{html}");
    }

    #[test]
    fn a_photo_is_read_in_any_markup() {
        let blocks = [
            format!(
                "<figure><img src=a.jpg alt='{ALT}'><figcaption><h3>Gun Line</h3><p>{CAPTION}</p><p><b>Photo By:</b> Army Sgt. Ida Quill, 5th Brigade</p><p>VIRIN: 240131-A-AB123-1001</p><a href=x>Download</a></figcaption></figure>"
            ),
            format!(
                "<div><img src=a.jpg alt='{ALT}'><div><p>Gun Line</p><p>{CAPTION}</p><div>Photo By: Army Sgt. Ida Quill, 5th Brigade</div><div>VIRIN: 240131-A-AB123-1001</div><div>Download Image</div></div></div>"
            ),
            format!("<p>{ALT}<br>Gun Line<br>{CAPTION}<br>Photo By: Army Sgt. Ida Quill, 5th Brigade<br>VIRIN: 240131-A-AB123-1001</p>"),
            format!(
                "<p>{ALT}</p><p>Gun Line</p><p>{CAPTION}</p><p>Photo By: Army Sgt. Ida Quill, 5th Brigade</p><p>VIRIN: 240131-A-AB123-1001</p>"
            ),
            format!(
                "<img src=a.jpg alt='{ALT}'><p>Gun Line</p><p>{CAPTION}</p><p>PHOTO BY: Army Sgt. Ida Quill, 5th Brigade VIRIN: 240131-A-AB123-1001</p>"
            ),
            format!(
                "<dl><dt>{ALT}</dt><dd>Gun Line</dd><dd>{CAPTION}</dd><dt>Photo By:</dt><dd>Army Sgt. Ida Quill, 5th Brigade</dd><dt>VIRIN:</dt><dd>240131-A-AB123-1001</dd></dl>"
            ),
        ];
        for block in blocks {
            assert_whole(&format!("<p>The first paragraph of the story.</p>{block}<p>The second paragraph, which follows.</p>"));
        }
    }

    #[test]
    fn two_photos_in_a_row_are_two() {
        let photo =
            |number: u8| format!("<p>Title {number}</p><p>{CAPTION}</p><p>Photo By: Ida Quill</p><p>VIRIN: 24013{number}-A-AB123-1001</p>");
        let (lines, photos) = read(&format!("<p>The text.</p>{}{}", photo(0), photo(1)));
        assert_eq!(lines, ["The text."]);
        let titles: Vec<_> = photos.iter().map(|photo| photo.title.as_deref()).collect();
        assert_eq!(titles, [Some("Title 0"), Some("Title 1")]);
    }

    #[test]
    fn a_caption_that_repeats_as_a_paragraph_is_no_paragraph() {
        let html = format!(
            "<figure><img src=a.jpg alt='{CAPTION}'><p>{CAPTION} (U.S. Army photo by Sgt. Ida Quill)</p></figure><p>{CAPTION}</p><p>Text.</p>"
        );
        let (lines, photos) = read(&html);
        assert_eq!(lines, ["Text."]);
        assert_eq!(photos[0].caption.as_deref(), Some(CAPTION));
    }

    #[test]
    fn a_figure_with_a_table_is_text() {
        let (lines, photos) = read("<figure><table><tr><td>Tanks</td><td>31</td></tr></table></figure>");
        assert_eq!((lines, photos), (vec!["Tanks\t31".to_owned()], Vec::new()));
    }

    #[test]
    fn a_sentence_on_photos_is_no_signature() {
        let (lines, photos) = read("<p>He showed a photo by his bed.</p><p>The VIRIN of a photo tells its day.</p>");
        assert_eq!((lines.len(), photos.len()), (2, 0));
    }
}
