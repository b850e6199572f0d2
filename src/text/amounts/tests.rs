//! Amounts in sentences of our own.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Vec<(i64, i64, &'static str, Bound, &str)> {
    find(text).into_iter().map(|found| (found.low, found.high, found.currency, found.bound, &text[found.range])).collect()
}

fn one(text: &str) -> (i64, i64) {
    let found = find(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    (found[0].low, found[0].high)
}

#[test]
fn every_way_of_writing_is_read() {
    for (text, value) in [
        ("$2.98 billion", 2_980_000_000),
        ("a $16.2-billion plan", 16_200_000_000),
        ("$2.3B", 2_300_000_000),
        ("$450M", 450_000_000),
        ("$50K", 50_000),
        ("US$ 2.3 bn", 2_300_000_000),
        ("USD 300 mln", 300_000_000),
        ("300 mln USD", 300_000_000),
        ("300 million dollars' worth", 300_000_000),
        ("half a billion dollars", 500_000_000),
        ("a half-billion dollars", 500_000_000),
        ("a billion dollars", 1_000_000_000),
        ("two hundred million dollars", 200_000_000),
        ("1.5 billion U.S. dollars", 1_500_000_000),
        ("$800\u{a0}million", 800_000_000),
        ("$800\nmillion", 800_000_000),
        ("$1,234,567", 1_234_567),
        ("€500 million", 500_000_000),
        ("£2.3 billion", 2_300_000_000),
        ("2.3 billion pounds", 2_300_000_000),
        ("$300 military", 300),
        ("two and a half billion dollars", 2_500_000_000),
        ("a new billion-dollar package", 1_000_000_000),
        ("a thousand bucks a year", 1_000),
        ("$3 [million] in aid", 3_000_000),
        ("$650 billion [million]", 650_000_000),
        ("$300 [$30] billion", 30_000_000_000),
        ("$20 mil- — $20 billion", 20_000_000_000),
        ("A$70 million", 70_000_000),
        ("3.5 million taxpayer dollars", 3_500_000),
    ] {
        assert_eq!(one(text), (value, value), "{text}");
    }
}

#[test]
fn ranges_are_read_and_pairs_are_not() {
    assert_eq!(one("$240-375 million"), (240_000_000, 375_000_000));
    assert_eq!(one("$240 million to $375 million"), (240_000_000, 375_000_000));
    assert_eq!(one("between $1 and $2 billion"), (1_000_000_000, 2_000_000_000));
    assert_eq!(read("$128 million and $197 million").len(), 2);
    assert_eq!(read("$7 million — $7 billion").len(), 2);
    assert_eq!(read("rose from $1 billion to $2 billion").len(), 2);
}

#[test]
fn binding_words_belong_to_the_span() {
    assert_eq!(read("some 13-plus billion dollars of aid")[0].0, 13_000_000_000);
    assert_eq!(read("the 13-plus billion dollars of aid")[0].3, Bound::AtLeast);
    assert_eq!(read("worth up to $5 million now"), [(5_000_000, 5_000_000, "USD", Bound::AtMost, "up to $5 million")]);
}

#[test]
fn pounds_weigh_and_dollars_without_number_are_none() {
    assert!(find("a 2,000 pound bomb, 1.8 million pounds of supplies, taxpayer dollars, many euros, the pound, billions of dollars, a multi-billion-dollar industry, a few billion dollars, (in constant 2010 dollars)").is_empty());
}

#[test]
fn long_texts_take_linear_time() {
    assert_eq!(find(&"$".repeat(100_000)).len(), 0);
    assert_eq!(find(&"$5 million ".repeat(100_000)).len(), 100_000);
}

proptest! {
    #[test]
    fn any_number_comes_back(value in 1_i64..999, tenth in 1_i64..10, form in 0_usize..5) {
        let text = match form {
            0 => format!("${value}.{tenth} million"),
            1 => format!("USD {value}.{tenth} mln"),
            2 => format!("{value}.{tenth} million dollars"),
            3 => format!("${value}.{tenth}M"),
            _ => format!("${value},{tenth}00,000"),
        };
        prop_assert_eq!(one(&text).0, value * 1_000_000 + tenth * 100_000);
    }

    #[test]
    fn spans_lie_on_characters(text in "[$€£0-9 ,.a-zé-]{0,60}|\\PC{0,40}") {
        for amount in find(&text) {
            prop_assert!(text.get(amount.range).is_some());
        }
    }
}
