//! Agreements a page names: treaties, pacts, accords, memoranda of understanding.
//!
//! An agreement is a chain of capitals around a word for agreements (`Treaty of Harbor`, `Lakeside Accords`), or such a word in small letters
//! with what kind of agreement it is before it (`a 10-year bilateral security agreement`). Laws are none.

mod naming;

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::{Mentions, Page, Passage, within};
use crate::lookup::{Lookups, slug};
use crate::text::{lead, tail};
use crate::{mention, vocabulary};

use naming::Naming;

vocabulary! {
    /// What kind of agreement it is.
    pub enum AgreementKind {
        /// A treaty or convention.
        Treaty = "treaty",
        /// An agreement, arrangement or pact.
        Agreement = "agreement",
        /// An accord.
        Accord = "accord",
        /// A memorandum of understanding or letter of intent.
        Memorandum = "memorandum",
        /// None of these.
        Other = "other",
    }
}

mention! {
    /// One row per naming of an agreement.
    pub struct AgreementMention = agreements, key(article_id, start_char, end_char) {
        /// What kind of agreement it is.
        kind: AgreementKind,
        /// Its name: `bilateral security agreement`, `New START`.
        name: String,
        /// The agreement: the slug of its name, with parties where the name alone is common.
        agreement_id: String,
        /// Who concluded it, as far as the page tells: countries, organizations or the people who signed.
        parties: Vec<String>,
        /// For how many years.
        duration_years: Option<i64>,
        /// First day on which it may have been signed.
        signed_low: Option<NaiveDate>,
        /// Last such day.
        signed_high: Option<NaiveDate>,
    }
}

/// Finds the agreements of a page. Needs dates, places, organizations and people in `found`.
pub fn find(page: &Page, lookups: &Lookups, found: &mut Mentions) {
    let mut rows: Vec<AgreementMention> = Vec::new();
    for (index, passage) in page.passages.iter().enumerate() {
        for naming in naming::find(passage, lookups) {
            rows.push(row(page, index, naming, found));
        }
    }
    found.agreements.append(&mut rows);
}

fn row(page: &Page, index: usize, naming: Naming, found: &Mentions) -> AgreementMention {
    let passage = &page.passages[index];
    let sentences = passage.sentences();
    let at = sentences.partition_point(|sentence| sentence.start <= naming.range.start);
    let sentence = at.checked_sub(1).and_then(|at| sentences.get(at)).unwrap_or(&naming.range);
    // What follows, in the next paragraph if need be, may go on about it and tell more.
    let behind = || page.passages.get(index + 1).and_then(|next| Some((next, next.sentences().first()?)));
    let next = sentences.get(at).map(|next| (passage, next)).or_else(behind);
    let next = next.filter(|(passage, next)| speaks_on(tail(passage.text, next.start, 120)));
    let parties = parties(passage, sentence, &naming, found);
    let signed = next.and_then(|(passage, next)| signed(passage, next, found)).or_else(|| signed(passage, sentence, found));
    // A name in small letters is shared by many agreements: its parties tell them apart.
    let mut sides: Vec<String> = parties.iter().filter(|_| naming.is_common).map(|party| slug(party)).collect();
    sides.sort();
    let span = passage.span(naming.range);
    AgreementMention {
        article_id: page.article.article_id.clone(),
        paragraph_no: span.paragraph_no,
        start_char: span.start_char,
        end_char: span.end_char,
        surface: span.surface,
        kind: naming.kind,
        agreement_id: std::iter::once(slug(&naming.name)).chain(sides).collect::<Vec<_>>().join("-"),
        name: naming.name,
        parties,
        duration_years: naming.duration_years,
        signed_low: signed.map(|(low, _)| low),
        signed_high: signed.map(|(_, high)| high),
    }
}

/// Whether a sentence goes on about the agreement before it.
fn speaks_on(text: &str) -> bool {
    let text = text.to_lowercase();
    ["that agreement", "the agreement", "this agreement", "the pact", "the treaty", "the accord"].iter().any(|words| text.contains(words))
}

/// The day of signing that a sentence names: the first behind a word of signing, else the nearest before it.
fn signed(passage: &Passage, sentence: &Range<usize>, found: &Mentions) -> Option<(NaiveDate, NaiveDate)> {
    let text = passage.text.get(sentence.clone())?;
    let sign = ["signed", "signing", "signs", "concluded", "inked"].iter().filter_map(|word| text.find(word)).min()?;
    let sign = passage.char_at(sentence.start + sign);
    let days = || within(&found.dates, passage.chars(sentence));
    let day = days().find(|row| row.start_char > sign).or_else(|| days().last())?;
    Some((day.date_low, day.date_high))
}

/// Who concluded it: the sides in its name, those between which it is, or the people who signed it.
fn parties(passage: &Passage, sentence: &Range<usize>, naming: &Naming, found: &Mentions) -> Vec<String> {
    let after = tail(passage.text, naming.range.end, 160);
    let behind = naming.range.end..(naming.range.end + after.len()).min(sentence.end).max(naming.range.end);
    let places = |bytes: &Range<usize>| within(&found.places, passage.chars(bytes)).map(|row| row.name.clone());
    let mut parties: Vec<String> = places(&naming.range).collect();
    let follows = after.trim_start();
    if parties.len() < 2 && ["between ", "with ", "among "].iter().any(|word| follows.starts_with(word)) {
        parties.extend(places(&behind));
    }
    if parties.is_empty() {
        let before = lead(passage.text, naming.range.start, 40);
        let is_by = follows.starts_with("by ") || follows.starts_with("signed by ");
        let is_signed = is_by || ["signed ", "signed a ", "signed an ", "signed the "].iter().any(|words| before.ends_with(words));
        let signers = if is_by { behind } else { sentence.start..naming.range.start };
        let people = within(&found.people, passage.chars(&signers)).filter(|_| is_signed);
        parties.extend(people.map(|row| row.name.clone()));
    }
    let mut seen = BTreeSet::new();
    parties.retain(|party| seen.insert(party.clone()));
    parties
}

#[cfg(test)]
mod tests {
    use super::AgreementKind;
    use crate::mentions::testing::release;

    fn names(text: &str) -> Vec<(String, AgreementKind)> {
        release(&[text]).agreements.into_iter().map(|row| (row.name, row.kind)).collect()
    }

    #[test]
    fn capitals_around_a_word_for_agreements_name_one() {
        assert_eq!(
            names("Under the Lakeside Accords and the Treaty of Harbor, the Status of Forces Agreement holds."),
            [
                ("Lakeside Accords".to_owned(), AgreementKind::Accord),
                ("Treaty of Harbor".to_owned(), AgreementKind::Treaty),
                ("Status of Forces Agreement".to_owned(), AgreementKind::Agreement),
            ]
        );
        assert_eq!(names("They signed a Memorandum of Understanding.")[0].1, AgreementKind::Memorandum);
    }

    #[test]
    fn small_letters_need_their_kind_before_them() {
        let found = release(&["They signed a 10-year bilateral security agreement today."]);
        let row = &found.agreements[0];
        assert_eq!((row.name.as_str(), row.duration_years), ("bilateral security agreement", Some(10)));
        assert_eq!(row.signed_low.unwrap().to_string(), "2023-06-14");
        let found = release(&[
            "Today's talk follows the signing of a security agreement by Gen. Ada Quill.",
            "She said that agreement was signed last month.",
        ]);
        let row = &found.agreements[0];
        assert_eq!((row.parties.as_slice(), row.signed_low.unwrap().to_string().as_str()), (&["Ada Quill".to_owned()][..], "2023-05-01"));
        assert_eq!(names("We are in agreement, and the agreement was long."), []);
    }

    #[test]
    fn what_is_known_by_name_needs_no_noun() {
        assert_eq!(
            names("She spoke of the Iran deal, or JCPOA, the Six Assurances and the Paris climate agreement."),
            [
                ("Joint Comprehensive Plan of Action".to_owned(), AgreementKind::Agreement),
                ("Joint Comprehensive Plan of Action".to_owned(), AgreementKind::Agreement),
                ("Six Assurances".to_owned(), AgreementKind::Other),
                ("Paris Agreement".to_owned(), AgreementKind::Agreement),
            ]
        );
    }

    #[test]
    fn laws_and_organizations_are_no_agreements() {
        assert_eq!(names("The Iran Nuclear Agreement Review Act passed."), []);
        assert_eq!(names("The Treaty Compliance Act and North Atlantic Treaty Organization forces."), []);
    }
}
