//! Pages of our own, and what they claim.

use super::*;
use crate::mentions::testing::{read, release, today};
use crate::records::PageKind;

/// Claim, authority, ordinal, value in millions, part of.
type Row = (Claim, Option<Authority>, Option<i64>, Option<i64>, Option<i64>);

fn rows(found: &Mentions) -> Vec<Row> {
    let row =
        |row: &Announcement| (row.claim, row.authority, row.ordinal, row.value_high_usd.map(|value| value / 1_000_000), row.part_of_no);
    found.announcements.iter().map(row).collect()
}

#[test]
fn a_package_told_several_times_is_one_row() {
    let found = release(&[
        "Today the Department of Defense announced a security assistance package for Ukraine, valued at up to $325 million.",
        "This is the fortieth drawdown of equipment for Ukraine since August 2021. The $325 million package includes artillery rounds.",
    ]);
    assert_eq!(rows(&found), [(Claim::Announced, Some(Authority::Pda), Some(40), Some(325), None)]);
    assert_eq!(found.announcements[0].recipient.as_deref(), Some("Ukraine"));
    assert_eq!(found.announcements[0].date_low, Some(today()));
}

#[test]
fn a_headline_sum_has_its_parts() {
    let found = release(&[
        "The department announced $820 million in additional security assistance for Ukraine today.",
        "It consists of a Presidential Drawdown of up to $50 million and $770 million in Ukraine Security Assistance Initiative funds.",
    ]);
    assert_eq!(
        rows(&found),
        [
            (Claim::Announced, None, None, Some(820), None),
            (Claim::Announced, Some(Authority::Pda), None, Some(50), Some(1)),
            (Claim::Announced, Some(Authority::Usai), None, Some(770), Some(1)),
        ]
    );
}

#[test]
fn two_ordinals_go_to_their_own_authority() {
    let found = release(&[
        "The department announced a drawdown of $200 million for Ukraine and $1.5 billion under the Ukraine Security Assistance Initiative.",
        "These are the 20th USAI package and the sixty-second drawdown.",
    ]);
    assert_eq!(
        rows(&found),
        [
            (Claim::Announced, Some(Authority::Pda), Some(62), Some(200), None),
            (Claim::Announced, Some(Authority::Usai), Some(20), Some(1500), None),
        ]
    );
}

#[test]
fn equal_value_of_an_earlier_package_stays_history() {
    let found = release(&[
        "The President today authorized an additional $800 million drawdown for Ukraine.",
        "On June 1 he authorized another $800 million drawdown for Ukraine.",
    ]);
    let claims: Vec<_> = found.announcements.iter().map(|row| row.claim).collect();
    assert_eq!(claims, [Claim::Announced, Claim::Recalled]);
    assert_eq!(found.announcements[1].date_low, NaiveDate::from_ymd_opt(2023, 6, 1));
}

#[test]
fn what_is_coming_is_previewed() {
    let found = release(&["The United States will soon announce more than $2 billion in new security assistance for Ukraine."]);
    assert_eq!(rows(&found), [(Claim::Previewed, None, None, Some(2000), None)]);
}

#[test]
fn a_package_without_a_value_counts() {
    let found = release(&["Today the administration is announcing a new security assistance package for Ukraine."]);
    assert_eq!(rows(&found), [(Claim::Announced, None, None, None, None)]);
}

#[test]
fn delegated_authority_is_authorized() {
    let text = "I hereby delegate the authority under section 506(a)(3) of the Foreign Assistance Act of 1961 to direct the drawdown of up to \
                $345 million in defense articles to provide assistance to Taiwan.";
    let found = read(PageKind::Memorandum, "Memorandum on Delegation of Authority", &[text]);
    assert_eq!(rows(&found), [(Claim::Authorized, Some(Authority::Pda), None, Some(345), None)]);
    assert_eq!(found.announcements[0].recipient.as_deref(), Some("Taiwan"));
}

#[test]
fn authority_given_before_is_no_new_money() {
    let found = release(&["Today we announced $197 million in arms for Ukraine under previously directed drawdowns."]);
    assert!(!found.announcements[0].is_new_money);
}

#[test]
fn a_military_loan_has_its_own_authority() {
    let found = release(&["The United States will provide a new $2 billion Foreign Military Financing direct loan to Poland."]);
    assert_eq!(found.announcements[0].authority, Some(Authority::FmfLoan));
    assert_eq!(found.announcements[0].recipient.as_deref(), Some("Poland"));
}

#[test]
fn the_title_gives_the_value_its_sentences_leave_out() {
    let found = read(PageKind::Release, "$150 Million Drawdown for Ukraine", &["Today we announced a new drawdown for Ukraine."]);
    assert_eq!(rows(&found), [(Claim::Announced, Some(Authority::Pda), None, Some(150), None)]);
    assert_eq!(found.announcements[0].money_start_char, None);
}

#[test]
fn questions_and_other_packages_claim_nothing() {
    assert!(rows(&release(&["Q  Will you announce a new $400 million security assistance package for Ukraine today?"])).is_empty());
    assert!(rows(&release(&["Today we announced a new sanctions package against the aggressor."])).is_empty());
}

#[test]
fn what_goes_into_one_kind_of_thing_is_no_package_of_its_own() {
    let found = release(&[
        "The department announced an additional $460 million in security assistance for Ukraine today.",
        "The package includes $450 million worth of artillery ammunition and radars, and $10 million in energy infrastructure.",
    ]);
    assert_eq!(rows(&found), [(Claim::Announced, None, None, Some(460), None)]);
    assert_eq!(found.announced_items[0].name, "artillery ammunition and radars");
}

#[test]
fn packages_for_others_are_no_parts() {
    let found = release(&[
        "We are announcing $25 million in Foreign Military Financing for Lebanon and $55 million in Foreign Military Financing for Moldova.",
        "We are also announcing $80 million in Foreign Military Financing for Taiwan.",
    ]);
    assert!(found.announcements.iter().all(|row| row.part_of_no.is_none()));
}

#[test]
fn figures_forgotten_or_mistaken_are_kept_as_written() {
    let found = release(&["The department announced a new $300 military package for Ukraine."]);
    assert_eq!(found.announcements[0].value_high_usd, Some(300));
    let found = release(&["The department announced a $300 billion security assistance package for Ukraine."]);
    assert_eq!(rows(&found), [(Claim::Announced, None, None, Some(300_000), None)]);
}
