//! `datapackage.json`: Data Package v2, each table as Parquet and, where there is one, as CSV, with its whole schema.

use anyhow::Result;
use serde_json::{Value, json};

use super::about::{self, About};
use super::draft::{Draft, File};
use super::{CSV, PARQUET};
use crate::stages::cells::LIST_DELIMITER;
use crate::stages::joins;
use crate::stages::tables::{Entry, EntryColumn};

/// The description of a release.
pub fn describe(about: &About<'_>, draft: &Draft, entries: &[Entry]) -> Result<Vec<u8>> {
    let has_csv = |table: &str| draft.tables(CSV).any(|(_, name)| name == table);
    let of =
        |media_type| draft.tables(media_type).filter_map(|(file, table)| Some((file, entries.iter().find(|entry| entry.name == table)?)));
    let csv = of(CSV).map(|(file, entry)| {
        let mut resource = resource(file, &entry.name, "csv", entry);
        resource["type"] = json!("table");
        resource["encoding"] = json!("utf-8");
        resource["dialect"] = json!({ "lineTerminator": "\r\n" });
        let keys: Vec<_> = joins::foreign_keys(entry, entries)
            .filter(|(_, table)| has_csv(table))
            .map(|(key, table)| json!({ "fields": [key], "reference": { "resource": table, "fields": [key] } }))
            .collect();
        if !keys.is_empty() {
            resource["schema"]["foreignKeys"] = Value::Array(keys);
        }
        resource
    });
    let parquet = of(PARQUET).map(|(file, entry)| resource(file, &format!("{}-parquet", entry.name), "parquet", entry));
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "drawdown",
        "title": about::TITLE,
        "description": about::DESCRIPTION,
        "version": about.version.trim_start_matches('v'),
        "created": format!("{}T00:00:00Z", about.as_of),
        "licenses": [{ "name": about::LICENCE, "path": about::LICENCE_URL, "title": "Apache License 2.0" }],
        "contributors": [{ "title": about::CREATOR, "roles": ["creator"] }],
        "sources": about.sources.iter().map(|site| json!({ "title": site.publisher, "path": format!("https://{}/", site.id_host) })).collect::<Vec<_>>(),
        "resources": csv.chain(parquet).collect::<Vec<_>>(),
    });
    if let Some(url) = about.url {
        package["homepage"] = json!(url);
    }
    super::shelf::json(&package)
}

fn resource(file: &File, name: &str, format: &str, entry: &Entry) -> Value {
    json!({
        "name": name,
        "path": file.path,
        "format": format,
        "mediatype": file.media_type,
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "description": entry.doc,
        "schema": {
            "fields": entry.columns.iter().map(|column| field(column, &entry.key, format)).collect::<Vec<_>>(),
            "primaryKey": entry.key,
            "missingValues": [""],
        },
    })
}

fn field(column: &EntryColumn, key: &[String], format: &str) -> Value {
    let kind = match column.kind {
        "int64" => "integer",
        "float64" => "number",
        "bool" => "boolean",
        "date" => "date",
        "datetime[us, UTC]" => "datetime",
        "list[text]" if format == "csv" => "list",
        "list[text]" => "array",
        _ => "string",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.doc });
    if kind == "list" {
        field["delimiter"] = json!(LIST_DELIMITER);
    }
    // An empty text or list is a missing value to the readers of this format.
    let is_required = !column.is_nullable && (!matches!(kind, "string" | "list" | "array") || key.contains(&column.name));
    if is_required {
        field["constraints"]["required"] = json!(true);
    }
    if !column.values.is_empty() {
        field["constraints"]["enum"] = column.values.iter().map(|(value, _)| json!(value)).collect();
    }
    field
}
