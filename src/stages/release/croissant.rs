//! `croissant.json`: Croissant 1.1, which is also the release's schema.org `Dataset` in JSON-LD, as search engines for data read it.

use anyhow::Result;
use serde_json::{Value, json};

use super::PARQUET;
use super::about::{self, About};
use super::draft::Draft;
use crate::stages::joins;
use crate::stages::tables::{Entry, EntryColumn};

/// The description of a release.
pub fn describe(about: &About<'_>, draft: &Draft, entries: &[Entry]) -> Result<Vec<u8>> {
    let tables = || draft.tables(PARQUET).filter_map(|(file, table)| Some((file, entries.iter().find(|entry| entry.name == table)?)));
    let address = |path: &str| about.url.map_or_else(|| path.to_owned(), |url| format!("{}/{path}", url.trim_end_matches('/')));
    let files = draft.files.iter().map(|file| {
        json!({
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": file.path,
            "contentUrl": address(&file.path),
            "contentSize": format!("{} B", file.bytes),
            "encodingFormat": if file.media_type == PARQUET { "application/x-parquet" } else { file.media_type },
            "sha256": file.sha256,
        })
    });
    let sets = tables().map(|(file, entry)| {
        let id = |column: &str| json!({ "@id": format!("{}/{column}", entry.name) });
        let fields = entry.columns.iter().map(|column| field(&file.path, entry, column, entries));
        json!({
            "@type": "cr:RecordSet",
            "@id": entry.name,
            "name": entry.name,
            "description": entry.doc,
            "key": entry.key.iter().map(|column| id(column)).collect::<Vec<_>>(),
            "field": fields.collect::<Vec<_>>(),
        })
    });
    let mut dataset = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": "drawdown",
        "alternateName": about::TITLE,
        "description": about::DESCRIPTION,
        "license": about::LICENCE_URL,
        "version": about.version.trim_start_matches('v'),
        "datePublished": about.as_of.to_string(),
        "creator": { "@type": "sc:Organization", "name": about::CREATOR },
        "citeAs": about.citation(),
        "isAccessibleForFree": true,
        "keywords": ["security assistance", "military aid", "presidential drawdown authority", "defence news"],
        "distribution": files.collect::<Vec<_>>(),
        "recordSet": sets.collect::<Vec<_>>(),
    });
    if let Some(url) = about.url {
        dataset["url"] = json!(url);
    }
    super::shelf::json(&dataset)
}

fn field(path: &str, entry: &Entry, column: &EntryColumn, entries: &[Entry]) -> Value {
    let kind = match column.kind {
        "int64" => "sc:Integer",
        "float64" => "sc:Float",
        "bool" => "sc:Boolean",
        "date" => "sc:Date",
        "datetime[us, UTC]" => "sc:DateTime",
        _ => "sc:Text",
    };
    let mut field = json!({
        "@type": "cr:Field",
        "@id": format!("{}/{}", entry.name, column.name),
        "name": column.name,
        "description": column.doc,
        "dataType": kind,
        "source": { "fileObject": { "@id": path }, "extract": { "column": column.name } },
    });
    if column.kind == "list[text]" {
        field["isArray"] = json!(true);
        field["arrayShape"] = json!("-1");
    }
    if let Some((key, table)) = joins::foreign_keys(entry, entries).find(|(key, _)| *key == column.name) {
        field["references"] = json!({ "field": { "@id": format!("{table}/{key}") } });
    }
    field
}

/// The context that the standard gives.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "arrayShape": "cr:arrayShape",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "containedIn": "cr:containedIn",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "description": { "@container": "@language" },
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isArray": "cr:isArray",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "name": { "@container": "@language" },
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
