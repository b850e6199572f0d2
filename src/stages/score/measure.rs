//! What is compared for each kind, and how labels meet rows.
//!
//! A label is a row of the mention table with the columns somebody labelled; a row meets it where their spans overlap, one to one, the
//! longest overlap first. From there each measure is a group of columns that must agree.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::{Map, Value};

use super::tally::{Tally, Wrong};
use super::truth::Label;
use crate::capture::sha256_hex;
use crate::mentions::Mentions;
use crate::records::Article;

/// A kind of mention, and what is asked of it.
#[derive(Debug)]
pub struct Kind {
    /// Its name in gold files and reports.
    pub name: &'static str,
    /// Whether a row counts, where the table holds more than this kind.
    is_asked: fn(&Row) -> bool,
    /// The least share of the longer of two spans that must overlap for them to meet.
    least_overlap: f64,
    /// Whether the spans must be equal for a measure of their own.
    is_exact_asked: bool,
    /// Measure -> the columns that must agree.
    values: &'static [(&'static str, &'static [&'static str])],
    rows: fn(&Mentions) -> Result<Value>,
}

type Row = Map<String, Value>;

macro_rules! kinds {
    ($( $name:literal from $table:ident $(where $asked:expr)?, overlap $least:literal, exact $exact:literal, $( $measure:literal: [$($column:literal),+] ),* ; )+) => {
        /// All kinds that are scored by their span.
        pub const KINDS: &[Kind] = &[$( Kind {
            name: $name,
            is_asked: kinds!(@asked $($asked)?),
            least_overlap: $least,
            is_exact_asked: $exact,
            values: &[$( ($measure, &[$($column),+]) ),*],
            rows: |mentions| Ok(serde_json::to_value(&mentions.$table)?),
        } ),+];
    };
    (@asked) => { |_| true };
    (@asked $asked:expr) => { $asked };
}

kinds! {
    "money" from money, overlap 0.0, exact false, "value": ["amount_low", "amount_high", "currency", "bound", "qualifier"];
    "dates" from dates, overlap 0.0, exact false, "value": ["date_low", "date_high"], "grain": ["grain"];
    "quantities" from quantities where is_explicit, overlap 0.0, exact false, "count": ["quantity_low", "quantity_high"],
        "count and item": ["quantity_low", "quantity_high", "item"];
    "people" from people where |row| is(row, "kind", "title", false), overlap 0.0, exact true, "person": ["name"];
    "person titles" from people where |row| is(row, "kind", "title", true), overlap 0.0, exact true, "person": ["name"];
    "organizations" from organizations, overlap 0.0, exact true, "kind": ["kind"];
    "places" from places, overlap 0.0, exact true, "kind": ["kind"];
    "nationalities" from nationalities, overlap 0.0, exact true, "country": ["country"];
    "equipment" from equipment, overlap 0.0, exact true, "id": ["equipment_id"];
    "events" from events, overlap 0.0, exact true, "name": ["name"], "date": ["date_low", "date_high"], "place": ["place"];
    "agreements" from agreements, overlap 0.0, exact true, "name": ["name"], "duration": ["duration_years"];
    "quotes" from quotes where |row| row.get("is_direct") == Some(&Value::Bool(true)), overlap 0.8, exact true,
        "speaker": ["speaker_name"], "partial": ["is_partial"];
    "turns" from turns, overlap 0.0, exact false, "speaker": ["speaker_name", "is_question"];
    "contract awards" from contract_awards, overlap 0.5, exact false,
        "branch": ["branch"], "amount": ["amount_usd"], "amount bound": ["amount_bound"], "cumulative": ["cumulative_usd"],
        "obligated": ["obligated_usd"], "contract kinds": ["contract_kinds"], "is modification": ["is_modification"],
        "modification": ["modification_no"], "is option": ["is_option"], "numbers": ["contract_numbers"], "activity": ["activity"],
        "completion": ["completion_low", "completion_high"],
        "customers": ["fms_customers"], "is foreign sale": ["is_fms"], "small business": ["is_small_business"],
        "offers": ["offers_received"], "is correction": ["is_correction"];
    "award companies" from award_companies, overlap 0.5, exact true, "name": ["name"], "city": ["city"], "state": ["state_or_country"],
        "small business": ["is_small_business"], "number": ["contract_number"];
    "award places" from award_places, overlap 0.5, exact true, "place": ["name"], "share": ["basis_points"];
    "award funds" from award_funds, overlap 0.0, exact false, "year": ["fiscal_year"], "kind": ["kind"], "amount": ["amount_usd"];
}

fn is(row: &Row, column: &str, value: &str, wanted: bool) -> bool {
    (row.get(column).and_then(Value::as_str) == Some(value)) == wanted
}

/// Whether a count says a number: a magnitude alone (`hundreds of rounds`) is not labelled.
fn is_explicit(row: &Row) -> bool {
    let surface = row.get("surface").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let qualifier = row.get("qualifier").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let count = surface.strip_prefix(&qualifier).unwrap_or(&surface).trim_start();
    !["dozens", "tens", "scores", "hundreds", "thousands", "millions", "billions"].iter().any(|word| count.starts_with(word))
}

/// What was found on one page, kind by kind and measure by measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scores(pub BTreeMap<(String, String), Tally>);

impl Scores {
    /// Adds the scores of another page.
    pub fn add(&mut self, other: Self) {
        for (key, tally) in other.0 {
            self.0.entry(key).or_default().add(tally);
        }
    }

    /// The tally of a measure.
    pub fn of(&mut self, kind: &str, measure: &str) -> &mut Tally {
        self.0.entry((kind.to_owned(), measure.to_owned())).or_default()
    }
}

/// Rows of a kind with their spans.
struct Found {
    start: usize,
    end: usize,
    row: Row,
}

/// Compares the labels of one kind with what was found on the page, up to the character `upto`. `columns`: those that the file labels.
pub fn compare(
    kind: &Kind,
    labels: &[Label],
    columns: &BTreeSet<&str>,
    article: &Article,
    mentions: &Mentions,
    upto: usize,
) -> Result<Scores> {
    let mut found = Vec::new();
    for value in (kind.rows)(mentions)?.as_array_mut().into_iter().flatten() {
        let Value::Object(row) = std::mem::take(value) else { continue };
        let at = |columns: [&str; 2]| columns.iter().find_map(|column| row.get(*column)?.as_u64()).and_then(|at| usize::try_from(at).ok());
        let (Some(start), Some(end)) = (at(["label_start_char", "start_char"]), at(["label_end_char", "end_char"])) else { continue };
        if (kind.is_asked)(&row) && end <= upto {
            found.push(Found { start, end, row });
        }
    }
    Ok(tallies(kind, labels, columns, &found, article))
}

fn tallies(kind: &Kind, labels: &[Label], labelled: &BTreeSet<&str>, found: &[Found], article: &Article) -> Scores {
    let pairs = pairs(kind, labels, found);
    let mut scores = Scores::default();
    let show = |what: &str, span: (usize, usize)| Wrong {
        article_id: article.article_id.clone(),
        what: what.to_owned(),
        sentence: in_context(&article.body_text, span),
    };
    let met: BTreeSet<usize> = pairs.iter().map(|(label, _)| *label).collect();
    let used: BTreeSet<usize> = pairs.iter().map(|(_, row)| *row).collect();
    let span = scores.of(kind.name, "span");
    span.hits = pairs.len();
    for (_, label) in labels.iter().enumerate().filter(|(index, _)| !met.contains(index)) {
        span.missed += 1;
        span.wrong.push(show("missed", label.at));
    }
    for (_, row) in found.iter().enumerate().filter(|(index, _)| !used.contains(index)) {
        span.extra += 1;
        span.wrong.push(show("extra", (row.start, row.end)));
    }
    if kind.is_exact_asked {
        let hits = pairs.iter().filter(|(label, row)| labels[*label].at == (found[*row].start, found[*row].end)).count();
        *scores.of(kind.name, "exact span") = counted(hits, labels.len(), found.len());
    }
    for (measure, columns) in kind.values.iter().filter(|(_, columns)| columns.iter().all(|column| labelled.contains(column))) {
        let tally = scores.of(kind.name, measure);
        for (index, label) in labels.iter().enumerate() {
            let row = pairs.iter().find(|(of, _)| *of == index).map(|(_, row)| &found[*row].row);
            let (hits, wanted) = agreement(measure, columns, &label.fields, row);
            tally.hits += hits;
            tally.missed += wanted - hits;
            if hits < wanted && row.is_some() {
                let told = |row: Option<&Row>| columns.iter().map(|column| text(row.and_then(|row| row.get(*column)))).collect::<Vec<_>>();
                tally.wrong.push(show(&format!("{:?}, labelled {:?}", told(row), told(Some(&label.fields))), label.at));
            }
        }
        let given: usize = found.iter().map(|found| weight(columns, &found.row)).sum();
        tally.extra += given.saturating_sub(tally.hits);
    }
    scores
}

fn counted(hits: usize, labels: usize, rows: usize) -> Tally {
    Tally { hits, extra: rows - hits, missed: labels - hits, wrong: Vec::new() }
}

/// Which label meets which row: the longest overlaps first, each once.
fn pairs(kind: &Kind, labels: &[Label], found: &[Found]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        for (at, row) in found.iter().enumerate() {
            let overlap = label.at.1.min(row.end).saturating_sub(label.at.0.max(row.start));
            let longest = (label.at.1 - label.at.0).max(row.end - row.start);
            #[expect(clippy::cast_precision_loss, reason = "spans are short")]
            if overlap > 0 && overlap as f64 >= kind.least_overlap * longest as f64 {
                candidates.push((std::cmp::Reverse(overlap), longest, index, at));
            }
        }
    }
    candidates.sort_unstable();
    let (mut labels_met, mut rows_used, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, _, label, row) in candidates {
        if !labels_met.contains(&label) && !rows_used.contains(&row) {
            labels_met.insert(label);
            rows_used.insert(row);
            pairs.push((label, row));
        }
    }
    pairs
}

/// How many values of `columns` a label holds, and how many of them the row has too. A list counts entry by entry, a group of columns as
/// one.
fn agreement(measure: &str, columns: &[&str], label: &Row, row: Option<&Row>) -> (usize, usize) {
    if let ([column], Some(Value::Array(wanted))) = (columns, label.get(columns[0])) {
        let mut given: Vec<String> = match row.and_then(|row| row.get(*column)) {
            Some(Value::Array(entries)) => entries.iter().map(|entry| text(Some(entry))).collect(),
            _ => Vec::new(),
        };
        let hits = wanted.iter().filter(|entry| take(&mut given, &text(Some(entry)))).count();
        return (hits, wanted.len());
    }
    let is_wanted = weight(columns, label) == 1;
    let is_hit = is_wanted
        && row.is_some_and(|row| {
            columns.iter().all(|column| {
                let (wanted, given) = (text(label.get(*column)), text(row.get(*column)));
                is_same(&wanted, &given)
                    || matches!(measure, "person" | "speaker") && is_one_name(&wanted, &given)
                    || *column == "item" && is_one_thing(&wanted, &given, &text(row.get("unit")))
            })
        });
    (usize::from(is_hit), usize::from(is_wanted))
}

/// Whether two noun phrases name one thing: with or without its unit, what it is more of, and what follows an "of".
fn is_one_thing(wanted: &str, given: &str, unit: &str) -> bool {
    let head = |words: &str| {
        let bare =
            words.trim_start_matches("additional ").trim_start_matches("more ").trim_start_matches("other ").trim_start_matches("new ");
        bare.to_owned()
    };
    let goes_on = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(" of "));
    let (wanted, given) = (head(wanted), head(given));
    let with_unit = format!("{unit} of {given}");
    [&given, &with_unit].iter().any(|given| goes_on(given, &wanted) || goes_on(&wanted, given))
}

/// Whether one name is part of the other: the title of the page, or what everybody knows, may give more of a name than the text does.
fn is_one_name(wanted: &str, given: &str) -> bool {
    let holds = |long: &str, short: &str| !short.is_empty() && short.split(' ').all(|word| long.split(' ').any(|other| other == word));
    holds(wanted, given) || holds(given, wanted)
}

fn take(entries: &mut Vec<String>, wanted: &str) -> bool {
    let place = entries.iter().position(|entry| is_same(wanted, entry));
    place.map(|place| entries.swap_remove(place)).is_some()
}

/// How many values of `columns` a row holds: flags that are not set and empty cells are none.
fn weight(columns: &[&str], row: &Row) -> usize {
    match (columns, columns.first().and_then(|column| row.get(*column))) {
        ([_], Some(Value::Array(entries))) => entries.len(),
        _ => usize::from(columns.iter().any(|column| !matches!(row.get(*column), None | Some(Value::Null | Value::Bool(false))))),
    }
}

/// A value as it is compared: letters and digits in lower case, so that quotation marks and spaces do not matter.
fn text(value: Option<&Value>) -> String {
    let written = match value {
        None | Some(Value::Null) => return String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let letters = written.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect::<String>().to_lowercase();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a value is the one labelled, which may be kept as a digest: what somebody else wrote does not go into the project.
fn is_same(wanted: &str, given: &str) -> bool {
    match wanted.strip_prefix("sha256 ") {
        Some(digest) => !digest.is_empty() && sha256_hex(given.as_bytes()).starts_with(digest),
        None => wanted == given,
    }
}

/// The span between marks, with the words around it.
fn in_context(body: &str, (start, end): (usize, usize)) -> String {
    const AROUND: usize = 60;
    let part = |from: usize, to: usize| body.chars().skip(from).take(to.saturating_sub(from)).collect::<String>().replace('\n', " ");
    format!("{}«{}»{}", part(start.saturating_sub(AROUND), start), part(start, end), part(end, end + AROUND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_be_labelled_by_its_digest() {
        let digest = format!("sha256 {}", &sha256_hex(b"harbor command ohio")[..16]);
        assert!(is_same(&digest, &text(Some(&Value::from("Harbor Command, Ohio")))));
        assert!(!is_same(&digest, "harbor command") && !is_same("sha256 ", "harbor command"));
    }

    #[test]
    fn a_thing_is_one_with_its_unit_and_what_it_is_of() {
        assert!(is_one_thing("squadrons of aircraft", "aircraft", "squadrons") && is_one_thing("women", "women of age", ""));
        assert!(!is_one_thing("women", "womens teams", "") && !is_one_thing("forces", "forces providing defense", ""));
    }

    #[test]
    fn a_name_meets_one_that_holds_it() {
        assert!(is_one_name("ada b quill", "quill") && is_one_name("quill", "ada quill"));
        assert!(!is_one_name("ada quill", "oda quill") && !is_one_name("quill", ""));
    }
}
