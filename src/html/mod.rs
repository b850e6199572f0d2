//! HTML to text and blocks; signals that no template owns (VIRIN, "Photo By").
//!
//! A page is parsed once and walked once for its landmarks (the classes and ids that the template families name), so that asking for
//! one costs nothing. [`flow`] walks a container into pieces of text, [`photos`] takes the photo blocks out of them, [`blocks`] makes
//! paragraphs of the rest. Nothing here knows a site.

pub mod blocks;
pub mod credit;
pub mod day;
pub mod effect;
pub mod flow;
pub mod head;
pub mod noise;
pub mod photos;
pub mod signature;
pub mod strip;

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use crate::reject::{Reason, Reject};
pub use head::Head;

/// A parsed page.
#[derive(Debug)]
pub struct Page {
    /// The address of the capture.
    pub url: String,
    /// The markup as parsed, scripts and comments cut; the page itself if it is plain text.
    pub source: String,
    /// Whether the page is plain text: no markup at all.
    pub is_text: bool,
    /// What the page says of itself.
    pub head: Head,
    tree: Html,
    marks: &'static Marks,
    found: Vec<Vec<NodeId>>,
}

impl Page {
    /// Parses stripped markup and notes where the landmarks are.
    #[must_use]
    pub fn parse(url: &str, source: String, marks: &'static Marks) -> Self {
        let tree = Html::parse_document(&source);
        let mut page = Self::bare(url, source, tree, marks);
        page.survey();
        page
    }

    /// A page that is plain text.
    #[must_use]
    pub fn text(url: &str, source: String, marks: &'static Marks) -> Self {
        Self { is_text: true, ..Self::bare(url, source, Html::new_document(), marks) }
    }

    fn bare(url: &str, source: String, tree: Html, marks: &'static Marks) -> Self {
        Self { url: url.to_owned(), source, is_text: false, head: Head::default(), tree, marks, found: vec![Vec::new(); marks.names.len()] }
    }

    fn survey(&mut self) {
        let mut head = Head::default();
        for node in self.tree.tree.root().descendants() {
            let Some(element) = ElementRef::wrap(node) else { continue };
            let value = element.value();
            match value.name() {
                "meta" => head.take_meta(value),
                "link" => head.take_link(value),
                "title" if head.title.is_none() => head.title = Some(text_of(element)).filter(|title| !title.is_empty()),
                "script" => head.take_data(&element.text().collect::<String>()),
                tag => self.marks.note(tag, &mut self.found, node.id()),
            }
            for (name, attribute) in &value.attrs {
                if matches!(&*name.local, "class" | "id") {
                    for token in attribute.split_ascii_whitespace() {
                        self.marks.note(token, &mut self.found, node.id());
                    }
                }
            }
        }
        self.head = head;
    }

    /// The elements with that mark, in document order.
    pub fn all(&self, mark: &str) -> impl Iterator<Item = ElementRef<'_>> {
        let nodes = self.marks.place(mark).and_then(|place| self.found.get(place)).map(Vec::as_slice).unwrap_or_default();
        nodes.iter().filter_map(|id| ElementRef::wrap(self.tree.tree.get(*id)?))
    }

    /// Whether any element has that mark.
    #[must_use]
    pub fn has(&self, mark: &str) -> bool {
        self.first(mark).is_some()
    }

    /// The first element with that mark.
    #[must_use]
    pub fn first(&self, mark: &str) -> Option<ElementRef<'_>> {
        self.all(mark).next()
    }

    /// The one element with that mark.
    pub fn one(&self, mark: &str) -> Result<ElementRef<'_>, Reject> {
        self.maybe_one(mark)?.ok_or_else(|| miscount(mark, 0, "1"))
    }

    /// The element with that mark, if there is one; more than one is a reject.
    pub fn maybe_one(&self, mark: &str) -> Result<Option<ElementRef<'_>>, Reject> {
        match self.all(mark).count() {
            0 | 1 => Ok(self.first(mark)),
            count => Err(miscount(mark, count, "at most 1")),
        }
    }

    /// The elements with that mark; none is a reject.
    pub fn some(&self, mark: &str) -> Result<Vec<ElementRef<'_>>, Reject> {
        let all: Vec<_> = self.all(mark).collect();
        if all.is_empty() { Err(miscount(mark, 0, "at least 1")) } else { Ok(all) }
    }

    /// The folded text of the first element with that mark that has any.
    #[must_use]
    pub fn words(&self, mark: &str) -> Option<String> {
        self.all(mark).map(text_of).find(|text| !text.is_empty())
    }

    /// The elements with that mark inside another element, in document order.
    pub fn within<'a>(&'a self, outer: ElementRef<'a>, mark: &str) -> impl Iterator<Item = ElementRef<'a>> {
        self.all(mark).filter(move |inner| is_inside(*inner, outer))
    }

    /// The title: the text of the first of these marks that has any, else what the head says. A page without any is a reject.
    pub fn title(&self, marks: &[&str]) -> Result<String, Reject> {
        let own = marks.iter().find_map(|mark| self.words(mark)).or_else(|| self.head.own_title());
        own.ok_or_else(|| Reject::new(Reason::Layout, format!("title: found none at the marks {marks:?} or in the head")))
    }

    /// The root element.
    #[must_use]
    pub fn root(&self) -> ElementRef<'_> {
        self.tree.root_element()
    }
}

/// Whether an element stands inside another.
#[must_use]
pub fn is_inside(inner: ElementRef<'_>, outer: ElementRef<'_>) -> bool {
    inner.ancestors().any(|ancestor| ancestor.id() == outer.id())
}

/// Whether an element has a class.
#[must_use]
pub fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element.value().classes().any(|found| found == class)
}

fn miscount(mark: &str, found: usize, expected: &str) -> Reject {
    Reject::new(Reason::Layout, format!("mark {mark:?}: found {found}, expected {expected}"))
}

/// The landmarks: classes, ids and tag names that template families ask for.
#[derive(Debug)]
pub struct Marks {
    names: Vec<&'static str>,
    /// Places in `names` by the length of the name; few names share one, so a token is told apart at once.
    by_length: Vec<Vec<usize>>,
}

impl Marks {
    /// Landmarks of these names.
    #[must_use]
    pub fn new(names: impl Iterator<Item = &'static str>) -> Self {
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names.dedup();
        let mut by_length = vec![Vec::new(); names.iter().map(|name| name.len() + 1).max().unwrap_or(0)];
        for (place, name) in names.iter().enumerate() {
            if let Some(places) = by_length.get_mut(name.len()) {
                places.push(place);
            }
        }
        Self { names, by_length }
    }

    fn place(&self, token: &str) -> Option<usize> {
        self.by_length.get(token.len())?.iter().copied().find(|place| self.names.get(*place).is_some_and(|name| *name == token))
    }

    fn note(&self, token: &str, found: &mut [Vec<NodeId>], node: NodeId) {
        if let Some(nodes) = self.place(token).and_then(|place| found.get_mut(place)) {
            nodes.push(node);
        }
    }
}

/// All the text below an element, white space folded; for short fields, not for bodies.
#[must_use]
pub fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for part in element.text() {
        fold_onto(&mut text, part);
    }
    text.truncate(text.trim_end().len());
    text
}

/// White space (no-break and zero-width spaces too) folded to single spaces, none at the ends.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(&mut folded, text);
    folded.truncate(folded.trim_end().len());
    folded
}

/// Appends text, folding white space over the seam; leaves a trailing space if the text has one.
pub(crate) fn fold_onto(folded: &mut String, text: &str) {
    let mut was_space = folded.is_empty() || folded.ends_with([' ', '\n']);
    let mut symbols = text.chars();
    loop {
        // Most of a text is words of plain letters: they go over in one piece.
        let rest = symbols.as_str();
        let plain = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
        if let Some((word, after)) = rest.split_at_checked(plain).filter(|(word, _)| !word.is_empty()) {
            folded.push_str(word);
            was_space = false;
            symbols = after.chars();
        }
        let Some(symbol) = symbols.next() else { return };
        match symbol {
            '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => {}
            symbol if symbol.is_whitespace() => {
                if !was_space {
                    folded.push(' ');
                }
                was_space = true;
            }
            symbol if symbol.is_control() => {}
            symbol => {
                folded.push(symbol);
                was_space = false;
            }
        }
    }
}
