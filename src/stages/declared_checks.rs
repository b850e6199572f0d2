//! The checks that the declarations of the tables give: keys are unique, closed lists are kept. Nobody writes them down twice.

use std::path::PathBuf;

use super::engine::{sql_name, tables};
use super::query::{Query, Severity};
use crate::table::{Column, ColumnType, Table};

/// The checks, as if they stood in `pipelines/checks`.
#[must_use]
pub fn declared() -> Vec<Query> {
    vec![
        check("keys_unique", "No two rows of a table share its key", &tables().map(doubled_keys).collect::<Vec<_>>()),
        check("values_known", "Columns with a closed list of values hold no other", &tables().flat_map(unknown_values).collect::<Vec<_>>()),
        check("names_filled", "Keys and names are not empty text", &tables().flat_map(empty_keys).collect::<Vec<_>>()),
    ]
}

fn check(name: &str, title: &str, parts: &[String]) -> Query {
    Query {
        name: name.to_owned(),
        path: PathBuf::from(format!("declared/{name}.sql")),
        title: title.to_owned(),
        note: None,
        grain: Vec::new(),
        severity: Some(Severity::Error),
        columns: std::collections::BTreeMap::new(),
        sql: format!("{}\nORDER BY table_name, what", union(parts)),
    }
}

/// All rows of all parts. As a tree and not as a chain, because the engine's effort grows with the square of the depth.
fn union(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [part] => part.clone(),
        parts => {
            let (left, right) = parts.split_at(parts.len() / 2);
            format!("SELECT * FROM (\n{}\n) AS one\nUNION ALL\nSELECT * FROM (\n{}\n) AS other", union(left), union(right))
        }
    }
}

fn doubled_keys(table: &Table) -> String {
    let name = sql_name(table);
    let key = table.key.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let texts = table.key.iter().map(|column| format!("CAST(\"{column}\" AS VARCHAR)")).collect::<Vec<_>>().join(", ' ', ");
    format!(
        "SELECT '{name}' AS table_name, CONCAT({texts}) AS what, row_count\n\
         FROM (SELECT {key}, COUNT(*) AS row_count FROM {name} GROUP BY {key}) AS grouped\nWHERE row_count > 1"
    )
}

fn unknown_values(table: &Table) -> Vec<String> {
    let of = |column: &Column| {
        let (name, column_name) = (sql_name(table), column.name);
        let values = column.values.iter().map(|(value, _)| format!("'{value}'")).collect::<Vec<_>>().join(", ");
        format!(
            "SELECT '{name}' AS table_name, CONCAT('{column_name}: ', \"{column_name}\") AS what, COUNT(*) AS row_count\n\
             FROM {name}\nWHERE \"{column_name}\" IS NOT NULL AND \"{column_name}\" NOT IN ({values})\nGROUP BY \"{column_name}\""
        )
    };
    table.columns.iter().filter(|column| !column.values.is_empty()).map(of).collect()
}

fn empty_keys(table: &Table) -> Vec<String> {
    let is_asked = |column: &&Column| {
        let is_name = matches!(column.name, "name" | "recipient" | "publisher" | "title" | "surface");
        column.kind == ColumnType::Text && column.values.is_empty() && (is_name || table.key.contains(&column.name))
    };
    let of = |column: &Column| {
        let (name, column) = (sql_name(table), column.name);
        format!(
            "SELECT '{name}' AS table_name, '{column}' AS what, COUNT(*) AS row_count\nFROM {name}\nWHERE \"{column}\" = ''\nGROUP BY \"{column}\""
        )
    };
    table.columns.iter().filter(is_asked).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_with_a_key_is_asked_for_doubles() {
        let keys = &declared()[0];
        assert_eq!(keys.sql.matches("WHERE row_count > 1").count(), tables().count());
    }
}
