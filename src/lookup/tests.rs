use super::*;

const COLUMNS: &str = "name,canonical,note";

fn names<'t>(csv: &str, text: &'t str) -> Vec<(&'t str, String)> {
    let index = Index::parse(&format!("{COLUMNS}\n{csv}"), COLUMNS).unwrap();
    index.find(text).into_iter().map(|(range, row)| (&text[range], row[1].clone())).collect()
}

#[test]
fn hyphens_spaces_case_and_plurals_do_not_matter() {
    let csv = "155 mm artillery round,round,\nMi-17,helicopter,\nlaser-guided rocket,rocket,";
    let found = names(csv, "155mm Artillery Rounds, Mi-17s, an Mi 17 and laser guided\u{a0}rockets");
    assert_eq!(
        found.iter().map(|(text, _)| *text).collect::<Vec<_>>(),
        ["155mm Artillery Rounds", "Mi-17s", "Mi 17", "laser guided\u{a0}rockets"]
    );
}

#[test]
fn a_shorter_name_holds_where_the_longest_fails() {
    assert_eq!(names("air defense,a,\nair defense system,b,", "air defense systematically"), [("air defense", "a".to_owned())]);
    assert_eq!(
        names("tank,a,\nanti-tank mine,b,", "anti-tank mines, tanks, tankers"),
        [("anti-tank mines", "b".to_owned()), ("tanks", "a".to_owned())]
    );
}

#[test]
fn names_of_one_or_two_letters_are_found() {
    let found = names("M4,carbine,\nVX,agent,\n.50 caliber gun,gun,", "(M4s), VX; a .50-caliber gun");
    assert_eq!(found.iter().map(|(text, _)| *text).collect::<Vec<_>>(), ["M4s", "VX", ".50-caliber gun"]);
    assert_eq!(names("X,plane,", "the X"), [("X", "plane".to_owned())]);
}

#[test]
fn a_note_narrows_the_case() {
    assert_eq!(
        names("TOW,missile,as cased\nA-10,aircraft,as written", "to tow a 10 with TOWs and A-10s"),
        [("TOWs", "missile".to_owned()), ("A-10s", "aircraft".to_owned())]
    );
}

#[test]
fn a_bad_row_is_named() {
    let error = Index::parse("name,canonical,note\na,b,\nc,,\n", COLUMNS).unwrap_err().to_string();
    assert_eq!(error, "line 3, column canonical: found nothing, expected a name");
}

#[test]
fn the_lookups_of_the_project_are_whole() {
    let lookups = Lookups::of_project();
    assert!(lookups.equipment.rows().len() > 250);
    let text = "Ukraine will receive HIMARS and 18 155mm Howitzers.";
    let found: Vec<_> = lookups.equipment.find(text).into_iter().map(|(range, _)| &text[range]).collect();
    assert_eq!(found, ["HIMARS", "155mm Howitzers"]);
}
