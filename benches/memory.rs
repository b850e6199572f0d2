//! Peak memory of `drawdown parse` and `drawdown extract` over the sample once, and over twenty copies of it.
//!
//! `cargo bench --bench memory`. Reads the high-water mark that Linux keeps for the process (`VmHWM`); says so and does nothing elsewhere.

#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a report for a person")]

use std::fs;
use std::path::Path;

mod peak;

fn main() {
    if !peak::can_be_read() {
        println!("memory: needs /proc, as on Linux");
        return;
    }
    for copies in [1, 20] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let pages = copy_sample(folder.path(), copies);
        for stage in ["parse", "extract"] {
            println!("{pages:>6} pages  {stage:<8} {:>6.1} MB at most", peak(stage, folder.path()));
        }
    }
}

/// Writes `copies` of the sample, each under addresses of its own; gives the number of captures.
fn copy_sample(folder: &Path, copies: usize) -> usize {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    let index = fs::read_to_string(sample.join("captures.csv")).expect("the sample's index");
    let mut lines = vec!["file,url,fetched_at".to_owned()];
    for copy in 0..copies {
        for line in index.lines().skip(1) {
            let (file, rest) = line.split_once(',').expect("a file and an address");
            let target = folder.join("raw").join(format!("{copy}")).join(file);
            fs::create_dir_all(target.parent().expect("a folder")).expect("a folder to write");
            fs::copy(sample.join(file), target).expect("a page of the sample");
            lines.push(format!("{copy}/{file},{}", rest.replacen("sample.drawdown.example", &format!("copy{copy}.drawdown.example"), 1)));
        }
    }
    fs::write(folder.join("raw/captures.csv"), lines.join("\n") + "\n").expect("an index to write");
    lines.len() - 1
}

/// The most memory that a stage held, in MB.
fn peak(stage: &str, folder: &Path) -> f64 {
    peak::of(|program| {
        program.current_dir(env!("CARGO_MANIFEST_DIR"));
        program.args([stage, "--quiet", "--raw"]).arg(folder.join("raw")).arg("--data").arg(folder.join("data"));
    })
}
