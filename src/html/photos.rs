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
use crate::records::{BlockKind, Photo};

/// Takes the photo blocks out of the pieces; what is left are the lines of the text.
#[must_use]
pub fn take(pieces: Vec<Piece>, words: &CreditWords, captured: NaiveDate) -> (Vec<Line>, Vec<Photo>) {
    let figures = figures(&pieces);
    let mut taker = Taker { lines: Vec::new(), parts: Vec::new(), picture: None };
    let mut open: Option<(usize, Parts)> = None;
    for piece in pieces {
        let group = match &piece {
            Piece::Text(line) => line.group,
            Piece::Picture(picture) => picture.group,
        }
        .filter(|group| figures.get(group).copied().unwrap_or(false));
        if let Some((number, _)) = &open
            && Some(*number) != group
            && let Some((_, parts)) = open.take()
        {
            taker.parts.push(parts);
        }
        match (group, piece) {
            (Some(number), piece) => open.get_or_insert_with(|| (number, Parts::default())).1.add(piece, &mut taker.parts),
            (None, Piece::Text(line)) => taker.text(line),
            (None, Piece::Picture(picture)) => taker.picture = Some((taker.lines.len(), picture)),
        }
    }
    taker.parts.extend(open.map(|(_, parts)| parts));
    let photos: Vec<_> = taker.parts.into_iter().filter_map(|parts| parts.finish(words, captured)).collect();
    let lines = without_repeats(taker.lines, &photos);
    (lines, photos)
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
            Piece::Text(line) if Signature::of(&line.text).is_some() => {
                if let Some(group) = line.group {
                    figures.entry(group).or_insert(true);
                }
            }
            _ => {}
        }
    }
    figures
}

/// The texts of one photo, in order, before they are told apart.
#[derive(Debug, Default)]
struct Parts {
    picture: Option<Picture>,
    texts: Vec<Line>,
    credit: Option<String>,
    virin: Option<String>,
    is_label_open: bool,
    /// Whether the lines are known to be alternative text, title, caption by their place.
    is_bare: bool,
}

impl Parts {
    fn add(&mut self, piece: Piece, done: &mut Vec<Self>) {
        match piece {
            Piece::Picture(picture) => {
                if self.picture.is_some() && picture.alt.is_some() {
                    done.push(std::mem::replace(self, Self { picture: Some(picture), ..Self::default() }));
                } else {
                    self.picture.get_or_insert(picture);
                }
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

    /// Reads a signature; the text before it, or all of it if there is none, comes back.
    fn sign(&mut self, text: &str) -> Option<String> {
        if self.is_label_open && Signature::of(text).is_none() && !is_control(text) {
            self.is_label_open = false;
            self.credit = Some(text.to_owned());
            return None;
        }
        let Some(signature) = Signature::of(text) else { return Some(text.to_owned()) };
        self.is_label_open = signature.credit.as_deref() == Some("");
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

/// Lines and photos as they come, outside figures.
struct Taker {
    lines: Vec<Line>,
    parts: Vec<Parts>,
    /// The last picture, and how many lines stood before it.
    picture: Option<(usize, Picture)>,
}

impl Taker {
    fn text(&mut self, line: Line) {
        let is_open = self.parts.last().is_some_and(|parts| parts.is_bare && parts.texts.first().is_none_or(|first| first.chunk <= line.chunk));
        let Some(signature) = Signature::of(&line.text) else {
            let follows = is_open && self.is_behind_signature(&line);
            match self.parts.last_mut() {
                Some(last) if follows && last.is_label_open => {
                    last.sign(&line.text);
                }
                _ if follows && is_control(&line.text) => {}
                _ => self.lines.push(line),
            }
            return;
        };
        let goes_on = self.is_behind_signature(&line)
            && signature.before.is_empty()
            && self.parts.last().is_some_and(|last| (signature.virin.is_some() && last.virin.is_none()) || (signature.credit.is_some() && last.credit.is_none()));
        if !(is_open && goes_on) {
            let mut parts = Parts { is_bare: true, ..Parts::default() };
            self.take_back(&line, &mut parts);
            self.parts.push(parts);
        }
        if let Some(last) = self.parts.last_mut()
            && let Some(before) = last.sign(&line.text)
        {
            last.texts.push(Line { text: before, ..line });
        }
        self.lines.push(Line { kind: BlockKind::Body, text: String::new(), chunk: 0, group: None, is_link: false });
    }

    /// Whether nothing but the signature of a photo stands right before.
    fn is_behind_signature(&self, _line: &Line) -> bool {
        self.lines.last().is_some_and(|last| last.text.is_empty())
    }

    /// Takes alternative text, title and caption back from the lines before a signature.
    fn take_back(&mut self, signature: &Line, parts: &mut Parts) {
        let before_picture = self.picture.take().map(|(at, picture)| {
            parts.picture = Some(picture);
            at
        });
        let alt = parts.picture.as_ref().and_then(|picture| picture.alt.clone());
        let floor = before_picture.filter(|at| at + 4 >= self.lines.len()).unwrap_or_else(|| {
            parts.picture = None;
            0
        });
        let is_own = |line: &Line| !line.text.is_empty() && matches!(line.kind, BlockKind::Body | BlockKind::Heading);
        let start = self.lines.iter().rposition(|line| !is_own(line)).map_or(0, |at| at + 1).max(if parts.picture.is_some() { floor } else { 0 });
        let own = self.lines.get(start..).unwrap_or_default();
        let in_chunk = own.iter().rev().take_while(|line| line.chunk == signature.chunk).count();
        let count = if parts.picture.is_some() && floor > 0 || in_chunk > 0 {
            if in_chunk > 0 { in_chunk.min(3) } else { own.len().min(3) }
        } else {
            scattered(own, alt.as_deref())
        };
        let at = self.lines.len() - count.min(self.lines.len());
        parts.texts.extend(self.lines.drain(at..));
    }
}

/// How many of the last lines belong to a photo whose signature follows in a block of its own.
fn scattered(lines: &[Line], alt: Option<&str>) -> usize {
    match lines {
        [.., first, title, _] if is_title(&title.text) && (alt == Some(&first.text) || describes_a_picture(&first.text)) => 3,
        [.., title, _] if is_title(&title.text) || title.kind == BlockKind::Heading || alt == Some(&title.text) => 2,
        [.., _] => 1,
        [] => 0,
    }
}

/// A short line without a full stop.
fn is_title(text: &str) -> bool {
    text.chars().count() <= 80 && !text.ends_with(['.', '!', ':', ';', ',', '"', '”'])
}

/// An alternative text says what is to be seen and names nobody: hardly a capital within its sentences, no quotation.
fn describes_a_picture(text: &str) -> bool {
    if text.chars().count() > 300 || text.contains(['"', '“', '$']) {
        return false;
    }
    let mut is_start = true;
    let mut names = 0;
    for word in text.split(' ') {
        names += usize::from(!is_start && word.chars().next().is_some_and(char::is_uppercase));
        is_start = word.ends_with(['.', '!', '?']);
    }
    names <= 2 && text.ends_with('.')
}

/// The words of a control beside a photo.
fn is_control(text: &str) -> bool {
    static CONTROL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:\W|\b(?:download(?:\s+(?:image|photo|hi-?res|full(?:\s|-)?size|original))?|(?:photo|image)\s+details?|details?|share(?:\s+(?:image|photo|this))?|hi-?res(?:olution)?|(?:view|show|hide)\s+(?:larger|original|image|full)\s*(?:image|size)?|copy\s+link|print|email|read more)\b)+$",
        )
        .expect("the pattern is a constant")
    });
    CONTROL.is_match(text)
}

/// The signature of a photo within a line.
#[derive(Debug, PartialEq, Eq)]
struct Signature {
    before: String,
    credit: Option<String>,
    virin: Option<String>,
}

impl Signature {
    fn of(text: &str) -> Option<Self> {
        static CREDIT: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"(?i)\b(?:photo(?:graph)?|image)\s?(?:by|credit|courtesy(?: of)?)\s*:\s*").expect("the pattern is a constant"));
        static VIRIN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\bVIRIN\s*[:#]\s*").expect("the pattern is a constant"));
        if !text.contains(':') && !text.contains('#') {
            return None;
        }
        let (credit, virin) = (CREDIT.find(text), VIRIN.find(text));
        let start = [credit, virin].into_iter().flatten().map(|found| found.start()).min()?;
        let clean = |range: std::ops::Range<usize>| text.get(range).map(|part| part.trim_matches([' ', '|', '/', '·', ';']).to_owned());
        let credit_end = virin.filter(|virin| credit.is_some_and(|credit| virin.start() >= credit.end())).map_or(text.len(), |virin| virin.start());
        let virin_text = virin.map(|virin| {
            let rest = text.get(virin.end()..).unwrap_or_default();
            credit::virin(rest).unwrap_or_else(|| rest.split(' ').next().unwrap_or_default().to_owned())
        });
        Some(Self { before: clean(0..start)?, credit: credit.and_then(|credit| clean(credit.end()..credit_end)), virin: virin_text })
    }
}

/// A caption without the credit that ends it in parentheses.
fn split_caption(caption: &str, words: &CreditWords) -> (String, Option<Credit>) {
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*\(([^()]{0,200}\b(?:photo|photograph|image|graphic|illustration|courtesy|video)s?\b(?:[^()]|\([^()]{0,40}\)){0,200})\)\s*\.?\s*$")
            .expect("the pattern is a constant")
    });
    let Some(captures) = CREDIT.captures(caption) else { return (caption.to_owned(), None) };
    let start = captures.get(0).map_or(caption.len(), |found| found.start());
    let credit = captures.get(1).map(|inner| words.split_parenthesis(inner.as_str()));
    (caption.get(..start).unwrap_or_default().to_owned(), credit)
}

/// The lines without those that only repeat what a photo says, and without the marks of taken photos.
fn without_repeats(lines: Vec<Line>, photos: &[Photo]) -> Vec<Line> {
    let repeats = |line: &Line| {
        photos.iter().any(|photo| {
            let same = |part: &Option<String>| part.as_deref() == Some(line.text.as_str());
            same(&photo.alt_text) || same(&photo.caption)
        })
    };
    lines.into_iter().filter(|line| !line.text.is_empty() && !repeats(line)).collect()
}
