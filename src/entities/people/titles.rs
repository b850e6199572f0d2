//! The words of a title, and the post they stand for: `Ukrainian Defense Minister`, `Air Force Maj. Gen.`.

use crate::lookup::{Index, Lookups};

/// A post or a rank.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Title {
    /// Its canonical name, where the lookups know it, else as written.
    pub name: String,
    /// The service of a rank, the organization of a post.
    pub organization: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Whether it is a rank, which many hold.
    pub is_rank: bool,
}

/// Words that say that a title is held no more.
const PAST: [&str; 7] = ["former", "then", "late", "retired", "ex", "outgoing", "then-"];
/// Titles that say nothing of a post.
const HONORIFICS: [&str; 9] = ["mr", "mrs", "ms", "miss", "dr", "sir", "madam", "messrs", "dame"];

/// Reads the titles that stand at a name; a title held no more is none. `organization` and `country` stand in it or beside it.
pub(super) fn read(written: &str, organization: Option<&str>, country: Option<&str>, lookups: &Lookups) -> Vec<Title> {
    let words = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches([',', '.', ' ', ';']);
    let first = words.split([' ', '-']).next().unwrap_or_default().to_lowercase();
    if words.is_empty() || PAST.contains(&first.as_str()) {
        return Vec::new();
    }
    let organization = organization.map(|name| canonical_organization(name, lookups));
    let title = |name: String, organization: Option<String>, is_rank: bool| Title {
        name,
        organization,
        country: country.map(str::to_owned),
        is_rank,
    };
    let full_stop = written.trim_end().ends_with('.');
    let words = if full_stop { written.split_whitespace().collect::<Vec<_>>().join(" ") } else { words.to_owned() };
    let mut found = Vec::new();
    let mut rest = words.as_str();
    // The rank stands last: "Chairman of the Joint Chiefs of Staff Gen."
    let ends = |range: &std::ops::Range<usize>| rest.get(range.end..).is_some_and(|behind| behind.trim_matches(['.', ' ']).is_empty());
    let rank = lookups.ranks.find(rest).into_iter().next_back().filter(|(range, _)| ends(range));
    if let Some((range, row)) = rank.filter(|_| whole(&lookups.titles, rest).is_none()) {
        let before = rest.get(..range.start).unwrap_or_default().trim_end_matches([' ', ',']);
        let is_post = POSTS.contains(&rest.get(range.clone()).unwrap_or_default());
        let service = whole(&lookups.services, last_words(before, lookups)).map(|service| service[1].clone());
        let known = Some(row[2].clone()).filter(|service| !service.is_empty());
        let before_service = service.as_ref().map_or(before, |_| before.strip_suffix(last_words(before, lookups)).unwrap_or_default());
        let leads_on = before_service.trim_end().rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_lowercase));
        if !(leads_on || is_post && !before_service.trim().is_empty()) {
            found.push(title(row[1].clone(), service.or(known), true));
            rest = before_service.trim();
        }
    }
    found.extend(post(rest, lookups).map(|name| title(name, organization.clone(), false)));
    found
}

/// The last words of `text` that name a service, else all of it.
fn last_words<'t>(text: &'t str, lookups: &Lookups) -> &'t str {
    let last = lookups.services.find(text).into_iter().next_back();
    last.filter(|(range, _)| range.end == text.len()).and_then(|(range, _)| text.get(range)).unwrap_or(text)
}

/// The canonical name of a post; none for what is no more than a form of address.
fn post(written: &str, lookups: &Lookups) -> Option<String> {
    let written = ["the ", "The ", "a ", "an ", "acting ", "Acting "]
        .iter()
        .fold(written.trim(), |text, word| text.strip_prefix(word).unwrap_or(text));
    let written =
        written.split_once(' ').filter(|(first, _)| is_honorific(first)).map_or(written, |(_, rest)| rest).trim_matches(['/', ' ', ',']);
    let plain = written.to_lowercase();
    let is_address = plain.split(' ').all(is_honorific);
    let has_letters = written.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
    if is_address || !has_letters {
        return None;
    }
    if let Some(row) = whole(&lookups.titles, written).or_else(|| whole(&lookups.ranks, written)) {
        return Some(row[1].clone());
    }
    let mut letters = written.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

fn is_honorific(word: &str) -> bool {
    HONORIFICS.iter().any(|honorific| honorific.eq_ignore_ascii_case(word.trim_end_matches('.')))
}

/// Ranks whose full word is a post as well: the commander of a squadron is no commander of the Navy.
const POSTS: [&str; 7] = ["Commander", "Specialist", "Captain", "Private", "Marine", "Airman", "Major"];

/// The row whose name `text` is.
pub(super) fn whole<'l>(index: &'l Index, text: &str) -> Option<&'l [String]> {
    let found = index.find(text);
    let is_whole = |range: &std::ops::Range<usize>| range.start == 0 && range.end >= text.trim_end_matches('.').len();
    found.into_iter().find(|(range, _)| is_whole(range)).map(|(_, row)| row.as_slice())
}

fn canonical_organization(name: &str, lookups: &Lookups) -> String {
    let row = whole(&lookups.services, name).or_else(|| whole(&lookups.organizations, name));
    row.map_or_else(|| name.to_owned(), |row| row[1].clone())
}

impl Title {
    /// Whether two titles can be one post: equal, or one the head of the other as `Secretary` is of `Secretary of Defense`.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let (a, b) = (self.name.to_lowercase(), other.name.to_lowercase());
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let is_head = long.strip_prefix(&short).is_some_and(|rest| rest.is_empty() || rest.starts_with(" of") || rest.starts_with(" for"));
        // A vice president is no president, a deputy minister no minister; "NATO Secretary General" is a secretary general.
        let is_end = short.contains(' ') && long.strip_suffix(&short).is_some_and(|rest| rest.ends_with(' ') && !is_lesser(rest));
        is_head || is_end
    }
}

fn is_lesser(lead: &str) -> bool {
    ["vice ", "deputy ", "under ", "assistant ", "associate ", "acting "].iter().any(|word| lead.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(written: &str) -> Vec<(String, Option<String>)> {
        read(written, None, None, Lookups::of_project()).into_iter().map(|title| (title.name, title.organization)).collect()
    }

    #[test]
    fn ranks_and_posts_are_told_apart() {
        let pair = |name: &str, organization: Option<&str>| (name.to_owned(), organization.map(str::to_owned));
        assert_eq!(names("Air Force Maj. Gen."), [pair("Major General", Some("Air Force"))]);
        assert_eq!(
            names("Chairman of the Joint Chiefs of Staff Gen."),
            [pair("General", None), pair("Chairman of the Joint Chiefs of Staff", None)]
        );
        assert_eq!(names("Defense Minister"), [pair("Minister of Defense", None)]);
        assert_eq!(names("the commander of the 9th Harbor Wing"), [pair("Commander of the 9th Harbor Wing", None)]);
        assert_eq!(names("Tech. Sgt."), [pair("Technical Sergeant", Some("Air Force"))]);
    }

    #[test]
    fn what_is_past_and_what_is_address_is_no_title() {
        for written in ["Mr.", "Ms", "former President", "then-Secretary of Defense", "", "Dr."] {
            assert_eq!(names(written), [], "{written}");
        }
    }

    #[test]
    fn a_head_agrees_with_its_whole() {
        let title = |name: &str| Title { name: name.to_owned(), organization: None, country: None, is_rank: false };
        let agrees = |a: &str, b: &str| title(a).agrees(&title(b));
        assert!(agrees("Secretary", "Secretary of Defense") && agrees("NATO Secretary General", "Secretary General"));
        assert!(!agrees("President", "Vice President") && !agrees("Minister of Defense", "Deputy Minister of Defense"));
        assert!(!agrees("Secretary", "Secretary General"));
    }
}
