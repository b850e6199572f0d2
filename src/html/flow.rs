//! Walks a container once, in reading order, into pieces: lines of text and pictures.
//!
//! A block element, a blank line and a run of `<br>` end a block; a single `<br>` ends a line, and [`super::blocks::merge`] decides
//! whether the next line goes on with it. Struck-through words are withdrawn, so they are not text. Navigation, share widgets, forms
//! and what is hidden are no text either. The walk does not recurse: a page may nest as deep as it likes.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{ElementRef, Node};

use super::blocks::{self, RawLine};
use super::effect::{Effect, effect};
use super::noise::{is_centred, is_noise, link_role};
use super::{fold, fold_onto};
use crate::records::{BlockKind, LinkRole};

/// What a container holds.
#[derive(Debug, Default)]
pub struct Flow {
    /// Lines and pictures in reading order.
    pub pieces: Vec<Piece>,
    /// Address as written, text, role.
    pub links: Vec<(String, String, LinkRole)>,
}

/// A line of text or a picture.
#[derive(Debug)]
pub enum Piece {
    /// A block of text, or a line of one.
    Text(Line),
    /// A picture.
    Picture(Picture),
}

impl Piece {
    /// The line, if it is one.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        match self {
            Self::Text(line) => Some(line),
            Self::Picture(_) => None,
        }
    }

    /// The figure it stands in.
    #[must_use]
    pub fn group(&self) -> Option<usize> {
        match self {
            Self::Text(line) => line.group,
            Self::Picture(picture) => picture.group,
        }
    }
}

/// A block of text, or a line of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What kind of block its markup makes it.
    pub kind: BlockKind,
    /// Its text, white space folded, never empty.
    pub text: String,
    /// Lines that no block boundary parts share a chunk.
    pub chunk: usize,
    /// The figure it stands in.
    pub group: Option<usize>,
    /// Whether all of it is links.
    pub is_link: bool,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its address, as written.
    pub src: Option<String>,
    /// Its alternative text.
    pub alt: Option<String>,
    /// The figure it stands in.
    pub group: Option<usize>,
}

/// Walks the containers one after the other; nothing below a node in `skip` is read.
#[must_use]
pub fn read(roots: &[ElementRef<'_>], skip: &[NodeId]) -> Flow {
    let mut walker = Walker::default();
    for root in roots {
        walker.walk(*root, skip);
    }
    walker.flow
}

#[derive(Debug, Default)]
struct Walker {
    flow: Flow,
    frames: Vec<(Effect, bool)>,
    lines: Vec<RawLine>,
    line: RawLine,
    chunk: usize,
    groups: Vec<usize>,
    group_count: usize,
    tables: Vec<bool>,
    row: Option<Vec<String>>,
    anchor: Option<(String, String)>,
    bold: usize,
    centred: usize,
    heading: usize,
    item: usize,
    preformatted: usize,
}

impl Walker {
    fn walk(&mut self, root: ElementRef<'_>, skip: &[NodeId]) {
        let mut skipped: Option<NodeId> = None;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => match node.value() {
                    Node::Text(text) => self.text(text),
                    Node::Element(element) => {
                        let is_root = node.id() == root.id();
                        if !is_root && (skip.contains(&node.id()) || is_noise(element)) {
                            skipped = Some(node.id());
                        } else if let Some(element) = ElementRef::wrap(node) {
                            self.open(element);
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => match skipped {
                    Some(id) if id == node.id() => skipped = None,
                    None if node.value().is_element() => self.close(),
                    _ => {}
                },
                Edge::Open(_) => {}
            }
        }
        self.flush();
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            for (place, part) in text.split('\n').enumerate() {
                if place > 0 {
                    self.end_line();
                }
                self.append(part);
            }
        } else {
            self.append(text);
        }
    }

    fn append(&mut self, text: &str) {
        let before = self.line.text.len();
        fold_onto(&mut self.line.text, text);
        let added = self.line.text.len() - before;
        if self.bold > 0 {
            self.line.bold += added;
        }
        if let Some((_, words)) = &mut self.anchor {
            self.line.linked += added;
            words.push_str(text);
        }
    }

    fn open(&mut self, element: ElementRef<'_>) {
        let value = element.value();
        match value.name() {
            "br" => self.end_line(),
            "img" => self.picture(value),
            _ => {}
        }
        let effect = effect(element, &self.tables);
        let is_centred = is_centred(value);
        self.frames.push((effect, is_centred));
        if !matches!(effect, Effect::None | Effect::Bold | Effect::Anchor) {
            self.flush();
        }
        self.centred += usize::from(is_centred);
        match effect {
            Effect::Bold => self.bold += 1,
            Effect::Heading => self.heading += 1,
            Effect::Item => self.item += 1,
            Effect::Preformatted => self.preformatted += 1,
            Effect::Group => {
                self.group_count += 1;
                self.groups.push(self.group_count);
            }
            Effect::Anchor => self.anchor = Some((value.attr("href").unwrap_or_default().trim().to_owned(), String::new())),
            Effect::Table { is_data } => self.tables.push(is_data),
            Effect::Row => self.row = Some(Vec::new()),
            Effect::Cell => {
                if let Some(row) = &mut self.row {
                    row.push(String::new());
                }
            }
            Effect::None | Effect::Block => {}
        }
    }

    fn close(&mut self) {
        let Some((effect, is_centred)) = self.frames.pop() else { return };
        if !matches!(effect, Effect::None | Effect::Bold | Effect::Anchor) {
            self.flush();
        }
        self.centred -= usize::from(is_centred);
        match effect {
            Effect::Bold => self.bold -= 1,
            Effect::Heading => self.heading -= 1,
            Effect::Item => self.item -= 1,
            Effect::Preformatted => self.preformatted -= 1,
            Effect::Group => {
                self.groups.pop();
            }
            Effect::Anchor => self.link(),
            Effect::Table { .. } => {
                self.tables.pop();
            }
            Effect::Row => self.end_row(),
            Effect::None | Effect::Block | Effect::Cell => {}
        }
    }

    fn link(&mut self) {
        let Some((href, text)) = self.anchor.take() else { return };
        let text = fold(&text);
        if let Some(role) = link_role(&href, &text, LinkRole::Body) {
            self.flow.links.push((href, text, role));
        }
    }

    fn picture(&mut self, image: &Element) {
        let attribute = |name| image.attr(name).map(fold).filter(|value| !value.is_empty());
        let src = attribute("src").filter(|src| !src.starts_with("data:")).or_else(|| attribute("data-src"));
        let picture = Picture { src, alt: attribute("alt"), group: self.groups.last().copied() };
        self.flow.pieces.push(Piece::Picture(picture));
    }

    /// Ends a line; an empty one ends the block.
    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.text.truncate(line.text.trim_end().len());
        if line.text.is_empty() {
            self.flush_lines();
        } else {
            line.is_centred = self.centred > 0;
            self.lines.push(line);
        }
    }

    fn flush(&mut self) {
        if !self.line.text.is_empty() {
            self.end_line();
        }
        self.flush_lines();
    }

    fn flush_lines(&mut self) {
        if self.lines.is_empty() {
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        if let Some(cell) = self.row.as_mut().and_then(|row| row.last_mut()) {
            for line in lines {
                fold_onto(cell, " ");
                fold_onto(cell, &line.text);
            }
            return;
        }
        self.chunk += 1;
        for line in blocks::merge(lines) {
            let kind = match (self.heading > 0, self.item > 0) {
                (true, _) => BlockKind::Heading,
                (_, true) => BlockKind::ListItem,
                _ if line.is_heading() => BlockKind::Heading,
                _ => BlockKind::Body,
            };
            let is_link = line.linked > 0 && line.linked + 2 >= line.text.len();
            let group = self.groups.last().copied();
            self.flow.pieces.push(Piece::Text(Line { kind, text: line.text, chunk: self.chunk, group, is_link }));
        }
    }

    fn end_row(&mut self) {
        let Some(cells) = self.row.take() else { return };
        let cells: Vec<_> = cells.iter().map(|cell| cell.trim()).collect();
        let text = cells.join("\t");
        let text = text.trim_end();
        if !text.trim().is_empty() {
            self.chunk += 1;
            let group = self.groups.last().copied();
            let line = Line { kind: BlockKind::TableRow, text: text.to_owned(), chunk: self.chunk, group, is_link: false };
            self.flow.pieces.push(Piece::Text(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::Html;

    fn lines(html: &str) -> Vec<(BlockKind, String)> {
        let tree = Html::parse_document(html);
        let flow = read(&[tree.root_element()], &[]);
        let text = |piece| match piece {
            Piece::Text(line) => Some((line.kind, line.text)),
            Piece::Picture(_) => None,
        };
        flow.pieces.into_iter().filter_map(text).collect()
    }

    fn texts(html: &str) -> Vec<String> {
        lines(html).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn paragraphs_come_from_p_from_br_runs_and_from_neither() {
        for html in
            ["<p>One.</p><p>Two.</p>", "One.<br /><br />\nTwo.", "<div>One.<p>Two.", "One.<div>Two.</div>", "<p>One.<br>&nbsp;<br>Two.</p>"]
        {
            assert_eq!(texts(html), ["One.", "Two."], "{html}");
        }
    }

    #[test]
    fn no_break_spaces_are_folded() {
        assert_eq!(texts("<p>&nbsp;A&nbsp; b\u{200B}c\n d </p>"), ["A bc d"]);
    }

    #[test]
    fn struck_words_are_withdrawn_and_the_correction_stays() {
        assert_eq!(texts("<p>worth <s>$300 military</s> [$300 million] today</p>"), ["worth [$300 million] today"]);
    }

    #[test]
    fn tables_give_rows_and_layout_tables_do_not() {
        let data = "<table><tr><th>Item</th><th>Count</th></tr><tr><td><p>Tanks</p></td><td>31</td></tr></table>";
        assert_eq!(lines(data), [(BlockKind::TableRow, "Item\tCount".to_owned()), (BlockKind::TableRow, "Tanks\t31".to_owned())]);
        assert_eq!(lines("<table><tr><td>Text</td></tr></table>"), [(BlockKind::Body, "Text".to_owned())]);
    }

    #[test]
    fn lists_and_headings_keep_their_kind() {
        let html = "<h2>Head</h2><ul><li>One</li><li><p>Two</p></li></ul><p style='text-align: center;'><strong>NAVY</strong></p>";
        let kinds: Vec<_> = lines(html).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [BlockKind::Heading, BlockKind::ListItem, BlockKind::ListItem, BlockKind::Heading]);
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = format!("{}text{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(texts(&deep), ["text"]);
    }
}
