//! Roles of amounts in sentences of our own.

use crate::mentions::money::MoneyRole::{self, *};
use crate::mentions::testing::{read, release};
use crate::records::PageKind;

fn roles(sentence: &str) -> Vec<MoneyRole> {
    release(&[sentence]).money.into_iter().map(|row| row.role).collect()
}

#[test]
fn a_new_package_is_a_package_value() {
    assert_eq!(roles("Today the department announced a $275 million security assistance package for Ukraine."), [PackageValue]);
    assert_eq!(roles("The drawdown is valued at up to $90 million."), [PackageValue]);
}

#[test]
fn the_next_sentence_can_say_that_it_is_a_package() {
    let found = read(
        PageKind::Speech,
        "Remarks",
        &["Today I am announcing another $800 million to help Ukraine fight on. This package includes artillery weapons."],
    );
    assert_eq!(found.money[0].role, PackageValue);
}

#[test]
fn sums_up_to_now_are_running_totals() {
    assert_eq!(roles("The United States has committed $3.1 billion in security assistance to Ukraine since 2014."), [RunningTotal]);
    assert_eq!(roles("That brings military aid to Ukraine to more than $5 billion to date."), [RunningTotal]);
}

#[test]
fn the_largest_package_since_a_day_is_no_sum_up_to_now() {
    let sentence =
        "They announced the single largest, most expansive, most useful transfer of weapons since the war began, more than $3 billion.";
    assert_eq!(roles(sentence), [PackageValue]);
}

#[test]
fn a_package_and_the_total_it_brings_are_told_apart() {
    let sentence = "The new $200 million package of weapons brings security assistance to $9 billion since the invasion.";
    assert_eq!(roles(sentence), [PackageValue, RunningTotal]);
}

#[test]
fn what_a_legislature_votes_or_is_asked_for_is_no_package() {
    assert_eq!(roles("Congress passed $12 billion for weapons and ammunition."), [Appropriation]);
    assert_eq!(roles("$2.4 billion was to purchase weapons and to replenish stocks."), [Appropriation]);
    assert_eq!(roles("The President requested $24 billion in military aid for Ukraine."), [Request]);
    assert_eq!(
        roles("The administration is calling on Congress to provide $20 billion for weapons. This includes $5 billion for ammunition."),
        [Request, Request]
    );
}

#[test]
fn sales_contracts_and_corrections_are_no_packages() {
    assert_eq!(roles("A possible sale of missiles for $310 million was notified."), [Sale]);
    assert_eq!(roles("A firm was awarded $44 million for artillery shells."), [Contract]);
    assert_eq!(roles("Equipment sent before was overvalued by $600 million."), [Revaluation]);
}

#[test]
fn what_an_office_runs_on_is_no_package() {
    assert_eq!(roles("The command supports weapons programs and manages $70 billion annually for the force."), [Other]);
    assert_eq!(roles("She secures approval for the service's $140 billion annual budget and its weapons."), [Other]);
}

#[test]
fn an_amount_goes_on_with_the_one_before_it() {
    assert_eq!(roles("The supplemental holds $6 billion for weapons and $11 billion for drawdown authority."), [Appropriation; 2]);
    assert_eq!(roles("A possible sale of $265 million worth of radars, and $30 million for gun mounts, was approved."), [Sale; 2]);
    assert_eq!(roles("Israel receives $3.8 billion a year in Foreign Military Financing, and Egypt $1.3 billion."), [Other; 2]);
    assert_eq!(roles("The $6 billion package brings security assistance to $50 billion since the invasion."), [PackageValue, RunningTotal]);
    assert_eq!(roles("The United States gave Ukraine $650 million in security assistance in 2021."), [RunningTotal]);
}

#[test]
fn other_help_keeps_its_own_role() {
    let sentence = "He announced $300 million in security assistance and $150 million in economic support for Ukraine.";
    assert_eq!(roles(sentence), [PackageValue, Economic]);
    assert_eq!(roles("She announced $80 million in humanitarian assistance for refugees."), [Humanitarian]);
}

#[test]
fn what_others_give_is_a_pledge() {
    assert_eq!(roles("Norway announced $120 million in military aid to Ukraine."), [PartnerPledge]);
    assert_eq!(roles("Allies have committed $40 billion in security assistance."), [PartnerPledge]);
    assert_eq!(roles("Ukraine will receive $70 million in new military aid."), [PackageValue]);
}

#[test]
fn sections_of_the_act_decide_in_a_memorandum() {
    let text = "I hereby delegate the authority under section 614(a)(1) to furnish up to $30 million in assistance to Ukraine, and the \
                authority under section 506(a)(1) to direct the drawdown of up to $80 million in defense articles.";
    let found = read(PageKind::Memorandum, "Memorandum", &[text]);
    assert_eq!(found.money.iter().map(|row| row.role).collect::<Vec<_>>(), [Authority, PackageValue]);
}
