//! How tables join, from their keys: a column that is named as the key of another table leads to it.

use std::fmt::Write as _;

use super::tables::Entry;
use crate::table::Layer;

/// A way from one table to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join<'e> {
    /// The columns of this table.
    pub columns: Vec<&'e str>,
    /// The table they lead to.
    pub to: &'e Entry,
}

/// The joins of a table. A key of one column is also known by a longer name: `parent_package_id` leads to `packages`.
#[must_use]
pub fn of<'e>(entry: &'e Entry, all: &'e [Entry]) -> Vec<Join<'e>> {
    let targets = all.iter().filter(|other| other.name != entry.name && is_target(other));
    targets.flat_map(|to| ways(entry, to).into_iter().map(move |columns| Join { columns, to })).chain(to_itself(entry)).collect()
}

/// The columns of a table that are the key of another, where each value has its row there; and that table.
pub fn foreign_keys<'e>(entry: &'e Entry, all: &'e [Entry]) -> impl Iterator<Item = (&'e str, &'e str)> {
    let single = of(entry, all).into_iter().filter(|join| join.to.name != entry.name && join.columns == join.to.key);
    single.filter_map(|join| Some((*join.columns.first()?, join.to.name.as_str())))
}

/// Tables that others point to: those whose key is an id, the claims, and who a page means by its own id of a person.
fn is_target(entry: &Entry) -> bool {
    match entry.key.as_slice() {
        [key] => key.ends_with("_id") && matches!(entry.layer, Layer::Parsed | Layer::Entities),
        _ => matches!(entry.name.as_str(), "announcements" | "person_articles"),
    }
}

/// The columns that others name: the key, without the role that a person of a page has.
fn leading(entry: &Entry) -> &[String] {
    match entry.key.as_slice() {
        [leading @ .., role] if role == "role" => leading,
        key => key,
    }
}

fn ways<'e>(entry: &'e Entry, to: &'e Entry) -> Vec<Vec<&'e str>> {
    let names = entry.columns.iter().map(|column| column.name.as_str());
    match leading(to) {
        [key] => names.filter(|name| is_key(name, key)).map(|name| vec![name]).collect(),
        keys if keys.iter().all(|key| entry.columns.iter().any(|column| column.name == *key)) => {
            vec![keys.iter().map(String::as_str).collect()]
        }
        _ => Vec::new(),
    }
}

/// `page_person_id` is an id within one page: it leads to `person_articles`, and from there to `people`.
fn is_key(name: &str, key: &str) -> bool {
    name == key || (name.ends_with(&format!("_{key}")) && name != "page_person_id")
}

fn to_itself(entry: &Entry) -> Vec<Join<'_>> {
    let longer = |way: &Vec<&str>| entry.key.iter().all(|key| way[0] != key);
    let own = if is_target(entry) && entry.key.len() == 1 { ways(entry, entry) } else { Vec::new() };
    own.into_iter().filter(longer).map(|columns| Join { columns, to: entry }).collect()
}

/// A diagram in the language of mermaid: the tables of the entities and what they stand on. Every other table of the pages joins
/// `articles` by `article_id`, which would hide the rest.
#[must_use]
pub fn diagram(all: &[Entry]) -> String {
    let mut text = String::from("```mermaid\nerDiagram\n");
    for entry in all.iter().filter(|entry| matches!(entry.layer, Layer::Mentions | Layer::Entities)) {
        for join in of(entry, all).into_iter().filter(|join| entry.layer == Layer::Entities || join.to.name != "articles") {
            let _ = writeln!(text, "    {} ||--o{{ {} : \"{}\"", join.to.name, entry.name, join.columns.join(", "));
        }
    }
    text.push_str("```\n");
    text
}
