//! The labelled documents of the Defence Science and Technology Laboratory (`re3d`): `documents.json` and `entities.json`, a line each.
//!
//! Their types are put on our kinds. They label names within names (`the U.S. Embassy`, `U.S. Embassy`): of those the innermost is kept, of
//! people the outermost. They call a country that acts an organisation, we call it a place: such a label is compared as a place. Labels that
//! name nothing (`we`, `mourners`, `the regime`), or no amount, are left out, and counted in the title.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Map;

use super::texts;
use super::truth::{Gold, Label, Labels, Page};
use crate::lookup::Lookups;
use crate::records::{BlockKind, PageKind};

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "_id")]
    id: String,
    #[serde(default, rename = "sourceUrl")]
    url: String,
    #[serde(default)]
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Entity {
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "documentId")]
    document: String,
    value: String,
}

/// Our kind for a type of theirs.
fn kind_of(theirs: &str) -> Option<&'static str> {
    Some(match theirs {
        "Person" => "people",
        "Organisation" => "organizations",
        "Location" => "places",
        "Money" => "money",
        "Nationality" => "nationalities",
        "Temporal" => "dates",
        "Quantity" => "quantities",
        // Their `Vehicle` is number plates, and mostly noise.
        "Weapon" | "MilitaryPlatform" => "equipment",
        _ => return None,
    })
}

/// Reads the entities of `file` and the documents beside it.
pub fn read(file: &Path, text: &str, lookups: &Lookups) -> Result<Gold> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let documents = folder.join("documents.json");
    let documents_text = std::fs::read_to_string(&documents).with_context(|| format!("{}", documents.display()))?;
    let mut nameless = 0;
    let mut kinds: BTreeMap<String, BTreeMap<String, Vec<Label>>> = BTreeMap::new();
    for (index, line) in lines(text) {
        let entity: Entity = serde_json::from_str(line).with_context(|| format!("{}:{}", file.display(), index + 1))?;
        let is_nameless = match entity.kind.as_str() {
            "Person" | "Organisation" | "Location" => !is_named(&entity.value),
            // "donor contributions": money, and no amount of it.
            "Money" => !entity.value.contains(|letter: char| letter.is_ascii_digit()) && !entity.value.contains("illion"),
            _ => false,
        };
        if is_nameless {
            nameless += 1;
            continue;
        }
        let is_country = entity.kind == "Organisation" && names_a_country(&entity.value, lookups);
        let Some(kind) = kind_of(if is_country { "Location" } else { &entity.kind }) else { continue };
        let of_document = kinds.entry(entity.document).or_default();
        of_document.entry(kind.to_owned()).or_default().push(Label { at: (entity.begin, entity.end), fields: Map::new() });
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut gold = Gold { title: format!("re3d {name}, without {nameless} labels that name nothing"), ..Gold::default() };
    for (index, line) in lines(&documents_text) {
        let document: Document = serde_json::from_str(line).with_context(|| format!("{}:{}", documents.display(), index + 1))?;
        let mut labels = kinds.remove(&document.id).unwrap_or_default();
        for kind in ["people", "organizations", "places", "money", "nationalities", "dates", "quantities", "equipment"] {
            let of_kind = labels.entry(kind.to_owned()).or_default();
            *of_kind = apart(std::mem::take(of_kind), kind == "people");
        }
        // The offsets are into the text as it stands, so it stays one paragraph with its ends of lines.
        let blocks = [(BlockKind::Body, document.text)];
        let (article, paragraphs) = texts::page(&document.id, &document.title, published(&document.url), PageKind::Release, &blocks);
        gold.pages.push(Page { article, paragraphs, labels: Labels { kinds: labels, ..Labels::default() } });
    }
    Ok(gold)
}

/// Whether a label names something: a capital behind the article, and no pronoun.
fn is_named(value: &str) -> bool {
    const ARTICLES: [&str; 8] = ["the", "a", "an", "our", "their", "its", "his", "this"];
    const PRONOUNS: [&str; 12] = ["i", "we", "he", "she", "they", "you", "it", "us", "my", "me", "our", "their"];
    let word = value.split_whitespace().find(|word| !ARTICLES.contains(&word.to_lowercase().as_str()));
    word.is_some_and(|word| {
        word.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
            && !PRONOUNS.contains(&word.to_lowercase().as_str())
    })
}

fn names_a_country(name: &str, lookups: &Lookups) -> bool {
    let name = name.trim_start_matches("the ").trim_start_matches("The ");
    lookups.countries.whole(name).is_some_and(|row| row[4] == "country")
}

/// Labels none of which lies in another.
fn apart(mut labels: Vec<Label>, is_outermost_kept: bool) -> Vec<Label> {
    labels.sort_by_key(|label| (label.at.1 - label.at.0, label.at.0));
    if is_outermost_kept {
        labels.reverse();
    }
    let mut kept: Vec<Label> = Vec::new();
    for label in labels {
        if !kept.iter().any(|other| label.at.0 < other.at.1 && other.at.0 < label.at.1) {
            kept.push(label);
        }
    }
    kept.sort_by_key(|label| label.at);
    kept
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
}

/// The first of the month that stands in the address (`/2016/10/`), else of the year the set was made.
fn published(url: &str) -> NaiveDate {
    let parts: Vec<&str> = url.split('/').collect();
    let dated = parts.windows(2).find_map(|pair| NaiveDate::from_ymd_opt(pair[0].parse().ok()?, pair[1].parse().ok()?, 1));
    dated.or_else(|| NaiveDate::from_ymd_opt(2017, 1, 1)).unwrap_or_default()
}
