//! Dates in sentences of our own.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// On Tuesday, July 2, 2024.
fn read(text: &str) -> Vec<(String, String, String, Grain)> {
    let found = find(text, day("2024-07-02"));
    found.into_iter().map(|date| (text[date.range].to_owned(), date.low.to_string(), date.high.to_string(), date.grain)).collect()
}

fn one(text: &str, low: &str, high: &str, grain: Grain) {
    let found = read(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert_eq!((found[0].1.as_str(), found[0].2.as_str(), found[0].3), (low, high, grain), "{text}");
}

#[test]
fn whole_dates_are_read() {
    for text in ["July 2, 2024", "2 July 2024", "Jul. 2, 2024", "2024-07-02", "07/02/2024", "July 2nd, 2024", "the 2nd of July 2024"] {
        one(text, "2024-07-02", "2024-07-02", Grain::Day);
    }
    one("on June 13-14, 2024, in", "2024-06-13", "2024-06-14", Grain::Span);
}

#[test]
fn a_missing_year_is_the_last_one_unless_words_point_ahead() {
    one("since Feb. 24, when", "2024-02-24", "2024-02-24", Grain::Day);
    one("on Dec. 24 he", "2023-12-24", "2023-12-24", Grain::Day);
    one("leaders will meet on July 9 in", "2024-07-09", "2024-07-09", Grain::Day);
}

#[test]
fn what_is_soon_and_in_the_present_is_still_to_come() {
    one("the crew starts in August.", "2024-08-01", "2024-08-31", Grain::Month);
    one("a crew that deployed in August.", "2023-08-01", "2023-08-31", Grain::Month);
}

#[test]
fn the_end_of_the_year_is_this_years() {
    one("through the end of the fiscal year, and", "2023-10-01", "2024-09-30", Grain::FiscalYear);
    one("through the end of the month.", "2024-07-01", "2024-07-31", Grain::Month);
    assert_eq!(read("the year was long, the end of the month of May, the end of the week of rain").len(), 1);
    one("from January to November 2013.", "2013-01-01", "2013-11-30", Grain::Span);
    one("by early 2026.", "2026-01-01", "2026-04-30", Grain::Span);
    one("in late February.", "2024-02-21", "2024-02-29", Grain::Span);
    assert_eq!(read("in 1995 and 1996, after").len(), 2);
    assert_eq!(read("the NATO 2030 agenda"), []);
    one("over the weekend, even", "2024-06-29", "2024-06-30", Grain::Span);
    one("(1983-1993), she", "1983-01-01", "1993-12-31", Grain::Span);
    assert_eq!(read("From 1983 to 1993, she").len(), 2);
    one("In the 1920s ships", "1920-01-01", "1929-12-31", Grain::Span);
}

#[test]
fn seasons_centuries_and_days_in_words_are_read() {
    one("he will leave in the fall when", "2024-09-01", "2024-11-30", Grain::Season);
    one("it began in the spring.", "2024-03-01", "2024-05-31", Grain::Season);
    assert_eq!(read("in the fall of the city"), []);
    one("a 21st-century force", "2001-01-01", "2100-12-31", Grain::Span);
    one("the twentieth century", "1901-01-01", "2000-12-31", Grain::Span);
    one("this fifth day of October, in the year of our Lord two thousand seventeen", "2017-10-05", "2017-10-05", Grain::Day);
    one("on the second day of June he", "2024-06-02", "2024-06-02", Grain::Day);
    one("since last July, when", "2023-07-01", "2023-07-31", Grain::Month);
}

#[test]
fn years_of_two_digits_and_of_other_centuries_are_read() {
    one("in June of ’22, a", "2022-06-01", "2022-06-30", Grain::Month);
    one("On October 6, 1683, a ship", "1683-10-06", "1683-10-06", Grain::Day);
}

#[test]
fn a_weekday_belongs_to_its_date_and_tells_the_year() {
    one("on Tuesday, July 2, 2024, in", "2024-07-02", "2024-07-02", Grain::Day);
    one("on Thursday, November 14th.", "2024-11-14", "2024-11-14", Grain::Day);
    one("on Monday 19 December", "2022-12-19", "2022-12-19", Grain::Day);
    assert_eq!(read("Monday 1 July the")[0].0, "Monday 1 July");
    one("will go there tomorrow, July 3.", "2024-07-03", "2024-07-03", Grain::Day);
}

#[test]
fn spans_hold_the_date_and_nothing_else() {
    for (text, words) in [
        ("late in June.", "June"),
        ("on Feb. 24.", "Feb. 24"),
        ("5-6 April 2016 in", "5-6 April 2016"),
        ("over the past year,", "the past year"),
        ("in May of last year.", "May of last year"),
    ] {
        assert_eq!(read(text).into_iter().map(|found| found.0).collect::<Vec<_>>(), [words], "{text}");
    }
    one("5-6 April 2016", "2016-04-05", "2016-04-06", Grain::Span);
    one("in May of last year", "2023-05-01", "2023-05-31", Grain::Month);
    one("Mayorkas and the Black Friday sale today", "2024-07-02", "2024-07-02", Grain::Day);
}

#[test]
fn what_follows_may_point_ahead() {
    one("On Friday, the secretary will travel", "2024-07-05", "2024-07-05", Grain::Day);
    one("On Friday he said that he will", "2024-06-28", "2024-06-28", Grain::Day);
    one("In September, we will meet", "2024-09-01", "2024-09-30", Grain::Month);
    one("the summit this weekend was", "2024-06-29", "2024-06-30", Grain::Span);
    one("this weekend he will travel", "2024-07-06", "2024-07-07", Grain::Span);
    one("over the next two years", "2024-07-02", "2026-07-02", Grain::Span);
}

#[test]
fn the_verb_of_the_sentence_tells_the_year() {
    for (text, low) in [
        ("The fair opens on July 20.", "2024-07-20"),
        ("He could be heard in late July.", "2024-07-21"),
        ("She said so in July of that year, then on July 20.", "2023-07-20"),
        ("July 20th would be the last day", "2024-07-20"),
        ("They had met on July 20.", "2023-07-20"),
        ("They are planned to meet on July 20. She said so.", "2024-07-20"),
        ("a poll he will never forget. It began in July 20 cities on June 3", "2024-06-03"),
        ("as was announced by the minister in May.", "2024-05-01"),
        ("what was seen since May, and it will go on", "2024-05-01"),
        ("who were going to come on May 1", "2024-05-01"),
    ] {
        assert_eq!(read(text).last().map(|date| date.1.as_str()), Some(low), "{text}");
    }
    let in_december = |text: &str| find(text, day("2023-12-11"))[0].low.to_string();
    assert_eq!(in_december("how to avert a strike in January."), "2024-01-01");
    assert_eq!(in_december("A strike was averted in January."), "2023-01-01");
    assert_eq!(in_december("The office closes on February 2nd, and will not open"), "2024-02-02");
    assert_eq!(in_december("what was seen on January 6th at the Capitol"), "2021-01-06");
    assert_eq!(in_december("In March and April 2022, she went"), "2022-03-01");
    assert_eq!(in_december("proclaim December 28 through January 4, 2025, as"), "2024-12-28");
}

#[test]
fn a_weekday_is_ahead_where_its_sentence_is() {
    for (text, low) in [
        ("I will see you on Monday.", "2024-07-08"),
        ("She looks forward to hosting him here on Friday.", "2024-07-05"),
        ("The rule takes effect Monday. What is it?", "2024-07-08"),
        ("It came out on Friday. But it will run for days", "2024-06-28"),
        ("a letter signed by ten members on Friday", "2024-06-28"),
        ("as he was going to do in his letter back on Sunday", "2024-06-30"),
        ("what happened over the weekend may help", "2024-06-29"),
        ("it began last Friday in Brussels", "2024-06-28"),
        ("he was there just this past Saturday", "2024-06-29"),
    ] {
        let found = read(text);
        assert_eq!(found.iter().map(|date| date.1.as_str()).collect::<Vec<_>>(), [low], "{text}");
    }
    assert_eq!(read("the first Monday of September is").iter().map(|date| date.0.as_str()).collect::<Vec<_>>(), ["September"]);
}

#[test]
fn a_winter_goes_on_into_the_next_year() {
    let on = |anchor: &str, text: &str| find(text, day(anchor))[0].low.to_string();
    assert_eq!(on("2024-01-15", "this winter"), "2023-12-01");
    assert_eq!(on("2024-01-15", "in the winter,"), "2023-12-01");
    assert_eq!(on("2024-01-15", "last winter"), "2022-12-01");
    assert_eq!(on("2024-11-15", "this winter"), "2024-12-01");
    assert_eq!(on("2024-11-15", "last winter"), "2023-12-01");
    assert_eq!(on("2024-04-29", "to allow sales over the summer season"), "2024-06-01");
    assert_eq!(on("2024-04-29", "what was said over the summer"), "2023-06-01");
}

#[test]
fn these_times_are_no_day() {
    assert_eq!(read("on today's Airmen and tomorrow’s young leaders"), []);
    assert_eq!(read("Today’s meeting and today's announcement").len(), 2);
}

#[test]
fn a_paragraph_means_one_weekday() {
    let days = |text: &str| read(text).into_iter().map(|found| found.1).collect::<Vec<_>>();
    assert_eq!(days("On Friday she will go there. He flies up for Friday."), ["2024-07-05", "2024-07-05"]);
    assert_eq!(days("On Friday she will go there. She said so on Friday."), ["2024-07-05", "2024-06-28"]);
    assert_eq!(days("in the summer and fall of 1990"), ["1990-06-01", "1990-09-01"]);
}

#[test]
fn partial_dates_keep_their_grain() {
    one("in June", "2024-06-01", "2024-06-30", Grain::Month);
    one("in June 2023", "2023-06-01", "2023-06-30", Grain::Month);
    one("since 2014", "2014-01-01", "2014-12-31", Grain::Year);
    one("fiscal year 2024 funds", "2023-10-01", "2024-09-30", Grain::FiscalYear);
    one("FY24 funds", "2023-10-01", "2024-09-30", Grain::FiscalYear);
    one("the summer of 2022", "2022-06-01", "2022-08-31", Grain::Season);
    one("(2014–2021)", "2014-01-01", "2021-12-31", Grain::Span);
}

#[test]
fn months_that_describe_and_fiscal_years_are_read() {
    one("the February report is solid", "2024-02-01", "2024-02-29", Grain::Month);
    one("before the nation’s September elections", "2024-09-01", "2024-09-30", Grain::Month);
    one("It goes well into June.", "2024-06-01", "2024-06-30", Grain::Month);
    assert_eq!(read("the March for peace").len(), 0);
    assert_eq!(read("in March, April and May of this year").len(), 3);
    one("since June the 6th.", "2024-06-06", "2024-06-06", Grain::Day);
    one("fiscal 2025 weapons procurement funds", "2024-10-01", "2025-09-30", Grain::FiscalYear);
    one("in fiscal year (FY) 2023 the", "2022-10-01", "2023-09-30", Grain::FiscalYear);
    one("net-zero emissions by 2050.", "2050-01-01", "2050-12-31", Grain::Year);
    assert_eq!(read("Resolution 2054 and 2063 seats"), []);
    one("was tested last evening", "2024-07-01", "2024-07-01", Grain::Day);
    one("a couple of weeks ago", "2024-06-18", "2024-06-18", Grain::Day);
}

#[test]
fn relative_dates_are_read_from_the_day_of_publication() {
    one("today", "2024-07-02", "2024-07-02", Grain::Day);
    one("this afternoon", "2024-07-02", "2024-07-02", Grain::Day);
    one("yesterday", "2024-07-01", "2024-07-01", Grain::Day);
    one("next week's summit", "2024-07-08", "2024-07-14", Grain::Week);
    one("last month", "2024-06-01", "2024-06-30", Grain::Month);
    one("last year", "2023-01-01", "2023-12-31", Grain::Year);
    one("earlier this week", "2024-07-01", "2024-07-07", Grain::Week);
    one("on Saturday the", "2024-06-29", "2024-06-29", Grain::Day);
    one("next Friday", "2024-07-12", "2024-07-12", Grain::Day);
    one("two weeks ago", "2024-06-18", "2024-06-18", Grain::Day);
    one("over the past two months", "2024-05-02", "2024-07-02", Grain::Span);
}

#[test]
fn what_looks_like_a_date_is_none() {
    for text in [
        "the Foreign Assistance Act of 1961",
        "240702-D-PM193-1136",
        "it may 20 times",
        "march 5 miles",
        "section 2011",
        "a second time",
        "May I ask",
        "Marchers",
        "as if there is no tomorrow",
        "$2022",
        "2022-meter",
        "1,2022",
        "April Roe said",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn long_texts_take_linear_time() {
    assert_eq!(find(&"in June 2023, today, ".repeat(20_000), day("2024-07-02")).len(), 40_000);
}

proptest! {
    #[test]
    fn any_day_comes_back(days in 0_i64..15_000, form in 0_usize..4) {
        let date = day("1990-01-01") + chrono::TimeDelta::days(days);
        let text = date.format(["%B %-d, %Y", "%-d %B %Y", "%b. %-d, %Y", "%Y-%m-%d"][form]).to_string().replace("May.", "May");
        let found = find(&format!("on {text}."), day("2024-07-02"));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!((found[0].low, found[0].high), (date, date));
    }

    #[test]
    fn spans_lie_on_characters(text in "(June|last|week|é|[0-9]{1,4}|[ ,.–-]|of|years? ago){0,30}") {
        for date in find(&text, day("2024-07-02")) {
            prop_assert!(text.get(date.range).is_some() && date.low <= date.high);
        }
    }
}
