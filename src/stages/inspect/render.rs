//! An inspection as text for a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Inspection;
use crate::mentions::{Evidence, Span};
use crate::stages::figures::thousands;
use anstyle::{AnsiColor, Style};

/// A mention as it is shown: where it stands, its kind, and what it means.
struct Mark {
    span: Span,
    kind: &'static str,
    style: Style,
    meaning: String,
}

const TITLE: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const MONEY: Style = AnsiColor::Green.on_default().bold();
const DATE: Style = AnsiColor::Cyan.on_default();
const COUNT: Style = AnsiColor::Yellow.on_default();
const EQUIPMENT: Style = AnsiColor::Magenta.on_default();
const NAME: Style = AnsiColor::BrightCyan.on_default();
const CLAIM: Style = AnsiColor::Blue.on_default().bold();

impl Inspection {
    /// The page as text of at most `width` columns, with ANSI styles (strip them where they are not wanted).
    #[must_use]
    pub fn render(&self, width: usize) -> String {
        let mut out = String::new();
        for reject in &self.parsed.rejects {
            section(&mut out, "rejected");
            field(&mut out, "reason", reject.reason.as_str());
            field(&mut out, "detail", &reject.detail);
            field(&mut out, "excerpt", &reject.excerpt);
        }
        for capture in self.parsed.captures.iter().filter(|capture| capture.detail.is_some() && self.parsed.rejects.is_empty()) {
            section(&mut out, capture.outcome.as_str());
            field(&mut out, "why", capture.detail.as_deref().unwrap_or_default());
        }
        self.article(&mut out);
        self.images(&mut out);
        self.body(&mut out, width);
        if !self.parsed.links.is_empty() {
            section(&mut out, "links");
            for link in &self.parsed.links {
                field(&mut out, link.role.as_str(), &format!("{} {FAINT}{}{FAINT:#}", link.text, link.href));
            }
        }
        out
    }

    fn article(&self, out: &mut String) {
        let Some(article) = self.parsed.articles.first() else { return };
        let _ = writeln!(out, "{TITLE}{}{TITLE:#}", article.title);
        let optional = |value: &Option<String>| value.clone().unwrap_or_default();
        for (name, value) in [
            ("subtitle", optional(&article.subtitle)),
            ("article_id", article.article_id.clone()),
            ("kind", article.kind.to_string()),
            ("published", format!("{} ({})", article.published_date, article.published_date_basis)),
            ("publisher", article.publisher.clone()),
            ("layout", article.layout.clone()),
            ("dateline", optional(&article.dateline)),
            ("byline", optional(&article.byline)),
            ("url", article.url.clone()),
            ("sha256", article.capture_sha256.clone()),
        ] {
            field(out, name, &value);
        }
    }

    fn images(&self, out: &mut String) {
        for image in &self.parsed.images {
            section(out, &format!("photo {}", image.image_no));
            let credit = [&image.service, &image.rank, &image.photographer, &image.credit_organization];
            let credit: Vec<&str> = credit.into_iter().flatten().map(String::as_str).collect();
            field(out, "title", image.title.as_deref().unwrap_or_default());
            field(out, "credit", &credit.join(" | "));
            field(out, "virin", image.virin.as_deref().unwrap_or_default());
            field(out, "taken", &image.taken_date.map(|day| day.to_string()).unwrap_or_default());
            field(out, "caption", image.caption.as_deref().unwrap_or_default());
            field(out, "alt_text", image.alt_text.as_deref().unwrap_or_default());
        }
    }

    fn body(&self, out: &mut String, width: usize) {
        let Some(article) = self.parsed.articles.first() else { return };
        let marks = self.marks();
        section(out, "text");
        let chars: Vec<char> = article.body_text.chars().collect();
        for paragraph in &self.parsed.paragraphs {
            let marks = marks.get(&paragraph.paragraph_no).map_or(&[][..], Vec::as_slice);
            let text = highlighted(&chars, paragraph.start_char, paragraph.end_char, marks);
            let margin = format!("{FAINT}{:>3} {:<9}{FAINT:#} ", paragraph.paragraph_no, paragraph.kind.as_str());
            let options = textwrap::Options::new(width.max(40)).initial_indent(&margin).subsequent_indent("              ");
            let _ = writeln!(out, "{}", textwrap::fill(&text, options));
            for mark in marks {
                let Mark { span, kind, style, meaning } = mark;
                let _ = writeln!(
                    out,
                    "              {style}{kind:<9}{style:#} {meaning} {FAINT}[{}..{}]{FAINT:#}",
                    span.start_char, span.end_char
                );
            }
        }
    }

    /// The marks of each paragraph, in reading order.
    fn marks(&self) -> BTreeMap<i64, Vec<Mark>> {
        let found = &self.mentions;
        let mut marks = Vec::new();
        for row in &found.announcements {
            let value = range(row.value_low_usd, row.value_high_usd);
            let parts = [
                Some(row.claim.to_string()),
                row.recipient.clone(),
                row.authority.map(|authority| authority.to_string()),
                row.ordinal.map(|ordinal| format!("no. {ordinal}")),
                value.map(|value| format!("{value} USD")),
                row.bound.map(|bound| bound.to_string()),
                row.part_of_no.map(|whole| format!("part of {whole}")),
            ];
            let meaning = format!("#{} {}", row.announcement_no, parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
            marks.push(Mark { span: row.span(), kind: "claim", style: CLAIM, meaning });
        }
        for row in &found.announced_items {
            let count = range(row.quantity_low, row.quantity_high).unwrap_or_default();
            let known = row.equipment_id.as_deref().unwrap_or("unmapped");
            let meaning = format!("#{}.{} {count} {} ({known})", row.announcement_no, row.item_no, row.name);
            marks.push(Mark { span: row.span(), kind: "item", style: CLAIM, meaning });
        }
        for row in &found.stated_totals {
            let value = range(Some(row.value_low_usd), Some(row.value_high_usd)).unwrap_or_default();
            let meaning = format!("{} USD {} {}", value, row.bound, row.scope.as_deref().unwrap_or_default());
            marks.push(Mark { span: row.span(), kind: "total", style: CLAIM, meaning });
        }
        for row in &found.money {
            let value = range(Some(row.amount_low), Some(row.amount_high)).unwrap_or_default();
            let meaning = format!("{value} {} {} {}", row.currency, row.bound, row.role);
            marks.push(Mark { span: row.span(), kind: "money", style: MONEY, meaning });
        }
        for row in &found.dates {
            let meaning = format!("{}..{} {}", row.date_low, row.date_high, row.grain);
            marks.push(Mark { span: row.span(), kind: "date", style: DATE, meaning });
        }
        for row in &found.quantities {
            let count = range(Some(row.quantity_low), Some(row.quantity_high)).unwrap_or_default();
            marks.push(Mark {
                span: row.span(),
                kind: "count",
                style: COUNT,
                meaning: format!("{count} {}", row.item.as_deref().unwrap_or("of what is not said")),
            });
        }
        for row in &found.equipment {
            marks.push(Mark { span: row.span(), kind: "equipment", style: EQUIPMENT, meaning: row.name.clone() });
        }
        marks.extend(self.names());
        marks.extend(self.speech());
        let mut by_paragraph: BTreeMap<i64, Vec<Mark>> = BTreeMap::new();
        marks.sort_by_key(|mark| (mark.span.start_char, std::cmp::Reverse(mark.span.end_char)));
        for mark in marks {
            by_paragraph.entry(mark.span.paragraph_no).or_default().push(mark);
        }
        by_paragraph
    }

    /// The marks of what has a name: people, organizations, places, events, agreements.
    fn names(&self) -> Vec<Mark> {
        fn mark(row: &impl Evidence, kind: &'static str, meaning: String) -> Mark {
            Mark { span: row.span(), kind, style: NAME, meaning }
        }
        let found = &self.mentions;
        let told = |parts: [Option<String>; 3]| parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let mut marks = Vec::new();
        marks.extend(
            found
                .people
                .iter()
                .map(|row| mark(row, "person", told([Some(row.name.clone()), row.title.clone(), Some(row.kind.to_string())]))),
        );
        marks.extend(
            found
                .organizations
                .iter()
                .map(|row| mark(row, "organization", told([Some(row.name.clone()), Some(row.kind.to_string()), None]))),
        );
        marks.extend(
            found
                .places
                .iter()
                .map(|row| mark(row, "place", told([Some(row.name.clone()), Some(row.kind.to_string()), row.country.clone()]))),
        );
        marks.extend(found.nationalities.iter().map(|row| mark(row, "nationality", row.country.clone().unwrap_or_default())));
        marks.extend(
            found.events.iter().map(|row| {
                mark(row, "event", told([Some(row.event_id.clone()), row.date_low.map(|day| day.to_string()), row.place.clone()]))
            }),
        );
        marks.extend(found.agreements.iter().map(|row| {
            mark(
                row,
                "agreement",
                told([Some(row.name.clone()), Some(row.parties.join(" and ")), row.signed_low.map(|day| day.to_string())]),
            )
        }));
        marks
    }

    /// The marks of quotations, turns and contract awards, which are as long as a sentence or a paragraph.
    fn speech(&self) -> Vec<Mark> {
        let found = &self.mentions;
        let unknown = || "speaker not named".to_owned();
        let quotes = found.quotes.iter().map(|row| {
            let speaker = row.speaker_name.clone().or_else(|| row.speaker.clone()).unwrap_or_else(unknown);
            let kind = if row.is_direct { "quote" } else { "reported" };
            Mark { span: row.span(), kind, style: CLAIM, meaning: format!("{speaker} {}", row.cue.as_deref().unwrap_or_default()) }
        });
        let turns = found.turns.iter().map(|row| {
            let speaker = row.speaker_name.clone().unwrap_or_else(unknown);
            Mark { span: row.span(), kind: "turn", style: CLAIM, meaning: format!("#{} {}: {speaker}", row.turn_no, row.label) }
        });
        let awards = found.contract_awards.iter().map(|row| {
            let companies = found.award_companies.iter().filter(|company| company.award_no == row.award_no);
            let companies: Vec<&str> = companies.map(|company| company.name.as_str()).collect();
            let amount = range(row.amount_usd, row.amount_usd).map(|amount| format!("{amount} USD")).unwrap_or_default();
            let meaning = format!("#{} {} {amount} {}", row.award_no, companies.join("; "), row.contract_numbers.join(", "));
            Mark { span: row.span(), kind: "award", style: CLAIM, meaning }
        });
        quotes.chain(turns).chain(awards).collect()
    }
}

/// The characters from `start` to `end`, the short marks among them in their style: sentences stay plain, and of marks that overlap the first wins.
fn highlighted(chars: &[char], start: i64, end: i64, marks: &[Mark]) -> String {
    let slice = |from: i64, to: i64| -> String {
        let index = |at: i64| usize::try_from(at).unwrap_or(0).min(chars.len());
        chars[index(from)..index(to.max(from))].iter().collect()
    };
    let (mut text, mut at) = (String::new(), start);
    for mark in marks.iter().filter(|mark| mark.style != CLAIM) {
        if mark.span.start_char < at {
            continue;
        }
        let style = mark.style;
        let _ = write!(text, "{}{style}{}{style:#}", slice(at, mark.span.start_char), slice(mark.span.start_char, mark.span.end_char));
        at = mark.span.end_char;
    }
    text + &slice(at, end)
}

fn section(out: &mut String, name: &str) {
    let _ = writeln!(out, "\n{TITLE}{name}{TITLE:#}");
}

fn field(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "  {FAINT}{name:<11}{FAINT:#} {value}");
    }
}

/// `3`, or `3 to 5`; nothing where nothing is stated.
fn range(low: Option<i64>, high: Option<i64>) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) if low != high => Some(format!("{} to {}", thousands(low), thousands(high))),
        (Some(low), _) => Some(thousands(low)),
        (None, high) => high.map(thousands),
    }
}
