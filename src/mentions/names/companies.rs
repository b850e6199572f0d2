//! Names without a noun of their own that the words beside them show to be organizations: `the law firm of Quill & Bede`, `partner at
//! Quillworks`, `Quillworks, a maker of lamps`, `Contractor: Quillworks`.

use std::sync::LazyLock;

use super::words::{is_opener, is_title};
use super::{Line, Name, What};
use crate::mentions::organizations::OrganizationKind::{self, Company, Media, Other};
use crate::text::lexicon::Lexicon;
use crate::text::words::{Shape, is_listed};

/// The most words of such a name.
const REACH: usize = 5;
/// What a company is called in small letters.
const COMPANIES: &str = "firm company companies corporation chipmaker automaker carmaker airline retailer manufacturer startup contractor conglomerate \
    shipbuilder planemaker consultancy subsidiary maker developer provider";
const OUTLETS: &str = "newspaper magazine network broadcaster outlet website tabloid";
const BODIES: &str = "nonprofit non-profit charity think-tank tank organization foundation ngo";
/// Who serves a company.
const SERVANTS: &str = "ceo cfo coo cto partner co-founder cofounder shareholder";
/// Behind which a company is named in a sheet of facts.
const LABELS: &str = "contractor contractors manufacturer manufacturers builder";

/// Adds the organizations that are known by what stands beside them.
pub(super) fn find<'l>(line: &Line<'_, 'l>, names: &mut Vec<Name<'l>>) {
    for at in 0..line.words.len() {
        // A sheet of facts has lines without a word in small letters.
        let Some(cue) = cue(line.word(at)).filter(|cue| !line.is_title_case || matches!(cue, Cue::Label)) else { continue };
        let found = match cue {
            Cue::Noun(kind) => called(line, at, kind).or_else(|| explained(line, at, kind)).into_iter().collect(),
            Cue::Servant => served(line, at).into_iter().collect(),
            Cue::Label => labelled(line, at),
        };
        names.extend(
            found
                .into_iter()
                .map(|(first, last, kind)| Name::shape(line.words[first].start..line.words[last].end, What::Organization(kind))),
        );
    }
}

#[derive(Clone, Copy)]
enum Cue {
    Noun(OrganizationKind),
    Servant,
    Label,
}

/// What each word says, in small letters and with a capital.
static CUES: LazyLock<[Lexicon<Cue>; 2]> = LazyLock::new(|| {
    let of = |list: &'static str, cue: Cue| list.split_ascii_whitespace().map(move |word| (word, cue));
    let nouns = [(COMPANIES, Company), (OUTLETS, Media), (BODIES, Other)];
    let small = nouns.into_iter().flat_map(|(list, kind)| of(list, Cue::Noun(kind))).chain(of(SERVANTS, Cue::Servant));
    let capital = of(LABELS, Cue::Label).chain(of(SERVANTS, Cue::Servant)).chain(of("officer", Cue::Servant));
    [Lexicon::new(small), Lexicon::new(capital)]
});

fn cue(word: &str) -> Option<Cue> {
    CUES[usize::from(word.starts_with(char::is_uppercase))].get(word)
}

type Found = (usize, usize, OrganizationKind);

/// `the law firm of Quill & Bede`, `the chipmaker Quillworks`.
fn called(line: &Line, at: usize, kind: OrganizationKind) -> Option<Found> {
    let of = line.linked(at + 1).filter(|of| line.word(*of) == "of" && line.word(at) == "firm");
    let first = line.linked(of.unwrap_or(at) + 1)?;
    let last = run(line, first, of.is_some())?;
    // "the company Quill leads": a bare surname may be a person's.
    let is_sure = of.is_some()
        || matches!(
            line.word(at),
            "firm" | "chipmaker" | "automaker" | "carmaker" | "airline" | "retailer" | "newspaper" | "magazine" | "startup"
        );
    is_sure.then_some((first, last, kind))
}

/// `at Quillworks, a maker of lamps`, `by Quillworks, an engineering firm in Harbor`.
fn explained(line: &Line, at: usize, kind: OrganizationKind) -> Option<Found> {
    let closes = line
        .linked(at + 1)
        .is_none_or(|next| is_listed(line.word(next), "that which in of based headquartered with and specializing focused for founded"));
    let mut article = at;
    while article > 0 && at - article < 8 && line.is_linked(article) {
        article -= 1;
    }
    let is_article = matches!(line.word(article), "a" | "an" | "the") && article < at && line.gap(article) == ", ";
    let last = article.checked_sub(1).filter(|_| closes && is_article)?;
    let mut first = last;
    while first > 0 && last - first < REACH && line.is_linked(first) && line.words[first - 1].is_capital() {
        first -= 1;
    }
    let led = first.checked_sub(1).is_some_and(|before| {
        let is_inside = before > 0 && line.is_linked(before) && line.words[before - 1].is_capital();
        !is_inside
            && line.is_linked(first)
            && matches!(line.word(before), "at" | "of" | "by" | "with" | "from" | "for" | "joined" | "founded" | "called" | "named")
    });
    (led && run(line, first, false) == Some(last)).then_some((first, last, kind))
}

/// `partner at Quillworks`, `Chief Executive Officer of Quill & Bede`.
fn served(line: &Line, at: usize) -> Option<Found> {
    let is_officer = !line.word(at).eq_ignore_ascii_case("officer")
        || at > 1 && is_listed(line.word(at - 1), "executive operating financial technology marketing") && line.word(at - 2) == "Chief";
    let of = line.linked(at + 1).filter(|of| is_officer && matches!(line.word(*of), "of" | "at" | "with" | "for"))?;
    let first = line.linked(of + 1)?;
    let last = run(line, first, true)?;
    Some((first, last, Company))
}

/// `Contractor: Quillworks and Bede Aircraft`, `Prime Contractor: Quill, Bede`.
fn labelled(line: &Line, at: usize) -> Vec<Found> {
    let mut found = Vec::new();
    if !line.gap(at + 1).starts_with(':') || line.gap(at + 1).contains('.') || at > 3 {
        return found;
    }
    let mut first = at + 1;
    while let Some(last) = run(line, first, false) {
        found.push((first, last, Company));
        let is_and = line.linked(last + 1).is_some_and(|and| line.is_and(and));
        let gap = line.gap(last + 1);
        match gap {
            _ if is_and => first = last + 2,
            "; " | ", " | " / " | "/" => first = last + 1,
            _ => break,
        }
    }
    found
}

/// The last word of the name that starts at `first`: capitals that are no title and no place, not like a person's. `with_and`: `and` may
/// join its last two words.
fn run(line: &Line, first: usize, with_and: bool) -> Option<usize> {
    let joins = |at: usize| {
        line.words.get(at).is_some_and(|word| word.is_capital() && word.shape != Shape::Initial)
            && !is_title(line.word(at))
            && !is_opener(line.word(at))
    };
    if !joins(first) || line.is_place(first) || line.known_at(first).is_some() {
        return None;
    }
    let (mut last, mut is_joint) = (first, line.word(first).contains('&'));
    while last - first < REACH {
        let Some(next) = line.linked(last + 1) else { break };
        is_joint |= line.gap(next).contains('&');
        let and = with_and && line.is_and(next) && line.linked(next + 1).is_some_and(joins) && last > first;
        if joins(next) {
            last = next;
        } else if and && line.words.get(next + 2).is_none_or(|after| !after.follows || !after.is_capital()) {
            (last, is_joint) = (next + 1, true);
        } else {
            break;
        }
    }
    // "Quill, Bede & Crane": a comma, where a last name follows behind the mark.
    if line.gap(last + 1) == ", " && line.gap(last + 2) == " & " && joins(last + 1) && joins(last + 2) {
        (last, is_joint) = (last + 2, true);
    }
    let is_person = !is_joint && last > first && line.lookups.is_given_name(line.word(first));
    (!is_person && line.text.get(line.words[first].start..line.words[last].end)?.len() > 2).then_some(last)
}
