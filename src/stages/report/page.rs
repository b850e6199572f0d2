//! The page around the sections: head, policy, style, script, data.

use std::fmt::Write as _;

use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::charts::{GRID, INK, PALETTE};
use super::tables::Tables;
use super::{audit, details, overview, packages};
use crate::stages::config::Config;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// The sections, in order: id and heading.
const SECTIONS: [(&str, &str); 6] = [
    ("totals", "Totals"),
    ("sent", "What was sent"),
    ("reconciliation", "Stated totals"),
    ("coverage", "Coverage"),
    ("packages", "Packages"),
    ("audit", "Audit"),
];

/// The whole page.
pub fn render(tables: &Tables, config: &Config) -> Result<String> {
    let style = format!("{STYLE}{}", palette());
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(&style),
        digest(SCRIPT)
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "Security assistance, as announced" }
                style { (PreEscaped(&style)) }
            }
            body {
                a.skip href="#packages" { "Skip to the packages" }
                header.top {
                    h1 { "Security assistance, as announced" }
                    p.lead {
                        "Packages, totals and items as officials announced them, each figure with the sentence that states it. Source: "
                        (overview::publishers(tables)?) ", as of " time { (config.as_of.to_string()) } "."
                    }
                    nav aria-label="Sections" { ul { @for (id, heading) in SECTIONS { li { a href={ "#" (id) } { (heading) } } } } }
                }
                main {
                    @if tables.is_doubtful() {
                        p.alarm role="note" { "A check failed, so some of these figures were not published: see the " a href="#checks" { "checks" } "." }
                    }
                    (overview::headline(tables)?)
                    (overview::totals(tables)?)
                    (overview::sent(tables)?)
                    (overview::reconciliation(tables)?)
                    (overview::coverage(tables)?)
                    (packages::section(tables))
                    (audit::section(tables)?)
                }
                footer {
                    p { "Made by drawdown from the tables under " code { "data/" } ". The sentences belong to the publishers of the pages they link to." }
                }
                script type="application/json" id="articles" { (data(&details::articles(tables))?) }
                script type="application/json" id="details" { (data(&details::packages(tables))?) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    Ok(page.into_string())
}

/// JSON for a script element: with `<` written as an escape, nothing in it can end the element or open a comment.
fn data(value: &impl serde::Serialize) -> Result<Markup> {
    Ok(PreEscaped(serde_json::to_string(value)?.replace('<', "\\u003c")))
}

fn digest(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// The charts state their light colours themselves; these rules give them the dark ones, and swatches both.
fn palette() -> String {
    let hex = |colour: plotters::style::RGBColor| format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2);
    let all = PALETTE.iter().chain([&INK, &GRID]).enumerate();
    let mut light = String::new();
    let mut dark = String::new();
    for (index, (colour, at_night)) in all {
        let colour = hex(*colour);
        let _ = write!(light, ".s{index}{{color:{colour}}}");
        let _ = write!(
            dark,
            ".s{index}{{color:{at_night}}}svg [fill=\"{colour}\"]{{fill:{at_night}}}svg [stroke=\"{colour}\"]{{stroke:{at_night}}}"
        );
    }
    format!("{light}@media screen and (prefers-color-scheme:dark){{{dark}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_element() {
        let text = data(&["</script><script>alert(1)</script><!--"]).unwrap().into_string();
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), ["</script><script>alert(1)</script><!--"]);
    }

    #[test]
    fn the_script_and_the_style_cannot_end_their_elements() {
        assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--") && !STYLE.contains("</"));
    }
}
