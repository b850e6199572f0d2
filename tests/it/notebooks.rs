//! The notebooks, executed over the tables of the sample: they run, draw what the README shows, and leave the tables alone.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Write as _, stderr};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::sample;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The interpreter that has what the notebooks import.
fn python() -> PathBuf {
    let python = root().join(".venv-notebooks/bin/python");
    assert!(python.exists(), ".venv-notebooks/bin/python is missing; `make test` makes it: it executes the notebooks");
    python
}

/// Executes notebooks over `data`; everything they write goes to `out`.
fn execute(data: &Path, out: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(python());
    command.arg(root().join("notebooks/execute.py")).arg("--data").arg(data).current_dir(root());
    command.arg("--pictures").arg(out.join("pictures")).arg("--executed").arg(out.join("executed"));
    command.args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Names of the files of `folder` that end in `extension`.
fn names(folder: &Path, extension: &str) -> BTreeSet<String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    files.filter(|name| name.ends_with(extension)).collect()
}

fn code_cells(notebook: &Path) -> Vec<Value> {
    let notebook: Value = serde_json::from_slice(&fs::read(notebook).unwrap()).unwrap();
    notebook["cells"].as_array().unwrap().iter().filter(|cell| cell["cell_type"] == "code").cloned().collect()
}

/// The first block of README.md that is written in `language`.
fn readme_block(language: &str) -> String {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

/// A folder in which `data` is the sample's tables and `notebooks` ours, as in a clone after `make pipeline`.
fn checkout() -> tempfile::TempDir {
    let checkout = tempfile::tempdir().unwrap();
    for (target, name) in [(sample::data(), "data"), (&root().join("notebooks"), "notebooks")] {
        std::os::unix::fs::symlink(target, checkout.path().join(name)).unwrap();
    }
    checkout
}

#[test]
fn python_notebooks_draw_their_pictures_and_leave_the_tables_alone() {
    let (data, out) = (sample::data(), tempfile::tempdir().unwrap());
    let before = sample::everything(data);
    let output = execute(data, out.path(), &["--no-r"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(before == sample::everything(data), "a notebook wrote into the data folder");

    let pictures = out.path().join("pictures");
    assert_eq!(
        names(&pictures, ""),
        names(&root().join("notebooks/pictures"), ".svg"),
        "pictures made, pictures kept: run `make notebooks`"
    );
    for name in names(&pictures, "") {
        let picture = fs::read_to_string(pictures.join(&name)).unwrap();
        assert!(picture.starts_with("<svg") && picture.contains("<text") && picture.len() < 100_000, "{name}: {} bytes", picture.len());
        assert!(!picture.contains("NaN") && !picture.contains("undefined"), "{name} shows a value that is none");
    }
    let executed = names(&out.path().join("executed"), ".ipynb");
    assert_eq!(executed, names(&root().join("notebooks"), ".ipynb"));
    for name in executed {
        let cells = code_cells(&out.path().join("executed").join(&name));
        assert!(cells.iter().all(|cell| cell["execution_count"].is_u64()), "{name}: a cell was not executed");
        let mut outputs = cells.iter().flat_map(|cell| cell["outputs"].as_array().unwrap());
        assert!(outputs.all(|output| output["output_type"] != "error" && output["name"] != "stderr"), "{name}: a cell failed or warned");
        let finding = said(&output).lines().skip_while(|line| !line.starts_with(&name)).nth(1).map(str::to_owned);
        assert!(
            finding.is_some_and(|line| line.starts_with("  ") && line.contains(char::is_numeric)),
            "{name} finds nothing: {}",
            said(&output)
        );
    }
}

#[test]
fn notebooks_in_git_carry_no_outputs_and_readme_shows_every_picture() {
    for name in names(&root().join("notebooks"), ".ipynb") {
        for cell in code_cells(&root().join("notebooks").join(&name)) {
            assert!(
                cell["outputs"] == serde_json::json!([]) && cell["execution_count"].is_null(),
                "{name}: clear all outputs before you commit"
            );
        }
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let pictures = names(&root().join("notebooks/pictures"), "");
    let unshown: Vec<_> = pictures.iter().filter(|name| !readme.contains(&format!("notebooks/pictures/{name}"))).collect();
    assert!(pictures.len() > 4 && unshown.is_empty(), "README.md does not show {unshown:?}");
}

#[test]
fn without_tables_a_notebook_says_what_to_do() {
    let empty = tempfile::tempdir().unwrap();
    let output = execute(empty.path(), empty.path(), &["notebooks/03_audit.ipynb"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("run `make pipeline` first"), "{}", said(&output));
}

#[test]
fn the_python_of_the_readme_runs() {
    let output = Command::new(python()).arg("-c").arg(readme_block("python")).current_dir(checkout().path()).output().unwrap();
    assert!(output.status.success() && said(&output).contains("34085000000"), "{}", said(&output));
}

#[test]
fn r_notebooks_and_the_r_of_the_readme_run_where_r_is() {
    let (data, out) = (sample::data(), tempfile::tempdir().unwrap());
    let output = execute(data, out.path(), &["notebooks/01_aid_totals.Rmd", "notebooks/02_what_was_sent.Rmd"]);
    let said_by_all = said(&output);
    assert!(output.status.success(), "{said_by_all}");
    if let Some(line) = said_by_all.lines().find(|line| line.contains(": skipped: ")) {
        return drop(writeln!(stderr(), "{line}"));
    }
    assert_eq!(names(&out.path().join("pictures"), ""), names(&root().join("notebooks/pictures"), ".png"));
    assert_eq!(said_by_all.matches("packages for Ukraine list").count(), 1, "{said_by_all}");
    let checkout = checkout();
    let mut command = Command::new("Rscript");
    command.arg("-e").arg(readme_block("r")).env("RETICULATE_PYTHON", python()).current_dir(checkout.path());
    let output = command.output().unwrap();
    assert!(output.status.success() && said(&output).contains("PDA"), "{}", said(&output));
}
