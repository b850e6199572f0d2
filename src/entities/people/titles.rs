//! The words of a title, and the post they stand for: `Ukrainian Defense Minister`, `Air Force Maj. Gen.`.

use crate::lookup::Lookups;

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

/// Words that say whose kin somebody is, which is no post.
const KIN: [&str; 12] =
    ["wife", "husband", "widow", "widower", "son", "daughter", "mother", "father", "brother", "sister", "consort", "fiancee"];

/// Reads the titles that stand at a name; a title held no more is none. `organization` and `country` stand in it or beside it.
pub(super) fn read(written: &str, organization: Option<&str>, country: Option<&str>, lookups: &Lookups) -> Vec<Title> {
    let words = written.split_whitespace().collect::<Vec<_>>().join(" ");
    // "Ada Quill, the chief (left), ..."
    let words = words.split(" (").next().unwrap_or_default().trim_start_matches([',', '.', ' ', ';']).trim_end_matches([',', ' ', ';']);
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
    let mut found = Vec::new();
    let mut rest = words;
    // The rank stands last: "Chairman of the Joint Chiefs of Staff Gen."
    if let Some((before, rank, service)) = rank(rest, lookups) {
        found.push(title(rank, service, true));
        rest = before;
    }
    let is_organization = organization.as_deref().is_some_and(|organization| canonical_organization(rest, lookups) == organization);
    let post = post(rest, lookups).filter(|_| !is_organization);
    found.extend(post.map(|name| {
        let organization = organization.clone().filter(|organization| !name.contains(organization.as_str()));
        title(name, organization, false)
    }));
    found
}

/// The rank at the end of a title: what stands before it, its canonical name, its service.
fn rank<'t>(text: &'t str, lookups: &Lookups) -> Option<(&'t str, String, Option<String>)> {
    let (range, row) = lookups.ranks.find(text).into_iter().next_back()?;
    let is_last = text.get(range.end..)?.trim_matches(['.', ' ']).is_empty();
    if !is_last || lookups.titles.whole(text).is_some() {
        return None;
    }
    let before = text.get(..range.start)?.trim_end_matches([' ', ',']);
    let ends_small = |text: &str| text.trim_end().rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_lowercase));
    let last = last_words(before, lookups);
    let lead = before.strip_suffix(last).unwrap_or_default();
    // "Air Force Maj. Gen.", but not "Chief of Staff of the Air Force Gen."
    let service = lookups.services.whole(last).filter(|_| !ends_small(lead)).map(|service| service[1].clone());
    let lead = if service.is_some() { lead.trim() } else { before };
    let is_post = POSTS.contains(&text.get(range)?) && !lead.is_empty();
    let known = row.get(2).filter(|service| !service.is_empty()).cloned();
    (!ends_small(lead) && !is_post).then(|| (lead, row[1].clone(), service.or(known)))
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
    // "President and Secretary Quill" are two people; "Chief of Staff and Director" is one.
    let is_other = |lead: &str| matches!(lead, "President" | "Vice President" | "Prime Minister" | "Secretary" | "Senator" | "Governor");
    let written = written.split_once(" and ").filter(|(lead, _)| is_other(lead)).map_or(written, |(_, rest)| rest);
    let written = written.trim_end_matches('.').strip_prefix("U.S. ").unwrap_or(written);
    let plain = written.to_lowercase();
    let is_kin = KIN.iter().any(|kin| plain.split(' ').next() == Some(kin));
    let is_address = is_kin || plain.split(' ').all(is_honorific);
    let has_letters = written.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
    if is_address || !has_letters {
        return None;
    }
    if let Some(row) = lookups.titles.whole(written).or_else(|| lookups.ranks.whole(written)) {
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

fn canonical_organization(name: &str, lookups: &Lookups) -> String {
    let row = lookups.services.whole(name).or_else(|| lookups.organizations.whole(name));
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
        assert_eq!(names("chief of staff of the Air Force Gen.")[1].0, "Chief of Staff of the Air Force");
        assert_eq!(names("Deputy Squadron Commander"), [pair("Deputy Squadron Commander", None)]);
        assert_eq!(names("President and Secretary"), [pair("Secretary", None)]);
        assert_eq!(names("Defense Minister"), [pair("Minister of Defense", None)]);
        assert_eq!(names("the commander of the 9th Harbor Wing"), [pair("Commander of the 9th Harbor Wing", None)]);
        assert_eq!(names("Tech. Sgt."), [pair("Technical Sergeant", Some("Air Force"))]);
    }

    #[test]
    fn what_is_past_and_what_is_address_is_no_title() {
        for written in ["wife of the chief", "Mr.", "Ms", "former President", "then-Secretary of Defense", "", "Dr."] {
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
