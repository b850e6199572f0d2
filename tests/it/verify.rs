//! `verify` believes nothing but the raw captures.

use drawdown::mentions::Mentions;
use drawdown::mentions::money::{Bound, Money, MoneyRole};
use drawdown::records::Article;
use drawdown::stages::Options;
use drawdown::stages::progress::Reporter;
use drawdown::stages::store::{self, Store};
use drawdown::stages::verify::{self, Report};
use drawdown::table::{Row as _, RowSet as _};

use crate::project::{Project, pages};

fn verify(project: &Project) -> Report {
    verify::run(&project.config(), &Options::default(), &Reporter::silent()).unwrap()
}

/// Replaces the amounts of the only part by one that says it stands where "$5 million" does in article 1.
fn claim(project: &Project, change: impl FnOnce(&mut Money)) {
    let articles = project.rows::<Article>();
    let article = articles.iter().find(|article| article.article_id.contains('1')).unwrap();
    let byte = article.body_text.find("$5 million").unwrap();
    let start_char = i64::try_from(article.body_text[..byte].chars().count()).unwrap();
    let mut row = Money {
        article_id: article.article_id.clone(),
        paragraph_no: 1,
        start_char,
        end_char: start_char + 10,
        surface: "$5 million".into(),
        amount_low: 5_000_000,
        amount_high: 5_000_000,
        currency: "USD".into(),
        bound: Bound::Exact,
        qualifier: None,
        role: MoneyRole::Other,
    };
    change(&mut row);
    let data = project.path("data");
    Mentions { money: vec![row], ..Mentions::default() }.write(&mut Store::part(&data, "raw-0001-0001")).unwrap();
}

fn project() -> Project {
    let project = Project::with_pages(1000, &pages(3));
    project.parse();
    project.extract();
    project
}

#[test]
fn a_sound_folder_has_no_failures() {
    let project = project();
    claim(&project, |_| ());
    let report = verify(&project);
    assert_eq!(report.failures, []);
    let expected = [("articles", 3), ("captures", 3), ("money", 1)];
    assert_eq!(report.checked, expected.map(|(table, count)| (table.to_owned(), count)).into());
}

type Change = fn(&mut Money);

#[test]
fn a_tampered_span_is_found() {
    let project = project();
    let cases: [(Change, &str); 4] = [
        (|row| row.surface = "$6 million".into(), "surface is \"$6 million\", the raw capture says \"$5 million\""),
        (|row| row.start_char += 1, "surface is \"$5 million\", the raw capture says \"5 million\""),
        (|row| row.end_char = 100_000, "is not in the text of"),
        (|row| row.article_id = "elsewhere/1".into(), "no raw capture reads as its article"),
    ];
    for (change, problem) in cases {
        claim(&project, change);
        let report = verify(&project);
        assert_eq!(report.failures.len(), 1, "{:?}", report.failures);
        assert_eq!(report.failures[0].table, "money");
        assert!(report.failures[0].problem.contains(problem), "{:?}", report.failures);
    }
}

#[test]
fn a_tampered_text_is_found() {
    let project = project();
    let path = store::part_path(&project.path("data"), Article::TABLE.layer, "articles", "raw-0001-0001");
    let mut articles = store::read::<Article>(&path).unwrap();
    articles[1].body_text = articles[1].body_text.replace("$5 million", "$6 million");
    store::write(&path, &articles).unwrap();
    let report = verify(&project);
    assert_eq!(report.failures.len(), 1);
    assert_eq!(report.failures[0].problem, "body_text is not as the raw capture says");
    articles.remove(1);
    store::write(&path, &articles).unwrap();
    assert_eq!(verify(&project).failures[0].problem, "not in the table");
}

#[test]
fn a_raw_page_that_changed_is_found() {
    let project = project();
    let page = pages(3).remove(0);
    let html = String::from_utf8(page.html).unwrap().replace("thirty", "ninety");
    project.write(&format!("raw/{}", page.file), html.as_bytes());
    let tables: Vec<_> = verify(&project).failures.into_iter().map(|failure| failure.table).collect();
    assert!(tables.contains(&"captures".to_owned()) && tables.contains(&"articles".to_owned()), "{tables:?}");
}
