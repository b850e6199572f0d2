//! What README tells a newcomer to type works: every command of its `sh` blocks, and every query of its `sql` block.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use drawdown::stages::db;

use crate::report::python;
use crate::sample::RUN;

/// Commands that the test does not type, and why.
const ELSEWHERE: [(&str, &str); 2] = [
    ("make test", "runs this test"),
    (
        "duckdb -init data/drawdown.sql",
        "the shell of DuckDB is no part of the tests; the_questions_are_answered reads the same file in DuckDB",
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The blocks of README fenced as `language`.
fn blocks(language: &str) -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let fence = format!("```{language}\n");
    readme.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn succeeded(command: &str, output: &Output) -> String {
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command}: {said}");
    said
}

/// A folder of three pages of the sample and a WARC of them, with the facts beside it, as README supposes.
fn own_pages(folder: &Path) {
    let index = fs::read_to_string(root().join("data/sample/captures.csv")).unwrap();
    let lines: Vec<&str> = index.lines().take(4).collect();
    for line in &lines[1..] {
        let file = line.split(',').next().unwrap();
        let to = folder.join("my-pages").join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root().join("data/sample").join(file), to).unwrap();
    }
    fs::write(folder.join("my-pages/captures.csv"), lines.join("\n") + "\n").unwrap();
    let pages = crate::project::pages(2);
    fs::write(folder.join("crawl.warc.gz"), crate::raw::members(&crate::raw::records(&pages))).unwrap();
    std::os::unix::fs::symlink(root().join("pipelines"), folder.join("pipelines")).unwrap();
}

/// A folder with a `cargo` that builds nothing: the one that runs this test has just built the program, and would be waited for.
fn built(folder: &Path) -> PathBuf {
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let cargo = bin.join("cargo");
    fs::write(&cargo, "#!/bin/sh\ntest \"$1\" = build\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    bin
}

/// Types a command of README: `make` in the repository, with its tables elsewhere; `cargo run` as the program it builds.
fn typed(command: &str, folder: &Path) -> String {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_drawdown"));
    let data = folder.join("data");
    if let Some(target) = command.strip_prefix("make ") {
        let drawdown = format!("DRAWDOWN={} --data {}", program.display(), data.display());
        let path = format!("{}:{}", built(folder).display(), std::env::var("PATH").unwrap());
        return succeeded(command, &Command::new("make").args([target, &drawdown]).env("PATH", path).current_dir(root()).output().unwrap());
    }
    let Some((_, arguments)) = command.strip_prefix("cargo run").and_then(|rest| rest.split_once("-- ")) else {
        panic!("{command}: a command of README that no test types; teach this one, or name it in ELSEWHERE with the reason");
    };
    succeeded(command, &Command::new(program).args(arguments.split_whitespace()).current_dir(folder).output().unwrap())
}

#[test]
fn every_command_works() {
    let folder = tempfile::tempdir().unwrap();
    own_pages(folder.path());
    let mut count = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let command = line.split('#').next().unwrap().trim();
        if command.is_empty() || ELSEWHERE.iter().any(|(known, _)| *known == command) {
            continue;
        }
        let said = typed(command, folder.path());
        if command == "make pipeline" {
            assert!(said.contains("112 packages worth $75,467,300,000") && said.contains("report/index.html in a browser"), "{said}");
        }
        count += 1;
    }
    assert!(count >= 4, "{count} commands");
    for made in ["data/report/index.html", "aid.html", "my-tables/entities/packages.parquet", "my-tables/report/index.html"] {
        assert!(folder.path().join(made).is_file(), "{made}");
    }
}

#[test]
fn the_questions_are_answered() {
    let views = db::run(&RUN.1).unwrap();
    let [block] = blocks("sql").try_into().unwrap();
    let questions = tempfile::NamedTempFile::new().unwrap();
    fs::write(questions.path(), block).unwrap();
    let said = python("duckdb_answers.py", &[views.to_str().unwrap(), questions.path().to_str().unwrap()]);
    let answers: Vec<&str> = said.lines().collect();
    assert_eq!(answers.len(), 3, "{said}");
    assert_eq!(answers[0], "8 Ukraine | PDA | 74 | 34085000000 | 24485000000", "{said}");
    assert!(answers[1].contains("founding | Ukraine is getting a forty-seventh tranche") && answers[1].contains("https://"), "{said}");
    assert!(answers[2].starts_with("10 2024-04-26 | Ukraine | ") && answers[2].ends_with(" | 21.63"), "{said}");
}

#[test]
fn a_table_without_files_is_a_view_without_rows() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = drawdown::stages::config::Config::load(&root().join("pipelines")).unwrap();
    folder.path().clone_into(&mut config.data);
    let stamp = drawdown::stages::stamp::Stamp::new(String::new(), std::collections::BTreeMap::new());
    stamp.write(folder.path(), drawdown::table::Layer::Aggregates).unwrap();
    let views = db::run(&config).unwrap();
    let question = folder.path().join("question.sql");
    fs::write(&question, "SELECT count(*), count(aliases) FROM equipment").unwrap();
    assert_eq!(python("duckdb_answers.py", &[views.to_str().unwrap(), question.to_str().unwrap()]), "1 0 | 0\n");
}
