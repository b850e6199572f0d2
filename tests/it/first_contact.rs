//! The errors that a newcomer meets first say what to do.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A machine that has the tools of a shell, is not to be administered, and has these programs, each as a script.
fn machine(programs: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for tool in ["sh", "sed", "sort", "head", "tr", "cat"] {
        let found = ["/bin", "/usr/bin"].iter().map(|place| Path::new(place).join(tool)).find(|path| path.exists()).unwrap();
        symlink(found, folder.path().join(tool)).unwrap();
    }
    for (name, script) in programs.iter().chain(&[("id", "echo 1000")]) {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

fn fails(script: &str, machine: &tempfile::TempDir) -> String {
    let output = Command::new("/bin/sh").arg(script).current_dir(root()).env_clear().env("PATH", machine.path()).output().unwrap();
    said(&output, 1)
}

fn drawdown(arguments: &[&str], folder: &Path) -> String {
    said(&Command::new(env!("CARGO_BIN_EXE_drawdown")).args(arguments).current_dir(folder).output().unwrap(), 2)
}

fn said(output: &Output, code: i32) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

#[test]
fn no_cargo_leads_to_rustup() {
    let said = fails("scripts/setup", &machine(&[]));
    assert!(said.starts_with("setup: Rust 1.") && said.contains("install it with rustup (https://rustup.rs)"), "{said}");
    let said = fails("scripts/setup", &machine(&[("rustc", "echo rustc 1.60.0")]));
    assert!(said.contains("found 1.60.0: run 'rustup update'"), "{said}");
}

#[test]
fn no_compiler_no_venv_and_no_browser_lead_to_their_packages() {
    let said = fails("scripts/setup", &machine(&[("rustc", "echo rustc 9.0.0")]));
    assert!(said.contains("apt-get install gcc libc6-dev"), "{said}");
    let said = fails("scripts/venv", &machine(&[("python3", "exit 1")]));
    assert!(said.contains("apt-get install python3-venv"), "{said}");
    let said = fails("scripts/chromium", &machine(&[]));
    assert!(said.contains("apt-get install chromium"), "{said}");
}

#[test]
fn an_empty_folder_and_a_wrong_place_say_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let said = drawdown(&["run"], folder.path());
    assert!(said.contains("pipelines/run.toml: not there: run drawdown in the folder that holds `pipelines`"), "{said}");
    symlink(root().join("pipelines"), folder.path().join("pipelines")).unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    let said = drawdown(&["run", "--raw", "pages", "--data", "tables"], folder.path());
    assert!(said.contains("pages: input: expected a captures.csv (file,url,fetched_at) or WARC files in it"), "{said}");
}
