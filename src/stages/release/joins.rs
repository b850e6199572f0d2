//! How tables join, by one rule: a column named like the one-column key of another table points into it.

use crate::stages::tables::Entry;
use crate::table::Layer;

/// Ids that need not have a row: a company that only contracts name is no row of `organizations`.
const LOOSE: &[&str] = &["organization_id"];

/// A column that points at a row of another table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// The column.
    pub column: String,
    /// The table it points into, whose key has the same name.
    pub table: String,
}

/// The joins of a table into the entities and the articles.
pub fn of<'a>(entry: &'a Entry, entries: &'a [Entry]) -> impl Iterator<Item = Join> + 'a {
    let is_target = |target: &&Entry| matches!(target.layer, Layer::Parsed | Layer::Entities) && target.name != entry.name;
    let targets = entries.iter().filter(is_target).filter_map(|target| Some((target, one(&target.key)?)));
    targets.filter_map(|(target, key)| {
        let column = entry.columns.iter().find(|column| column.name == key && key.ends_with("_id") && !LOOSE.contains(&key))?;
        Some(Join { column: column.name.clone(), table: target.name.clone() })
    })
}

fn one(key: &[String]) -> Option<&str> {
    match key {
        [column] => Some(column),
        _ => None,
    }
}
