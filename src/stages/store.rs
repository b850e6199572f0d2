//! Rows to Parquet and back.
//!
//! Equal rows give equal bytes: no clock, no random name, no order but the table's own. A file is written under a temporary name and
//! renamed, so there is never half a file under a name that is read. The footer carries the table's name and description, the schema
//! the description of each column, the row groups the sort order. What lies at the border (aggregates, releases) has bloom filters on
//! its columns of ids.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use arrow::array::{Array as _, AsArray as _, RecordBatch};
use arrow::compute::{SortColumn, SortOptions, concat_batches, lexsort_to_indices, take_record_batch};
use arrow::datatypes::Schema;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;
use sha2::{Digest as _, Sha256};

use crate::table::{Layer, Row, Sink, Source, Table};

/// Rows in a row group, at most.
const ROW_GROUP: usize = 100_000;
/// Rows turned into columns at a time, so that a large table is not held twice.
const CHUNK: usize = 8_192;
/// Bytes of a text kept in statistics: enough to tell ids and dates apart, not enough to repeat a page.
const STATISTICS_BYTES: usize = 64;
/// How often a bloom filter may take an id that is not there for one that is.
const BLOOM_FALSE_POSITIVES: f64 = 0.01;
/// The extension of a file that is being written.
const TEMPORARY: &str = "tmp";

/// The folder of a table that is written in parts.
#[must_use]
pub fn table_folder(data: &Path, layer: Layer, table: &str) -> PathBuf {
    data.join(layer.folder()).join(table)
}

/// The file of one part of a table.
#[must_use]
pub fn part_path(data: &Path, layer: Layer, table: &str, part: &str) -> PathBuf {
    table_folder(data, layer, table).join(format!("{part}.parquet"))
}

/// The file of a table that is written whole.
#[must_use]
pub fn whole_path(data: &Path, layer: Layer, table: &str) -> PathBuf {
    data.join(layer.folder()).join(format!("{table}.parquet"))
}

/// Tables under a data folder: one part of each, or each whole. A [`Sink`] and a [`Source`].
#[derive(Debug)]
pub struct Store<'a> {
    data: &'a Path,
    part: Option<&'a str>,
    /// Table -> rows written.
    pub rows: BTreeMap<String, i64>,
    digest: Sha256,
}

impl<'a> Store<'a> {
    /// One part of each table: `<data>/<layer>/<table>/<part>.parquet`.
    #[must_use]
    pub fn part(data: &'a Path, part: &'a str) -> Self {
        Self { data, part: Some(part), rows: BTreeMap::new(), digest: Sha256::new() }
    }

    /// Each table in one file: `<data>/<layer>/<table>.parquet`.
    #[must_use]
    pub fn whole(data: &'a Path) -> Self {
        Self { data, part: None, rows: BTreeMap::new(), digest: Sha256::new() }
    }

    /// SHA-256 of the files written so far, in hex.
    #[must_use]
    pub fn digest(&self) -> String {
        format!("{:x}", self.digest.clone().finalize())
    }

    fn path(&self, table: &Table) -> PathBuf {
        match self.part {
            Some(part) => part_path(self.data, table.layer, table.name, part),
            None => whole_path(self.data, table.layer, table.name),
        }
    }
}

impl Sink for Store<'_> {
    fn take<R: Row>(&mut self, mut rows: Vec<R>) -> Result<()> {
        R::sort(&mut rows)?;
        let bytes = encode(&rows)?;
        self.digest.update(&bytes);
        *self.rows.entry(R::TABLE.name.to_owned()).or_default() += i64::try_from(rows.len())?;
        write_whole(&self.path(&R::TABLE), &bytes)
    }
}

impl Source for Store<'_> {
    fn give<R: Row>(&mut self) -> Result<Vec<R>> {
        read(&self.path(&R::TABLE))
    }
}

/// All parts of the tables of a layer, in the order of their names. A [`Source`].
#[derive(Debug)]
pub struct AllParts<'a> {
    data: &'a Path,
}

impl<'a> AllParts<'a> {
    /// The parts under a data folder.
    #[must_use]
    pub const fn new(data: &'a Path) -> Self {
        Self { data }
    }
}

impl Source for AllParts<'_> {
    fn give<R: Row>(&mut self) -> Result<Vec<R>> {
        let mut rows = Vec::new();
        for path in parts(self.data, &R::TABLE)? {
            rows.append(&mut read(&path)?);
        }
        Ok(rows)
    }
}

/// The files of a table that is written in parts, sorted by name.
pub fn parts(data: &Path, table: &Table) -> Result<Vec<PathBuf>> {
    let mut parts = stems(&table_folder(data, table.layer, table.name), "parquet")?;
    parts.sort();
    Ok(parts.iter().map(|part| part_path(data, table.layer, table.name, part)).collect())
}

/// The rows of a file.
pub fn read<R: Row>(path: &Path) -> Result<Vec<R>> {
    let context = || format!("read {}", path.display());
    let file = File::open(path).with_context(context)?;
    let batches = ParquetRecordBatchReaderBuilder::try_new(file).with_context(context)?.with_batch_size(CHUNK).build()?;
    let mut rows = Vec::new();
    for batch in batches {
        rows.append(&mut R::rows(&batch.with_context(context)?).with_context(context)?);
    }
    Ok(rows)
}

/// A file as one batch.
pub fn read_batch(path: &Path) -> Result<RecordBatch> {
    let context = || format!("read {}", path.display());
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).with_context(context)?).with_context(context)?;
    let schema = reader.schema().clone();
    let batches = reader.build()?.collect::<Result<Vec<_>, _>>().with_context(context)?;
    Ok(concat_batches(&schema, &batches)?)
}

/// The rows of several files as one batch, sorted by key. Files of one table: their schemas are the same.
pub fn read_sorted(paths: &[PathBuf], key: &[String]) -> Result<Option<RecordBatch>> {
    let batches = paths.iter().map(|path| read_batch(path)).collect::<Result<Vec<_>>>()?;
    let Some(first) = batches.first() else { return Ok(None) };
    let batch = concat_batches(&first.schema(), &batches)?;
    let options = Some(SortOptions { descending: false, nulls_first: true });
    let column = |name: &String| Some(SortColumn { values: batch.column_by_name(name)?.clone(), options });
    let columns: Vec<_> = key.iter().filter_map(column).collect();
    ensure!(columns.len() == key.len(), "{}: expected the columns {}", paths[0].display(), key.join(", "));
    if columns.is_empty() {
        return Ok(Some(batch));
    }
    Ok(Some(take_record_batch(&batch, &lexsort_to_indices(&columns, None)?)?))
}

/// Writes sorted rows to one file.
pub fn write<R: Row>(path: &Path, rows: &[R]) -> Result<()> {
    write_whole(path, &encode(rows)?)
}

fn encode<R: Row>(rows: &[R]) -> Result<Vec<u8>> {
    let table = R::TABLE;
    let schema = Arc::new(table.schema());
    let footer = Footer { name: table.name, doc: table.doc.trim(), key: table.key, more: &[] };
    let mut writer = ArrowWriter::try_new(Vec::new(), schema.clone(), Some(footer.properties(&schema)?.build()))?;
    for chunk in rows.chunks(CHUNK) {
        writer.write(&R::batch(chunk).with_context(|| format!("table {}", table.name))?)?;
    }
    Ok(writer.into_inner()?)
}

/// Writes a table that no row type declares; its rows must be sorted by `key`.
pub fn write_batch(path: &Path, name: &str, doc: &str, key: &[&str], batch: &RecordBatch) -> Result<()> {
    write_whole(path, &encode_batch(&Footer { name, doc, key, more: &[] }, batch)?)
}

/// The bytes of a file that holds `batch`, whose rows must be sorted by the key.
pub fn encode_batch(footer: &Footer<'_>, batch: &RecordBatch) -> Result<Vec<u8>> {
    let mut properties = footer.properties(&batch.schema())?;
    for (name, distinct) in ids(batch) {
        let column = ColumnPath::from(name);
        properties = properties.set_column_bloom_filter_fpp(column.clone(), BLOOM_FALSE_POSITIVES);
        properties = properties.set_column_bloom_filter_max_ndv(column, distinct);
    }
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties.build()))?;
    writer.write(batch)?;
    Ok(writer.into_inner()?)
}

/// The columns of ids that are not empty, each with the most distinct ids that a row group holds.
fn ids(batch: &RecordBatch) -> Vec<(String, u64)> {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns()).filter(|(field, _)| field.name().ends_with("_id"));
    let texts = columns.filter_map(|(field, column)| Some((field.name().clone(), column.as_string_opt::<i32>()?)));
    let counted = texts.map(|(name, texts)| {
        let starts = (0..texts.len()).step_by(ROW_GROUP);
        let groups = starts.map(|start| texts.slice(start, ROW_GROUP.min(texts.len() - start)));
        (name, groups.map(|group| group.iter().flatten().collect::<BTreeSet<_>>().len() as u64).max().unwrap_or(0))
    });
    counted.filter(|(_, distinct)| *distinct > 0).collect()
}

/// What the footer of a file says of its table.
#[derive(Debug, Clone, Copy)]
pub struct Footer<'a> {
    /// Its name.
    pub name: &'a str,
    /// What one row is.
    pub doc: &'a str,
    /// The columns it is sorted by.
    pub key: &'a [&'a str],
    /// Further keys and values.
    pub more: &'a [(&'a str, &'a str)],
}

impl Footer<'_> {
    fn properties(&self, schema: &Schema) -> Result<WriterPropertiesBuilder> {
        let key = self.key.join(", ");
        let about = [("table", self.name), ("description", self.doc), ("key", &key)];
        let about = about.iter().chain(self.more).map(|(key, value)| KeyValue::new(format!("drawdown.{key}"), (*value).to_owned()));
        let mut sorting = Vec::new();
        for key in self.key {
            let index = schema.index_of(key)?;
            sorting.push(SortingColumn { column_idx: i32::try_from(index)?, descending: false, nulls_first: true });
        }
        Ok(WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
            .set_created_by("drawdown".to_owned())
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_statistics_enabled(EnabledStatistics::Page)
            .set_statistics_truncate_length(Some(STATISTICS_BYTES))
            .set_column_index_truncate_length(Some(STATISTICS_BYTES))
            .set_sorting_columns(Some(sorting))
            .set_key_value_metadata(Some(about.collect())))
    }
}

/// Writes a file under a temporary name and renames it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("write {}", path.display());
    let folder = path.parent().with_context(context)?;
    fs::create_dir_all(folder).with_context(context)?;
    let temporary = folder.join(format!(".{}.{TEMPORARY}", path.file_name().with_context(context)?.to_string_lossy()));
    let mut file = File::create(&temporary).with_context(context)?;
    file.write_all(bytes).with_context(context)?;
    file.sync_data().with_context(context)?;
    fs::rename(&temporary, path).with_context(context)
}

/// Removes a file; it need not be there.
pub fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| format!("remove {}", path.display())),
        _ => Ok(()),
    }
}

/// Removes the temporary files that a killed run left in a folder.
pub fn sweep(folder: &Path) -> Result<()> {
    for name in names(folder)?.into_iter().filter(|name| is_temporary(name)) {
        remove(&folder.join(name))?;
    }
    Ok(())
}

/// The names, without it, of the files of a folder that have that extension; temporary files aside. No folder is an empty one.
pub fn stems(folder: &Path, extension: &str) -> Result<Vec<String>> {
    let stem = |name: &String| name.rsplit_once('.').filter(|(_, found)| *found == extension).map(|(stem, _)| stem.to_owned());
    Ok(names(folder)?.iter().filter(|name| !is_temporary(name)).filter_map(stem).collect())
}

fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.rsplit_once('.').is_some_and(|(_, extension)| extension == TEMPORARY)
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let context = || format!("read {}", folder.display());
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(context)?,
    };
    let name = |entry: std::io::Result<fs::DirEntry>| Ok(entry.with_context(context)?.file_name().to_string_lossy().into_owned());
    entries.map(name).collect()
}
