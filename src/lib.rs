//! drawdown turns the news pages of defence departments into tables of security assistance, checkable to the sentence.
//!
//! The flow, stage by stage; stages speak through files only:
//!
//! 1. [`capture`]: a page as received.
//! 2. [`sources`]: a template family reads it ([`html`]) into [`records`]: articles, paragraphs, images, links, or a [`reject`].
//! 3. [`mentions`]: rules over sentences ([`text`], [`lookup`]) find amounts, dates, counts, names, quotations, and claims about packages.
//! 4. [`entities`]: across pages, claims become packages with items, evidence and conflicts; names become people, organizations, places and events.
//! 5. `stages`: the only place with files, threads and the network; fetches pages, runs the above, then the SQL aggregates and checks, and
//!    writes what people look at: the report, views for `DuckDB`, releases, what changed since the last one.
//!
//! Every table is declared once, with [`table!`]; see [`table`].

pub mod capture;
#[cfg(feature = "pipeline")]
pub mod cli;
pub mod entities;
pub mod html;
pub mod lookup;
pub mod mentions;
pub mod records;
pub mod reject;
pub mod sources;
#[cfg(feature = "pipeline")]
pub mod stages;
pub mod table;
pub mod text;
