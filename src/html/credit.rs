//! Who took a photo and when: the credit line (`Navy Petty Officer 1st Class Ida Quill, DOD`) and the VIRIN (`240702-D-PM193-1136`).
//!
//! Ranks and services are facts and come from `pipelines/lookups`; without them a credit is still split into name and organization.

use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, NaiveDate};
use regex::Regex;

/// Ranks and services as credits write them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreditWords {
    /// Longest first, so that "Sgt. 1st Class" is not read as "Sgt.".
    ranks: Vec<Word>,
    services: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    name: String,
    /// Whether only this case will do: "MAJ" is a rank and "maj" is not.
    is_cased: bool,
}

/// A credit, split.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credit {
    /// The service, as written.
    pub service: Option<String>,
    /// The rank, as written.
    pub rank: Option<String>,
    /// The name.
    pub photographer: Option<String>,
    /// The organization behind the name, as written.
    pub organization: Option<String>,
}

impl CreditWords {
    /// Reads `ranks.csv` and `services.csv`: the first column is the name as written, and the note may say "as cased". An error names
    /// the line.
    pub fn parse(ranks: &str, services: &str) -> Result<Self> {
        Ok(Self { ranks: words(ranks).context("ranks.csv")?, services: words(services).context("services.csv")? })
    }

    /// Splits what stands behind "Photo By:".
    #[must_use]
    pub fn split(&self, text: &str) -> Credit {
        let text = text.trim().trim_end_matches(['.', '|', ';', ',']).trim_end();
        let (who, organization) = split_organization(text);
        let (service, who) = Self::take(&self.services, who);
        let (rank, who) = Self::take(&self.ranks, who);
        let name = who.trim().trim_matches([',', '/']).trim();
        let is_nobody = name.is_empty() || name.eq_ignore_ascii_case("courtesy photo") || name.eq_ignore_ascii_case("courtesy");
        Credit { service, rank, photographer: (!is_nobody).then(|| name.to_owned()), organization: organization.map(str::to_owned) }
    }

    /// Splits a credit that a caption carries in parentheses: `U.S. Air Force photo/Senior Airman Ida Quill`.
    #[must_use]
    pub fn split_parenthesis(&self, text: &str) -> Credit {
        static PHOTO: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?i)^(.*?)\b(?:file )?(?:photo(?:graph|s)?|image|graphic|illustration|video)(?: illustration| composite)?\b\s*(?:/|by\b|courtesy(?: of)?\b|:|-|,)*\s*(?:by\b\s*)?(.*)$")
                .expect("the pattern is a constant")
        });
        static RELEASED: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"(?i)\s*[/,-]?\s*\breleased\b\s*$").expect("the pattern is a constant"));
        let text = RELEASED.replace(text.trim(), "");
        let Some(captures) = PHOTO.captures(&text) else { return self.split(&text) };
        let part = |place| captures.get(place).map_or("", |group| group.as_str()).trim().trim_matches('/').trim();
        let mut credit = self.split(part(2));
        let owner = part(1).trim_end_matches("courtesy").trim();
        if !owner.is_empty() && !owner.eq_ignore_ascii_case("courtesy") {
            let (service, rest) = Self::take(&self.services, owner);
            if service.is_some() && rest.is_empty() {
                credit.service = credit.service.or(service);
            } else {
                credit.organization = credit.organization.or_else(|| Some(owner.to_owned()));
            }
        }
        credit
    }

    /// Takes the longest of the words off the front.
    fn take<'a>(words: &[Word], text: &'a str) -> (Option<String>, &'a str) {
        for Word { name, is_cased } in words {
            let Some((head, rest)) = text.split_at_checked(name.len()) else { continue };
            let is_same = if *is_cased { head == name } else { head.eq_ignore_ascii_case(name) };
            if is_same && rest.chars().next().is_none_or(|next| !next.is_alphanumeric()) {
                return (Some(head.to_owned()), rest.trim_start());
            }
        }
        (None, text)
    }
}

fn words(csv: &str) -> Result<Vec<Word>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(csv.as_bytes());
    let note = reader.headers()?.iter().position(|header| header == "note");
    let mut words = Vec::new();
    for record in reader.records() {
        let record = record?;
        let is_cased = note.and_then(|note| record.get(note)).is_some_and(|note| note.contains("as cased"));
        if let Some(name) = record.get(0).filter(|name| !name.is_empty()) {
            words.push(Word { name: name.to_owned(), is_cased });
        }
    }
    words.sort_by(|a, b| b.name.len().cmp(&a.name.len()).then_with(|| a.cmp(b)));
    words.dedup();
    Ok(words)
}

/// The last part behind a comma is the organization, unless it belongs to the name ("Jr.").
fn split_organization(text: &str) -> (&str, Option<&str>) {
    match text.split_once(", ") {
        Some((who, rest)) => {
            let (first, after) = rest.split_once(", ").map_or((rest, None), |(first, after)| (first, Some(after)));
            if matches!(first.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV") {
                (text.get(..who.len() + 2 + first.len()).unwrap_or(text), after)
            } else {
                (who, Some(rest))
            }
        }
        None => (text, None),
    }
}

static VIRIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u)\b([0-9]{6})-([A-Z])-([A-Z0-9]{2,6})-([0-9]{1,6}[A-Z]{0,2})\b").expect("the pattern is a constant")
});

/// The VIRIN in a text.
#[must_use]
pub fn virin(text: &str) -> Option<String> {
    VIRIN.find(text).map(|found| found.as_str().to_owned())
}

/// The VIRIN that names the file of an address.
#[must_use]
pub fn virin_of_address(address: &str) -> Option<String> {
    let name = address.split(['?', '#']).next()?.rsplit('/').next()?;
    virin(name).filter(|virin| name.starts_with(virin.as_str()))
}

/// The day a VIRIN begins with, in the century that lies before `captured`.
#[must_use]
pub fn virin_day(virin: &str, captured: NaiveDate) -> Option<NaiveDate> {
    let digits = |from: usize, to: usize| virin.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = (digits(0, 2)?, digits(2, 4)?, digits(4, 6)?);
    let year = i32::try_from(year).ok()?;
    let century = if 2000 + year > captured.year() { 1900 } else { 2000 };
    NaiveDate::from_ymd_opt(century + year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> CreditWords {
        let ranks =
            "name,canonical\nPetty Officer 1st Class,x\nSgt.,x\nStaff Sgt.,x\nSgt. 1st Class,x\nSenior Airman,x\nAirman 1st Class,x\n";
        CreditWords::parse(ranks, "name\nNavy\nArmy\nU.S. Air Force\nAir Force\nArmy National Guard\n").unwrap()
    }

    fn credit(service: &str, rank: &str, photographer: &str, organization: &str) -> Credit {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Credit { service: some(service), rank: some(rank), photographer: some(photographer), organization: some(organization) }
    }

    #[test]
    fn a_credit_is_service_rank_name_and_organization() {
        let cases = [
            ("Navy Petty Officer 1st Class Ida Quill, DoD", credit("Navy", "Petty Officer 1st Class", "Ida Quill", "DoD")),
            ("Army Sgt. 1st Class Tam Orrin", credit("Army", "Sgt. 1st Class", "Tam Orrin", "")),
            (
                "Army National Guard Staff Sgt. Tam Orrin, Jr., 3rd Brigade",
                credit("Army National Guard", "Staff Sgt.", "Tam Orrin, Jr.", "3rd Brigade"),
            ),
            ("Ida Quill, DOD", credit("", "", "Ida Quill", "DOD")),
            ("Navybrook Ida", credit("", "", "Navybrook Ida", "")),
            ("Courtesy Photo", credit("", "", "", "")),
        ];
        for (text, expected) in cases {
            assert_eq!(words().split(text), expected, "{text}");
        }
    }

    #[test]
    fn a_parenthesis_is_a_credit_too() {
        let cases = [
            ("U.S. Air Force photo/Senior Airman Ida Quill", credit("U.S. Air Force", "Senior Airman", "Ida Quill", "")),
            ("U.S. Air Force photo by Senior Airman Ida Quill/Released", credit("U.S. Air Force", "Senior Airman", "Ida Quill", "")),
            ("Courtesy photo", credit("", "", "", "")),
            ("DoD photo by Ida Quill", credit("", "", "Ida Quill", "DoD")),
            ("Photo by Staff Sgt. Ida Quill", credit("", "Staff Sgt.", "Ida Quill", "")),
        ];
        for (text, expected) in cases {
            assert_eq!(words().split_parenthesis(text), expected, "{text}");
        }
    }

    #[test]
    fn a_virin_tells_the_day() {
        let captured = NaiveDate::from_ymd_opt(2024, 7, 3).unwrap();
        assert_eq!(virin_day("240702-D-PM193-1136", captured), NaiveDate::from_ymd_opt(2024, 7, 2));
        assert_eq!(virin_day("910310-F-ZZ999-003", captured), NaiveDate::from_ymd_opt(1991, 3, 10));
        assert_eq!(virin_day("240000-D-PM193-1136", captured), None);
        assert_eq!(virin_of_address("https://media.example/670/394/0/910310-F-ZZ999-003.JPG?x=1").as_deref(), Some("910310-F-ZZ999-003"));
        assert_eq!(virin_of_address("https://media.example/photo-1.JPG"), None);
    }
}
