//! A release while it is made: its files, each noted for the manifest as it is written.

use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;

use crate::capture::sha256_hex;
use crate::stages::store;
use crate::stages::tables::Entry;

/// A file of a release.
#[derive(Debug, Clone, Serialize)]
pub struct File {
    /// Its place in the release.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its length.
    pub bytes: u64,
    /// Its digest, in hex.
    pub sha256: String,
    /// The table it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Rows of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<usize>,
    /// Digest of the names, types and key of its columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema_sha256: Option<String>,
}

/// The folder a release is made in.
#[derive(Debug)]
pub struct Draft {
    /// The folder.
    pub folder: PathBuf,
    /// The files so far.
    pub files: Vec<File>,
}

impl Draft {
    /// Writes a file.
    pub fn add(&mut self, path: &str, media_type: &'static str, bytes: &[u8]) -> Result<&mut File> {
        store::write_whole(&self.folder.join(path), bytes)?;
        let at = self.files.len();
        self.files.push(File {
            path: path.to_owned(),
            media_type,
            bytes: bytes.len() as u64,
            sha256: sha256_hex(bytes),
            table: None,
            rows: None,
            schema_sha256: None,
        });
        Ok(&mut self.files[at])
    }

    /// Writes a file that holds a table.
    pub fn add_table(&mut self, path: &str, media_type: &'static str, bytes: &[u8], entry: &Entry, rows: usize) -> Result<()> {
        let file = self.add(path, media_type, bytes)?;
        file.table = Some(entry.name.clone());
        file.rows = Some(rows);
        file.schema_sha256 = Some(schema_digest(entry));
        Ok(())
    }

    /// The files of that media type that hold tables.
    pub fn tables<'a>(&'a self, media_type: &'a str) -> impl Iterator<Item = (&'a File, &'a str)> {
        let of_type = self.files.iter().filter(move |file| file.media_type == media_type);
        of_type.filter_map(|file| Some((file, file.table.as_deref()?)))
    }
}

/// SHA-256, in hex, of the names, types and key of the columns of a table.
fn schema_digest(entry: &Entry) -> String {
    let columns = entry.columns.iter().map(|column| format!("{} {} {}\n", column.name, column.kind, column.is_nullable));
    sha256_hex(format!("{}key {}\n", columns.collect::<String>(), entry.key.join(",")).as_bytes())
}
