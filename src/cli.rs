//! The command line: what may be asked, what is answered, and with which exit code. The only place that prints results.

use std::io::{Write as _, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

use crate::stages::config::{Config, ConfigError};
use crate::stages::progress::{Level, Reporter};
use crate::stages::release::shelf::{Standing, Version};
use crate::stages::{
    Options, aggregate, check, db, diff, extract, fetch, inspect, parse, release, report, resolve, score, summary, tables, verify,
};

/// Everything ran, but a check failed: the tables it speaks of were not published.
const CHECK_FAILED: u8 = 3;
/// A score lies below the floor that stands with its labels.
const BELOW_FLOOR: u8 = 5;
/// Not all pages of a source could be fetched; those of the others were.
const FETCH_INCOMPLETE: u8 = 6;
/// A span of evidence is not borne out by the raw pages.
const NOT_VERIFIED: u8 = 4;
/// More differs from the last release than may go on without a second look.
const LARGE_CHANGE: u8 = 7;

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  something unforeseen: a disk that cannot be read or written
  2  the command line or the configuration is wrong; the message says where
  3  a check failed; what was published before stays
  4  verify: evidence that the raw pages do not bear out
  5  score: a score lies below its floor
  6  fetch: not all pages of a source could be had; the lines above say which and why
  7  diff --small: more differs than may go on without a second look";

/// From the news pages of defence departments to tables of security assistance, checkable to the sentence.
#[derive(Debug, Parser)]
#[command(name = "drawdown", version, after_help = EXIT_CODES, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct Common {
    /// Folder of facts: run.toml, sources, lookups, aggregates, checks
    #[arg(long, global = true, default_value = "pipelines", value_name = "DIR")]
    pipelines: PathBuf,
    /// Pages to read, in place of those in run.toml: folders with a captures.csv, folders of WARC files, WARC files
    #[arg(long, global = true, num_args = 1.., value_name = "PATH")]
    raw: Vec<PathBuf>,
    /// Where the tables go, in place of the folder in run.toml
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The day the run speaks of, in place of the one in run.toml
    #[arg(long, global = true, value_name = "DAY")]
    as_of: Option<NaiveDate>,
    /// Threads [default: all cores]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Do the work even where nothing changed
    #[arg(long, global = true)]
    force: bool,
    /// Errors alone
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say what each shard does
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Args)]
struct ShardArgs {
    /// Take every n-th shard, starting with the i-th: run each of 1/n ... n/n on a machine of its own, then once without
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<(usize, usize)>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Bring pages: from their publishers, from Common Crawl or from the Wayback Machine, as WARC files under data/raw
    #[command(
        after_help = "Examples:\n  drawdown fetch --source war_gov --limit 20\n  drawdown fetch --source state_gov --from wayback --since 2024-01-01 --until 2024-03-31\n  drawdown run --raw data/raw\n\nrun.toml says who asks (contact), how often and how much; pipelines/sources/*.toml say where pages are found.\nA run that is killed goes on where it was when it is started again in the same way."
    )]
    Fetch {
        /// Only these sources, by the names of their files in pipelines/sources [default: all that say where pages are found]
        #[arg(long, value_name = "NAME", num_args = 1..)]
        source: Vec<String>,
        /// Pages published on this day or later; from an archive: captured
        #[arg(long, value_name = "DAY")]
        since: Option<chrono::NaiveDate>,
        /// Pages published on this day or before; from an archive: captured
        #[arg(long, value_name = "DAY")]
        until: Option<chrono::NaiveDate>,
        /// Pages of each source, at most
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Who is asked
        #[arg(long, value_name = "WHOM", value_enum, default_value_t)]
        from: fetch::From,
    },
    /// Run every stage, write the report and the views for `DuckDB`, and print what was found
    #[command(after_help = "Example:\n  drawdown run --raw my-pages crawl.warc.gz --data my-tables")]
    Run,
    /// Read pages: raw HTML and text to articles, paragraphs, images, links, rejects
    #[command(after_help = "Example:\n  drawdown parse --raw crawl.warc.gz --shard 1/4")]
    Parse(ShardArgs),
    /// Read sentences: articles to amounts, dates, counts, claims
    #[command(after_help = "Example:\n  drawdown extract --jobs 2")]
    Extract(ShardArgs),
    /// Resolve across pages: claims to packages with their items, evidence and conflicts
    #[command(after_help = "Example:\n  drawdown resolve --force")]
    Resolve,
    /// Run pipelines/aggregates/*.sql
    #[command(after_help = "Example:\n  drawdown aggregate")]
    Aggregate,
    /// Run pipelines/checks/*.sql and the checks that the table declarations give; publish what passes
    #[command(after_help = "Example:\n  drawdown check || echo 'a check failed'")]
    Check,
    /// Read the raw pages again and prove every span of evidence
    #[command(after_help = "Example:\n  drawdown verify")]
    Verify(ShardArgs),
    /// Compare what the rules find with labels: precision, recall and F1 of each kind, and the rows that are wrong
    #[command(
        after_help = "Examples:\n  drawdown score\n  drawdown score --wrong 20 --gold my-labels.jsonl\n\nThe pages of labels that keep only a digest are looked up in the parsed tables: run `drawdown parse` first."
    )]
    Score {
        /// A file of labels, in place of pipelines/gold/*.jsonl: our own, labels of packages beside their texts, or entities.json of re3d
        #[arg(long, value_name = "FILE", num_args = 1..)]
        gold: Vec<PathBuf>,
        /// Wrong rows shown for each kind and measure
        #[arg(long, value_name = "N", default_value_t = 5)]
        wrong: usize,
    },
    /// Tell what changed since a release: rows added, changed, removed, with the packages in words
    ///
    /// Writes `row_changes.parquet` and `row_changes.md` under `data/checks`, and prints the latter.
    #[command(after_help = "Examples:\n  drawdown diff\n  drawdown diff --against releases/v2026.11.1 --small 20")]
    Diff {
        /// The folder of a release, or a folder of releases, of which the latest that passed is taken
        #[arg(long, value_name = "DIR", default_value = "releases")]
        against: PathBuf,
        /// Exit with 6 if more than N packages differ, or a table lost more than N rows and a tenth of them
        #[arg(long, value_name = "N")]
        small: Option<usize>,
    },
    /// Make a release of the tables: Parquet, CSV, an Excel workbook, metadata, what changed, digests of all
    ///
    /// The release that passed every check becomes the latest; one that did not is listed as failed. Equal inputs give equal bytes.
    #[command(
        after_help = "Examples:\n  drawdown publish\n  drawdown publish --to releases --version v2026.11.1 --url https://example.org/drawdown/v2026.11.1"
    )]
    Publish {
        /// The folder of releases
        #[arg(long, value_name = "DIR", default_value = "releases")]
        to: PathBuf,
        /// The number of the release [default: year and month of the run, and the next number]
        #[arg(long, value_name = "vYEAR.MONTH.N")]
        version: Option<Version>,
        /// The address under which the files of the release will be found, for its metadata
        #[arg(long)]
        url: Option<String>,
    },
    /// Show one page as the pipeline reads it
    #[command(
        after_help = "Examples:\n  drawdown inspect data/sample/fact-sheets/2022-03-16-fact-sheet-on-security-assistance-for-ukraine.html\n  drawdown inspect https://sample.drawdown.example/News/Fact-Sheets/Fact-Sheet/Article/8103279/ --json | jq .mentions.money"
    )]
    Inspect {
        /// A file, or the address of a page in the raw input
        target: String,
        /// The address of the page, where the target is a file that no captures.csv names
        #[arg(long)]
        url: Option<String>,
        /// All rows as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write one HTML file that shows the tables: figures, charts, every package with its sentences, the audit
    #[command(
        after_help = "Examples:\n  drawdown report\n  drawdown report --to aid.html\n\nThe file needs no server and no network. `drawdown run` writes it as its last step."
    )]
    Report {
        /// The file [default: report/index.html under the data folder]
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Write data/drawdown.sql: every table as a view for `DuckDB`
    #[command(
        after_help = "Example:\n  drawdown db && duckdb -init data/drawdown.sql\n\nViews over the Parquet files: nothing is copied. `drawdown run` writes it too."
    )]
    Db,
    /// Show the data dictionary, with the rows that the data folder holds
    #[command(after_help = "Examples:\n  drawdown tables\n  drawdown tables packages")]
    Tables {
        /// Only this table
        name: Option<String>,
        /// Rewrite data/TABLES.md, with examples from the data folder (of the sample: see `make bless`)
        #[arg(long, conflicts_with_all = ["name", "check"])]
        write: bool,
        /// Fail if data/TABLES.md is stale
        #[arg(long, conflicts_with = "name")]
        check: bool,
    },
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let parsed = text.split_once('/').and_then(|(i, n)| Some((i.parse::<usize>().ok()?, n.parse::<usize>().ok()?)));
    parsed.filter(|(i, n)| (1..=*n).contains(i)).ok_or_else(|| "expected I/N with 1 <= I <= N, as in 2/4".to_owned())
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            anstream::eprintln!("{}error:{} {error:#}", anstyle::AnsiColor::Red.on_default().bold(), anstyle::Reset);
            ExitCode::from(if error.is::<ConfigError>() { 2 } else { 1 })
        }
    }
}

fn run(cli: &Cli) -> Result<u8> {
    let common = &cli.common;
    let mut config = Config::load(&common.pipelines)?;
    if !common.raw.is_empty() {
        config.raw.clone_from(&common.raw);
    }
    if let Some(data) = &common.data {
        config.data.clone_from(data);
    }
    if let Some(day) = common.as_of {
        config.as_of = day;
    }
    let level = if common.quiet {
        Level::Quiet
    } else if common.verbose {
        Level::Verbose
    } else {
        Level::Normal
    };
    let reporter = Reporter::new(level);
    let options = |shard: Option<&ShardArgs>| Options {
        shard: shard.and_then(|args| args.shard),
        force: common.force,
        jobs: common.jobs.map(usize::from),
    };
    let whole = options(None);
    match &cli.command {
        Command::Fetch { source, since, until, limit, from } => {
            let request = fetch::Request { sources: source.clone(), since: *since, until: *until, limit: *limit, from: *from };
            return fetched(&fetch::run(&config, &request, &reporter)?);
        }
        Command::Run => return all(&config, &whole, &reporter),
        Command::Parse(args) => drop(parse::run(&config, &options(Some(args)), &reporter)?),
        Command::Extract(args) => drop(extract::run(&config, &options(Some(args)), &reporter)?),
        Command::Resolve => drop(resolve::run(&config, &whole, &reporter)?),
        Command::Aggregate => drop(aggregate::run(&config, &whole, &reporter)?),
        Command::Check => return checked(&check::run(&config, &whole, &reporter)?),
        Command::Verify(args) => return verified(&verify::run(&config, &options(Some(args)), &reporter)?),
        Command::Score { gold, wrong } => return scored(&score::run(&config, gold)?, *wrong),
        Command::Diff { against, small } => return compared(&diff::run(&config, against, &reporter)?, *small),
        Command::Publish { to, version, url } => {
            let order = release::Order { to: to.clone(), version: *version, url: url.clone() };
            return published(&release::run(&config, &whole, &order, &reporter)?);
        }
        Command::Inspect { target, url, json } => {
            let page = inspect::inspect(&config, target, url.as_deref())?;
            print(&if *json { serde_json::to_string_pretty(&page)? + "\n" } else { page.render(width()) })?;
        }
        Command::Db => print(&format!("{}\n", db::run(&config)?.display()))?,
        Command::Report { to } => print(&format!("{}\n", report::run(&config, to.as_deref())?.display()))?,
        Command::Tables { write: true, .. } => tables::write(&config)?,
        Command::Tables { check: true, .. } => tables::check(&config)?,
        Command::Tables { name, .. } => print(&tables::run(&config, name.as_deref(), width())?)?,
    }
    Ok(0)
}

/// Tells what became of the pages of each source.
fn fetched(tallies: &[fetch::Tally]) -> Result<u8> {
    for tally in tallies {
        print(&format!("{tally}\n"))?;
    }
    Ok(if tallies.iter().all(|tally| tally.problems.is_empty()) { 0 } else { FETCH_INCOMPLETE })
}

/// Every stage in turn, then the summary.
fn all(config: &Config, options: &Options, reporter: &Reporter) -> Result<u8> {
    let start = Instant::now();
    let parsed = parse::run(config, options, reporter)?;
    extract::run(config, options, reporter)?;
    let resolved = resolve::run(config, options, reporter)?;
    aggregate::run(config, options, reporter)?;
    let outcome = check::run(config, options, reporter)?;
    let code = checked(&outcome)?;
    let report = report::run(config, None)?;
    db::run(config)?;
    let findings = summary::gather(config, &parsed, &resolved, &outcome, start.elapsed())?;
    print(&summary::render(&findings, summary::Layout { width: width(), is_coloured: true }))?;
    print(&format!("\nOpen {} in a browser: every figure with the sentence that states it.\n", report.display()))?;
    Ok(code)
}

/// Names the rows that failed checks.
fn checked(outcome: &check::Outcome) -> Result<u8> {
    for failure in &outcome.failures {
        print(&format!("{failure}\n"))?;
    }
    Ok(if outcome.is_failed() { CHECK_FAILED } else { 0 })
}

/// Prints the scores; names those below their floor.
fn scored(reports: &[score::Report], wrong: usize) -> Result<u8> {
    let mut code = 0;
    for report in reports {
        print(&format!("{}\n", report.render(wrong)))?;
        for failure in report.failures() {
            print(&format!("below its floor: {failure}\n"))?;
            code = BELOW_FLOOR;
        }
    }
    Ok(code)
}

/// Prints what changed; says whether it wants a second look.
fn compared(changes: &diff::Changes, small: Option<usize>) -> Result<u8> {
    print(&diff::markdown(changes))?;
    let reasons = small.map(|most| changes.large(most)).unwrap_or_default();
    for reason in &reasons {
        print(&format!("\nnot small: {reason}\n"))?;
    }
    Ok(if reasons.is_empty() { 0 } else { LARGE_CHANGE })
}

/// Says which release there is, and why it failed, if it did.
fn published(published: &release::Published) -> Result<u8> {
    let release::Published { listed, folder, is_new } = published;
    let made = if *is_new { "made" } else { "nothing has changed since" };
    print(&format!("{made} {} ({}) in {}\n", listed.version, listed.status, folder.display()))?;
    for reason in &listed.failed_because {
        print(&format!("  {reason}\n"))?;
    }
    Ok(if listed.status == Standing::Passed { 0 } else { CHECK_FAILED })
}

fn verified(report: &verify::Report) -> Result<u8> {
    for failure in &report.failures {
        print(&format!("{} {}: {}\n", failure.table, failure.key, failure.problem))?;
    }
    for (table, rows) in &report.checked {
        print(&format!("{table:<24} {rows:>9} rows borne out\n"))?;
    }
    Ok(if report.failures.is_empty() { 0 } else { NOT_VERIFIED })
}

/// Columns of the terminal, or as many as a page has where there is none.
fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(terminal_size::Width(columns), _)| usize::from(columns)).clamp(60, 140)
}

/// Prints to standard output, styles taken out where it is no terminal. A closed pipe ends the printing and is no error.
fn print(text: &str) -> Result<()> {
    match anstream::AutoStream::auto(stdout()).write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
