//! What a person sees while a stage runs: a bar on a terminal, plain lines elsewhere, nothing if asked for nothing.
//!
//! All that the stages say goes through a [`Reporter`], to standard error; results never do.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Errors alone.
    Quiet,
    /// Progress and warnings.
    Normal,
    /// The above and what each shard did.
    Verbose,
}

/// Tells a person how far the work has come.
#[derive(Debug)]
pub struct Reporter {
    level: Level,
    is_terminal: bool,
}

impl Reporter {
    /// Speaks to standard error.
    #[must_use]
    pub fn new(level: Level) -> Self {
        Self { level, is_terminal: stderr().is_terminal() }
    }

    /// Says nothing at all.
    #[must_use]
    pub const fn silent() -> Self {
        Self { level: Level::Quiet, is_terminal: false }
    }

    /// Something a person should know about the input.
    pub fn warn(&self, line: &str) {
        self.say(Level::Normal, &format!("warning: {line}"));
    }

    /// Something a person may want to know.
    pub fn detail(&self, line: &str) {
        self.say(Level::Verbose, line);
    }

    /// A stretch of work: `total` things of the kind `unit`.
    #[must_use]
    pub fn task(&self, name: &'static str, unit: &'static str, total: usize) -> Task<'_> {
        let bar = (self.is_terminal && self.level > Level::Quiet && total > 0).then(|| bar(PLAIN, name, unit, total));
        self.start(name, unit, total, bar, false)
    }

    /// A stretch of work whose length is found out on the way, with its rate and the time that remains; see [`Task::expect`].
    #[must_use]
    pub fn open_task(&self, name: &'static str, unit: &'static str) -> Task<'_> {
        let bar = (self.is_terminal && self.level > Level::Quiet).then(|| bar(RATED, name, unit, 0));
        self.start(name, unit, 0, bar, true)
    }

    fn start(&self, name: &'static str, unit: &'static str, total: usize, bar: Option<ProgressBar>, is_rated: bool) -> Task<'_> {
        let (total, started) = (AtomicUsize::new(total), Instant::now());
        Task { reporter: self, name, unit, total, done: AtomicUsize::new(0), pages: AtomicUsize::new(0), is_rated, started, bar }
    }

    fn say(&self, level: Level, line: &str) {
        if self.level >= level {
            // A closed standard error is no reason to stop the work.
            let _ = writeln!(stderr().lock(), "{line}");
        }
    }
}

const PLAIN: &str = "{prefix:>9} [{bar:32}] {pos}/{len} {msg} {elapsed}";
const RATED: &str = "{prefix:>9} [{bar:32}] {pos}/{len} {msg} {per_sec}, {eta} left";

fn bar(template: &str, name: &'static str, unit: &'static str, total: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_prefix(name);
    bar.set_message(unit);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A stretch of work that is under way.
#[derive(Debug)]
pub struct Task<'a> {
    reporter: &'a Reporter,
    name: &'static str,
    unit: &'static str,
    total: AtomicUsize,
    done: AtomicUsize,
    pages: AtomicUsize,
    is_rated: bool,
    started: Instant,
    bar: Option<ProgressBar>,
}

impl Task<'_> {
    /// So many things more are to be done.
    pub fn expect(&self, more: usize) {
        let total = self.total.fetch_add(more, Ordering::Relaxed) + more;
        if let Some(bar) = &self.bar {
            bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        }
    }

    /// So many pages more have been read.
    pub fn pages(&self, count: usize) {
        let pages = self.pages.fetch_add(count, Ordering::Relaxed) + count;
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{}, {pages} pages,", self.unit));
        }
    }

    /// One thing more is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let total = self.total.load(Ordering::Relaxed);
        match &self.bar {
            Some(bar) => bar.inc(1),
            None if is_milestone(done, total) => {
                let pages = self.pages.load(Ordering::Relaxed);
                let more = match pages {
                    _ if self.is_rated => rate(done, total, self.started.elapsed()),
                    0 => String::new(),
                    _ => format!(", {pages} pages"),
                };
                self.reporter.say(Level::Normal, &format!("{}: {done} of {total} {}{more}", self.name, self.unit));
            }
            None => {}
        }
    }

    /// As [`Reporter::warn`], without breaking the bar.
    pub fn warn(&self, line: &str) {
        self.suspend(|| self.reporter.warn(line));
    }

    /// As [`Reporter::detail`], without breaking the bar.
    pub fn detail(&self, line: &str) {
        self.suspend(|| self.reporter.detail(line));
    }

    fn suspend(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }
}

impl Drop for Task<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// How fast it goes, and how long it will take at that.
fn rate(done: usize, total: usize, elapsed: Duration) -> String {
    let left = total.saturating_sub(done);
    let each = elapsed / u32::try_from(done.max(1)).unwrap_or(u32::MAX);
    let remaining = each * u32::try_from(left).unwrap_or(u32::MAX);
    format!(", {:.1} a second, {left} remaining, about {} s", 1.0 / each.as_secs_f64().max(1e-6), remaining.as_secs())
}

/// A plain line at every tenth of the work keeps a log short.
fn is_milestone(done: usize, total: usize) -> bool {
    let total = total.max(1);
    done * 10 / total > (done - 1) * 10 / total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_at_most_ten_lines_and_the_last_step() {
        for total in [1, 3, 10, 999] {
            let lines: Vec<_> = (1..=total).filter(|done| is_milestone(*done, total)).collect();
            assert!(lines.len() <= 10 && lines.last() == Some(&total), "{total}: {lines:?}");
        }
    }
}
