//! What a release says of itself, in the same words in every file that says it.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};

use super::shelf::Standing;
use crate::sources::Site;
use crate::stages::diff::{Changes, packages_in_words};

/// The title of the dataset.
pub const TITLE: &str = "drawdown: security assistance as its announcers state it";
/// What it is.
pub const DESCRIPTION: &str = "Security-assistance packages, their items, stated totals, contract awards, people and quotations, read from \
    the news pages of defence departments; every value leads to the sentence and the page that state it.";
/// Who made it.
pub const CREATOR: &str = "The drawdown project";
/// The licence of the tables.
pub const LICENCE: &str = "Apache-2.0";
/// Its text.
pub const LICENCE_URL: &str = "https://www.apache.org/licenses/LICENSE-2.0";

/// What a reader must know before adding up.
pub const CAUTIONS: [&str; 3] = [
    "Leave out the rows of packages with is_composite before adding up: they are the headline sums of packages that have rows of their own.",
    "\"Up to $800 million\" is value_low_usd = value_high_usd = 800000000 with bound = at_most: a sum adds the stated figures, and the \
     totals say beside it how much was stated how.",
    "A value is the one announced. Later revaluations are not subtracted; where pages disagree, the other value stands in package_conflicts.",
];

/// A release, as it is spoken of.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// `vYYYY.M.N`.
    pub version: &'a str,
    /// The day it speaks of.
    pub as_of: NaiveDate,
    /// Whether it may be used.
    pub status: Standing,
    /// Where it will be found.
    pub url: Option<&'a str>,
    /// The sites whose pages it was read from.
    pub sources: Vec<&'a Site>,
}

impl About<'_> {
    /// How to cite the release.
    #[must_use]
    pub fn citation(&self) -> String {
        let url = self.url.map(|url| format!(" {url}")).unwrap_or_default();
        format!("{CREATOR} ({}). {TITLE}. Release {}, as of {}. Data set.{url}", self.as_of.year(), self.version, self.as_of)
    }

    /// How to cite a number of it.
    #[must_use]
    pub fn citation_of_a_number(&self) -> String {
        format!("drawdown {}, package UKR-PDA-47, stated at <address of the page>, characters <start_char>-<end_char>", self.version)
    }

    /// The page that lies in the release.
    #[must_use]
    pub fn readme(&self, changes: &Changes) -> String {
        let mut text = format!("# {TITLE}\n\nRelease {}, as of {}. {DESCRIPTION}\n\n", self.version, self.as_of);
        if self.status == Standing::Failed {
            text.push_str("**This release failed a check (`manifest.json` says which): it is here to be looked at, not to be used.**\n\n");
        }
        text.push_str(
            "| file | what |\n|---|---|\n| `drawdown.xlsx` | the tables people ask for, for Excel |\n\
             | `tables/*.parquet` | every table; types, meanings and keys stand in the files |\n\
             | `csv/*.csv` | entities, aggregates and quotations; lists are joined by a vertical bar |\n\
             | `datapackage.json` | all of it described as a Data Package (v2) |\n\
             | `croissant.json` | the same as Croissant 1.1 and schema.org JSON-LD |\n\
             | `manifest.json` | rows, bytes and SHA-256 of each file; program, inputs, scores, checks |\n\
             | `delta/` | what changed since the release before, in words and as a table |\n\
             | `CHANGELOG.md` | what changed in each release |\n\n## Before adding up\n\n",
        );
        for caution in CAUTIONS {
            let _ = writeln!(text, "- {caution}");
        }
        let _ =
            write!(text, "\n## To cite\n\n{}\n\nA single number, with its evidence: {}\n\n", self.citation(), self.citation_of_a_number());
        let _ = writeln!(text, "## Read from\n");
        for site in &self.sources {
            let _ = writeln!(text, "- {} ({}): {}", site.publisher, site.id_host, site.licence.as_deref().unwrap_or("licence not stated"));
        }
        let tables = changes.tables.iter().filter(|table| table.now > 0).count();
        let _ = writeln!(
            text,
            "\n{tables} tables with rows. The tables are under the {LICENCE} licence; the words of the pages belong to their publishers."
        );
        text
    }

    /// The changelog: this release on top of those that `before` tells of.
    #[must_use]
    pub fn changelog(&self, changes: &Changes, before: Option<&str>) -> String {
        let mut text = format!("{CHANGELOG_TITLE}## {} ({})\n\n", self.version, self.as_of);
        if self.status == Standing::Failed {
            text.push_str("Failed a check; not to be used.\n\n");
        }
        match &changes.since {
            None => text.push_str("The first release.\n\n"),
            Some(since) => {
                let _ = writeln!(text, "Since {since}:\n");
                let packages = packages_in_words(changes);
                for line in &packages {
                    let _ = writeln!(text, "- {line}");
                }
                if packages.is_empty() {
                    text.push_str("- no package differs\n");
                }
                text.push('\n');
            }
        }
        for table in changes.tables.iter().filter(|table| table.added + table.changed + table.removed > 0) {
            let _ = writeln!(text, "- `{}`: {} added, {} changed, {} removed", table.name, table.added, table.changed, table.removed);
        }
        let before = before.and_then(|before| before.strip_prefix(CHANGELOG_TITLE)).unwrap_or_default();
        if before.is_empty() { text } else { format!("{text}\n{before}") }
    }
}

const CHANGELOG_TITLE: &str = "# Changelog of the data\n\n";
