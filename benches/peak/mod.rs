//! The most memory that the program holds, for the benches that ask.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Whether the high-water mark that Linux keeps for a process (`VmHWM`) can be read here.
pub fn can_be_read() -> bool {
    Path::new("/proc/self/status").exists()
}

/// Runs the program with some arguments; its peak in MB. Panics if it fails.
pub fn of(configure: impl FnOnce(&mut Command)) -> f64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
    configure(&mut command);
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0.0_f64;
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("the program runs") {
            break ended;
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let kilobytes = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        most = most.max(kilobytes.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(ended.success(), "the program ended with {ended}");
    most
}
