//! Whom the label of a turn means.

use super::super::people::PersonMention;
use super::super::people::full_name::in_title_case;
use super::Page;
use super::labels::{Label, PARTS};
use super::people::{People, ends_in, same};
use crate::lookup::{EpochEvent, Lookups};
use crate::text::words::is_listed;

/// A speaker: the person's id where the page's people have one, and the name.
pub(super) type Speaker = (Option<String>, String);

/// Words that end a label which names nobody.
const NAMELESS: &str = "OFFICIAL OFFICIALS AIDE MODERATOR OPERATOR MEMBER MEMBERS STAFF STAFFER INTERPRETER TRANSLATOR PARTICIPANT PARTICIPANTS \
    SPEAKER HOST ANNOUNCER VOICE LEADER LADY SPOKESPERSON OFFICER";

/// Words of a title that follow a name.
const BEHIND: &str = "After Ahead And At Before During Following For From In Of On To With";

/// The speaker of a labelled turn.
pub(super) fn speaker(page: &Page, passage: usize, label: &Label, lookups: &Lookups, people: &People) -> Option<Speaker> {
    let text = page.passages[passage].text;
    let words: Vec<_> = text[label.range.clone()].split('(').next()?.split_whitespace().collect();
    let last = words.iter().rfind(|word| word.contains(char::is_alphabetic))?;
    if is_listed(&bare(last), NAMELESS) {
        return None;
    }
    if let Some(named) = people.of(&page.passages[passage]).into_iter().find(|named| named.range.start < label.range.end) {
        return Some(known(named.row));
    }
    match words.as_slice() {
        [the, office @ ..] if the.eq_ignore_ascii_case("the") => holder(page, &office.join(" "), lookups, people),
        words => {
            let name = surname(words)?;
            let row = people.called(&name).map(known);
            row.or_else(|| Some((None, full_name(&page.article.title, &name).unwrap_or(name))))
        }
    }
}

/// Paragraphs at the head of a page that introduce who speaks: `REMARKS BY VICE PRESIDENT ADA ROE`.
const HEAD: usize = 6;

/// Who holds an office: by the title or the head of the page, else by the day, else whoever the page gives that title.
pub(super) fn holder(page: &Page, office: &str, lookups: &Lookups, people: &People) -> Option<Speaker> {
    let head = page.passages.iter().take(HEAD).map(|passage| passage.text).filter(|text| text.len() < 200);
    let named = std::iter::once(page.article.title.as_str()).chain(head).find_map(|text| titled(text, office));
    match named.or_else(|| in_office(page, office, lookups)) {
        Some(name) => Some(people.called(&name).map_or_else(|| (None, well_known(&name, office, lookups).unwrap_or(name)), known)),
        None => people.holding(office).map(known),
    }
}

/// The full name of a holder of an office that the lookups know.
fn well_known(name: &str, office: &str, lookups: &Lookups) -> Option<String> {
    let mut rows = lookups.people.rows().iter();
    let row = rows.find(|row| same(&row[2], office) && ends_in(&row[1], name))?;
    Some(row[1].clone())
}

fn known(row: &PersonMention) -> Speaker {
    (Some(row.page_person_id.clone()), row.name.clone())
}

/// The words of a label behind titles and parts: `VON DER ROE` of `PRESIDENT VON DER ROE`, as a name is written.
fn surname(words: &[&str]) -> Option<String> {
    let last = words.iter().rposition(|word| word.contains(char::is_alphabetic))?;
    let words = &words[..=last];
    let start = words.iter().rposition(|word| is_listed(&bare(word), PARTS)).map_or(0, |part| part + 1);
    let name = words.get(start..)?.iter().map(|word| in_title_case(word.trim_matches(','))).collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_uppercase()
}

/// The name behind an office in the title of a page: `Roe` of `Remarks by President Roe on Aid`.
fn titled(title: &str, office: &str) -> Option<String> {
    let words: Vec<_> = title.split_whitespace().collect();
    let office: Vec<_> = office.split(' ').collect();
    let start = words.windows(office.len()).position(|window| window.iter().zip(&office).all(|(word, office)| same(word, office)))?;
    // The vice president is another one.
    if start > 0 && words[start - 1].eq_ignore_ascii_case("vice") {
        return None;
    }
    let name = words.get(start + office.len()..)?.iter().take(4);
    let is_name = |word: &&&str| word.starts_with(char::is_uppercase) && !is_listed(&in_title_case(word), BEHIND);
    let mut possessed = false;
    let name = name.take_while(is_name).take_while(|word| !std::mem::replace(&mut possessed, word.ends_with("’s") || word.ends_with("'s")));
    let name: Vec<_> =
        name.map(|word| in_title_case(word.trim_end_matches("’s").trim_end_matches("'s").trim_end_matches([',', ':', '’']))).collect();
    (!name.is_empty()).then(|| name.join(" "))
}

/// Who holds an office on the day of the page, as far as the lookups tell.
fn in_office(page: &Page, office: &str, lookups: &Lookups) -> Option<String> {
    let terms = lookups.epochs.iter().filter(|epoch| epoch.event == EpochEvent::Term && epoch.base_date <= page.article.published_date);
    office.eq_ignore_ascii_case("president").then(|| terms.max_by_key(|term| term.base_date)).flatten().map(|term| term.name.clone())
}

/// The name in the title of a page that ends in `surname`.
fn full_name(title: &str, surname: &str) -> Option<String> {
    let words: Vec<_> =
        title.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.')).collect();
    let last = words.iter().position(|word| same(word, surname))?;
    let is_given = |word: &&str| word.starts_with(char::is_uppercase) && !is_listed(&word.trim_end_matches('.').to_uppercase(), PARTS);
    let given = words[..last].iter().rev().take(3).take_while(|word| is_given(word)).count();
    // Behind a post this rule does not know, only the word next to the surname is sure.
    let is_behind_post = last > given && is_listed(&words[last - given - 1].to_uppercase(), PARTS);
    let given = if given < 3 && is_behind_post { given } else { given.min(1) };
    (given > 0).then(|| words[last - given..=last].join(" "))
}
