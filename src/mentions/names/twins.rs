//! Names that two places bear, told apart by the names beside them: Georgia, Washington.

use super::{Facts, Name, What};
use crate::mentions::places::PlaceKind;

/// Says of each Georgia whether it is the country, and of each Washington whether it is the state. `pages`: the names of the passages of
/// one page with their texts.
pub(super) fn tell(pages: &mut [(&str, &mut Vec<Name<'_>>)]) {
    let is_abroad = pages.iter().any(|(_, names)| names.iter().any(|name| name.facts.country == "GEO" && name.facts.name != "Georgia"));
    for (text, names) in pages {
        for at in 0..names.len() {
            let name = &names[at];
            let before = at.checked_sub(1).map(|before| &names[before]).filter(|before| is_listed(text, before, name));
            let after = names.get(at + 1).filter(|after| is_listed(text, name, after));
            let is_country = |other: Option<&Name>| other.is_some_and(|other| other.what == What::Place(PlaceKind::Country));
            let facts = Facts { state: "", ..name.facts };
            let told = match (name.facts.name, name.what) {
                ("Georgia", What::Place(PlaceKind::State))
                    if is_country(before) || is_country(after) || (is_abroad && before.is_none()) =>
                {
                    (PlaceKind::Country, Facts { country: "GEO", ..facts })
                }
                ("Georgia", What::Place(PlaceKind::State)) if before.is_some_and(|before| before.facts.country == "GEO") => {
                    (PlaceKind::Country, Facts { country: "GEO", ..facts })
                }
                ("Washington, D.C.", _) if is_state(text, before, name) => (PlaceKind::State, Facts { name: "Washington", ..facts }),
                _ => continue,
            };
            (names[at].what, names[at].facts) = (What::Place(told.0), told.1);
        }
    }
}

/// `Tacoma, Washington`: a bare name behind a town and a comma.
fn is_state(text: &str, before: Option<&Name>, name: &Name) -> bool {
    let is_bare = text.get(name.range.clone()).is_some_and(|words| words == "Washington");
    let is_inside = |before: &Name| matches!(before.what, What::Place(PlaceKind::City | PlaceKind::Base | PlaceKind::Facility));
    is_bare
        && before.is_some_and(|before| is_inside(before) && matches!(before.facts.country, "USA" | "") && gap(text, before, name) == ", ")
}

/// Whether only a comma or `and` stands between two names.
fn is_listed(text: &str, before: &Name, after: &Name) -> bool {
    matches!(gap(text, before, after), ", " | " and " | ", and " | " or ")
}

fn gap<'t>(text: &'t str, before: &Name, after: &Name) -> &'t str {
    text.get(before.range.end..after.range.start).unwrap_or_default()
}
