//! Names as written -> canonical things, from `pipelines/lookups/*.csv`.
//!
//! Built once from the text of the files; knows nothing of where they lie. A name matches whole words, in any case, with a hyphen for a
//! space, with or without the space in "155 mm", and with a plural s; the `note` column narrows that: `as cased` (a capital must be one),
//! `as written` (to the letter), `in item lists only` (an ordinary word that names equipment only in a list of items). Names of places and
//! organizations are all as cased; there `also a ...` tells the rule to look at the words around, `metonym` that it is a building too,
//! `postal code` that a town and a comma must stand before it, and the kind `none` that the name is of something else and hides what is in it.

mod fold;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use foldhash::HashSet;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use anyhow::{Context as _, Result, bail, ensure};
use chrono::NaiveDate;

use crate::text::words::{SMALL, small};
use crate::vocabulary;

pub use fold::Folded;
use fold::Openings;

/// All lookups a rule may ask; the columns are those of the file of that name.
#[derive(Debug, Default)]
pub struct Lookups {
    /// name, canonical, category, kind, calibre, note
    pub equipment: Index,
    /// name, code, note
    pub authorities: Index,
    /// name, canonical, iso2, iso3, kind, wikidata, note
    pub countries: Index,
    /// name, canonical, kind, state, country, note
    pub places: Index,
    /// name, canonical, service, note
    pub ranks: Index,
    /// name, canonical, note
    pub services: Index,
    /// name, canonical, kind, country, wikidata, note
    pub organizations: Index,
    /// name, canonical, note
    pub titles: Index,
    /// name, canonical, title, country, wikidata, note
    pub people: Index,
    /// name, canonical, note: forms of given names
    pub name_variants: Index,
    /// Given names in small letters: a hint that a chain of capitals names a person, and never needed for it.
    pub given_names: HashSet<String>,
    /// name, canonical, note
    pub events: Index,
    /// name, canonical, kind, note
    pub agreements: Index,
    /// Code in a VIRIN, service, note
    pub virin_services: Index,
    /// From when officials count.
    pub epochs: Vec<Epoch>,
}

/// A day from which officials count what was given since: a row of `lookups/epochs.csv`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Epoch {
    /// Whose or what it is, as a text may name it: `Biden`.
    pub name: String,
    /// What begins.
    pub event: EpochEvent,
    /// Whom it concerns; all where empty.
    pub recipient: Option<String>,
    /// The first day.
    pub base_date: NaiveDate,
    /// A remark.
    pub note: Option<String>,
}

vocabulary! {
    /// What begins with an epoch.
    pub enum EpochEvent {
        /// A president's term.
        Term = "term",
        /// A war.
        War = "war",
    }
}

impl Lookups {
    /// Builds the lookups from file stem -> CSV text. An error names file, line, column and what was expected.
    pub fn parse(files: &BTreeMap<String, String>) -> Result<Self> {
        // One for all, so that a text folded for one index can be searched by the others.
        let openings = Arc::default();
        let parse = |stem: &str, columns: &str, case| {
            let text = files.get(stem).with_context(|| format!("lookups/{stem}.csv: missing, expected the columns {columns}"))?;
            Index::of_case(text, columns, case, &openings).with_context(|| format!("lookups/{stem}.csv"))
        };
        let index = |stem, columns| parse(stem, columns, Case::Any);
        let names = |stem, columns| parse(stem, columns, Case::AsCased);
        Ok(Self {
            equipment: index("equipment", "name,canonical,category,kind,calibre,note")?,
            authorities: index("authorities", "name,code,note")?,
            countries: index("countries", "name,canonical,iso2,iso3,kind,wikidata,note")?,
            places: names("places", "name,canonical,kind,state,country,note")?,
            ranks: index("ranks", "name,canonical,service,note")?,
            services: index("services", "name,canonical,note")?,
            organizations: names("organizations", "name,canonical,kind,country,wikidata,note")?,
            titles: index("titles", "name,canonical,note")?,
            people: index("people", "name,canonical,title,country,wikidata,note")?,
            name_variants: index("name_variants", "name,canonical,note")?,
            given_names: given_names(files.get("given_names").map_or("", String::as_str)).context("lookups/given_names.csv")?,
            events: index("events", "name,canonical,note")?,
            agreements: names("agreements", "name,canonical,kind,note")?,
            virin_services: index("virin_services", "name,canonical,note")?,
            epochs: epochs(files.get("epochs").map_or("", String::as_str)).context("lookups/epochs.csv")?,
        })
    }

    /// Whether a word, in any case, is a given name.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        // Most words are short and plain, and need no space of their own to be put in small letters.
        if word.is_ascii() && word.len() <= SMALL && !word.ends_with('.') {
            small(word, |word| self.given_names.contains(word))
        } else {
            self.given_names.contains(&word.to_lowercase())
        }
    }

    /// The lookups of the project, for unit tests of rules.
    #[cfg(test)]
    pub(crate) fn of_project() -> &'static Self {
        static LOOKUPS: std::sync::LazyLock<Lookups> = std::sync::LazyLock::new(Lookups::of_project_anew);
        &LOOKUPS
    }

    /// The same, to be changed by a test.
    #[cfg(test)]
    pub(crate) fn of_project_anew() -> Self {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/lookups");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| {
            let path = entry.unwrap().path();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap())
        });
        Lookups::parse(&files.collect()).unwrap()
    }
}

fn epochs(text: &str) -> Result<Vec<Epoch>> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize().collect::<Result<Vec<Epoch>, _>>()?;
    ensure!(!rows.is_empty(), "found no row, expected the columns name,event,recipient,base_date,note");
    Ok(rows)
}

fn given_names(text: &str) -> Result<HashSet<String>> {
    let mut lines = text.lines();
    ensure!(lines.next() == Some("name"), "line 1: expected the column name");
    Ok(lines.map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty()).collect())
}

/// The id of a canonical name: lower case, words joined by hyphens.
#[must_use]
pub fn slug(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// One lookup file: its rows, and an automaton over their names.
#[derive(Debug, Default)]
pub struct Index {
    rows: Vec<Vec<String>>,
    /// How each row must be written.
    cases: Vec<Case>,
    /// Rows that share a folded name, for each pattern of the automaton.
    patterns: Vec<Vec<usize>>,
    automaton: Option<AhoCorasick>,
    /// What the names of this index and of others start with.
    openings: Arc<Openings>,
    /// Its bit there.
    bit: u16,
}

/// Which names a search asks for.
#[derive(Clone, Copy, Default)]
struct Search {
    /// Those for item lists too.
    in_item: bool,
    /// None that start with a small letter in the text.
    only_capitals: bool,
}

/// How a name must be written to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    AsCased,
    AsWritten,
}

impl Index {
    /// Builds the index from CSV text with exactly these columns.
    pub fn parse(text: &str, columns: &str) -> Result<Self> {
        Self::of_case(text, columns, Case::Any, &Arc::default())
    }

    /// The same; names without a note on their case must be written in `case`, and what they open with is added to `openings`.
    fn of_case(text: &str, columns: &str, case: Case, openings: &Arc<Openings>) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers()?.iter().collect::<Vec<_>>().join(",");
        ensure!(header == columns, "line 1: found the columns {header}, expected {columns}");
        let width = columns.split(',').count();
        let (mut rows, mut cases): (Vec<Vec<String>>, Vec<Case>) = (Vec::new(), Vec::new());
        let mut names: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
        for record in reader.records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            ensure!(record.len() == width, "line {line}: found {} cells, expected {width} ({columns})", record.len());
            for (column, cell) in columns.split(',').zip(record.iter()).take(2) {
                ensure!(!cell.trim().is_empty(), "line {line}, column {column}: found nothing, expected a name");
            }
            let folded = Folded::new(&record[0]).bytes;
            if folded.is_empty() {
                bail!("line {line}, column name: {:?} holds no letter and no digit", &record[0]);
            }
            names.entry(folded).or_default().push(rows.len());
            cases.push(case_of(record.iter().next_back().unwrap_or_default(), case));
            rows.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
        }
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Anchored).build(names.keys())?;
        let is_cased = |row: &usize| cases[*row] != Case::Any && !rows[*row][0].starts_with(char::is_lowercase);
        let bit = openings.index();
        for (name, rows) in &names {
            openings.add(name, rows.iter().all(is_cased), bit);
        }
        let (patterns, openings) = (names.into_values().collect(), Arc::clone(openings));
        Ok(Self { patterns, automaton: Some(automaton), openings, bit, rows, cases })
    }

    /// `text`, to be searched by this index or any other of the same [`Lookups`].
    #[must_use]
    pub fn fold(&self, text: &str) -> Folded {
        Folded::new(text).opened(&self.openings)
    }

    /// All rows, as in the file.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// The names that stand in `text`, in order, the longest at each place; names for item lists only are left out.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, &Vec<String>)> {
        self.search(text, &self.fold(text), Search::default())
    }

    /// The same; `folded` is `text`, [folded](Index::fold).
    #[must_use]
    pub fn find_folded(&self, text: &str, folded: &Folded) -> Vec<(Range<usize>, &Vec<String>)> {
        self.search(text, folded, Search::default())
    }

    /// The row whose name is all of `text`, a stop at its end aside.
    #[must_use]
    pub fn whole(&self, text: &str) -> Option<&Vec<String>> {
        let is_whole = |range: &Range<usize>| range.start == 0 && range.end >= text.trim_end_matches('.').len();
        self.find(text).into_iter().find(|(range, _)| is_whole(range)).map(|(_, row)| row)
    }

    /// The same as [`Index::find`] with the names for item lists only.
    #[must_use]
    pub fn find_in_item(&self, text: &str) -> Vec<(Range<usize>, &Vec<String>)> {
        self.search(text, &self.fold(text), Search { in_item: true, ..Search::default() })
    }

    /// The same as [`Index::find_folded`], without names that start with a small letter in the text.
    #[must_use]
    pub fn find_capitals(&self, text: &str, folded: &Folded) -> Vec<(Range<usize>, &Vec<String>)> {
        self.search(text, folded, Search { only_capitals: true, ..Search::default() })
    }

    fn search(&self, text: &str, folded: &Folded, search: Search) -> Vec<(Range<usize>, &Vec<String>)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let (mut found, mut at) = (Vec::new(), 0);
        for word in folded.words() {
            let start = word.at();
            if start < at || word.is_small && search.only_capitals || word.opens & self.bit == 0 {
                continue;
            }
            let anchored = |end| automaton.find(Input::new(&folded.bytes).range(start..end).anchored(Anchored::Yes));
            let mut candidate = anchored(folded.bytes.len());
            // The longest name may fail where a shorter one at the same place holds.
            while let Some(tried) = candidate {
                if let Some((end, range, row)) = self.hit(text, folded, &tried, search.in_item) {
                    found.push((range, row));
                    at = end;
                    break;
                }
                candidate = anchored(tried.end() - 1);
            }
        }
        found
    }

    /// The row that a match of the automaton stands for, if words and case agree: end in the folded text, range in the text, row.
    fn hit(&self, text: &str, folded: &Folded, tried: &aho_corasick::Match, in_item: bool) -> Option<(usize, Range<usize>, &Vec<String>)> {
        let start = folded.start(tried.start())?;
        let plurals = [0, 1, 2].into_iter().filter(|extra| match extra {
            0 => true,
            1 => folded.bytes.get(tried.end()) == Some(&b's'),
            _ => folded.bytes.get(tried.end()..tried.end() + 2) == Some(b"es"),
        });
        for extra in plurals {
            let last = folded.start(tried.end() + extra - 1)?;
            let end = last + text.get(last..)?.chars().next().map_or(0, char::len_utf8);
            if text.get(end..)?.starts_with(char::is_alphanumeric) {
                continue;
            }
            let written = text.get(start..end)?;
            let mut rows = self.patterns[tried.pattern().as_usize()].iter();
            let row = rows.find(|row| (in_item || !for_items_only(&self.rows[**row])) && self.agrees(**row, written));
            return row.map(|row| (tried.end() + extra, start..end, &self.rows[*row]));
        }
        None
    }

    fn agrees(&self, row: usize, written: &str) -> bool {
        let name = &self.rows[row][0];
        match self.cases[row] {
            Case::Any => true,
            Case::AsCased => letters(name).zip(letters(written)).all(|(name, text)| !name.is_uppercase() || text.is_uppercase()),
            Case::AsWritten => written.strip_suffix('s').is_some_and(|stem| stem == name) || written == name,
        }
    }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric())
}

fn for_items_only(row: &[String]) -> bool {
    row.last().is_some_and(|note| note.starts_with("in item lists only"))
}

/// The case that a note demands, else `otherwise`.
fn case_of(note: &str, otherwise: Case) -> Case {
    match note.trim_start() {
        note if note.starts_with("as cased") => Case::AsCased,
        note if note.starts_with("as written") => Case::AsWritten,
        note if note.starts_with("in any case") => Case::Any,
        _ => otherwise,
    }
}

#[cfg(test)]
mod tests;
