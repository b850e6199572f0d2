//! What elements do to the text in them: which end a block, which group a photo, which tables are data.

use scraper::{ElementRef, Node};

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// It is bold.
    Bold,
    /// It is a block.
    Block,
    /// It is a heading.
    Heading,
    /// It is an item of a list.
    Item,
    /// Its line ends count.
    Preformatted,
    /// It is one figure.
    Group,
    /// It is a link.
    Anchor,
    /// It is a table.
    Table {
        /// Whether its rows are data; else it is there for the layout.
        is_data: bool,
    },
    /// It is a row of data.
    Row,
    /// It is a cell of data.
    Cell,
}

/// What an element does to the text in it; `tables` tells of the tables around it whether they are data.
#[must_use]
pub fn effect(element: ElementRef<'_>, tables: &[bool]) -> Effect {
    let in_data = tables.last() == Some(&true);
    match element.value().name() {
        "b" | "strong" => Effect::Bold,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Heading,
        "li" => Effect::Item,
        "pre" => Effect::Preformatted,
        "figure" => Effect::Group,
        "a" if element.value().attr("href").is_some() => Effect::Anchor,
        "table" => Effect::Table { is_data: is_data_table(element) },
        "tr" if in_data => Effect::Row,
        "td" | "th" if in_data => Effect::Cell,
        "address" | "article" | "blockquote" | "caption" | "center" | "dd" | "details" | "div" | "dl" | "dt" | "fieldset"
        | "figcaption" | "hr" | "main" | "ol" | "p" | "section" | "summary" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" | "ul" => {
            if element.value().classes().any(|class| PHOTO_CLASSES.contains(&class)) {
                Effect::Group
            } else {
                Effect::Block
            }
        }
        _ => Effect::None,
    }
}

/// Containers of one photo with its text that are no `<figure>`.
const PHOTO_CLASSES: [&str; 4] = ["da_media_item", "wp-caption", "media-item", "photo-item"];

/// A table of data has rows of several short cells and no table in it; any other is there for the layout.
fn is_data_table(table: ElementRef<'_>) -> bool {
    const LONGEST_CELL: usize = 800;
    let (mut cells, mut most_cells, mut length) = (0, 0, 0);
    for node in table.descendants().skip(1) {
        match node.value() {
            Node::Element(element) => match element.name() {
                "table" => return false,
                "tr" => cells = 0,
                "td" | "th" => {
                    cells += 1;
                    most_cells = most_cells.max(cells);
                    length = 0;
                }
                _ => {}
            },
            Node::Text(text) => {
                length += text.trim().len();
                if length > LONGEST_CELL {
                    return false;
                }
            }
            _ => {}
        }
    }
    most_cells > 1
}
