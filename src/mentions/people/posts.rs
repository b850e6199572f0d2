//! The posts that a biography lists with their dates: `July 2013 - June 2015, Commander, 9th Harbor Wing`, `Captain June 1, 1987`.

use chrono::NaiveDate;

use crate::lookup::Lookups;
use crate::mention;
use crate::mentions::dates::DateMention;
use crate::mentions::{Mentions, Page, Passage, within};
use crate::records::PageKind;

mention! {
    /// One row per post or rank that a biography lists with its dates.
    pub struct Post = posts, key(article_id, start_char, end_char) {
        /// Whose post it is: the fullest name the page gives.
        name: String,
        /// The person, as in the page's `people`.
        page_person_id: String,
        /// The post or rank, as written.
        title: String,
        /// The first organization named with it, as written.
        organization: Option<String>,
        /// The first day it can have been held.
        held_from: NaiveDate,
        /// The last day it can have been held; empty for a post still held and for a rank.
        held_to: Option<NaiveDate>,
    }
}

/// Finds the posts of a biography, which are those of its subject.
pub(super) fn find(page: &Page, subject: Option<(String, String)>, lookups: &Lookups, found: &mut Mentions) {
    let Some((name, page_person_id)) = subject.filter(|_| page.article.kind == PageKind::Biography) else { return };
    let mut posts = Vec::new();
    for passage in &page.passages {
        let Some(listed) = listed(passage, found).or_else(|| promotion(passage, found, lookups)) else { continue };
        let span = passage.span(listed.range);
        let organization = within(&found.organizations, span.start_char..passage.char_at(passage.text.len())).next();
        posts.push(Post {
            article_id: page.article.article_id.clone(),
            paragraph_no: span.paragraph_no,
            start_char: span.start_char,
            end_char: span.end_char,
            surface: span.surface,
            name: name.clone(),
            page_person_id: page_person_id.clone(),
            title: listed.title,
            organization: organization.map(|row| row.surface.clone()).filter(|_| listed.is_post),
            held_from: listed.from,
            held_to: listed.to,
        });
    }
    found.posts = posts;
}

/// A line of a list of posts.
struct Listed {
    range: std::ops::Range<usize>,
    title: String,
    from: NaiveDate,
    to: Option<NaiveDate>,
    is_post: bool,
}

/// `3. January 1985 - September 1987, student, ...`, `2009 to present, reporter`.
fn listed(passage: &Passage, found: &Mentions) -> Option<Listed> {
    let text = passage.text;
    let dates = dates(passage, found);
    let first = dates.first()?;
    let start = passage.byte_at(first.start_char);
    let is_number = |lead: &str| lead.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ')' | ' ' | '\u{a0}'));
    if !text.get(..start).is_some_and(is_number) {
        return None;
    }
    let end = passage.byte_at(first.end_char);
    let rest = text.get(end..)?;
    let (to, end) = match between(rest) {
        Some(skipped) if is_open(rest.get(skipped..)?) => (None, end + rest.find(',')?),
        Some(skipped) => {
            let second = dates.get(1).filter(|second| passage.byte_at(second.start_char) == end + skipped)?;
            (Some(second.date_high), passage.byte_at(second.end_char))
        }
        None if ["-", "–", " to "].iter().any(|mark| first.surface.contains(mark)) => (Some(first.date_high), end),
        None => return None,
    };
    let rest = text.get(end..)?;
    let post = rest.trim_start_matches([',', ':', ' ', '\u{a0}']);
    let from = end + rest.len() - post.len();
    let length = post.find([',', ';', '(']).unwrap_or(post.len());
    let title = post.get(..length)?.trim();
    let is_title = rest.starts_with([',', ':']) && title.len() > 2 && title.len() < 120;
    is_title.then(|| Listed { range: start..from + title.len(), title: title.to_owned(), from: first.date_low, to, is_post: true })
}

/// How many bytes lead from one end of a stretch of time to the other: ` - `, ` to `.
fn between(rest: &str) -> Option<usize> {
    let word = rest.trim_start();
    let mark = ["to ", "-", "–", "—"].into_iter().find(|mark| word.starts_with(mark))?;
    let behind = word.strip_prefix(mark)?.trim_start();
    Some(rest.len() - behind.len())
}

fn is_open(rest: &str) -> bool {
    ["present", "Present", "PRESENT", "now", "current"].iter().any(|word| rest.starts_with(word))
}

/// `Second Lieutenant June 1, 1983`: a rank and the day since which it is held.
fn promotion(passage: &Passage, found: &Mentions, lookups: &Lookups) -> Option<Listed> {
    let [date] = dates(passage, found)[..] else { return None };
    let start = passage.byte_at(date.start_char);
    let lead = passage.text.get(..start)?.trim_end_matches([' ', ',', '\u{a0}', '\t']);
    let is_rank = !lead.is_empty() && lookups.ranks.whole(lead).is_some();
    let is_line = passage.byte_at(date.end_char) + 2 > passage.text.trim_end().len();
    let (range, title) = (0..passage.byte_at(date.end_char), lead.to_owned());
    (is_rank && is_line).then_some(Listed { range, title, from: date.date_low, to: None, is_post: false })
}

fn dates<'m>(passage: &Passage, found: &'m Mentions) -> Vec<&'m DateMention> {
    within(&found.dates, passage.chars(&(0..passage.text.len()))).collect()
}

#[cfg(test)]
mod tests {
    use crate::mentions::testing::read;
    use crate::records::PageKind;

    #[test]
    fn posts_and_ranks_of_a_biography_have_their_dates() {
        let found = read(
            PageKind::Biography,
            "MAJOR GENERAL ADA B. QUILL",
            &[
                "Maj. Gen. Ada Quill commands the 9th Harbor Wing.",
                "ASSIGNMENTS",
                "1. June 1983 - August 1984, student, Harbor School, Texas",
                "2009 to 2012, reporter",
                "12. July 2012 - present, Commander, 9th Harbor Wing, Texas",
                "Second Lieutenant June 1, 1983",
                "She was born on June 1, 1960.",
            ],
        );
        let rows: Vec<_> = found
            .posts
            .iter()
            .map(|row| (row.title.as_str(), row.held_from.to_string(), row.held_to.map(|day| day.to_string()).unwrap_or_default()))
            .collect();
        let post = |title, from: &str, to: &str| (title, from.to_owned(), to.to_owned());
        assert_eq!(
            rows,
            [
                post("student", "1983-06-01", "1984-08-31"),
                post("reporter", "2009-01-01", "2012-12-31"),
                post("Commander", "2012-07-01", ""),
                post("Second Lieutenant", "1983-06-01", ""),
            ]
        );
        assert!(found.posts.iter().all(|row| row.name == "Ada B. Quill"));
    }
}
