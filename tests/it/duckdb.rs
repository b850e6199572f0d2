//! Runs queries in `DuckDB`, over the same files, and compares row by row.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use arrow::array::RecordBatch;
use drawdown::stages::query::Query;
use drawdown::stages::{engine, store};
use drawdown::table::Layer;

/// Panics where a query gives other rows, or in another order, in `DuckDB` than by `run`. Returns how many rows agree.
/// `more`: tables beside those of the pipeline, with their files.
pub fn compare<'a>(
    data: &Path,
    more: &[(String, PathBuf)],
    queries: impl Iterator<Item = &'a Query>,
    mut run: impl FnMut(&Query) -> RecordBatch,
) -> usize {
    let mut tables: BTreeMap<String, PathBuf> = engine::tables().map(|table| (engine::sql_name(table), files(data, table))).collect();
    tables.extend(more.iter().cloned());
    let mut tasks = Vec::new();
    let mut rows = 0;
    for query in queries {
        let batch = run(query);
        rows += batch.num_rows();
        let file = data.join("ours").join(format!("{}.parquet", query.name));
        store::write_batch(&file, &query.name, &query.title, &[], &batch).unwrap();
        tasks.push(serde_json::json!({ "name": query.name, "sql": query.sql, "file": file }));
    }
    let said = ask(data, &serde_json::json!({ "tables": tables, "queries": tasks }));
    assert_eq!(said, Ok(format!("{} queries compared, 0 differ\n", tasks.len())));
    rows
}

/// What the comparison says, and whether it found all equal.
pub fn ask(data: &Path, task: &serde_json::Value) -> Result<String, String> {
    let file = data.join("task.json");
    std::fs::write(&file, task.to_string()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join(".venv/bin/python");
    assert!(python.exists(), ".venv/bin/python is missing; `make test` makes it: it holds DuckDB, the second engine of this test");
    let output = Command::new(python).arg(root.join("tests/duckdb_compare.py")).arg(&file).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() { Ok(said) } else { Err(said) }
}

fn files(data: &Path, table: &drawdown::table::Table) -> PathBuf {
    match table.layer {
        Layer::Parsed | Layer::Mentions => store::table_folder(data, table.layer, table.name).join("*.parquet"),
        Layer::Entities | Layer::Aggregates | Layer::Checks => store::whole_path(data, table.layer, table.name),
    }
}

#[test]
fn a_cell_that_differs_is_named() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("one.parquet");
    let batch = RecordBatch::try_from_iter([("figure", std::sync::Arc::new(arrow::array::Int64Array::from(vec![1, 2])) as _)]).unwrap();
    store::write_batch(&file, "one", "Figures", &[], &batch).unwrap();
    let task = |sql: &str| serde_json::json!({ "tables": {}, "queries": [{ "name": "one", "sql": sql, "file": file }] });
    let said = |sql: &str| ask(data.path(), &task(sql));
    assert!(said("SELECT 1 AS figure UNION ALL SELECT 2 ORDER BY figure").is_ok());
    assert!(
        said("SELECT 1 AS figure UNION ALL SELECT 3 ORDER BY figure").unwrap_err().starts_with("one: row 2, figure: 2 but DuckDB gives 3")
    );
    assert!(said("SELECT 1 AS figure").unwrap_err().starts_with("one: 2 rows but DuckDB gives 1"));
    assert!(said("SELECT 1.0 AS figure UNION ALL SELECT 2.0").is_err());
}
